"""Quotes, figures and our own words are held against the article's text."""

from __future__ import annotations

import re
import textwrap
from typing import TYPE_CHECKING

import pytest

from geo.evidence import (
    Anchor,
    Selector,
    find_unsupported,
    hash_text,
    make_anchor,
    resolve_anchors,
    split_paragraphs,
)
from geo.story import load_story
from geo.wording import UNSEEN, normalise
from tests.stories import CLAIMS, STORY, TEXT, write_story

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Story


@pytest.fixture
def small(tmp_path: Path) -> Story:
    return small_story(tmp_path, CLAIMS)


def small_story(folder: Path, claims: str) -> Story:
    story = STORY.replace("0" * 64, hash_text(TEXT))
    return load_story(write_story(folder, story=story, claims=claims))


def messages(story: Story, text: str = TEXT) -> list[str]:
    return [str(problem) for problem in find_unsupported(story, text)]


def test_one_spelling_of_quotes_dashes_and_space() -> None:
    assert normalise(" “a”\n‘b’ — c–d\u00a0e\u0301") == "\"a\" 'b' - c-d é"


def test_paragraphs_are_counted_from_the_dateline_and_without_the_skipped(small: Story) -> None:
    first, second = split_paragraphs(TEXT, small.article)
    assert first == "LIMA — Reporters say that it  happened here,"
    assert second.startswith("There are 150 “tons”")


@pytest.mark.parametrize(
    ("words", "count"),
    [
        ("It’s “all” over—now", 4),
        ("89–0", 1),
        ("$1,000 and 7.5%", 3),
        ("7-month-old", 3),
        ("Ene\u0301 valley", 2),
        ("…", 0),
    ],
)
def test_words_of_an_anchor_are_counted(words: str, count: int) -> None:
    assert make_anchor(words).startswith(f"{count}:")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It’s “all”  over — now", "it's all over-now"),
        ("by 89–0", "by 89-0"),
        ("the drug—so", "The drug, so"),
        ("Ene\u0301", "en\u00e9"),
    ],
)
def test_an_anchor_does_not_mind_typography(one: str, other: str) -> None:
    assert make_anchor(one) == make_anchor(other)


@pytest.mark.parametrize("unseen", UNSEEN)
def test_what_nobody_sees_changes_nothing(small: Story, unseen: str) -> None:
    text = unseen + TEXT.replace("happened", f"hap{unseen}pened{unseen}").replace(
        "\n\n", f"\n{unseen}\n"
    )
    assert normalise(f"hap{unseen}pened") == "happened"
    assert hash_text(text) == small.article.sha256
    assert messages(small, text) == []
    (anchor,) = resolve_anchors(small, text)
    # It is cited as it is printed.
    assert anchor.selector == Selector(
        f"it  hap{unseen}pened{unseen} here", "LIMA — Reporters say that ", ""
    )


LONG = (
    "LIMA — Reporters say that it happened here, and nowhere else that any of them had ever been.",
    "There are 150 “tons” of it, one, two, three, four, five, six, seven, eight times over.",
    "A short one.",
    "Nobody else has said as much, or as little, in all the years since then.",
    "Nobody else was asked.",
)


@pytest.mark.parametrize("width", [20, 40, 60, 80, 200])
def test_wrapped_lines_are_one_paragraph(small: Story, width: int) -> None:
    text = "\n\n".join(textwrap.fill(line, width, break_on_hyphens=False) for line in LONG)
    assert split_paragraphs(text, small.article) == list(LONG)


def test_an_address_that_sticks_out_does_not_unwrap_a_text(small: Story) -> None:
    lines = "\n\n".join(textwrap.fill(line, 40) for line in LONG * 2)
    text = lines.replace("nowhere", f"\nhttps://example.org/{'a' * 90}\nnowhere")
    assert len(split_paragraphs(text, small.article)) == 2 * len(LONG)


@pytest.mark.parametrize("between", ["\n", "\n\n", "\r\n", "\n \u200b\n"])
@pytest.mark.parametrize("within", ["\n", "\n\n"])
def test_paragraphs_end_at_line_ends_where_lines_are_not_wrapped(
    small: Story, between: str, within: str
) -> None:
    text = f"A title\n\n{between.join(LONG[:2])}{within}{between.join(LONG[2:])}\n"
    assert split_paragraphs(text, small.article) == list(LONG)


@pytest.mark.parametrize(("one", "other"), [("$100", "100"), ("1,000", "1 000"), ("a b", "b a")])
def test_an_anchor_minds_what_is_said(one: str, other: str) -> None:
    assert make_anchor(one) != make_anchor(other)


def test_sound_story_has_no_problem(small: Story) -> None:
    assert messages(small) == []


def test_words_are_found_as_printed_with_those_around_them(small: Story) -> None:
    assert resolve_anchors(small, TEXT) == (
        Anchor(
            "P01.1",
            "found",
            1,
            Selector("it  happened here", "LIMA — Reporters say that ", ""),
        ),
    )


@pytest.mark.parametrize(
    ("paragraph", "words", "status", "where"),
    [
        (1, "Reporters say that it happened", "found", 1),
        (1, "one two three four five", "elsewhere", 2),
        (2, "one two three four five", "found", 2),
        (7, "one two three four five", "elsewhere", 2),
        (2, "one two three four six", "missing", None),
        (3, "again and again and again", "ambiguous", 3),
    ],
)
def test_an_anchor_has_one_of_four_fates(
    tmp_path: Path, paragraph: int, words: str, status: str, where: int | None
) -> None:
    claims = CLAIMS.replace("paragraph = 1", f"paragraph = {paragraph}").replace(
        'quote = "it happened here"', f'anchor = "{make_anchor(words)}"'
    )
    text = TEXT + "again and again and again and again\n"
    (anchor,) = resolve_anchors(small_story(tmp_path, claims), text)
    assert (anchor.status, anchor.paragraph) == (status, where)
    assert (anchor.selector is None) == (status == "missing")


def test_another_version_is_no_problem_where_the_claims_hold(small: Story) -> None:
    assert messages(small, TEXT.replace("Reporters", "Others")) == []


def test_a_text_without_its_beginning_is_refused(small: Story) -> None:
    assert any("is this the article?" in message for message in messages(small, "Something else"))
    with pytest.raises(ValueError, match="is this the article"):
        resolve_anchors(small, "Something else")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "it happened here",
            "it happened there",
            "'it happened there' is not in paragraph 1; it is in none; the nearest words are 'it",
        ),
        ("it happened here", "It Happened here", "the nearest words are 'it  happened here'"),
        ("it happened here", "150 'tons' of", "is not in paragraph 1; it is in none"),
        ("it happened here", "wholly other words", "is not in paragraph 1; it is in none ("),
        ("it happened here", "…", "is not in paragraph 1; it is in none ("),
        (
            "paragraph = 1",
            "paragraph = 2",
            "'it happened here' is not in paragraph 2; it is in paragraph 1",
        ),
        (
            "Something happened in the capital.",
            "It was one two three four five six seven eight times.",
            "claims.toml: P01.1.says.en: shares 'one two three four five six seven eight' with",
        ),
    ],
)
def test_what_the_article_does_not_bear_out(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    (found,) = messages(small_story(tmp_path, CLAIMS.replace(old, new)))
    assert expected in found
    assert found.endswith(")")  # the reason


@pytest.mark.parametrize(
    ("words", "qualifier", "printed", "expected"),
    [
        ("150", None, "There are 150 tons", None),
        ("50", None, "There are 150 tons", "the figure '50' is not in paragraph 2"),
        ("150", None, "There are 1,150 tons", "the figure '150' is not in paragraph 2"),
        ("150 tons", "up to", "There are up to 150 tons", None),
        ("up to 150", "up to", "There are up to 150 tons", None),
        ("150", "up to", "There are 150 tons, up to a point", "in paragraph 2 without 'up to'"),
        ("150", None, "There are up to 150 tons", "says 'up to' of '150'; make it the qualifier"),
        ("up to 150", None, "There are up to 150 tons", "says 'up to' of 'up to 150'"),
        ("150", "roughly", "There are up to roughly 150 tons", None),
    ],
)
def test_figures_stand_in_their_paragraph_with_their_qualifier(
    tmp_path: Path, words: str, qualifier: str | None, printed: str, expected: str | None
) -> None:
    figure = f'unit.en = "t", unit.es = "t", words = "{words}"'
    if qualifier:
        figure += f', qualifier.en = "{qualifier}", qualifier.es = "{qualifier}"'
    claims = (
        CLAIMS.replace("paragraph = 1\n", f"paragraph = 2\nfigures = [{{ {figure} }}]\n")
        .replace("it happened here", "eight times over")
        .replace("Something", f"Something {qualifier}")
        .replace("Algo", f"Algo {qualifier}")
    )
    text = TEXT.replace("There are 150 “tons”", printed)
    found = messages(small_story(tmp_path, claims), text)
    assert (found == []) if expected is None else (expected in found[0])


def test_a_problem_of_two_figures_is_said_once(tmp_path: Path) -> None:
    figure = 'unit.en = "t", unit.es = "t", words = "5-0"'
    figures = f"figures = [{{ value = 5, {figure} }}, {{ value = 0, {figure} }}]"
    claims = CLAIMS.replace("paragraph = 1\n", f"paragraph = 1\n{figures}\n")
    (found,) = messages(small_story(tmp_path, claims))
    assert "the figure '5-0' is not in paragraph 1; it is in none" in found


@pytest.mark.article
@pytest.mark.parametrize("width", [40, 60, 80])
def test_a_wrapped_copy_of_the_article_changes_nothing(
    story: Story, article: str, width: int
) -> None:
    lines = (textwrap.fill(line, width, break_on_hyphens=False) for line in article.splitlines())
    wrapped = "\n".join(lines)
    assert hash_text(wrapped) == story.article.sha256
    assert messages(story, wrapped) == []


@pytest.mark.article
def test_a_copy_without_blank_lines_changes_nothing(story: Story, article: str) -> None:
    assert messages(story, "\n".join(filter(None, article.splitlines()))) == []


@pytest.mark.article
def test_soft_hyphens_change_nothing(story: Story, article: str) -> None:
    soft = re.sub(r"([a-z]{3})([a-z]{3})", "\\1\u00ad\\2", article)
    assert hash_text(soft) == story.article.sha256
    assert messages(story, soft) == []


@pytest.mark.article
def test_bundled_story_agrees_with_its_article(story: Story, article: str) -> None:
    assert messages(story, article) == []


@pytest.mark.article
def test_every_claim_leads_to_words_of_its_own(story: Story, article: str) -> None:
    anchors = resolve_anchors(story, article)
    assert {anchor.status for anchor in anchors} == {"found"}
    assert len(anchors) == len({anchor.selector for anchor in anchors}) == 64


@pytest.mark.article
def test_plain_typography_changes_nothing(story: Story, article: str) -> None:
    plain = article.translate(str.maketrans("’“”—\u00a0", '\'""- '))
    assert plain != article
    assert hash_text(plain) == story.article.sha256
    assert messages(story, plain) == []


@pytest.mark.article
def test_a_paragraph_more_puts_what_follows_elsewhere(story: Story, article: str) -> None:
    text = article.replace("\nIn 2001,", "\nA paragraph more.\n\nIn 2001,")
    anchors = resolve_anchors(story, text)
    moved = [anchor.claim for anchor in anchors if anchor.status == "elsewhere"]
    assert moved[0] == "P05.1"
    assert len(moved) == sum((claim.paragraph or 0) >= 5 for claim in story.claims)
    assert len(messages(story, text)) >= len(moved)


@pytest.mark.article
def test_every_paragraph_is_accounted_for(story: Story, article: str) -> None:
    paragraphs = split_paragraphs(article, story.article)
    told = {claim.paragraph for claim in story.claims if claim.paragraph}
    # Paragraph 12 only introduces the quotation of the next.
    assert set(range(1, len(paragraphs) + 1)) - told == {12}
