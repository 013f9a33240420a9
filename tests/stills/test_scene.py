"""What a picture shows: its view holds what the chapter speaks of, and its words are few."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.story import BUNDLED, load_story
from map_app.stills.scene import ALT_WORDS, ChapterError, describe, find_chapter, set_scene

if TYPE_CHECKING:
    from geo.model import Story
    from map_app.sheet import Sheet

STORY = load_story(BUNDLED)
CHAPTERS = [chapter.id for chapter in STORY.chapters]


def test_unknown_chapter_names_those_that_there_are(story: Story) -> None:
    with pytest.raises(ChapterError, match=f"no chapter 'none' .* has {CHAPTERS[0]}, "):
        find_chapter(story, "none")


@pytest.mark.parametrize("language", STORY.languages)
@pytest.mark.parametrize("chapter", [None, *CHAPTERS])
def test_words_are_few(story: Story, sheet: Sheet, language: str, chapter: str | None) -> None:
    found = find_chapter(story, chapter)
    said = describe(story, found, set_scene(sheet, found, (1152, 640)), language)
    assert 10 < len(said.split()) <= ALT_WORDS


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize(
    "size", [(592, 280), (1152, 640), (652, 1300), (592, 2100), (2352, 280), (2352, 2200)]
)
def test_all_that_a_chapter_tells_is_in_view(
    story: Story, sheet: Sheet, chapter: str, size: tuple[int, int]
) -> None:
    told = find_chapter(story, chapter)
    assert told
    view, figures = set_scene(sheet, told, size)
    lit = {figure.mark.feature.id: figure for figure in figures if not figure.quiet}
    assert set(lit) == set(told.features)
    for name, figure in lit.items():
        assert figure.seen
        # A country may reach out of the picture, nothing else does.
        if figure.mark.look != "country":
            assert all(view.frame.contains(part) for part in figure.parts), name
    assert (view.width, view.height) == (min(size[0], view.world), size[1])
