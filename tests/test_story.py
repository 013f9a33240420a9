"""A story folder is read whole, or refused with all that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.story import BUNDLED, StoryError, load_story
from tests.stories import CLAIMS, FEATURES, STORY, write_story

if TYPE_CHECKING:
    from pathlib import Path


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


def test_a_malformed_head_blames_nothing_but_itself(tmp_path: Path) -> None:
    head = "".join(
        line for line in STORY.splitlines(keepends=True) if not line.startswith("authors")
    )
    (found,) = problems_of(write_story(tmp_path, story=head))
    assert found == "story.toml: story: authors: Field required"


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
