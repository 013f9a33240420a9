"""The bundled reference geography: countries, rivers, cities, relief.

Everything is EPSG:4326, longitude before latitude, in degrees. `geo.atlas_recipes` makes the files
that are read here; `datasets` says what each is made of.
"""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
import shapely

from geo.problems import DatelineError
from geo.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from shapely import LineString, MultiLineString, Polygon
    from shapely.geometry.base import BaseGeometry

Bounds = tuple[float, float, float, float]

_ATLAS = files("geo") / "data" / "atlas"
# Columns with a name in one language each; stories call cities and rivers by those of the first.
_NAME = "name_"
_KEY = "name_en"


class AtlasError(DatelineError, LookupError):
    """The atlas does not hold what was asked for."""


@dataclass(frozen=True)
class Country:
    """A country as in Natural Earth, simplified; no opinion on boundaries is implied.

    Attributes
    ----------
    iso3
        ISO 3166-1 alpha-3, or one of the codes it leaves to users, which begin with X.
    name
        Its short name.
    fine
        Whether it is simplified by 0.02° (South America) rather than 0.2°.
    label
        Where a label is well placed, as longitude and latitude: inside its largest part.
    geometry
        A Polygon or a MultiPolygon, largest part first, cut at the antimeridian. Neighbours share
        every vertex of their border.
    """

    iso3: str
    name: Text
    fine: bool
    label: tuple[float, float]
    geometry: BaseGeometry


@dataclass(frozen=True)
class City:
    """A national capital or a large city, as one point for the whole of it.

    Attributes
    ----------
    name
        Its name.
    country
        The code of its country.
    capital
        Whether it is a national capital; some countries have several.
    lon, lat
        Where it is, in degrees.
    """

    name: Text
    country: str
    capital: bool
    lon: float
    lat: float


@dataclass(frozen=True)
class River:
    """A river of South America between 85° and 50° W, 25° S and 2° N.

    Attributes
    ----------
    name
        Its name.
    scalerank
        How prominent it is, from 1 (most) to 9, by Natural Earth.
    geometry
        A LineString or a MultiLineString; the reaches of one course share their end points.
    """

    name: Text
    scalerank: int
    geometry: BaseGeometry


@dataclass(frozen=True)
class Relief:
    """Shading in Web Mercator, black of more or less opacity, to be laid over any colour.

    Attributes
    ----------
    name
        Its key in `datasets`.
    bounds
        West, south, east and north, in degrees.
    data
        A WebP image.
    """

    name: str
    bounds: Bounds
    data: bytes


@dataclass(frozen=True)
class Dataset:
    """What a file of the atlas is made of.

    Attributes
    ----------
    title
        What it is, for the credits of a map.
    file
        Its name in the folder.
    source, path
        The package it comes from, with its version, and the path inside.
    licence
        Under what terms.
    credit, address
        The line that a map shows, and where whom it credits is found.
    made
        What was done to it.
    input_sha256
        The hash of the package.
    sha256, bytes
        The hash and the size of the file.
    rows
        How many features it has; None for an image.
    width, height
        The size of an image in pixels; None for features.
    bounds
        Of an image: west, south, east and north, in degrees; None for features.
    """

    title: Text
    file: str
    source: str
    path: str
    licence: str
    credit: str
    address: str
    made: str
    input_sha256: str
    sha256: str
    bytes: int
    rows: int | None = None
    width: int | None = None
    height: int | None = None
    bounds: Bounds | None = None


@cache
def sha256() -> str:
    """Return the SHA-256 of the list of data sets, which has that of each file, in hexadecimal."""
    return hashlib.sha256((_ATLAS / "datasets.toml").read_bytes()).hexdigest()


@cache
def datasets() -> dict[str, Dataset]:
    """Read what the atlas is made of, by the name of each file without its ending."""
    table = tomllib.loads((_ATLAS / "datasets.toml").read_text("utf-8"))
    for facts in table.values():
        facts["title"] = Text(**facts["title"])
        if "bounds" in facts:
            facts["bounds"] = tuple(facts["bounds"])
    return {name: Dataset(**facts) for name, facts in table.items()}


@cache
def countries() -> dict[str, Country]:
    """Read the countries of the world but Antarctica, by code."""
    return {
        row.id: Country(
            iso3=row.id,
            name=row.name,
            fine=row.properties["fine"],
            label=tuple(row.properties["label"]),
            geometry=row.geometry,
        )
        for row in _read("countries")
    }


def country(iso3: str) -> Country:
    """Find a country by its ISO 3166-1 alpha-3 code.

    Raises
    ------
    AtlasError
        If the atlas has no such country; the message names similar codes.
    """
    known = countries()
    if iso3 not in known:
        # Whoever misses a code may have written the name, in whichever language.
        codes = {name: code for code, item in known.items() for _, name in item.name.items()}
        close = {codes[name]: name for name in get_close_matches(iso3, codes)[::-1]}
        hint = [f"{code} ({name})" for code, name in reversed(close.items())]
        raise AtlasError(f"no country {iso3!r}{_suggest(hint or get_close_matches(iso3, known))}")
    return known[iso3]


@cache
def borders() -> MultiLineString:
    """Find the lines where two countries meet, each once."""
    shapes = [country.geometry for country in countries().values()]
    rings = shapely.get_rings(shapely.get_parts(shapes))
    points, ring = shapely.get_coordinates(rings, return_index=True)
    edges = np.stack([points[:-1], points[1:]], axis=1)[ring[:-1] == ring[1:]]
    # Neighbours go along their border in opposite ways: turn all edges the same way.
    order = np.lexsort((edges[..., 1], edges[..., 0]), axis=1)
    edges = np.take_along_axis(edges, order[..., None], axis=1)
    found, times = np.unique(edges, axis=0, return_counts=True)
    merged = shapely.line_merge(shapely.multilinestrings(shapely.linestrings(found[times > 1])))
    return shapely.multilinestrings(shapely.get_parts(merged))


@cache
def rivers() -> dict[str, River]:
    """Read the rivers, by the name that stories call them by: the English one."""
    return {
        row.properties[_KEY]: River(row.name, row.properties["scalerank"], row.geometry)
        for row in _read("rivers")
    }


def river(name: str) -> River:
    """Find a river by its English name, accents included.

    Raises
    ------
    AtlasError
        If the atlas has no such river; the message names similar ones.
    """
    known = rivers()
    if name not in known:
        raise AtlasError(f"no river {name!r}{_suggest(get_close_matches(name, known))}")
    return known[name]


@cache
def _cities() -> dict[tuple[str, str], City]:
    return {
        (row.properties[_KEY], row.properties["country"]): City(
            name=row.name,
            country=row.properties["country"],
            capital=row.properties["capital"],
            lon=row.geometry.x,
            lat=row.geometry.y,
        )
        for row in _read("cities")
    }


def city(name: str, country: str) -> City:
    """Find a city by its English name and the ISO 3166-1 alpha-3 code of its country.

    Raises
    ------
    AtlasError
        If the atlas has no such city; the message names namesakes, or similar names.
    """
    known = _cities()
    if (name, country) not in known:
        close = get_close_matches(name, {other for other, _ in known})
        near = sorted(f"{other} ({code})" for other, code in known if other in {name, *close})
        raise AtlasError(f"no city {name!r} in {country!r}{_suggest(near)}")
    return known[name, country]


@cache
def departments() -> list[LineString]:
    """Read the lines between the departments of Peru and of Bolivia."""
    return [row.geometry for row in _read("departments")]


@cache
def lakes() -> list[Polygon]:
    """Read the lakes: Titicaca."""
    return [row.geometry for row in _read("lakes")]


@cache
def relief() -> list[Relief]:
    """Read the relief: the world, then the region, which the world leaves blank."""
    return [
        Relief(name, item.bounds, (_ATLAS / item.file).read_bytes())
        for name, item in datasets().items()
        if item.bounds
    ]


class _Row(NamedTuple):
    id: str
    properties: Mapping[str, Any]
    geometry: BaseGeometry

    @property
    def name(self) -> Text:
        columns = (column for column in self.properties if column.startswith(_NAME))
        return Text({column.removeprefix(_NAME): self.properties[column] for column in columns})


def _read(name: str) -> Iterator[_Row]:
    # One feature a line, so that GEOS can read all geometries at once.
    _, *lines, _ = (_ATLAS / f"{name}.geojson").read_text("utf-8").splitlines()
    lines = [line.removesuffix(",") for line in lines]
    for line, geometry in zip(lines, shapely.from_geojson(lines), strict=True):
        head, _, _ = line.partition(',"geometry":')
        feature = json.loads(head + "}")
        yield _Row(feature["id"], feature["properties"], geometry)


def _suggest(near: Iterable[str]) -> str:
    found = ", ".join(near)
    return f"; did you mean {found}?" if found else " in the atlas"
