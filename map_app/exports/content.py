"""What is exported: a story's tables, and how each feature looks."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import pandas as pd

from geo import atlas
from geo.drawing import find_datasets
from geo.problems import DatelineError
from geo.tables import CRS, to_bands, to_claims, to_tables
from map_app.style import COLOURS, HATCHES, LOOKS, Look
from map_app.telling import tell_feature

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.atlas import Dataset
    from geo.drawing import Drawing
    from geo.model import Story
    from geo.records import Record

# What XML 1.0 cannot hold, and no sheet can show.
_UNPRINTABLE = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class ExportError(DatelineError, ValueError):
    """What was asked for cannot be exported; the message says why."""


class File(NamedTuple):
    """A file that was written, and which part of the story it holds: see `documents`."""

    path: Path
    part: str


class Content:
    """A drawn story as tables, and the look of each of its features.

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
    looks
        How each feature is drawn on the map, by feature id.
    """

    def __init__(self, story: Story, drawings: Mapping[str, Drawing]) -> None:
        self.story = story
        tables = to_tables(story, drawings, tell_feature)
        self.layers = {name: rows for name, rows in tables.items() if len(rows)}
        self.bands = to_bands(story, drawings)
        self.claims = to_claims(story)
        self.looks = {feature.id: LOOKS[feature.shape.look] for feature in story.features}

    @property
    def language(self) -> str:
        """The story's own language, in which files of one language are written."""
        return self.story.languages[0]

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


def describe_article(story: Story) -> dict[str, str]:
    """Describe the article; `sha256` is that of its text as `geo.evidence.normalise` spells it."""
    fields = {"title", "publisher", "published", "address", "language", "sha256"}
    return story.article.model_dump(include=fields)


def find_line(look: Look) -> str:
    """Return the colour of a look's lines in the light scheme, as ``#rrggbb``."""
    return COLOURS[look.colour].light


def find_fill(look: Look) -> str:
    """Return the colour of a look's fill: a hatch has that of the lines, and so has no fill."""
    is_even = look.fill and look.fill not in HATCHES
    return COLOURS[look.fill].light if is_even else find_line(look)


def say_title(item: Dataset, language: str) -> str:
    """Say what a data set is, in another language where the atlas does not have this one."""
    return dict(item.title.items()).get(language, item.title.first)


def to_rows(table: pd.DataFrame) -> list[Record]:
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
