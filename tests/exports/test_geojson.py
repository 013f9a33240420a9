"""GeoJSON and Linked Places keep what a feature rests on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import shapely

from geo import load_story
from geo.records import CERTAINTY
from map_app import export
from tests.exports.reading import (
    BUNDLED,
    features,
    read_json,
)
from tests.stories import CLAIMS, write_story

if TYPE_CHECKING:
    from pathlib import Path


def test_outer_rings_run_counterclockwise(exported: Path) -> None:
    collection = read_json(exported / "vrae.geojson")
    assert "crs" not in collection
    parts = [
        part
        for feature in collection["features"]
        for part in shapely.get_parts(shapely.from_geojson(json.dumps(feature["geometry"])))
        if part.geom_type == "Polygon"
    ]
    assert shapely.is_ccw(shapely.get_exterior_ring(parts)).all()


@features
def test_geojson_keeps_ids_lists_and_what_is_missing(name: str, exported: Path) -> None:
    collection = read_json(exported / "vrae.geojson")
    (feature,) = (item for item in collection["features"] if item["id"] == name)
    assert feature["properties"]["claims"] == list(BUNDLED.feature[name].claims)
    assert feature["properties"]["verbatimLocality"] is None


def test_geojson_alone_leads_back_to_the_words(exported: Path) -> None:
    collection = read_json(exported / "vrae.geojson")
    assert collection["article"]["sha256"] == BUNDLED.article.sha256
    assert collection["article"]["address"] == BUNDLED.article.address
    assert collection["authors"] == list(BUNDLED.authors)
    assert collection["licence"] == BUNDLED.licence.model_dump()
    claims = {claim["id"]: claim for claim in collection["claims"]}
    assert list(claims) == [claim.id for claim in BUNDLED.claims]
    for item in collection["features"]:
        assert set(item["properties"]["claims"]) <= set(claims)
    assert [item["title"]["en"] for item in collection["data"]] == ["Countries", "Rivers", "Cities"]


@features
def test_linked_places_cites_what_a_feature_rests_on(name: str, exported: Path) -> None:
    collection = read_json(exported / "vrae.lpf.json")
    (place,) = (item for item in collection["features"] if item["@id"] == f"#{name}")
    feature = BUNDLED.feature[name]
    claims = [BUNDLED.claim[claim] for claim in feature.claims]
    assert place["properties"]["title"] == feature.name["en"]
    assert [item["toponym"] for item in place["names"]] == [feature.name["en"], feature.name["es"]]
    assert place["names"][0]["citations"][0]["@id"] == BUNDLED.article.address
    (geometry,) = place["geometry"]["geometries"]
    assert geometry["certainty"] == CERTAINTY[feature.precision]
    assert {"type": "subjectOf", "identifier": BUNDLED.article.address} in place["links"]
    assert len(place["descriptions"]) == 2 * len(claims)
    assert all(item["value"] and item["voice"] for item in place["descriptions"])
    for claim in claims:
        (told,) = (d for d in place["descriptions"] if (d["claim"], d["lang"]) == (claim.id, "es"))
        assert told.get("later") == (claim.later["es"] if claim.later else None)
        assert [basis["claim"] for basis in told.get("rests_on", [])] == list(claim.rests_on)
        seen = {item.address for other in claim.see for item in BUNDLED.claim[other].sources}
        assert set(told.get("later_sources", [])) == seen
    spans = place.get("when", {}).get("timespans", [])
    assert len(spans) == len({claim.when for claim in claims if claim.when})
    assert all(span["start"]["in"] for span in spans)


def test_an_interval_has_a_start_and_an_end(tmp_path: Path) -> None:
    claims = CLAIMS.replace('quote = "it', 'when = "2012~/2015-02"\nquote = "it')
    export(load_story(write_story(tmp_path, claims=claims)), tmp_path / "out", ["lpf"])
    (place,) = read_json(tmp_path / "out" / "small.lpf.json")["features"]
    assert place["when"]["timespans"] == [{"start": {"in": "2012~"}, "end": {"in": "2015-02"}}]
