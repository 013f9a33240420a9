"""The words of the interface are the same in number and kind in every language."""

from __future__ import annotations

import re
from typing import Any

import pytest

from map_app.text import LANGUAGES, read_words, say_date


def flatten(table: dict[str, Any], path: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in table.items():
        name = f"{path}.{key}".strip(".")
        flat |= flatten(value, name) if isinstance(value, dict) else {name: value}
    return flat


@pytest.mark.parametrize("language", LANGUAGES)
def test_same_keys_and_placeholders(language: str) -> None:
    ours, english = flatten(read_words(language)), flatten(read_words(next(iter(LANGUAGES))))
    assert list(ours) == list(english)
    for key, value in ours.items():
        if isinstance(value, str):
            assert sorted(re.findall(r"\{\w+\}", value)) == sorted(
                re.findall(r"\{\w+\}", english[key])
            )


@pytest.mark.parametrize(
    ("edtf", "english", "spanish"),
    [
        ("2015", "2015", "2015"),
        ("2015-08", "August 2015", "agosto de 2015"),
        ("2015-08-02", "2 August 2015", "2 de agosto de 2015"),
        ("2014/2016", "2014 – 2016", "2014 – 2016"),
        ("2015~", "about 2015", "hacia 2015"),
        ("2015-08~", "about August 2015", "hacia agosto de 2015"),
        ("2015-08-22~", "about 22 August 2015", "hacia el 22 de agosto de 2015"),
        ("2015?", "perhaps 2015", "quizá 2015"),
        ("2015-08?", "perhaps August 2015", "quizá agosto de 2015"),
        ("2015-08-22?", "perhaps 22 August 2015", "quizá 22 de agosto de 2015"),
        ("2015%", "perhaps about 2015", "quizá hacia 2015"),
        ("2015-08%", "perhaps about August 2015", "quizá hacia agosto de 2015"),
        ("2015-08-22%", "perhaps about 22 August 2015", "quizá hacia el 22 de agosto de 2015"),
        (
            "2001~/2015-08-22?",
            "about 2001 – perhaps 22 August 2015",
            "hacia 2001 – quizá 22 de agosto de 2015",
        ),
    ],
)
def test_dates_are_said(edtf: str, english: str, spanish: str) -> None:
    assert say_date(edtf, "en") == english
    assert say_date(edtf, "es") == spanish
