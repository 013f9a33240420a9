"""Names on a picture of the map, placed as `assets/js/labels.js` places them on the page.

They never lie on each other and are never cut: the more important one stays, the other tries the
next side or is left out. `tests/cases/names.json` holds both to the same places. Positions are
points of a `View`, in CSS pixels.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from map_app.style import GAP, REACH

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Point = tuple[float, float]
Size = tuple[float, float]

# The width of each character of Libertinus Serif in twentieths of its size, measured; an accent
# adds nothing and bold about a twelfth.
_WIDTHS = {
    character: twentieths
    for twentieths, characters in {
        4: "',.|",
        5: " :;ijl‘’·°",
        6: "!()/IJ\\ft{}¡",
        7: '"*-[]r',
        8: "`sz“”",
        9: "#$0123456789?ace~¿",
        10: "FS^_bdgkopqvxy",
        11: "+<=>ELPhnu«»–×",
        12: "BRTYZ",
        13: "%CKUVX",
        14: "&ADGNOQ",
        15: "Hw—…",
        16: "m",
        17: "M",
        18: "@",
        19: "W",
    }.items()
    for character in characters
}
_OTHERS = 20  # any other character, at most
_BOLDER = 1.09
_BOLD_FROM = 500

ROOM = 1.1
"""How many times as wide as its name an area is, at least, that has it inside."""
INSIDE = 4
"""How many times as wide as what it names a name may be that lies across its outline."""
LINE_STEP = 8
"""So far apart, along a line, are the places that its name tries."""


class Box(NamedTuple):
    """What a name covers."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, at: Point, half_width: float, half_height: float) -> Box:
        """Put a box around a point, with a little air."""
        (x, y), wide, high = at, half_width + 2, half_height + 1
        return cls(x - wide, y - high, x + wide, y + high)

    def overlaps(self, other: Box) -> bool:
        """Whether two boxes share some of the picture."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def is_within(self, width: float, height: float) -> bool:
        """Whether the box lies inside a picture of that size."""
        return self.left >= 0 and self.top >= 0 and self.right <= width and self.bottom <= height


class Name(NamedTuple):
    """A name to be placed.

    Attributes
    ----------
    text
        Its words.
    size
        Its width and height.
    rank
        The lower, the more important.
    at
        Its anchor.
    kind
        What it names: "point", "line", "area", or "ground" for what is below the story.
    box
        What it names lies within; only areas need it.
    line
        The line that it names, (n, 2).
    quiet
        Whether the chapter does not speak of it.
    inside
        Whether it may lie across the outline of what it names, as that of a small country does.
    number
        What stands before it, if anything; `size` has room for it.
    """

    text: str
    size: Size
    rank: int
    at: Point
    kind: str
    box: Box | None = None
    line: Sequence[Point] = ()
    quiet: bool = False
    inside: bool = False
    number: int | None = None


def measure(text: str, size: float, weight: int = 400, spacing: float = 0.0) -> float:
    """Estimate how wide `text` is in Libertinus Serif, in pixels; `spacing` is part of `size`."""
    wide = sum(_WIDTHS.get(character, _OTHERS) for character in _take_apart(text)) / 20
    return size * (wide * (_BOLDER if weight > _BOLD_FROM else 1) + spacing * len(text))


def is_measured(text: str) -> bool:
    """Whether `measure` knows each character, and does not just say how wide it is at most."""
    return all(character in _WIDTHS for character in _take_apart(text))


def _take_apart(text: str) -> list[str]:
    """Part letters from their accents, and leave these out."""
    return [
        character
        for character in unicodedata.normalize("NFD", text)
        if not unicodedata.combining(character)
    ]


def place(names: Sequence[Name], size: Size, taken: Iterable[Box]) -> list[Point | None]:
    """Choose a place for the middle of each name, in their order; None where there is none.

    Parameters
    ----------
    names
        Those that are not quiet choose first, then the more important; of equals the first.
    size
        Width and height of the picture.
    taken
        Where no name may stand.
    """
    taken = list(taken)
    places: list[Point | None] = [None] * len(names)
    for number, name in sorted(enumerate(names), key=lambda item: (item[1].quiet, item[1].rank)):
        for at in _find_sides(name, size):
            box = Box.around(at, name.size[0] / 2, name.size[1] / 2)
            if box.is_within(*size) and not any(map(box.overlaps, taken)):
                taken.append(box)
                places[number] = at
                break
    return places


def _find_sides(name: Name, size: Size) -> list[Point]:
    """Where the middle of a name may stand, the best first."""
    if name.kind == "point":
        return _surround(name, size)
    if name.kind == "line":
        return _follow(name, size)
    return [name.at] if name.box is None else _enter(name, name.box, size)


def _enter(name: Name, box: Box, size: Size) -> list[Point]:
    """Inside an area that has room, across a small country, or beside what is small."""
    (x, y), (width, height) = name.at, name.size
    west, north, east, south = box
    if east - west > ROOM * width and south - north > 2 * height:
        whole = _keep_whole(x, width, size)
        return [(whole, y + step * height) for step in (0, -2, 2, -4, 4)]
    if name.inside and east - west > width / INSIDE and south - north > height:
        return [(x, y + step * height) for step in (0, -1, 1)]
    # A faint name beside what it names would seem to name what lies around it.
    if name.quiet:
        return []
    left = x + max(west - x, -REACH) - width / 2 - GAP
    above = y + max(north - y, -REACH) - height / 2 - GAP
    right = x + min(east - x, REACH) + width / 2 + GAP
    below = y + min(south - y, REACH) + height / 2 + GAP
    return [(left, y), (x, above), (right, y), (x, below)]


def _surround(name: Name, size: Size) -> list[Point]:
    """Below a dot or above it; at the edge of the picture moved along it until it is whole."""
    if not _is_seen(name.at, size):
        return []
    (x, y), (width, height) = name.at, name.size
    away = height / 2 + GAP + 2
    whole = _keep_whole(x, width, size)
    return [(x, y + away), (x, y - away), (whole, y + away), (whole, y - away)]


def _keep_whole(x: float, width: float, size: Size) -> float:
    """Move the middle of a name so far that none of it is cut at the sides of the picture."""
    return max(width / 2 + 2, min(size[0] - width / 2 - 2, x))


def _follow(name: Name, size: Size) -> list[Point]:
    """On the line where it leaves the view: there a name says where it leads.

    None if its end is in view.
    """
    if _is_seen(name.line[-1], size):
        return []
    line = shapely.LineString(name.line)
    # The vertices may lie far apart: look between them too.
    points = shapely.line_interpolate_point(line, np.arange(0, line.length, LINE_STEP))
    x, y = shapely.get_coordinates(points).T
    (width, height), (right, bottom) = name.size, size
    fits = (width / 2 + GAP < x) & (x < right - width / 2 - GAP) & (height < y)
    fits &= y < bottom - height
    return [(float(x[i]), float(y[i])) for i in np.flatnonzero(fits)[::-1]]


def _is_seen(point: Point, size: Size) -> bool:
    return Box.around(point, 0, 0).is_within(*size)
