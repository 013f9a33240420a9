"""What is known of each feature and of each claim, as one flat record of plain values.

Where Darwin Core or the Linked Places Format has a term for a value, the value bears its name. A
value is None where the story does not say.

References
----------
Darwin Core Maintenance Group (2023), List of Darwin Core terms, classes Location and Record-level.
Linked Pasts (2019), The Linked Places Format, v1.1: `certainty` of a geometry.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo import atlas
from geo.drawing import find_datasets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.atlas import Dataset
    from geo.drawing import Drawing
    from geo.model import Claim, Feature, Figure, Source, Story

CERTAINTY = {
    "place": "certain",
    "country": "certain",
    "region": "less-certain",
    "schematic": "uncertain",
    "unlocated": "uncertain",
}
"""How certain a geometry is, as the Linked Places Format says it, by precision."""

_REMARKS = {
    "place": "A named city, as one point for the whole of it.",
    "country": "The whole country, because the text names no place in it.",
    "region": "Approximate: a map of it should have a soft or dashed edge.",
    "schematic": "A diagram, not a path: a map of it should be dashed, or fade.",
    "unlocated": "The text gives no place: it is somewhere in here, and never at a point of it.",
}


def describe_feature(
    story: Story, drawing: Drawing, note: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Describe a drawn feature: what it is called, what it rests on and how firmly it is placed.

    The keys are layer, name_en, name_es, kind, precision, certainty (`CERTAINTY`), claims (ids),
    shown, note_en, note_es (how it was drawn), and of Darwin Core: coordinateUncertaintyInMeters
    (None unless it is known), verbatimLocality (None unless a quote of the article is the name),
    georeferenceProtocol, georeferenceSources (data sets of the atlas with credit, package and
    licence; publishers with addresses), georeferenceRemarks and license (the address of the
    story's). `note` is how it was drawn, in words, by language; without it the record has neither
    notes nor a georeferenceProtocol.
    """
    note = note or {}
    protocol = {"georeferenceProtocol": note[story.languages[0]]} if note else {}
    feature = drawing.feature
    shape = feature.shape
    sets = [atlas.datasets()[name] for name in find_datasets(story, shape)]
    outside = [source for name in shape.rests_on for source in story.claim[name].sources]
    return {
        "layer": feature.layer,
        "name_en": feature.name["en"],
        "name_es": feature.name["es"],
        "kind": shape.kind,
        "precision": feature.precision,
        "certainty": CERTAINTY[feature.precision],
        "claims": list(feature.claims),
        "shown": feature.shown,
        **{f"note_{language}": said for language, said in note.items()},
        "coordinateUncertaintyInMeters": shape.uncertainty_m,
        "verbatimLocality": _quote_place(story, feature),
        **protocol,
        "georeferenceSources": " | ".join([*map(_cite_dataset, sets), *_cite(outside)]),
        "georeferenceRemarks": _REMARKS[feature.precision],
        "license": story.licence.address,
    }


def describe_claim(story: Story, claim: Claim) -> dict[str, Any]:
    """Describe a claim: whose it is, what it says, and where its words are to be found.

    The keys are voice, paragraph, speaker_en, speaker_es, says_en, says_es, quote, anchor (how many
    words of the paragraph, and a hash of them, where they are not quoted), figures_en, figures_es,
    when (EDTF), sources, later_en, later_es, later_sources (those of the claims in `see`), rests_on
    and see (ids of claims), and features (the ids of those that rest on the claim). Sources are
    publisher and address.
    """
    seen = [source for name in claim.see for source in story.claim[name].sources]
    return {
        "voice": claim.voice,
        "paragraph": claim.paragraph,
        "speaker_en": claim.speaker["en"] if claim.speaker else None,
        "speaker_es": claim.speaker["es"] if claim.speaker else None,
        "says_en": claim.says["en"],
        "says_es": claim.says["es"],
        "quote": claim.quote,
        "anchor": claim.anchor,
        "figures_en": [_say(figure, "en") for figure in claim.figures],
        "figures_es": [_say(figure, "es") for figure in claim.figures],
        "when": claim.when,
        "sources": _cite(claim.sources),
        "later_en": claim.later["en"] if claim.later else None,
        "later_es": claim.later["es"] if claim.later else None,
        "later_sources": _cite(seen),
        "rests_on": list(claim.rests_on),
        "see": list(claim.see),
        "features": [item.id for item in story.features if claim.id in item.claims],
    }


def _quote_place(story: Story, feature: Feature) -> str | None:
    """Return the article's own words for a place, if they are quoted and nothing but the place."""
    names = {text["en"].casefold() for text in (feature.name, feature.label) if text}
    quotes = (story.claim[name].quote for name in feature.claims)
    return next((quote for quote in quotes if quote and quote.casefold() in names), None)


def _cite_dataset(item: Dataset) -> str:
    return f"{item.title['en']}: {item.credit}; {item.source}; {item.licence}"


def _cite(sources: Iterable[Source]) -> list[str]:
    return list(dict.fromkeys(f"{source.publisher}: {source.address}" for source in sources))


def _say(figure: Figure, language: str) -> str:
    """Say a figure as qualifier, value, unit: "up to 150 tons a year"."""
    value = "–".join(f"{number:.12g}" for number in (figure.value, figure.to) if number is not None)
    qualifier = figure.qualifier[language] if figure.qualifier else ""
    return " ".join(filter(None, [qualifier, value, figure.unit[language]]))
