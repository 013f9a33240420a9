"""A route: an arrow from one feature towards another, for want of a path."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, ClassVar, Literal

import shapely

from geo import geodesy
from geo.kinds._base import Band, Note, Shape, about, find_decimals
from geo.words import Slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import LineString

    from geo.kinds._base import Pen

# It points and does not arrive, since nothing says which way anything went: it covers this part of
# the way, so that it neither meets its end nor crosses what lies before it.
_PART = 0.6
# Where it starts at no place it comes in from nothing, in so many parts of even length.
_PARTS = 5
# Fewer vertices would leave parts without any.
_LEAST_STEPS = 10


class Route(Shape):
    """The great circle from one feature towards another, which ends short of it."""

    kind: Literal["route"]
    start: Slug
    to: Slug

    precisions: ClassVar = frozenset({"schematic"})
    made_from: ClassVar = {
        "start": ("place", "country", "valley"),
        "to": ("place", "country", "valley"),
    }

    def draw(self, pen: Pen) -> list[Band]:
        """Draw the line; it comes in from nothing where it does not start at a place."""
        line = self._arrow(pen)
        if self._starts_at_a_place(pen):
            return [Band(line, 1.0)]
        # Cut by vertices, which are even.
        steps = len(line.coords) - 1
        cuts = [round(steps * part / _PARTS) for part in range(_PARTS + 1)]
        return [
            Band(shapely.LineString(line.coords[first : last + 1]), (part + 1) / _PARTS)
            for part, (first, last) in enumerate(pairwise(cuts))
        ]

    def note(self, pen: Pen, _: Sequence[Band]) -> Note:
        """Tell from where towards what it points, and about how far that is."""
        start, to = pen.find_shape(self.start), pen.find_shape(self.to)
        length_km = geodesy.length_m(geodesy.great_circle(start.anchor, to.anchor)) / 1_000
        names = {"start": pen.find_name(self.start), "to": pen.find_name(self.to)}
        key = "route" if self._starts_at_a_place(pen) else "route-from-middle"
        return Note(key, {"length_km": about(length_km), **names})

    def _starts_at_a_place(self, pen: Pen) -> bool:
        return "place" in pen.find_shape(self.start).precisions

    def _arrow(self, pen: Pen) -> LineString:
        start, to = pen.find_shape(self.start).anchor, pen.find_shape(self.to).anchor
        length_km = geodesy.length_m(geodesy.great_circle(start, to)) / 1_000
        kept_km = _PART * length_km
        end = geodesy.point_along(start, to, kept_km)
        line = geodesy.great_circle(start, end, step_km=min(100.0, kept_km / _LEAST_STEPS))
        decimals = find_decimals(kept_km)
        return shapely.LineString([[round(n, decimals) for n in at] for at in line.coords])
