"""A circle: all that lies within some distance of a point that is not drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from geo import geodesy
from geo.kinds._base import DECIMALS, Band, Note, Shape
from geo.words import ClaimId, Kilometres, Position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.kinds._base import Pen

# So few points that their distance, not the rounding, decides how round it looks.
_POINTS = 24


class Circle(Shape):
    """All that lies within `radius_km` of a point that a claim gives; the point is not drawn."""

    kind: Literal["circle"]
    centre: Position
    radius_km: Kilometres
    source: ClaimId

    precisions: ClassVar = frozenset({"region"})
    coarse: ClassVar = ("centre",)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The claim that gives the centre."""
        return (self.source,)

    @property
    def uncertainty_m(self) -> float:
        """The radius in metres."""
        return self.radius_km * 1_000

    def draw(self, _: Pen) -> list[Band]:
        """Draw the disc."""
        ring = geodesy.circle(self.centre, self.radius_km, points=_POINTS)
        return [Band(geodesy.round_degrees(ring, DECIMALS), 1.0)]

    def note(self, _: Pen, __: Sequence[Band]) -> Note:
        """Tell how wide it is and who places it."""
        return Note("circle", {"radius_km": self.radius_km, "source": self.source})

    def doubt(self) -> Note:
        """Tell how wide it is."""
        return Note("circle", {"radius_km": self.radius_km})
