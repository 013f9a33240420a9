"""The map, laid out by folium; the only module that knows it.

folium and branca read what they are given as Jinja templates, twice, so they are given our own
constants alone: ids, panes, numbers. What the map shows stands in the page beside them.
"""

from __future__ import annotations

from html import escape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import folium
from branca.element import Element, Figure, JavascriptLink, MacroElement
from folium.template import Template

from geo.drawing import draw
from geo.writing import write_whole
from map_app import style
from map_app.page.assets import read_asset
from map_app.page.document import Rendered, assemble
from map_app.sheet import draw_sheet, is_shown

if TYPE_CHECKING:
    from geo.model import Story
    from map_app.page.card import Card
    from map_app.sheet import Sheet

FRAME_HEIGHT = 620
"""Height in CSS pixels of a map in a notebook: map and text in view, and the next cell's edge."""


def build_map(story: Story, *, language: str | None = None, card: Card | None = None) -> folium.Map:
    """Build the map of `story`.

    Parameters
    ----------
    story
        The story to draw.
    language
        The first that a reader sees, as a BCP 47 tag; without it, the story's own.
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
    <StoryMap vrae: 19 features in 8 layers>
    """
    return StoryMap(draw_sheet(story, draw(story)), language or story.languages[0], card)


def write_map(
    story: Story, path: Path | str, *, language: str | None = None, card: Card | None = None
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

    def __init__(self, sheet: Sheet, language: str, card: Card | None = None) -> None:
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
        self._story = story = sheet.story
        _Page(sheet, language, card).add_child(self)
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

    def __init__(self, sheet: Sheet, language: str, card: Card | None) -> None:
        super().__init__()
        self.header = Element()
        self._sheet = sheet
        self._language = language
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
        title, page = self._sheet.story.title[self._language], self.render(**kwargs)
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
        header = list(self.header._children.values())  # noqa: SLF001
        links = [element.url for element in header if isinstance(element, JavascriptLink)]
        others = [element.render() for element in header if not isinstance(element, JavascriptLink)]
        rendered = Rendered("\n".join(others), self.html.render(), self.script.render(), links)
        return assemble(self._sheet, self._language, rendered, self._card)
