"""The words of the interface, one file per language, all with the same keys."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from geo.model import Article
    from geo.words import Text

LANGUAGES = {"en": "English", "es": "Español"}
"""The languages of the page, by BCP 47 tag, each under its own name."""


@cache
def words(language: str) -> dict[str, Any]:
    """Return the interface words of `language`, in their sections."""
    return tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text("utf-8"))


def say_date(edtf: str, language: str) -> str:
    """Say an EDTF date or interval, such as ``2015-08-22~``, in words: "about 22 August 2015".

    ``?`` is said as "perhaps", ``~`` as "about", and ``%`` as both.
    """
    start, slash, end = edtf.partition("/")
    if slash:
        return f"{say_date(start, language)} – {say_date(end, language)}"
    date = words(language)["date"]
    year, month, day = [*edtf.rstrip("?~%").split("-"), "", ""][:3]
    said = year
    if month:
        pattern = date["day"] if day else date["month"]
        said = pattern.format(day=day.lstrip("0"), month=date["months"][int(month) - 1], year=year)
    if edtf.endswith(("~", "%")):
        said = date["about_day" if day else "about"].format(date=said)
    return str(date["perhaps"].format(date=said)) if edtf.endswith(("?", "%")) else said


def say_source(article: Article, language: str) -> str:
    """Say where a story comes from: who published the article, from where and when."""
    source = words(language)["page"]["source"]
    date = say_date(article.published, language)
    return str(source.format(publisher=article.publisher, dateline=article.dateline, date=date))


def say_note(note: Text, language: str) -> str:
    """Say how a feature was drawn."""
    return note[language]


def say_doubt(doubt: Text, language: str) -> str:
    """Say how far a shape goes."""
    return doubt[language]


def say_precision(precision: str, language: str) -> str:
    """Say what a precision means, and how it is drawn."""
    return str(words(language)["precision"][precision])
