"""TopoJSON read, simplified and cut into polygons that still share their borders.

`shapely.coverage_simplify` has one tolerance for a whole coverage. Here two meet, the fine one of
South America and the coarse one of the rest, and along the seam between them a border must stay
the same line for both its countries. TopoJSON stores each border once, as an arc, so the arcs are
simplified, each with the finest tolerance that one of its countries asks for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    Array = NDArray[np.float64]

GRID_DEG = 0.001
"""Vertices lie on this grid, in degrees: about 110 m."""

_WORLD = shapely.box(-180, -90, 180, 90)
_CORNERS = 3  # the fewest that bound an area
_TURNS = np.array([(-360, 0), (0, 0), (360, 0)])


class Transform(TypedDict):
    """How whole numbers become degrees, longitude before latitude."""

    scale: tuple[float, float]
    translate: tuple[float, float]


class Item(TypedDict):
    """A geometry of an object: its arcs, nested as its type asks, and whose it is."""

    type: str
    arcs: list[Any]
    id: NotRequired[str]
    properties: NotRequired[dict[str, str]]


class Collection(TypedDict):
    """An object."""

    geometries: list[Item]


class Topology(TypedDict):
    """What is read of a TopoJSON file."""

    transform: Transform
    arcs: list[list[tuple[int, int]]]
    objects: dict[str, Collection]


@dataclass(frozen=True)
class Piece:
    """One polygon of a TopoJSON object: whose it is, and its rings as indices of arcs."""

    owner: str
    rings: tuple[tuple[int, ...], ...]

    @property
    def arcs(self) -> set[int]:
        """The arcs of all rings, whichever way they run."""
        return {max(arc, ~arc) for ring in self.rings for arc in ring}


def decode_arcs(topology: Topology) -> list[Array]:
    """Undo the delta encoding: one (n, 2) array per arc, longitude and latitude in degrees."""
    scale, offset = topology["transform"]["scale"], topology["transform"]["translate"]
    return [np.cumsum(arc, axis=0) * scale + offset for arc in topology["arcs"]]


def list_pieces(topology: Topology, name: str, owner: Callable[[Item], str]) -> list[Piece]:
    """List the polygons of the object `name`; those whose `owner` is empty are left out."""
    pieces = []
    for geometry in topology["objects"][name]["geometries"]:
        polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
        pieces += [Piece(owner(geometry), tuple(map(tuple, rings))) for rings in polygons]
    return [piece for piece in pieces if piece.owner]


def to_polygons(piece: Piece, arcs: Sequence[Array]) -> list[Polygon]:
    """Draw a piece as valid polygons within ±180°, cut at the antimeridian; maybe none at all.

    Rings stitched over ±180° are made continuous and cut before they are made valid: the other
    way round they would be bars across the map.
    """
    rings = [_join(ring, arcs) for ring in piece.rings]
    shell, *holes = rings
    if len(np.unique(shell, axis=0)) < _CORNERS:
        return []
    whole = shapely.Polygon(shell, [hole for hole in holes if len(hole) > _CORNERS])
    valid = shapely.make_valid(whole, method="structure", keep_collapsed=False)
    turned = [shapely.transform(valid, lambda at, turn=turn: at + turn) for turn in _TURNS]
    return [
        part
        for window in shapely.intersection(turned, _WORLD)
        for part in shapely.get_parts(window)
        if part.geom_type == "Polygon" and part.area
    ]


def _join(ring: Iterable[int], arcs: Sequence[Array]) -> Array:
    lines = [arcs[arc] if arc >= 0 else arcs[~arc][::-1] for arc in ring]
    joined = np.concatenate([lines[0], *(line[1:] for line in lines[1:])])
    joined[:, 0] = np.unwrap(joined[:, 0], period=360)
    return joined


def simplify_arcs(tolerances_deg: Mapping[Piece, float], arcs: Sequence[Array]) -> list[Array]:
    """Simplify every arc by the smallest tolerance, in degrees, of the pieces that share it."""
    smallest: dict[int, float] = {}
    for piece, tolerance in tolerances_deg.items():
        for arc in piece.arcs:
            smallest[arc] = min(tolerance, smallest.get(arc, tolerance))
    # An arc that no piece uses is never drawn, so it may stay as it is.
    lines = shapely.simplify(
        [shapely.LineString(arc) for arc in arcs],
        [smallest.get(index, 0) for index in range(len(arcs))],
    )
    return [shapely.get_coordinates(line) for line in lines]


def find_islands(pieces: Iterable[Piece]) -> set[Piece]:
    """Find the pieces that share no border, so that dropping one opens no gap in another."""
    pieces = list(pieces)
    uses = Counter(arc for piece in pieces for arc in piece.arcs)
    return {piece for piece in pieces if all(uses[arc] == 1 for arc in piece.arcs)}


def to_coverage(polygons: Sequence[Polygon], owners: Sequence[str]) -> dict[str, BaseGeometry]:
    """Rebuild polygons as a valid coverage: one geometry per owner, largest part first.

    Simplified lines may cross. So all outlines are noded together on the grid of `GRID_DEG` and
    the faces between them handed out: whatever the lines do, no two owners overlap, and they share
    every vertex of their border.
    """
    lines = shapely.union_all(shapely.boundary(polygons), grid_size=GRID_DEG)
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(lines)))
    tree = shapely.STRtree(polygons)
    found: dict[int, int] = {}
    for face, polygon in tree.query(shapely.point_on_surface(faces), predicate="within").T:
        found[face] = min(polygon, found.get(face, polygon))
    parts: dict[str, list[Polygon]] = defaultdict(list)
    for face, polygon in found.items():
        parts[owners[polygon]].append(faces[face])
    return {owner: _unite(parts[owner]) for owner in sorted(parts)}


def _unite(faces: Sequence[Polygon]) -> BaseGeometry:
    parts = shapely.get_parts(shapely.coverage_union_all(faces))
    largest_first = sorted(parts, key=lambda part: (-part.area, part.bounds))
    tidy = shapely.orient_polygons(shapely.normalize(largest_first))
    return tidy[0] if len(tidy) == 1 else shapely.MultiPolygon(list(tidy))
