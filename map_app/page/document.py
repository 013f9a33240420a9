"""One HTML file: the slots of ``page.html``, and what stands in each.

No text of a story passes through a template. The story travels as one JSON island and, for readers
without script, as escaped HTML; both are put in their slots after everything has been rendered, in
one pass that does not look at what it puts in.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import TYPE_CHECKING, NamedTuple

import segno

from map_app import style
from map_app.page.assets import (
    join_scripts,
    join_styles,
    leaflet_script,
    leaflet_style,
    read_asset,
)
from map_app.page.island import make_island, to_plain
from map_app.page.linked import link_data
from map_app.page.policy import write_policy
from map_app.page.prose import tell
from map_app.stills.svg import draw_inline
from map_app.text import LANGUAGES, say_source, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from geo.model import Story
    from map_app.page.card import Card
    from map_app.sheet import Sheet

_SLOT = re.compile(r"\[\[(\w+)\]\]")


class Rendered(NamedTuple):
    """What the map library made of the map, as text of the page.

    Attributes
    ----------
    header, html
        What goes into the head of the page, and into its body.
    script
        The script that makes the map.
    links
        The addresses of scripts that somebody added and the page fetches; none are ours.
    """

    header: str
    html: str
    script: str
    links: Sequence[str] = ()


def assemble(sheet: Sheet, language: str, rendered: Rendered, card: Card | None = None) -> str:
    """Put the page of a sheet together.

    Parameters
    ----------
    sheet
        What is drawn, and its story.
    language
        The language that a reader sees first.
    rendered
        The map.
    card
        What others show of a link to the page, once it is published.
    """
    story = sheet.story
    interface = words(language)
    page = interface["page"]
    scripts = [
        _later(leaflet_script()),
        _later(join_scripts()),
        *(f'<script type="text/plain" src="{escape(link)}"></script>' for link in rendered.links),
        _later(rendered.script),
    ]
    slots = {
        "language": language,
        # Open Graph wants a country with the language; the words are of no other.
        "locale": interface["locale"]["og"],
        "title": escape(story.title[language]),
        "standfirst": escape(story.standfirst[language]),
        "kicker": escape(_say_byline(story, language)),
        "languages": _list_languages(story, language),
        "first": story.chapters[0].id if story.chapters else "",
        "unless_steps": "" if story.chapters else " hidden",
        "begin": interface["story"]["begin"].format(count=len(story.chapters)),
        "published": _say_where(card.address) if card else "",
        "address": escape(story.article.address),
        "card": card.to_html() if card else "",
        "skip": page["skip"],
        "read_article": page["read_article"],
        "perhaps_dead": page["perhaps_dead"],
        "style": join_styles(leaflet_style(), style.to_css(), read_asset("app.css")),
        "header": rendered.header,
        "html": rendered.html,
        "prose": draw_inline(sheet, language).svg + tell(sheet, language),
        "patterns": style.to_svg(),
        "story": _to_json(to_plain(make_island(sheet, language))),
        "linked": _to_json(link_data(story, language)),
        "scripts": "\n".join(scripts),
        "boot": read_asset("boot.js"),
    }
    html = _SLOT.sub(lambda slot: slots.get(slot[1], slot[0]), read_asset("page.html"))
    policy = escape(write_policy(html, rendered.links))
    return html.replace("[[policy]]", policy, 1)


def _say_byline(story: Story, language: str) -> str:
    """Say who made the map and after whose article: the two are not the same."""
    page, last = words(language)["page"], words(language)["locale"]["last"]
    *others, author = story.authors
    authors = last.format(names=", ".join(others), name=author) if others else author
    byline = page["byline"].format(authors=authors, source=say_source(story.article, language))
    return str(byline)


def _list_languages(story: Story, language: str) -> str:
    """Write the switch between the story's languages, each under its own name.

    A story in one language has none to choose.
    """
    if len(story.languages) == 1:
        return '<div id="languages" role="group" hidden></div>'
    buttons = (
        f'<button type="button" lang="{tag}" aria-pressed="{str(tag == language).lower()}">'
        f"{escape(LANGUAGES[tag])}</button>"
        for tag in story.languages
    )
    return (
        '<div id="languages" role="group"'
        f' aria-label="{escape(words(language)["page"]["language"])}">{"".join(buttons)}</div>'
    )


def _say_where(address: str) -> str:
    """Say on paper where the page is published, with a QR code for those who have a phone."""
    code = segno.make(address, error="m", micro=False)
    svg = code.svg_inline(border=4, omitsize=True, svgclass=None, lineclass=None)
    return f'<p class="on-paper">{svg}<span>{escape(address)}</span></p>'


def _to_json(plain: Mapping[str, object]) -> str:
    """Write JSON that no HTML parser and no old script engine can take for anything else."""
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return re.sub(r"[<>&\u2028\u2029]", lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _later(script: str) -> str:
    """Hold back a script until the heading has been painted; boot.js runs it."""
    return f'<script type="text/plain">{script}</script>'
