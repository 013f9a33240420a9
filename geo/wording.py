"""What the rules look for in a text: its numbers, its blanks, its quotation marks, its words.

The words to look for are data: ``geo/data/words.toml``.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

_QUOTED = re.compile(r"“([^”]*)”|«([^»]*)»|\"([^\"]*)\"")
_BLANK = re.compile(r"\{(\w*)\}")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?:\s*%)?")
# A thousands mark stands before three digits and after one to three that do not begin with 0;
# any other point or comma within a number is its decimal mark.
_THOUSANDS = re.compile(
    r"(?<![0-9.,])([1-9][0-9]{0,2})((?:[.,\u0020\u00a0\u2009\u202f][0-9]{3})+)(?![0-9])"
)
_PER_CENT = re.compile(r"\s*(?:%|\bper ?cent\b|\bpor ciento\b)", re.IGNORECASE)


def find_numbers(text: str) -> list[str]:
    """List the numbers written in digits in `text`, sorted, in one spelling for all languages.

    >>> find_numbers("1,000 t, 2.7 and 9 per cent") == find_numbers("1.000 t, 2,7 y 9 %")
    True
    """
    plain = _THOUSANDS.sub(lambda match: re.sub(r"[^0-9]", "", match.group()), text)
    return sorted(number.replace(",", ".") for number in _NUMBER.findall(_PER_CENT.sub("%", plain)))


def find_blanks(text: str) -> set[str]:
    """Find the names of the blanks in `text` that a program fills in, such as {count}."""
    return set(_BLANK.findall(text))


def find_quoted(text: str) -> list[str]:
    """List what stands in quotation marks in `text`."""
    return ["".join(groups) for groups in _QUOTED.findall(text)]


def drop_quoted(text: str) -> str:
    """Leave out of `text` what stands in quotation marks."""
    return _QUOTED.sub(" ", text)


def find_word(kind: str, language: str, text: str) -> str | None:
    """Return the first word of a `kind` of ``words.toml`` that stands in `text`, if any does."""
    match = _compile(kind, language).search(text)
    return match.group() if match else None


def holds(text: str, words: str) -> bool:
    """Whether `words` stand in `text` as whole words, in any case."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def qualifiers() -> list[str]:
    """List the English words that limit the number after them ("up to"), the longest first."""
    return sorted(_words()["qualifiers"]["en"], key=len, reverse=True)


@cache
def _compile(kind: str, language: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(_words()[kind][language])})(?!\w)", re.IGNORECASE)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("geo").joinpath("data/words.toml").read_text("utf-8"))
