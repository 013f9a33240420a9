"""What is exported: a story's tables, and how each feature is painted, as plain values."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

import geopandas as gpd
import pandas as pd

from geo import atlas
from geo.drawing import find_datasets
from geo.problems import DatelineError
from geo.tables import CRS, to_bands, to_claims, to_tables
from map_app.text import say_note

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.atlas import Dataset
    from geo.drawing import Drawing
    from geo.model import Story

# What XML 1.0 cannot hold, and no sheet can show.
_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ExportError(DatelineError, ValueError):
    """What was asked for cannot be exported; the message says why."""


class Hatch(NamedTuple):
    """Parallel lines: `angle` in degrees clockwise, `gap` and `width` in CSS pixels."""

    angle: float
    gap: float
    width: float
    dash: str = ""


class Paint(NamedTuple):
    """How a feature is painted: colours as ``#rrggbb``, lengths in CSS pixels, opacity 0 to 1.

    `dash` is as in SVG, `blur` a standard deviation, `radius` that of a point; `hatch` takes the
    place of an even fill.
    """

    line: str
    width: float
    dash: str
    fill: str
    opacity: float
    blur: float
    radius: float
    hatch: Hatch | None = None


class Content:
    """A drawn story as tables, and a paint for each of its features.

    Attributes
    ----------
    story
        The story.
    layers
        One GeoDataFrame per layer that has features, by layer id, as `geo.tables` lays them out.
    bands
        The parts of the features that fade, as `geo.tables` lays them out; empty if none does.
    claims
        Its claims, as `geo.tables` lays them out.
    paints
        How each feature is painted, by feature id.
    """

    def __init__(
        self, story: Story, drawings: Mapping[str, Drawing], paints: Mapping[str, Paint]
    ) -> None:
        self.story = story
        notes = {name: say_notes(story, drawing) for name, drawing in drawings.items()}
        tables = to_tables(story, drawings, notes)
        self.layers = {name: rows for name, rows in tables.items() if len(rows)}
        self.bands = to_bands(drawings)
        self.claims = to_claims(story)
        self.paints = paints

    @cached_property
    def features(self) -> gpd.GeoDataFrame:
        """All layers as one table, in drawing order."""
        return gpd.GeoDataFrame(pd.concat(self.layers.values()), crs=CRS)

    @cached_property
    def fading(self) -> frozenset[str]:
        """The ids of the features that have bands."""
        return frozenset(self.bands["feature"])

    @property
    def datasets(self) -> list[Dataset]:
        """The data sets of the atlas that the features are drawn from."""
        shapes = [feature.shape for feature in self.story.features]
        found = [name for shape in shapes for name in find_datasets(self.story, shape)]
        return [atlas.datasets()[name] for name in dict.fromkeys(found)]


def say_notes(story: Story, drawing: Drawing) -> dict[str, str]:
    """Say how a feature was drawn, by language of the story."""
    return {language: say_note(drawing.note, language) for language in story.languages}


def describe_article(story: Story) -> dict[str, str]:
    """Describe the article; `sha256` is that of its text as `geo.evidence.normalise` spells it."""
    fields = {"title", "publisher", "published", "address", "sha256"}
    return story.article.model_dump(include=fields)


def to_rows(table: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the rows of a table, id first, as plain values; what is missing is None."""
    plain = pd.DataFrame(table.drop(columns="geometry", errors="ignore")).reset_index()
    return [
        {key: None if _is_missing(value) else value for key, value in row.items()}
        for row in plain.to_dict("records")
    ]


def to_cell(value: object) -> str:
    """Write a plain value as the text of one cell; lists as Darwin Core joins them."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case float():
            return f"{value:.12g}"
        case list():
            return " | ".join(map(to_cell, value))
    return _UNPRINTABLE.sub("", str(value))


def _is_missing(value: object) -> bool:
    return not isinstance(value, list) and bool(pd.isna(value))
