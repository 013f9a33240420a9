"""The styles of QGIS, which are XML.

References
----------
QGIS, QML: the QGIS style file format, user manual, appendix C.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.export.content import to_cell

if TYPE_CHECKING:
    from collections.abc import Mapping

    import geopandas as gpd

    from geo.export.content import Paint

# A kind of geometry: what QGIS calls its symbol, and its number.
_SYMBOLS = {"point": ("marker", "0"), "line": ("line", "1"), "area": ("fill", "2")}


def to_qml(kind: str, table: gpd.GeoDataFrame, paints: Mapping[str, Paint]) -> str:
    """Write the style of a table of points, lines or areas: one category per feature, by its id."""
    symbol, number = _SYMBOLS[kind]
    root = ET.Element("qgis", version="3.22.0", styleCategories="Symbology")
    renderer = ET.SubElement(root, "renderer-v2", type="categorizedSymbol", attr="id")
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for place, (feature, name) in enumerate(table["name_en"].items()):
        ET.SubElement(
            categories,
            "category",
            value=str(feature),
            type="string",
            symbol=str(place),
            label=to_cell(name),
            render="true",
        )
        painted = ET.SubElement(symbols, "symbol", name=str(place), type=symbol, alpha="1")
        _add_symbol(painted, kind, paints[str(feature)])
    ET.SubElement(root, "layerGeometryType").text = number
    ET.indent(root, " ")
    return ET.tostring(root, "unicode")


def _add_symbol(symbol: ET.Element, kind: str, paint: Paint) -> None:
    if kind == "point":
        _add_layer(
            symbol,
            "SimpleMarker",
            name="circle",
            color=_to_colour(paint.fill, paint.opacity),
            size=2 * paint.radius,
            size_unit="Pixel",
            outline_color=_to_colour(paint.line, 1),
            outline_width=paint.width,
            outline_width_unit="Pixel",
        )
        return
    if kind == "area" and paint.hatch:
        # QGIS counts its angles the other way round than SVG.
        fill = _add_layer(
            symbol,
            "LinePatternFill",
            angle=-paint.hatch.angle % 180,
            distance=paint.hatch.gap,
            distance_unit="Pixel",
        )
        lines = ET.SubElement(fill, "symbol", name="@0@0", type="line", alpha="1")
        hatch = paint.hatch
        _add_line(lines, _to_colour(paint.fill, paint.opacity), hatch.width, hatch.dash, 0)
    elif kind == "area":
        fill = _add_layer(
            symbol,
            "SimpleFill",
            color=_to_colour(paint.fill, paint.opacity),
            style="solid",
            outline_style="no",
        )
        _add_blur(fill, paint.blur)
    if paint.width:
        _add_line(symbol, _to_colour(paint.line, 1), paint.width, paint.dash, paint.blur)


def _add_line(symbol: ET.Element, colour: str, width: float, dash: str, blur: float) -> None:
    line = _add_layer(
        symbol,
        "SimpleLine",
        line_color=colour,
        line_width=width,
        line_width_unit="Pixel",
        use_custom_dash=int(bool(dash)),
        customdash=dash.replace(" ", ";") or "5;2",
        customdash_unit="Pixel",
    )
    _add_blur(line, blur)


def _add_layer(symbol: ET.Element, class_: str, **options: float | str) -> ET.Element:
    attributes = {"class": class_, "enabled": "1", "locked": "0", "pass": "0"}
    layer = ET.SubElement(symbol, "layer", attributes)
    _add_options(layer, **options)
    return layer


def _add_blur(layer: ET.Element, blur: float) -> None:
    """Soften the edge of a symbol layer by an effect of QGIS, which stands last in it."""
    if blur:
        stack = ET.SubElement(layer, "effect", type="effectStack", enabled="1")
        effect = ET.SubElement(stack, "effect", type="blur")
        _add_options(
            effect,
            enabled="1",
            draw_mode="2",
            blur_method="1",
            blur_level=blur,
            blur_unit="Pixel",
            opacity="1",
        )


def _add_options(parent: ET.Element, **options: float | str) -> None:
    group = ET.SubElement(parent, "Option", type="Map")
    for name, value in options.items():
        text = value if isinstance(value, str) else f"{value:g}"
        ET.SubElement(group, "Option", name=name, type="QString", value=text)


def _to_colour(colour: str, opacity: float) -> str:
    """Write ``#rrggbb`` as QGIS does: red, green, blue, opacity, each up to 255."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return ",".join(map(str, [*parts, round(255 * opacity)]))
