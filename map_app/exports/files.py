"""A story written as files of data, all of them or none."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from geo.drawing import draw
from map_app.exports.content import Content, ExportError
from map_app.exports.documents import DOCUMENTS, write_documents
from map_app.exports.geojson import write_geojson, write_lpf
from map_app.exports.gpkg import write_gpkg
from map_app.exports.kml import write_kml
from map_app.exports.sheets import can_write_parquet, write_claims, write_csv, write_parquet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.model import Story
    from map_app.exports.content import File


class Format(NamedTuple):
    """A format: its media type, and what writes it beside a path without an ending."""

    mediatype: str
    write: Callable[[Content, Path], list[File]]


FORMATS = {
    "geojson": Format("application/geo+json", write_geojson),
    "gpkg": Format("application/geopackage+sqlite3", write_gpkg),
    "kml": Format("application/vnd.google-earth.kml+xml", write_kml),
    "csv": Format("text/csv", write_csv),
    "parquet": Format("application/vnd.apache.parquet", write_parquet),
    "lpf": Format("application/ld+json", write_lpf),
}
"""The formats, by the names that users give them."""


def export(story: Story, folder: Path | str, formats: Iterable[str] | None = None) -> list[Path]:
    """Write the data of `story` into `folder`: geometry, claims, licences and citation.

    Beside the data stand the claims that they rest on, as CSV whatever the formats,
    ``LICENCES.md``, ``CITATION.cff`` and ``datapackage.json``.

    Parameters
    ----------
    story
        The story to draw.
    folder
        Where to; it is made if it is not there. Other files in it are left alone.
    formats
        Some of geojson, gpkg, kml, csv, parquet and lpf; without them, all that can be written
        here.

    Returns
    -------
    list of pathlib.Path
        The files, all written or none: if one cannot be, what was there is left as it was.

    Raises
    ------
    geo.DrawingError
        If a feature cannot be drawn.
    map_app.exports.content.ExportError
        If a format is unknown or needs what is not installed, or the folder holds other data.
    OSError
        If the folder cannot be written.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> from geo import load_story
    >>> with TemporaryDirectory() as folder:
    ...     "vrae-claims.csv" in {path.name for path in export(load_story(), folder, ["csv"])}
    True
    """
    content, folder = Content(story, draw(story)), Path(folder)
    chosen = _choose(formats)
    _check_is_ours(folder, story.id)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".export.") as drafts:
        stem = Path(drafts, story.id)
        files = {
            file: FORMATS[name].mediatype
            for name in chosen
            for file in FORMATS[name].write(content, stem)
        }
        files |= dict.fromkeys(write_claims(content, stem), "text/csv")
        ready = [*(file.path for file in files), *write_documents(content, files)]
        for path in ready:
            if (folder / path.name).is_dir():
                raise IsADirectoryError(None, "a folder is in the way", str(folder / path.name))
        return [path.replace(folder / path.name) for path in ready]


def _choose(formats: Iterable[str] | None) -> list[str]:
    if formats is None:
        return [name for name in FORMATS if name != "parquet" or can_write_parquet()]
    chosen = list(dict.fromkeys(formats))
    if unknown := [name for name in chosen if name not in FORMATS]:
        raise ExportError(f"no format {', '.join(unknown)}; there are {', '.join(FORMATS)}")
    if not chosen:
        raise ExportError(f"no format chosen; there are {', '.join(FORMATS)}")
    return chosen


def _check_is_ours(folder: Path, story: str) -> None:
    """Keep the documents of other data, and of other projects, from being overwritten."""
    if not (found := [name for name in DOCUMENTS if (folder / name).exists()]):
        return
    try:
        package = json.loads((folder / "datapackage.json").read_text("utf-8"))
        ours = package["name"] == story
    except (OSError, ValueError, KeyError, TypeError):
        ours = False
    if not ours:
        raise ExportError(f"{folder} holds {found[0]} of something else; choose another folder")
