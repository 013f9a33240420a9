"""What the page is given: plain data, in one window of the world."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from map_app.page.island import is_shown, show
from tests.page.test_pack import unpack

if TYPE_CHECKING:
    from geo.drawing import Drawing
    from geo.model import Story


@pytest.fixture(scope="module")
def plain(story: Story, drawings: dict[str, Drawing]) -> dict[str, Any]:
    return show(story, drawings, "en")


@pytest.fixture(scope="module")
def features(plain: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {feature["id"]: feature for feature in plain["features"]}


def test_it_is_plain(plain: dict[str, Any]) -> None:
    assert json.loads(json.dumps(plain))["language"] == "en"


def test_window_is_one_turn_around_what_is_drawn(
    plain: dict[str, Any], features: dict[str, dict[str, Any]]
) -> None:
    west = plain["view"]["west"]
    for feature in features.values():
        left, _, right, _ = feature["bounds"]
        if feature["look"] != "country":
            assert west < left <= right < west + 360


@pytest.mark.parametrize("city", ["rio", "tokyo", "london", "moscow"])
def test_each_route_ends_on_its_city(features: dict[str, dict[str, Any]], city: str) -> None:
    route = features[f"route-{city}"]
    (line,) = unpack(route["outline"])
    lon, lat = (value / 10 ** route["decimals"] for value in line[-1])
    assert [lon, lat] == pytest.approx(features[city]["at"], abs=0.001)


def test_corridor_is_laid_in_ever_wider_bands(features: dict[str, dict[str, Any]]) -> None:
    bands = features["corridor"]["bands"]
    assert len(bands) > 4
    points = [sum(map(len, unpack(band["lines"]))) for band in bands]
    assert points[0] > points[-1]
    assert all(0 < band["opacity"] <= 1 for band in bands)


def test_opacities_add_up_to_the_strength_of_each_band(
    features: dict[str, dict[str, Any]], drawings: dict[str, Drawing]
) -> None:
    from map_app.style import LOOKS  # noqa: PLC0415

    fill = LOOKS["corridor"].fill_opacity
    strengths = sorted({band.strength for band in drawings["corridor"].bands})
    through = 1.0
    for band, strength in zip(features["corridor"]["bands"], strengths, strict=True):
        through *= 1 - fill * band["opacity"]
        assert 1 - through == pytest.approx(fill * strength, abs=0.01)


def test_routes_and_what_has_no_place_of_its_own_are_not_named_as_places(
    features: dict[str, dict[str, Any]],
) -> None:
    assert "label" not in features["airstrips-remote"]
    assert features["route-rio"]["label"]["en"] == "towards Rio"


def test_layers_shown_at_first(story: Story) -> None:
    shown = {layer.id for layer in story.layers if is_shown(story, layer.id)}
    assert shown == {"countries", "valley", "airstrips", "corridor", "markets", "capitals"}


def test_every_data_set_is_credited(plain: dict[str, Any]) -> None:
    assert all(item["credit"] and item["licence"] for item in plain["data"])
    assert len(plain["data"]) == 7
