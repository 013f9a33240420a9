"""A story folder is read whole, or refused with all that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.story import BUNDLED, StoryError, amend, load_story
from tests.stories import CLAIMS, FEATURES, STORY, write_story

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Story


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(StoryError) as caught:
        load_story(folder)
    return [str(problem) for problem in caught.value.problems]


def test_bundled_story_is_the_default() -> None:
    assert load_story() == load_story(BUNDLED)


def test_small_story_loads(tmp_path: Path) -> None:
    story = load_story(write_story(tmp_path))
    assert story.feature["lima"].claims == ("P01.1",)
    assert story.claim["X01"].sources[0].publisher == "Other"


def test_chapters_are_optional(tmp_path: Path) -> None:
    assert load_story(write_story(tmp_path, chapters=None)).chapters == ()


def test_missing_files_are_named(tmp_path: Path) -> None:
    found = problems_of(tmp_path)
    assert "story.toml: file: is missing; a story needs it" in found
    assert "claims.toml: file: is missing; a story needs it" in found
    assert "features.toml: file: is missing; a story needs it" in found


def test_every_problem_is_listed_at_once(tmp_path: Path) -> None:
    folder = write_story(
        tmp_path,
        story=STORY.replace('published = "2020-02-02"', 'published = "2020-02-32"'),
        claims=CLAIMS.replace('says.es = "Algo pasó en la capital."\n', "")
        + 'later.en = "Later."\nlater.es = "Luego."\n',
        features=FEATURES.replace('precision = "place"', 'precision = "exact"'),
    )
    found = "\n".join(problems_of(folder))
    assert "story.toml: story: article.published" in found
    assert "claims.toml: P01.1: says.es: Field required" in found
    assert "features.toml: lima: precision" in found
    assert "claims.toml: X01: what came later needs" in found


def test_what_refers_to_a_broken_block_is_not_blamed(tmp_path: Path) -> None:
    folder = write_story(tmp_path, claims=CLAIMS.replace('voice = "article"', 'voice = "rumour"'))
    found = problems_of(folder)
    assert len(found) == 1
    assert found[0].startswith("claims.toml: P01.1: voice")


@pytest.mark.parametrize(
    ("file", "text", "expected"),
    [
        ("story.toml", "id = ", "story.toml: file: is no TOML"),
        ("claims.toml", "[claim]\nid = 'P1'\n", "claims.toml: file: has one block in single"),
        ("features.toml", "[[features]]\n", "features.toml: features: is no block of this file"),
        ("claims.toml", "claim = [1]\n", "claims.toml: 1: "),
    ],
)
def test_malformed_files_are_named(tmp_path: Path, file: str, text: str, expected: str) -> None:
    folder = write_story(tmp_path)
    (folder / file).write_text(text, "utf-8")
    assert any(problem.startswith(expected) for problem in problems_of(folder))


def test_error_counts_and_names_the_folder(tmp_path: Path) -> None:
    folder = write_story(tmp_path, claims=CLAIMS.replace('quote = "it happened here"', "quote = 3"))
    with pytest.raises(StoryError, match="1 problem\n") as caught:
        load_story(folder)
    assert str(caught.value).startswith(str(folder))


def test_amended_story_has_what_is_new_and_keeps_the_rest(story: Story) -> None:
    says = {"en": "Others confirm it.", "es": "Otros lo confirman."}
    sources = [{"address": "https://example.org/other", "publisher": "Other"}]
    amended = amend(
        story,
        claims=[{"id": "X99", "voice": "context", "says": says, "sources": sources}],
        features=[{"id": "lima", "claims": ["X99"]}],
        chapters=[{"id": "valley", "figure": None}],
    )
    assert amended.claim["X99"].says.es == "Otros lo confirman."
    assert amended.feature["lima"].claims == ("X99",)
    assert amended.feature["lima"].shape == story.feature["lima"].shape
    assert amended.chapter["valley"].text == story.chapter["valley"].text
    assert amended.claims[:-1] == story.claims
    assert "X99" not in story.claim
    # Nothing is copied that need not be.
    assert amended.claims[0] is story.claims[0]


def test_amending_nothing_gives_the_same_story(story: Story) -> None:
    assert amend(story) == story


def test_amending_changes_one_key_of_a_table(story: Story) -> None:
    amended = amend(story, features=[{"id": "vrae", "shape": {"half_width_km": 30}}])
    was, now = story.feature["vrae"].shape, amended.feature["vrae"].shape
    assert now.model_dump() == {**was.model_dump(), "half_width_km": 30.0}


def test_what_breaks_a_rule_is_not_amended_and_all_of_it_is_named(story: Story) -> None:
    with pytest.raises(StoryError) as caught:
        amend(
            story,
            claims=[{"id": "X99"}, {"voice": "context"}],
            features=[
                {"id": "corridor", "claims": ["P02.4", "P18.5"]},
                {"id": "vrae", "shape": {"half_width_km": -1}},
            ],
        )
    message = str(caught.value)
    assert message.startswith("vrae: ")
    assert "claims.toml: X99: voice: Field required" in message
    # Counted as if it stood at the end of its file.
    assert f"claims.toml: block {len(story.claims) + 2}: id: Field required" in message
    assert "features.toml: corridor: joins P02.4 and P18.5" in message
    assert "features.toml: vrae: shape.valley.half_width_km: " in message


def test_a_story_and_its_parts_say_in_one_line_what_they_are(story: Story) -> None:
    for part in (story, story.claim["P19.4"], story.feature["vrae"]):
        assert "\n" not in repr(part)
        assert len(repr(part)) < 250
    assert repr(story).startswith(f"<Story vrae: {story.title.en}; claims ")
    assert str(story) == repr(story)
    assert repr(story.claim["P19.4"]).startswith("<Claim P19.4, article, paragraph 19: Dozens ")
    assert repr(story.feature["rio"]) == "<Feature rio, place: Rio de Janeiro, place>"


def test_a_notebook_shows_a_story_as_a_table_and_its_text_as_text(
    story: Story, hostile: Story
) -> None:
    table = story._repr_html_()
    for said in story.summary().values():
        assert said in table.replace("&amp;", "&")
    assert "<script" not in hostile._repr_html_()
    assert "<img" not in hostile._repr_html_()
