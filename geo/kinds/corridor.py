"""A corridor: a band from one feature into another, for want of a path."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import shapely
from pydantic import Field

from geo import atlas, geodesy
from geo.kinds._base import DECIMALS, Band, Note, Shape
from geo.words import Iso3, Kilometres, Slug

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.kinds._base import Pen

_SLICES = 18
_FAINTEST = 0.12


class Corridor(Shape):
    """A band from one feature into another, widening and fading, kept to some countries."""

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
        """Draw the band in slices: firm up to the destination, ever fainter inside."""
        start, target = pen.find_shape(self.start), pen.find_shape(self.into)
        (into,) = pen.draw(self.into)
        slices = geodesy.band(start.anchor, target.anchor, self.widths_km, slices=_SLICES)
        # The countries are cut at the antimeridian, and the band is not.
        west = slices[0].centroid.x - 180
        land = shapely.union_all([atlas.country(iso3).geometry for iso3 in self.countries])
        land = geodesy.shift_into(land, west)
        target_land = geodesy.shift_into(into.geometry, west)
        inside = [target_land.intersects(part.centroid) for part in slices]
        bands = []
        for number, part in enumerate(slices):
            # Full strength up to the border, then fading with every slice beyond it.
            gone = sum(inside[: number + 1]) / max(1, sum(inside))
            kept = _areas(shapely.set_precision(_areas(part & land), 10**-DECIMALS))
            # Islands smaller than the rounding vanish, and with them some slices.
            if not kept.is_empty:
                kept = geodesy.round_degrees(kept, DECIMALS)
                bands.append(Band(kept, round(1.0 - gone * (1.0 - _FAINTEST), 2)))
        if not bands or not any(inside):
            raise ValueError(
                f"no part of the band lies in {' and '.join(self.countries)} and reaches"
                f" {self.into!r}; name the countries on its way"
            )
        return bands

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


def _areas(geometry: BaseGeometry) -> BaseGeometry:
    """Keep what is an area; where shapes only touch, lines and points come out as well."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type.endswith("Polygon")]
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)
