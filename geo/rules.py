"""The editorial rules that a story must keep, each with the reason it exists.

A rule is a function that yields the problems of a story. The words that rules look for are data:
``geo/data/words.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Claim, Story

MAX_QUOTE_WORDS = 8
MAX_QUOTES = 12
MAX_QUOTED_WORDS = 60

# The finest geometry that each degree of precision bears: a point only for a named place.
SHAPES = {
    "place": {"place"},
    "country": {"country"},
    "region": {"valley", "circle"},
    "schematic": {"corridor", "route"},
    "unlocated": {"zone"},
}
# What a shape made from other features may be made from: never a shape that is made so itself.
# Never a circle either, whose centre must not show.
BEARERS = {
    "zone": ("valley",),
    "corridor": ("country", "valley", "place"),
    "route": ("place", "country", "valley"),
}
# A zone's limit leaves at least this much on either side of it.
MIN_ZONE_KM = 2
FROM_THE_ARTICLE = {"article", "quoted", "official"}


class Problem(NamedTuple):
    """What is wrong, where, and how to mend it."""

    file: str
    item: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.item}: {self.message}"


def find_problems(story: Story, absent: frozenset[str] = frozenset()) -> list[Problem]:
    """Every rule that `story` breaks, in the order of its files; empty if it keeps them all.

    `absent` are the ids of blocks that exist but could not be read.
    """
    problems = [problem for rule in _RULES for problem in rule(story)]
    return [*_references_lead_somewhere(story, absent), *problems]


def _ids_are_unique(story: Story) -> Iterator[Problem]:
    for file, items in (
        ("story.toml", story.layers),
        ("claims.toml", story.claims),
        ("features.toml", story.features),
        ("chapters.toml", story.chapters),
    ):
        for name, count in Counter(item.id for item in items).items():
            if count > 1:
                yield Problem(file, name, f"{count} blocks have this id; give each its own")


def _references_lead_somewhere(story: Story, absent: frozenset[str]) -> Iterator[Problem]:
    claims = {claim.id for claim in story.claims} | absent
    features = {feature.id for feature in story.features} | absent
    layers = {layer.id for layer in story.layers}

    def missing(
        file: str, item: str, what: str, named: tuple[str, ...], known: set[str]
    ) -> Iterator[Problem]:
        for name in named:
            if name not in known:
                yield Problem(file, item, f"names the {what} {name!r}, which the story lacks")

    yield from missing("story.toml", "opening", "feature", story.opening, features)
    for claim in story.claims:
        yield from missing("claims.toml", claim.id, "claim", claim.rests_on + claim.see, claims)
    for feature in story.features:
        yield from missing("features.toml", feature.id, "layer", (feature.layer,), layers)
        yield from missing("features.toml", feature.id, "claim", feature.claims, claims)
        shape = feature.shape
        yield from missing("features.toml", feature.id, "feature", shape.builds_on, features)
        source = getattr(shape, "source", None)
        yield from missing(
            "features.toml", feature.id, "claim", (source,) if source else (), claims
        )
    for chapter in story.chapters:
        shown = chapter.claims + (chapter.figure.claims if chapter.figure else ())
        yield from missing("chapters.toml", chapter.id, "claim", shown, claims)
        yield from missing("chapters.toml", chapter.id, "feature", chapter.features, features)


def _voices_stay_apart(story: Story) -> Iterator[Problem]:
    for claim in story.claims:
        for message in _voice_problems(claim):
            yield Problem("claims.toml", claim.id, f"{message} (voices stay apart)")


def _voice_problems(claim: Claim) -> Iterator[str]:
    told = claim.voice in FROM_THE_ARTICLE
    if told and claim.paragraph is None:
        yield f"voice {claim.voice!r} needs the article's paragraph"
    if not told and (claim.paragraph is not None or claim.quote):
        yield f"voice {claim.voice!r} has no paragraph and no quote of the article"
    if (claim.voice in {"quoted", "official"}) != (claim.speaker is not None):
        yield "a speaker goes with the voices 'quoted' and 'official', and with no other"
    if (claim.voice == "context") != bool(claim.sources):
        yield "sources with addresses go with the voice 'context', and with no other"
    if (claim.voice == "derived") != bool(claim.rests_on):
        yield "rests_on goes with the voice 'derived', and with no other"
    if claim.later and not claim.see:
        yield "what came later needs the context claims it rests on: add see = [...]"


def _geometry_is_no_finer_than_the_text(story: Story) -> Iterator[Problem]:
    for feature in story.features:
        if feature.shape.kind not in SHAPES[feature.precision]:
            allowed = " or ".join(sorted(SHAPES[feature.precision]))
            yield Problem(
                "features.toml",
                feature.id,
                f"precision {feature.precision!r} is drawn as {allowed}, not as"
                f" {feature.shape.kind} (a shape is never finer than the text)",
            )


def _zones_divide_their_valley(story: Story) -> Iterator[Problem]:
    shapes = {feature.id: feature.shape for feature in story.features}
    for feature in story.features:
        zone = feature.shape
        valley = shapes.get(zone.of) if zone.kind == "zone" else None
        if zone.kind != "zone" or valley is None or valley.kind != "valley":
            continue
        limit = zone.within_km or zone.beyond_km or 0.0
        if not MIN_ZONE_KM <= limit <= valley.half_width_km - MIN_ZONE_KM:
            most = valley.half_width_km - MIN_ZONE_KM
            message = f"its limit of {limit:g} km must lie between {MIN_ZONE_KM} and {most:g} km"
            yield Problem("features.toml", feature.id, message)


def _layers_are_shown_as_one(story: Story) -> Iterator[Problem]:
    for layer in story.layers:
        shown = {feature.shown for feature in story.features if feature.layer == layer.id}
        if len(shown) > 1:
            message = "has features shown and features hidden at first; a layer is one or the other"
            yield Problem("features.toml", layer.id, message)


def _corridors_lead_into_a_country(story: Story) -> Iterator[Problem]:
    kinds = {feature.id: feature.shape.kind for feature in story.features}
    for feature in story.features:
        shape = feature.shape
        if shape.kind == "corridor" and kinds.get(shape.into, "country") != "country":
            message = f"leads into {shape.into!r}, which is no country to fade out in"
            yield Problem("features.toml", feature.id, message)


def _positions_have_a_source(story: Story) -> Iterator[Problem]:
    voices = {claim.id: claim.voice for claim in story.claims}
    for feature in story.features:
        for source in feature.shape.rests_on:
            if voices.get(source, "context") != "context":
                yield Problem(
                    "features.toml",
                    feature.id,
                    f"takes its position from {source}, which is no context claim with an address"
                    " (no invented point)",
                )


def _shapes_build_on_what_bears_them(story: Story) -> Iterator[Problem]:
    kinds = {feature.id: feature.shape.kind for feature in story.features}
    for feature in story.features:
        for other in feature.shape.builds_on:
            allowed = BEARERS[feature.shape.kind]
            if kinds.get(other, allowed[0]) not in allowed:
                yield Problem(
                    "features.toml",
                    feature.id,
                    f"a {feature.shape.kind} is made from a {' or a '.join(allowed)};"
                    f" {other!r} is a {kinds[other]}",
                )


def _figures_have_what_they_show(story: Story) -> Iterator[Problem]:
    claims = {claim.id: claim for claim in story.claims}
    for chapter in story.chapters:
        figure = chapter.figure
        for claim in [claims[name] for name in figure.claims if name in claims] if figure else []:
            if figure and figure.kind == "timeline":
                messages = _event_problems(claim, happened=claim.id in figure.later)
            elif any(item.value is not None for item in claim.figures):
                continue
            else:
                messages = iter([f"shows the figures of {claim.id}, which has none with a value"])
            for message in messages:
                yield Problem("chapters.toml", chapter.id, message)


def _event_problems(claim: Claim, *, happened: bool) -> Iterator[str]:
    if happened and not claim.when:
        yield f"shows {claim.id} as later, but it has no date; give it when = ..."
    if happened == (claim.voice in FROM_THE_ARTICLE):
        yield (
            f"shows {claim.id} in the wrong row: said is the article's, later is not"
            " (voices stay apart)"
        )


def _quotes_keep_the_budget(story: Story) -> Iterator[Problem]:
    quotes = [(claim.id, len(claim.quote.split())) for claim in story.claims if claim.quote]
    exact = " | ".join(claim.quote for claim in story.claims if claim.quote)
    # Words in quotation marks within what we say of the article count too, unless a quote has them.
    ours = [(claim.id, claim.says) for claim in story.claims if claim.voice in FROM_THE_ARTICLE]
    ours += [(feature.id, feature.label or feature.name) for feature in story.features]
    ours += [(chapter.id, chapter.text) for chapter in story.chapters]
    quotes += [
        (name, len(words.split()))
        for name, text in ours
        for words in re.findall("“([^”]+)”", text.en)
        if words not in exact
    ]
    for name, words in quotes:
        if words > MAX_QUOTE_WORDS:
            yield Problem(
                "claims.toml", name, f"the quote has {words} words; at most {MAX_QUOTE_WORDS}"
            )
    total = sum(words for _, words in quotes)
    if len(quotes) > MAX_QUOTES or total > MAX_QUOTED_WORDS:
        yield Problem(
            "claims.toml",
            "all claims",
            f"{len(quotes)} quotes with {total} words; at most {MAX_QUOTES} with"
            f" {MAX_QUOTED_WORDS} (the article is its publisher's, not ours)",
        )


def _words_are_ours(story: Story) -> Iterator[Problem]:
    for path, text in story.texts():
        for rule in _word_rules():
            for language, found in rule.search(text.en, text.es):
                yield Problem("story", f"{path}.{language}", f"{found!r}: {rule.why}")


class _WordRule(NamedTuple):
    why: str
    en: re.Pattern[str]
    es: re.Pattern[str]

    def search(self, en: str, es: str) -> Iterator[tuple[str, str]]:
        for language, pattern, text in (("en", self.en, en), ("es", self.es, es)):
            # Words inside quotation marks are the speaker's.
            ours = re.sub(r"[“«\"][^”»\"]*[”»\"]", " ", text)
            if match := pattern.search(ours):
                yield language, match.group()


@cache
def _word_rules() -> tuple[_WordRule, ...]:
    table = tomllib.loads(files("geo").joinpath("data/words.toml").read_text("utf-8"))

    def compile_any(patterns: list[str]) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{'|'.join(patterns)})\b", re.IGNORECASE)

    return tuple(
        _WordRule(rule["why"], compile_any(rule["en"]), compile_any(rule["es"]))
        for rule in table.values()
    )


_RULES = (
    _ids_are_unique,
    _shapes_build_on_what_bears_them,
    _voices_stay_apart,
    _geometry_is_no_finer_than_the_text,
    _corridors_lead_into_a_country,
    _zones_divide_their_valley,
    _layers_are_shown_as_one,
    _positions_have_a_source,
    _figures_have_what_they_show,
    _quotes_keep_the_budget,
    _words_are_ours,
)
