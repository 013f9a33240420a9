"""Every shape of any story is drawn soundly, or refused by name."""

from __future__ import annotations

from typing import Any

import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geo import geodesy
from geo.drawing import Drawing, DrawingError, draw
from geo.kinds.circle import Circle
from geo.kinds.corridor import Corridor
from geo.kinds.country import Country
from geo.kinds.place import Place
from geo.kinds.route import Route
from geo.kinds.valley import Valley
from geo.kinds.zone import Zone
from geo.model import Feature, Story
from geo.words import Text
from map_app.text import say_note


def story_of(**shapes: Any) -> Story:  # noqa: ANN401 - any shape
    """A story of nothing but shapes, past its rules."""
    features = tuple(
        Feature.model_construct(
            id=name,
            layer="all",
            name=Text(en=name, es=name),
            shape=shape,
            precision="place",
            claims=(),
        )
        for name, shape in shapes.items()
    )
    fields: dict[str, Any] = {"features": features}
    return Story.model_construct(**fields)


def at(lon: float, lat: float) -> Place:
    return Place(kind="place", position=(lon, lat), source="X01")


@settings(deadline=None)
@given(st.floats(0.05, 170), st.floats(-60, 60))
def test_route_of_any_length_is_one_line(east: float, lat: float) -> None:
    route = Route(kind="route", start="a", to="b")
    drawn = draw(story_of(a=at(0, lat), b=at(round(east, 2), lat), r=route))["r"]
    line = shapely.line_merge(shapely.union_all([band.geometry for band in drawn.bands]))
    assert line.geom_type == "LineString"
    assert "for want of a place" not in say_note(drawn.note, "en")
    assert all(band.strength == 1 for band in drawn.bands)


def test_route_from_a_country_says_that_it_starts_nowhere_in_particular() -> None:
    shapes = {
        "peru": Country(kind="country", iso3="PER"),
        "lima": Place(kind="place", city="London", country="GBR"),
        "r": Route(kind="route", start="peru", to="lima"),
    }
    drawn = draw(story_of(**shapes))["r"]
    assert "the middle of peru, for want of a place" in say_note(drawn.note, "en")
    assert drawn.bands[0].strength < 1


def test_corridor_across_the_antimeridian_reaches_its_end() -> None:
    shapes = {
        "fiji": Country(kind="country", iso3="FJI"),
        "nz": Country(kind="country", iso3="NZL"),
        "c": Corridor(
            kind="corridor", start="fiji", into="nz", widths_km=(50, 90), countries=("FJI", "NZL")
        ),
    }
    drawn = draw(story_of(**shapes))["c"]
    assert drawn.geometry.intersects(shapely.box(166, -48, 179, -34))


def test_zone_without_a_limit_is_all_of_its_valley() -> None:
    valley = Valley(
        kind="valley", rivers=("Ene",), start=(-74.0, -12.2), end=(-74.2, -11.3), half_width_km=15
    )
    drawn = draw(story_of(v=valley, z=Zone(kind="zone", of="v")))
    assert drawn["z"].bands == drawn["v"].bands
    assert drawn["z"].feature.shape.look == "zone"
    assert "all of “v”" in say_note(drawn["z"].note, "en")


@settings(deadline=None, max_examples=20)
@given(st.floats(-179, 179), st.floats(-60, 60), st.floats(20, 1_500))
def test_circle_is_soft_inwards_and_round(lon: float, lat: float, radius_km: float) -> None:
    centre = (round(lon, 1), round(lat, 1))
    shape = Circle(kind="circle", centre=centre, radius_km=radius_km, source="X01")
    bands = draw(story_of(c=shape))["c"].bands
    strengths = [band.strength for band in bands]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[0] == 1
    assert strengths[-1] <= 0.1
    # Nothing lies beyond the radius, and no vertex of the rim is off it by what an eye sees.
    rim = shapely.get_coordinates(shapely.union_all([band.geometry for band in bands]).exterior)
    for at in rim:
        away_km = geodesy.length_m(geodesy.great_circle(centre, tuple(at))) / 1_000
        assert away_km == pytest.approx(radius_km, rel=0.03)


@settings(deadline=None, max_examples=20)
@given(st.floats(30, 400), st.floats(200, 900))
def test_corridor_fades_to_its_sides_and_inside_its_destination(narrow: float, wide: float) -> None:
    shapes = {
        "peru": Country(kind="country", iso3="PER"),
        "bolivia": Country(kind="country", iso3="BOL"),
        "c": Corridor(
            kind="corridor",
            start="peru",
            into="bolivia",
            widths_km=(narrow, wide),
            countries=("PER", "BOL"),
        ),
    }
    bands = draw(story_of(**shapes))["c"].bands
    strengths = [band.strength for band in bands]
    assert strengths == sorted(strengths, reverse=True)
    assert len(strengths) > 4
    within = shapely.Polygon()
    for band in bands:
        assert band.geometry.is_valid
        assert shapely.area(band.geometry & within) == pytest.approx(0, abs=1e-9)
        within |= band.geometry
    # It is one, but for what lies beyond a bay of the coast that it is kept to.
    parts = shapely.area(shapely.get_parts(within))
    assert parts.max() > 0.98 * parts.sum()


def test_everything_that_cannot_be_drawn_is_named_at_once() -> None:
    shapes = {
        "typo": Place(kind="place", city="Limma", country="PER"),
        "pole": Circle(kind="circle", centre=(0, 89.9), radius_km=500, source="X01"),
        "france": Country(kind="country", iso3="FRA"),
        "peru": Country(kind="country", iso3="PER"),
        "far": Corridor(
            kind="corridor", start="peru", into="france", widths_km=(50, 90), countries=("BOL",)
        ),
        "same": Route(kind="route", start="a", to="a"),
        "a": at(1, 1),
    }
    with pytest.raises(DrawingError) as caught:
        draw(story_of(**shapes))
    assert [problem.item for problem in caught.value.problems] == ["typo", "pole", "far", "same"]
    assert "Lima" in str(caught.value)


def test_a_drawing_says_in_one_line_what_it_is_and_how_it_was_drawn(
    drawings: dict[str, Drawing],
) -> None:
    assert repr(drawings["lima"]) == "<Drawing lima, Point: place>"
    valley = "valley, half_width_km 20, area_km2 12000, rim_km 10"
    assert repr(drawings["vrae"]) == f"<Drawing vrae, Polygon: {valley}>"
