"""What is told of a claim and of a drawn feature: decided once per language, laid out elsewhere.

No-script, KML, Linked Places, annotations and linked data take it from here; the page's script
decides the same in ``telling.js``, and a test holds the two together.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from geo.records import describe_feature, say_figure, say_speaker
from map_app.text import say_date, say_note, say_number, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.drawing import Drawing
    from geo.model import Claim, Source, Story, Voice
    from geo.records import Record


@dataclass(frozen=True)
class Telling:
    """A claim in the words of one language; what the story does not say is None or empty.

    Attributes
    ----------
    id, voice
        The claim's.
    by
        Who speaks: by name and office, or, where nobody is named, by voice.
    paragraph, where
        The paragraph of the article, as a number and in words.
    says, quote
        The statement in our words, and the article's own in its own language.
    when
        The date of it in words.
    figures
        Each with its qualifier and its unit.
    rows
        The figures that name who gives each: what the statement collects, to stand below it.
    sources
        Where others say it, each once.
    later, later_sources
        What others say or what came later, and where they do, each once.
    rests_on
        The claims that it was worked out from: the id of each and what it says.
    """

    id: str
    voice: Voice
    by: str
    paragraph: int | None
    where: str | None
    says: str
    quote: str | None
    when: str | None
    figures: tuple[str, ...]
    rows: tuple[str, ...]
    sources: tuple[Source, ...]
    later: str | None
    later_sources: tuple[Source, ...]
    rests_on: tuple[tuple[str, str], ...]

    @property
    def attribution(self) -> str:
        """Who speaks, and where in the article."""
        return f"{self.by}, {self.where}" if self.where else self.by


def tell_claim(story: Story, claim: Claim, language: str) -> Telling:
    """Decide what is told of `claim` in `language`, one of those of `story`."""
    page = words(language)
    where = page["popup"]["paragraph"].format(number=claim.paragraph) if claim.paragraph else None
    seen = (source for name in claim.see for source in story.claim[name].sources)
    return Telling(
        id=claim.id,
        voice=claim.voice,
        by=say_speaker(claim, language) or page["voices"][claim.voice],
        paragraph=claim.paragraph,
        where=where,
        says=claim.says[language],
        quote=claim.quote,
        when=say_date(claim.when, language) if claim.when else None,
        figures=tuple(say_figure(figure, language) for figure in claim.figures),
        rows=tuple(say_figure(item, language, say_number) for item in claim.figures if item.by),
        sources=_once(claim.sources),
        later=claim.later[language] if claim.later else None,
        later_sources=_once(seen),
        rests_on=tuple((name, story.claim[name].says[language]) for name in claim.rests_on),
    )


def tell_feature(story: Story, drawing: Drawing) -> Record:
    """Describe a drawn feature as `geo.records.describe_feature` does, and how it was drawn.

    The further keys are note and a language, for each of the story's, and of Darwin Core
    georeferenceProtocol (the note) and georeferenceRemarks (how far its precision goes), both in
    the story's own.
    """
    own = story.languages[0]
    further = {
        "shown": {f"note_{tag}": say_note(drawing.note, tag) for tag in story.languages},
        "verbatimLocality": {"georeferenceProtocol": say_note(drawing.note, own)},
        "georeferenceSources": {
            "georeferenceRemarks": words(own)["remarks"][drawing.feature.precision]
        },
    }
    told: Record = {}
    for key, value in describe_feature(story, drawing).items():
        told |= {key: value, **further.get(key, {})}
    return told


def tell_source(source: Source, language: str) -> tuple[str, str]:
    """Tell what a link to `source` says, and what stands after it.

    After it stands who published it and when, and when it was last read there.
    """
    after = [
        source.title and source.publisher,
        source.published and say_date(source.published, language),
        source.seen
        and words(language)["popup"]["seen"].format(date=say_date(source.seen, language)),
    ]
    return source.title or source.publisher, ", ".join(filter(None, after))


def _once(sources: Iterable[Source]) -> tuple[Source, ...]:
    return tuple({(source.publisher, source.address): source for source in sources}.values())
