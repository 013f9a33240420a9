"""Each number leads to the words that give it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import wording
from geo.problems import Problem, locate
from geo.rules.claims import FROM_THE_ARTICLE, list_bases

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Claim, Figure, Story


def figures_are_as_printed(story: Story) -> Iterator[Problem]:
    """A figure is no firmer than its source."""
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


def numbers_lead_to_words(story: Story) -> Iterator[Problem]:
    """Each number leads to the words that give it."""
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
    rests = {
        f"{file.removesuffix('.toml')}.{item}": names for file, item, names in list_bases(story)
    }
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


def figures_have_what_they_show(story: Story) -> Iterator[Problem]:
    """A figure shows what its claims say, each in its row."""
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
