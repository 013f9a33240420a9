"""What a desk demands of a story beyond honesty: budgets of quotation, numbers, words and terms.

A policy is data, a TOML file: those of `NAMES` come with the project, any other stands beside
``story.toml``. One that `extends` another adds its words to that one's and replaces its limits.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple, NoReturn, Self

from pydantic import Field, model_validator

from geo.wording import normalise
from geo.words import LanguageTag, Model

if TYPE_CHECKING:
    from collections.abc import Mapping

NAMES = ("general", "sensitive")
"""The policies that come with the project, each on top of the one before."""

Kind = Literal["loaded", "operational"]
KINDS: tuple[Kind, ...] = ("loaded", "operational")
# Whose words hold for all languages; no BCP 47 tag.
EVERY: Literal["every"] = "every"

# A term names a part as <part>; (?P<...> and (?<... are the expression's own.
_PART = re.compile(r"(?<!\(\?)(?<!\(\?P)<(\w+)>")

_Terms = dict[Literal["every"] | LanguageTag, tuple[str, ...]]


class Limit(NamedTuple):
    """How many there may be, or 1 for what is demanded and 0 for what is not; and who says so."""

    value: int
    key: str


class Found(NamedTuple):
    """Words that a policy does not let pass, as `geo.wording.normalise` spells them, and why."""

    words: str
    key: str


class _File(Model):
    """A policy as its file has it."""

    extends: Literal["general", "sensitive"] | None = None
    quotation: dict[
        Literal["longest", "quotes", "words"], Annotated[int, Field(strict=True, ge=0)]
    ] = Field(default_factory=dict)
    numbers: dict[Literal["from_figures", "from_claims"], bool] = Field(default_factory=dict)
    parts: dict[Literal["every"] | LanguageTag, dict[str, str]] = Field(default_factory=dict)
    loaded: _Terms = Field(default_factory=dict)
    operational: _Terms = Field(default_factory=dict)

    @model_validator(mode="after")
    def _compiles(self) -> Self:
        for kind in KINDS:
            for language, terms in getattr(self, kind).items():
                try:
                    self.compile(language, terms)
                except (re.error, KeyError):
                    self._name_culprit(kind, language, terms)
        return self

    def _name_culprit(self, kind: Kind, language: str, terms: tuple[str, ...]) -> NoReturn:
        for term in terms:
            try:
                self.compile(language, (term,))
            except (re.error, KeyError) as error:
                message = f"{kind}.{language}: {term!r} cannot be looked for ({error})"
                raise ValueError(f"{message}; mend the expression") from None
        raise ValueError(f"{kind}.{language}: its terms cannot be looked for together; mend them")

    def compile(self, language: str, terms: tuple[str, ...]) -> re.Pattern[str]:
        """Compile terms of a language, their parts filled in, into one expression."""
        parts = {**self.parts.get(EVERY, {}), **self.parts.get(language, {})}
        found = _PART.sub(lambda match: parts[match[1]], "|".join(terms))
        return re.compile(rf"(?<!\w)(?:{found})(?!\w)", re.IGNORECASE)


@dataclass(frozen=True)
class Policy:
    """A policy with all that it extends; each limit and each word knows its file and key.

    `limits` are by the key in the file, ``quotation.longest``; `terms` by kind and language.
    """

    limits: Mapping[str, Limit]
    terms: Mapping[tuple[Kind, str], tuple[tuple[re.Pattern[str], str], ...]]

    def find(self, kind: Kind, language: str, text: str) -> Found | None:
        """Return the first words of a `kind` in `text`, which is in `language`, if any stand there.

        >>> load_policy("general").find("loaded", "en", "a lawless place")
        Found(words='lawless', key='general.toml: loaded.en')
        """
        plain = normalise(text)
        searched = [
            (match.start(), Found(match.group(), key))
            for name in (EVERY, language)
            for pattern, key in self.terms.get((kind, name), ())
            if (match := pattern.search(plain))
        ]
        return min(searched)[1] if searched else None


@cache
def load_policy(name: str) -> Policy:
    """Read the policy of `NAMES` that is called `name`."""
    file = f"{name}.toml"
    text = files("geo").joinpath("data/policy", file).read_text("utf-8")
    return make_policy(file, tomllib.loads(text))


def make_policy(file: str, table: Mapping[str, object]) -> Policy:
    """Make a policy of what its `file` holds, with all that it extends.

    Raises
    ------
    pydantic.ValidationError
        If a name is unknown, a value no limit, or a term no regular expression.
    """
    own = _File.model_validate(table)
    limits = {
        f"{name}.{key}": Limit(int(value), f"{file}: {name}.{key}")
        for name, values in (("quotation", own.quotation), ("numbers", own.numbers))
        for key, value in values.items()
    }
    terms: dict[tuple[Kind, str], tuple[tuple[re.Pattern[str], str], ...]] = {
        (kind, language): ((own.compile(language, listed), f"{file}: {kind}.{language}"),)
        for kind in KINDS
        for language, listed in getattr(own, kind).items()
        if listed
    }
    if own.extends is None:
        return Policy(limits, terms)
    base = load_policy(own.extends)
    both = {key: base.terms.get(key, ()) + terms.get(key, ()) for key in {**base.terms, **terms}}
    return Policy({**base.limits, **limits}, both)
