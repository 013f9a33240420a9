"""Names on a picture of the map, as `assets/js/labels.js` places them on the page.

They never lie on each other and are never cut: the more important one stays, the other tries the
next side or is left out. Positions are points of a `View`, in CSS pixels.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import shapely

from map_app import style

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

Point = tuple[float, float]

GAP = 6.0
NAMED_FROM = 4.0
"""The zoom from which countries of the ground have their names."""
_REACH = 160.0  # how far from its anchor a name may stand
_RANKS = (
    "place", "valley", "corridor", "circle", "zone-within", "country", "zone-beyond", "route",
    "ground",
)  # fmt: skip

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

    `kind` is a key of `style.LETTERS`; `at` is its anchor and `parts` what it names, clipped.
    """

    text: str
    kind: str
    at: Point
    parts: Sequence[BaseGeometry] = ()
    quiet: bool = False

    @property
    def letters(self) -> style.Letters:
        """How it is written."""
        letters = style.LETTERS[self.kind]
        return letters._replace(weight=style.QUIET_WEIGHT) if self.quiet else letters

    def measure(self, scale: float) -> float:
        """Estimate how wide it is, written `scale` times as large as `letters` says."""
        letters = self.letters
        return scale * measure(self.text, letters.size, letters.weight, letters.spacing)


class Placed(NamedTuple):
    """A name in its place, with its middle at `at`."""

    name: Name
    at: Point
    box: Box


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


def place(
    names: Iterable[Name], size: Point, taken: Iterable[Box], *, scale: float = 1.0
) -> list[Placed]:
    """Choose a side for each name, or none.

    Parameters
    ----------
    names
        In any order; the more important kinds choose first.
    size
        Width and height of the picture.
    taken
        Where no name may stand.
    scale
        How much wider than Libertinus Serif at the sizes of `style.LETTERS` the letters are.
    """
    taken = list(taken)
    placed = []
    for name in sorted(names, key=lambda name: _RANKS.index(name.kind)):
        wide = name.measure(scale)
        high = scale * name.letters.size * 1.2
        for at in _find_sides(name, wide, high, size):
            box = Box.around(at, wide / 2, high / 2)
            if box.is_within(*size) and not any(map(box.overlaps, taken)):
                taken.append(box)
                placed.append(Placed(name, at, box))
                break
    return placed


def _find_sides(name: Name, width: float, height: float, size: Point) -> list[Point]:
    """Where the middle of a name may stand, the best first."""
    x, y = name.at
    if name.kind == "ground":
        return [name.at]
    if name.kind == "route":
        return _follow(name.parts, width, height, size)
    is_dot = name.kind == "place"
    west, north, east, south = shapely.total_bounds(list(name.parts))
    if east - west > 2 * width and south - north > 2 * height:
        return [(x, y + step * height) for step in (0, -2, 2, -4, 4)]
    # A faint name beside what it names would seem to name what lies around it.
    if name.quiet and not is_dot:
        return []
    out = GAP + 2 * is_dot
    # A dot's box has air on both sides, and so has a name's.
    beside = out + 2 * is_dot
    right = (x + min(east - x, _REACH) + width / 2 + beside, y)
    left = (x + max(west - x, -_REACH) - width / 2 - beside, y)
    above = (x, y + max(north - y, -_REACH) - height / 2 - out)
    below = (x, y + min(south - y, _REACH) + height / 2 + out)
    return [below, right, left, above] if is_dot else [left, above, right, below]


def _follow(parts: Sequence[BaseGeometry], width: float, height: float, size: Point) -> list[Point]:
    """On the line where it leaves the view: there a name says where it leads.

    None if its end is in view.
    """
    end = shapely.Point(parts[-1].coords[-1])
    if shapely.box(0, 0, *size).intersects(end):
        return []
    whole = shapely.box(width / 2 + GAP, height, size[0] - width / 2 - GAP, size[1] - height)
    points = [
        point
        for part in parts
        for point in shapely.line_interpolate_point(part, range(0, int(part.length), 8))
    ]
    return [(float(point.x), float(point.y)) for point in points[::-1] if whole.intersects(point)]
