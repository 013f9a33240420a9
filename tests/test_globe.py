"""The Earth around a point: true directions and distances, and land where it is."""

from __future__ import annotations

import math
import re

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Geod

from geo import atlas
from map_app.globe import RADIUS, draw_globe

BOLIVIA = (-64.6, -16.7)
SPHERE = Geod(a=6371000, b=6371000)


def read_path(path: str) -> shapely.Geometry:
    """The rings of relative path data, filled evenodd."""
    area = shapely.Polygon()
    for ring in re.findall(r"M([^z]*)z", path):
        x, y = 0.0, 0.0
        points = []
        for dx, dy in (pair.split() for pair in re.findall(r"\S+ \S+", ring.replace("l", " "))):
            x, y = x + float(dx), y + float(dy)
            points.append((x, y))
        area ^= shapely.make_valid(shapely.Polygon(points))
    return area


@settings(deadline=None)
@given(st.floats(-179, 179), st.floats(-80, 80))
def test_all_lies_in_its_true_direction_at_its_true_distance(lon: float, lat: float) -> None:
    globe = draw_globe(BOLIVIA, "whole")
    x, y = globe.place((lon, lat))
    azimuth, _, metres = SPHERE.inv(*BOLIVIA, lon, lat)
    assert math.hypot(x, y) == pytest.approx(globe.measure(metres / 1_000), abs=0.2)
    if 1_000_000 < metres < 19_000_000:
        assert math.degrees(math.atan2(x, -y)) % 360 == pytest.approx(azimuth % 360, abs=1)


@pytest.mark.parametrize("sight", ["near", "whole"])
def test_cities_within_sight_are_on_land_and_the_middle_of_the_sea_is_not(sight: str) -> None:
    globe = draw_globe(BOLIVIA, sight)
    land = read_path(globe.land)
    assert land.within(shapely.Point(0, 0).buffer(RADIUS + 0.5))
    near = [("Asunción", "PRY"), ("Brasília", "BRA"), ("Cusco", "PER"), ("La Paz", "BOL")]
    for city in (atlas.city(*place) for place in near):
        assert land.distance(shapely.Point(globe.place((city.lon, city.lat)))) < 1.5
    assert not land.contains(shapely.Point(globe.place((-100, -35))))


def test_land_around_the_far_end_is_not_turned_inside_out() -> None:
    """Vietnam lies around what is opposite to Peru; it must not fill the picture."""
    for sight in ("near", "whole"):
        land = read_path(draw_globe((-72.0, -13.0), sight).land)
        assert 0.1 < land.area / (math.pi * RADIUS**2) < 0.6
