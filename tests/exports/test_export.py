"""What people carry off opens in their tools, whole, in the map's colours, and is only data."""

from __future__ import annotations

import csv
import html
import json
import re
import sqlite3
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import geopandas as gpd
import numpy as np
import pandas as pd
import pyarrow.parquet
import pyogrio
import pytest
import shapely
from click.testing import CliRunner, Result

from geo import draw, load_story
from geo.records import CERTAINTY
from geo.tables import to_bands, to_claims, to_tables
from map_app import export
from map_app.cli import main
from map_app.exports import FORMATS, ExportError
from map_app.exports.content import to_cell
from map_app.exports.documents import DOCUMENTS
from map_app.files import find_paint
from map_app.style import COLOURS, LOOKS
from tests.hostile import HOSTILE
from tests.stories import CLAIMS, FEATURES, STORY, write_story

if TYPE_CHECKING:
    from geo.model import Story
    from geo.shapes import Drawing

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
SHEETS = ["vrae-features.csv", "vrae-bands.csv", "vrae-claims.csv"]
# The claims go along, whatever the format.
BESIDE = ["vrae-claims.csv", *DOCUMENTS]
ALL = [*(name for names in FILES.values() for name in names), "vrae-claims.csv"]

features = pytest.mark.parametrize("name", [feature.id for feature in BUNDLED.features])
stories = pytest.mark.parametrize("folder", ["plain", "hostile"], indirect=True)


@pytest.fixture(scope="module")
def exported(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    export(story, folder)
    return folder


@pytest.fixture(scope="module")
def poisoned(hostile: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    export(hostile, folder)
    return folder


@pytest.fixture(scope="module")
def folder(request: pytest.FixtureRequest) -> Path:
    return Path(request.getfixturevalue({"plain": "exported"}.get(request.param, "poisoned")))


@pytest.fixture(scope="module")
def table(story: Story, drawings: dict[str, Drawing]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(pd.concat(to_tables(story, drawings).values()))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


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


@pytest.mark.parametrize("file", GEOGRAPHIC)
def test_every_feature_is_read_back_where_it_was_drawn(
    file: str, exported: Path, table: gpd.GeoDataFrame
) -> None:
    read = read_features(exported / file)
    assert set(read.index) == set(table.index)
    assert read.crs is None or read.crs == "EPSG:4326"
    for name, geometry in table.geometry.items():
        assert shapely.equals(shapely.normalize(read.geometry[name]), shapely.normalize(geometry))
    west, south, east, north = read.total_bounds
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90


@pytest.mark.parametrize("file", FADING)
def test_what_fades_is_read_back_in_its_bands(
    file: str, exported: Path, drawings: dict[str, Drawing]
) -> None:
    read, bands = read_bands(exported / file.replace("-features", "")), to_bands(drawings)
    assert set(read.index) == set(bands.index)
    for name, band in bands.iterrows():
        assert read["strength"][name] == band["strength"]
        assert read["feature"][name] == band["feature"]
        assert shapely.equals(
            shapely.normalize(read.geometry[name]), shapely.normalize(band.geometry)
        )


@features
def test_bands_make_up_what_fades(
    name: str, drawings: dict[str, Drawing], table: gpd.GeoDataFrame
) -> None:
    bands = to_bands(drawings)
    own = bands[bands["feature"] == name]
    strengths = {band.strength for band in drawings[name].bands}
    if len(strengths) == 1:
        assert own.empty
        return
    assert list(own["strength"]) == sorted(strengths, reverse=True)
    whole = table.geometry[name]
    assert shapely.union_all(own.geometry.to_numpy()).symmetric_difference(whole).area < 1e-9
    assert sum(shapely.area(own.geometry)) == pytest.approx(whole.area)
    assert sum(shapely.length(own.geometry)) == pytest.approx(whole.length) or whole.area
    coordinates = shapely.get_coordinates(own.geometry)
    assert np.array_equal(coordinates, coordinates.round(3))
    assert shapely.is_valid(own.geometry).all()


@features
def test_sources_are_named_so_that_they_can_be_found(name: str, table: gpd.GeoDataFrame) -> None:
    shape = BUNDLED.feature[name].shape
    for source in table["georeferenceSources"][name].split(" | "):
        if shape.rests_on:
            assert "http" in source
        else:
            assert "Natural Earth" in source
            assert re.search(r"; (npm|PyPI) \S+ [\d.]+; .*public domain", source)
    assert table["license"][name] == BUNDLED.licence.address


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
    if feature.shape.kind == "circle":
        assert row["coordinateUncertaintyInMeters"] == feature.shape.radius_km * 1_000
    else:
        assert pd.isna(row["coordinateUncertaintyInMeters"])


@features
def test_coordinates_have_the_decimals_of_the_atlas_at_most(
    name: str, table: gpd.GeoDataFrame
) -> None:
    coordinates = shapely.get_coordinates(table.geometry[name])
    assert np.array_equal(coordinates, coordinates.round(3))


def test_the_articles_own_words_for_a_place_are_kept(tmp_path: Path) -> None:
    claims = CLAIMS.replace("it happened here", "LIMA")
    story = load_story(write_story(tmp_path, claims=claims))
    assert to_tables(story, draw(story))["places"]["verbatimLocality"]["lima"] == "LIMA"


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


# The claims


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
    assert sheet["speaker_en"] == (claim.speaker["en"] if claim.speaker else "")
    assert sheet["later_es"] == (claim.later["es"] if claim.later else "")


def test_figures_are_said_as_the_article_qualifies_them(story: Story) -> None:
    claims = to_claims(story)
    assert claims["figures_en"]["P02.3"] == ["up to 150 tons a year"]
    assert claims["figures_es"]["P02.3"] == ["hasta 150 toneladas al año"]


# GeoPackage


@stories
def test_qgis_finds_a_style_for_each_table(folder: Path) -> None:
    path = folder / "vrae.gpkg"
    types = {name: kind for name, kind in pyogrio.list_layers(path) if kind}
    numbers = {"Point": "0", "LineString": "1", "Polygon": "2"}
    for name, kind in types.items():
        # The question that QGIS itself asks.
        where = f"f_table_schema='' AND f_table_name='{name}' AND f_geometry_column='geom'"
        found = pyogrio.read_dataframe(path, layer="layer_styles", where=where)
        assert found["useAsDefault"].tolist() == [True]
        style = ET.fromstring(found["styleQML"][0])  # noqa: S314 - our own
        assert style.tag == "qgis"
        assert style.findtext("layerGeometryType") == numbers[kind.removeprefix("Multi")]
        categories = style.findall(".//category")
        rows = pyogrio.read_dataframe(path, layer=name)
        ids = rows["feature" if name.endswith("_bands") else "id"]
        assert [category.get("value") for category in categories] == ids.unique().tolist()
        symbols = {symbol.get("name") for symbol in style.findall("./renderer-v2/symbols/symbol")}
        assert {category.get("symbol") for category in categories} == symbols


@features
def test_qgis_paints_a_feature_as_the_map_does(name: str, exported: Path) -> None:
    style = read_symbol(exported / "vrae.gpkg", name)
    paint = find_paint(BUNDLED.feature[name])
    line = ",".join(str(int(paint.line[at : at + 2], 16)) for at in (1, 3, 5))
    options = {(option.get("name"), option.get("value")) for option in style.iter("Option")}
    assert any(value and value.startswith(f"{line},") for _, value in options)
    if paint.dash:
        assert ("customdash", paint.dash.replace(" ", ";")) in options
    assert bool(paint.hatch) == (style.find("layer[@class='LinePatternFill']") is not None)
    assert bool(paint.blur) == (style.find(".//effect[@type='blur']") is not None)


@pytest.mark.parametrize("name", ["corridor", "markets_line"])
def test_qgis_lets_what_fades_fade(name: str, exported: Path) -> None:
    styles = pyogrio.read_dataframe(exported / "vrae.gpkg", layer="layer_styles")
    whole, bands = (
        ET.fromstring(styles.set_index("f_table_name")["styleQML"][table])  # noqa: S314 - our own
        for table in (name, f"{name}_bands")
    )
    # As QGIS writes it: an expression, in per cent, for the opacity of the whole symbol.
    for symbol in bands.findall("./renderer-v2/symbols/symbol"):
        alpha = symbol.find("./data_defined_properties/Option/Option/Option[@name='alpha']")
        assert alpha is not None
        assert {item.get("name"): (item.get("value"), item.get("type")) for item in alpha} == {
            "active": ("true", "bool"),
            "expression": ('100 * "strength"', "QString"),
            "type": ("3", "int"),
        }
        assert symbol.find(".//effect") is None
    assert bands.find("renderer-v2").get("attr") == "feature"  # type: ignore[union-attr]
    # What its bands paint is not painted over once more, whole.
    assert {item.get("render") for item in whole.iter("category")} == {"false"}
    assert {item.get("render") for item in bands.iter("category")} == {"true"}


def read_symbol(path: Path, feature: str) -> ET.Element:
    for qml in pyogrio.read_dataframe(path, layer="layer_styles")["styleQML"]:
        style = ET.fromstring(qml)  # noqa: S314 - our own
        for category in style.findall(".//category"):
            if category.get("value") == feature:
                symbol = style.find(
                    f"./renderer-v2/symbols/symbol[@name='{category.get('symbol')}']"
                )
                assert symbol is not None
                return symbol
    raise KeyError(feature)


def test_geopackage_has_a_table_for_each_layer_and_kind_of_geometry(exported: Path) -> None:
    names = [name for name, _ in pyogrio.list_layers(exported / "vrae.gpkg")]
    layers = [layer.id for layer in BUNDLED.layers if layer.id != "markets"]
    markets = ["markets_point", "markets_line", "markets_line_bands"]
    assert set(names) == {*layers, "corridor_bands", *markets, "claims", "layer_styles"}


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


# KML


@stories
def test_kml_has_a_folder_for_each_layer(folder: Path, story: Story) -> None:
    root = ET.parse(folder / "vrae.kml").getroot()  # noqa: S314 - our own
    found = [item.get("id") for item in root.findall("./k:Document/k:Folder", KML)]
    assert found == [f"layer-{layer.id}" for layer in story.layers]
    ids = [item.get("id") for item in root.iter() if item.get("id")]
    assert len(ids) == len(set(ids))


def test_kml_lets_what_fades_fade(exported: Path, drawings: dict[str, Drawing]) -> None:
    root = ET.parse(exported / "vrae.kml").getroot()  # noqa: S314 - our own
    for name in ("corridor", "route-tokyo"):
        whole = root.find(f".//k:Placemark[@id='{name}']", KML)
        assert whole is not None
        assert whole.findtext("k:visibility", namespaces=KML) == "0"
        opacities = []
        for band in root.findall(f".//k:Folder[@id='{name}_bands']/k:Placemark", KML):
            assert band.findtext("k:visibility", namespaces=KML) == "1"
            assert "paragraph" in (band.findtext("k:description", namespaces=KML) or "")
            address = band.findtext("k:styleUrl", namespaces=KML) or ""
            style = root.find(f".//k:Style[@id='{address.removeprefix('#')}']", KML)
            assert style is not None
            part = "k:PolyStyle" if name == "corridor" else "k:LineStyle"
            colour = style.findtext(f"{part}/k:color", namespaces=KML) or ""
            opacities.append(int(colour[:2], 16))
        strengths = sorted({band.strength for band in drawings[name].bands}, reverse=True)
        expected = [opacities[0] * strength for strength in strengths]
        assert opacities == pytest.approx(expected, abs=1)


@features
def test_kml_balloons_show_what_a_feature_rests_on(name: str, exported: Path) -> None:
    root = ET.parse(exported / "vrae.kml").getroot()  # noqa: S314 - our own
    told = root.findtext(f".//k:Placemark[@id='{name}']/k:description", namespaces=KML) or ""
    feature = BUNDLED.feature[name]
    assert f'<a href="{BUNDLED.article.address}">' in told
    for claim in (BUNDLED.claim[item] for item in {*feature.claims, *feature.shape.rests_on}):
        seen = [BUNDLED.claim[item] for item in claim.see]
        for source in (source for item in (claim, *seen) for source in item.sources):
            assert f'<a href="{html.escape(source.address)}">' in told
        assert html.escape(claim.quote or "") in told
        assert html.escape(claim.later["en"] if claim.later else "") in told


@features
def test_kml_paints_a_feature_as_the_map_does(name: str, exported: Path) -> None:
    root = ET.parse(exported / "vrae.kml").getroot()  # noqa: S314 - our own
    placemark = root.find(f".//k:Placemark[@id='{name}']", KML)
    assert placemark is not None
    assert placemark.findtext("k:name", namespaces=KML) == BUNDLED.feature[name].name["en"]
    description = placemark.findtext("k:description", namespaces=KML) or ""
    assert all(claim in description for claim in BUNDLED.feature[name].claims)
    address = placemark.findtext("k:styleUrl", namespaces=KML) or ""
    style = root.find(f".//k:Style[@id='{address.removeprefix('#')}']", KML)
    assert style is not None
    colour = style.findtext("k:LineStyle/k:color", namespaces=KML) or ""
    kind = BUNDLED.feature[name].shape.kind
    look = LOOKS["zone-within" if kind == "zone" else kind]
    expected = COLOURS[look.colour].light
    assert f"#{colour[6:8]}{colour[4:6]}{colour[2:4]}" == expected
    if look.dash:
        assert int(colour[:2], 16) < 255


TAGS = {tag for name in ("ul", "li", "p", "a") for tag in (name, f"/{name}")} | {"br"}


def test_kml_descriptions_hold_no_markup_of_a_story(poisoned: Path) -> None:
    root = ET.parse(poisoned / "vrae.kml").getroot()  # noqa: S314 - our own
    for description in root.iterfind(".//k:description", KML):
        text = description.text or ""
        assert "&lt;script&gt;" in text
        assert set(re.findall(r"<([^>]*)>", re.sub(r' href="[^"<>]*"', "", text))) <= TAGS


def test_kml_descriptions_fill_in_no_other_text(tmp_path: Path) -> None:
    claims = CLAIMS.replace("the capital.", "the $[name_es].")
    features = FEATURES.replace('name.es = "Lima"', 'name.es = "<img src=x>"')
    story = load_story(write_story(tmp_path, claims=claims, features=features))
    export(story, tmp_path / "out", ["kml"])
    text = (tmp_path / "out" / "small.kml").read_text("utf-8")
    assert "$[" not in text
    assert "&amp;#36;[name_es]" in text


# Sheets


FORMULAS = ["=A1+A1", "+A1", "-A1", "@SUM(A1)", "＝A1"]  # noqa: RUF001 - as spreadsheets take it


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str, tmp_path: Path) -> None:
    claims = CLAIMS.replace("Something happened in", f"{formula} in")
    claims = claims.replace("Algo pasó en", f"{formula} en")
    story = load_story(write_story(tmp_path, claims=claims))
    export(story, tmp_path / "out", ["csv"])
    said = read_csv(tmp_path / "out" / "small-claims.csv")[0]["says_en"]
    assert said == f"'{formula} in the capital."


def test_sheets_are_known_as_utf_8_by_spreadsheets(exported: Path) -> None:
    for name in SHEETS:
        assert (exported / name).read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_parquet_keeps_lists_and_types(exported: Path) -> None:
    table = pyarrow.parquet.read_table(exported / "vrae.parquet")
    assert json.loads(table.schema.metadata[b"geo"])["primary_column"] == "geometry"
    assert "list" in str(table.schema.field("claims").type)
    assert str(table.schema.field("coordinateUncertaintyInMeters").type) == "double"
    assert "string" in str(table.schema.field("verbatimLocality").type)
    claims = pyarrow.parquet.read_table(exported / "vrae-claims.parquet")
    assert claims["id"].to_pylist() == [claim.id for claim in BUNDLED.claims]
    assert claims["see"].to_pylist() == [list(claim.see) for claim in BUNDLED.claims]
    assert claims["anchor"].to_pylist() == [claim.anchor for claim in BUNDLED.claims]


# Linked Places


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
    spans = place.get("when", {}).get("timespans", [])
    assert len(spans) == len({claim.when for claim in claims if claim.when})
    assert all(span["start"]["in"] for span in spans)


def test_an_interval_has_a_start_and_an_end(tmp_path: Path) -> None:
    claims = CLAIMS.replace('quote = "it', 'when = "2012~/2015-02"\nquote = "it')
    export(load_story(write_story(tmp_path, claims=claims)), tmp_path / "out", ["lpf"])
    (place,) = read_json(tmp_path / "out" / "small.lpf.json")["features"]
    assert place["when"]["timespans"] == [{"start": {"in": "2012~"}, "end": {"in": "2015-02"}}]


# What stands beside


def test_package_lists_every_file_as_it_is(exported: Path) -> None:
    package = read_json(exported / "datapackage.json")
    assert [item["path"] for item in package["resources"]] == ALL
    assert {path.name for path in exported.iterdir()} == {*ALL, *DOCUMENTS}
    for item in package["resources"]:
        data = (exported / item["path"]).read_bytes()
        assert item["bytes"] == len(data)
        assert item["hash"] == f"sha256:{sha256(data).hexdigest()}"
        assert item["mediatype"] in {known.mediatype for known in FORMATS.values()}
        assert item["description"]
        assert item["licenses"][0] == {"title": "CC BY 4.0", "path": BUNDLED.licence.address}
        assert all((exported / terms["path"]).exists() for terms in item["licenses"][1:])
        assert ("strength" in item["description"]) == (
            "bands" in item["path"] or item["format"] == "gpkg"
        )


def test_package_says_where_everything_comes_from(exported: Path) -> None:
    sources = read_json(exported / "datapackage.json")["sources"]
    article = read_json(exported / "datapackage.json")["article"]
    assert article["sha256"] == BUNDLED.article.sha256
    assert sources[0]["path"] == article["address"] == BUNDLED.article.address
    assert all(source["path"].startswith("http") for source in sources)
    titles = " ".join(source["title"] for source in sources)
    assert all(title in titles for title in ("Countries", "Rivers", "Cities"))


def test_licences_are_those_of_the_data_sets_that_were_drawn_from(exported: Path) -> None:
    text = (exported / "LICENCES.md").read_text("utf-8")
    assert "| Rivers | Made with Natural Earth (naturalearthdata.com) |" in text
    assert "Relief" not in text
    assert f"CC BY 4.0 ({BUNDLED.licence.address})" in text
    assert "the words of The Dateline authors," in text


def test_citation_is_that_of_the_story(tmp_path: Path) -> None:
    export(load_story(write_story(tmp_path)), tmp_path / "out", ["csv"])
    assert (tmp_path / "out" / "CITATION.cff").read_text("utf-8") == (
        "cff-version: 1.2.0\n"
        'title: "A small story"\n'
        'message: "If you use this data, please cite it and the article that it maps."\n'
        "type: dataset\n"
        "authors:\n"
        '  - name: "Ana Author"\n'
        '  - name: "Ben Author"\n'
        'license-url: "https://creativecommons.org/publicdomain/zero/1.0/"\n'
        'abstract: "It has one place."\n'
        "references:\n"
        "  - type: newspaper-article\n"
        "    authors:\n"
        '      - name: "The Paper"\n'
        '    title: "Small"\n'
        "    year: 2020\n"
        "    month: 2\n"
        '    url: "https://example.org/small"\n'
    )


# Hostile text


@pytest.mark.parametrize("file", GEOGRAPHIC)
def test_hostile_text_stays_text(file: str, poisoned: Path) -> None:
    read = read_features(poisoned / file)
    names = {"vrae.kml": "Name", "vrae.lpf.json": "title"}
    assert (read[names.get(file, "name_en")].str.contains(HOSTILE, regex=False)).all()


@pytest.mark.parametrize("file", DOCUMENTS)
def test_hostile_text_breaks_no_document(file: str, poisoned: Path) -> None:
    text = (poisoned / file).read_text("utf-8")
    if file == "datapackage.json":
        assert HOSTILE in json.loads(text)["title"]
    elif file == "CITATION.cff":
        assert len(text.splitlines()) == 16
        assert "\\U00002028" in text
    else:
        assert len(text.splitlines()) == 16
        assert not re.search(r"(?<!\\)[<>\[\]`*]", text)


def test_what_no_file_can_hold_is_left_out(tmp_path: Path) -> None:
    features = FEATURES.replace('name.en = "Lima"', 'name.en = "Li\\u0000m\\u0007a\\uFFFE"')
    export(load_story(write_story(tmp_path, features=features)), tmp_path / "out")
    root = ET.parse(tmp_path / "out" / "small.kml").getroot()  # noqa: S314 - our own
    assert root.findtext(".//k:Placemark/k:name", namespaces=KML) == "Lima"
    assert read_csv(tmp_path / "out" / "small-features.csv")[0]["name_en"] == "Lima"
    style = pyogrio.read_dataframe(tmp_path / "out" / "small.gpkg", layer="layer_styles")
    assert 'label="Lima"' in style["styleQML"][0]


# Bytes, and what goes wrong


def test_the_same_story_gives_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    export(load_story(), tmp_path)
    for path in exported.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_alone(name: str, tmp_path: Path) -> None:
    paths = export(BUNDLED, tmp_path, [name])
    assert [path.name for path in paths] == [*FILES[name], *BESIDE]
    assert {path.name for path in tmp_path.iterdir()} == {*FILES[name], *BESIDE}
    # Whatever is carried off, the ids in it lead to claims.
    claims = {row["id"] for row in read_csv(tmp_path / "vrae-claims.csv")}
    assert {claim for feature in BUNDLED.features for claim in feature.claims} <= claims


def test_the_command_names_what_it_wrote(tmp_path: Path) -> None:
    result = run("-o", tmp_path / "out", "--format", "kml, csv")
    assert result.exit_code == 0, result.output
    names = [Path(line).name for line in result.output.splitlines()]
    assert names == [*FILES["kml"], *FILES["csv"], *BESIDE]


def test_the_command_writes_beside_without_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run().exit_code == 0
    assert {path.name for path in (tmp_path / "vrae-data").iterdir()} == {*ALL, *DOCUMENTS}


@pytest.mark.parametrize("formats", ["shp", "geojson,shp", ""])
def test_an_unknown_format_is_named_with_those_that_exist(formats: str, tmp_path: Path) -> None:
    result = run("-o", tmp_path / "out", "--format", formats)
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: no format {formats.rpartition(',')[2]}")
    assert "geojson, gpkg, kml, csv, parquet, lpf" in result.output
    assert not (tmp_path / "out").exists()


def run_without_pyarrow(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    block = "import sys; sys.modules['pyarrow'] = None; from map_app.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", block, "export", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
    )


def test_without_pyarrow_all_but_parquet_is_written(tmp_path: Path) -> None:
    done = run_without_pyarrow("-o", tmp_path)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {*ALL, *DOCUMENTS} - {*FILES["parquet"]}


def test_without_pyarrow_parquet_says_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "vrae.kml").write_text("earlier", "utf-8")
    done = run_without_pyarrow("-o", tmp_path, "--format", "kml,parquet")
    assert done.returncode == 1
    assert done.stderr == "Error: parquet needs pyarrow: pip install 'dateline[export]'\n"
    assert (tmp_path / "vrae.kml").read_text("utf-8") == "earlier"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_story_that_breaks_a_rule_is_not_exported(tmp_path: Path) -> None:
    broken = CLAIMS.replace("the capital", "the lawless capital")
    result = run(write_story(tmp_path / "small", claims=broken), "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "'lawless'" in result.output
    assert not (tmp_path / "out").exists()


def test_a_story_that_cannot_be_drawn_is_not_exported(tmp_path: Path) -> None:
    features = FEATURES.replace('city = "Lima"', 'city = "Limma"')
    result = run(write_story(tmp_path / "small", features=features), "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "features.toml: lima" in result.output
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file", "utf-8")
    result = run("-o", tmp_path / "file" / "out")
    assert result.exit_code == 1
    assert "cannot be written" in result.output
    assert isinstance(result.exception, SystemExit)


def test_all_is_written_or_nothing(tmp_path: Path) -> None:
    export(BUNDLED, tmp_path, ["csv"])
    (tmp_path / "vrae-claims.csv").write_text("earlier", "utf-8")
    (tmp_path / "vrae.kml").mkdir()
    result = run("-o", tmp_path, "--format", "csv,kml")
    assert result.exit_code == 1
    assert "a folder is in the way" in result.output
    assert (tmp_path / "vrae-claims.csv").read_text("utf-8") == "earlier"
    assert len(list(tmp_path.iterdir())) == len([*FILES["csv"], *BESIDE, "vrae.kml"])


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    export(BUNDLED, tmp_path, ["csv"])
    export(BUNDLED, tmp_path, ["csv"])
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("CITATION.cff", "cff-version: 1.2.0"),
        ("datapackage.json", '{"name": "other"}'),
        ("datapackage.json", "no JSON"),
        ("datapackage.json", "[]"),
    ],
)
def test_documents_of_other_data_are_not_overwritten(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(ExportError, match=f"{name} of something else"):
        export(BUNDLED, tmp_path)
    assert (tmp_path / name).read_text("utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == [name]
