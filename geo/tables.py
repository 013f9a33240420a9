"""A drawn story as tables: its layers, bands and claims; the countries of the atlas.

The columns are the values that `geo.records` names; a cell stays empty where the story does not
say.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import shapely

from geo import atlas, geodesy
from geo.records import describe_claim, describe_feature, name_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from shapely.geometry.base import BaseGeometry

    from geo.drawing import Drawing
    from geo.model import Story
    from geo.records import Record

    Describe = Callable[[Story, Drawing], Record]

CRS = "EPSG:4326"

# Cutting at the antimeridian makes points of many decimals; the atlas has three.
_DECIMALS = 3
# Columns that may be empty from end to end say what they would hold.
_SPARSE = ("quote", "anchor", "when")
_SPARSE_WORDS = ("speaker", "later")
_EDGE = 1e-6


def to_tables(
    story: Story, drawings: Mapping[str, Drawing], describe: Describe = describe_feature
) -> dict[str, gpd.GeoDataFrame]:
    """Lay a drawn story out as one table per layer, by layer id, in drawing order.

    Parameters
    ----------
    story
        The story.
    drawings
        Its features as `geo.draw` returns them.
    describe
        Makes the record of a feature; `map_app.telling.tell_feature` adds how each was drawn.

    Returns
    -------
    dict of geopandas.GeoDataFrame
        Indexed by feature id; EPSG:4326, longitude before latitude, cut at the antimeridian, outer
        rings counterclockwise (RFC 7946). The columns are those of `geo.records.describe_feature`.

    Examples
    --------
    >>> from geo import draw, load_story
    >>> story = load_story()
    >>> to_tables(story, draw(story))["valley"].precision.to_dict()
    {'vrae': 'region'}
    """
    tables = {}
    for layer in story.layers:
        drawn = [drawing for drawing in drawings.values() if drawing.feature.layer == layer.id]
        rows = [describe(story, drawing) for drawing in drawn]
        index = pd.Index([drawing.feature.id for drawing in drawn], name="id")
        geometry = [_finish(drawing.geometry) for drawing in drawn]
        table = gpd.GeoDataFrame(rows, index=index, geometry=geometry, crs=CRS)
        if rows:
            table = table.astype(
                {"coordinateUncertaintyInMeters": "float64", "verbatimLocality": "string"}
            )
        tables[layer.id] = table
    return tables


def to_bands(story: Story, drawings: Mapping[str, Drawing]) -> gpd.GeoDataFrame:
    """Lay out the parts of the features that fade, the firmest of each first.

    Returns
    -------
    geopandas.GeoDataFrame
        Indexed by the id of the feature and a number. The columns are feature, layer, a name for
        each language of the story (``name_es``) and strength: how firmly the part is drawn, from 0
        (not at all) to 1. The parts of a feature do not overlap, and make up all of it. Geometry is
        as in `to_tables`.
    """
    rows, geometry = [], []
    for feature, bands in ((drawing.feature, drawing.bands) for drawing in drawings.values()):
        strengths = sorted({band.strength for band in bands}, reverse=True)
        for number, strength in enumerate(strengths if len(strengths) > 1 else [], start=1):
            rows.append(
                {
                    "id": f"{feature.id}_{number}",
                    "feature": feature.id,
                    "layer": feature.layer,
                    **name_columns(feature.name, story.languages),
                    "strength": strength,
                }
            )
            parts = [band.geometry for band in bands if band.strength == strength]
            geometry.append(_finish(geodesy.cut_at_antimeridian(shapely.union_all(parts))))
    columns = ["id", "feature", "layer", *(f"name_{tag}" for tag in story.languages), "strength"]
    table = gpd.GeoDataFrame(rows, columns=columns, geometry=geometry, crs=CRS)
    return table.set_index("id")


def to_claims(story: Story) -> pd.DataFrame:
    """Lay the claims out as one table, indexed by claim id.

    The columns are those of `geo.records.describe_claim`.

    Examples
    --------
    >>> from geo import load_story
    >>> to_claims(load_story()).voice["P10.2"]
    'official'
    """
    rows = [describe_claim(story, claim) for claim in story.claims]
    index = pd.Index([claim.id for claim in story.claims], name="id")
    sparse = [*_SPARSE, *(f"{name}_{tag}" for name in _SPARSE_WORDS for tag in story.languages)]
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
        One column of names for each language of the atlas (``name_es``); EPSG:4326, longitude
        before latitude, from `west` to `west` + 360.

    Examples
    --------
    >>> to_countries(west=-260.0).loc["JPN"].geometry.bounds[2] < -180
    True
    """
    countries = atlas.countries()
    table = gpd.GeoDataFrame(
        [name_columns(item.name, item.name.keys()) for item in countries.values()],
        index=pd.Index(countries, name="iso3"),
        geometry=[geodesy.shift_into(item.geometry, west) for item in countries.values()],
        crs=CRS,
    )
    # A projection takes the edge itself for either side of the map.
    table.geometry = table.clip_by_rect(west + _EDGE, -90, west + 360 - _EDGE, 90)
    return table


def _finish(geometry: BaseGeometry) -> BaseGeometry:
    if geometry.geom_type == "Point":
        return geometry
    return shapely.transform(
        shapely.orient_polygons(geometry), lambda degrees: degrees.round(_DECIMALS)
    )
