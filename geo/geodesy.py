"""Lengths, areas, great circles and buffers on the ellipsoid.

Positions are EPSG:4326, longitude before latitude, in degrees. Longitudes may run past ±180° to
stay continuous; `geo.antimeridian` brings them back, and its public names are here too.
Nothing is measured in degrees: distances are those of geodesics on the WGS84 ellipsoid, and buffers
are drawn in a Lambert azimuthal equal-area projection centred on what they surround.

References
----------
C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013), 43-55,
doi:10.1007/s00190-012-0578-z; PROJ, which measures here, holds its author's code.
"""

from __future__ import annotations

from math import ceil, copysign
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from pyproj import Geod, Transformer

from geo.antimeridian import cut_at_antimeridian, list_parts, move_near, shift_into, unwrap

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from numpy.typing import ArrayLike, NDArray
    from shapely import LineString, Polygon
    from shapely.geometry.base import BaseGeometry

    from geo.words import Position

    Array = NDArray[np.float64]

__all__ = [
    "area_km2",
    "azimuth_between",
    "band",
    "buffer_km",
    "circle",
    "cut_at_antimeridian",
    "fan",
    "great_circle",
    "inset_km",
    "length_m",
    "mercator_line",
    "point_along",
    "round_degrees",
    "shift_into",
    "take_apart",
    "unwrap",
]

_WGS84 = Geod(ellps="WGS84")
# Any two places are joined by one shortest line, except where the second is within f·π·a = 67 km of
# the antipode of the first (Karney 2013, section 5): there it flips from side to side of the globe.
_ANTIPODAL_M = 100_000.0
_SAME_PLACE_M = 1.0
_LOCAL_KM = 3_000.0
_STEP_KM = 100.0
# Vertices of a cross edge of a band; odd, so that one lies on the axis.
_ACROSS = 5
# Vertices of the disc at the end of a fan: few, so that rounding them does not show.
_AROUND = 24
# Where meridians draw together: a step of this many degrees in longitude is no local one.
_NEAR_A_POLE = 90.0


def length_m(line: BaseGeometry) -> float:
    """Length of `line` in metres, each edge a geodesic; what is no line counts as nothing.

    >>> round(length_m(shapely.LineString([(0, 0), (1, 0)])))
    111319
    """
    return float(sum(_WGS84.line_length(*part.xy) for part in list_parts(line, dimension=1)))


def area_km2(geometry: BaseGeometry) -> float:
    """Area of `geometry` in square kilometres, each edge a geodesic; holes are taken off.

    Whichever way a ring runs, it encloses the smaller side of the globe. What is no polygon counts
    as nothing.

    >>> round(area_km2(shapely.box(0, 0, 1, 1)))
    12309
    """

    def inside_m2(ring: BaseGeometry) -> float:
        return abs(_WGS84.polygon_area_perimeter(*ring.xy)[0])

    polygons = list_parts(geometry, dimension=2)
    shells = sum(inside_m2(polygon.exterior) for polygon in polygons)
    holes = sum(inside_m2(hole) for polygon in polygons for hole in polygon.interiors)
    return (shells - holes) / 1e6


def great_circle(start: Position, end: Position, *, step_km: float = _STEP_KM) -> LineString:
    """Draw the shortest line from `start` to `end`.

    On the ellipsoid that is the geodesic, which cartographers draw as a great circle. Its vertices
    are equally far apart, at most `step_km`. Longitudes are continuous from that of `start` on, so
    the line may leave ±180°; it ends on `end`, give or take whole turns.

    Raises
    ------
    ValueError
        If the two are the same place, or so nearly antipodal that no line is the shortest, or if
        `step_km` is not above 0.

    Examples
    --------
    >>> round(length_m(great_circle((-77.052, -12.046), (139.75, 35.69))) / 1e6, 1)
    15.5
    """
    axis, _ = _stations(start, end, step_km)
    return shapely.LineString(axis)


def mercator_line(start: Position, end: Position, *, points: int = 100) -> LineString:
    """Draw what is straight from `start` to `end` on a Web Mercator map, the shorter way round.

    It keeps one bearing, give or take the flattening of the Earth, and is longer than the great
    circle unless both run along a meridian or the equator. `points` vertices, evenly far apart on
    the map. Longitudes are continuous, as in `great_circle`.

    References
    ----------
    EPSG Guidance Note 7-2 (2019), section 3.2.1.2, Popular Visualisation Pseudo-Mercator.

    Examples
    --------
    >>> lisbon, new_york = (-9.1, 38.7), (-74.0, 40.7)
    >>> lines = mercator_line(lisbon, new_york), great_circle(lisbon, new_york)
    >>> [round(length_m(line) / 1_000) for line in lines]
    [5570, 5440]
    """
    ends = unwrap([start, end])
    # The height of a latitude on the map and, below, its inverse.
    ends[:, 1] = np.arcsinh(np.tan(np.radians(ends[:, 1])))
    lons, heights = np.linspace(ends[0], ends[1], points).T
    return shapely.LineString(np.stack([lons, np.degrees(np.arctan(np.sinh(heights)))], axis=-1))


def buffer_km(
    geometry: BaseGeometry,
    radius_km: float,
    *,
    flat_ends: bool = False,
    tidy_km: float = 0.0,
    tolerance_km: float = 0.0,
) -> BaseGeometry:
    """Surround `geometry` with everything that lies within `radius_km` of it.

    Drawn in a Lambert azimuthal equal-area projection centred on the geometry, so distances are
    true within 1 %. Lines that meet end to end count as one; with `flat_ends` a line's buffer stops
    where the line does. `tidy_km` closes the result by that distance and then opens it, which
    smooths a river's bends (and rounds corners by as much); `tolerance_km` is that of a
    Douglas-Peucker simplification, the last step. Longitudes are continuous, near those of the
    input. One valid polygon, unless the geometry has parts that are farther apart.

    Raises
    ------
    ValueError
        If `radius_km` is not above 0, if nothing is left (a point has no flat ends, a `tidy_km`
        beyond the radius opens everything away), if the buffer would be wider than 3,000 km, where
        the projection is no longer local, or if it would contain a pole.
    """
    if not radius_km > 0:
        raise ValueError(f"a buffer's radius is above 0 km, not {radius_km}")
    if geometry.is_empty:
        raise ValueError("an empty geometry has no buffer")
    project, unproject, reach_km = _projection(geometry)
    if not 2 * (reach_km + radius_km) <= _LOCAL_KM:
        raise ValueError(
            f"the buffer would be wider than {_LOCAL_KM:,.0f} km, too wide for a local projection;"
            " buffer its parts"
        )
    local = shapely.transform(geometry, project, interleaved=False)
    if local.geom_type == "MultiLineString":
        local = shapely.line_merge(local)
    land = local.buffer(radius_km * 1_000, cap_style="flat" if flat_ends else "round")
    tidy_m = tidy_km * 1_000
    land = land.buffer(tidy_m).buffer(-2 * tidy_m).buffer(tidy_m).simplify(tolerance_km * 1_000)
    if land.is_empty:
        raise ValueError(
            f"nothing is left of a buffer of {radius_km} km with flat_ends={flat_ends} and"
            f" tidy_km={tidy_km}"
        )
    nearer_pole = copysign(90.0, geometry.bounds[1] + geometry.bounds[3])
    if land.covers(shapely.Point(project(0.0, nearer_pole))):
        raise ValueError(f"the buffer of {radius_km} km would contain a pole")
    return shapely.make_valid(shapely.transform(land, unproject, interleaved=False))


def inset_km(area: BaseGeometry, depth_km: float) -> BaseGeometry:
    """Keep what of `area` lies more than `depth_km` from its edge; perhaps nothing.

    Drawn as in `buffer_km`, in a projection centred on the area.

    Examples
    --------
    >>> disc = circle((-72.0, -3.4), 100)
    >>> round(area_km2(inset_km(disc, 50)) / area_km2(disc), 2)
    0.25
    """
    project, unproject, _ = _projection(area)
    local = shapely.transform(area, project, interleaved=False)
    # With corners, not arcs: an inset has no more vertices than its area.
    inner = local.buffer(-depth_km * 1_000, join_style="mitre")
    return shapely.transform(inner, unproject, interleaved=False)


def fan(
    start: Position, azimuth: float, width_km: float, end: Position, radius_km: float
) -> BaseGeometry:
    """Draw all that lies between a straight line through `start` and a disc around `end`.

    The line is `width_km` long, half on either side of `start`, at `azimuth` degrees from north.
    Drawn in a Lambert azimuthal equal-area projection centred between the two. Longitudes are
    continuous, as in `great_circle`.

    Raises
    ------
    ValueError
        As `great_circle` does; if a measure is not above 0; or if the disc contains a pole.
    """
    if not (width_km > 0 and radius_km > 0):
        raise ValueError(f"a fan has measures above 0 km, not {width_km}, {radius_km}")
    axis, _ = _stations(start, end, _STEP_KM)
    ways = np.array([azimuth, azimuth + 180.0])
    line, _ = _travel(*start, ways, width_km * 500)
    disc = circle((axis[-1][0], axis[-1][1]), radius_km, points=_AROUND)
    corners = shapely.MultiPoint(np.concatenate([line, shapely.get_coordinates(disc)]))
    project, unproject, _ = _projection(corners)
    hull = shapely.transform(corners, project, interleaved=False).convex_hull
    return shapely.transform(hull, unproject, interleaved=False)


def point_along(start: Position, end: Position, distance_km: float) -> Position:
    """Find the point of the geodesic from `start` through `end` at some distance from `start`.

    >>> lon, lat = point_along((-77.0, -12.0), (-77.0, -13.0), 500)
    >>> round(lon), round(lat, 1)
    (-77, -16.5)
    """
    azimuth, _, _ = _WGS84.inv(*start, *end)
    ((lon, lat),), _ = _travel(*start, [azimuth], distance_km * 1_000)
    return float(lon), float(lat)


def azimuth_between(start: Position, end: Position) -> float:
    """Return the azimuth, in degrees from north, in which the geodesic leaves `start`."""
    return float(_WGS84.inv(*start, *end)[0])


def circle(centre: Position, radius_km: float, *, points: int = 72) -> Polygon:
    """Draw the circle of `radius_km` around `centre` with `points` vertices, all at that distance.

    Longitudes are continuous around that of `centre`, so they may leave ±180°.

    Raises
    ------
    ValueError
        If `radius_km` is not above 0, or if the circle would contain a pole.

    Examples
    --------
    >>> round(area_km2(circle((-77.052, -12.046), 500)), -3)
    784000.0
    """
    lon, lat = centre
    if not radius_km > 0:
        raise ValueError(f"a circle's radius is above 0 km, not {radius_km}")
    if _WGS84.inv(lon, lat, lon, copysign(90.0, lat))[2] <= radius_km * 1_000:
        raise ValueError(f"a circle of {radius_km} km around {lon}, {lat} would contain a pole")
    # Anticlockwise, as GeoJSON wants a shell.
    azimuths = np.linspace(360.0, 0.0, points, endpoint=False)
    ring, _ = _travel(lon, lat, azimuths, radius_km * 1_000)
    return shapely.Polygon(ring)


def band(
    start: Position, end: Position, widths_km: tuple[float, float], *, slices: int = 12
) -> list[Polygon]:
    """Draw a band along the geodesic from `start` to `end`, cut across into `slices`.

    Its full width grows evenly from the first of `widths_km` to the second, at right angles to the
    geodesic. The polygons run from start to end, and each shares its cross edge, vertex by vertex,
    with the next. Longitudes are continuous, as in `great_circle`.

    Raises
    ------
    ValueError
        As `great_circle` does; if a width is not above 0 or there is no slice; or if the band would
        contain a pole or pass so close to one that its slices turn over.
    """
    if not all(width > 0 for width in widths_km) or slices < 1:
        raise ValueError(f"a band has widths above 0 km and a slice, not {widths_km}, {slices}")
    axis, azimuths = _stations(start, end, _STEP_KM, slices)
    across = np.linspace(-1.0, 1.0, _ACROSS)
    half_widths_m = np.linspace(*widths_km, len(axis)) * 1_000 / 2
    # One row per station, one column per vertex of a cross edge, from left to right.
    grid, _ = _travel(
        axis[:, :1],
        axis[:, 1:],
        azimuths[:, np.newaxis] + np.where(across < 0, -90.0, 90.0),
        half_widths_m[:, np.newaxis] * np.abs(across),
    )
    # Around a pole, the longitudes along some edge of the grid must jump.
    if max(np.abs(np.diff(grid[..., 0], axis=way)).max() for way in (0, 1)) >= _NEAR_A_POLE:
        raise ValueError("the band would contain a pole or pass too close to one")
    rows = (len(axis) - 1) // slices
    return [_ring(grid[first : first + rows + 1]) for first in range(0, len(axis) - 1, rows)]


def take_apart(geometries: Iterable[BaseGeometry]) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
    """List the points, the lines and the rings of geometries, in order.

    Returns
    -------
    tuple of numpy.ndarray
        (n,) geometries, and for each of them whether it is a ring.
    """
    parts = shapely.get_parts(list(geometries))
    is_area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    rings, part_of_ring = shapely.get_rings(parts[is_area], return_index=True)
    places = np.concatenate([np.flatnonzero(is_area)[part_of_ring], np.flatnonzero(~is_area)])
    order = np.argsort(places, kind="stable")
    lines = np.concatenate([rings, parts[~is_area]])[order]
    return lines, (np.arange(len(lines)) < len(rings))[order]


def round_degrees(geometry: BaseGeometry, decimals: int) -> BaseGeometry:
    """Round all coordinates to `decimals` of a degree, and keep the geometry valid.

    Parts that are too small for the grid vanish.

    Raises
    ------
    ValueError
        If all of them do.
    """
    rounded = shapely.set_precision(geometry, 10.0**-decimals)
    if rounded.is_empty and not geometry.is_empty:
        raise ValueError(f"nothing is left of a {geometry.geom_type} at {decimals} decimals")
    # The grid leaves 0.30000000000000004 and -0.0 behind.
    return shapely.transform(rounded, lambda coordinates: np.round(coordinates, decimals) + 0.0)


def _stations(
    start: Position, end: Position, step_km: float, multiple: int = 1
) -> tuple[Array, Array]:
    """Equally spaced (n, 2) positions on a geodesic, and its azimuth at each, in degrees.

    The number of steps is a multiple of `multiple`; none exceeds `step_km`.
    """
    if not step_km > 0:
        raise ValueError(f"a step is above 0 km, not {step_km}")
    azimuth, _, distance_m = _WGS84.inv(*start, *end)
    to_antipode_m = _WGS84.inv(*start, end[0] + 180.0, -end[1])[2]
    # A latitude beyond ±90° makes the distance not a number.
    if not distance_m > _SAME_PLACE_M:
        raise ValueError(f"no line leads from {start} to {end}: they are not two places")
    if to_antipode_m < _ANTIPODAL_M:
        raise ValueError(f"no line from {start} to {end} is the shortest: they are antipodal")
    count = multiple * ceil(distance_m / (multiple * step_km * 1_000)) + 1
    axis, azimuths = _travel(*start, azimuth, np.linspace(0.0, distance_m, count))
    axis[0] = start
    axis[-1] = end
    return unwrap(axis), azimuths


def _travel(
    lon: ArrayLike, lat: ArrayLike, azimuth: ArrayLike, distance_m: ArrayLike
) -> tuple[Array, Array]:
    """Follow geodesics: positions (..., 2), longitudes near the first, and azimuths on arrival."""
    lon, lat, azimuth, distance_m = map(
        np.array, np.broadcast_arrays(lon, lat, azimuth, distance_m)
    )
    lons, lats, azimuths = _WGS84.fwd(lon, lat, azimuth, distance_m, return_back_azimuth=False)
    return np.stack([move_near(lons, lon), lats], axis=-1), azimuths


def _projection(
    geometry: BaseGeometry,
) -> tuple[Callable[..., Any], Callable[..., Any], float]:
    """Projection to local metres and back, and how many km the geometry reaches from its centre."""
    lons, lats = shapely.get_coordinates(geometry).T
    # The mean of directions, so that the halves of a geometry cut at the antimeridian meet.
    towards = np.angle(np.exp(1j * np.radians(lons)).mean(), deg=True)
    together = move_near(lons, towards)
    west, east = together.min(), together.max()
    south, north = lats.min(), lats.max()
    centre = move_near((west + east) / 2, (lons.min() + lons.max()) / 2)
    laea = Transformer.from_pipeline(
        f"+proj=laea +lon_0={centre} +lat_0={(south + north) / 2} +ellps=WGS84"
    )

    def unproject(x: Array, y: Array) -> tuple[Array, Array]:
        lon, lat = laea.transform(x, y, direction="INVERSE")
        return move_near(lon, centre), lat

    return laea.transform, unproject, float(np.abs(laea.transform(lons, lats)).max() / 1_000)


def _ring(rows: Array) -> Polygon:
    """Outline a block of (rows, columns, 2) positions, anticlockwise."""
    sides = [rows[0], rows[1:-1, -1], rows[-1, ::-1], rows[-2:0:-1, 0]]
    return shapely.Polygon(np.concatenate(sides))
