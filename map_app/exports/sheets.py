"""CSV for spreadsheets, GeoParquet for analysts."""

from __future__ import annotations

import csv
from importlib.util import find_spec
from typing import TYPE_CHECKING

import shapely

from map_app.exports.content import ExportError, File, to_cell, to_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path
    from typing import Any

    import geopandas as gpd

    from map_app.exports.content import Content

# A spreadsheet takes a cell that begins with one of these for a formula, and runs it.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001 - wide ones


def can_write_parquet() -> bool:
    """Whether pyarrow, which GeoParquet needs, is installed."""
    return find_spec("pyarrow") is not None


def write_csv(content: Content, stem: Path) -> list[File]:
    """Write the features and the bands of those that fade, with a column of well-known text.

    Longitude comes before latitude, EPSG:4326. A cell that a spreadsheet would take for a formula
    begins with an apostrophe.
    """
    tables = {"features": content.features, "bands": content.bands}
    return [
        File(_write(_with_text(table), stem.with_name(f"{stem.name}-{name}.csv")), name)
        for name, table in tables.items()
        if len(table)
    ]


def write_claims(content: Content, stem: Path) -> list[File]:
    """Write the claims, guarded as `write_csv` does."""
    path = stem.with_name(f"{stem.name}-claims.csv")
    return [File(_write(to_rows(content.claims), path), "claims")]


def write_parquet(content: Content, stem: Path) -> list[File]:
    """Write the features and the bands as GeoParquet 1.0, and the claims as Parquet.

    Raises
    ------
    ExportError
        If pyarrow is not installed.
    """
    if not can_write_parquet():
        raise ExportError("parquet needs pyarrow: pip install 'dateline[export]'")
    tables = {"features": content.features, "bands": content.bands, "claims": content.claims}
    written = []
    for part, table in tables.items():
        if len(table):
            name = stem.name if part == "features" else f"{stem.name}-{part}"
            written.append(File(stem.with_name(f"{name}.parquet"), part))
            table.to_parquet(written[-1].path)
    return written


def _with_text(table: gpd.GeoDataFrame) -> list[dict[str, Any]]:
    return [
        {**row, "WKT": shapely.to_wkt(geometry, rounding_precision=-1)}
        for row, geometry in zip(to_rows(table), table.geometry, strict=True)
    ]


def _write(rows: Iterable[dict[str, Any]], path: Path) -> Path:
    plain = [{key: _guard(to_cell(value)) for key, value in row.items()} for row in rows]
    # Spreadsheets know UTF-8 by the mark at its beginning.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.DictWriter(file, list(plain[0]))
        writer.writeheader()
        writer.writerows(plain)
    return path


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
