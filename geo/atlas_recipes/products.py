"""What a recipe makes, and how it is written beside the facts about it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.atlas_recipes.packages import Package
    from geo.words import Text

Row = tuple[str, "Mapping[str, object]", "BaseGeometry"]
"""A feature: its id, its properties, its geometry in EPSG:4326, longitude before latitude."""


@dataclass(frozen=True)
class Picture:
    """An image in Web Mercator.

    Attributes
    ----------
    data
        The bytes of the file.
    width, height
        Its size, in pixels.
    bounds
        West, south, east and north, in degrees.
    """

    data: bytes
    width: int
    height: int
    bounds: tuple[float, float, float, float]


@dataclass(frozen=True)
class Product:
    """A file of the atlas and the facts about it that a person wrote.

    Attributes
    ----------
    title
        What it is, for the credits of a map.
    file
        Its name in the atlas.
    package
        Where it comes from.
    member
        The path inside that package.
    licence
        Under what terms.
    credit, address
        The line that a map shows, and where whom it credits is found.
    made
        What was done to it.
    make
        Makes it from the folder of fetched packages.
    """

    title: Text
    file: str
    package: Package
    member: str
    licence: str
    credit: str
    address: str
    made: str
    make: Callable[[Path], list[Row] | Picture]


def to_geojson(rows: Iterable[Row]) -> str:
    """Write a FeatureCollection as RFC 7946 has it, one feature a line.

    Coordinates are written as they are: a recipe rounds them.
    """
    lines = [
        _to_json(
            {
                "type": "Feature",
                "id": key,
                "properties": properties,
                "geometry": json.loads(shapely.to_geojson(shape)),
            }
        )
        for key, properties, shape in rows
    ]
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(lines) + "\n]}\n"


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
