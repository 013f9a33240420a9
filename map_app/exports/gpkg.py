"""GeoPackage, with a style for each of its tables that QGIS applies by itself.

References
----------
OGC 12-128r19 (2024), GeoPackage Encoding Standard 1.4.
QGIS, `layer_styles` in GeoPackage: the table that "save style in database" makes.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pandas as pd
import pyogrio
import shapely

from map_app.exports.content import File, to_cell
from map_app.exports.qml import to_qml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import geopandas as gpd

    from map_app.exports.content import Content

# The kinds of geometry, by how many dimensions they have.
_KINDS = ("point", "line", "area")
# GeoPackages say when they were written; the same story is to give the same bytes.
_WRITTEN = "2000-01-01T00:00:00.000Z"


def write_gpkg(content: Content, stem: Path) -> list[File]:
    """Write one table per layer, one of the bands of those that fade, the claims, and the styles.

    EPSG:4326, longitude before latitude. A style holds for one kind of geometry alone, so a layer
    that has several becomes a table for each, ``markets_point`` beside ``markets_line``. What fades
    is whole in its layer's table, whose style leaves it to ``markets_line_bands`` to be painted.
    """
    path = stem.with_suffix(".gpkg")
    styles: list[dict[str, object]] = []
    with _fixed_date():
        for name, kind, title, part in _tables(content):
            pyogrio.write_dataframe(
                _flatten(part),
                path,
                layer=name,
                driver="GPKG",
                layer_options={"DESCRIPTION": to_cell(title)},
            )
            qml = to_qml(kind, part, content)
            styles.append(_to_style(len(styles) + 1, name, qml))
        pyogrio.write_dataframe(_flatten(content.claims), path, layer="claims", driver="GPKG")
        pyogrio.write_dataframe(
            pd.DataFrame(styles), path, layer="layer_styles", driver="GPKG", FID="id"
        )
    return [File(path, "gpkg")]


def _tables(content: Content) -> Iterator[tuple[str, str, str, gpd.GeoDataFrame]]:
    """List the tables of one kind of geometry each: name, kind, title, rows."""
    titles = {layer.id: layer.name[content.language] for layer in content.story.layers}
    for layer, table in content.layers.items():
        kinds = table.geometry.map(shapely.get_dimensions).map(_KINDS.__getitem__)
        several = kinds.unique()
        for kind in several:
            name = layer if len(several) == 1 and layer != "claims" else f"{layer}_{kind}"
            part = table[kinds == kind]
            yield name, kind, titles[layer], part
            bands = content.bands[content.bands["feature"].isin(part.index)]
            if len(bands):
                yield f"{name}_bands", kind, f"{titles[layer]}, as it fades", bands


def _flatten(table: pd.DataFrame) -> pd.DataFrame:
    """Lay a table out without lists, which a GeoPackage has no column for."""
    flat = table.reset_index()
    for name in flat.columns:
        if flat[name].map(lambda value: isinstance(value, list)).all():
            flat[name] = flat[name].map(to_cell)
    return flat


def _to_style(number: int, table: str, qml: str) -> dict[str, object]:
    # QGIS looks for an empty schema, which is not a missing one.
    return {
        "id": number,
        "f_table_catalog": "",
        "f_table_schema": "",
        "f_table_name": table,
        "f_geometry_column": "geom",
        "styleName": "dateline",
        "styleQML": qml,
        "styleSLD": "",
        "useAsDefault": True,
        "description": "",
        "owner": "",
        "ui": "",
        "update_time": pd.Timestamp(_WRITTEN),
    }


@contextmanager
def _fixed_date() -> Iterator[None]:
    before = pyogrio.get_gdal_config_option("OGR_CURRENT_DATE")
    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _WRITTEN})
    try:
        yield
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": before})
