"""One HTML file: the slots of ``page.html``, and what stands in each.

No text of a story passes through a template. The story travels as one JSON island and, for readers
without script, as escaped HTML; both are put in their slots after everything has been rendered, in
one pass that does not look at what it puts in.
"""

from __future__ import annotations

import base64
import json
import re
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from xstatic.pkg import leaflet

from map_app import style
from map_app.page.island import make_island, to_plain
from map_app.page.linked import link_data
from map_app.page.policy import write_policy
from map_app.page.prose import tell
from map_app.stills.svg import draw_inline
from map_app.text import say_source, words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from map_app.page.card import Card
    from map_app.sheet import Sheet

ASSETS = files("map_app").joinpath("assets")

_SLOT = re.compile(r"\[\[(\w+)\]\]")

# What a style sheet does not need: comments, empty lines, indentation.
_CSS_SPACE = re.compile(r"(?:\s*/\*.*?\*/\s*|\s*\n\s*)+", re.DOTALL)
# A rule of Leaflet's for the VML of old browsers, which no style sheet should hold.
_VML = re.compile(r"^\.lvml \{.*?\}\n", re.DOTALL | re.MULTILINE)

# A line of our scripts that is a comment, or the indentation of one that is not.
_COMMENT_LINE = re.compile(r"^[ \t]*(?:(?://|/\*\*|\*/|\* ).*\n?)?", re.MULTILINE)

# What makes a part of our script a module; once joined, all share one scope.
_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)


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
    styles = [_leaflet_css(), style.to_css(), _asset("app.css")]
    scripts = [
        _later(_leaflet_js()),
        _later(_app_js()),
        *(f'<script type="text/plain" src="{escape(link)}"></script>' for link in rendered.links),
        _later(rendered.script),
    ]
    slots = {
        "language": language,
        # Open Graph wants a country with the language; the words are of no other.
        "locale": interface["locale"]["og"],
        "title": escape(story.title[language]),
        "standfirst": escape(story.standfirst[language]),
        "kicker": escape(say_source(story.article, language)),
        "address": escape(story.article.address),
        "card": card.to_html() if card else "",
        "skip": page["skip"],
        "read_article": page["read_article"],
        "perhaps_dead": page["perhaps_dead"],
        "style": _CSS_SPACE.sub("\n", "\n".join(styles)),
        "header": rendered.header,
        "html": rendered.html,
        "prose": draw_inline(sheet, language).svg + tell(sheet, language),
        "patterns": style.to_svg(),
        "story": _to_json(to_plain(make_island(sheet, language))),
        "linked": _to_json(link_data(story, language)),
        "scripts": "\n".join(scripts),
        "boot": _asset("boot.js"),
    }
    html = _SLOT.sub(lambda slot: slots.get(slot[1], slot[0]), _asset("page.html"))
    policy = escape(write_policy(html, rendered.links))
    return html.replace("[[policy]]", policy, 1)


def _to_json(plain: Mapping[str, object]) -> str:
    """Write JSON that no HTML parser and no old script engine can take for anything else."""
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return re.sub(r"[<>&\u2028\u2029]", lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _later(script: str) -> str:
    """Hold back a script until the heading has been painted; boot.js runs it."""
    return f'<script type="text/plain">{script}</script>'


def _asset(name: str) -> str:
    return ASSETS.joinpath(name).read_text("utf-8")


def _app_js() -> str:
    """Join the modules of our script, each after those that it imports, into one scope."""
    folder = ASSETS.joinpath("js")
    joined: dict[str, str] = {}

    def visit(name: str) -> None:
        if name in joined:
            return
        joined[name] = ""  # modules may need each other, but not while they load
        source = folder.joinpath(name).read_text("utf-8")
        for other in _IMPORT.findall(source):
            visit(other)
        joined[name] = joined.pop(name) or _EXPORT.sub("", _IMPORT.sub("", source))

    visit("start.js")
    code = _COMMENT_LINE.sub("", "\n".join(joined.values()))
    return f"const dateline = (() => {{\n{code}\nreturn {{ layer, start }};\n}})();"


def _leaflet_js() -> str:
    script = Path(leaflet.BASE_DIR, "leaflet.js").read_text("utf-8")
    return re.sub(r"\n//# sourceMappingURL=.*", "", script)


def _leaflet_css() -> str:
    """Return Leaflet's style sheet with its pictures inside."""
    folder = Path(leaflet.BASE_DIR)

    def inline(match: re.Match[str]) -> str:
        if "layers" in match[1]:
            return "none"  # app.css draws it, in a tenth of the bytes
        picture = base64.b64encode(folder.joinpath(match[1]).read_bytes()).decode()
        return f"url(data:image/png;base64,{picture})"

    sheet = folder.joinpath("leaflet.css").read_text("utf-8")
    return re.sub(r"url\((images/[\w-]+\.png)\)", inline, _VML.sub("", sheet))
