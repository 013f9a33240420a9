"""KML, with names, descriptions and colours; GDAL's own driver would drop the colours.

References
----------
OGC 12-007r2 (2015), OGC KML 2.3; read by whatever reads 2.2, whose elements these are.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from geo.export.content import to_cell, to_rows

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    import shapely

    from geo.export.content import Content, Paint
    from geo.model import Claim, Story

_NAMESPACE = "http://www.opengis.net/kml/2.2"


def write_kml(content: Content, stem: Path) -> list[Path]:
    """Write one folder per layer, and one placemark per feature in its own colours.

    Longitude comes before latitude, EPSG:4326. KML knows neither dashes, hatches nor soft edges:
    dashes and hatches become even and paler, with as much ink. The remarks of each feature say how
    sure it is.
    """
    story = content.story
    root = ET.Element("kml", xmlns=_NAMESPACE)
    document = _add(root, "Document")
    _add(document, "name", story.title.en)
    _add(document, "description", _to_html(story.standfirst.en))
    styles: dict[Paint, str] = {}
    for paint in content.paints.values():
        if paint not in styles:
            styles[paint] = f"paint-{len(styles) + 1}"
            _add_style(document, styles[paint], paint)
    names = {layer.id: layer.name for layer in story.layers}
    for layer, table in content.layers.items():
        folder = _add(document, "Folder", id=f"layer-{layer}")
        _add(folder, "name", names[layer].en)
        for row, geometry in zip(to_rows(table), table.geometry, strict=True):
            placemark = _add(folder, "Placemark", id=row["id"])
            _add(placemark, "name", row["name_en"])
            _add(placemark, "visibility", str(int(row["shown"])))
            _add(placemark, "description", _describe(story, row))
            _add(placemark, "styleUrl", f"#{styles[content.paints[row['id']]]}")
            extended = _add(placemark, "ExtendedData")
            for key, value in row.items():
                _add(_add(extended, "Data", name=key), "value", to_cell(value))
            _add_geometry(placemark, geometry)
    ET.indent(root, " ")
    path = stem.with_suffix(".kml")
    path.write_bytes(ET.tostring(root, "utf-8", xml_declaration=True) + b"\n")
    return [path]


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = to_cell(text) or None
    return element


def _add_style(document: ET.Element, name: str, paint: Paint) -> None:
    style = _add(document, "Style", id=name)
    icon = _add(style, "IconStyle")
    _add(icon, "color", _to_colour(paint.line, 1))
    line = _add(style, "LineStyle")
    _add(line, "color", _to_colour(paint.line, _ink(paint.dash)))
    _add(line, "width", f"{paint.width:g}")
    area = _add(style, "PolyStyle")
    hatch = paint.hatch
    ink = _ink(hatch.dash) * hatch.width / hatch.gap if hatch else 1.0
    _add(area, "color", _to_colour(paint.fill, paint.opacity * ink))
    _add(area, "outline", str(int(paint.width > 0)))


def _ink(dash: str) -> float:
    """Return the part of a dashed line that is drawn."""
    lengths = [float(length) for length in dash.split()]
    return sum(lengths[::2]) / sum(lengths) if lengths else 1.0


def _to_colour(colour: str, opacity: float) -> str:
    """Write ``#rrggbb`` as KML does: opacity, blue, green, red."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{round(255 * opacity):02x}{blue}{green}{red}"


def _describe(story: Story, row: dict[str, Any]) -> str:
    """Write what a feature rests on; viewers read it as HTML, so every word is escaped."""
    claims = "".join(f"<li>{_cite(story.claim[name])}</li>" for name in row["claims"])
    article = f"{story.article.title} ({story.article.publisher}, {story.article.published})"
    notes = "".join(f"<p>{_to_html(row[key])}</p>" for key in ("note_en", "georeferenceRemarks"))
    return f"<ul>{claims}</ul>{notes}<p>{_to_html(article)}</p>"


def _cite(claim: Claim) -> str:
    who = claim.speaker.en if claim.speaker else claim.voice
    where = f", paragraph {claim.paragraph}" if claim.paragraph else ""
    return _to_html(f"{claim.says.en} ({who}{where}; {claim.id})")


def _to_html(text: str) -> str:
    """Escape a text, and the sign by which Google Earth would fill in other texts as they are."""
    return escape(to_cell(text)).replace("$[", "&#36;[")


def _add_geometry(parent: ET.Element, geometry: shapely.Geometry) -> None:
    kind = geometry.geom_type
    if kind.startswith("Multi"):
        several = _add(parent, "MultiGeometry")
        for part in geometry.geoms:
            _add_geometry(several, part)
        return
    element = _add(parent, kind)
    if kind == "Polygon":
        _add(element, "tessellate", "1")
        for tag, ring in [
            ("outerBoundaryIs", geometry.exterior),
            *(("innerBoundaryIs", hole) for hole in geometry.interiors),
        ]:
            _add_positions(_add(_add(element, tag), "LinearRing"), ring)
        return
    if kind == "LineString":
        _add(element, "tessellate", "1")
    _add_positions(element, geometry)


def _add_positions(parent: ET.Element, line: shapely.Geometry) -> None:
    _add(parent, "coordinates", " ".join(f"{lon!r},{lat!r}" for lon, lat in line.coords))
