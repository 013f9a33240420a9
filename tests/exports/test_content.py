"""What is exported says what the story says, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pandas as pd
import pyogrio
import pytest

from geo import load_story
from geo.kinds.circle import Circle
from geo.records import CERTAINTY, say_speaker
from map_app import export
from map_app.exports.content import to_cell
from tests.exports.reading import (
    BUNDLED,
    KML,
    features,
    read_csv,
)
from tests.stories import FEATURES, write_story

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from geo.model import Story


@features
def test_a_table_says_no_more_than_the_story(
    name: str, story: Story, table: gpd.GeoDataFrame
) -> None:
    feature, row = story.feature[name], table.loc[name]
    assert row["layer"] == feature.layer
    assert row["certainty"] == CERTAINTY[feature.precision]
    assert row["georeferenceProtocol"] == row["note_en"]
    assert row["georeferenceSources"]
    assert pd.isna(row["verbatimLocality"])
    if isinstance(feature.shape, Circle):
        assert row["coordinateUncertaintyInMeters"] == feature.shape.radius_km * 1_000
    else:
        assert pd.isna(row["coordinateUncertaintyInMeters"])


@pytest.mark.parametrize("claim", BUNDLED.claims, ids=lambda claim: claim.id)
def test_each_claim_is_whole_in_the_sheet_and_in_the_geopackage(
    claim: Any,  # noqa: ANN401 - a claim
    exported: Path,
) -> None:
    sheet = {row["id"]: row for row in read_csv(exported / "vrae-claims.csv")}[claim.id]
    table = pyogrio.read_dataframe(exported / "vrae.gpkg", layer="claims").set_index("id")
    for row in (sheet, table.loc[claim.id]):
        assert row["voice"] == claim.voice
        assert row["says_en"] == claim.says["en"]
        assert row["says_es"] == claim.says["es"]
        assert to_cell(None if pd.isna(row["quote"]) else row["quote"]) == (claim.quote or "")
        assert row["sources"].count("http") == len(claim.sources)
        assert all(source.address in row["sources"] for source in claim.sources)
        assert len(row["figures_en"].split(" | ")) == max(1, len(claim.figures))
        assert to_cell(None if pd.isna(row["anchor"]) else row["anchor"]) == (claim.anchor or "")
        for name in claim.see:
            assert name in row["see"].split(" | ")
            seen = BUNDLED.claim[name].sources
            assert all(source.address in row["later_sources"] for source in seen)
    assert sheet["paragraph"] == str(claim.paragraph or "")
    assert sheet["when"] == (claim.when or "")
    assert sheet["speaker_en"] == (say_speaker(claim, "en") or "")
    assert sheet["later_es"] == (claim.later["es"] if claim.later else "")


def test_what_no_file_can_hold_is_left_out(tmp_path: Path) -> None:
    features = FEATURES.replace('name.en = "Lima"', 'name.en = "Li\\u0000m\\u0007a\\uFFFE"')
    export(load_story(write_story(tmp_path, features=features)), tmp_path / "out")
    root = ET.parse(tmp_path / "out" / "small.kml").getroot()  # noqa: S314 - our own
    assert root.findtext(".//k:Placemark/k:name", namespaces=KML) == "Lima"
    assert read_csv(tmp_path / "out" / "small-features.csv")[0]["name_en"] == "Lima"
    style = pyogrio.read_dataframe(tmp_path / "out" / "small.gpkg", layer="layer_styles")
    assert 'label="Lima"' in style["styleQML"][0]
