"""A story written as files of data, in the colours of its map."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geo.shapes import draw
from map_app import style
from map_app.exports import Content, Hatch, Paint, write_export
from map_app.sheet import look_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Feature, Story


def export(story: Story, folder: Path | str, formats: Iterable[str] | None = None) -> list[Path]:
    """Write the data of `story` into `folder`: geometry, claims, licences and citation.

    Parameters
    ----------
    story
        The story to draw.
    folder
        Where to; it is made if it is not there.
    formats
        Some of geojson, gpkg, kml, csv, parquet and lpf; without them, all that can be written
        here.

    Returns
    -------
    list of pathlib.Path
        The files, all written or none.

    Raises
    ------
    geo.DrawingError
        If a feature cannot be drawn.
    map_app.exports.ExportError
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
    paints = {feature.id: find_paint(feature) for feature in story.features}
    return write_export(Content(story, draw(story), paints), Path(folder), formats)


def find_paint(feature: Feature) -> Paint:
    """Find how a feature is painted on the map, in the light scheme."""
    look = style.LOOKS[look_of(feature)]
    hatch = style.HATCHES.get(look.fill)
    line = style.COLOURS[look.colour].light
    return Paint(
        line=line,
        width=look.width,
        dash=look.dash,
        # A hatch has the colour of its look; a route has no fill, whatever its colour.
        fill=line if hatch or not look.fill else style.COLOURS[look.fill].light,
        opacity=look.fill_opacity,
        blur=look.blur,
        radius=style.PLACE_RADIUS,
        hatch=Hatch(hatch.angle, hatch.gap, hatch.width, hatch.dash) if hatch else None,
    )
