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
from geo.kinds import AnyShape
from geo.words import (
    Address,
    ClaimId,
    Iso3,
    LanguageTag,
    Latitude,
    Longitude,
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
Limit = Literal["ceiling", "floor"]
Frame = tuple[Longitude, Latitude, Longitude, Latitude]
"""What a step shows of the map: west, south, east, north; east of west, over the antimeridian."""


class Source(Model):
    """Where a statement from outside the article can be read.

    Attributes
    ----------
    title
        What the page is called, in its own language.
    published
        When it came out.
    seen
        When it was last read at its address.
    """

    address: Address
    publisher: Words
    title: Words | None = None
    published: Edtf | None = None
    seen: Edtf | None = None


class Figure(Model):
    """A number that a claim gives.

    Attributes
    ----------
    value
        Empty for a number in words ("dozens").
    to
        The upper end of a range.
    by
        Who gives it and from what, where a claim collects the numbers of several.
    qualifier
        What limits it: "up to", "about".
    limit
        What the qualifier makes of it, where a plot has to draw that.
    words
        Those that the article prints for it, few enough to be looked up there; the qualifier is
        among them or directly before them.
    """

    unit: Text
    value: float | None = None
    to: float | None = None
    by: Text | None = None
    qualifier: Text | None = None
    limit: Limit | None = None
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

    def __repr__(self) -> str:
        where = f", paragraph {self.paragraph}" if self.paragraph else ""
        return f"<Claim {self.id}, {self.voice}{where}: {self.says.first}>"


class Feature(Model):
    """One thing on the map, how it is drawn, and the claims it rests on.

    `number` is its place in what the story follows from one end to the other: it stands before the
    name, so that a reader sees where to begin and which way it goes.
    """

    id: Slug
    layer: Slug
    name: Text
    shape: AnyShape
    precision: Precision
    claims: Annotated[tuple[ClaimId, ...], Field(min_length=1)]
    shown: bool = True
    label: Text | None = None
    number: Annotated[int, Field(ge=1, le=9)] | None = None

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
    """The figures of one claim on one axis, each with who gave it.

    The first figure of the claim `mark`, in the same unit, is a line that they are held against.
    """

    kind: Literal["dots"]
    title: Text
    claim: ClaimId
    caveat: Text
    mark: ClaimId | None = None

    @property
    def claims(self) -> tuple[str, ...]:
        """The ids of the claims whose figures it shows."""
        return (self.claim, self.mark) if self.mark else (self.claim,)


class Bearings(Model):
    """The Earth around the middle of one feature, and where others lie from there.

    Directions and distances from `centre` are true, as they are on no flat map of the world. What
    lies where is the atlas's; it shows the figures of no claim.
    """

    kind: Literal["bearings"]
    title: Text
    centre: Slug
    to: Annotated[tuple[Slug, ...], Field(min_length=1)]
    caveat: Text

    @property
    def claims(self) -> tuple[str, ...]:
        """It shows the figures of none."""
        return ()


Plot = Annotated[Timeline | Quotient | DotPlot | Bearings, Field(discriminator="kind")]


class Chapter(Model):
    """One step of the story: what to read, what to light up, what it rests on.

    `text` tells what the article says, `context` what others say or what we worked out. `frame` is
    what the map shows; without one, all of the features.
    """

    id: Slug
    title: Text
    text: Text
    context: Text | None = None
    frame: Frame | None = None
    features: tuple[Slug, ...] = ()
    claims: Annotated[tuple[ClaimId, ...], Field(min_length=1)]
    figure: Plot | None = None


class GroundName(Model):
    """The name of something that lies under the story, which its steps speak of or readers know.

    A `city` of the atlas, by its English name and its `country`, stands where the atlas has it; any
    other name has its words and a position `at` which it is centred. It says nothing of the story.
    `from_zoom` is the first zoom of Web Mercator at which it is shown.
    """

    kind: Literal["land", "water", "town"]
    name: Text | None = None
    at: Position | None = None
    city: Words | None = None
    country: Iso3 | None = None
    from_zoom: Annotated[float, Field(ge=0, le=8)] = 4

    @model_validator(mode="after")
    def _is_city_or_position(self) -> Self:
        if (self.city and self.country) is None and (self.name and self.at) is None:
            raise ValueError("a name has a city and its country, or a name and where it stands")
        return self


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

    `names` are those on the ground. `policy` is what its desk demands beyond honesty: the name of
    one of `geo.policy.NAMES`, or of a file beside ``story.toml``. A story may still break rules:
    `geo.story.load_story` and `amend` are the doors that let only sound ones through.
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
    names: tuple[GroundName, ...] = ()
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

    @cached_property
    def texts(self) -> tuple[tuple[str, Text], ...]:
        """Every text that a reader may see, each with the path that leads to it."""
        return tuple(find_texts(self))


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
