"""Words of another language are marked as such, wherever they are quoted."""

from __future__ import annotations

import re

import pytest

from geo import draw, load_story
from geo.words import Text
from map_app.foreign import find_foreign, split_quoted
from map_app.page.prose import tell
from map_app.sheet import draw_sheet

VRAE = load_story()


def test_the_storys_foreign_quotes_are_found() -> None:
    found = find_foreign(VRAE)
    assert found["en"]["en casos extremos"] == "es"
    assert "es" not in found


@pytest.mark.parametrize(
    ("en", "es", "expected"),
    [
        # The same words in both texts are foreign to one of them.
        ("He said “hasta el valle”.", "Dijo «hasta el valle».", {"en": {"hasta el valle": "es"}}),
        (
            "He said “the law of Peru”.",
            "Dijo «the law of Peru».",
            {"es": {"the law of Peru": "en"}},
        ),
        ("He said “the law”.", "Dijo «la ley».", {}),
        ("It is called “Xyz”.", "Se llama «Xyz».", {}),
    ],
)
def test_the_language_of_a_passage_is_found_by_its_words(
    en: str, es: str, expected: dict[str, dict[str, str]]
) -> None:
    unsaid = (*VRAE.unsaid, Text(en=en, es=es))
    found = find_foreign(VRAE.model_copy(update={"claims": (), "unsaid": unsaid}))
    assert found == expected


def test_no_text_is_lost_where_it_is_split() -> None:
    text = "“A b” and «c d»; “e"
    assert split_quoted(text)[1::2] == ["A b", "c d"]
    assert "".join(split_quoted(text)) == text


def test_prose_marks_them() -> None:
    told = tell(draw_sheet(VRAE, draw(VRAE)), "en")
    assert '“<span lang="es">en casos extremos</span>”' in told
    # And answers what the slider would.
    assert re.search(r"At 250 kg a flight: up to 600 flights a year, 1\.6 a day", told)
