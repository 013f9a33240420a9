"""Claims: what they refer to, whose they are, and what may not be joined."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Claim, Story

FROM_THE_ARTICLE = {"article", "quoted", "official"}


def ids_are_unique(story: Story) -> Iterator[Problem]:
    """An id leads to one thing."""
    for file, items in (
        ("story.toml", story.layers),
        ("claims.toml", story.claims),
        ("features.toml", story.features),
        ("chapters.toml", story.chapters),
    ):
        for name, count in Counter(item.id for item in items).items():
            if count > 1:
                yield Problem(file, name, f"{count} blocks have this id; give each its own")


def references_lead_somewhere(
    story: Story, absent: frozenset[str], unread: frozenset[str]
) -> Iterator[Problem]:
    """Nothing rests on what is not there."""
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


def voices_stay_apart(story: Story) -> Iterator[Problem]:
    """Voices stay apart."""
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


def claims_lead_to_words(story: Story) -> Iterator[Problem]:
    """Each claim leads to the article's words."""
    for claim in story.claims:
        if claim.voice in FROM_THE_ARTICLE and (claim.quote is None) == (claim.anchor is None):
            message = "needs a quote or an anchor, and not both; 'dateline anchor' makes one"
            yield Problem("claims.toml", claim.id, message)


def what_is_apart_stays_apart(story: Story) -> Iterator[Problem]:
    """What the article keeps apart stays apart."""
    claims = {claim.id: claim for claim in story.claims}
    for pair in story.apart:
        first, second = pair.claims
        teller = claims.get(pair.told_by)
        if teller and not {first, second} <= set(teller.rests_on):
            message = f"{teller.id} does not rest on {first} and {second}; name a claim that does"
            yield Problem("story.toml", "apart", message)
        for file, item, names in list_bases(story):
            # A step may speak of both where it also says that they are apart.
            told = item == pair.told_by or (file == "chapters.toml" and pair.told_by in names)
            if not told and {first, second} <= _reach(names, claims, pair.told_by):
                message = f"joins {first} and {second}: {pair.why}; leave one out"
                yield Problem(file, item, message)


def list_bases(story: Story) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Go through all that rests on claims: its file, its id, the ids of these claims."""
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
