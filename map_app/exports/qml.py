"""The styles of QGIS, which are XML.

References
----------
QGIS, QML: the QGIS style file format, user manual, appendix C.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from map_app.exports.content import find_fill, find_line, to_cell
from map_app.style import HATCHES, PLACE_RADIUS

if TYPE_CHECKING:
    import geopandas as gpd

    from map_app.exports.content import Content
    from map_app.style import Look

# A kind of geometry: what QGIS calls its symbol, and its number.
_SYMBOLS = {"point": ("marker", "0"), "line": ("line", "1"), "area": ("fill", "2")}
# What QGIS calls a property that an expression gives, rather than a value or a column.
_EXPRESSION = 3


def to_qml(kind: str, table: gpd.GeoDataFrame, content: Content) -> str:
    """Write the style of a table of points, lines or areas: one category per feature, by its id.

    Parameters
    ----------
    kind
        That of all geometry: point, line or area.
    table
        Features, or bands of features. A band is as opaque as its column strength says.
    content
        What they are of. Features that fade are painted by their bands, and so not by their own
        table; there they are categories that the reader can tick.
    """
    symbol, number = _SYMBOLS[kind]
    is_bands = "strength" in table
    root = ET.Element("qgis", version="3.22.0", styleCategories="Symbology")
    attribute = "feature" if is_bands else "id"
    renderer = ET.SubElement(root, "renderer-v2", type="categorizedSymbol", attr=attribute)
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    named = table.set_index("feature") if is_bands else table
    names = named[f"name_{content.language}"]
    for place, (feature, name) in enumerate(dict(names.items()).items()):
        is_left_to_bands = not is_bands and feature in content.fading
        ET.SubElement(
            categories,
            "category",
            value=str(feature),
            type="string",
            symbol=str(place),
            label=to_cell(f"{name} (painted by its bands)" if is_left_to_bands else name),
            render=str(not is_left_to_bands).lower(),
        )
        painted = ET.SubElement(symbols, "symbol", name=str(place), type=symbol, alpha="1")
        look = content.looks[str(feature)]
        if is_bands:
            _fade(painted)
        _add_symbol(painted, kind, look)
    ET.SubElement(root, "layerGeometryType").text = number
    ET.indent(root, " ")
    return ET.tostring(root, "unicode")


def _fade(symbol: ET.Element) -> None:
    """Let the column strength say how opaque a symbol is; QGIS wants that in per cent."""
    whole = ET.SubElement(ET.SubElement(symbol, "data_defined_properties"), "Option", type="Map")
    _add_option(whole, "name", "")
    properties = ET.SubElement(whole, "Option", name="properties", type="Map")
    alpha = ET.SubElement(properties, "Option", name="alpha", type="Map")
    _add_option(alpha, "active", "true", "bool")
    _add_option(alpha, "expression", '100 * "strength"')
    _add_option(alpha, "type", str(_EXPRESSION), "int")
    _add_option(whole, "type", "collection")


def _add_symbol(symbol: ET.Element, kind: str, look: Look) -> None:
    line, fill = find_line(look), find_fill(look)
    hatch = HATCHES.get(look.fill)
    if kind == "point":
        _add_layer(
            symbol,
            "SimpleMarker",
            name="circle",
            color=_to_colour(fill, look.fill_opacity),
            size=2 * PLACE_RADIUS,
            size_unit="Pixel",
            outline_color=_to_colour(line, 1),
            outline_width=look.width,
            outline_width_unit="Pixel",
        )
        return
    if kind == "area" and hatch:
        # QGIS counts its angles the other way round than SVG.
        layer = _add_layer(
            symbol,
            "LinePatternFill",
            angle=-hatch.angle % 180,
            distance=hatch.gap,
            distance_unit="Pixel",
        )
        lines = ET.SubElement(layer, "symbol", name="@0@0", type="line", alpha="1")
        _add_line(lines, _to_colour(fill, look.fill_opacity), hatch.width, hatch.dash)
    elif kind == "area":
        layer = _add_layer(
            symbol,
            "SimpleFill",
            color=_to_colour(fill, look.fill_opacity),
            style="solid",
            outline_style="no",
        )
    if look.width:
        _add_line(symbol, _to_colour(line, 1), look.width, look.dash)


def _add_line(symbol: ET.Element, colour: str, width: float, dash: str) -> None:
    _add_layer(
        symbol,
        "SimpleLine",
        line_color=colour,
        line_width=width,
        line_width_unit="Pixel",
        use_custom_dash=int(bool(dash)),
        customdash=dash.replace(" ", ";") or "5;2",
        customdash_unit="Pixel",
    )


def _add_layer(symbol: ET.Element, class_: str, **options: float | str) -> ET.Element:
    attributes = {"class": class_, "enabled": "1", "locked": "0", "pass": "0"}
    layer = ET.SubElement(symbol, "layer", attributes)
    _add_options(layer, **options)
    return layer


def _add_options(parent: ET.Element, **options: float | str) -> None:
    group = ET.SubElement(parent, "Option", type="Map")
    for name, value in options.items():
        _add_option(group, name, value if isinstance(value, str) else f"{value:g}")


def _add_option(parent: ET.Element, name: str, value: str, kind: str = "QString") -> None:
    ET.SubElement(parent, "Option", name=name, type=kind, value=value)


def _to_colour(colour: str, opacity: float) -> str:
    """Write ``#rrggbb`` as QGIS does: red, green, blue, opacity, each up to 255."""
    parts = [int(colour[at : at + 2], 16) for at in (1, 3, 5)]
    return ",".join(map(str, [*parts, round(255 * opacity)]))
