"""The antimeridian: longitudes that run on past ±180°, and geometries cut where they cross it.

Positions are EPSG:4326, longitude before latitude, in degrees. Longitudes may run past ±180° to
stay continuous: `cut_at_antimeridian` brings them back for files, `shift_into` for a map's window.
"""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import ArrayLike, NDArray
    from shapely.geometry.base import BaseGeometry

    Array = NDArray[np.float64]

_HALF_TURN = 180.0
_TURN = 360.0
# A tenth of a millimetre: closer to the antimeridian than this is on it.
_ON_THE_LINE = 1e-9


def unwrap(coordinates: ArrayLike) -> Array:
    """Make the longitudes of an (n, 2) array continuous: no step between rows exceeds 180°.

    The first row stays where it is; the others move by whole turns of 360°.
    """
    result = np.array(coordinates, dtype=np.float64)
    result[1:, 0] -= _TURN * np.round(np.diff(result[:, 0]) / _TURN).cumsum()
    return result


def cut_at_antimeridian(geometry: BaseGeometry) -> BaseGeometry:
    """Bring a geometry of continuous longitudes into ±180°, cut in two wherever it crosses.

    A line that crosses becomes a MultiLineString and a polygon a MultiPolygon. Edges are cut where
    they are straight in degrees, as GeoJSON has them. What lies within ±180° is returned as it is;
    polygons must be valid.

    References
    ----------
    RFC 7946, The GeoJSON Format, section 3.1.9, "Antimeridian Cutting".
    """
    west, _, east, _ = geometry.bounds
    if geometry.is_empty or max(-west, east) <= _HALF_TURN:
        return geometry
    # A hair's breadth beyond the antimeridian would make a sliver.
    parts = list_parts(shapely.transform(geometry, _snap, interleaved=False))
    return _gather(piece for part in parts for piece in _CUT[shapely.get_dimensions(part)](part))


def shift_into(geometry: BaseGeometry, west: float) -> BaseGeometry:
    """Move every part of `geometry` by whole turns into the window from `west` to `west` + 360.

    A part goes where the middle of its bounds lies in the window. If it sticks out over an edge it
    appears a second time at the other, so that every place in the window is covered once. Polygons
    that come to share an edge, as the halves of a country cut at the antimeridian do, become one.
    """
    low, _, high, _ = geometry.bounds
    if west <= low and high <= west + _TURN:
        return geometry
    parts = []
    for part in list_parts(geometry):
        low, _, high, _ = part.bounds
        turn = -_TURN * floor(((low + high) / 2 - west) / _TURN)
        parts.append(_move(part, turn))
        if low + turn < west:
            parts.append(_move(part, turn + _TURN))
        if high + turn > west + _TURN:
            parts.append(_move(part, turn - _TURN))
    whole = _gather(parts)
    return whole if whole.is_valid else shapely.union_all(parts)


def move_near(lon: Any, reference: Any) -> Any:  # noqa: ANN401 - numbers and arrays alike
    """Move `lon` by whole turns of 360° to within 180° of `reference`."""
    return lon + _TURN * np.round((reference - lon) / _TURN)


def list_parts(geometry: BaseGeometry, dimension: int | None = None) -> list[BaseGeometry]:
    """List the points (0), lines (1) and polygons (2) that `geometry` is made of."""
    if hasattr(geometry, "geoms"):
        return [part for member in geometry.geoms for part in list_parts(member, dimension)]
    wanted = dimension in {None, int(shapely.get_dimensions(geometry))}
    return [geometry] if wanted and not geometry.is_empty else []


def _snap(lon: Array, lat: Array) -> tuple[Array, Array]:
    antimeridian = _TURN * np.round((lon - _HALF_TURN) / _TURN) + _HALF_TURN
    return np.where(np.abs(lon - antimeridian) < _ON_THE_LINE, antimeridian, lon), lat


def _cut_point(point: BaseGeometry) -> list[BaseGeometry]:
    return [_move(point, -_TURN * round(point.x / _TURN))]


def _cut_line(line: BaseGeometry) -> list[BaseGeometry]:
    """Cut by hand: an overlay would merge where a line runs twice, and split where it crosses."""
    coordinates = shapely.get_coordinates(line)
    west, _, east, _ = line.bounds
    for turn in range(round(west / _TURN) - 1, round(east / _TURN) + 1):
        meridian = _HALF_TURN + _TURN * turn
        before, after = coordinates[:-1], coordinates[1:]
        crossing = np.flatnonzero((before[:, 0] - meridian) * (after[:, 0] - meridian) < 0)
        before, after = before[crossing], after[crossing]
        share = (meridian - before[:, 0]) / (after[:, 0] - before[:, 0])
        lat = before[:, 1] + share * (after[:, 1] - before[:, 1])
        new = np.column_stack([np.full(len(lat), meridian), lat])
        coordinates = np.insert(coordinates, crossing + 1, new, axis=0)
    # Now every edge lies in one turn of the globe; runs of edges in the same turn make a line.
    turns = np.round((coordinates[:-1, 0] + coordinates[1:, 0]) / (2 * _TURN))
    ends = np.flatnonzero(np.diff(turns)) + 1
    return [
        _move(shapely.LineString(coordinates[first : last + 1]), -_TURN * turns[first])
        for first, last in zip([0, *ends], [*ends, len(turns)], strict=True)
    ]


def _cut_polygon(polygon: BaseGeometry) -> list[BaseGeometry]:
    west, south, east, north = polygon.bounds
    pieces = []
    for turn in range(round(west / _TURN), round(east / _TURN) + 1):
        centre = _TURN * turn
        world = shapely.box(centre - _HALF_TURN, south - 1, centre + _HALF_TURN, north + 1)
        inside = shapely.transform(polygon & world, _snap, interleaved=False)
        pieces += [_move(part, -centre) for part in list_parts(inside, dimension=2)]
    return pieces


# By dimension: points, lines, polygons.
_CUT = (_cut_point, _cut_line, _cut_polygon)
_MULTI = (shapely.MultiPoint, shapely.MultiLineString, shapely.MultiPolygon)


def _move(geometry: BaseGeometry, degrees: float) -> BaseGeometry:
    return shapely.transform(geometry, lambda lonlat: lonlat + np.array([degrees, 0.0]))


def _gather(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    """Make one geometry of parts: itself, a multi-part one, or a collection of mixed ones."""
    parts = list(parts)
    if len(parts) == 1:
        return parts[0]
    dimensions = {int(shapely.get_dimensions(part)) for part in parts}
    kind = _MULTI[dimensions.pop()] if len(dimensions) == 1 else shapely.GeometryCollection
    return kind(parts)
