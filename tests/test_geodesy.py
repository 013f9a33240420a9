"""Geodesy against numbers that others published, and against laws that hold for all numbers."""

from __future__ import annotations

import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st
from pyproj import Geod
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from geo import geodesy
from tests.strategies import boxes, degrees, pairs, positions, short_lines

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.words import Position

WGS84 = Geod(ellps="WGS84")
HALF_MERIDIAN_M = 20_003_931.46
LIMA, LA_PAZ, RIO = (-77.05, -12.05), (-68.15, -16.5), (-43.2, -22.9)


def dms(degrees: float, minutes: float, seconds: float) -> float:
    return math.copysign(abs(degrees) + minutes / 60 + seconds / 3600, degrees)


def distance_m(a: Position, b: Position) -> float:
    return float(WGS84.inv(*a, *b)[2])


# Numbers from textbooks


@pytest.mark.parametrize(
    ("start", "end", "metres", "tolerance"),
    [
        # One degree of the equator: a·π/180 with a = 6 378 137 m.
        pytest.param((0, 0), (1, 0), 111_319.491, 1e-3, id="a degree of the equator"),
        # a·(1 - e²)·π/180, the radius of curvature at the equator (Snyder, Map Projections, 1987,
        # equation 4-18); over half a degree either side it grows by 3 cm.
        pytest.param((0, -0.5), (0, 0.5), 110_574.276, 0.05, id="a degree of the meridian"),
        # Moritz, Geodetic Reference System 1980: 10 001 965.7293 m; WGS84's differs by 0.1 mm.
        pytest.param((20, 0), (20, 90), 10_001_965.7293, 1e-3, id="a quarter of the meridian"),
        # GeographicLib, manual of GeodSolve: JFK 40:38:23N 073:46:44W to Singapore 01:21:33N
        # 103:59:22E, 15347628 m; over the Arctic.
        pytest.param(
            (dms(-73, 46, 44), dms(40, 38, 23)),
            (dms(103, 59, 22), dms(1, 21, 33)),
            15_347_628,
            0.5,
            id="JFK to Singapore",
        ),
        # GeographicLib, examples of the Python package: Beijing to San Francisco, 9513998 m.
        pytest.param((116.6, 40.1), (-122.4, 37.6), 9_513_998, 0.5, id="Beijing to SFO"),
        # Geoscience Australia, GDA94 technical manual: Flinders Peak to Buninyong, 54 972.271 m,
        # on GRS80. Its flattening is that of WGS84 to 5e-9 of itself: less than 0.1 mm here.
        pytest.param(
            (dms(144, 25, 29.52440), dms(-37, 57, 3.72030)),
            (dms(143, 55, 35.38390), dms(-37, 39, 10.15610)),
            54_972.271,
            1e-3,
            id="Flinders Peak to Buninyong",
        ),
    ],
)
def test_lengths_are_the_published_ones(
    start: tuple[float, float], end: tuple[float, float], metres: float, tolerance: float
) -> None:
    assert geodesy.length_m(LineString([start, end])) == pytest.approx(metres, abs=tolerance)
    if end[1] < 90:
        drawn = geodesy.great_circle(start, end)
        assert geodesy.length_m(drawn) == pytest.approx(metres, abs=tolerance + 1e-3)


def test_a_great_circle_passes_the_published_waypoints_and_the_antimeridian() -> None:
    # GeographicLib, examples of the Python package: Beijing to San Francisco every 1000 km, the
    # longitudes unrolled.
    line = geodesy.great_circle((116.6, 40.1), (-122.4, 37.6), step_km=9_513.998 / 9)
    assert len(line.coords) == 10
    published = LineString(
        [(116.6, 40.1), (125.44903, 46.37321), (136.40751, 51.78786), (149.93825, 55.92437),
         (165.90776, 58.27452), (183.03167, 58.43499), (199.26948, 56.3743),
         (213.17327, 52.45769), (224.47209, 47.19436), (233.58294, 41.02145), (237.6, 37.6)]
    )  # fmt: skip
    fine = geodesy.great_circle((116.6, 40.1), (-122.4, 37.6), step_km=10)
    assert max(Point(at).distance(fine) for at in published.coords) < 1e-3
    assert fine.coords[-1] == pytest.approx((237.6, 37.6), abs=1e-9)


def test_areas_are_the_published_ones() -> None:
    # WGS84's whole surface, 2π·a²·[1 + (1 - e²)/e·artanh e] = 510 065 621.724 km²; its octant,
    # 63 758 202 715 511 m² in GeographicLib's tests, is bounded by the equator and two meridians.
    octant = Polygon([(0, 0), (90, 0), (90, 90), (0, 90)])
    assert 8 * geodesy.area_km2(octant) == pytest.approx(510_065_621.724, abs=1e-2)
    # GeographicLib, examples of the Python package: between the geodesic from JFK to LHR and the
    # equator, 40041368848742.5 m².
    below = Polygon([(-73.8, 0), (-73.8, 40.6), (-0.5, 51.6), (-0.5, 0)])
    assert geodesy.area_km2(below) == pytest.approx(40_041_368.848_742_5, abs=1e-5)
    # The same: Antarctica in 18 corners around the pole, 13662703680020.1 m².
    latitudes = [-63.1, -72.9, -71.9, -74.9, -74.3, -77.5, -77.4, -71.7, -65.9,
                 -65.7, -66.6, -66.9, -69.8, -70.0, -71.0, -77.3, -77.9, -74.7]  # fmt: skip
    longitudes = [-58, -74, -102, -102, -131, -163, 163, 172, 140,
                  113, 88, 59, 25, -4, -14, -33, -46, -61]  # fmt: skip
    antarctica = Polygon(np.column_stack([longitudes, latitudes]))
    assert geodesy.area_km2(antarctica) == pytest.approx(13_662_703.6800201, abs=1e-6)


def test_a_wide_strip_has_the_area_of_its_zone() -> None:
    # From the equator to 30° N a zone of WGS84 has b²/2·[sin φ/(1-e²sin²φ) + artanh(e sin φ)/e]·2π
    # (Snyder 1987, equation 3-12).
    a, f = 6_378.137, 1 / 298.257223563
    e = math.sqrt(f * (2 - f))
    sine = math.sin(math.radians(30))
    q = sine / (1 - (e * sine) ** 2) + math.atanh(e * sine) / e
    strip = shapely.segmentize(box(-180, 0, 180, 30), 0.05)
    halves = [box(west, -1, west + 180, 31) & strip for west in (-180, 0)]
    area = sum(map(geodesy.area_km2, halves))
    assert area == pytest.approx(math.pi * a**2 * (1 - e**2) * q, rel=1e-6)


# Lengths and areas


@given(short_lines())
def test_a_length_is_that_of_its_edges_either_way(line: LineString) -> None:
    edges = MultiLineString(list(pairwise(line.coords)))
    assert geodesy.length_m(edges) == pytest.approx(geodesy.length_m(line))
    assert geodesy.length_m(line.reverse()) == pytest.approx(geodesy.length_m(line))


@given(boxes(widest=100))
def test_an_area_minds_holes_but_no_orientation(outer: Polygon) -> None:
    west, south, east, north = outer.bounds
    hole = box(
        west + (east - west) / 4, south + (north - south) / 4,
        west + (east - west) / 2, south + (north - south) / 2,
    )  # fmt: skip
    whole, part = geodesy.area_km2(outer), geodesy.area_km2(hole)
    for one in (outer, outer.reverse()):
        for other in (hole, hole.reverse()):
            pierced = Polygon(one.exterior, [other.exterior])
            assert geodesy.area_km2(pierced) == pytest.approx(whole - part)
    assert geodesy.area_km2(MultiPolygon([outer, outer])) == pytest.approx(2 * whole)


@pytest.mark.parametrize("nothing", [Polygon(), MultiPolygon(), LineString(), Point(1, 2)])
def test_what_has_no_extent_measures_nothing(nothing: BaseGeometry) -> None:
    assert geodesy.length_m(nothing) == 0
    assert geodesy.area_km2(nothing) == 0
    assert geodesy.area_km2(box(0, 0, 1, 1).exterior) == 0
    assert geodesy.length_m(box(0, 0, 1, 1)) == 0


# Great circles


@given(pairs(), degrees(5, 2_000))
def test_a_great_circle_is_even_continuous_and_ends_where_it_should(
    ends: tuple[Position, Position], step_km: float
) -> None:
    line = geodesy.great_circle(*ends, step_km=step_km)
    lon, lat = shapely.get_coordinates(line).T
    steps = WGS84.line_lengths(lon, lat)
    assert steps.max() <= step_km * 1_000 + 1e-3
    assert steps == pytest.approx(steps.mean(), abs=1e-3)
    assert np.abs(np.diff(lon)).max() <= 180
    assert line.coords[0] == ends[0]
    assert line.coords[-1][1] == ends[1][1]
    assert (line.coords[-1][0] - ends[1][0]) / 360 == pytest.approx(
        round((line.coords[-1][0] - ends[1][0]) / 360), abs=1e-12
    )
    assert geodesy.length_m(line) == pytest.approx(distance_m(*ends), abs=1e-2)


@given(pairs(lat=85.0))
def test_what_is_straight_on_mercator_is_straight_there_and_never_shorter(
    ends: tuple[Position, Position],
) -> None:
    line = geodesy.mercator_line(*ends)
    lons, lats = shapely.get_coordinates(line).T
    assert abs(lons[-1] - lons[0]) <= 180
    assert (lons[0], lats[0]) == pytest.approx(ends[0], abs=1e-9)
    assert lats[-1] == pytest.approx(ends[1][1], abs=1e-9)
    steps = np.diff([lons, np.arctanh(np.sin(np.radians(lats)))])
    assert np.ptp(steps, axis=1) == pytest.approx([0, 0], abs=1e-6)
    shortest = geodesy.length_m(geodesy.great_circle(*ends))
    assert geodesy.length_m(line) >= shortest * (1 - 1e-9)


@given(pairs(lat=85))
def test_a_great_circle_is_the_same_there_and_back(ends: tuple[Position, Position]) -> None:
    there, back = geodesy.great_circle(*ends), geodesy.great_circle(*ends[::-1])
    assert len(there.coords) == len(back.coords)
    gaps = map(distance_m, there.coords, reversed(back.coords))
    assert max(gaps) < 1


@given(pairs(), positions())
def test_no_detour_is_shorter(ends: tuple[Position, Position], via: Position) -> None:
    straight = geodesy.length_m(geodesy.great_circle(*ends))
    assert straight <= geodesy.length_m(LineString([ends[0], via, ends[1]])) + 1e-2
    assert straight <= HALF_MERIDIAN_M


@given(pairs(lat=60), st.integers(-2, 2))
def test_a_great_circle_starts_at_the_longitude_it_is_given(
    ends: tuple[Position, Position], turns: int
) -> None:
    (lon, lat), end = ends
    line = geodesy.great_circle((lon, lat), end)
    turned = geodesy.great_circle((lon + 360 * turns, lat), end)
    expected = shapely.get_coordinates(line) + np.array([360 * turns, 0])
    assert shapely.get_coordinates(turned) == pytest.approx(expected, abs=1e-6)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (LIMA, LIMA, "not two places"),
        ((180, 10), (-180, 10), "not two places"),
        ((0, 90), (77, 90), "not two places"),
        ((10, 95), LIMA, "not two places"),
        ((0, 0), (180, 0), "antipodal"),
        ((0, 0.2), (179.5, 0), "antipodal"),
        ((0, 90), (0, -90), "antipodal"),
        # GeographicLib gives Wellington to Salamanca, 19959679.267 m; but 48 km from the antipode a
        # slightly different start would go around the other side.
        ((174.81, -41.32), (-5.5, 40.96), "antipodal"),
    ],
)
def test_no_great_circle_joins_one_place_or_two_antipodes(
    start: Position, end: Position, words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        geodesy.great_circle(start, end)
    with pytest.raises(ValueError, match=words):
        geodesy.band(start, end, (10, 10))


def test_a_great_circle_takes_no_step_of_nothing() -> None:
    with pytest.raises(ValueError, match="step"):
        geodesy.great_circle(LIMA, RIO, step_km=0)


# Buffers


@given(positions(lat=75), degrees(0.5, 500))
def test_a_point_is_buffered_to_its_circle(position: Position, radius_km: float) -> None:
    assume(abs(position[1]) * 111 + radius_km < 9_900)
    disc = geodesy.buffer_km(Point(position), radius_km)
    assert disc.is_valid
    away = [distance_m(position, at) for at in disc.exterior.coords]
    assert away == pytest.approx([radius_km * 1_000] * len(away), rel=2e-3)


@given(positions(lat=75), degrees(0, 360), degrees(20, 1_000), degrees(1, 50))
def test_a_flat_strip_has_the_area_of_its_length_times_its_width(
    start: Position, azimuth: float, length_km: float, radius_km: float
) -> None:
    lon, lat, _ = WGS84.fwd(start[0], start[1], azimuth, length_km * 1_000)
    assume(abs(lat) < 80)
    line = geodesy.great_circle(start, (lon, lat), step_km=20)
    strip = geodesy.buffer_km(line, radius_km, flat_ends=True)
    assert strip.geom_type == "Polygon"
    assert geodesy.area_km2(strip) == pytest.approx(length_km * 2 * radius_km, rel=3e-3)
    # Continuous with the line, so that the line runs inside; a flat end, straight on the ground and
    # then straight in degrees, may cut it short by a hundredth of a degree.
    assert strip.buffer(0.02).covers(line)


@given(short_lines(), degrees(2, 50))
def test_round_ends_and_tidying_only_change_what_they_should(
    line: LineString, radius_km: float
) -> None:
    plain = geodesy.buffer_km(line, radius_km)
    flat = geodesy.buffer_km(line, radius_km, flat_ends=True)
    assert plain.is_valid
    assert plain.geom_type == "Polygon"
    # GEOS simplifies a line by up to 1 % of the distance before it buffers it.
    assert (flat - plain).area < 0.02 * plain.area
    tidy = geodesy.buffer_km(line, radius_km, tidy_km=radius_km / 2, tolerance_km=radius_km / 10)
    assert tidy.is_valid
    assert len(shapely.get_coordinates(tidy)) <= len(shapely.get_coordinates(plain))
    assert geodesy.area_km2(tidy) == pytest.approx(geodesy.area_km2(plain), rel=0.2)


def test_tidying_closes_a_rivers_bends() -> None:
    # Bends of 11 km, 20 km either side: its edge wiggles, the tidied one hardly.
    lon = np.linspace(-74, -73, 200)
    river = LineString(np.column_stack([lon, -12 + 0.1 * np.sin(lon * 40)]))
    rough = geodesy.buffer_km(river, 5, flat_ends=True)
    smooth = geodesy.buffer_km(river, 5, flat_ends=True, tidy_km=4.9, tolerance_km=0.5)
    assert smooth.geom_type == "Polygon"
    assert smooth.length < 0.9 * rough.length
    assert len(smooth.exterior.coords) < len(rough.exterior.coords) / 2


def test_lines_that_meet_are_buffered_as_one() -> None:
    # A bend at the joint: two flat ends would leave a notch there.
    first, second = [(-74, -12), (-73.5, -12)], [(-73, -12.5), (-73.5, -12)]
    joined = geodesy.buffer_km(MultiLineString([first, second]), 20, flat_ends=True)
    one = geodesy.buffer_km(LineString([*first, second[0]]), 20, flat_ends=True)
    assert joined.symmetric_difference(one).area < 1e-9


def test_the_halves_of_what_was_cut_are_buffered_together() -> None:
    halves = geodesy.cut_at_antimeridian(box(178, -18, 182, -16))
    around = geodesy.buffer_km(halves, 50)
    assert around.geom_type == "Polygon"
    whole = geodesy.buffer_km(box(178, -18, 182, -16), 50)
    assert geodesy.area_km2(around) == pytest.approx(geodesy.area_km2(whole), rel=1e-3)
    assert whole.centroid.x == pytest.approx(180, abs=1e-6)
    assert geodesy.buffer_km(box(-182, -18, -178, -16), 50).centroid.x == pytest.approx(-180)


@pytest.mark.parametrize(
    ("geometry", "radius_km", "options", "words"),
    [
        (Point(0, 0), 0, {}, "above 0"),
        (Point(0, 0), -1, {}, "above 0"),
        (Point(0, 0), math.nan, {}, "above 0"),
        (LineString(), 1, {}, "empty"),
        (Point(0, 0), 10, {"flat_ends": True}, "nothing is left"),
        (LineString([LIMA, LA_PAZ]), 10, {"tidy_km": 20}, "nothing is left"),
        (LineString([LIMA, RIO]), 10, {}, "wider than 3,000 km"),
        (LineString([(0, 0), (180, 0)]), 10, {}, "wider than 3,000 km"),
        (Point(0, 0), 2_000, {}, "wider than 3,000 km"),
        (Point(0, 89), 200, {}, "a pole"),
        (LineString([(0, -89), (180, -89)]), 20, {}, "a pole"),
        (Point(0, -90), 20, {}, "a pole"),
    ],
)
def test_a_buffer_that_would_mislead_is_refused(
    geometry: BaseGeometry, radius_km: float, options: dict[str, Any], words: str
) -> None:
    with pytest.raises(ValueError, match=words):
        geodesy.buffer_km(geometry, radius_km, **options)


# Circles and bands


@given(positions(lat=85), degrees(0.1, 9_000), st.integers(3, 90))
def test_all_of_a_circle_is_at_its_radius(centre: Position, radius_km: float, points: int) -> None:
    to_pole = distance_m(centre, (centre[0], math.copysign(90, centre[1])))
    if to_pole <= radius_km * 1_000:
        with pytest.raises(ValueError, match="a pole"):
            geodesy.circle(centre, radius_km, points=points)
        return
    ring = geodesy.circle(centre, radius_km, points=points)
    coordinates = ring.exterior.coords
    assert len(coordinates) == points + 1
    away = [distance_m(centre, at) for at in coordinates]
    assert away == pytest.approx([radius_km * 1_000] * len(away), abs=1e-3)
    assert np.abs(np.diff(shapely.get_coordinates(ring)[:, 0])).max() < 180
    assert ring.is_valid
    assert ring.exterior.is_ccw


def test_a_small_circle_has_the_area_of_a_disc() -> None:
    ring = geodesy.circle(LIMA, 100, points=3_600)
    assert geodesy.area_km2(ring) == pytest.approx(math.pi * 100**2, rel=1e-4)


@pytest.mark.parametrize("radius_km", [0, -5, math.nan])
def test_a_circle_has_a_radius(radius_km: float) -> None:
    with pytest.raises(ValueError, match="above 0"):
        geodesy.circle(LIMA, radius_km)


@given(
    pairs(lat=50, min_degrees=1),
    st.tuples(degrees(1, 300), degrees(1, 300)),
    st.integers(1, 20),
)
def test_a_band_is_as_wide_as_it_should_be_and_its_slices_meet(
    ends: tuple[Position, Position], widths_km: tuple[float, float], slices: int
) -> None:
    axis = geodesy.great_circle(*ends, step_km=20)
    assume(np.abs(shapely.get_coordinates(axis)[:, 1]).max() < 80)
    parts = geodesy.band(*ends, widths_km, slices=slices)
    assert len(parts) == slices
    assert all(part.is_valid and part.exterior.is_ccw for part in parts)

    # Five vertices along each cross edge: the first ones of a ring, from left to right.
    first = shapely.get_coordinates(parts[0])[:5]
    assert distance_m(first[0], first[4]) == pytest.approx(widths_km[0] * 1_000, rel=1e-9)
    assert tuple(first[2]) == pytest.approx(ends[0], abs=1e-9)
    last_ring = shapely.get_coordinates(parts[-1])
    at_end = sorted(last_ring, key=lambda at: distance_m(at, ends[1]))
    assert distance_m(at_end[0], ends[1]) < 1e-3
    half_way_m = distance_m(*ends) / slices
    across = [at for at in last_ring if distance_m(at, ends[1]) == pytest.approx(
        widths_km[1] * 500, abs=0.01)]  # fmt: skip
    if half_way_m > widths_km[1] * 1_000:
        assert len(across) == 2
        assert distance_m(*across) == pytest.approx(widths_km[1] * 1_000, rel=1e-6)

    for one, other in pairwise(parts):
        shared = {tuple(at) for at in shapely.get_coordinates(one)}
        assert len(shared & {tuple(at) for at in shapely.get_coordinates(other)}) == 5
        assert (one & other).area == pytest.approx(0, abs=1e-9)
    mean_km = sum(widths_km) / 2
    total = sum(map(geodesy.area_km2, parts))
    assert total == pytest.approx(distance_m(*ends) / 1_000 * mean_km, rel=0.02)
    whole = shapely.union_all(parts)
    assert whole.buffer(0.1).covers(axis)


def test_a_band_crosses_the_antimeridian_in_one_piece() -> None:
    parts = geodesy.band((175, -20), (-175, -10), (100, 200), slices=4)
    assert shapely.union_all(parts).geom_type == "Polygon"
    assert [round(part.centroid.x) for part in parts] == [176, 179, 181, 184]


@pytest.mark.parametrize(
    ("start", "end"),
    [((0, 85), (180, 85)), ((0, 85), (170, 85)), ((0, -60), (178, -60)), ((30, 90), (0, 10))],
)
def test_a_band_around_a_pole_is_refused(start: Position, end: Position) -> None:
    with pytest.raises(ValueError, match="a pole"):
        geodesy.band(start, end, (100, 400))


@pytest.mark.parametrize(
    ("widths_km", "slices"), [((0, 10), 3), ((10, -1), 3), ((10, math.nan), 3), ((10, 10), 0)]
)
def test_a_band_has_a_width_and_a_slice(widths_km: tuple[float, float], slices: int) -> None:
    with pytest.raises(ValueError, match="a band has"):
        geodesy.band(LIMA, LA_PAZ, widths_km, slices=slices)


# Rounding


@given(short_lines(), st.integers(1, 6))
def test_rounded_shapes_are_valid_and_near(line: LineString, decimals: int) -> None:
    fat = line.buffer(0.3)
    for geometry in (line, fat, MultiPolygon([fat]), Point(line.coords[0])):
        assume(decimals > 1 or geometry is not line)
        rounded = geodesy.round_degrees(geometry, decimals)
        assert rounded.is_valid
        assert not rounded.is_empty
        coordinates = shapely.get_coordinates(rounded)
        assert np.array_equal(coordinates, np.round(coordinates, decimals))
        assert not np.signbit(coordinates[coordinates == 0]).any()
        assert rounded.hausdorff_distance(geometry) <= 10.0**-decimals


def test_nothing_vanishes_unseen() -> None:
    island = box(0.01, 0.01, 0.02, 0.02)
    with pytest.raises(ValueError, match="Polygon at 1 decimals"):
        geodesy.round_degrees(island, 1)
    # Beside a larger part it may, and nothing in gives nothing out.
    both = geodesy.round_degrees(MultiPolygon([island, box(1, 1, 2, 2)]), 1)
    assert both.normalize() == MultiPolygon([box(1, 1, 2, 2)]).normalize()
    assert geodesy.round_degrees(Polygon(), 1).is_empty
    assert geodesy.round_degrees(box(-0.04, 0.14, 1.06, 2), 1).bounds == (0.0, 0.1, 1.1, 2.0)
