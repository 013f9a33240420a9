"""A drawn story as tables: one GeoDataFrame per layer, one DataFrame of claims; the countries.

Where Darwin Core or the Linked Places Format has a term for a column, the column bears its name. A
cell stays empty where the story does not say.

References
----------
Darwin Core Maintenance Group (2023), List of Darwin Core terms, class Location.
Linked Pasts (2019), The Linked Places Format, v1.1: `certainty` of a geometry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd
import shapely

from geo import atlas, geodesy
from geo.model import Circle
from geo.shapes import find_datasets

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model import Feature, Figure, Story
    from geo.shapes import Drawing

CRS = "EPSG:4326"

CERTAINTY = {
    "place": "certain",
    "country": "certain",
    "region": "less-certain",
    "schematic": "uncertain",
    "unlocated": "uncertain",
}
"""How certain a geometry is, as the Linked Places Format says it, by precision."""

_REMARKS = {
    "place": "A named city, as one point for the whole of it.",
    "country": "The whole country, because the text names no place in it.",
    "region": "Approximate: a map of it should have a soft or dashed edge.",
    "schematic": "A diagram, not a path: a map of it should be dashed, or fade.",
    "unlocated": "The text gives no place: it is somewhere in here, and never at a point of it.",
}
# Cutting at the antimeridian makes points of many decimals; the atlas has three.
_DECIMALS = 3
_EDGE = 1e-6


def to_tables(story: Story, drawings: Mapping[str, Drawing]) -> dict[str, gpd.GeoDataFrame]:
    """Lay a drawn story out as one table per layer, by layer id, in drawing order.

    Returns
    -------
    dict of geopandas.GeoDataFrame
        Indexed by feature id; EPSG:4326, longitude before latitude, cut at the antimeridian, outer
        rings counterclockwise (RFC 7946). The columns are layer, name_en, name_es, kind, precision,
        certainty (`CERTAINTY`), claims (ids), shown, note_en, note_es (how it was drawn), and of
        Darwin Core: coordinateUncertaintyInMeters (missing unless it is known), verbatimLocality
        (missing unless a quote of the article is the name), georeferenceProtocol,
        georeferenceSources (data sets of the atlas, addresses), georeferenceRemarks.
    """
    tables = {}
    for layer in story.layers:
        drawn = [drawing for drawing in drawings.values() if drawing.feature.layer == layer.id]
        rows = [_describe(story, drawing) for drawing in drawn]
        index = pd.Index([drawing.feature.id for drawing in drawn], name="id")
        geometry = [_finish(drawing) for drawing in drawn]
        table = gpd.GeoDataFrame(rows, index=index, geometry=geometry, crs=CRS)
        if rows:
            # Columns that may be empty from end to end say what they would hold.
            table = table.astype(
                {"coordinateUncertaintyInMeters": "float64", "verbatimLocality": "string"}
            )
        tables[layer.id] = table
    return tables


def to_claims(story: Story) -> pd.DataFrame:
    """Lay the claims out as one table, indexed by claim id.

    The columns are voice, paragraph (missing for claims from outside), speaker_en, speaker_es,
    says_en, says_es, quote, figures_en, figures_es, when (EDTF), later_en, later_es, sources
    (publisher and address), rests_on and see (ids of claims), and features (the ids of those that
    rest on the claim).
    """
    rows = [
        {
            "voice": claim.voice,
            "paragraph": claim.paragraph,
            "speaker_en": claim.speaker.en if claim.speaker else None,
            "speaker_es": claim.speaker.es if claim.speaker else None,
            "says_en": claim.says.en,
            "says_es": claim.says.es,
            "quote": claim.quote,
            "figures_en": [_say(figure, "en") for figure in claim.figures],
            "figures_es": [_say(figure, "es") for figure in claim.figures],
            "when": claim.when,
            "later_en": claim.later.en if claim.later else None,
            "later_es": claim.later.es if claim.later else None,
            "sources": [f"{source.publisher}: {source.address}" for source in claim.sources],
            "rests_on": list(claim.rests_on),
            "see": list(claim.see),
            "features": [item.id for item in story.features if claim.id in item.claims],
        }
        for claim in story.claims
    ]
    index = pd.Index([claim.id for claim in story.claims], name="id")
    sparse = ("speaker_en", "speaker_es", "quote", "when", "later_en", "later_es")
    return pd.DataFrame(rows, index=index).astype(
        {"paragraph": "Int64", **dict.fromkeys(sparse, "string")}
    )


def to_countries(west: float = -180.0) -> gpd.GeoDataFrame:
    """Lay the countries of the atlas out as one table, indexed by ISO 3166-1 alpha-3 code.

    Parameters
    ----------
    west
        The western edge, in degrees, of the 360° that a map shows: -260 keeps the Pacific whole.
        For a projection, ``lon_0`` is `west` + 180.

    Returns
    -------
    geopandas.GeoDataFrame
        The columns are name_en and name_es; EPSG:4326, longitude before latitude, from `west` to
        `west` + 360.

    Examples
    --------
    >>> to_countries(west=-260.0).loc["JPN"].geometry.bounds[2] < -180
    True
    """
    countries = atlas.countries()
    table = gpd.GeoDataFrame(
        [{"name_en": item.name.en, "name_es": item.name.es} for item in countries.values()],
        index=pd.Index(countries, name="iso3"),
        geometry=[geodesy.shift_into(item.geometry, west) for item in countries.values()],
        crs=CRS,
    )
    # A projection takes the edge itself for either side of the map.
    table.geometry = table.clip_by_rect(west + _EDGE, -90, west + 360 - _EDGE, 90)
    return table


def _describe(story: Story, drawing: Drawing) -> dict[str, Any]:
    feature = drawing.feature
    shape = feature.shape
    sources = [atlas.datasets()[name].title.en for name in find_datasets(story, shape)]
    sources += [item.address for name in shape.rests_on for item in story.claim[name].sources]
    return {
        "layer": feature.layer,
        "name_en": feature.name.en,
        "name_es": feature.name.es,
        "kind": shape.kind,
        "precision": feature.precision,
        "certainty": CERTAINTY[feature.precision],
        "claims": list(feature.claims),
        "shown": feature.shown,
        "note_en": drawing.note.en,
        "note_es": drawing.note.es,
        "coordinateUncertaintyInMeters": (
            shape.radius_km * 1_000 if isinstance(shape, Circle) else None
        ),
        "verbatimLocality": _quote_place(story, feature),
        "georeferenceProtocol": drawing.note.en,
        "georeferenceSources": " | ".join(sources),
        "georeferenceRemarks": _REMARKS[feature.precision],
    }


def _quote_place(story: Story, feature: Feature) -> str | None:
    """Return the article's own words for a place, if they are quoted and nothing but the place."""
    names = {text.en.casefold() for text in (feature.name, feature.label) if text}
    quotes = (story.claim[name].quote for name in feature.claims)
    return next((quote for quote in quotes if quote and quote.casefold() in names), None)


def _finish(drawing: Drawing) -> shapely.Geometry:
    geometry = shapely.orient_polygons(drawing.geometry)
    if geometry.geom_type == "Point":
        return geometry
    return shapely.transform(geometry, lambda degrees: degrees.round(_DECIMALS))


def _say(figure: Figure, language: str) -> str:
    """Say a figure as qualifier, value, unit: "up to 150 tons a year"."""
    value = "–".join(f"{number:.12g}" for number in (figure.value, figure.to) if number is not None)
    qualifier = figure.qualifier[language] if figure.qualifier else ""
    return " ".join(filter(None, [qualifier, value, figure.unit[language]]))
