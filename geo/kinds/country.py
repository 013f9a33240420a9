"""A country: the outline that the atlas has."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Literal

from geo import atlas
from geo.kinds._base import DECIMALS, Band, Note, Shape
from geo.words import Iso3, Position

if TYPE_CHECKING:
    from collections.abc import Sequence

    from geo.kinds._base import Pen


class Country(Shape):
    """A country of the atlas, by its ISO 3166-1 alpha-3 code."""

    kind: Literal["country"]
    iso3: Iso3

    precisions: ClassVar = frozenset({"country"})
    decimals: ClassVar = None
    is_ground: ClassVar = True

    @property
    def datasets(self) -> tuple[str, ...]:
        """The countries."""
        return ("countries",)

    @property
    def feature_class(self) -> str:
        """A, for a country."""
        return "A"

    @property
    def label(self) -> Position:
        """Where the atlas places its name: inside its largest part."""
        return atlas.country(self.iso3).label

    @property
    def anchor(self) -> Position:
        """Where the atlas places its name, rounded: no text says where in the country."""
        lon, lat = self.label
        return round(lon, DECIMALS), round(lat, DECIMALS)

    def draw(self, _: Pen) -> list[Band]:
        """Draw the outline."""
        return [Band(atlas.country(self.iso3).geometry, 1.0)]

    def note(self, _: Pen, __: Sequence[Band]) -> Note:
        """Tell whose outline it is."""
        return Note("country")
