"""What a news article says about places: the story, its evidence and its geometry.

>>> story = load_story()
>>> story.claim["P19.4"].paragraph
19
>>> draw(story)["vrae"].geometry.geom_type
'Polygon'
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from geo.atlas import AtlasError
from geo.drawing import Drawing, DrawingError, draw
from geo.evidence import Anchor, find_unsupported, resolve_anchors
from geo.model import Story
from geo.story import StoryError, amend, load_story

if TYPE_CHECKING:
    from geo.tables import to_claims, to_countries, to_tables

__all__ = [
    "Anchor",
    "AtlasError",
    "Drawing",
    "DrawingError",
    "Story",
    "StoryError",
    "amend",
    "draw",
    "find_unsupported",
    "load_story",
    "resolve_anchors",
    "to_claims",
    "to_countries",
    "to_tables",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import pandas, which is slow, only for those who ask for tables."""
    if name in __all__:
        return getattr(import_module("geo.tables"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List what is imported only when it is asked for, too: for `help` and for completion."""
    return sorted({*globals(), *__all__})
