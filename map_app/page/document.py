"""Layers laid out by folium and written as one HTML file; the only module that knows folium.

No text of a story passes through a template. folium and branca read what they are given as Jinja
templates, twice, so they are given our own constants alone: ids, panes, numbers. The story travels
as one JSON island and, for readers without script, as escaped HTML; both are put in their slots
after everything has been rendered, in one pass that does not look at what it puts in.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html import escape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from urllib.parse import quote, urljoin

import folium
from branca.element import Element, Figure, JavascriptLink, MacroElement
from folium.template import Template
from xstatic.pkg import leaflet

from geo.drawing import draw
from geo.problems import DatelineError
from geo.writing import write_whole
from map_app import style
from map_app.page.assets import (
    join_scripts,
    join_styles,
    leaflet_script,
    leaflet_style,
    read_asset,
)
from map_app.page.island import is_shown, show
from map_app.page.linked import link_data
from map_app.page.prose import tell
from map_app.stills.svg import draw_inline
from map_app.text import LANGUAGES, say_source, words

if TYPE_CHECKING:
    from geo.model import Story

# Open Graph wants a country with the language; the words are of no other.
_LOCALES = {"en": "en_US", "es": "es_PE"}
FRAME_HEIGHT = 620
"""Height in CSS pixels of a map in a notebook: map and text in view, and the next cell's edge."""

_SLOT = re.compile(r"\[\[(\w+)\]\]")
_INLINE = re.compile(
    r"<(script|style)(?![^>]*application/(?:ld\+)?json)[^>]*>(.*?)</\1>", re.DOTALL
)

# Where a page can be published: not a place within one, and nothing invisible in it.
_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?][^\s#\x00-\x1f\x7f]*)?")


class AddressError(DatelineError, ValueError):
    """An address at which no page can be published."""


class Card(NamedTuple):
    """What others show of a link to the page.

    Attributes
    ----------
    address
        Where the page is published.
    image, alt, size
        The address of its picture, what it shows in words, its width and height in pixels.

    References
    ----------
    The Open Graph protocol, https://ogp.me: an image has an absolute address.
    """

    address: str
    image: str
    alt: str
    size: tuple[int, int]

    def to_html(self) -> str:
        """Write it as meta tags."""
        width, height = self.size
        properties = {
            "og:url": self.address,
            "og:image": self.image,
            "og:image:type": "image/png",
            "og:image:width": width,
            "og:image:height": height,
            "og:image:alt": self.alt,
        }
        tags = [
            f'<meta property="{name}" content="{escape(str(content))}">'
            for name, content in properties.items()
        ]
        return "\n".join([*tags, '<meta name="twitter:card" content="summary_large_image">'])


def find_beside(address: str, name: str) -> str:
    """Find the address of the file `name` that is published beside a page.

    Raises
    ------
    AddressError
        If `address` is not one of the web, such as https://example.org/map.html.
    """
    if not _ADDRESS.fullmatch(address):
        raise AddressError(
            f"{address!r} is no address of a page; write it as https://example.org/map.html"
        )
    return urljoin(address, quote(name))


def build_map(story: Story, *, language: str = "en", card: Card | None = None) -> folium.Map:
    """Build the map of `story`.

    Parameters
    ----------
    story
        The story to draw.
    language
        The first language that a reader sees; one of `map_app.text.LANGUAGES`.
    card
        What others show of a link to the page, once it is published.

    Returns
    -------
    folium.Map
        A folium map like any other: add to it what you like, then `save` it. A notebook shows it.

    Examples
    --------
    >>> from geo import load_story
    >>> build_map(load_story())
    <StoryMap vrae: 20 features in 8 layers>
    """
    return StoryMap(story, show(story, draw(story), language), card)


def write_map(
    story: Story, path: Path | str, *, language: str = "en", card: Card | None = None
) -> None:
    """Write the map of `story` to the file `path`, whole or not at all.

    Parameters are those of `build_map`.

    Raises
    ------
    OSError
        If the file cannot be written; what was there is left as it was.
    """
    page = build_map(story, language=language, card=card).get_root().render()
    write_whole(Path(path), page.encode())


class StoryMap(folium.Map):
    """A folium map that draws a story from the data in its page, with Leaflet alone."""

    _template = Template(read_asset("map.jinja"))
    default_js: list[tuple[str, str]] = []  # noqa: RUF012 - folium's own attribute
    default_css: list[tuple[str, str]] = []  # noqa: RUF012

    def __init__(self, story: Story, plain: dict[str, Any], card: Card | None = None) -> None:
        super().__init__(
            tiles=None,
            control_scale=True,
            zoom_control=False,
            attribution_control=False,
            min_zoom=style.MIN_ZOOM,
            max_zoom=style.MAX_ZOOM,
            zoom_snap=0.25,
            max_bounds_viscosity=1,
        )
        # folium takes zoom limits for its tiles only.
        self.options.update(min_zoom=style.MIN_ZOOM, max_zoom=style.MAX_ZOOM)
        self.options.pop("zoom", None)
        self._story = story
        _Page(story, plain, card).add_child(self)
        for name, z_index in style.PANES.items():
            folium.map.CustomPane(name, z_index=z_index).add_to(self)
        for number, layer in enumerate(story.layers):
            pane = f"layer-{layer.id}"
            folium.map.CustomPane(
                pane, z_index=style.STORY_PANES + number, pointer_events=True
            ).add_to(self)
            # The page puts the layer's name in the place of its id.
            group = folium.FeatureGroup(name=layer.id, show=is_shown(story, layer.id))
            group.add_child(_StoryLayer(layer.id))
            group.add_to(self)
        control = folium.LayerControl(collapsed=False)
        control.add_to(self)
        _Start(control).add_to(self)
        self._last = list(self._children)[-2:]

    def __repr__(self) -> str:
        features, layers = len(self._story.features), len(self._story.layers)
        return f"<StoryMap {self._story.id}: {features} features in {layers} layers>"

    def render(self, **kwargs: object) -> None:  # type: ignore[override] # as folium's own
        """Render, with the control and the start after whatever has been added since."""
        for name in self._last:
            self._children.move_to_end(name)
        super().render(**kwargs)  # type: ignore[no-untyped-call]


class _StoryLayer(MacroElement):
    """One layer of the story, drawn into its feature group."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "dateline.layer({{ this.layer|tojson }}, {{ this._parent.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, layer: str) -> None:
        super().__init__()  # type: ignore[no-untyped-call] # branca has no annotations
        self._name = "StoryLayer"
        self.layer = layer


class _Start(MacroElement):
    """The last element: everything is there, so the page can draw."""

    _template = Template(
        "{% macro script(this, kwargs) %}"
        "dateline.start({{ this._parent.get_name() }}, {{ this.control.get_name() }});"
        "{% endmacro %}"
    )

    def __init__(self, control: folium.LayerControl) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "Start"
        self.control = control


class _Page(Figure):
    """A figure that renders itself as our page."""

    def __init__(self, story: Story, plain: dict[str, Any], card: Card | None) -> None:
        super().__init__()
        self.header = Element()
        self._story = story
        self._plain = plain
        self._card = card
        self._numbers = count(1)
        self._numbered: set[int] = set()

    def render(self, **kwargs: object) -> str:
        """Render the page; the same tree gives the same text, however often."""
        parts = (self.header, self.html, self.script)
        before = [part._children.copy() for part in parts]  # noqa: SLF001 - branca has no other way
        for part in parts:
            part._parent = self  # noqa: SLF001
        self._number(self)
        try:
            for child in self._children.values():
                child.render(**kwargs)
            return self._assemble()
        finally:
            for part, children in zip(parts, before, strict=True):
                part._children = children  # noqa: SLF001

    def _repr_html_(self, **kwargs: object) -> str:
        """Return the page in a frame of its own, for a notebook: no file and no network needed."""
        title, page = self._story.title[self._plain["language"]], self.render(**kwargs)
        return (
            f'<iframe title="{escape(title)}" srcdoc="{escape(page)}" allowfullscreen'
            f' style="width:100%;height:{FRAME_HEIGHT}px;border:0"></iframe>'
        )

    def _number(self, element: Element) -> None:
        """Give each element of the tree a number for an id, where folium has a random one."""
        if id(element) not in self._numbered:
            self._numbered.add(id(element))
            element._id = str(next(self._numbers))  # noqa: SLF001
        for child in element._children.values():  # noqa: SLF001
            self._number(child)

    def _assemble(self) -> str:
        story, language = self._story, self._plain["language"]
        page = words(language)["page"]
        header = list(self.header._children.values())  # noqa: SLF001
        links = [element.url for element in header if isinstance(element, JavascriptLink)]
        slots = {
            "language": language,
            "locale": _LOCALES[language],
            "title": escape(story.title[language]),
            "standfirst": escape(story.standfirst[language]),
            "kicker": escape(say_source(story.article, language)),
            "address": escape(story.article.address),
            "card": self._card.to_html() if self._card else "",
            "skip": page["skip"],
            "read_article": page["read_article"],
            "perhaps_dead": page["perhaps_dead"],
            "style": join_styles(leaflet_style(), style.to_css(), read_asset("app.css")),
            "header": "\n".join(e.render() for e in header if not isinstance(e, JavascriptLink)),
            "html": self.html.render(),
            "prose": draw_inline(story, self._plain, language).svg
            + tell(story, self._plain, language),
            "patterns": style.to_svg(),
            "story": _to_json(
                {
                    **self._plain,
                    "kickers": {tag: say_source(story.article, tag) for tag in LANGUAGES},
                    "software": {"leaflet": leaflet.VERSION},
                }
            ),
            "linked": _to_json(link_data(story, language)),
            "scripts": "\n".join(
                [
                    _later(leaflet_script()),
                    _later(join_scripts()),
                    *(
                        f'<script type="text/plain" src="{escape(link)}"></script>'
                        for link in links
                    ),
                    _later(self.script.render()),
                ]
            ),
            "boot": read_asset("boot.js"),
        }
        page_html = _SLOT.sub(lambda slot: slots.get(slot[1], slot[0]), read_asset("page.html"))
        policy = escape(_policy(page_html, links))
        return page_html.replace("[[policy]]", policy, 1)


def _policy(page: str, links: list[str]) -> str:
    """Write the Content-Security-Policy that allows what `page` holds, and nothing else."""
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, code in _INLINE.findall(page):
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src", *hashes["script"], *links]),
            " ".join(["style-src", *hashes["style"]]),
            "img-src data:",
            # Nothing is fetched; this lets tools that judge a served page read its robots.txt.
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )


def _to_json(plain: dict[str, Any]) -> str:
    """Write JSON that no HTML parser and no old script engine can take for anything else."""
    text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
    return re.sub(r"[<>&\u2028\u2029]", lambda sign: f"\\u{ord(sign[0]):04x}", text)


def _later(script: str, source: str = "") -> str:
    """Hold back a script until the heading has been painted; boot.js runs it."""
    attribute = f' src="{escape(source)}"' if source else ""
    return f'<script type="text/plain"{attribute}>{script}</script>'
