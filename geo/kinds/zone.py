"""A zone: a valley where no place is given, or the part of it near its rivers or far from them."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import shapely
from pydantic import model_validator

from geo import geodesy
from geo.kinds._base import Band, Note, Shape
from geo.kinds.valley import Valley, land_along
from geo.words import Kilometres, Slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from geo.kinds._base import Pen

# A valley is narrower than two steps of 0.1°, so what divides it keeps one decimal more.
_DECIMALS = 2
# The limit leaves at least this much on either side of it.
_LEAST_KM = 2


class Zone(Shape):
    """A whole valley, or what of it is nearer to its rivers than some kilometres, or farther.

    Without a limit it covers all that the text names, and fades as the valley does.
    """

    kind: Literal["zone"]
    of: Slug
    within_km: Kilometres | None = None
    beyond_km: Kilometres | None = None

    precisions: ClassVar = frozenset({"unlocated"})
    made_from: ClassVar = {"of": ("valley",)}
    decimals: ClassVar = _DECIMALS

    @model_validator(mode="after")
    def _has_at_most_one_limit(self) -> Self:
        if self.within_km is not None and self.beyond_km is not None:
            raise ValueError("a zone has within_km or beyond_km, or neither for all of the valley")
        return self

    @property
    def limit_km(self) -> float | None:
        """How far from the rivers it ends or begins, if it does."""
        return self.within_km or self.beyond_km

    @property
    def look(self) -> str:
        """One for the whole, and one for each side of a limit, since they lie side by side."""
        if self.limit_km is None:
            return "zone"
        return "zone-within" if self.within_km else "zone-beyond"

    def draw(self, pen: Pen) -> list[Band]:
        """Take the valley as it fades, or cut it at the limit."""
        valley = pen.find_shape(self.of)
        if not isinstance(valley, Valley):
            raise TypeError(self.of)  # the story's rules keep this from happening
        bands = pen.draw(self.of)
        if self.limit_km is None:
            return bands
        whole = shapely.union_all([band.geometry for band in bands])
        near = land_along(valley, self.limit_km)
        part = whole & near if self.within_km else whole - near
        return [Band(geodesy.round_degrees(part, _DECIMALS), 1.0)]

    def note(self, pen: Pen, _: Sequence[Band]) -> Note:
        """Tell which part of which valley it is."""
        of = pen.find_name(self.of)
        if self.limit_km is None:
            return Note(self.look, {"of": of})
        return Note(self.look, {"of": of, "limit_km": self.limit_km})

    def find_slivers(self, shapes: Mapping[str, Shape]) -> Iterator[str]:
        """Say if the limit lies too near to the rivers or to the edge of the valley."""
        valley = shapes.get(self.of)
        if isinstance(valley, Valley) and self.limit_km is not None:
            most = valley.half_width_km - _LEAST_KM
            if not _LEAST_KM <= self.limit_km <= most:
                yield (
                    f"its limit is {self.limit_km:g} km; put it between {_LEAST_KM} and {most:g} km"
                )
