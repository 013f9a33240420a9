"""The map as one still SVG picture: inside a page, in its colours, or alone, in those of the light.

It shows what the page's map shows: the same data, order, looks and names. Text of a story becomes
text of the tree, which an XML writer escapes; nothing of it is ever a tag, a rule or an address.
"""

from __future__ import annotations

import re
from base64 import b64encode
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element, SubElement

import shapely

from map_app import style
from map_app.globe import RADIUS
from map_app.stills.names import Box, Name, is_measured, measure, place
from map_app.stills.scene import describe, find_chapter, set_scene
from map_app.stills.view import to_path
from map_app.text import say_precision, say_source, words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.model import Chapter, Story
    from map_app.sheet import Relief, Sheet
    from map_app.stills.scene import Figure, Scene
    from map_app.stills.view import View

FONT = '"Libertinus Serif", "Times New Roman", Times, serif'
"""The letters that are measured, then those most like them."""

# Characters that no XML may hold: most control characters, and halves of others.
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Letters of a reader's system may be this much wider than ours.
_SYSTEM_LETTERS = 1.28
_Entry = tuple[str, tuple[str, ...], float]  # of the legend: its words, its looks, its width

_LOCATOR_RADIUS = 36.0
_LONGEST_BAR = 140.0
_EDGE = 24.0  # the margin of a picture that stands alone
_WIDE = 900  # from this width on, there is room for a large title


class Picture(NamedTuple):
    """A drawn map: its SVG, and the words for those who do not see it."""

    svg: str
    alt: str


def draw_inline(
    sheet: Sheet,
    language: str,
    *,
    size: tuple[int, int] = (640, 480),
    chapter: str | None = None,
) -> Picture:
    """Draw the map to stand inside the page, small and without relief.

    The page's own style sheet colours it, also in the dark, and its patterns hatch it: the picture
    holds no rule, no id and no style of its own, as the page's policy asks.

    Parameters
    ----------
    sheet
        What is drawn.
    language
        One of the story's.
    size
        Width and height in CSS pixels.
    chapter
        The id of the chapter to tell; None for the opening view.

    Raises
    ------
    map_app.stills.scene.ChapterError
        If the story has no such chapter.
    """
    story = sheet.story
    told = find_chapter(story, chapter)
    scene = set_scene(sheet, told, size)
    alt = describe(story, told, scene, language)
    root = _start((scene.view.width, scene.view.height), story.title[language], alt)
    root.set("class", "picture")
    _draw_map(root, sheet, scene, language, decimals=0)
    return Picture(ET.tostring(root, "unicode"), alt)


def draw_alone(
    sheet: Sheet,
    language: str,
    *,
    size: tuple[int, int],
    chapter: str | None = None,
) -> Picture:
    """Draw the map to stand alone, with relief, title, legend, scale and source inside.

    Parameters and errors are those of `draw_inline`.
    """
    story = sheet.story
    told = find_chapter(story, chapter)
    width, height = size
    heading, top = _draw_heading(story, told, language, width)
    foot, high = _draw_foot(sheet, told, language, width)
    scene = set_scene(sheet, told, (width - 2 * _EDGE, height - top - high))
    view = scene.view
    frame = {
        "x": _EDGE, "y": top, "width": view.width, "height": view.height,
    }  # fmt: skip
    alt = describe(story, told, scene, language)

    root = _start(size, story.title[language], alt)
    root.set("font-family", FONT)
    _add(root, "style").text = style.to_picture_css()
    # Our own constant, which a later part of this picture refers to.
    root.extend(ET.fromstring(style.to_svg()))  # noqa: S314
    _add(root, "rect", class_="paper", width=width, height=height)
    root.append(heading)
    inner = _add(root, "svg", **frame)
    _draw_map(inner, sheet, scene, language, decimals=1, alone=True)
    _add(root, "rect", class_="frame", **frame)
    foot.set("transform", f"translate(0 {top + view.height:g})")
    root.append(foot)
    return Picture(ET.tostring(root, "unicode"), alt)


def _start(size: tuple[float, float], title: str, alt: str) -> Element:
    width, height = (f"{side:.6g}" for side in size)
    root = Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img"})
    root.set("width", width)
    root.set("height", height)
    root.set("viewBox", f"0 0 {width} {height}")
    root.set("aria-label", _clean(alt))
    _add(root, "title").text = _clean(title)
    _add(root, "desc").text = _clean(alt)
    return root


# The map, pane by pane as on the page.


def _draw_map(  # noqa: PLR0913 - each is a different thing
    into: Element, sheet: Sheet, scene: Scene, language: str, *, decimals: int, alone: bool = False
) -> None:
    view = scene.view
    _add(into, "rect", class_="sea", width=view.width, height=view.height)
    ground = sheet.ground

    def draw_ground(group: Element, name: str, parts: Iterable[BaseGeometry]) -> None:
        path = to_path(view.clip(parts), decimals)
        if path:
            _add(group, "path", class_=name, d=path)

    below = _add(into, "g", stroke_width=style.GROUND_WIDTH)
    draw_ground(below, "land", ground.areas["land"])
    if alone:
        _draw_relief(into, ground.relief, view)
    above = _add(into, "g", stroke_width=style.GROUND_WIDTH)
    draw_ground(above, "lake", ground.areas["lake"])
    for name, parts in ground.lines.items():
        # What a small picture would hardly show is left out of it.
        if alone or name != "department":
            draw_ground(above, name, parts)
    for figure in scene.figures:
        _draw_figure(into, figure, decimals, alone=alone)
    halo = style.COLOURS["land"].light if alone else "var(--land)"
    letters = _add(
        into, "g", stroke=halo, stroke_width=3, stroke_linejoin="round", text_anchor="middle",
        paint_order="stroke",
    )  # fmt: skip
    bar = _draw_scale(letters, view, language, alone=alone)
    corner = _draw_locator(into, sheet, view) if alone else None
    _draw_names(letters, sheet, scene, language, [bar, *filter(None, [corner])], alone=alone)


def _draw_relief(into: Element, pictures: Iterable[Relief], view: View) -> None:
    """Lay the relief over the land; the picture of the world may stand more than once."""
    group = _add(into, "g")
    for picture in pictures:
        west, south, east, north = picture.bounds
        image = "data:image/webp;base64," + b64encode(picture.webp).decode()
        for turn in (-360, 0, 360):
            (x0, y0), (x1, y1) = view.project([(west + turn, north), (east + turn, south)])
            if view.frame.intersects(shapely.box(x0, y0, x1, y1)):
                _add(
                    group, "image", class_="relief", href=image, x=x0, y=y0,
                    width=x1 - x0, height=y1 - y0, preserveAspectRatio="none",
                )  # fmt: skip


def _draw_figure(into: Element, figure: Figure, decimals: int, *, alone: bool) -> None:
    mark, quiet = figure.mark, " quiet" * figure.quiet
    if figure.quiet and alone:
        # Fainter as a whole: each faint band on its own would lose its soft edge to rounding.
        into = _add(into, "g", opacity=style.QUIET)
    for number, (opacity, parts) in enumerate(figure.coats, start=1):
        last = " last" * (mark.form == "line" and number == len(figure.coats))
        if mark.form == "point":
            r = style.PLACE_RADIUS
            path = "".join(
                f"M{part.x - r:.1f} {part.y:.1f}"
                f"a{r:g} {r:g} 0 1 0 {2 * r:g} 0a{r:g} {r:g} 0 1 0-{2 * r:g} 0z"
                for part in parts
            )
        else:
            path = to_path(parts, decimals)
        if path:
            _add(
                into, "path", class_=f"look-{mark.look}{last}{quiet}", fill_rule="evenodd",
                opacity=opacity, d=path, data_feature=mark.feature.id,
            )  # fmt: skip


def _draw_scale(into: Element, view: View, language: str, *, alone: bool) -> Box:
    """Draw the scale bar into the lower left corner and return what it covers."""
    page = words(language)["still"]
    km, length = view.measure_bar(min(_LONGEST_BAR, view.width / 4))
    words_of = page["scale_here" if view.varies() else "scale"]
    text = words_of.format(km=f"{km:,}", latitude=f"{abs(view.latitude):.0f}")
    x, y = 12.0, view.height - 14.0
    line = f"M{x:g} {y - 5:g}v5h{length:.1f}v-5"
    group = _add(into, "g", text_anchor="start", fill="none")
    _add(group, "path", d=line, stroke_width=5)
    _add(group, "path", class_="bar", d=line, stroke="currentColor", stroke_width=1.5)
    wide = measure(text, 12)
    at = {"x": x + 5, "y": y - 5}
    written = _write(group, text, class_="ink", fill="currentColor", font_size=12, **at)
    if alone:
        _fit(written, wide)
    else:
        wide *= _SYSTEM_LETTERS
    return Box(0, y - 24, x + max(length, 5 + wide) + 12, view.height)


def _draw_locator(into: Element, sheet: Sheet, view: View) -> Box | None:
    """Draw a small globe into the upper left corner, where the view is not the world itself."""
    if view.zoom < style.LOCATOR_FROM:
        return None
    middle = _LOCATOR_RADIUS + 8
    scale = _LOCATOR_RADIUS / RADIUS
    group = _add(into, "g", transform=f"translate({middle:g} {middle:g}) scale({scale:.6g})")
    _add(group, "circle", class_="globe", r=RADIUS)
    _add(group, "path", class_="globe-land", d=sheet.locator.land, fill_rule="evenodd")
    _add(group, "path", class_="globe-frame", d=sheet.locator.frame)
    return Box(0, 0, 2 * middle, 2 * middle)


def _draw_names(  # noqa: PLR0913 - each is a different thing
    into: Element, sheet: Sheet, scene: Scene, language: str, taken: Sequence[Box], *, alone: bool
) -> None:
    view = scene.view
    scale = style.PICTURE_LETTERS if alone else _SYSTEM_LETTERS
    dots = [
        Box.around(figure.at, style.GAP, style.GAP)
        for figure in scene.figures
        if figure.mark.form == "point"
    ]
    wanted = list_names(sheet, scene, language, scale)
    places = place([name for _, name in wanted], (view.width, view.height), [*dots, *taken])
    for (look, name), at in zip(wanted, places, strict=True):
        if at is None:
            continue
        quiet = " quiet" * name.quiet
        letters = style.LETTERS[look]
        # Letters stand on their line, a little below the middle.
        x = at[0]
        if look == "town":
            dot = {"cx": x, "cy": at[1] - style.TOWN_BELOW, "r": style.TOWN_RADIUS}
            _add(into, "circle", class_="of-town", fill="currentColor", stroke_width=1, **dot)
        if name.number:
            x += _draw_number(into, name, at, scale, alone=alone) / 2
        written = _write(
            into, name.text, class_=f"label of-{look}{quiet}", fill="currentColor", x=x,
            y=at[1] + scale * letters.size * 0.3,
        )  # fmt: skip
        if alone:
            _fit(
                written, name.size[0] - _number_room(name.number, scale), spaced=letters.spacing > 0
            )


def _draw_number(
    into: Element, name: Name, at: tuple[float, float], scale: float, *, alone: bool
) -> float:
    """Draw the number of a feature before its name; return the room that it takes."""
    size, room = style.LETTERS["place"].size, _number_room(name.number, scale)
    radius = scale * size * 0.62
    x = at[0] - name.size[0] / 2 + radius
    group = _add(into, "g", stroke="none")
    _add(group, "circle", class_="ink", fill="currentColor", cx=x, cy=at[1], r=radius)
    written = _write(
        group, str(name.number), class_="paper number", x=x, y=at[1] + scale * size * 0.32,
        font_size=scale * size, font_weight=700,
    )  # fmt: skip
    if alone:
        _fit(written, measure(str(name.number), scale * size, 700))
    return room


def _number_room(number: int | None, scale: float) -> float:
    """How much wider a name is with a number before it."""
    return scale * style.LETTERS["place"].size * 1.6 if number else 0.0


def list_names(sheet: Sheet, scene: Scene, language: str, scale: float) -> list[tuple[str, Name]]:
    """List the names of what is in view, each with its key of `style.LETTERS`.

    `scale` is how much larger than `style.LETTERS` says they are written.
    """
    names = [
        (figure.mark.look, _name(figure, figure.mark.label[language], scale))
        for figure in scene.figures
        if figure.seen and figure.mark.label
    ]
    # A name of the ground that the story gives already is not given twice.
    given = [figure.mark.at for figure in scene.figures]
    rank = style.RANKS.index("ground")
    for label in sheet.ground.names:
        if label.at not in given and scene.view.zoom >= label.from_zoom:
            x, y = map(float, scene.view.project([label.at])[0])
            y += style.TOWN_BELOW * (label.kind == "town")
            text = label.name[language]
            size = _measure(text, style.LETTERS[label.kind], scale)
            names.append((label.kind, Name(text, size, rank, (x, y), "ground")))
    return names


def _name(figure: Figure, text: str, scale: float) -> Name:
    mark, parts = figure.mark, figure.parts
    letters = style.LETTERS[mark.look]
    if figure.quiet:
        letters = letters._replace(weight=style.QUIET_WEIGHT)
    wide, high = _measure(text, letters, scale)
    number = mark.feature.number
    return Name(
        text,
        (wide + _number_room(number, scale), high),
        mark.rank,
        figure.at,
        mark.form,
        box=Box(*shapely.total_bounds(parts)) if mark.form == "area" else None,
        # Where the view cuts a line in several, its name stands on the last.
        line=parts[-1].coords if mark.form == "line" else (),
        quiet=figure.quiet,
        inside=mark.feature.shape.is_ground,
        number=number,
    )


def _measure(text: str, letters: style.Letters, scale: float) -> tuple[float, float]:
    """Estimate how wide and how high a name is, written `scale` times as large."""
    wide = measure(text, letters.size, letters.weight, letters.spacing)
    return scale * wide, scale * letters.size * 1.2


# What stands around the map in a picture that stands alone.


def _draw_heading(
    story: Story, chapter: Chapter | None, language: str, width: int
) -> tuple[Element, float]:
    """Write the title, and above it, for a chapter, that of the story; return the height too."""
    group = Element("g")
    room = width - 2 * _EDGE
    size = 28 if width >= _WIDE else 22
    y = _EDGE * 0.75
    title = story.title[language]
    if chapter:
        y = _write_lines(group, [title], 14, y, room, most=1, class_="soft-ink")
        title = chapter.title[language]
    y = _write_lines(group, [title], size, y, room, most=2, class_="ink", font_weight=700)
    return group, y + 10


def _draw_foot(
    sheet: Sheet, chapter: Chapter | None, language: str, width: int
) -> tuple[Element, float]:
    """Write the legend and the source below the map; return the height too."""
    group = Element("g")
    room = width - 2 * _EDGE
    entries = []
    for precision, looks in sheet.list_legend(chapter):
        text = say_precision(precision, language)
        entries.append((text, looks, 38 * len(looks) + measure(text, 14) + 24))
    y = 12.0
    for row in _break_evenly(entries, room + 24):
        x = _EDGE
        for text, looks, wide in row:
            for number, look in enumerate(looks):
                _add(
                    group, "path", class_=f"look-{look}", d=style.find_swatch(look),
                    transform=f"translate({x + 38 * number:g} {y:g})",
                )  # fmt: skip
            at = x + 38 * len(looks)
            written = _write(group, text, class_="ink", x=at, y=y + 15, font_size=14)
            _fit(written, measure(text, 14))
            x += wide
        y += 25
    boundaries = words(language)["sources"]["boundaries"]
    source = [say_source(sheet.story.article, language), *sheet.credits, boundaries]
    y = _write_lines(group, source, 12, y + 6, room, most=5, class_="soft-ink")
    return group, y + 12


def _break_evenly(entries: Sequence[_Entry], room: float) -> list[list[_Entry]]:
    """Break entries, each with its width, into as few rows as fit, as even as they can be."""

    def fill(room: float) -> list[list[_Entry]]:
        rows: list[list[_Entry]] = [[]]
        for entry in entries:
            if rows[-1] and sum(other[2] for other in rows[-1]) + entry[2] > room:
                rows.append([])
            rows[-1].append(entry)
        return rows

    fewest = len(fill(room))
    while room > 0 and len(fill(room - 10)) == fewest:
        room -= 10
    return fill(room)


def _write_lines(  # noqa: PLR0913 - each is a different thing
    into: Element, texts: Iterable[str], size: float, y: float, room: float, *, most: int,
    class_: str, font_weight: int = 400,
) -> float:  # fmt: skip
    """Write texts, set apart by dots, in at most so many lines; return where the next begins."""

    def measure_line(words: str) -> float:
        return measure(words, size, font_weight)

    lines = [""]
    for word in " · ".join(texts).split():
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and measure_line(longer) > room:
            lines.append(word)
        else:
            lines[-1] = longer
    if len(lines) > most:
        last = lines[most - 1].split()
        while len(last) > 1 and measure_line(" ".join([*last, "…"])) > room:
            last.pop()
        lines[most - 1 :] = [" ".join([*last, "…"])]
    for line in lines:
        y += size * 1.25
        text = _write(
            into, line, class_=class_, x=_EDGE, y=y - size * 0.3, font_size=size,
            font_weight=font_weight,
        )  # fmt: skip
        # A single word may be too long for any line.
        _fit(text, min(measure_line(line), room))
    return y


def _write(into: Element, text: str, **attributes: object) -> Element:
    """Add a text."""
    element = _add(into, "text", **attributes)
    element.text = _clean(text)
    return element


def _fit(text: Element, width: float, *, spaced: bool = False) -> None:
    """Make a text as wide as it was measured, whatever letters it is written in.

    What is spaced out keeps its letters as they are and takes more or less space between them. What
    holds characters that were not measured is left alone, and narrower than `width`.
    """
    if is_measured(text.text or ""):
        text.set("textLength", f"{width:.6g}")
        text.set("lengthAdjust", "spacing" if spaced else "spacingAndGlyphs")


def _add(into: Element, tag: str, **attributes: object) -> Element:
    """Add an element; `stroke_width` is stroke-width, `class_` is class, numbers are rounded."""
    written = {
        name.rstrip("_").replace("_", "-"): f"{value:.6g}"
        if isinstance(value, (int, float))
        else str(value)
        for name, value in attributes.items()
    }
    return SubElement(into, tag, written)


def _clean(text: str) -> str:
    """Leave out what no XML may hold."""
    return _NO_XML.sub("", text)
