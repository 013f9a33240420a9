"""What the property tests draw from: positions and shapes anywhere on the globe.

The examples are the same on every run, so that a failure in one place is a failure in all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import shapely
from hypothesis import assume, settings
from hypothesis import strategies as st

if TYPE_CHECKING:
    from geo.words import Position

settings.register_profile(
    "dateline", derandomize=True, database=None, deadline=None, max_examples=60
)
settings.load_profile("dateline")


def degrees(low: float, high: float) -> st.SearchStrategy[float]:
    """Numbers of a millionth of a degree, 0.1 m: no text places anything more finely."""
    return st.integers(round(low * 1e6), round(high * 1e6)).map(lambda number: number / 1e6)


def positions(*, lat: float = 89.0) -> st.SearchStrategy[Position]:
    """Longitude and latitude, no nearer to a pole than `lat` degrees."""
    return st.tuples(degrees(-180, 180), degrees(-lat, lat))


@st.composite
def pairs(
    draw: st.DrawFn, *, lat: float = 89.0, min_degrees: float = 0.1
) -> tuple[Position, Position]:
    """Two positions that are neither the same nor nearly antipodal."""
    start, end = draw(positions(lat=lat)), draw(positions(lat=lat))
    turned = (end[0] - start[0] + 180) % 360 - 180
    assume(abs(turned) + abs(end[1] - start[1]) > min_degrees)
    assume(180 - abs(turned) + abs(end[1] + start[1]) > 2)
    return start, end


@st.composite
def short_lines(draw: st.DrawFn, *, lat: float = 60.0) -> shapely.LineString:
    """Lines of a few edges within about 200 km, of continuous longitudes."""
    lon0, lat0 = draw(positions(lat=lat - 1))
    steps = st.tuples(degrees(-1, 1), degrees(-1, 1))
    offsets = draw(st.lists(steps, min_size=2, max_size=8, unique=True))
    line = shapely.LineString([(lon0 + lon, lat0 + lat) for lon, lat in offsets])
    assume(line.length > 0.01)
    return line


@st.composite
def boxes(draw: st.DrawFn, *, widest: float = 300.0) -> shapely.Polygon:
    """Rectangles in degrees, up to one turn beyond ±180°."""
    west, south = draw(degrees(-540, 400)), draw(degrees(-85, 80))
    east = west + draw(degrees(0.01, widest))
    north = min(85.0, south + draw(degrees(0.01, 60)))
    return shapely.box(west, south, east, north)


@st.composite
def long_lines(draw: st.DrawFn) -> shapely.LineString:
    """Lines that may go around the globe, no edge as long as half a turn, and cross themselves."""
    lon, lat = draw(positions())
    coordinates = [(lon, lat)]
    for step, to in draw(st.lists(st.tuples(degrees(-179, 179), degrees(-85, 85)), min_size=1)):
        lon += step
        coordinates.append((lon, to))
    assume(len(set(coordinates)) > 1)
    return shapely.LineString(coordinates)
