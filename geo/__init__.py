"""What a news article says about places: the story, its evidence and its geometry.

>>> story = load_story()
>>> story.claim["P19.4"].paragraph
19
>>> draw(story)["vrae"].geometry.geom_type
'Polygon'
"""

from geo.atlas import AtlasError
from geo.evidence import Anchor, check_evidence, resolve_anchors
from geo.model import Story
from geo.shapes import Drawing, DrawingError, draw
from geo.story import StoryError, load_story

__all__ = [
    "Anchor",
    "AtlasError",
    "Drawing",
    "DrawingError",
    "Story",
    "StoryError",
    "check_evidence",
    "draw",
    "load_story",
    "resolve_anchors",
]
