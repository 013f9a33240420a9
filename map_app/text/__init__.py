"""The words of the interface, one file per language, all with the same keys."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from geo import dates
from geo.problems import DatelineError
from geo.words import Text

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.kinds import Note, Value
    from geo.model import Article


class LanguageError(DatelineError, LookupError):
    """A language in which the interface has no words."""


@cache
def read_words(language: str) -> dict[str, dict[str, object]]:
    """Read the interface words of `language`, in their sections; some have plurals and lists.

    Raises
    ------
    LanguageError
        If there is no file of words in it.
    """
    file = files(__name__).joinpath(f"{language}.toml")
    if not file.is_file():
        raise LanguageError(
            f"story.toml: languages: the interface has no words in {language!r}, only in"
            f" {', '.join(LANGUAGES)}; add map_app/text/{language}.toml or leave the language out"
        )
    return tomllib.loads(file.read_text("utf-8"))


@cache
def words(language: str) -> dict[str, dict[str, str]]:
    """Return the interface words of `language`, in their sections, without plurals and lists."""
    return {
        name: {key: said for key, said in section.items() if isinstance(said, str)}
        for name, section in read_words(language).items()
    }


@cache
def _list_months(language: str) -> list[str]:
    months = read_words(language)["date"]["months"]
    return [str(month) for month in months] if isinstance(months, list) else []


def _find_languages() -> dict[str, str]:
    names = sorted(path.name for path in files(__name__).iterdir())
    tags = [name.removesuffix(".toml") for name in names if name.endswith(".toml")]
    return {tag: words(tag)["locale"]["name"] for tag in tags}


LANGUAGES = _find_languages()
"""The languages of the page, by BCP 47 tag, each under its own name: one per file here."""


def say_date(edtf: str, language: str) -> str:
    """Say an EDTF date or interval, such as ``2015-08-22~``, in words: "about 22 August 2015".

    ``?`` is said as "perhaps", ``~`` as "about", and ``%`` as both.
    """
    return " – ".join(_say_day(date, language) for date in dates.parse_edtf(edtf).dates)


def _say_day(date: dates.Date, language: str) -> str:
    patterns = words(language)["date"]
    said = f"{date.year:04}"
    if date.month:
        pattern = patterns["day" if date.day else "month"]
        month = _list_months(language)[date.month - 1]
        said = pattern.format(day=date.day, month=month, year=said)
    if date.approximate:
        said = patterns["about_day" if date.day else "about"].format(date=said)
    return patterns["perhaps"].format(date=said) if date.uncertain else said


def say_precision(precision: str, language: str) -> str:
    """Say how a shape of that precision is drawn: "A named city: a point"."""
    page = words(language)
    both = page["precision"]["both"]
    return both.format(what=page["precision"][precision], how=page["precision_how"][precision])


def say_source(article: Article, language: str) -> str:
    """Say where a story comes from: who published the article, from where and when."""
    source = words(language)["page"]["source"]
    date = say_date(article.published, language)
    return source.format(publisher=article.publisher, dateline=article.dateline, date=date)


def say_note(note: Note, language: str) -> str:
    """Say how a shape was drawn, in a sentence or two."""
    return _fill("note", note, language)


def say_doubt(doubt: Note, language: str) -> str:
    """Say how far a shape goes, in a few words: "about 20 km either side of the rivers"."""
    return _fill("doubt", doubt, language)


def fill(text: str, values: Mapping[str, str]) -> str:
    """Fill in the {braces} of a story's text; those that are not named stay as they are."""
    return re.sub(r"\{(\w+)\}", lambda blank: values.get(blank[1], blank[0]), text)


def _fill(section: str, note: Note, language: str) -> str:
    values = {name: _say(value, language) for name, value in note.values.items()}
    return words(language)[section][note.key].format(**values)


def _say(value: Value, language: str) -> str:
    match value:
        case str():
            return value
        case Text():
            # The atlas may have no name in this language.
            return dict(value.items()).get(language, value.first)
        case tuple():
            return _join([_say(name, language) for name in value], language)
    return say_number(value)


def say_number(value: float) -> str:
    """Say a number with its thousands marked."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,g}"


def _join(names: Sequence[str], language: str) -> str:
    *others, last = names
    pattern = words(language)["locale"]["last"]
    return str(pattern.format(names=", ".join(others), name=last)) if others else last
