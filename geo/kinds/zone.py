"""A zone: the part of a valley near its rivers, or far from them, where no place is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

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
    """The part of a valley nearer to its rivers than some kilometres, or farther."""

    kind: Literal["zone"]
    of: Slug
    within_km: Kilometres | None = None
    beyond_km: Kilometres | None = None

    precisions: ClassVar = frozenset({"unlocated"})
    made_from: ClassVar = {"of": ("valley",)}
    decimals: ClassVar = _DECIMALS

    @model_validator(mode="after")
    def _has_one_limit(self) -> Self:
        if (self.within_km is None) == (self.beyond_km is None):
            raise ValueError("a zone has either within_km or beyond_km")
        return self

    @property
    def limit_km(self) -> float:
        """How far from the rivers it ends or begins."""
        return self.within_km or self.beyond_km or 0.0

    @property
    def look(self) -> str:
        """One for each side of the limit, since they lie side by side."""
        return "zone-within" if self.within_km else "zone-beyond"

    def draw(self, pen: Pen) -> list[Band]:
        """Cut the valley at the limit."""
        valley = pen.find_shape(self.of)
        if not isinstance(valley, Valley):
            raise TypeError(self.of)  # the story's rules keep this from happening
        (whole,) = pen.draw(self.of)
        near = land_along(valley, self.limit_km)
        part = whole.geometry & near if self.within_km else whole.geometry - near
        return [Band(geodesy.round_degrees(part, _DECIMALS), 1.0)]

    def note(self, pen: Pen, _: Sequence[Band]) -> Note:
        """Tell which part of which valley it is."""
        return Note(self.look, {"of": pen.find_name(self.of), "limit_km": self.limit_km})

    def find_slivers(self, shapes: Mapping[str, Shape]) -> Iterator[str]:
        """Say if the limit lies too near to the rivers or to the edge of the valley."""
        valley = shapes.get(self.of)
        if isinstance(valley, Valley):
            most = valley.half_width_km - _LEAST_KM
            if not _LEAST_KM <= self.limit_km <= most:
                yield (
                    f"its limit is {self.limit_km:g} km; put it between {_LEAST_KM} and {most:g} km"
                )
