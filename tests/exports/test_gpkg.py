"""A GeoPackage has a table for each layer and kind of geometry, and is the same each time."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING

import pyogrio

from geo import load_story
from map_app import export
from tests.exports.reading import (
    BUNDLED,
    read_tables,
)
from tests.stories import FEATURES, STORY, write_story

if TYPE_CHECKING:
    from pathlib import Path


def test_geopackage_has_a_table_for_each_layer_and_kind_of_geometry(exported: Path) -> None:
    names = [name for name, _ in pyogrio.list_layers(exported / "vrae.gpkg")]
    layers = [layer.id for layer in BUNDLED.layers if layer.id != "markets"]
    markets = ["markets_point", "markets_line", "markets_line_bands"]
    soft = {f"{name}_bands" for name in ("corridor", "valley", "airstrips", "shadow-of-2001")}
    assert set(names) == {*layers, *soft, *markets, "claims", "layer_styles"}


def test_geopackage_is_sound_and_its_date_is_not_that_of_today(exported: Path) -> None:
    with sqlite3.connect(exported / "vrae.gpkg") as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        dates = database.execute("SELECT DISTINCT last_change FROM gpkg_contents").fetchall()
    database.close()
    assert dates == [("2000-01-01T00:00:00.000Z",)]
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_a_layer_called_claims_does_not_hide_the_claims(tmp_path: Path) -> None:
    story = load_story(
        write_story(
            tmp_path,
            story=STORY.replace('id = "places"', 'id = "claims"'),
            features=FEATURES.replace('layer = "places"', 'layer = "claims"'),
        )
    )
    export(story, tmp_path / "out", ["gpkg"])
    tables = read_tables(tmp_path / "out" / "small.gpkg")
    assert tables["claims"]["id"].tolist() == ["P01.1", "X01"]
    assert tables["claims_point"]["id"].tolist() == ["lima"]
