"""QGIS paints what is carried off as the map does."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pyogrio
import pytest

from map_app.exports.content import find_line
from map_app.style import HATCHES, LOOKS
from tests.exports.reading import (
    BUNDLED,
    features,
    stories,
)

if TYPE_CHECKING:
    from pathlib import Path


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
    look = LOOKS[BUNDLED.feature[name].shape.look]
    colour = find_line(look)
    line = ",".join(str(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    options = {(option.get("name"), option.get("value")) for option in style.iter("Option")}
    assert any(value and value.startswith(f"{line},") for _, value in options)
    if look.dash:
        assert ("customdash", look.dash.replace(" ", ";")) in options
    assert (look.fill in HATCHES) == (style.find("layer[@class='LinePatternFill']") is not None)
    assert style.find(".//effect") is None


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
