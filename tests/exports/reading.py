"""Reads what was exported, as GDAL, pyarrow and spreadsheets do."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pyogrio
import pytest

from geo import load_story

ROOT = Path(__file__).parents[2]
KML = {"k": "http://www.opengis.net/kml/2.2"}
BUNDLED = load_story()
FILES = {
    "geojson": ["vrae.geojson", "vrae-bands.geojson"],
    "gpkg": ["vrae.gpkg"],
    "kml": ["vrae.kml"],
    "csv": ["vrae-features.csv", "vrae-bands.csv"],
    "parquet": ["vrae.parquet", "vrae-bands.parquet", "vrae-claims.parquet"],
    "lpf": ["vrae.lpf.json"],
}
ALL = [*(name for names in FILES.values() for name in names), "vrae-claims.csv"]
features = pytest.mark.parametrize("name", [feature.id for feature in BUNDLED.features])
stories = pytest.mark.parametrize("folder", ["plain", "hostile"], indirect=True)


def read_json(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text("utf-8")))


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def read_tables(path: Path) -> dict[str, gpd.GeoDataFrame]:
    return {name: pyogrio.read_dataframe(path, layer=name) for name, _ in pyogrio.list_layers(path)}


def read_features(path: Path) -> gpd.GeoDataFrame:
    """All features of any of the files, by id, as GDAL or pyarrow reads them."""
    read = read_all(path)
    return read[read["strength"].isna()] if "strength" in read else read


def read_bands(path: Path) -> gpd.GeoDataFrame:
    """All bands of any of the files, by id; beside most formats they have a file of their own."""
    beside = path.with_name(f"vrae-bands{path.suffix}")
    read = read_all(beside if beside.exists() else path)
    read["strength"] = read["strength"].astype(float)
    return read[read["strength"].notna()]


def read_all(path: Path) -> gpd.GeoDataFrame:
    if path.suffix == ".parquet":
        return gpd.read_parquet(path)
    if path.suffix == ".gpkg":
        tables = [table for table in read_tables(path).values() if "geometry" in table]
    elif path.suffix == ".kml":
        layers = [name for name, _ in pyogrio.list_layers(path)]
        tables = [pyogrio.read_dataframe(path, layer=name) for name in layers]
    else:
        tables = [pyogrio.read_dataframe(path)]
    together = gpd.GeoDataFrame(pd.concat(tables, ignore_index=True))
    if path.name.endswith(".lpf.json"):
        together.geometry = together.geometry.map(lambda several: several.geoms[0])
    return together.set_index("id")


GEOGRAPHIC = [name for name in ALL if "-claims" not in name and "-bands" not in name]
FADING = [name for name in GEOGRAPHIC if name != "vrae.lpf.json"]
