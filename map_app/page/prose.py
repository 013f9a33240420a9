"""The story as plain HTML, for a reader whose page runs no script.

The only place where the words of a story become HTML; `_tag` escapes every one of them.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from geo.model import Bearings, DotPlot, Quotient, Timeline
from geo.records import say_figure
from map_app.foreign import find_foreign, split_quoted
from map_app.telling import Telling, tell_claim, tell_source
from map_app.text import fill, say_date, say_note, say_number, say_precision, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from geo.model import Plot, Source, Story
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
    foreign = find_foreign(story).get(language, {})

    def list_claims(names: Iterable[str]) -> _Html:
        items = []
        for name in names:
            telling = tell_claim(story, story.claim[name], language)
            if name in told:
                items.append(_tag("li", _point_to(name, telling.says)))
            else:
                items.append(_show_claim(telling, language, story.article.language, foreign))
            told.add(name)
        return _tag("ul", *items)

    parts = [_tag("p", page["page"]["no_script"])]
    for chapter in story.chapters:
        texts = filter(None, (chapter.text, chapter.context))
        parts.append(_tag("h2", chapter.title[language]))
        parts += [_tag("p", _mark_foreign(text[language], foreign)) for text in texts]
        if chapter.figure:
            parts.append(_show_figure(chapter.id, chapter.figure, sheet, language))
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


def _show_figure(chapter: str, figure: Plot, sheet: Sheet, language: str) -> _Html:
    """Show what a figure says in words; the claims it shows are told below with all others."""
    story, parts = sheet.story, list[str]()
    if isinstance(figure, Timeline):
        for name, claims in (("said", figure.said), ("later", figure.later)):
            events = [story.claim[claim] for claim in claims]
            rows = [
                f"{say_date(it.when or story.article.published, language)}: {it.says[language]}"
                for it in events
            ]
            parts += [_tag("p", words(language)["figure"][name]), _list(rows)]
    else:
        match figure:
            case DotPlot():
                parts.append(_list(_dots(figure, story, language)))
            case Quotient():
                parts.append(_list(_counts(figure, story, language)))
            case Bearings():
                far = words(language)["figure"]["about_km"]
                parts.append(
                    _list(
                        f"{story.feature[place.feature].name[language]}:"
                        f" {far.format(km=say_number(place.km))}"
                        for place in sheet.around[chapter].places
                    )
                )
        parts.append(_tag("p", figure.caveat[language]))
    return _tag("section", _tag("h3", figure.title[language]), *parts)


def _list(rows: Iterable[str]) -> _Html:
    return _tag("ul", *(_tag("li", row) for row in rows))


def _dots(figure: DotPlot, story: Story, language: str) -> list[str]:
    """Say what a dot plot shows: the line that is drawn, then the figures held against it."""
    page = words(language)
    rows = [
        say_figure(item, language, say_number)
        for item in story.claim[figure.claim].figures
        if item.value is not None
    ]
    if figure.mark:
        marked = story.claim[figure.mark]
        what = next(item for item in marked.figures if item.value is not None)
        who = tell_claim(story, marked, language).by
        said = say_figure(what, language, say_number)
        rows.insert(0, page["figure"]["mark"].format(who=who, what=said))
    return rows


def _counts(figure: Quotient, story: Story, language: str) -> list[str]:
    """Say what a quotient comes to at either end and where its slider starts."""
    whole = next(it.value for it in story.claim[figure.claim].figures if it.value is not None)
    rows = []
    for amount in (figure.low, figure.start, figure.high):
        count = whole * figure.scale / amount
        a_day = say_number(round(count / 365, 1))
        values = {"amount": say_number(amount), "count": say_number(round(count)), "a_day": a_day}
        rows.append(fill(figure.says[language], values))
    return rows


def _mark_foreign(text: str, foreign: Mapping[str, str]) -> _Html:
    """Mark the quoted passages of a sentence that are in another language than it."""
    parts = [
        _tag("span", part, lang=foreign[part])
        if number % 2 and part in foreign
        else escape(part, quote=False)
        for number, part in enumerate(split_quoted(text))
    ]
    return _Html("".join(parts))


def _show_claim(
    telling: Telling, language: str, original: str, foreign: Mapping[str, str]
) -> _Html:
    """Show a claim with all that it leads to; `original` is the language of its quote."""
    page = words(language)["popup"]
    parts: list[str] = [_tag("p", _mark_foreign(telling.says, foreign))]
    if telling.rows:
        parts.append(_list(telling.rows))
    if telling.quote:
        parts.append(_tag("p", _tag("q", telling.quote, lang=original)))
    parts.append(_tag("p", _tag("cite", telling.attribution)))
    if telling.rests_on:
        basis = (_tag("li", _point_to(*claim)) for claim in telling.rests_on)
        parts += [_tag("p", f"{page['rests_on']}:"), _tag("ul", *basis)]
    parts += _list_sources(telling.sources, language)
    if telling.later:
        parts.append(_tag("p", _mark_foreign(f"{page['later']}: {telling.later}", foreign)))
        parts += _list_sources(telling.later_sources, language)
    return _tag("li", *parts, id=_mark(telling.id))


def _list_sources(sources: Iterable[Source], language: str) -> list[_Html]:
    links = []
    for item in sources:
        label, after = tell_source(item, language)
        links.append(_tag("li", _tag("a", label, href=item.address), after and f", {after}"))
    return [_tag("ul", *links)] if links else []


def _point_to(claim: str, says: str) -> _Html:
    return _tag("a", says, href=f"#{_mark(claim)}")


def _mark(claim: str) -> str:
    return f"said-{claim}"
