"""Claims: what they refer to, whose they are, and what may not be joined."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo.problems import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Claim, Story
    from geo.rules import Finding

FROM_THE_ARTICLE = {"article", "quoted", "official"}


def ids_are_unique(story: Story) -> Iterator[Finding]:
    """An id leads to one thing."""
    for kind in ("layers", "claims", "features", "chapters"):
        for name, count in Counter(block.id for block in getattr(story, kind)).items():
            if count > 1:
                yield f"{kind}.{name}", f"{count} blocks have this id; give each its own"


def references_lead_somewhere(
    story: Story, absent: frozenset[str], unread: frozenset[str]
) -> Iterator[Finding]:
    """Nothing rests on what is not there."""
    known = {
        kind: absent.union(block.id for block in getattr(story, f"{kind}s"))
        for kind in ("claim", "feature", "layer")
        if locate(f"{kind}s")[0] not in unread
    }
    for path, kind, names in _list_references(story):
        for name in names:
            if name not in known.get(kind, names):
                yield (
                    path,
                    f"names the {kind} {name!r}, which the story lacks; add it or mend the name",
                )


def _list_references(story: Story) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Go through all that refers to others: the path to it, the kind of these, and their ids."""
    yield "opening", "feature", story.opening
    for pair in story.apart:
        yield "apart", "claim", (*pair.claims, pair.told_by)
    for claim in story.claims:
        yield f"claims.{claim.id}", "claim", claim.rests_on + claim.see
    for feature in story.features:
        path = f"features.{feature.id}"
        yield path, "layer", (feature.layer,)
        yield path, "claim", feature.claims + feature.shape.rests_on
        yield path, "feature", feature.shape.builds_on
    for chapter in story.chapters:
        path = f"chapters.{chapter.id}"
        yield path, "claim", chapter.claims + (chapter.figure.claims if chapter.figure else ())
        yield path, "feature", chapter.features
        if chapter.figure and chapter.figure.kind == "bearings":
            yield path, "feature", (chapter.figure.centre, *chapter.figure.to)


def voices_stay_apart(story: Story) -> Iterator[Finding]:
    """Voices stay apart."""
    voices = {claim.id: claim.voice for claim in story.claims}
    for claim in story.claims:
        for message in _voice_problems(claim, [voices.get(name, "context") for name in claim.see]):
            yield f"claims.{claim.id}", message


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
    if claim.office and not claim.speaker:
        yield "an office is a speaker's; add speaker = ... or leave it out"
    if (claim.voice == "context") != bool(claim.sources):
        yield "sources with addresses go with the voice 'context', and with no other; mend one"
    if (claim.voice == "derived") != bool(claim.rests_on):
        yield "rests_on goes with the voice 'derived', and with no other; mend one"
    if claim.later and "context" not in seen:
        yield "what came later needs the context claims it rests on; add see = [...]"
    if FROM_THE_ARTICLE & set(seen):
        yield "sees a claim of the article; see names context and our arithmetic alone"


def claims_lead_to_words(story: Story) -> Iterator[Finding]:
    """Each claim leads to the article's words."""
    for claim in story.claims:
        if claim.voice in FROM_THE_ARTICLE and (claim.quote is None) == (claim.anchor is None):
            message = "needs a quote or an anchor, and not both; 'dateline anchor' makes one"
            yield f"claims.{claim.id}", message


def what_is_apart_stays_apart(story: Story) -> Iterator[Finding]:
    """What the article keeps apart stays apart."""
    claims = {claim.id: claim for claim in story.claims}
    for pair in story.apart:
        first, second = pair.claims
        teller = claims.get(pair.told_by)
        if teller and not {first, second} <= set(teller.rests_on):
            message = f"{teller.id} does not rest on {first} and {second}; name a claim that does"
            yield "apart", message
        for path, names in list_bases(story):
            # A step may speak of both where it also says that they are apart.
            told = path == f"claims.{pair.told_by}" or (
                path.startswith("chapters.") and pair.told_by in names
            )
            if not told and {first, second} <= _reach(names, claims, pair.told_by):
                message = f"joins {first} and {second}: {pair.why}; leave one out"
                yield path, message


def list_bases(story: Story) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Go through all that rests on claims: the path to it, and the ids of these claims."""
    for claim in story.claims:
        yield f"claims.{claim.id}", (claim.id, *claim.rests_on, *claim.see)
    for feature in story.features:
        yield f"features.{feature.id}", feature.claims + feature.shape.rests_on
    for chapter in story.chapters:
        shown = chapter.figure.claims if chapter.figure else ()
        yield f"chapters.{chapter.id}", chapter.claims + shown


def list_shown(story: Story) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Go through all figures: the path to it, and the claims that it may speak of.

    These are the claims that it shows, and those of its step that were worked out from one of them.
    """
    claims = {claim.id: claim for claim in story.claims}
    for chapter in story.chapters:
        shown = chapter.figure.claims if chapter.figure else ()
        worked_out = (
            name
            for name in chapter.claims
            if name in claims and {*shown}.intersection(claims[name].rests_on)
        )
        yield f"chapters.{chapter.id}.figure", (*shown, *worked_out)


def _reach(names: tuple[str, ...], claims: dict[str, Claim], teller: str) -> set[str]:
    """Find all that `names` rest on, step by step, but not what they reach through `teller`."""
    reached: set[str] = set()
    ahead = set(names)
    while ahead := ahead - reached - {teller}:
        reached |= ahead
        known = [claims[name] for name in ahead if name in claims]
        ahead = {name for claim in known for name in claim.rests_on + claim.see}
    return reached
