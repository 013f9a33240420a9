"""What crosses the antimeridian, against what GeoJSON asks and laws that hold for all numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import LineString, MultiLineString, MultiPolygon, Point, Polygon, box

from geo import antimeridian, geodesy
from tests.strategies import boxes, degrees, long_lines, positions, short_lines

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geo.words import Position


@given(st.lists(st.tuples(degrees(-180, 180), degrees(-90, 90)), min_size=1, max_size=20))
def test_unwrapped_longitudes_are_the_same_places_without_jumps(
    coordinates: list[Position],
) -> None:
    result = antimeridian.unwrap(coordinates)
    assert result.shape == (len(coordinates), 2)
    assert tuple(result[0]) == coordinates[0]
    turns = (result - coordinates) / [360, 1]
    assert turns[:, 0] == pytest.approx(np.round(turns[:, 0]), abs=1e-12)
    assert not turns[:, 1].any()
    assert np.abs(np.diff(result[:, 0])).max(initial=0) <= 180
    assert np.array_equal(antimeridian.unwrap(result), result)


def is_at_home(geometry: BaseGeometry) -> bool:
    west, _, east, _ = geometry.bounds
    return bool(west >= -180 and east <= 180)


@given(long_lines())
def test_cut_lines_keep_their_length_and_their_order(line: LineString) -> None:
    cut = antimeridian.cut_at_antimeridian(line)
    assert is_at_home(cut)
    assert cut.is_valid
    assert cut.length == pytest.approx(line.length, rel=1e-12)
    parts = list(getattr(cut, "geoms", [cut]))
    assert all(part.length > 0 for part in parts)
    if len(parts) > 1:
        joined = np.concatenate([shapely.get_coordinates(part) for part in parts])
        middle = [shapely.get_coordinates(part)[-1] for part in parts[:-1]]
        assert np.abs(np.array(middle)[:, 0]) == pytest.approx(180)
        assert LineString(antimeridian.unwrap(joined)).length == pytest.approx(line.length)


@given(boxes())
def test_cut_polygons_keep_their_area_and_have_no_slivers(polygon: Polygon) -> None:
    cut = antimeridian.cut_at_antimeridian(polygon)
    assert is_at_home(cut)
    assert cut.is_valid
    assert cut.area == pytest.approx(polygon.area)
    assert min(part.area for part in getattr(cut, "geoms", [cut])) > 1e-9 * polygon.area


@given(short_lines())
def test_cutting_moves_nothing_on_the_globe(line: LineString) -> None:
    cut = antimeridian.cut_at_antimeridian(line)
    assert geodesy.length_m(cut) == pytest.approx(geodesy.length_m(line), rel=1e-4)
    fat = line.buffer(0.2)
    assert geodesy.area_km2(antimeridian.cut_at_antimeridian(fat)) == pytest.approx(
        geodesy.area_km2(fat), rel=1e-4
    )


@pytest.mark.parametrize(
    ("geometry", "expected"),
    [
        # RFC 7946, section 3.1.9: its two examples, from 170° E to 170° W at 45° N.
        (
            LineString([(170, 45), (190, 45)]),
            MultiLineString([[(170, 45), (180, 45)], [(-180, 45), (-170, 45)]]),
        ),
        (box(170, 40, 190, 50), MultiPolygon([box(170, 40, 180, 50), box(-180, 40, -170, 50)])),
        # What only touches is not cut, nor what overshoots by a rounding error.
        (LineString([(170, 1), (180, 2), (175, 3)]), LineString([(170, 1), (180, 2), (175, 3)])),
        (LineString([(190, 1), (180, 2), (185, 3)]), LineString([(-170, 1), (-180, 2), (-175, 3)])),
        (box(170, 0, 180 + 1e-12, 1), box(170, 0, 180, 1)),
        (box(180 - 1e-12, 0, 190, 1), box(-180, 0, -170, 1)),
        # There and back: an overlay would count the way once.
        (
            LineString([(170, 0), (190, 0), (170, 0)]),
            MultiLineString(
                [[(170, 0), (180, 0)], [(-180, 0), (-170, 0), (-180, 0)], [(180, 0), (170, 0)]]
            ),
        ),
        (Point(190, 5), Point(-170, 5)),
        (Point(-180, 5), Point(-180, 5)),
        (shapely.MultiPoint([(190, 5), (20, 5)]), shapely.MultiPoint([(-170, 5), (20, 5)])),
        (MultiPolygon([box(0, 0, 1, 1), box(365, 0, 366, 1)]),
         MultiPolygon([box(0, 0, 1, 1), box(5, 0, 6, 1)])),
        (
            shapely.GeometryCollection([Point(200, 0), box(350, 0, 351, 1)]),
            shapely.GeometryCollection([Point(-160, 0), box(-10, 0, -9, 1)]),
        ),
    ],
    ids=lambda geometry: geometry.wkt[:40],
)  # fmt: skip
def test_cuts_are_those_of_geojson(geometry: BaseGeometry, expected: BaseGeometry) -> None:
    cut = antimeridian.cut_at_antimeridian(geometry)
    assert cut.geom_type == expected.geom_type
    assert cut.normalize().equals_exact(expected.normalize(), 1e-9)


def test_what_lies_at_home_is_left_alone() -> None:
    for geometry in (box(-180, -90, 180, 90), Point(180, 0), Polygon(), LineString()):
        assert antimeridian.cut_at_antimeridian(geometry) is geometry


@given(boxes(widest=359), degrees(-540, 540))
def test_a_window_shows_every_place_once(polygon: Polygon, west: float) -> None:
    shifted = antimeridian.shift_into(polygon, west)
    window = box(west, -90, west + 360, 90)
    assert (shifted & window).area == pytest.approx(polygon.area, rel=1e-9)
    # The same places: turned back, they are the polygon's own.
    there, here = map(antimeridian.cut_at_antimeridian, (shifted & window, polygon))
    assert shapely.union_all([there]).symmetric_difference(here).area < 1e-6


@given(long_lines(), degrees(-540, 540))
def test_the_centre_of_a_line_lies_in_the_window(line: LineString, west: float) -> None:
    shifted = antimeridian.shift_into(line, west)
    centres = [
        (part.bounds[0] + part.bounds[2]) / 2 for part in getattr(shifted, "geoms", [shifted])
    ]
    assert any(west - 1e-9 <= centre <= west + 360 + 1e-9 for centre in centres)
    assert all(part.length == pytest.approx(line.length) for part in shapely.get_parts(shifted))


@given(positions(), degrees(-540, 540))
def test_a_point_appears_once(position: Position, west: float) -> None:
    shifted = antimeridian.shift_into(Point(position), west)
    assert west <= shifted.x + 1e-9
    assert shifted.x < west + 360
    assert (shifted.x - position[0]) % 360 == pytest.approx(0, abs=1e-9) or (
        shifted.x - position[0]
    ) % 360 == pytest.approx(360)


def test_the_halves_of_a_country_meet_and_what_sticks_out_comes_back() -> None:
    # As Russia is: cut at the antimeridian in the atlas, whole in a window from 30° W.
    russia = MultiPolygon([box(30, 50, 180, 70), box(-180, 62, -170, 70)])
    whole = antimeridian.shift_into(russia, -30)
    assert whole.geom_type == "Polygon"
    assert whole.bounds == (30, 50, 190, 70)
    # In one from 60° E, what lies west of it comes back in the east.
    copies = antimeridian.shift_into(russia, 60)
    assert copies.bounds == (30, 50, 540, 70)
    assert (copies & box(60, -90, 420, 90)).area == pytest.approx(russia.area)
    # A continent around a pole fills the window from edge to edge.
    assert antimeridian.shift_into(box(-180, -90, 180, -65), -30).bounds == (-180, -90, 540, -65)
