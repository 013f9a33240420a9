"""What every model is made of: names, numbers and addresses with their patterns, and words.

Longitudes come before latitudes, both in degrees, EPSG:4326.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    RootModel,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

if TYPE_CHECKING:
    from collections.abc import ItemsView, KeysView

# So many words make an anchor: fewer could be guessed from their hash.
ANCHOR_WORDS = range(5, 9)

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*$")]
ClaimId = Annotated[str, StringConstraints(pattern=r"^[A-Z]\d{1,2}(\.\d+)?$")]
# BCP 47: a language, and where it matters its script and its region.
LanguageTag = Annotated[
    str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$")
]
# A policy of the project, or a file beside story.toml.
PolicyName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]*(\.toml)?$")]
Iso3 = Annotated[str, StringConstraints(pattern=r"^[A-Z]{3}$")]
Sha256 = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
WordsHash = Annotated[
    str, StringConstraints(pattern=rf"^[{ANCHOR_WORDS[0]}-{ANCHOR_WORDS[-1]}]:[0-9a-f]{{12}}$")
]
Address = Annotated[str, StringConstraints(pattern=r"^https?://[^\s/]+\S*$")]
Kilometres = Annotated[float, Field(gt=0, le=20_000)]
Longitude = Annotated[float, Field(ge=-180, le=180)]
Latitude = Annotated[float, Field(ge=-90, le=90)]
Position = tuple[Longitude, Latitude]


class Model(BaseModel):
    """Frozen, and closed to keys that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Text(RootModel[dict[str, Words]]):
    """The same words in one language or several, by BCP 47 tag: ``text["es"]``.

    Where the context of the validation names one of ``languages`` alone, plain words are in it.

    >>> Text.model_validate("Valle", context={"languages": ("es",)})["es"]
    'Valle'
    """

    model_config = ConfigDict(frozen=True)

    @model_validator(mode="before")
    @classmethod
    def _take_plain_words(cls, value: object, info: ValidationInfo) -> object:
        languages = (info.context or {}).get("languages", ())
        return {languages[0]: value} if isinstance(value, str) and len(languages) == 1 else value

    def __getitem__(self, language: str) -> str:
        """Return the words in one language."""
        return self.root[language]

    def get(self, language: str) -> str | None:
        """Return the words in one language, or None where they are missing."""
        return self.root.get(language)

    def keys(self) -> KeysView[str]:
        """Return the languages, in the order in which they were given."""
        return self.root.keys()

    def items(self) -> ItemsView[str, str]:
        """Return each language with its words."""
        return self.root.items()

    @property
    def first(self) -> str:
        """The words in the language that was given first."""
        return next(iter(self.root.values()))

    def __hash__(self) -> int:
        return hash(tuple(self.root.items()))
