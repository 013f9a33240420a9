"""Annotations say in each language of the story what the article's words are about."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from geo.evidence import resolve_anchors
from geo.story import load_story
from map_app.exports.annotations import write_annotations
from tests.stories import TEXT, write_story

if TYPE_CHECKING:
    from pathlib import Path


def test_an_annotation_has_a_body_in_each_language(tmp_path: Path) -> None:
    story = load_story(write_story(tmp_path / "small"))
    path = tmp_path / "notes.json"
    write_annotations(story, resolve_anchors(story, TEXT), path)
    (annotation,) = json.loads(path.read_text("utf-8"))["@graph"]
    assert annotation["body"] == [
        {"type": "TextualBody", "value": says, "language": language}
        for language, says in story.claim["P01.1"].says.items()
    ]
    assert annotation["target"]["creator"] == {"type": "Organization", "name": "The Paper"}
    assert annotation["target"]["selector"]["exact"] == "it  happened here"
