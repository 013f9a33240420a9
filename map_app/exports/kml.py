"""KML, with names, descriptions and colours; GDAL's own driver would drop the colours.

References
----------
OGC 12-007r2 (2015), OGC KML 2.3; read by whatever reads 2.2, whose elements these are.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from map_app.exports.content import File, find_fill, find_line, to_cell, to_rows
from map_app.style import HATCHES
from map_app.telling import tell_claim
from map_app.text import say_date, words

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    import shapely

    from geo.model import Claim, Source, Story
    from map_app.exports.content import Content
    from map_app.style import Look

_NAMESPACE = "http://www.opengis.net/kml/2.2"


def write_kml(content: Content, stem: Path) -> list[File]:
    """Write one folder per layer, and one placemark per feature in its own colours.

    Longitude comes before latitude, EPSG:4326. KML knows neither dashes, hatches nor soft edges:
    dashes and hatches become even and paler, with as much ink. It knows no fading either: what
    fades is there whole, but hidden, and band by band, ever paler, in a folder of its own. The
    remarks of each feature say how sure it is.
    """
    story, own, language = content.story, content.looks, content.language
    bands = list(zip(to_rows(content.bands), content.bands.geometry, strict=True))
    strengths = dict(content.bands["strength"].astype(float).items())
    looks = [(look, 1.0) for look in own.values()]
    looks += [(own[str(band["feature"])], strengths[band["id"]]) for band, _ in bands]
    styles = {look: f"paint-{number}" for number, look in enumerate(dict.fromkeys(looks), start=1)}
    root = ET.Element("kml", xmlns=_NAMESPACE)
    document = _add(root, "Document")
    _add(document, "name", story.title[language])
    terms = _to_link(story.licence.name, story.licence.address)
    made = f"<p>{_to_html(', '.join(story.authors))}, {terms}</p>"
    _add(document, "description", _to_html(story.standfirst[language]) + made)
    for (look, strength), name in styles.items():
        _add_style(document, name, look, strength)
    names = {layer.id: layer.name for layer in story.layers}
    for layer, table in content.layers.items():
        folder = _add(document, "Folder", id=f"layer-{layer}")
        _add(folder, "name", names[layer][language])
        for row, geometry in zip(to_rows(table), table.geometry, strict=True):
            feature, look = row["id"], own[str(row["id"])]
            name, told = str(row[f"name_{language}"]), _describe(story, row, language)
            parts = [(band, part) for band, part in bands if band["feature"] == feature]
            is_shown = bool(row["shown"])
            _add_placemark(
                folder, row, geometry, (name, told), styles[look, 1.0], shown=is_shown and not parts
            )
            if parts:
                fading = _add(folder, "Folder", id=f"{feature}_bands")
                _add(fading, "name", f"{name}, as it fades")
                for band, part in parts:
                    style = styles[look, strengths[band["id"]]]
                    _add_placemark(fading, band, part, (name, told), style, shown=is_shown)
    ET.indent(root, " ")
    path = stem.with_suffix(".kml")
    path.write_bytes(ET.tostring(root, "utf-8", xml_declaration=True) + b"\n")
    return [File(path, "kml")]


def _add_placemark(  # noqa: PLR0913 - one each
    parent: ET.Element,
    row: dict[str, Any],
    geometry: shapely.Geometry,
    told: tuple[str, str],
    style: str,
    *,
    shown: bool,
) -> None:
    placemark = _add(parent, "Placemark", id=row["id"])
    name, description = told
    _add(placemark, "name", name)
    _add(placemark, "visibility", str(int(shown)))
    _add(placemark, "description", description)
    _add(placemark, "styleUrl", f"#{style}")
    extended = _add(placemark, "ExtendedData")
    for key, value in row.items():
        _add(_add(extended, "Data", name=key), "value", to_cell(value))
    _add_geometry(placemark, geometry)


def _add(parent: ET.Element, tag: str, text: str = "", **attributes: str) -> ET.Element:
    element = ET.SubElement(parent, tag, attributes)
    element.text = to_cell(text) or None
    return element


def _add_style(document: ET.Element, name: str, look: Look, strength: float) -> None:
    style = _add(document, "Style", id=name)
    icon = _add(style, "IconStyle")
    _add(icon, "color", _to_colour(find_line(look), strength))
    line = _add(style, "LineStyle")
    _add(line, "color", _to_colour(find_line(look), _ink(look.dash) * strength))
    _add(line, "width", f"{look.width:g}")
    area = _add(style, "PolyStyle")
    hatch = HATCHES.get(look.fill)
    ink = _ink(hatch.dash) * hatch.width / hatch.gap if hatch else 1.0
    _add(area, "color", _to_colour(find_fill(look), look.fill_opacity * ink * strength))
    _add(area, "outline", str(int(look.width > 0)))


def _ink(dash: str) -> float:
    """Return the part of a dashed line that is drawn."""
    lengths = [float(length) for length in dash.split()]
    return sum(lengths[::2]) / sum(lengths) if lengths else 1.0


def _to_colour(colour: str, opacity: float) -> str:
    """Write ``#rrggbb`` as KML does: opacity, blue, green, red."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"{round(255 * opacity):02x}{blue}{green}{red}"


def _describe(story: Story, row: dict[str, Any], language: str) -> str:
    """Write what a feature rests on; viewers read it as HTML, so every word is escaped."""
    placed = story.feature[row["id"]].shape.rests_on
    claims = [story.claim[name] for name in dict.fromkeys([*row["claims"], *placed])]
    told = "".join(f"<li>{_tell(story, claim, language)}</li>" for claim in claims)
    notes = "".join(
        f"<p>{_to_html(row[key])}</p>" for key in (f"note_{language}", "georeferenceRemarks")
    )
    article = story.article
    published = f" ({article.publisher}, {say_date(article.published, language)})"
    source = f"<p>{_to_link(article.title, article.address)}{_to_html(published)}</p>"
    return f"<ul>{told}</ul>{notes}{source}"


def _tell(story: Story, claim: Claim, language: str) -> str:
    """Tell a claim: whose word it is, what it rests on, and what came later.

    Nothing of it is set apart by colour or size alone, since viewers differ in what they keep.
    """
    told, page = tell_claim(story, claim, language), words(language)["popup"]
    quote = f"“{told.quote}”" if told.quote else None
    said = "; ".join(filter(None, [told.attribution, told.when, quote, told.id]))
    basis = "; ".join(f"{says} ({name})" for name, says in told.rests_on)
    rests = "<br>" + _to_html(f"{page['rests_on']}: {basis}") if basis else ""
    later = "<br>" + _to_html(f"{page['later']}: {told.later}") if told.later else ""
    return (
        _to_html(f"{told.says} ({said})")
        + rests
        + _to_links(told.sources)
        + later
        + _to_links(told.later_sources)
    )


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
