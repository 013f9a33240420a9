"""Each shape of the bundled story says what it said before its words left the geometry."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from map_app.text import LANGUAGES, say_doubt, say_note

if TYPE_CHECKING:
    from geo.drawing import Drawing

SAID = json.loads(Path(__file__).with_name("notes.json").read_text("utf-8"))


@pytest.mark.parametrize("name", SAID)
@pytest.mark.parametrize("language", LANGUAGES)
def test_shape_says_how_it_was_drawn(
    name: str, language: str, drawings: dict[str, Drawing]
) -> None:
    drawing = drawings[name]
    assert say_note(drawing.note, language) == SAID[name]["note"][language]
    assert say_doubt(drawing.doubt, language) == SAID[name]["doubt"][language]


def test_every_shape_is_held_to_its_words(drawings: dict[str, Drawing]) -> None:
    assert list(drawings) == list(SAID)
