"""Three small stories and the bundled one become what they became; `python -m tests.golden`."""

from __future__ import annotations

from difflib import unified_diff
from itertools import islice

import pytest

from geo.kinds import KINDS
from geo.story import load_story
from tests.golden.outputs import EXPECTED, SMALL, STORIES, find_story, make_outputs

MOST_LINES, LONGEST_LINE = 60, 200
MOST_BYTES = 600_000
STALE = "if that is meant, run `python -m tests.golden` and review the diff"
FILES = [(path.parent.name, path.name) for path in sorted(EXPECTED.glob("*/*"))]


def compare(expected: str, made: str, name: str) -> str:
    """Tell two texts apart, at no great length."""
    old, new = expected.splitlines(), made.splitlines()
    diff = unified_diff(old, new, f"expected/{name}", name, n=1, lineterm="")
    return "\n".join(line[:LONGEST_LINE] for line in islice(diff, MOST_LINES))


@pytest.mark.parametrize("story", STORIES)
def test_it_becomes_as_many_files(story: str) -> None:
    expected = {name for folder, name in FILES if folder == story}
    assert set(make_outputs(story)) == expected, STALE


@pytest.mark.parametrize(("story", "name"), FILES)
def test_it_becomes_what_it_became(story: str, name: str) -> None:
    expected = (EXPECTED / story / name).read_text("utf-8")
    made = make_outputs(story).get(name, "")
    if made != expected:
        pytest.fail(f"{STALE}\n{compare(expected, made, f'{story}/{name}')}", pytrace=False)


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_shape_is_in_a_small_story(kind: str) -> None:
    stories = [load_story(find_story(name)) for name in SMALL]
    assert kind in {feature.shape.kind for story in stories for feature in story.features}


def test_they_stay_small_enough_to_review() -> None:
    assert sum(path.stat().st_size for path in EXPECTED.glob("*/*")) < MOST_BYTES


def test_a_difference_is_told_in_few_lines() -> None:
    told = compare("a\nb\n" * 100, "a\nc\n" * 100, "story/file")
    assert told.startswith("--- expected/story/file\n+++ story/file\n@@ ")
    assert len(told.splitlines()) == MOST_LINES
