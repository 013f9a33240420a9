"""A place: one point, and never for more than a named place."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal, Self

import shapely
from pydantic import model_validator

from geo import atlas
from geo.kinds._base import Band, Note, Shape
from geo.words import ClaimId, Iso3, Position, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.kinds._base import Pen


class Place(Shape):
    """A point: a city of the atlas, or a position and the claim that gives it."""

    kind: Literal["place"]
    city: Words | None = None
    country: Iso3 | None = None
    position: Position | None = None
    source: ClaimId | None = None

    precisions: ClassVar = frozenset({"place"})
    decimals: ClassVar = None

    @model_validator(mode="after")
    def _is_city_or_position(self) -> Self:
        city = self.city is not None and self.country is not None
        position = self.position is not None and self.source is not None
        if city == position:
            raise ValueError("a place is a city with its country, or a position with its source")
        return self

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The claim that gives the position, unless the atlas does."""
        return (self.source,) if self.source else ()

    @property
    def datasets(self) -> tuple[str, ...]:
        """The cities, unless a claim gives the position."""
        return ("cities",) if self.city else ()

    @property
    def feature_class(self) -> str | None:
        """P for a city; what a claim places may be anything."""
        return "P" if self.city else None

    @property
    def anchor(self) -> Position:
        """The point itself."""
        if self.city and self.country:
            found = atlas.city(self.city, self.country)
            return found.lon, found.lat
        if self.position:
            return self.position
        return super().anchor

    def draw(self, _: Pen) -> list[Band]:
        """Draw the point."""
        return [Band(shapely.Point(self.anchor), 1.0)]

    def note(self, _: Pen, __: Sequence[Band]) -> Note:
        """Tell who places it: the atlas or a claim."""
        return Note("place-position", {"source": self.source}) if self.source else Note("place")
