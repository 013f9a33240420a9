"""A part of the world as a flat picture: Web Mercator, clipped to a frame, as SVG path data.

Positions are longitude, latitude in degrees (EPSG:4326) within the map's window; points of the
picture are CSS pixels from its upper left corner, x to the right and y down.
"""

from __future__ import annotations

from math import log2
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import shapely

from geo import geodesy
from map_app.style import CLOSEST_ZOOM, EDGE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from numpy.typing import ArrayLike, NDArray
    from shapely import Polygon
    from shapely.geometry.base import BaseGeometry

    Array = NDArray[np.float64]

TILE = 256
"""The world is this many pixels wide at zoom 0."""
_TURN = 360.0
# What is cut at the frame is cut this far outside, so that no line or blur shows the cut.
_MARGIN = 24.0
_ROUND_KM = (1, 2, 5)


class View(NamedTuple):
    """What a picture of `width` by `height` pixels shows.

    The window of the world, from longitude `west` on, is a square of `world` pixels, of which
    `left` lie to the left of the picture and `top` above it; below zero, so much sea lies above
    the world.
    """

    west: float
    world: float
    left: float
    top: float
    width: float
    height: float

    @classmethod
    def of(
        cls, bounds: Sequence[float], west: float, size: tuple[float, float], padding: float
    ) -> View:
        """Find the view that holds `bounds` (west, south, east, north) with room to spare.

        It is as high as `size`, where sea may lie above and below the world, but no wider than the
        world, whose lands would end at a straight line. Both and `padding` are in pixels.
        """
        width, height = size
        (x0, y1), (x1, y0) = _to_square([bounds[:2], bounds[2:]], west)
        wide, high = max(x1 - x0, 1e-9), max(y1 - y0, 1e-9)
        fitting = min((width - 2 * padding) / wide, (height - 2 * padding) / high)
        world = min(fitting, TILE * 2**CLOSEST_ZOOM)
        width = min(width, world)
        left = min(max((x0 + x1) / 2 * world - width / 2, 0), world - width)
        least, most = sorted([0, world - height])
        top = min(max((y0 + y1) / 2 * world - height / 2, least), most)
        return cls(west, world, left, top, width, height)

    @property
    def zoom(self) -> float:
        """The zoom of the page's map at this scale."""
        return log2(self.world / TILE)

    @property
    def latitude(self) -> float:
        """The latitude in the middle of the picture."""
        return self._find_latitude(self.height / 2)

    def project(self, lonlat: ArrayLike) -> Array:
        """Turn (n, 2) longitudes and latitudes into (n, 2) points."""
        return _to_square(lonlat, self.west) * self.world - (self.left, self.top)

    @property
    def frame(self) -> Polygon:
        """The outline of the picture."""
        return shapely.box(0, 0, self.width, self.height)

    def clip(self, geometries: Iterable[BaseGeometry]) -> list[BaseGeometry]:
        """Project geometries and cut them just outside the picture.

        Returns
        -------
        list
            Points, LineStrings or Polygons of the picture. Each ring is a polygon of its own, to
            be filled evenodd, so that one inside another is its hole.
        """
        low, right, bottom = -_MARGIN, self.width + _MARGIN, self.height + _MARGIN
        kept: list[BaseGeometry] = []
        lines, _ = geodesy.take_apart(geometries)
        wests, souths, easts, norths = shapely.bounds(lines).reshape(-1, 4).T
        most = self.project(np.column_stack([easts, souths]))
        least = self.project(np.column_stack([wests, norths]))
        is_near = (most >= low).all(axis=1) & (least <= (right, bottom)).all(axis=1)
        for line in lines[is_near]:
            points = self.project(shapely.get_coordinates(line))
            part = _MAKE[line.geom_type](points)
            if (points < low).any() or (points > (right, bottom)).any():
                part = shapely.clip_by_rect(part, low, low, right, bottom)
            kept += [piece for piece in shapely.get_parts(part) if not piece.is_empty]
        return kept

    def measure_bar(self, longest: float) -> tuple[int, float]:
        """Find a round number of km and its length in pixels, at most `longest`.

        It is true along the parallel through the middle of the picture.
        """
        middle = self.left + self.width / 2
        degree = _TURN / self.world
        # In short steps, because the shortest way between distant ends leaves the parallel.
        lons = self.west + (middle + longest * np.linspace(-0.5, 0.5, 33)) * degree
        parallel = shapely.LineString(np.column_stack([lons, np.full(33, self.latitude)]))
        km = geodesy.length_m(parallel) / 1_000
        candidates = [step * 10**power for power in range(5) for step in _ROUND_KM]
        length = max((step for step in candidates if step <= km), default=candidates[0])
        return length, longest * length / km

    def varies(self) -> bool:
        """Whether the scale at the top or the bottom is far from that in the middle."""
        ends = [np.cos(np.radians(self._find_latitude(y))) for y in (0.0, self.height)]
        middle = np.cos(np.radians(self.latitude))
        return any(abs(end / middle - 1) > 0.1 for end in ends)  # noqa: PLR2004 - a tenth

    def _find_latitude(self, y: float) -> float:
        turn = 2 * np.pi * (0.5 - (self.top + y) / self.world)
        return float(np.degrees(2 * np.arctan(np.exp(turn)) - np.pi / 2))


def to_path(parts: Iterable[BaseGeometry], decimals: int) -> str:
    """Write lines and areas of a picture as SVG path data, relative and as short as it gets.

    They are simplified by half of what `decimals` of a pixel can tell apart.
    """
    unit = 10**-decimals
    written = []
    for part in shapely.simplify(list(parts), unit / 2):
        is_area = part.geom_type == "Polygon"
        for line in shapely.get_rings(part) if is_area else [part]:
            whole = np.rint(shapely.get_coordinates(line) / unit).astype(int)
            steps = np.diff(whole, axis=0, prepend=[[0, 0]])
            steps = steps[np.any(steps != 0, axis=1) | (np.arange(len(steps)) == 0)]
            steps = steps[:-1] if is_area else steps
            if len(steps) > 1 + is_area:
                start, rest = _join(steps[:1] * unit), _join(steps[1:] * unit)
                written.append(f"M{start}l{rest}{'z' * is_area}")
    return "".join(written)


def find_inside(parts: Iterable[BaseGeometry], view: View) -> tuple[float, float] | None:
    """Find a point of the picture inside the largest of some areas; None if none is in it."""
    seen = [shapely.make_valid(part) & view.frame for part in parts]
    largest = max(seen, key=lambda part: part.area, default=shapely.Point())
    if not largest.area:
        return None
    point = shapely.point_on_surface(largest)
    return float(point.x), float(point.y)


def _join(numbers: Array) -> str:
    written = (f"{number:.6g}" for number in numbers.ravel())
    return "".join(n if n[0] == "-" else f" {n}" for n in written).lstrip()


def _to_square(lonlat: ArrayLike, west: float) -> Array:
    """Project onto the unit square of Web Mercator, from the upper left corner of the window."""
    lon, lat = np.asarray(lonlat, dtype=np.float64).reshape(-1, 2).T
    sine = np.sin(np.radians(np.clip(lat, -EDGE, EDGE)))
    return np.column_stack([(lon - west) / _TURN, 0.5 - np.arctanh(sine) / (2 * np.pi)])


_MAKE = {
    "Point": lambda points: shapely.Point(points[0]),
    "LineString": shapely.LineString,
    "LinearRing": shapely.Polygon,
}
