"""What one picture of the map shows: its view, the features in it, and all that in words.

Points are those of the `View`, in CSS pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from geo.problems import DatelineError
from map_app.sheet import PRECISIONS
from map_app.stills.view import View, find_inside
from map_app.style import CHAPTER_PADDING, OPENING_PADDING
from map_app.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.model import Chapter, Story
    from map_app.sheet import Mark, Sheet

ALT_WORDS = 120
"""No alt text has more words than this."""


class ChapterError(DatelineError, LookupError):
    """The story has no such chapter."""


class Figure(NamedTuple):
    """A mark as the picture draws it.

    Attributes
    ----------
    mark
        What is drawn.
    coats
        Its coats with their opacity, the widest first, clipped to the view.
    parts
        All of it, clipped to the view.
    at
        Where its name hangs.
    quiet
        Whether the chapter does not speak of it.
    seen
        Whether some of it lies in the view.
    """

    mark: Mark
    coats: Sequence[tuple[float, Sequence[BaseGeometry]]]
    parts: Sequence[BaseGeometry]
    at: tuple[float, float]
    quiet: bool
    seen: bool


class Scene(NamedTuple):
    """What a picture shows, in the story's drawing order."""

    view: View
    figures: Sequence[Figure]


def find_chapter(story: Story, name: str | None) -> Chapter | None:
    """Find a chapter by its id; None for None.

    Raises
    ------
    ChapterError
        If there is none; the message names those that there are.
    """
    chapters = {chapter.id: chapter for chapter in story.chapters}
    if name is not None and name not in chapters:
        known = f"it has {', '.join(chapters)}" if chapters else "it has none"
        raise ChapterError(f"no chapter {name!r} in the story {story.id!r}; {known}")
    return chapters[name] if name else None


def set_scene(sheet: Sheet, chapter: Chapter | None, size: tuple[float, float]) -> Scene:
    """Find the view of a chapter, or that of the opening, and what lies in it."""
    bounds, padding = sheet.opening, OPENING_PADDING
    if chapter and chapter.id in sheet.frames:
        bounds, padding = sheet.frames[chapter.id], CHAPTER_PADDING
    view = View.of(bounds, sheet.west, size, padding)
    return Scene(
        view, [_place(mark, view, quiet=quiet) for mark, quiet in sheet.list_shown(chapter)]
    )


def _place(mark: Mark, view: View, *, quiet: bool) -> Figure:
    coats = [(coat.opacity, view.clip([coat.geometry])) for coat in mark.coats]
    parts = coats[0][1] if len(coats) == 1 else view.clip([mark.geometry])
    x, y = map(float, view.project([mark.at])[0])
    at = (x, y)
    # What reaches into the view from outside has its name on the part that is seen.
    if mark.form == "area" and not (0 < x < view.width and 0 < y < view.height):
        at = find_inside(parts, view) or at
    seen = any(view.frame.intersects(part) for part in parts)
    return Figure(mark, coats, parts, at, quiet, seen)


def describe(story: Story, chapter: Chapter | None, scene: Scene, language: str) -> str:
    """Say what a picture shows: each feature in view and how precise it is, in few words."""
    page = words(language)["still"]
    title = story.title[language]
    if chapter:
        title = f"{title}: {chapter.title[language]}"
    names = {
        precision: [
            figure.mark.feature.name[language]
            for figure in scene.figures
            if figure.seen and not figure.quiet and figure.mark.feature.precision == precision
        ]
        for precision in PRECISIONS
    }
    # As many names of each kind as there is room for.
    for most in range(max(map(len, names.values()), default=0), -1, -1):
        text = " ".join(
            [
                page["map"].format(title=title),
                *(
                    page[precision].format(names=_list(group, most, page["more"]))
                    for precision, group in names.items()
                    if group
                ),
                *(
                    [page["quiet"]]
                    if any(figure.quiet and figure.seen for figure in scene.figures)
                    else []
                ),
            ]
        )
        if len(text.split()) <= ALT_WORDS:
            return text
    return " ".join([*text.split()[: ALT_WORDS - 1], "…"])


def _list(names: Sequence[str], most: int, more: str) -> str:
    rest = len(names) - most
    return ", ".join([*names[:most], *([more.format(count=rest)] if rest > 0 else [])])
