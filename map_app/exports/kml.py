"""KML, with names, descriptions and colours; GDAL's own driver would drop the colours.

References
----------
OGC 12-007r2 (2015), OGC KML 2.3; read by whatever reads 2.2, whose elements these are.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from map_app.exports.content import to_cell, to_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    import shapely

    from geo.model import Claim, Source, Story
    from map_app.exports.content import Content, Paint

_NAMESPACE = "http://www.opengis.net/kml/2.2"


def write_kml(content: Content, stem: Path) -> list[Path]:
    """Write one folder per layer, and one placemark per feature in its own colours.

    Longitude comes before latitude, EPSG:4326. KML knows neither dashes, hatches nor soft edges:
    dashes and hatches become even and paler, with as much ink. It knows no fading either: what
    fades is there whole, but hidden, and band by band, ever paler, in a folder of its own. The
    remarks of each feature say how sure it is.
    """
    story, paints = content.story, content.paints
    bands = list(zip(to_rows(content.bands), content.bands.geometry, strict=True))
    looks = [(paint, 1.0) for paint in paints.values()]
    looks += [(paints[band["feature"]], band["strength"]) for band, _ in bands]
    styles = {look: f"paint-{number}" for number, look in enumerate(dict.fromkeys(looks), start=1)}
    root = ET.Element("kml", xmlns=_NAMESPACE)
    document = _add(root, "Document")
    _add(document, "name", story.title["en"])
    terms = _to_link(story.licence.name, story.licence.address)
    made = f"<p>{_to_html(', '.join(story.authors))}, {terms}</p>"
    _add(document, "description", _to_html(story.standfirst["en"]) + made)
    for (paint, strength), name in styles.items():
        _add_style(document, name, paint, strength)
    names = {layer.id: layer.name for layer in story.layers}
    for layer, table in content.layers.items():
        folder = _add(document, "Folder", id=f"layer-{layer}")
        _add(folder, "name", names[layer]["en"])
        for row, geometry in zip(to_rows(table), table.geometry, strict=True):
            feature, paint, told = row["id"], paints[row["id"]], _describe(story, row)
            own = [(band, part) for band, part in bands if band["feature"] == feature]
            shown = row["shown"] and not own
            _add_placemark(folder, row, geometry, told, styles[paint, 1.0], shown=shown)
            if own:
                parts = _add(folder, "Folder", id=f"{feature}_bands")
                _add(parts, "name", f"{row['name_en']}, as it fades")
                for band, part in own:
                    style = styles[paint, band["strength"]]
                    _add_placemark(parts, band, part, told, style, shown=row["shown"])
    ET.indent(root, " ")
    path = stem.with_suffix(".kml")
    path.write_bytes(ET.tostring(root, "utf-8", xml_declaration=True) + b"\n")
    return [path]


def _add_placemark(  # noqa: PLR0913 - one each
    parent: ET.Element,
    row: dict[str, Any],
    geometry: shapely.Geometry,
    told: str,
    style: str,
    *,
    shown: bool,
) -> None:
    placemark = _add(parent, "Placemark", id=row["id"])
    _add(placemark, "name", row["name_en"])
    _add(placemark, "visibility", str(int(shown)))
    _add(placemark, "description", told)
    _add(placemark, "styleUrl", f"#{style}")
    extended = _add(placemark, "ExtendedData")
    for key, value in row.items():
        _add(_add(extended, "Data", name=key), "value", to_cell(value))
    _add_geometry(placemark, geometry)


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = to_cell(text) or None
    return element


def _add_style(document: ET.Element, name: str, paint: Paint, strength: float) -> None:
    style = _add(document, "Style", id=name)
    icon = _add(style, "IconStyle")
    _add(icon, "color", _to_colour(paint.line, strength))
    line = _add(style, "LineStyle")
    _add(line, "color", _to_colour(paint.line, _ink(paint.dash) * strength))
    _add(line, "width", f"{paint.width:g}")
    area = _add(style, "PolyStyle")
    hatch = paint.hatch
    ink = _ink(hatch.dash) * hatch.width / hatch.gap if hatch else 1.0
    _add(area, "color", _to_colour(paint.fill, paint.opacity * ink * strength))
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
    placed = story.feature[row["id"]].shape.rests_on
    claims = [story.claim[name] for name in dict.fromkeys([*row["claims"], *placed])]
    told = "".join(f"<li>{_tell(story, claim)}</li>" for claim in claims)
    notes = "".join(f"<p>{_to_html(row[key])}</p>" for key in ("note_en", "georeferenceRemarks"))
    article = story.article
    published = f" ({article.publisher}, {article.published})"
    source = f"<p>{_to_link(article.title, article.address)}{_to_html(published)}</p>"
    return f"<ul>{told}</ul>{notes}{source}"


def _tell(story: Story, claim: Claim) -> str:
    """Tell whose word a claim is, with the words or the addresses it rests on, and what came later.

    Nothing of it is set apart by colour or size alone, since viewers differ in what they keep.
    """
    who = claim.speaker["en"] if claim.speaker else claim.voice
    where = f", paragraph {claim.paragraph}" if claim.paragraph else ""
    quote = f"; “{claim.quote}”" if claim.quote else ""
    rests = f"; from {', '.join(claim.rests_on)}" if claim.rests_on else ""
    told = _to_html(f"{claim.says['en']} ({who}{where}{quote}{rests}; {claim.id})")
    seen = [source for name in claim.see for source in story.claim[name].sources]
    later = f"<br>Others, or later: {_to_html(claim.later['en'])}" if claim.later else ""
    return told + _to_links(claim.sources) + later + _to_links(seen)


def _to_links(sources: Iterable[Source]) -> str:
    links = dict.fromkeys(_to_link(source.publisher, source.address) for source in sources)
    return f" [{', '.join(links)}]" if links else ""


def _to_link(text: str, address: str) -> str:
    return f'<a href="{_to_html(address)}">{_to_html(text)}</a>'


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
