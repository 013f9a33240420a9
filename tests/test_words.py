"""A text holds its words by language, and plain words where there is but one."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from geo.words import Text


def test_a_text_is_a_mapping_from_languages_to_words() -> None:
    text = Text(en="Valley", es="Valle")
    assert text["es"] == text.get("es") == "Valle"
    assert text.get("qu") is None
    assert text.first == "Valley"
    assert list(text.keys()) == ["en", "es"]
    assert hash(text) == hash(Text(en="Valley", es="Valle"))


def test_plain_words_are_in_the_one_language_there_is() -> None:
    assert Text.model_validate("Valle", context={"languages": ("es",)}) == Text(es="Valle")
    for languages in ((), ("en", "es")):
        with pytest.raises(ValidationError):
            Text.model_validate("Valle", context={"languages": languages})


def test_words_are_never_empty() -> None:
    with pytest.raises(ValidationError):
        Text(en=" ")
