"""What the page shows, as plain data: strings, numbers, lists and dictionaries.

Positions are longitude, latitude in degrees; bounds are west, south, east, north. Longitudes are
those of the map's window, the 360° around the story's middle, so that no shape is torn at ±180°.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Any

import shapely

from geo import atlas, geodesy
from geo.citation import read_citation
from geo.dates import parse_edtf
from geo.drawing import find_datasets
from map_app import style, text
from map_app.fingerprint import code_sha256, library_versions
from map_app.page.pack import ALPHABET, pack
from map_app.telling import tell_feature

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.drawing import Drawing
    from geo.model import Story

Plain = dict[str, Any]

# What a feature's record says that the page has under other names, or can do without.
_TOLD = {"layer", "precision", "claims", "name_en", "name_es", "license"}

_GEOMETRIES = {
    "Point": "point",
    "LineString": "line",
    "MultiLineString": "line",
    "Polygon": "area",
    "MultiPolygon": "area",
}


def show(story: Story, drawings: Mapping[str, Drawing], language: str) -> Plain:
    """Gather all that the page of `story` needs, with the words of every language.

    Parameters
    ----------
    story
        The facts and their words.
    drawings
        Its features as `geo.drawing.draw` returns them.
    language
        The first language that a reader sees; one of `map_app.text.LANGUAGES`.
    """
    window_west = _find_window(drawings.values())
    features = [_show_feature(drawing, window_west) for drawing in drawings.values()]
    for feature in features:
        shape = story.feature[feature["id"]].shape
        feature["data"] = find_datasets(story, shape)
        feature["sources"] = shape.rests_on
    citation = read_citation()
    opening = [feature["bounds"] for feature in features if feature["id"] in story.opening]
    return {
        "language": language,
        "languages": text.LANGUAGES,
        "words": {tag: _show_words(tag) for tag in text.LANGUAGES},
        "alphabet": ALPHABET,
        "view": {
            "west": window_west,
            "opening": _round(shapely.total_bounds([shapely.box(*bounds) for bounds in opening])),
            "reliefUntil": style.RELIEF_UNTIL_ZOOM,
            "radius": style.PLACE_RADIUS,
        },
        "layout": {
            "gap": 6,
            "reach": 160,
            "namedFrom": 4,
            "closest": 6.5,
            "edge": 85.0511,
            "openingPadding": 16,
            "chapterPadding": 40,
            "narrowPadding": 16,
        },
        "order": {
            "precisions": ["place", "country", "region", "schematic", "unlocated"],
            "voices": ["article", "quoted", "official", "context", "derived"],
        },
        "swatches": {
            look: {
                "place": "M16 5a5 5 0 1 0 .01 0z",
                "route": "M1 15Q16 1 31 8",
                "country": "M3 3h26v14h-26z",
            }.get(look, "M4 4h24v12h-24z")
            for look in style.LOOKS
        },
        "dates": _say_dates(story),
        "story": _frame_chapters(show_story(story), features),
        "features": features,
        # Side by side, since they are alike: so they weigh little once compressed.
        "records": {name: _show_record(story, drawing) for name, drawing in drawings.items()},
        "base": _show_base(window_west),
        "data": [
            {
                "id": name,
                "title": item.title.model_dump(),
                "credit": item.credit,
                "licence": item.licence,
            }
            for name, item in atlas.datasets().items()
        ],
        # The story has no date of its own: no map is older than the program that made it.
        "citation": {"version": citation.version, "year": citation.released[:4]},
        "hashes": {"story": story.sha256, "atlas": atlas.sha256(), "code": code_sha256()},
        "libraries": library_versions(),
    }


def show_story(story: Story) -> Plain:
    """Return the words of `story`: its article, layers, claims and chapters."""
    plain = story.model_dump(
        mode="json",
        exclude_none=True,
        exclude_defaults=True,
        exclude={"features", "opening", "apart"},
    )
    # What only `geo.evidence` needs stays behind: more of the article's words than readers see.
    plain["article"] = {
        key: plain["article"][key]
        for key in ("title", "publisher", "published", "address", "sha256")
    }
    plain["article"]["language"] = story.article.language
    plain["languages"] = list(story.languages)
    for claim in plain["claims"]:
        for figure in claim.get("figures", []):
            figure.pop("words", None)
    plain["claims"] = {claim.pop("id"): claim for claim in plain["claims"]}
    return {"chapters": [], "unsaid": [], "corrections": [], **plain}


_RANKS = (
    "place", "valley", "corridor", "circle", "zone-within", "country", "zone-beyond", "route",
)  # fmt: skip


def _frame_chapters(plain: Plain, features: list[Plain]) -> Plain:
    by_id = {feature["id"]: feature for feature in features}
    for chapter in plain["chapters"]:
        told = [by_id[name] for name in chapter.get("features", [])]
        small = [feature for feature in told if feature["look"] != "country"] or told
        if small:
            boxes = [shapely.box(*feature["bounds"]) for feature in small]
            chapter["frame"] = _round(shapely.total_bounds(boxes))
    return plain


def _say_dates(story: Story) -> Plain:
    said = {story.article.published, *(c.when for c in story.corrections)}
    said |= {claim.when for claim in story.claims if claim.when}
    return {
        edtf: {
            "at": parse_edtf(edtf).at,
            "words": {tag: text.say_date(edtf, tag) for tag in text.LANGUAGES},
        }
        for edtf in sorted(said)
    }


def is_shown(story: Story, layer: str) -> bool:
    """Whether a layer is shown at first: if one of its features is."""
    return any(feature.shown for feature in story.features if feature.layer == layer)


def _show_words(language: str) -> Plain:
    """Return the words of the interface but for sentences that the page has as they are said."""
    sections = text.words(language).items()
    return {name: section for name, section in sections if name not in {"note", "doubt"}}


def _show_record(story: Story, drawing: Drawing) -> Plain:
    record = tell_feature(story, drawing)
    return {key: value for key, value in record.items() if key not in _TOLD}


def _show_feature(drawing: Drawing, west: float) -> Plain:
    feature = drawing.feature
    whole = geodesy.shift_into(_unite([band.geometry for band in drawing.bands]), west)
    # A country's outline lies on that of the ground.
    decimals = style.BASEMAP_DECIMALS if feature.shape.is_ground else style.STORY_DECIMALS
    plain: Plain = {
        "id": feature.id,
        "layer": feature.layer,
        "look": feature.shape.look,
        "geometry": _GEOMETRIES[whole.geom_type],
        "precision": feature.precision,
        "name": feature.name.model_dump(),
        "claims": feature.claims,
        "note": {tag: text.say_note(drawing.note, tag) for tag in text.LANGUAGES},
        "doubt": {tag: text.say_doubt(drawing.doubt, tag) for tag in text.LANGUAGES},
        "rank": _RANKS.index(feature.shape.look),
        "at": _round(_find_middle(drawing, west)),
        "bounds": _round(whole.bounds),
        "bands": [
            {"strength": strength, "opacity": opacity, "lines": pack([geometry], decimals)}
            for strength, opacity, geometry in _lay_bands(drawing, west)
        ],
        "decimals": decimals,
    }
    if len(plain["bands"]) > 1:
        plain["outline"] = pack([whole], decimals)
    if feature.label or feature.precision in {"place", "country"}:
        plain["label"] = (feature.label or feature.name).model_dump()
    return plain


def _lay_bands(drawing: Drawing, west: float) -> list[tuple[float, float, BaseGeometry]]:
    """Lay the bands of a drawing out for drawing, the faintest and widest first.

    Areas are laid over each other, each one holding all that are firmer, so that no seam shows
    where two bands meet; their opacities add up to what each band is to have in the end.
    """
    fill = style.LOOKS[drawing.feature.shape.look].fill_opacity
    by_strength: dict[float, list[BaseGeometry]] = {}
    for band in drawing.bands:
        by_strength.setdefault(band.strength, []).append(band.geometry)
    levels = sorted(by_strength, reverse=True)
    laid: list[tuple[float, float, BaseGeometry]] = []
    firmer: list[BaseGeometry] = []
    for strength, next_level in zip(levels, [*levels[1:], 0.0], strict=True):
        geometry = _unite([*firmer, *by_strength[strength]])
        # Seen through this layer and all wider ones below it, an area has fill * strength.
        opacity = 1 - (1 - fill * strength) / (1 - fill * next_level) if fill else strength
        shifted = geodesy.shift_into(geometry, west)
        laid.append((strength, round(opacity / (fill or 1), 3), shifted))
        firmer = [geometry] if fill else []
    return laid[::-1]


def _unite(geometries: Sequence[BaseGeometry]) -> BaseGeometry:
    if len(geometries) == 1:
        return geometries[0]
    whole = shapely.union_all(geometries)
    return shapely.line_merge(whole) if whole.geom_type == "MultiLineString" else whole


def _find_middle(drawing: Drawing, west: float) -> tuple[float, float]:
    """Find a point inside the drawing, to hang its name and its popup on."""
    if label := drawing.feature.shape.label:
        return _shift(label, west)
    strongest = max(band.strength for band in drawing.bands)
    firm = _unite([band.geometry for band in drawing.bands if band.strength == strongest])
    whole = geodesy.shift_into(firm, west)
    if whole.geom_type.endswith("LineString"):
        middle = shapely.line_interpolate_point(whole, 0.5, normalized=True)
    else:
        middle = shapely.point_on_surface(whole)
    return float(middle.x), float(middle.y)


def _shift(position: tuple[float, float], west: float) -> tuple[float, float]:
    lon, lat = position
    return west + (lon - west) % 360, lat


def _find_window(drawings: Iterable[Drawing]) -> float:
    """Find the western edge, in whole degrees, of the 360° around all that the story draws."""
    bands = [(d.feature.shape.is_ground, band.geometry) for d in drawings for band in d.bands]
    # Points can go to either side, and whole countries would pull towards their farthest islands.
    drawn = [part for is_ground, part in bands if not is_ground and part.geom_type != "Point"]
    west, _, east, _ = shapely.total_bounds(drawn or [part for _, part in bands])
    return float(round((west + east) / 2 - 180))


def _show_base(west: float) -> Plain:
    countries = atlas.countries().values()
    # United, so that only coasts are left: the page draws each border once.
    shifted = [geodesy.shift_into(country.geometry, west) for country in countries]
    land = shapely.coverage_union_all(shapely.get_parts(shifted))

    def packed(geometries: Iterable[BaseGeometry]) -> str:
        return pack([geodesy.shift_into(part, west) for part in geometries], style.BASEMAP_DECIMALS)

    return {
        "decimals": style.BASEMAP_DECIMALS,
        "areas": {
            "land": pack([land], style.BASEMAP_DECIMALS),
            "lake": packed(atlas.lakes()),
        },
        "lines": {
            "border": packed([atlas.borders()]),
            "department": packed(atlas.departments()),
            "river": packed(river.geometry for river in atlas.rivers().values()),
        },
        "relief": [
            {
                "bounds": relief.bounds,
                "image": "data:image/webp;base64," + base64.b64encode(relief.data).decode(),
            }
            for relief in atlas.relief()
        ],
        "labels": [
            {"name": country.name.model_dump(), "at": _round(_shift(country.label, west))}
            for country in countries
            if country.fine
        ],
    }


def _round(numbers: Iterable[float]) -> list[float]:
    return [round(float(number), style.STORY_DECIMALS) for number in numbers]
