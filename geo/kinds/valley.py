"""A valley: the land on both sides of some rivers, between two points."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

import shapely
from pydantic import Field
from shapely.ops import substring

from geo import atlas, geodesy
from geo.kinds._base import DECIMALS, Band, Note, Shape, about, fade_inwards
from geo.words import Kilometres, Position, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely import LineString
    from shapely.geometry.base import BaseGeometry

    from geo.kinds._base import Pen

# The river's own bends are not the valley's: close and open by this much, then simplify.
_TIDY_KM = 10.0
_TOLERANCE_KM = 2.0
# The corners of the outline are rounded to about 11 km, so the valley's edge is known no better: it
# is soft over half of the way from the edge to the river, or over as much as that rounding.
_RIM_KM = 11.0
# The outline is as coarse as the text. The bands are drawn from it and say no more than it does;
# they keep a decimal more, since each is narrower than a step of 0.1°.
_DECIMALS = 2


class Valley(Shape):
    """The land within `half_width_km` of the rivers named, between two points."""

    kind: Literal["valley"]
    rivers: Annotated[tuple[Words, ...], Field(min_length=1)]
    start: Position
    end: Position
    half_width_km: Kilometres

    precisions: ClassVar = frozenset({"region"})
    coarse: ClassVar = ("start", "end")
    decimals: ClassVar = _DECIMALS

    @property
    def rim_km(self) -> float:
        """How wide its soft edge is."""
        return min(_RIM_KM, self.half_width_km / 2)

    @property
    def datasets(self) -> tuple[str, ...]:
        """The rivers."""
        return ("rivers",)

    @property
    def feature_class(self) -> str:
        """T, for a valley."""
        return "T"

    @property
    def anchor(self) -> Position:
        """The middle of its rivers, rounded: no text says where in the valley."""
        middle = _axis(self).interpolate(0.5, normalized=True)
        return round(middle.x, DECIMALS), round(middle.y, DECIMALS)

    @property
    def azimuth(self) -> float:
        """From its start to its end."""
        return geodesy.azimuth_between(self.start, self.end)

    def draw(self, _: Pen) -> list[Band]:
        """Draw the land, with corners as coarse as the text, and firm only well inside."""
        outline = geodesy.round_degrees(land_along(self, self.half_width_km), DECIMALS)
        return fade_inwards(outline, self.rim_km, _DECIMALS)

    def note(self, _: Pen, bands: Sequence[Band]) -> Note:
        """Tell how wide it is, along which rivers, and about how large."""
        return Note(
            "valley",
            {
                "half_width_km": self.half_width_km,
                "rivers": tuple(atlas.river(name).name for name in self.rivers),
                "area_km2": about(sum(geodesy.area_km2(band.geometry) for band in bands)),
                "rim_km": self.rim_km,
            },
        )

    def doubt(self) -> Note:
        """Tell how wide it is."""
        return Note("valley", {"half_width_km": self.half_width_km})


# What several shapes are made from is drawn once; shapes are frozen, so they can be keys.


@cache
def _axis(valley: Valley) -> LineString:
    """Join the rivers of a valley into one line, from its start to its end."""
    reaches = [atlas.river(name).geometry for name in valley.rivers]
    line = shapely.line_merge(shapely.union_all(reaches))
    if line.geom_type != "LineString":
        raise atlas.AtlasError(f"{' and '.join(valley.rivers)} do not meet end to end")
    ends = (line.project(shapely.Point(end)) for end in (valley.start, valley.end))
    return substring(line, *ends)


@cache
def land_along(valley: Valley, half_width_km: float) -> BaseGeometry:
    """Draw the land within `half_width_km` of the rivers of `valley`, EPSG:4326, unrounded."""
    return geodesy.buffer_km(
        _axis(valley),
        half_width_km,
        flat_ends=True,
        tidy_km=min(_TIDY_KM, half_width_km / 2),
        tolerance_km=_TOLERANCE_KM,
    )
