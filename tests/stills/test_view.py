"""A part of the world as a flat picture: its scale, its edges and its paths."""

from __future__ import annotations

import pytest
import shapely

from geo import geodesy
from map_app.stills.view import View, to_path

VIEWS = [
    View.of((-77, -18, -64, -11), -271, (1152, 640), 16),
    View.of((-250, -30, 60, 60), -271, (1152, 640), 40),
    View.of((10, 59, 20, 66), -180, (600, 500), 16),
]


@pytest.mark.parametrize("view", VIEWS)
def test_scale_bar_is_true_in_the_middle(view: View) -> None:
    km, length = view.measure_bar(140)
    assert 40 <= length <= 140
    # A tenth of the bar, so that the shortest way is the parallel's.
    middle = view.west + (view.left + view.width / 2) * 360 / view.world
    lons = [middle + side * length * 360 / view.world / 20 for side in (-1, 1)]
    line = shapely.LineString([(lon, view.latitude) for lon in lons])
    assert geodesy.length_m(line) / 100 == pytest.approx(km, rel=0.002)


@pytest.mark.parametrize("view", VIEWS)
def test_view_stays_within_the_world(view: View) -> None:
    assert 0 <= view.left <= view.world - view.width
    assert 0 <= view.top <= view.world - view.height


def test_sea_lies_above_and_below_a_world_that_is_less_high() -> None:
    view = View.of((-250, -30, 60, 60), -271, (652, 1300), 40)
    assert view.world < view.height
    assert view.world - view.height <= view.top < 0
    assert view.project([(-271, 85.0511)])[0][1] >= 0


def test_a_world_less_wide_than_the_frame_narrows_the_view() -> None:
    view = View.of((-250, -30, 60, 60), -271, (2352, 280), 40)
    assert view.width == view.world < 2352
    assert view.left == 0


def test_view_holds_its_bounds_and_keeps_some_room() -> None:
    points = VIEWS[0].project([(-77, -18), (-64, -11)])
    assert (points >= 15.99).all()
    assert (points <= (1152 - 15.99, 640 - 15.99)).all()


def test_areas_are_cut_outside_the_view_and_keep_their_holes() -> None:
    view = View.of((-1, -1, 1, 1), -180, (500, 500), 16)
    parts = view.clip([shapely.box(-9, -9, 9, 9) - shapely.box(-0.5, -0.5, 0.5, 0.5)])
    assert [part.area for part in parts] == pytest.approx([548**2, parts[1].area])
    assert to_path(parts, 0).count("z") == 2


def test_paths_are_relative_and_closed() -> None:
    assert to_path([shapely.box(1, 2, 4, 6)], 0) == "M4 2l0 4-3 0 0-4z"
    assert to_path([shapely.LineString([(0, 0), (1.04, 0), (5.5, -2)])], 1)[:3] == "M0 "
    assert to_path([shapely.box(0, 0, 0.1, 0.1)], 0) == ""
