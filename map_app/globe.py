"""The Earth seen from above one point, as path data: true where a flat map is not.

Seen in the azimuthal equidistant projection, all that lies around the point is in its true
direction and at its true distance, and every great circle through it is straight. Seen from afar,
in the orthographic one, it is a globe. Points are in hundredths of the picture's radius, from its
middle, x to the right and y down.

References
----------
J. P. Snyder, Map Projections: A Working Manual, USGS Professional Paper 1395 (1987), chapters 20
and 25.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

import numpy as np
import shapely
from pyproj import Transformer

from geo import atlas

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

    from geo.words import Position

    Array = NDArray[np.float64]

Sight = Literal["near", "whole"]

RADIUS = 100.0
"""That of a picture."""
RADIUS_KM = 6371.0
"""The mean radius of the Earth."""
# As far as a picture reaches, in km: the half that is seen from afar, or all but the far end, which
# the projection would stretch along the whole rim.
_REACH_KM: dict[Sight, float] = {"near": np.pi / 2 * RADIUS_KM, "whole": 18_500.0}
_STEP_DEG = 2.0
_TOLERANCE = 0.4
# Islands smaller than this would be specks.
_SPECK = 0.5


@dataclass(frozen=True)
class Globe:
    """The land around a point.

    Attributes
    ----------
    land
        SVG path data, to be filled evenodd within a circle of `RADIUS`.
    """

    centre: Position
    sight: Sight
    land: str

    def place(self, position: Position) -> tuple[float, float]:
        """Find where a position is in the picture."""
        ((x, y),) = _see(np.array([position]), self.centre, self.sight)
        return round(float(x), 1), round(float(y), 1)

    def measure(self, length_km: float) -> float:
        """Turn a distance from the centre into one in the picture; for the whole alone."""
        return RADIUS * length_km / _REACH_KM[self.sight]


@cache
def draw_globe(centre: Position, sight: Sight) -> Globe:
    """Draw the land around `centre` (longitude, latitude), half the Earth or nearly all of it."""
    rim = shapely.Point(0, 0).buffer(RADIUS, quad_segs=32)
    antipode = shapely.Point((centre[0] + 360) % 360 - 180, -centre[1])
    polygons, points, ring_of = _land()
    seen = shapely.linearrings(_see(points, centre, sight), indices=ring_of)
    parts = shapely.make_valid(shapely.polygons(seen))
    # What lies around the far end of the Earth is turned inside out.
    is_far = shapely.covers(polygons, antipode)
    parts = shapely.get_parts(np.where(is_far, rim - parts, parts & rim))
    parts = parts[shapely.get_type_id(parts) == shapely.GeometryType.POLYGON]
    united = shapely.union_all(shapely.set_precision(parts, 0.1))
    land = united.simplify(_TOLERANCE)
    kept = [part for part in shapely.get_parts(land) if part.area > _SPECK]
    return Globe(centre, sight, to_path(kept))


@cache
def _land() -> tuple[NDArray[np.object_], Array, NDArray[np.int64]]:
    """List (n,) polygons of all land, (m, 2) points of their outlines, and whose each point is."""
    countries = [country.geometry for country in atlas.countries().values()]
    polygons = shapely.get_parts(shapely.get_parts(countries))
    # Holes are lakes and enclaves, which nobody would see.
    outlines = shapely.segmentize(
        shapely.simplify(shapely.get_exterior_ring(polygons), 0.3), _STEP_DEG
    )
    return (polygons, *shapely.get_coordinates(outlines, return_index=True))


def to_path(polygons: Iterable[BaseGeometry]) -> str:
    """Write the outlines of areas of a picture as SVG path data, to a tenth of a hundredth."""
    written = []
    for ring in shapely.get_rings(list(polygons)):
        steps = np.rint(shapely.get_coordinates(ring)[:-1] * 10).astype(int)
        steps[1:] -= steps[:-1].copy()
        (x, y), *rest = [(f"{x / 10:g}", f"{y / 10:g}") for x, y in steps if x or y]
        written.append(f"M{x} {y}l{' '.join(f'{x} {y}' for x, y in rest)}z")
    return "".join(written)


def _see(lonlat: Array, centre: Position, sight: Sight) -> Array:
    """Turn (n, 2) positions into points of the picture; what lies behind the Earth lies outside."""
    lon, lat = centre
    flat = Transformer.from_pipeline(
        f"+proj=aeqd +lon_0={lon} +lat_0={lat} +R={RADIUS_KM * 1_000:g}"
    )
    east, north = flat.transform(lonlat[:, 0], lonlat[:, 1])
    points = np.column_stack([east, -north]) / 1_000
    away_km = np.hypot(*points.T)[:, None]
    if sight == "near":
        angle = away_km / RADIUS_KM
        # Beyond the horizon a point goes on outwards, so that the rim cuts it off.
        scale = np.where(angle < np.pi / 2, np.sin(angle), 1 + angle - np.pi / 2)
        round_the_edge: Array = points / np.maximum(away_km, 1e-9) * scale * RADIUS
        return round_the_edge
    seen: Array = points * RADIUS / _REACH_KM[sight]
    return seen
