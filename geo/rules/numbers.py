"""Each number leads to the words that give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import wording
from geo.dates import parse_edtf
from geo.rules.claims import FROM_THE_ARTICLE, list_bases, list_shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Claim, Figure, Story
    from geo.policy import Policy
    from geo.rules import Finding


def figures_are_as_printed(story: Story) -> Iterator[Finding]:
    """A figure is no firmer than its source."""
    told = [claim for claim in story.claims if claim.voice in FROM_THE_ARTICLE]
    for claim in told:
        for figure in claim.figures:
            for message in _figure_problems(figure, story.article.language):
                yield f"claims.{claim.id}", message
        for qualifier in [figure.qualifier for figure in claim.figures if figure.qualifier]:
            for language, says in claim.says.items():
                words = qualifier.get(language)
                if words and not wording.holds(says, words):
                    message = f"does not say {words!r} of its figure; say it there too"
                    yield f"claims.{claim.id}.says.{language}", message


def _figure_problems(figure: Figure, language: str) -> Iterator[str]:
    """Hold a figure against the words that the article prints for it, in its `language`."""
    if figure.words is None:
        yield "has a figure without the article's words for it; add words = ..."
        return
    printed = [number.rstrip("%") for number in wording.find_values(figure.words, language)]
    if not printed and not wording.reads_words(language):
        return  # they may be a number in words
    for number in (figure.value, figure.to):
        if number is not None and f"{number:.12g}" not in printed:
            says = f"says {' and '.join(printed)}" if printed else "has no number"
            yield f"the figure {number:.12g} has the words {figure.words!r}, which {says}; mend one"


def numbers_lead_to_words(story: Story, policy: Policy) -> Iterator[Finding]:
    """Each number leads to the words that give it."""
    for rule, find in (
        ("numbers.from_figures", _find_without_figure),
        ("numbers.from_claims", _find_without_claim),
    ):
        demand = policy.limits[rule]
        for path, message in find(story) if demand.value else ():
            yield path, f"{message} [{demand.key}]"


def _find_without_figure(story: Story) -> Iterator[Finding]:
    told = [claim for claim in story.claims if claim.voice in FROM_THE_ARTICLE]
    # A year that one claim of the article has may stand in any other.
    years = {str(parse_edtf(claim.when).start.year) for claim in told if claim.when}
    for claim in told:
        for language, says in claim.says.items():
            given = years | _list_given(claim, language, story)
            for number, words in wording.find_values(says, language).items():
                if number not in given and words[0].isdigit():
                    message = f"{words!r} is in none of its figures; give it one with its words"
                    yield f"claims.{claim.id}.says.{language}", message


def _find_without_claim(story: Story) -> Iterator[Finding]:
    rests = dict(list_bases(story)) | dict(list_shown(story))
    told = {
        language: {claim.id: _list_told(claim, language, story) for claim in story.claims}
        for language in story.languages
    }
    for path, text in story.texts:
        kind, _, item = path.partition(".")
        if kind in {"claims", "corrections"}:
            continue
        for language, given in told.items():
            block, _, part = item.partition(".")
            # What a figure says must stand in what it shows, not only somewhere in its step. A
            # title, or what the article leaves unsaid, speaks of the whole story.
            inside = ".figure" if part.startswith("figure.") else ""
            names = rests.get(f"{kind}.{block}{inside}", tuple(given))
            known = {number for name in names for number in given.get(name, ())}
            for number, words in wording.find_values(text.get(language) or "", language).items():
                # In words, one is mostly a pronoun.
                if number not in known and (number != "1" or words.isdigit()):
                    message = f"{words!r} is in no claim that it names; name one or mend it"
                    yield f"{path}.{language}", message


def _list_told(claim: Claim, language: str, story: Story) -> set[str]:
    """List all that a claim says and gives, as numbers in one spelling."""
    texts = [text.get(language) or "" for text in (claim.says, claim.later) if text]
    told = {number for text in texts for number in wording.find_values(text, language)}
    return told | _list_given(claim, language, story)


def _list_given(claim: Claim, language: str, story: Story) -> set[str]:
    """List all that its figures give, with units, qualifiers and the article's words for them."""
    given: set[str] = set()
    for figure in claim.figures:
        values = [f"{number:.12g}" for number in (figure.value, figure.to) if number is not None]
        qualifier = figure.qualifier.get(language) if figure.qualifier else None
        ours = f"{qualifier or ''} {'–'.join(values)} {figure.unit.get(language) or ''}"
        given.update(wording.find_values(ours, language))
        given.update(wording.find_values(figure.words or "", story.article.language))
    return given


def figures_have_what_they_show(story: Story) -> Iterator[Finding]:
    """A figure shows what its claims say, each in its row."""
    claims = {claim.id: claim for claim in story.claims}
    for chapter in story.chapters:
        figure = chapter.figure
        for claim in [claims[name] for name in figure.claims if name in claims] if figure else []:
            if figure and figure.kind == "timeline":
                messages = _event_problems(claim, happened=claim.id in figure.later)
            elif all(item.value is None for item in claim.figures):
                messages = iter([f"shows the figures of {claim.id}, which has no value; add one"])
            elif figure and figure.kind == "dots" and claim.id == figure.claim:
                messages = _dot_problems(claim, story)
            else:
                continue
            for message in messages:
                yield f"chapters.{chapter.id}", message


def _dot_problems(claim: Claim, story: Story) -> Iterator[str]:
    """Hold the figures of a dot plot against what is read where nothing is drawn."""
    for figure in claim.figures:
        if figure.value is None:
            continue
        given = f"{figure.value:.12g}"
        for language in story.languages:
            says = wording.find_values(claim.says.get(language) or "", language)
            if not figure.by and not {given, f"{given}%"}.intersection(says):
                yield (
                    f"shows {given} of {claim.id}, which does not say it in"
                    f" {wording.name_language(language)}; say it there, or by whom it is: by = ..."
                )
            words = figure.qualifier.get(language) if figure.qualifier else None
            limits = wording.find_limits(words or "", language)
            told = {figure.limit} if figure.limit else set()
            if limits != told and (wording.reads_words(language) or not words):
                named = " and ".join(sorted(limits)) or "neither ceiling nor floor"
                yield (
                    f"draws {given} of {claim.id} as {figure.limit or 'a plain figure'}, but"
                    f" {words or 'no qualifier'!r} makes it {named}; mend one"
                )


def _event_problems(claim: Claim, *, happened: bool) -> Iterator[str]:
    if happened and not claim.when:
        yield f"shows {claim.id} as later, but it has no date; give it when = ..."
    if happened == (claim.voice in FROM_THE_ARTICLE):
        row = "said" if happened else "later"
        yield f"shows {claim.id} in the wrong row; name it under {row}"
