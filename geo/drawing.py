"""A story's features drawn: each with its geometry, how that was drawn and how far it goes.

Everything is EPSG:4326, longitude before latitude. What is drawn how is the business of
`geo.kinds`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import shapely

from geo import geodesy
from geo.atlas import AtlasError
from geo.kinds import Band, Note, Pen
from geo.problems import DatelineError, Problem

if TYPE_CHECKING:
    from collections.abc import Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.kinds import Shape
    from geo.model import Feature, Story


class DrawingError(DatelineError, ValueError):
    """Features that cannot be drawn.

    Attributes
    ----------
    problems
        What is wrong, each with its file, its item and the mend.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join([f"{len(problems)} not drawn", *(f"  {p}" for p in problems)]))


@dataclass(frozen=True, repr=False)
class Drawing:
    """A feature with its geometry.

    Attributes
    ----------
    feature
        The feature that is drawn.
    bands
        Its parts, as a map draws them: longitudes are continuous and may leave ±180°.
    note
        How it was drawn, from its own numbers; `map_app.text.say_note` says it.
    doubt
        How far it goes; `map_app.text.say_doubt` says it.
    """

    feature: Feature
    bands: tuple[Band, ...]
    note: Note
    doubt: Note

    @property
    def geometry(self) -> BaseGeometry:
        """The whole, within ±180°, cut at the antimeridian as RFC 7946 asks."""
        whole = shapely.union_all([band.geometry for band in self.bands])
        if whole.geom_type == "MultiLineString":
            whole = shapely.line_merge(whole)
        return geodesy.cut_at_antimeridian(whole)

    def __repr__(self) -> str:
        return f"<Drawing {self.feature.id}, {self.geometry.geom_type}: {self.note}>"


def draw(story: Story) -> dict[str, Drawing]:
    """Draw every feature of `story`, by id, in the story's order.

    Raises
    ------
    DrawingError
        If a feature cannot be drawn: its shape names what the atlas does not hold, or its numbers
        make no shape. It lists all such features at once.

    Examples
    --------
    >>> from geo import load_story
    >>> draw(load_story())["lima"].geometry.geom_type
    'Point'
    """
    pen = Pen(story.feature)
    drawings = {}
    problems = []
    for feature in story.features:
        shape = feature.shape
        try:
            bands = pen.draw(feature.id)
            note = shape.note(pen, bands)
            drawings[feature.id] = Drawing(feature, tuple(bands), note, shape.doubt())
        except (AtlasError, ValueError, shapely.errors.GEOSException) as error:
            problems.append(Problem("features.toml", feature.id, f"cannot be drawn: {error}"))
    if problems:
        raise DrawingError(problems)
    return drawings


def find_datasets(story: Story, shape: Shape) -> list[str]:
    """Name the data sets of the atlas that `shape` and what it builds on are drawn from."""
    parts = [story.feature[name].shape for name in shape.builds_on]
    found = [name for part in parts for name in find_datasets(story, part)]
    return list(dict.fromkeys([*shape.datasets, *found]))
