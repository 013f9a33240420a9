"""What every kind of shape has, and what it is drawn with.

Everything is EPSG:4326, longitude before latitude, in degrees. Whatever is not a named place or a
legal boundary is rounded to `DECIMALS`, so that no drawing is finer than the words behind it. A
note is made from the numbers that the drawing used, so it cannot say anything else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import ceil, log10
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

import numpy as np
import shapely

from geo import geodesy
from geo.words import Model, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.words import Position

DECIMALS = 1
"""Decimals of a degree kept in approximate and schematic shapes: 0.1° is about 11 km."""

_KM_PER_DEGREE = 100.0  # at most 111, and no rounding wants it closer
_ROUNDNESS = 100
STEPS = 6
"""Bands of what is soft: so many that an eye sees a slope, and few enough for a small page."""

Value = float | str | Text | tuple[Text, ...]


class Band(NamedTuple):
    """A part of a drawing and how firmly it is drawn, from 0 (not at all) to 1."""

    geometry: BaseGeometry
    strength: float


@dataclass(frozen=True)
class Note:
    """Something to say of a shape: which sentence, and what to fill in, in no language.

    Attributes
    ----------
    key
        Which sentence; the interface's words have it by this name.
    values
        What the sentence says, by name: numbers, whose names end with their unit; ids; and names
        in whatever languages they have.
    """

    key: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        numbers = {name: value for name, value in self.values.items() if isinstance(value, float)}
        return ", ".join([self.key, *(f"{name} {value:g}" for name, value in numbers.items())])


class Named(Protocol):
    """A feature, as far as other features are made from it."""

    @property
    def name(self) -> Text:
        """What it is called."""

    @property
    def shape(self) -> Shape:
        """How it is drawn."""


class Pen:
    """Draws the shapes of one story, and finds for them the features that they are made from.

    Parameters
    ----------
    features
        The features by id.
    """

    def __init__(self, features: Mapping[str, Named]) -> None:
        self._features = features
        self._drawn: dict[str, list[Band]] = {}

    def find_name(self, feature: str) -> Text:
        """Return what a feature is called, by its id."""
        return self._features[feature].name

    def find_shape(self, feature: str) -> Shape:
        """Return the shape of a feature, by its id."""
        return self._features[feature].shape

    def draw(self, feature: str) -> list[Band]:
        """Draw a feature by its id, once however many others are made from it.

        Raises
        ------
        geo.atlas.AtlasError, ValueError, shapely.errors.GEOSException
            If it cannot be drawn.
        """
        if feature not in self._drawn:
            self._drawn[feature] = self.find_shape(feature).draw(self)
        return self._drawn[feature]


class Shape(Model):
    """How a feature is drawn: a kind of shape with its parameters.

    A kind says what it is once, as attributes of its class, and draws itself with a `Pen`.

    Attributes
    ----------
    kind
        What a story calls it.
    precisions
        How precise the text must be at least for this kind: a shape is never finer than the text.
    made_from
        The parameters that name features, each with the kinds that bear this one. Never one that
        is made from others itself, and never a circle, whose centre must not show.
    coarse
        The parameters that are positions of no named place, which no text gives exactly.
    decimals
        Decimals of a degree that its drawing keeps; None where it keeps those of its source.
    is_ground
        Whether its outline is one of the atlas, which the map shows anyway: frames are made around
        other shapes, where there are any.
    """

    kind: str

    precisions: ClassVar[frozenset[str]]
    made_from: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    coarse: ClassVar[tuple[str, ...]] = ()
    decimals: ClassVar[int | None] = DECIMALS
    is_ground: ClassVar[bool] = False

    @property
    def builds_on(self) -> tuple[str, ...]:
        """The ids of the features that this shape is made from."""
        return tuple(getattr(self, part) for part in self.made_from)

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The ids of the claims that give its position."""
        return ()

    @property
    def datasets(self) -> tuple[str, ...]:
        """The data sets of the atlas that it is itself drawn from, as `geo.atlas` calls them."""
        return ()

    @property
    def look(self) -> str:
        """The name of its look, which is that of the kind unless a kind has several."""
        return self.kind

    @property
    def feature_class(self) -> str | None:
        """The class that GeoNames would give it; None for what is no place.

        References
        ----------
        GeoNames Feature Codes, geonames.org/export/codes.html: A country, P city, T valley.
        """
        return None

    @property
    def uncertainty_m(self) -> float | None:
        """The radius in metres of the smallest circle that holds the place, where it is known.

        References
        ----------
        Darwin Core, `coordinateUncertaintyInMeters`.
        """
        return None

    @property
    def label(self) -> Position | None:
        """Where its name is well placed, if the atlas says so."""
        return None

    @property
    def azimuth(self) -> float | None:
        """The way in which it stretches, in degrees from north; None if it stretches in none."""
        return None

    @property
    def anchor(self) -> Position:
        """Where it is joined to others.

        Raises
        ------
        geo.atlas.AtlasError
            If it names what the atlas does not hold.
        ValueError
            If it is of a kind that nothing is joined to.
        """
        raise ValueError(f"nothing can be joined to a {self.kind}")

    def draw(self, pen: Pen, /) -> list[Band]:
        """Draw it; longitudes are continuous and may leave ±180°.

        Raises
        ------
        geo.atlas.AtlasError
            If it names what the atlas does not hold.
        ValueError, shapely.errors.GEOSException
            If its numbers make no shape.
        """
        raise NotImplementedError

    def note(self, pen: Pen, bands: Sequence[Band], /) -> Note:
        """Tell how it was drawn, from its own numbers and `bands`, its parts as drawn."""
        raise NotImplementedError

    def doubt(self) -> Note:
        """Tell in a few words how far it goes."""
        return Note(self.kind)

    def find_slivers(self, _: Mapping[str, Shape], /) -> Iterator[str]:
        """Say where its numbers would leave a sliver, which would look like a place, and the mend.

        It is given the shapes of the story by id, which may lack some.
        """
        return iter(())


def nest(levels: Sequence[tuple[BaseGeometry, float]], decimals: int) -> list[Band]:
    """Lay areas of falling strength around each other, rounded, so that no two share any land.

    Parameters
    ----------
    levels
        Each area and its strength, the firmest and smallest first; one that is too small for
        the rounding is left out.
    decimals
        Decimals of a degree to keep.
    """

    def tidy(coordinates: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.round(coordinates, decimals) + 0.0

    # All edges are put on the grid at once, so that each is the same to the bands on its two sides.
    grid = 10.0**-decimals
    edges = [area.boundary for area, _ in levels]
    faces = shapely.polygonize([shapely.union_all(edges, grid_size=grid)])
    found: dict[float, list[BaseGeometry]] = {}
    for face in shapely.get_parts(faces):
        inside = face.point_on_surface()
        strength = next((strength for area, strength in levels if area.contains(inside)), None)
        # What rounding lets in at the outer edge would be a hole as thin as a hair, or a hair.
        if strength is None and face.buffer(-grid / 2).is_empty:
            strength = levels[-1][1]
        if strength is not None:
            found.setdefault(strength, []).append(face)
    # They are on the grid already, but for 0.30000000000000004.
    return [
        Band(shapely.transform(shapely.union_all(found[strength]), tidy), strength)
        for _, strength in levels
        if strength in found
    ]


def keep_areas(geometry: BaseGeometry) -> BaseGeometry:
    """Keep what is an area; where shapes only touch, lines and points come out as well."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type.endswith("Polygon")]
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def fade_inwards(
    area: BaseGeometry, rim_km: float, decimals: int, *, steps: int = STEPS
) -> list[Band]:
    """Draw an area that comes in from nothing at its edge and is firm from `rim_km` inside it on.

    Parameters
    ----------
    area
        In degrees, EPSG:4326.
    rim_km
        How wide the soft rim is; it is made of so many `steps`, the core among them.
    decimals
        Decimals of a degree to keep.
    """
    levels = [
        (geodesy.inset_km(area, rim_km * step / steps) if step else area, (step + 1) / steps)
        for step in reversed(range(steps))
    ]
    return nest([(part, round(strength, 2)) for part, strength in levels], decimals)


def find_decimals(size_km: float) -> int:
    """Find the decimals of a degree at which rounding does not show in something of this size.

    It moves no vertex by more than about a hundredth of the size.

    >>> find_decimals(100), find_decimals(2_000)
    (2, 1)
    """
    return max(DECIMALS, ceil(log10(_KM_PER_DEGREE * _ROUNDNESS / size_km)))


def about(value: float) -> float:
    """Round to two significant digits.

    >>> about(15_532.1)
    16000.0
    """
    return float(f"{value:.2g}")
