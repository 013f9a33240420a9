"""A corridor: a band from one feature into another, for want of a path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import shapely
from pydantic import Field
from shapely.ops import substring

from geo import atlas, geodesy
from geo.kinds._base import DECIMALS, Band, Note, Shape, keep_areas, nest
from geo.words import Iso3, Kilometres, Slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.kinds._base import Pen
    from geo.words import Position

# Each level of strength is a band of its own inside the next: so many that no step shows, and so
# few that they lie farther apart than the rounding.
_LEVELS = 8
# The firmest level is this part as wide as the faintest: the rest of the width is soft.
_CORE = 0.3


class Corridor(Shape):
    """A band from one feature into another, widening and fading, kept to some countries.

    It starts as a line as long as the first of `widths_km`, along what it starts from where that
    is longer than it is wide; and aims at a disc as wide as the second around the middle of what it
    leads into, for the whole of it.
    """

    kind: Literal["corridor"]
    start: Slug
    into: Slug
    widths_km: tuple[Kilometres, Kilometres]
    countries: Annotated[tuple[Iso3, ...], Field(min_length=1)]

    precisions: ClassVar = frozenset({"schematic"})
    # It fades out in a country, where its text names no place of arrival.
    made_from: ClassVar = {"start": ("country", "valley", "place"), "into": ("country",)}

    @property
    def datasets(self) -> tuple[str, ...]:
        """The countries that it is kept to."""
        return ("countries",)

    def draw(self, pen: Pen) -> list[Band]:
        """Draw the band in levels: the firmest ends at the border, the faintest deep inside."""
        start, target = pen.find_shape(self.start), pen.find_shape(self.into)
        axis = geodesy.great_circle(start.anchor, target.anchor)
        across = start.azimuth
        if across is None:
            across = geodesy.azimuth_between(start.anchor, target.anchor) + 90
        (into,) = pen.draw(self.into)
        # The countries are cut at the antimeridian, and the band is not.
        west = axis.centroid.x - 180
        land = shapely.union_all([atlas.country(iso3).geometry for iso3 in self.countries])
        land = geodesy.shift_into(land, west)
        target_land = geodesy.shift_into(into.geometry, west)
        before = _find_way(axis, target_land)
        levels = [
            (keep_areas(self._draw_level(axis, across, before, level) & land), level)
            for level in (round(1 - step / _LEVELS, 3) for step in range(_LEVELS))
        ]
        bands = nest([(part, level) for part, level in levels if not part.is_empty], DECIMALS)
        if not any(band.geometry.intersects(target_land) for band in bands):
            raise ValueError(
                f"no part of the band lies in {' and '.join(self.countries)} and reaches"
                f" {self.into!r}; name the countries on its way"
            )
        return bands

    def _draw_level(
        self, axis: shapely.LineString, across: float, before_km: float, level: float
    ) -> BaseGeometry:
        """Draw all that is as firm as `level`, 1 at most; the border is `before_km` away."""
        narrow, wide = self.widths_km
        start, end = _at(axis, 0), _at(axis, -1)
        length_km = geodesy.length_m(axis) / 1_000
        share = _CORE + (1 - _CORE) * (1 - level)
        # The firmest reaches the border, the faintest well beyond the middle of the destination.
        reach_km = before_km + (length_km + wide / 4 - before_km) * (1 - level)
        radius_km = min(share * wide / 2, 0.45 * reach_km)
        centre = geodesy.point_along(start, end, reach_km - radius_km)
        return geodesy.fan(start, across, share * narrow, centre, radius_km)

    def note(self, pen: Pen, _: Sequence[Band]) -> Note:
        """Tell from where into what it leads, how wide it is and what it is kept to."""
        narrow, wide = self.widths_km
        return Note(
            "corridor",
            {
                "narrow_km": narrow,
                "start": pen.find_name(self.start),
                "wide_km": wide,
                "into": pen.find_name(self.into),
                "countries": tuple(atlas.country(iso3).name for iso3 in self.countries),
            },
        )

    def doubt(self) -> Note:
        """Tell how wide it is."""
        narrow, wide = self.widths_km
        return Note("corridor", {"narrow_km": narrow, "wide_km": wide})


def _at(line: shapely.LineString, number: int) -> Position:
    lon, lat = line.coords[number]
    return lon, lat


def _find_way(axis: shapely.LineString, land: BaseGeometry) -> float:
    """Measure in km how far it is along `axis` until it enters `land`, or all of it."""
    way = axis.intersection(land)
    if way.is_empty:
        return geodesy.length_m(axis) / 1_000
    first = min(axis.project(shapely.Point(at)) for at in shapely.get_coordinates(way))
    part = substring(axis, 0, first)
    return max(geodesy.length_m(part) / 1_000, 0.3 * geodesy.length_m(axis) / 1_000)
