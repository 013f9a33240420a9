"""A route: two features joined by the shortest line on the globe, for want of a path."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

import shapely

from geo import geodesy
from geo.kinds._base import DECIMALS, Band, Note, Shape, about
from geo.words import Slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import LineString

    from geo.kinds._base import Pen

# A route starts faint, because the text gives no place to start from.
_FADE_IN_KM = 1_500.0


class Route(Shape):
    """The great circle from one feature to another."""

    kind: Literal["route"]
    start: Slug
    to: Slug

    precisions: ClassVar = frozenset({"schematic"})
    made_from: ClassVar = {
        "start": ("place", "country", "valley"),
        "to": ("place", "country", "valley"),
    }

    def draw(self, pen: Pen) -> list[Band]:
        """Draw the line; it begins faint where it does not start at a place."""
        line = self._great_circle(pen)
        steps = len(line.coords) - 1
        if self._starts_at_a_place(pen) or steps == 1:
            return [Band(line, 1.0)]
        # Faint near the start, where the text gives no place; cut by vertices, which are even.
        cut = max(1, round(steps * min(0.5, _FADE_IN_KM * 1_000 / geodesy.length_m(line))))
        return [
            Band(shapely.LineString(line.coords[: cut + 1]), 0.4),
            Band(shapely.LineString(line.coords[cut:]), 1.0),
        ]

    def note(self, pen: Pen, _: Sequence[Band]) -> Note:
        """Tell from where to where it leads, and about how far."""
        length_km = about(geodesy.length_m(self._great_circle(pen)) / 1_000)
        names = {"start": pen.find_name(self.start), "to": pen.find_name(self.to)}
        key = "route" if self._starts_at_a_place(pen) else "route-from-middle"
        return Note(key, {"length_km": length_km, **names})

    def _starts_at_a_place(self, pen: Pen) -> bool:
        return "place" in pen.find_shape(self.start).precisions

    def _great_circle(self, pen: Pen) -> LineString:
        start, to = pen.find_shape(self.start), pen.find_shape(self.to)
        *line, last = geodesy.great_circle(start.anchor, to.anchor).coords
        return shapely.LineString([*(tuple(round(n, DECIMALS) for n in at) for at in line), last])
