"""What a story is made of: frozen models, as read from TOML. `geo.rules` judges what they say.

Longitudes come before latitudes, both in degrees, EPSG:4326.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from functools import cached_property
from typing import Annotated, Any, Literal, Self, get_args

from pydantic import Field, model_validator

from geo.dates import Edtf
from geo.words import (
    Address,
    ClaimId,
    Iso3,
    Kilometres,
    LanguageTag,
    Model,
    PolicyName,
    Position,
    Sha256,
    Slug,
    Text,
    Words,
    WordsHash,
)

Voice = Literal["article", "quoted", "official", "context", "derived"]
Precision = Literal["place", "country", "region", "schematic", "unlocated"]


class Source(Model):
    """Where a statement from outside the article can be read."""

    address: Address
    publisher: Words


class Figure(Model):
    """A number that a claim gives.

    `value` is empty for a number in words ("dozens"); `to` is the upper end of a range.
    `words` are those that the article prints for it, few enough to be looked up there; the
    `qualifier` is among them or directly before them.
    """

    unit: Text
    value: float | None = None
    to: float | None = None
    qualifier: Text | None = None
    words: Words | None = None


class Claim(Model):
    """One statement, in our own words, and whose statement it is.

    A claim of the article has its `paragraph` and the words there that it rests on: `quote` has
    them verbatim, the `exact` of a W3C TextQuoteSelector; `anchor` only how many they are and a
    hash of them (`geo.evidence.make_anchor`), which tells nobody what the article says and still
    finds them in it. A claim from outside has `sources`, one of ours the claims it `rests_on`.
    `later` says what others report or what became of it, on the strength of the claims in `see`.
    A `speaker` may have an `office`, which says why they know.
    """

    id: ClaimId
    voice: Voice
    says: Text
    paragraph: Annotated[int, Field(ge=1)] | None = None
    speaker: Text | None = None
    office: Text | None = None
    quote: Words | None = None
    anchor: WordsHash | None = None
    figures: tuple[Figure, ...] = ()
    when: Edtf | None = None
    sources: tuple[Source, ...] = ()
    rests_on: tuple[ClaimId, ...] = ()
    later: Text | None = None
    see: tuple[ClaimId, ...] = ()

    @property
    def speaker_in_full(self) -> Text | None:
        """Who speaks, by name and, after a comma, by office; None where nobody is named."""
        if self.speaker is None or self.office is None:
            return self.speaker
        office = self.office.root
        return Text(
            {
                language: f"{name}, {office[language]}" if language in office else name
                for language, name in self.speaker.items()
            }
        )

    def __repr__(self) -> str:
        where = f", paragraph {self.paragraph}" if self.paragraph else ""
        return f"<Claim {self.id}, {self.voice}{where}: {self.says.first}>"


class _Shape(Model):
    """How a feature is drawn; `geo.shapes` draws it."""

    @property
    def builds_on(self) -> tuple[str, ...]:
        """The ids of the features that this shape is made from."""
        return ()

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The ids of the claims that give its position."""
        return ()


class Place(_Shape):
    """A point: a city of the atlas, or a position and the claim that gives it."""

    kind: Literal["place"]
    city: Words | None = None
    country: Iso3 | None = None
    position: Position | None = None
    source: ClaimId | None = None

    @model_validator(mode="after")
    def _is_city_or_position(self) -> Self:
        city = self.city is not None and self.country is not None
        position = self.position is not None and self.source is not None
        if city == position:
            raise ValueError("a place is a city with its country, or a position with its source")
        return self

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The claim that gives the position, unless the atlas does."""
        return (self.source,) if self.source else ()


class Country(_Shape):
    """A country of the atlas, by its ISO 3166-1 alpha-3 code."""

    kind: Literal["country"]
    iso3: Iso3


class Valley(_Shape):
    """The land within `half_width_km` of the rivers named, between two points."""

    kind: Literal["valley"]
    rivers: Annotated[tuple[Words, ...], Field(min_length=1)]
    start: Position
    end: Position
    half_width_km: Kilometres


class Zone(_Shape):
    """The part of a valley nearer to its rivers than some kilometres, or farther."""

    kind: Literal["zone"]
    of: Slug
    within_km: Kilometres | None = None
    beyond_km: Kilometres | None = None

    @model_validator(mode="after")
    def _has_one_limit(self) -> Self:
        if (self.within_km is None) == (self.beyond_km is None):
            raise ValueError("a zone has either within_km or beyond_km")
        return self

    @property
    def builds_on(self) -> tuple[str, ...]:
        """The valley that this is a part of."""
        return (self.of,)


class Corridor(_Shape):
    """A band from one feature into another, widening and fading, kept to some countries."""

    kind: Literal["corridor"]
    start: Slug
    into: Slug
    widths_km: tuple[Kilometres, Kilometres]
    countries: Annotated[tuple[Iso3, ...], Field(min_length=1)]

    @property
    def builds_on(self) -> tuple[str, ...]:
        """Where it starts and where it leads."""
        return (self.start, self.into)


class Route(_Shape):
    """The great circle from one feature to another."""

    kind: Literal["route"]
    start: Slug
    to: Slug

    @property
    def builds_on(self) -> tuple[str, ...]:
        """Where it starts and where it ends."""
        return (self.start, self.to)


class Circle(_Shape):
    """All that lies within `radius_km` of a point that a claim gives; the point is not drawn."""

    kind: Literal["circle"]
    centre: Position
    radius_km: Kilometres
    source: ClaimId

    @property
    def rests_on(self) -> tuple[str, ...]:
        """The claim that gives the centre."""
        return (self.source,)


Shape = Annotated[
    Place | Country | Valley | Zone | Corridor | Route | Circle, Field(discriminator="kind")
]


class Feature(Model):
    """One thing on the map, how it is drawn, and the claims it rests on."""

    id: Slug
    layer: Slug
    name: Text
    shape: Shape
    precision: Precision
    claims: Annotated[tuple[ClaimId, ...], Field(min_length=1)]
    shown: bool = True
    label: Text | None = None

    def __repr__(self) -> str:
        return f"<Feature {self.id}, {self.shape.kind}: {self.name.first}, {self.precision}>"


class Timeline(Model):
    """What was said then beside what happened later, by the dates of the claims.

    What was said without a date of its own was said when the article was published.
    """

    kind: Literal["timeline"]
    title: Text
    said: Annotated[tuple[ClaimId, ...], Field(min_length=1)]
    later: Annotated[tuple[ClaimId, ...], Field(min_length=1)]

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims that it shows."""
        return self.said + self.later


class Quotient(Model):
    """A figure of a claim divided by an amount that the reader chooses.

    The claim's first figure times `scale` is divided by something from `low` to `high`. `says` has
    the places {amount}, {count} and {a_day} for the result.
    """

    kind: Literal["quotient"]
    title: Text
    claim: ClaimId
    scale: Annotated[float, Field(gt=0)]
    low: Annotated[float, Field(gt=0)]
    high: Annotated[float, Field(gt=0)]
    step: Annotated[float, Field(gt=0)]
    start: Annotated[float, Field(gt=0)]
    asks: Text
    says: Text
    caveat: Text

    @property
    def claims(self) -> tuple[str, ...]:
        """The id of the claim that it divides."""
        return (self.claim,)


class DotPlot(Model):
    """The figures of one claim on one axis, each with who gave it."""

    kind: Literal["dots"]
    title: Text
    claim: ClaimId
    caveat: Text

    @property
    def claims(self) -> tuple[str, ...]:
        """The id of the claim whose figures it shows."""
        return (self.claim,)


Plot = Annotated[Timeline | Quotient | DotPlot, Field(discriminator="kind")]


class Chapter(Model):
    """One step of the story: what to read, what to light up, what it rests on."""

    id: Slug
    title: Text
    text: Text
    features: tuple[Slug, ...] = ()
    claims: Annotated[tuple[ClaimId, ...], Field(min_length=1)]
    figure: Plot | None = None


class Layer(Model):
    """A group of features that a reader shows and hides together."""

    id: Slug
    name: Text


class Article(Model):
    """The article that a story maps, which the project never holds.

    `sha256` is that of its normalised text (`geo.wording.normalise`). Paragraphs are counted
    from the one that begins with `begins`; those that begin with one of `skips` do not count.
    """

    title: Words
    publisher: Words
    published: Edtf
    address: Address
    language: LanguageTag
    dateline: Words
    sha256: Sha256
    begins: Words
    skips: tuple[Words, ...] = ()


class Licence(Model):
    """Under what terms others may use the story's words and data."""

    name: Words
    address: Address


class Apart(Model):
    """Two claims that nothing may join, `why`, and the claim that tells them apart.

    No feature and no other claim may rest on both, not even through the claims that it rests on or
    sees. A chapter may, where it names the claim that tells them apart too.
    """

    claims: tuple[ClaimId, ClaimId]
    told_by: ClaimId
    why: Words


class Correction(Model):
    """What was mended after readers had the map, and when."""

    when: Edtf
    says: Text


class Story(Model):
    """One article as data: what it says, what is drawn, in which order it is told.

    `languages` are those that readers can choose, as BCP 47 tags, the story's own first. `authors`
    are the names of those who made the story, and `licence` their terms for its words and
    data; the article is not theirs. `left_out` says what they left out, and why; `unsaid` is what a
    reader might look for and the article does not give.

    `policy` is what its desk demands beyond honesty: the name of one of `geo.policy.NAMES`, or of
    a file beside ``story.toml``. A story may still break rules: `geo.story.load_story` and `amend`
    are the doors that let only sound ones through.
    """

    id: Slug
    languages: Annotated[tuple[LanguageTag, ...], Field(min_length=1)]
    policy: PolicyName = "general"
    title: Text
    standfirst: Text
    authors: Annotated[tuple[Words, ...], Field(min_length=1)]
    licence: Licence
    article: Article
    layers: Annotated[tuple[Layer, ...], Field(min_length=1)]
    opening: Annotated[tuple[Slug, ...], Field(min_length=1)]
    apart: tuple[Apart, ...] = ()
    claims: Annotated[tuple[Claim, ...], Field(min_length=1)]
    features: Annotated[tuple[Feature, ...], Field(min_length=1)]
    chapters: tuple[Chapter, ...] = ()
    left_out: Text | None = None
    unsaid: tuple[Text, ...] = ()
    corrections: tuple[Correction, ...] = ()

    @cached_property
    def sha256(self) -> str:
        """The SHA-256 of all that the story says, in hexadecimal."""
        return hashlib.sha256(self.model_dump_json().encode()).hexdigest()

    @cached_property
    def claim(self) -> dict[str, Claim]:
        """The claims by id."""
        return {claim.id: claim for claim in self.claims}

    @cached_property
    def feature(self) -> dict[str, Feature]:
        """The features by id."""
        return {feature.id: feature for feature in self.features}

    @cached_property
    def chapter(self) -> dict[str, Chapter]:
        """The chapters by id."""
        return {chapter.id: chapter for chapter in self.chapters}

    def summary(self) -> dict[str, str]:
        """Say in a few words what is in the story."""
        voices = Counter(claim.voice for claim in self.claims)
        said = ", ".join(f"{voices[voice]} {voice}" for voice in get_args(Voice) if voices[voice])
        return {
            "title": self.title.first,
            "article": f"{self.article.title} ({self.article.publisher}, {self.article.published})",
            "claims": f"{len(self.claims)}: {said}",
            "features": f"{len(self.features)} in {len(self.layers)} layers",
            "chapters": f"{len(self.chapters)}",
        }

    def __repr__(self) -> str:
        said = self.summary()
        counts = ", ".join(f"{key} {said[key]}" for key in ("claims", "features", "chapters"))
        return f"<Story {self.id}: {self.title.first}; {counts}>"

    __str__ = __repr__

    def _repr_html_(self) -> str:
        """Return the summary as a table for a notebook; pandas writes it and escapes its text."""
        import pandas as pd  # noqa: PLC0415 - slow to import, and only notebooks ask for it

        with pd.option_context("display.max_colwidth", None):
            return str(pd.Series(self.summary()).to_frame().to_html(header=False))

    def texts(self) -> list[tuple[str, Text]]:
        """Every text that a reader may see, each with the path that leads to it."""
        return list(find_texts(self))


def find_texts(value: Any, path: str = "") -> list[tuple[str, Text]]:  # noqa: ANN401 - any model
    """Every `Text` within a model, each with the path that leads to it, in order."""
    if isinstance(value, Text):
        return [(path, value)]
    if isinstance(value, tuple):
        items = [(getattr(item, "id", str(number)), item) for number, item in enumerate(value)]
    elif isinstance(value, Model):
        items = [(name, getattr(value, name, None)) for name in type(value).model_fields]
    else:
        return []
    return [
        found for name, item in items for found in find_texts(item, f"{path}.{name}".strip("."))
    ]
