"""The files of the atlas are what `datasets.toml` says they are."""

from __future__ import annotations

import json
import tomllib
from hashlib import sha256
from importlib.resources import files
from typing import Any

import pytest
import shapely

from geo import atlas

FOLDER = files("geo") / "data" / "atlas"
DATASETS = tomllib.loads((FOLDER / "datasets.toml").read_text("utf-8"))
VECTORS = {name: facts for name, facts in DATASETS.items() if "rows" in facts}
PICTURES = {name: facts for name, facts in DATASETS.items() if "rows" not in facts}
WORDS = ("file", "source", "path", "licence", "credit", "address", "made", "input_sha256")


def read_features(name: str) -> list[dict[str, Any]]:
    collection = json.loads((FOLDER / DATASETS[name]["file"]).read_text("utf-8"))
    assert set(collection) == {"type", "features"}, "RFC 7946 forbids a crs"
    assert collection["type"] == "FeatureCollection"
    return list(collection["features"])


def test_every_file_of_the_folder_is_listed() -> None:
    listed = {facts["file"] for facts in DATASETS.values()}
    assert {path.name for path in FOLDER.iterdir()} == {*listed, "datasets.toml"}


@pytest.mark.parametrize("name", DATASETS)
def test_says_where_it_comes_from_and_under_what_terms(name: str) -> None:
    facts = DATASETS[name]
    assert all(facts[word].strip() for word in WORDS)
    assert set(facts["title"]) == {"en", "es"}
    assert all(title.strip() for title in facts["title"].values())
    assert atlas.datasets()[name].credit == DATASETS[name]["credit"]


@pytest.mark.parametrize("name", DATASETS)
def test_is_the_file_that_was_listed(name: str) -> None:
    data = (FOLDER / DATASETS[name]["file"]).read_bytes()
    assert len(data) == DATASETS[name]["bytes"]
    assert sha256(data).hexdigest() == DATASETS[name]["sha256"]


@pytest.mark.parametrize("name", VECTORS)
def test_features_are_identified_and_counted(name: str) -> None:
    features = read_features(name)
    assert len(features) == DATASETS[name]["rows"]
    assert len({feature["id"] for feature in features}) == len(features)
    assert all(
        set(feature) == {"type", "id", "properties", "geometry"} and feature["type"] == "Feature"
        for feature in features
    )


@pytest.mark.parametrize("name", VECTORS)
def test_geometries_are_valid_and_on_the_globe(name: str) -> None:
    geometries = [shapely.from_geojson(json.dumps(row["geometry"])) for row in read_features(name)]
    assert shapely.is_valid(geometries).all()
    assert not shapely.is_empty(geometries).any()
    west, south, east, north = shapely.total_bounds(geometries)
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90
    # RFC 7946: exterior rings run counterclockwise. Their signed area says which way they do.
    areas = [part for part in shapely.get_parts(geometries) if part.geom_type == "Polygon"]
    assert shapely.is_ccw(shapely.get_exterior_ring(areas)).all()


@pytest.mark.parametrize("name", VECTORS)
def test_bilingual_or_nameless(name: str) -> None:
    for feature in read_features(name):
        properties = feature["properties"]
        assert not properties or (properties["name_en"].strip() and properties["name_es"].strip())


@pytest.mark.parametrize("name", PICTURES)
def test_pictures_have_the_shape_of_their_bounds(name: str) -> None:
    facts = DATASETS[name]
    assert (FOLDER / facts["file"]).read_bytes()[8:12] == b"WEBP"
    west, south, east, north = facts["bounds"]
    assert -180 <= west < east <= 180
    assert -86 < south < north < 86
