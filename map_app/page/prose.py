"""The story as plain HTML, for a reader whose page runs no script.

The only place where the words of a story become HTML; `_tag` escapes every one of them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from geo.model import Timeline
from map_app.text import say_date, say_note, say_precision, words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Claim, Plot, Story
    from map_app.sheet import Sheet


class _Html(str):
    """Text that is HTML already."""

    __slots__ = ()


def _tag(name: str, *children: str, **attributes: str) -> _Html:
    opening = "".join(f' {key}="{escape(value)}"' for key, value in attributes.items())
    inside = "".join(
        child if isinstance(child, _Html) else escape(child, quote=False) for child in children
    )
    return _Html(f"<{name}{opening}>{inside}</{name}>")


def tell(sheet: Sheet, language: str) -> str:
    """Tell a story in HTML: its chapters, then what is on the map and what each thing rests on.

    A claim is told in full where it is first met; from then on its words lead back there.
    """
    story, page = sheet.story, words(language)
    told: set[str] = set()

    def list_claims(names: Iterable[str]) -> _Html:
        items = []
        for name in names:
            items.append((_point_to if name in told else _show_claim)(story.claim[name], language))
            told.add(name)
        return _tag("ul", *items)

    parts = [_tag("p", page["page"]["no_script"])]
    for chapter in story.chapters:
        parts += [_tag("h2", chapter.title[language]), _tag("p", chapter.text[language])]
        if chapter.figure:
            parts.append(_show_figure(chapter.figure, story, language))
    parts.append(_tag("h2", page["list"]["title"]))
    for mark in sheet.marks:
        precision = say_precision(mark.feature.precision, language)
        parts += [
            _tag("h3", mark.feature.name[language]),
            _tag("p", f"{precision}. {say_note(mark.drawing.note, language)}"),
            list_claims(mark.feature.claims),
        ]
    if rest := [claim.id for claim in story.claims if claim.id not in told]:
        parts += [_tag("h2", page["popup"]["around"]), list_claims(rest)]
    if story.unsaid:
        items = [_tag("li", text[language]) for text in story.unsaid]
        parts += [_tag("h2", page["list"]["unsaid"]), _tag("ul", *items)]
    return "\n".join(parts)


def _show_figure(figure: Plot, story: Story, language: str) -> _Html:
    """Show what a figure says in words; the claims it shows are told below with all others."""
    if isinstance(figure, Timeline):
        events = [story.claim[name] for name in figure.claims]
        rows = [
            f"{say_date(event.when or story.article.published, language)}: {event.says[language]}"
            for event in events
        ]
        words_of = _tag("ul", *(_tag("li", row) for row in rows))
    else:
        words_of = _tag("p", figure.caveat[language])
    return _tag("section", _tag("h3", figure.title[language]), words_of)


def _show_claim(claim: Claim, language: str) -> _Html:
    page = words(language)
    by = claim.speaker[language] if claim.speaker else page["voices"][claim.voice]
    if claim.paragraph:
        by += ", " + page["popup"]["paragraph"].format(number=claim.paragraph)
    parts: list[str] = [_tag("p", claim.says[language])]
    if claim.quote:
        parts.append(_tag("p", _tag("q", claim.quote, lang="en")))
    parts.append(_tag("p", _tag("cite", by)))
    if claim.later:
        parts.append(_tag("p", f"{page['popup']['later']}: {claim.later[language]}"))
    links = [_tag("li", _tag("a", item.publisher, href=item.address)) for item in claim.sources]
    if links:
        parts.append(_tag("ul", *links))
    return _tag("li", *parts, id=_mark(claim))


def _point_to(claim: Claim, language: str) -> _Html:
    return _tag("li", _tag("a", claim.says[language], href=f"#{_mark(claim)}"))


def _mark(claim: Claim) -> str:
    return f"said-{claim.id}"
