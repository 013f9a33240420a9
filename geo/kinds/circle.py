"""A circle: all that lies within some distance of a point that is not drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from geo import geodesy
from geo.kinds._base import Band, Note, Shape, fade_inwards, find_decimals
from geo.words import ClaimId, Kilometres, Position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.kinds._base import Pen

# The rim is soft over this part of the radius.
_RIM = 0.5
# So wide a rim wants finer bands than a valley's.
_STEPS = 10


class Circle(Shape):
    """All that lies within `radius_km` of a point that a claim gives; the point is not drawn."""

    kind: Literal["circle"]
    centre: Position
    radius_km: Kilometres
    source: ClaimId

    precisions: ClassVar = frozenset({"region"})
    coarse: ClassVar = ("centre",)

    @property
    def decimals(self) -> int:  # type: ignore[override] # that of its own radius
        """Decimals of a degree that its drawing keeps: so many that it looks round.

        The radius, which no rounding touches, says how little is known.
        """
        return find_decimals(self.radius_km)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The claim that gives the centre."""
        return (self.source,)

    @property
    def uncertainty_m(self) -> float:
        """The radius in metres."""
        return self.radius_km * 1_000

    def draw(self, _: Pen) -> list[Band]:
        """Draw the disc, which comes in from nothing at its rim."""
        disc = geodesy.circle(self.centre, self.radius_km)
        return fade_inwards(disc, _RIM * self.radius_km, self.decimals, steps=_STEPS)

    def note(self, _: Pen, __: Sequence[Band]) -> Note:
        """Tell how wide it is and who places it."""
        return Note("circle", {"radius_km": self.radius_km, "source": self.source})

    def doubt(self) -> Note:
        """Tell how wide it is."""
        return Note("circle", {"radius_km": self.radius_km})
