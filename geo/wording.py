"""What the rules look for in a text: its numbers, its dates, its blanks, its quotation marks.

What a language has for them is data, a file each: ``geo/data/words/en.toml``. Of a language without
one, numbers in digits are read, and no more.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

UNSEEN = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Characters that nobody sees: soft hyphens, spaces and joiners without a width."""

ONE_SPELLING = str.maketrans(
    {
        **dict.fromkeys("‘’‛′", "'"),  # noqa: RUF001 - the characters that are meant
        **dict.fromkeys("“”„″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),  # noqa: RUF001 - the same
    }
)
"""The quotes and dashes of all typographies, each to the plain one."""

_DROP_UNSEEN = str.maketrans("", "", UNSEEN)
_QUOTED = re.compile(r"“([^”]*)”|«([^»]*)»|\"([^\"]*)\"")
_BLANK = re.compile(r"\{(\w*)\}")
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*(?:\s*%)?")
# A thousands mark stands before three digits and after one to three that do not begin with 0;
# any other point or comma within a number is its decimal mark.
_THOUSANDS = re.compile(
    r"(?<![0-9.,])([1-9][0-9]{0,2})((?:[.,\u0020\u00a0\u2009\u202f][0-9]{3})+)(?![0-9])"
)
# What a language lists under the first name makes a number the second.
_LIMITS = {"ceilings": "ceiling", "floors": "floor"}
_GRAMMARS = files("geo").joinpath("data/words")
# From here on a multiple ("thousand") closes a group of its own: two thousand three hundred.
_GROUP = 1000


# Several rules look at each text of a story: what is found in the last texts is kept.
_KEPT = 4096


@lru_cache(_KEPT)
def normalise(text: str) -> str:
    """Give `text` one spelling of quotes, dashes and white space, in Unicode's NFC form.

    What nobody sees (`UNSEEN`) is dropped.
    """
    seen = unicodedata.normalize("NFC", text.translate(_DROP_UNSEEN))
    return " ".join(seen.translate(ONE_SPELLING).split())


def find_numbers(text: str) -> list[str]:
    """List the numbers written in digits in `text`, sorted, in one spelling for all languages.

    >>> find_numbers("1,000 t, 2.7 and 9 per cent") == find_numbers("1.000 t, 2,7 y 9 %")
    True
    """
    return sorted(number.replace(",", ".") for number in _NUMBER.findall(_spell_digits(text)))


@lru_cache(_KEPT)
def find_values(text: str, language: str) -> Mapping[str, str]:
    """Map each number in `text`, in digits or in words, and each date to the words that have it.

    The keys are one spelling for all languages.

    >>> find_values("two thirds of 1,000 t on 9 May", "en")
    {'2': 'two', '1000': '1000', '9': '9', '9 of month 5': '9 May'}
    """
    plain = _spell_digits(text)
    values = {
        f"{number}{match['percent']}": match["run"]
        for match in _number_words(language).finditer(plain)
        for number in _add_up(match["run"], language)
    }
    months = [month.casefold() for month in _grammar(language).get("months", ())]
    for match in _dates(language).finditer(plain) if months else ():
        month = f"month {months.index(match['month'].casefold()) + 1}"
        if match["day"]:
            values[f"{match['day']} of {month}"] = match.group()
        if match["year"]:
            values[f"{month} of {match['year']}"] = match.group()
    return values


def find_blanks(text: str) -> set[str]:
    """Find the names of the blanks in `text` that a program fills in, such as {count}."""
    return set(_BLANK.findall(text))


def find_quoted(text: str) -> list[str]:
    """List what stands in quotation marks in `text`."""
    return ["".join(groups) for groups in _QUOTED.findall(text)]


def drop_quoted(text: str) -> str:
    """Leave out of `text` what stands in quotation marks."""
    return _QUOTED.sub(" ", text)


def holds(text: str, words: str) -> bool:
    """Whether `words` stand in `text` as whole words, in any case."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def reads_words(language: str) -> bool:
    """Whether numbers in words and dates can be read in a language."""
    return bool(_grammar(language))


def name_language(language: str) -> str:
    """Return the English name of a language, or its tag where it has no file."""
    return str(_grammar(language).get("name", repr(language)))


def qualifiers(language: str) -> list[str]:
    """List the words of a language that limit the number after them ("up to"), longest first."""
    grammar = _grammar(language)
    listed = (word for kind in ("qualifiers", *_LIMITS) for word in grammar.get(kind, ()))
    return sorted(listed, key=len, reverse=True)


def find_limits(words: str, language: str) -> set[str]:
    """Find what the words before a number make of it: a ceiling, a floor, or neither.

    >>> find_limits("the police: up to about", "en")
    {'ceiling'}
    """
    grammar = _grammar(language)
    return {
        limit
        for kind, limit in _LIMITS.items()
        if any(holds(words, word) for word in grammar.get(kind, ()))
    }


@lru_cache(_KEPT)
def _spell_digits(text: str) -> str:
    plain = _THOUSANDS.sub(lambda match: re.sub(r"[^0-9]", "", match.group()), text)
    return _per_cent().sub("%", plain)


def _add_up(run: str, language: str) -> Iterator[str]:
    """Add up numbers that follow each other: "two hundred and fifty" is 250."""
    grammar = _grammar(language)
    numbers, multiples = grammar.get("numbers", {}), grammar.get("multiples", {})
    groups = 0.0  # what is closed: the thousands, the millions
    number: float | None = None
    for word in re.findall(r"[0-9]+(?:[.,][0-9]+)?|[^\W\d]+", run.casefold()):
        if word in multiples:
            number = multiples[word] * (1 if number is None else number)
            if multiples[word] >= _GROUP:
                groups, number = groups + number, None
        elif word in numbers or word[0].isdigit():
            value = numbers[word] if word in numbers else float(word.replace(",", "."))
            if number is not None and not _goes_on(number, value):
                yield f"{groups + number:.12g}"
                groups, number = 0.0, None
            number = (number or 0) + value
    if groups or number is not None:
        yield f"{groups + (number or 0):.12g}"


def _goes_on(number: float, value: float) -> bool:
    """Whether `value` goes on after `number`: 25 after 200, 5 after 20."""
    hundreds = number > 0 and number % 100 == 0
    tens = number % 100 >= 20 and number % 10 == 0  # noqa: PLR2004 - ten two is no number
    return (hundreds and 1 <= value < 100) or (tens and 1 <= value < 10)  # noqa: PLR2004 - the same


@cache
def _per_cent() -> re.Pattern[str]:
    """Match the sign and the words for it in any language: a text need not say which it is in."""
    words = [_grammar(file.name.removesuffix(".toml"))["per_cent"] for file in _GRAMMARS.iterdir()]
    return re.compile(rf"\s*(?:%|{'|'.join(sorted(words))})", re.IGNORECASE)


@cache
def _number_words(language: str) -> re.Pattern[str]:
    """Match runs of numbers, in digits or in words."""
    grammar = _grammar(language)
    run = "[0-9]+(?:[.,][0-9]+)?"
    if grammar:
        multiple = _any_of(grammar["multiples"])
        word = _any_of({**grammar["numbers"], **grammar["multiples"]})
        run += rf"(?: {multiple})*|{word}(?:{grammar['between']}{word})*"
    return re.compile(rf"(?<!\w)(?P<run>{run})(?P<percent>%?)", re.IGNORECASE)


@cache
def _dates(language: str) -> re.Pattern[str]:
    """Match months with what stands beside them of a day and a year."""
    grammar = _grammar(language)
    date = grammar["date"].replace("<months>", _any_of(grammar["months"]))
    return re.compile(rf"(?<!\w){date}", re.IGNORECASE)


def _any_of(words: Iterable[str]) -> str:
    return rf"(?:{'|'.join(sorted(words, key=len, reverse=True))})(?!\w)"


@cache
def _grammar(language: str) -> dict[str, Any]:
    """Read what a language has for numbers and dates; empty for one without a file."""
    file = _GRAMMARS.joinpath(f"{language}.toml")
    return tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
