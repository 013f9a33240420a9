"""The reference geography holds together, and says so when it lacks something."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
import shapely
from shapely.ops import substring

from geo import atlas, geodesy

if TYPE_CHECKING:
    from collections.abc import Callable

SOUTH_AMERICA = frozenset(
    ["ARG", "BOL", "BRA", "CHL", "COL", "ECU", "GUY", "PER", "PRY", "SUR", "URY", "VEN"]
)
PAMPAS = (-73.22, -13.42)
PERENE = (-74.256, -11.152)


def join(*names: str) -> shapely.LineString:
    return shapely.line_merge(shapely.union_all([atlas.river(name).geometry for name in names]))


def test_countries_are_one_coverage() -> None:
    geometries = [country.geometry for country in atlas.countries().values()]
    assert shapely.coverage_is_valid(geometries)


def test_no_bar_crosses_the_map() -> None:
    rings = shapely.get_rings([country.geometry for country in atlas.countries().values()])
    west, _, east, _ = shapely.bounds(rings).T
    assert (east - west).max() < 180
    # A bar is one long edge; the longest of a border, between Chad and Libya, spans 8 degrees.
    steps = [abs(b[0] - a[0]) for ring in rings for a, b in pairwise(ring.coords)]
    assert max(steps) < 20


def test_russia_is_cut_at_the_antimeridian() -> None:
    west, _, east, _ = atlas.country("RUS").geometry.bounds
    assert (west, east) == (-180, 180)


@pytest.mark.parametrize(
    ("iso3", "area_km2"),
    [
        # The commonly given areas. Natural Earth's outlines, measured on the ellipsoid, come within
        # 0.4 % of Peru's and 1.1 % of Bolivia's.
        ("PER", 1_285_216),
        ("BOL", 1_098_581),
    ],
)
def test_area_is_that_of_the_country(iso3: str, area_km2: float) -> None:
    assert geodesy.area_km2(atlas.country(iso3).geometry) == pytest.approx(area_km2, rel=0.012)


@pytest.mark.parametrize(
    ("one", "other", "at_least_deg"),
    [
        ("PER", "BOL", 5),
        ("COL", "PAN", 1),
        ("BRA", "FRA", 2),
        ("SUR", "FRA", 2),
        ("USA", "CAN", 50),
    ],
)
def test_neighbours_share_every_vertex_of_their_border(
    one: str, other: str, at_least_deg: float
) -> None:
    border = shapely.intersection(
        *(shapely.boundary(atlas.country(iso3).geometry) for iso3 in (one, other))
    )
    assert border.length > at_least_deg
    vertices = {
        iso3: set(map(tuple, shapely.get_coordinates(atlas.country(iso3).geometry)))
        for iso3 in (one, other)
    }
    assert set(map(tuple, shapely.get_coordinates(border))) <= vertices[one] & vertices[other]


def test_labels_lie_inside() -> None:
    for country in atlas.countries().values():
        assert country.geometry.contains(shapely.Point(country.label)), country.iso3


def test_south_america_is_fine() -> None:
    fine = {country.iso3 for country in atlas.countries().values() if country.fine}
    assert fine == SOUTH_AMERICA


def test_antarctica_is_left_out() -> None:
    assert "ATA" not in atlas.countries()
    assert min(country.geometry.bounds[1] for country in atlas.countries().values()) > -60


@pytest.mark.parametrize(
    ("name", "iso3", "spanish"),
    [
        ("Lima", "PER", "Lima"),
        ("La Paz", "BOL", "La Paz"),
        ("Washington", "USA", "Washington"),
        ("Rio de Janeiro", "BRA", "Río de Janeiro"),
        ("Tokyo", "JPN", "Tokio"),
        ("London", "GBR", "Londres"),
        ("Moscow", "RUS", "Moscú"),
        ("Iquitos", "PER", "Iquitos"),
        ("Cusco", "PER", "Cusco"),
        ("Ayacucho", "PER", "Ayacucho"),
    ],
)
def test_cities_lie_in_their_countries(name: str, iso3: str, spanish: str) -> None:
    city = atlas.city(name, iso3)
    assert city.name["es"] == spanish
    # A harbour may lie off a coast that was simplified by 0.2 degrees.
    assert atlas.country(iso3).geometry.distance(shapely.Point(city.lon, city.lat)) < 0.2


def test_lima_is_in_peru() -> None:
    lima = atlas.city("Lima", "PER")
    assert lima.capital
    assert atlas.country("PER").geometry.contains(shapely.Point(lima.lon, lima.lat))


@pytest.mark.parametrize(
    ("name", "one", "other"), [("London", "GBR", "CAN"), ("Hyderabad", "IND", "PAK")]
)
def test_namesakes_are_told_apart_by_country(name: str, one: str, other: str) -> None:
    assert abs(atlas.city(name, one).lon - atlas.city(name, other).lon) > 5


def test_the_axis_of_the_valley_is_as_long_as_its_source() -> None:
    line = join("Apurímac", "Ene")
    axis = substring(line, *(line.project(shapely.Point(end)) for end in (PAMPAS, PERENE)))
    assert geodesy.length_m(axis) == pytest.approx(313_700, abs=1_000)


def test_reaches_follow_one_another() -> None:
    reaches = [atlas.river(name).geometry for name in ("Apurímac", "Ene", "Tambo", "Ucayali")]
    for upper, lower in pairwise(reaches):
        assert upper.coords[-1] == lower.coords[0]


def test_titicaca_lies_between_peru_and_bolivia() -> None:
    (lake,) = atlas.lakes()
    assert all(lake.intersects(atlas.country(iso3).geometry) for iso3 in ("PER", "BOL"))
    assert geodesy.area_km2(lake) == pytest.approx(8_372, rel=0.1)


def test_department_lines_lie_in_peru_and_bolivia() -> None:
    land = shapely.union_all([atlas.country(iso3).geometry for iso3 in ("PER", "BOL")])
    assert shapely.buffer(land, 0.05).contains(shapely.union_all(atlas.departments()))


def test_the_world_comes_before_the_region() -> None:
    assert [relief.name for relief in atlas.relief()] == ["relief_world", "relief_region"]


@pytest.mark.parametrize(
    ("ask", "near"),
    [
        (lambda: atlas.country("PRE"), "'PRE'; did you mean .*PRY"),
        (lambda: atlas.country("Peru"), r"'Peru'; did you mean PER \(Peru\)"),
        (lambda: atlas.country("123"), "'123' in the atlas"),
        (lambda: atlas.river("Apurimac"), "'Apurimac'; did you mean Apurímac"),
        (lambda: atlas.city("Tokio", "JPN"), r"'Tokio' in 'JPN'; did you mean Tokyo \(JPN\)"),
        (lambda: atlas.city("London", "PER"), r"'London' in 'PER'; .*London \(GBR\)"),
    ],
)
def test_says_what_it_lacks_and_what_comes_near(ask: Callable[[], object], near: str) -> None:
    with pytest.raises(atlas.AtlasError, match=near):
        ask()
