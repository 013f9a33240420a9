"""A drawn story as tables: one GeoDataFrame per layer, one DataFrame of claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model import Story
    from geo.shapes import Drawing

CRS = "EPSG:4326"


def to_tables(story: Story, drawings: Mapping[str, Drawing]) -> dict[str, gpd.GeoDataFrame]:
    """Lay a drawn story out as one table per layer, by layer id, in drawing order.

    Returns
    -------
    dict of geopandas.GeoDataFrame
        Indexed by feature id; EPSG:4326, longitude before latitude, cut at the antimeridian. The
        columns are name_en, name_es, kind, precision, claims (ids), shown, note_en, note_es.
    """
    tables = {}
    for layer in story.layers:
        drawn = [drawing for drawing in drawings.values() if drawing.feature.layer == layer.id]
        rows = [
            {
                "name_en": drawing.feature.name.en,
                "name_es": drawing.feature.name.es,
                "kind": drawing.feature.shape.kind,
                "precision": drawing.feature.precision,
                "claims": list(drawing.feature.claims),
                "shown": drawing.feature.shown,
                "note_en": drawing.note.en,
                "note_es": drawing.note.es,
            }
            for drawing in drawn
        ]
        index = pd.Index([drawing.feature.id for drawing in drawn], name="id")
        geometry = [drawing.geometry for drawing in drawn]
        tables[layer.id] = gpd.GeoDataFrame(rows, index=index, geometry=geometry, crs=CRS)
    return tables


def to_claims(story: Story) -> pd.DataFrame:
    """Lay the claims out as one table, indexed by claim id.

    The columns are voice, paragraph (missing for claims from outside), speaker, says_en, says_es,
    quote, when and features (the ids of those that rest on the claim).
    """
    rows = [
        {
            "voice": claim.voice,
            "paragraph": claim.paragraph,
            "speaker": claim.speaker.en if claim.speaker else None,
            "says_en": claim.says.en,
            "says_es": claim.says.es,
            "quote": claim.quote,
            "when": claim.when,
            "features": [item.id for item in story.features if claim.id in item.claims],
        }
        for claim in story.claims
    ]
    index = pd.Index([claim.id for claim in story.claims], name="id")
    return pd.DataFrame(rows, index=index).astype({"paragraph": "Int64"})
