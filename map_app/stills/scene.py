"""What one picture of the map shows: its view, the features in it, and all that in words.

Points are those of the `View`, in CSS pixels.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from geo.problems import DatelineError
from map_app.page.island import is_shown
from map_app.page.pack import unpack
from map_app.stills.view import View, find_inside
from map_app.text import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.model import Chapter, Story

Plain = dict[str, Any]

PRECISIONS = ("place", "country", "region", "schematic", "unlocated")
ALT_WORDS = 120
"""No alt text has more words than this."""

# Room around what a view is to hold, in pixels, as on the page.
_OPENING_PADDING = 16
_CHAPTER_PADDING = 40


class ChapterError(DatelineError, LookupError):
    """The story has no such chapter."""


class Mark(NamedTuple):
    """A feature as the picture draws it.

    Attributes
    ----------
    plain
        The feature as `map_app.page.island.show` has it.
    bands
        Its parts with their opacity, the widest first, clipped to the view.
    whole
        All of it, clipped to the view.
    at
        Where its name hangs.
    quiet
        Whether the chapter does not speak of it.
    seen
        Whether some of it lies in the view.
    """

    plain: Plain
    bands: Sequence[tuple[float, Sequence[BaseGeometry]]]
    whole: Sequence[BaseGeometry]
    at: tuple[float, float]
    quiet: bool
    seen: bool


class Scene(NamedTuple):
    """What a picture shows, in the story's drawing order."""

    view: View
    marks: Sequence[Mark]


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


def list_shown(story: Story, plain: Plain, chapter: Chapter | None) -> list[tuple[Plain, bool]]:
    """List the features that are drawn, in order, and whether each is quiet.

    They are those of the layers shown at first, and of the layers that the chapter brings in. A
    chapter without features quietens none, as on the page.
    """
    lit = set(chapter.features) if chapter and chapter.features else None
    brought = {story.feature[name].layer for name in lit or ()}
    return [
        (feature, lit is not None and feature["id"] not in lit)
        for layer in story.layers
        if layer.id in brought or is_shown(story, layer.id)
        for feature in plain["features"]
        if feature["layer"] == layer.id
    ]


def set_scene(
    story: Story, plain: Plain, chapter: Chapter | None, size: tuple[float, float]
) -> Scene:
    """Find the view of a chapter, or that of the opening, and what lies in it."""
    west, opening = plain["view"]["west"], plain["view"]["opening"]
    view = View.of(opening, west, size, _OPENING_PADDING)
    if chapter and chapter.features:
        lit = [feature for feature in plain["features"] if feature["id"] in chapter.features]
        # Whole countries count only if there is nothing else.
        small = [feature for feature in lit if feature["look"] != "country"] or lit
        boxes = [item["bounds"] for item in small]
        view = View.of(_hold(boxes), west, size, _CHAPTER_PADDING)
        # But none that the chapter speaks of is left out: then its name at least is in view.
        far = [item["at"] * 2 for item in lit if not _mark(item, view, quiet=False).seen]
        if far:
            view = View.of(_hold([*boxes, *far]), west, size, _CHAPTER_PADDING)
    shown = list_shown(story, plain, chapter)
    return Scene(view, [_mark(feature, view, quiet=quiet) for feature, quiet in shown])


def _hold(boxes: Sequence[Sequence[float]]) -> tuple[float, float, float, float]:
    """Find the bounds of several."""
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return min(wests), min(souths), max(easts), max(norths)


def _mark(feature: Plain, view: View, *, quiet: bool) -> Mark:
    kind, decimals = feature["geometry"], feature["decimals"]
    bands = [
        (band["opacity"], view.clip(unpack(band["lines"], decimals), kind))
        for band in feature["bands"]
    ]
    whole = bands[0][1]
    if "outline" in feature:
        whole = view.clip(unpack(feature["outline"], decimals), kind)
    x, y = view.project([feature["at"]])[0]
    at = (float(x), float(y))
    # What reaches into the view from outside has its name on the part that is seen.
    if kind == "area" and not (0 < x < view.width and 0 < y < view.height):
        at = find_inside(whole, view) or at
    seen = any(view.frame.intersects(part) for part in whole)
    return Mark(feature, bands, whole, at, quiet, seen)


def describe(story: Story, chapter: Chapter | None, scene: Scene, language: str) -> str:
    """Say what a picture shows: each feature in view and how precise it is, in few words."""
    page = words(language)["still"]
    title = story.title[language]
    told = [page["map"].format(title=f"{title}: {chapter.title[language]}" if chapter else title)]
    names = {
        precision: [
            mark.plain["name"][language]
            for mark in scene.marks
            if mark.seen and not mark.quiet and mark.plain["precision"] == precision
        ]
        for precision in PRECISIONS
    }
    # As many names of each kind as there is room for.
    for most in range(max(map(len, names.values()), default=0), -1, -1):
        text = " ".join(
            [
                *told,
                *(
                    page[precision].format(names=_list(group, most, page["more"]))
                    for precision, group in names.items()
                    if group
                ),
                *([page["quiet"]] if any(mark.quiet and mark.seen for mark in scene.marks) else []),
            ]
        )
        if len(text.split()) <= ALT_WORDS:
            return text
    return " ".join([*text.split()[: ALT_WORDS - 1], "…"])


def _list(names: Sequence[str], most: int, more: str) -> str:
    rest = len(names) - most
    return ", ".join([*names[:most], *([more.format(count=rest)] if rest > 0 else [])])
