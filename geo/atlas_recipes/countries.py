"""The countries of the world, fine in South America and coarse elsewhere."""

from __future__ import annotations

import json
from functools import cache
from math import cos, radians, sqrt
from typing import TYPE_CHECKING

import shapely

from geo.atlas_recipes import topology
from geo.atlas_recipes.packages import WORLD_ATLAS, read_member
from geo.atlas_recipes.tables import read_table

if TYPE_CHECKING:
    from pathlib import Path

    from shapely.geometry.base import BaseGeometry

    from geo.atlas_recipes.products import Row
    from geo.atlas_recipes.topology import Array, Piece

MEMBER = "package/countries-10m.json"

FINE = frozenset(
    ["ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN"]
)
# In the file French Guiana is a part of France; it is fine like its neighbours.
_FINE_OWNERS = FINE | {"FRA"}
_SOUTH_AMERICA = shapely.box(-93, -56, -34, 13)

_FINE_DEG, _COARSE_DEG = 0.02, 0.2
# Small land keeps its shape: a tolerance is at most this share of the land's width.
_SHARE = 0.12
# The point farthest from all borders is not always where a name reads best: in Peru it lies
# in the far south.
_LABELS = {"PER": [-75.5, -8.7]}
# Smaller islands are dropped, in square degrees; at the equator 0.001 is about 12 km².
_FINE_ISLAND, _COARSE_ISLAND = 0.01, 0.25


@cache
def _read_names() -> dict[str, dict[str, str]]:
    """Codes and names, by what world-atlas calls a country: its number, or else its name."""
    return {row["source"]: row for row in read_table("countries.csv")}


def make_countries(inputs: Path) -> list[Row]:
    """Simplify the countries as one topology, and name them."""
    source = json.loads(read_member(inputs, WORLD_ATLAS, MEMBER))
    arcs = topology.decode_arcs(source)
    pieces = topology.list_pieces(source, "countries", _find_owner)
    tolerances_deg = _choose(pieces, arcs)
    simple = topology.simplify_arcs(tolerances_deg, arcs)

    drawn = {piece: topology.to_polygons(piece, simple) for piece in tolerances_deg}
    polygons = [polygon for parts in drawn.values() for polygon in parts]
    owners = [piece.owner for piece, parts in drawn.items() for _ in parts]
    shapes = topology.to_coverage(polygons, owners)

    named = {row["iso3"]: row for row in _read_names().values() if row["en"]}
    return [
        (
            iso3,
            {
                "name_en": named[iso3]["en"],
                "name_es": named[iso3]["es"],
                "fine": iso3 in FINE,
                "label": _LABELS.get(iso3) or _find_label(shape),
            },
            shape,
        )
        for iso3, shape in shapes.items()
    ]


def _find_owner(item: topology.Item) -> str:
    return _read_names()[item.get("id") or item["properties"]["name"]]["iso3"]


def _choose(pieces: list[Piece], arcs: list[Array]) -> dict[Piece, float]:
    """Choose which pieces to keep, each with its tolerance in degrees."""
    whole = {piece: shapely.MultiPolygon(topology.to_polygons(piece, arcs)) for piece in pieces}
    areas = {piece: shape.area for piece, shape in whole.items()}
    # An owner's largest land stays, however small.
    largest = {piece.owner: piece for piece in sorted(pieces, key=areas.__getitem__)}
    islands = topology.find_islands(pieces)
    chosen = {}
    for piece, shape in whole.items():
        fine = piece.owner in _FINE_OWNERS and shape.within(_SOUTH_AMERICA)
        smallest = _FINE_ISLAND if fine else _COARSE_ISLAND
        if areas[piece] >= smallest or piece not in islands or piece is largest[piece.owner]:
            most = _FINE_DEG if fine else _COARSE_DEG
            chosen[piece] = min(most, _SHARE * sqrt(areas[piece]))
    return chosen


def _find_label(shape: BaseGeometry) -> list[float]:
    """Find the point of the largest part that is farthest from its edge, as it looks on a map."""
    largest = shapely.get_parts(shape)[0]
    squeeze = cos(radians(largest.centroid.y))
    squeezed = shapely.transform(largest, lambda at: at * (squeeze, 1))
    middle = shapely.maximum_inscribed_circle(squeezed, tolerance=0.01).coords[0]
    return [round(middle[0] / squeeze, 2), round(middle[1], 2)]
