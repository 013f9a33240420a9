"""What is known of each feature and of each claim, as one flat record of plain values.

Where Darwin Core or the Linked Places Format has a term for a value, the value bears its name. A
value is None where the story does not say.

References
----------
Darwin Core Maintenance Group (2023), List of Darwin Core terms, classes Location and Record-level.
Linked Pasts (2019), The Linked Places Format, v1.1: `certainty` of a geometry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import atlas
from geo.drawing import find_datasets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from geo.atlas import Dataset
    from geo.drawing import Drawing
    from geo.model import Claim, Feature, Figure, Source, Story
    from geo.words import Text

Cell = None | bool | int | float | str | list[str]
"""What a record says under one name."""
Record = dict[str, Cell]
"""A feature or a claim, by the names of what is known of it."""

CERTAINTY = {
    "place": "certain",
    "country": "certain",
    "region": "less-certain",
    "schematic": "uncertain",
    "unlocated": "uncertain",
}
"""How certain a geometry is, as the Linked Places Format says it, by precision."""


def describe_feature(story: Story, drawing: Drawing) -> Record:
    """Describe a drawn feature: what it is called, what it rests on and how firmly it is placed.

    The keys are layer, name and a language (``name_es``) for each of the story's, kind, precision,
    certainty (`CERTAINTY`), claims (ids), shown, and of Darwin Core: coordinateUncertaintyInMeters
    (None unless it is known), verbatimLocality (None unless a quote of the article is the name),
    georeferenceSources (data sets of the atlas with credit, package and licence; publishers with
    addresses) and license (the address of the story's).
    """
    feature = drawing.feature
    shape, own = feature.shape, story.languages[0]
    sets = [atlas.datasets()[name] for name in find_datasets(story, shape)]
    outside = [source for name in shape.rests_on for source in story.claim[name].sources]
    return {
        "layer": feature.layer,
        **name_columns(feature.name, story.languages),
        "kind": shape.kind,
        "precision": feature.precision,
        "certainty": CERTAINTY[feature.precision],
        "claims": list(feature.claims),
        "shown": feature.shown,
        "coordinateUncertaintyInMeters": shape.uncertainty_m,
        "verbatimLocality": _quote_place(story, feature),
        "georeferenceSources": " | ".join(
            [*(_cite_dataset(item, own) for item in sets), *_cite(outside)]
        ),
        "license": story.licence.address,
    }


def describe_claim(story: Story, claim: Claim) -> Record:
    """Describe a claim: whose it is, what it says, and where its words are to be found.

    The keys are voice, paragraph, speaker, says, quote, anchor (how many words of the paragraph,
    and a hash of them, where they are not quoted), figures, when (EDTF), sources, later,
    later_sources (those of the claims in `see`), rests_on and see (ids of claims), and features
    (the ids of those that rest on the claim). What is in words has a key for each of the story's
    languages, such as ``says_es``. Sources are publisher and address.
    """
    languages = story.languages
    seen = [source for name in claim.see for source in story.claim[name].sources]
    return {
        "voice": claim.voice,
        "paragraph": claim.paragraph,
        **{f"speaker_{tag}": say_speaker(claim, tag) for tag in languages},
        **{f"says_{tag}": claim.says[tag] for tag in languages},
        "quote": claim.quote,
        "anchor": claim.anchor,
        **{f"figures_{tag}": [say_figure(it, tag) for it in claim.figures] for tag in languages},
        "when": claim.when,
        "sources": _cite(claim.sources),
        **{f"later_{tag}": claim.later[tag] if claim.later else None for tag in languages},
        "later_sources": _cite(seen),
        "rests_on": list(claim.rests_on),
        "see": list(claim.see),
        "features": [item.id for item in story.features if claim.id in item.claims],
    }


def name_columns(name: Text, languages: Iterable[str]) -> dict[str, str]:
    """Lay a name out as one column for each language: ``name_es``."""
    return {f"name_{language}": name[language] for language in languages}


def say_speaker(claim: Claim, language: str) -> str | None:
    """Say who speaks, by name and, after a comma, by office; None where nobody is named."""
    parts = [text[language] for text in (claim.speaker, claim.office) if text]
    return ", ".join(parts) or None


def spell_plain(number: float) -> str:
    """Write a number in digits alone, as a program reads it."""
    return f"{number:.12g}"


def _quote_place(story: Story, feature: Feature) -> str | None:
    """Return the article's own words for a place, if they are quoted and nothing but the place."""
    texts = [text for text in (feature.name, feature.label) if text]
    names = {words.casefold() for text in texts for _, words in text.items()}
    quotes = (story.claim[name].quote for name in feature.claims)
    return next((quote for quote in quotes if quote and quote.casefold() in names), None)


def _cite_dataset(item: Dataset, language: str) -> str:
    title = dict(item.title.items()).get(language, item.title.first)
    return f"{title}: {item.credit}; {item.source}; {item.licence}"


def _cite(sources: Iterable[Source]) -> list[str]:
    return list(dict.fromkeys(f"{source.publisher}: {source.address}" for source in sources))


def say_figure(figure: Figure, language: str, spell: Callable[[float], str] = spell_plain) -> str:
    """Say a figure as who gives it, qualifier, value, unit: "The police: up to 150 tons a year".

    Parameters
    ----------
    figure, language
        What to say, and in which language.
    spell
        How its numbers are written; without it, as a program reads them.
    """
    value = "–".join(spell(number) for number in (figure.value, figure.to) if number is not None)
    qualifier = figure.qualifier[language] if figure.qualifier else ""
    said = " ".join(filter(None, [qualifier, value, figure.unit[language]]))
    return f"{figure.by[language]}: {said}" if figure.by else said
