"""Quotes, figures and our own words are held against the article's text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.evidence import check_evidence, hash_text, normalise, split_paragraphs
from geo.story import load_story
from tests.stories import CLAIMS, STORY, write_story

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Story

TEXT = """Small

LIMA — Reporters say that it  happened here,
Some 150 “tons” of it, one, two, three, four, five, six, seven, eight times over.

Sign up for more
"""


@pytest.fixture
def small(tmp_path: Path) -> Story:
    return small_story(tmp_path, CLAIMS)


def small_story(folder: Path, claims: str) -> Story:
    story = STORY.replace("0" * 64, hash_text(TEXT))
    return load_story(write_story(folder, story=story, claims=claims))


def messages(story: Story, text: str = TEXT) -> list[str]:
    return [str(problem) for problem in check_evidence(story, text)]


def test_one_spelling_of_quotes_dashes_and_space() -> None:
    assert normalise(" “a”\n‘b’ — c–d\u00a0e\u0301") == "\"a\" 'b' - c-d é"


def test_paragraphs_are_counted_from_the_dateline_and_without_the_skipped(small: Story) -> None:
    first, second = split_paragraphs(TEXT, small.article)
    assert first == "LIMA - Reporters say that it happened here,"
    assert second.startswith('Some 150 "tons"')


def test_sound_story_has_no_problem(small: Story) -> None:
    assert messages(small) == []


def test_another_text_is_noticed(small: Story) -> None:
    found = messages(small, TEXT.replace("Reporters", "Others"))
    assert len(found) == 1
    assert "article.sha256" in found[0]


def test_a_text_without_its_beginning_is_refused(small: Story) -> None:
    assert any("is this the article?" in message for message in messages(small, "Something else"))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("it happened here", "it happened there", "'it happened there' is not in paragraph 1; it"),
        ("it happened here", "150 'tons'", "is not in paragraph 1; it is in none"),
        ("paragraph = 1", "paragraph = 2", "'it happened here' is not in paragraph 2; it is in p"),
        ("paragraph = 1", "paragraph = 7", "paragraph 7 of 2 does not exist"),
        (
            "Something happened in the capital.",
            "It was one two three four five six seven eight times.",
            "shares 'one two three four five six seven eight' with the article",
        ),
    ],
)
def test_what_the_article_does_not_bear_out(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    found = messages(small_story(tmp_path, CLAIMS.replace(old, new)))
    assert any(expected in message for message in found)


@pytest.mark.parametrize(("words", "problems"), [("150", 0), ("50", 1), ("1500", 1)])
def test_figures_are_found_as_whole_words(tmp_path: Path, words: str, problems: int) -> None:
    figure = f'figures = [{{ unit.en = "t", unit.es = "t", words = "{words}" }}]\n'
    claims = CLAIMS.replace("paragraph = 1\n", "paragraph = 2\n" + figure)
    claims = claims.replace("it happened here", "150")
    assert len(messages(small_story(tmp_path, claims))) == problems


@pytest.mark.article
def test_bundled_story_agrees_with_its_article(story: Story, article: str) -> None:
    assert messages(story, article) == []


@pytest.mark.article
def test_every_paragraph_is_accounted_for(story: Story, article: str) -> None:
    paragraphs = split_paragraphs(article, story.article)
    told = {claim.paragraph for claim in story.claims if claim.paragraph}
    # Paragraph 12 only introduces the quotation of the next.
    assert set(range(1, len(paragraphs) + 1)) - told == {12}
