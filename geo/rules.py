"""The editorial rules that a story must keep, each with the reason it exists.

A rule is a function that yields the problems of a story, each with its mend; `RULES` gives each one
its reason, which ends every message.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from geo import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.model import Claim, Figure, Story

    Rule = Callable[["Story"], Iterator["Problem"]]

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
# Never a circle either, whose centre must not show. A corridor fades out in a country.
BEARERS: dict[str, dict[str, tuple[str, ...]]] = {
    "zone": {"of": ("valley",)},
    "corridor": {"start": ("country", "valley", "place"), "into": ("country",)},
    "route": {"start": ("place", "country", "valley"), "to": ("place", "country", "valley")},
}
# About 10 km: no text gives the limits of a region more finely.
REGION_DECIMALS = 1
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


def find_problems(
    story: Story,
    absent: frozenset[str] = frozenset(),
    unread: frozenset[str] = frozenset(),
) -> list[Problem]:
    """Every rule that `story` breaks, in the order of `RULES`; empty if it keeps them all.

    `absent` are the ids of blocks that exist but could not be read, `unread` the files of which
    nothing could: what they may hold is missed by nobody.
    """
    references = partial(_references_lead_somewhere, absent=absent, unread=unread)
    rules: dict[str, Rule] = {REFERENCES_WHY: references, **RULES}
    if absent or unread:
        del rules[NUMBERS_WHY]  # a number may stand in what could not be read
    problems = [
        Problem(file, item, f"{message} ({why})")
        for why, rule in rules.items()
        for file, item, message in rule(story)
    ]
    return list(dict.fromkeys(problems))


def locate(path: str) -> tuple[str, str]:
    """Return the file and the item that a path of `geo.model.Story.texts` leads to."""
    kind, _, item = path.partition(".")
    return (
        (f"{kind}.toml", item)
        if kind in {"claims", "features", "chapters"}
        else (
            "story.toml",
            path,
        )
    )


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


def _references_lead_somewhere(
    story: Story, absent: frozenset[str], unread: frozenset[str]
) -> Iterator[Problem]:
    claims = {claim.id for claim in story.claims} | absent
    features = {feature.id for feature in story.features} | absent
    layers = {layer.id for layer in story.layers} | absent
    homes = {"claim": "claims.toml", "feature": "features.toml", "layer": "story.toml"}

    def missing(
        file: str, item: str, what: str, named: tuple[str, ...], known: set[str] | frozenset[str]
    ) -> Iterator[Problem]:
        for name in named:
            if name not in known and homes[what] not in unread:
                message = (
                    f"names the {what} {name!r}, which the story lacks; add it or mend the name"
                )
                yield Problem(file, item, message)

    yield from missing("story.toml", "opening", "feature", story.opening, features)
    for pair in story.apart:
        yield from missing("story.toml", "apart", "claim", (*pair.claims, pair.told_by), claims)
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
    voices = {claim.id: claim.voice for claim in story.claims}
    for claim in story.claims:
        for message in _voice_problems(claim, [voices.get(name, "context") for name in claim.see]):
            yield Problem("claims.toml", claim.id, message)


def _voice_problems(claim: Claim, seen: list[str]) -> Iterator[str]:
    told = claim.voice in FROM_THE_ARTICLE
    if told and claim.paragraph is None:
        yield f"voice {claim.voice!r} needs the article's paragraph; add paragraph = ..."
    if not told and (claim.paragraph is not None or claim.quote or claim.anchor):
        yield f"voice {claim.voice!r} has no paragraph, no quote and no anchor; leave them out"
    if not told and any(figure.words for figure in claim.figures):
        yield f"voice {claim.voice!r} has no figure with words of the article; leave them out"
    if (claim.voice in {"quoted", "official"}) != (claim.speaker is not None):
        yield "a speaker goes with the voices 'quoted' and 'official', and with no other; mend one"
    if (claim.voice == "context") != bool(claim.sources):
        yield "sources with addresses go with the voice 'context', and with no other; mend one"
    if (claim.voice == "derived") != bool(claim.rests_on):
        yield "rests_on goes with the voice 'derived', and with no other; mend one"
    if claim.later and "context" not in seen:
        yield "what came later needs the context claims it rests on; add see = [...]"
    if FROM_THE_ARTICLE & set(seen):
        yield "sees a claim of the article; see names context and our arithmetic alone"


def _claims_lead_to_words(story: Story) -> Iterator[Problem]:
    for claim in story.claims:
        if claim.voice in FROM_THE_ARTICLE and (claim.quote is None) == (claim.anchor is None):
            message = "needs a quote or an anchor, and not both; 'dateline anchor' makes one"
            yield Problem("claims.toml", claim.id, message)


def _figures_are_as_printed(story: Story) -> Iterator[Problem]:
    told = [claim for claim in story.claims if claim.voice in FROM_THE_ARTICLE]
    for claim in told:
        for figure in claim.figures:
            for message in _figure_problems(figure):
                yield Problem("claims.toml", claim.id, message)
        for qualifier in [figure.qualifier for figure in claim.figures if figure.qualifier]:
            for language in ("en", "es"):
                if not wording.holds(claim.says[language], qualifier[language]):
                    message = (
                        f"does not say {qualifier[language]!r} of its figure; say it there too"
                    )
                    yield Problem("claims.toml", f"{claim.id}.says.{language}", message)


def _figure_problems(figure: Figure) -> Iterator[str]:
    """Hold a figure of the article against the words that the article prints for it."""
    if figure.words is None:
        yield "has a figure without the article's words for it; add words = ..."
        return
    printed = [number.rstrip("%") for number in wording.find_values(figure.words, "en")]
    for number in (figure.value, figure.to):
        if number is not None and f"{number:.12g}" not in printed:
            says = f"says {' and '.join(printed)}" if printed else "has no number"
            yield f"the figure {number:.12g} has the words {figure.words!r}, which {says}; mend one"


def _numbers_of(figure: Figure, language: str) -> set[str]:
    """All that a figure gives, with its unit and its qualifier, as numbers in one spelling."""
    values = [f"{number:.12g}" for number in (figure.value, figure.to) if number is not None]
    qualifier = figure.qualifier[language] if figure.qualifier else ""
    text = f"{qualifier} {'–'.join(values)} {figure.unit[language]} | {figure.words or ''}"
    return set(wording.find_values(text, language))


def _numbers_lead_to_words(story: Story) -> Iterator[Problem]:
    told = [claim for claim in story.claims if claim.voice in FROM_THE_ARTICLE]
    # A year that one claim of the article has may stand in any other.
    years = {claim.when[:4] for claim in told if claim.when}
    for claim in told:
        for language in ("en", "es"):
            given = years.union(*(_numbers_of(figure, language) for figure in claim.figures))
            for number, words in wording.find_values(claim.says[language], language).items():
                if number not in given and words[0].isdigit():
                    message = f"{words!r} is in none of its figures; give it one with its words"
                    yield Problem("claims.toml", f"{claim.id}.says.{language}", message)
    yield from _numbers_lead_to_claims(story)


def _numbers_lead_to_claims(story: Story) -> Iterator[Problem]:
    rests = {f"{file.removesuffix('.toml')}.{item}": names for file, item, names in _rests(story)}
    told = {
        language: {claim.id: _numbers_told(claim, language) for claim in story.claims}
        for language in ("en", "es")
    }
    for path, text in story.texts():
        kind, _, item = path.partition(".")
        if kind in {"claims", "corrections"}:
            continue
        for language, given in told.items():
            # A title, or what the article leaves unsaid, speaks of the whole story.
            names = rests.get(f"{kind}.{item.partition('.')[0]}", tuple(given))
            known = {number for name in names for number in given.get(name, ())}
            for number, words in wording.find_values(text[language], language).items():
                # In words, one is mostly a pronoun.
                if number not in known and (number != "1" or words.isdigit()):
                    message = f"{words!r} is in no claim that it names; name one or mend it"
                    yield Problem(*locate(f"{path}.{language}"), message)


def _numbers_told(claim: Claim, language: str) -> set[str]:
    texts = [text[language] for text in (claim.says, claim.later) if text]
    told = {number for text in texts for number in wording.find_values(text, language)}
    return told.union(*(_numbers_of(figure, language) for figure in claim.figures))


def _what_is_apart_stays_apart(story: Story) -> Iterator[Problem]:
    claims = {claim.id: claim for claim in story.claims}
    for pair in story.apart:
        first, second = pair.claims
        teller = claims.get(pair.told_by)
        if teller and not {first, second} <= set(teller.rests_on):
            message = f"{teller.id} does not rest on {first} and {second}; name a claim that does"
            yield Problem("story.toml", "apart", message)
        for file, item, names in _rests(story):
            # A step may speak of both where it also says that they are apart.
            told = item == pair.told_by or (file == "chapters.toml" and pair.told_by in names)
            if not told and {first, second} <= _reach(names, claims, pair.told_by):
                message = f"joins {first} and {second}: {pair.why}; leave one out"
                yield Problem(file, item, message)


def _rests(story: Story) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for claim in story.claims:
        yield "claims.toml", claim.id, (claim.id, *claim.rests_on, *claim.see)
    for feature in story.features:
        yield "features.toml", feature.id, feature.claims + feature.shape.rests_on
    for chapter in story.chapters:
        shown = chapter.figure.claims if chapter.figure else ()
        yield "chapters.toml", chapter.id, chapter.claims + shown


def _reach(names: tuple[str, ...], claims: dict[str, Claim], teller: str) -> set[str]:
    """Find all that `names` rest on, step by step, but not what they reach through `teller`."""
    reached: set[str] = set()
    ahead = set(names)
    while ahead := ahead - reached - {teller}:
        reached |= ahead
        known = [claims[name] for name in ahead if name in claims]
        ahead = {name for claim in known for name in claim.rests_on + claim.see}
    return reached


def _geometry_is_no_finer_than_the_text(story: Story) -> Iterator[Problem]:
    for feature in story.features:
        if feature.shape.kind not in SHAPES[feature.precision]:
            allowed = " or ".join(sorted(SHAPES[feature.precision]))
            message = (
                f"precision {feature.precision!r} is drawn as {allowed}, not as"
                f" {feature.shape.kind}; change one of them"
            )
            yield Problem("features.toml", feature.id, message)


def _regions_have_coarse_coordinates(story: Story) -> Iterator[Problem]:
    for feature in story.features:
        for name in ("start", "end", "centre"):
            position = getattr(feature.shape, name, None)
            if isinstance(position, tuple) and any(
                round(degrees, REGION_DECIMALS) != degrees for degrees in position
            ):
                message = f"{name} has more than {REGION_DECIMALS} decimal; round it to 0.1°"
                yield Problem("features.toml", feature.id, message)


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
            message = f"its limit is {limit:g} km; put it between {MIN_ZONE_KM} and {most:g} km"
            yield Problem("features.toml", feature.id, message)


def _layers_are_shown_as_one(story: Story) -> Iterator[Problem]:
    for layer in story.layers:
        shown = {feature.shown for feature in story.features if feature.layer == layer.id}
        if len(shown) > 1:
            message = (
                "has features shown and features hidden at first; make them all one or the other"
            )
            yield Problem("features.toml", layer.id, message)


def _positions_have_a_source(story: Story) -> Iterator[Problem]:
    voices = {claim.id: claim.voice for claim in story.claims}
    for feature in story.features:
        for source in feature.shape.rests_on:
            if voices.get(source, "context") != "context":
                message = f"takes its position from {source}; take it from a claim with an address"
                yield Problem("features.toml", feature.id, message)


def _shapes_build_on_what_bears_them(story: Story) -> Iterator[Problem]:
    kinds = {feature.id: feature.shape.kind for feature in story.features}
    for feature in story.features:
        kind = feature.shape.kind
        for part, allowed in BEARERS.get(kind, {}).items():
            other = getattr(feature.shape, part)
            if kinds.get(other, allowed[0]) not in allowed:
                choice = " or a ".join(allowed)
                message = f"{part} is {other!r}, a {kinds[other]}; a {kind} has a {choice} there"
                yield Problem("features.toml", feature.id, message)


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
                messages = iter([f"shows the figures of {claim.id}, which has no value; add one"])
            for message in messages:
                yield Problem("chapters.toml", chapter.id, message)


def _event_problems(claim: Claim, *, happened: bool) -> Iterator[str]:
    if happened and not claim.when:
        yield f"shows {claim.id} as later, but it has no date; give it when = ..."
    if happened == (claim.voice in FROM_THE_ARTICLE):
        row = "said" if happened else "later"
        yield f"shows {claim.id} in the wrong row; name it under {row}"


def _quotes_keep_the_budget(story: Story) -> Iterator[Problem]:
    exact = " | ".join(claim.quote for claim in story.claims if claim.quote)
    quotes = [
        ("claims.toml", claim.id, claim.quote.split()) for claim in story.claims if claim.quote
    ]
    # Words in quotation marks within what we say of the article count too, unless a quote has them.
    told = {f"claims.{claim.id}.says" for claim in story.claims if claim.voice in FROM_THE_ARTICLE}
    quotes += [
        (*locate(path), words.split())
        for path, text in story.texts()
        if path in told or not path.startswith("claims.")
        for words in wording.find_quoted(text["en"])
        if words not in exact
    ]
    for file, item, words in quotes:
        if len(words) > MAX_QUOTE_WORDS:
            message = f"the quote has {len(words)} words; shorten it to {MAX_QUOTE_WORDS}"
            yield Problem(file, item, message)
    total = sum(len(words) for _, _, words in quotes)
    if len(quotes) > MAX_QUOTES or total > MAX_QUOTED_WORDS:
        message = (
            f"{len(quotes)} quotes with {total} words; keep at most {MAX_QUOTES} with"
            f" {MAX_QUOTED_WORDS}"
        )
        yield Problem("claims.toml", "all claims", message)


def _loaded_words_are_attributed(story: Story) -> Iterator[Problem]:
    attributed = {
        f"claims.{claim.id}.{field}"
        for claim in story.claims
        if claim.speaker or claim.sources
        for field in ("says", "later")
    }
    for path, text in story.texts():
        for language in ("en", "es"):
            ours = wording.drop_quoted(text[language]) if path in attributed else text[language]
            if word := wording.find_word("loaded", language, ours):
                file, item = locate(path)
                message = f"{word!r} is a loaded word; quote a named speaker or say it plainly"
                yield Problem(file, f"{item}.{language}", message)
    for claim in story.claims:
        quote = claim.quote if claim.voice == "article" else None
        if quote and (word := wording.find_word("loaded", "en", quote)):
            message = f"{word!r} is a loaded word of no named speaker; quote other words"
            yield Problem("claims.toml", f"{claim.id}.quote", message)


def _nothing_is_operational(story: Story) -> Iterator[Problem]:
    texts = [
        (*locate(f"{path}.{language}"), language, text[language])
        for path, text in story.texts()
        for language in ("en", "es")
    ]
    quotes = [("claims.toml", f"{claim.id}.quote", "en", claim.quote) for claim in story.claims]
    for file, item, language, words in [*texts, *quotes]:
        if words and (word := wording.find_word("operational", language, words)):
            yield Problem(file, item, f"{word!r} is operational detail; leave it out")


def _languages_say_the_same(story: Story) -> Iterator[Problem]:
    for path, text in story.texts():
        for what, find in (("numbers", wording.find_numbers), ("blanks", wording.find_blanks)):
            en, es = Counter(find(text["en"])), Counter(find(text["es"]))
            if en != es:
                only = ", ".join(sorted((en - es) + (es - en)))
                message = f"{what} differ between English and Spanish: {only}; give both the same"
                yield Problem(*locate(path), message)


NUMBERS_WHY = "each number leads to the words that give it"
REFERENCES_WHY = "nothing rests on what is not there"
RULES: dict[str, Rule] = {
    "an id leads to one thing": _ids_are_unique,
    "a shape is no firmer than what it is made from": _shapes_build_on_what_bears_them,
    "voices stay apart": _voices_stay_apart,
    "each claim leads to the article's words": _claims_lead_to_words,
    "a figure is no firmer than its source": _figures_are_as_printed,
    NUMBERS_WHY: _numbers_lead_to_words,
    "what the article keeps apart stays apart": _what_is_apart_stays_apart,
    "a shape is never finer than the text": _geometry_is_no_finer_than_the_text,
    "no text gives a region to the kilometre": _regions_have_coarse_coordinates,
    "a sliver would look like a place": _zones_divide_their_valley,
    "a reader shows and hides a layer as a whole": _layers_are_shown_as_one,
    "no invented point": _positions_have_a_source,
    "a figure shows what its claims say, each in its row": _figures_have_what_they_show,
    "the article is its publisher's, not ours": _quotes_keep_the_budget,
    "no stigma": _loaded_words_are_attributed,
    "nothing here helps or hinders an operation": _nothing_is_operational,
    "both languages tell one story": _languages_say_the_same,
}
"""Each rule that a story keeps, by the reason it exists; references are held to theirs first."""
