"""The still picture shows what the page shows, and its words are text and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations
from typing import TYPE_CHECKING, Literal
from xml.etree import ElementTree as ET

import pytest

from geo.drawing import draw
from geo.story import BUNDLED, load_story
from geo.words import Text
from map_app import style
from map_app.sheet import draw_sheet, is_shown
from map_app.stills.names import Box, measure
from map_app.stills.scene import ALT_WORDS, find_chapter, set_scene
from map_app.stills.svg import Picture, draw_alone, draw_inline
from map_app.text import say_precision
from tests.hostile import HOSTILE
from tests.visits import PHONE, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from geo.model import Story
    from map_app.sheet import Sheet

STORY = load_story(BUNDLED)
CHAPTERS = [chapter.id for chapter in STORY.chapters]
FEATURES = [feature.id for feature in STORY.features]
SHOWN = [feature.id for feature in STORY.features if is_shown(STORY, feature.layer)]
SVG = "{http://www.w3.org/2000/svg}"
SIZE = (1200, 800)
SIZES = [(640, 480), (1200, 630), (2400, 1600), (700, 1600), (2400, 480)]

# Where the texts of a picture and the swatches of its legend are, in pixels: left, top, right and
# bottom. How far a font reaches above and below its letters is its own affair, so heights are those
# of letters.
FIND_BOXES = """
() => {
  const edges = (element) => {
    const { left, top, right, bottom } = element.getBoundingClientRect();
    return [left, top, right, bottom];
  };
  const boxOf = (text) => {
    const [left, , right] = edges(text);
    const size = parseFloat(getComputedStyle(text).fontSize);
    const { y } = text.getStartPositionOfChar(0).matrixTransform(text.getScreenCTM());
    return [left, y - 0.75 * size, right, y + 0.25 * size];
  };
  const all = (selector) => [...document.querySelectorAll(selector)];
  return {
    texts: all("text").map((text) => ({
      text: text.textContent,
      box: boxOf(text),
      within: edges(text.ownerSVGElement),
    })),
    swatches: all("path[transform][class^=look-]").map(edges),
  };
}
"""


@pytest.fixture(scope="module")
def alone(sheet: Sheet) -> Picture:
    return draw_alone(sheet, "en", size=SIZE)


@pytest.fixture(scope="module")
def inline(sheet: Sheet) -> Picture:
    return draw_inline(sheet, "en")


def parse(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - our own picture, whose soundness is what is tested


def classes(svg: str, feature: str) -> set[str]:
    """Every class of the paths that draw a feature."""
    paths = parse(svg).iter(f"{SVG}path")
    return {path.get("class", "") for path in paths if path.get("data-feature") == feature}


def texts(svg: str) -> list[str]:
    return [text.text or "" for text in parse(svg).iter(f"{SVG}text")]


@pytest.mark.parametrize("name", SHOWN)
def test_each_shown_feature_in_view_has_its_look(
    sheet: Sheet, alone: Picture, inline: Picture, name: str
) -> None:
    for picture, size in ((alone, (1152, 640)), (inline, (640, 480))):
        figures = set_scene(sheet, None, size).figures
        (figure,) = (found for found in figures if found.mark.feature.id == name)
        if figure.seen:
            assert classes(picture.svg, name) == {f"look-{figure.mark.look}"}


@pytest.mark.parametrize("name", sorted(set(FEATURES) - set(SHOWN)))
def test_what_is_hidden_at_first_is_not_drawn(alone: Picture, inline: Picture, name: str) -> None:
    assert not classes(alone.svg, name)
    assert not classes(inline.svg, name)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_chapter_lights_up_what_it_speaks_of(story: Story, sheet: Sheet, chapter: str) -> None:
    told = find_chapter(story, chapter)
    assert told
    picture = draw_alone(sheet, "es", size=SIZE, chapter=chapter)
    assert told.title["es"] in texts(picture.svg)
    drawn = {name: classes(picture.svg, name) for name in FEATURES}
    assert all(drawn[name] for name in told.features)
    for name, found in drawn.items():
        assert all(("quiet" in looks) == (name not in told.features) for looks in found)
        assert (story.feature[name].name["es"] in picture.alt) <= bool(found)


@pytest.mark.parametrize("language", STORY.languages)
def test_legend_title_and_source_are_written(story: Story, sheet: Sheet, language: str) -> None:
    written = texts(draw_alone(sheet, language, size=SIZE).svg)
    assert story.title[language] in written
    assert all(say_precision(item.precision, language) in written for item in story.features)
    assert any(
        "GlobalPost · Lima" in text and "Made with Natural Earth" in text for text in written
    )


def test_inline_picture_is_small_and_has_no_style_of_its_own(inline: Picture) -> None:
    assert len(inline.svg.encode()) <= 25_000
    assert not re.search(r"<style| style=| id=|<image|<script", inline.svg)
    assert set(re.findall(r"var\(--([\w-]+)\)", inline.svg)) <= set(style.COLOURS)


def test_picture_alone_needs_nothing_else(alone: Picture) -> None:
    assert "var(" not in alone.svg
    assert "@media" not in alone.svg
    assert set(re.findall(r'(?:href|src)="(\w+:[\w/]+)', alone.svg)) == {"data:image/webp"}
    assert "http" not in alone.svg.replace("http://www.w3.org/2000/svg", "")
    for name in re.findall(r"url\(#([\w-]+)\)", alone.svg):
        assert f'id="{name}"' in alone.svg


def test_colours_are_those_of_the_light_scheme(alone: Picture) -> None:
    known = {colour.light for colour in style.COLOURS.values()}
    assert set(re.findall(r"#[0-9a-f]{6}\b", alone.svg)) <= known


def test_what_is_quiet_is_faint_as_a_whole_and_stays_soft(sheet: Sheet) -> None:
    root = parse(draw_alone(sheet, "en", size=SIZE, chapter="vote").svg)
    faint = [group for group in root.iter(f"{SVG}g") if group.get("opacity")]
    assert {group.get("opacity") for group in faint} == {f"{style.QUIET:g}"}
    inside = {path.get("data-feature") for group in faint for path in group}
    assert {"vrae", "corridor"} <= inside
    assert not {"peru", "lima"} & inside
    assert "filter:none" not in style.to_picture_css()


@pytest.mark.parametrize("chapter", [None, *CHAPTERS])
def test_hostile_text_stays_text(hostile: Story, chapter: str | None) -> None:
    sheet = draw_sheet(hostile, draw(hostile))
    for picture in (
        draw_inline(sheet, "en", chapter=chapter),
        draw_alone(sheet, "es", size=SIZE, chapter=chapter),
    ):
        root = parse(picture.svg)
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert not tags & {"script", "img", "b", "a", "foreignObject"}
        assert not [n for e in root.iter() for n in e.attrib if n.startswith("on")]
        assert HOSTILE in (root.findtext(f"{SVG}title") or "")
        assert "<script" not in picture.svg
        assert len(picture.alt.split()) <= ALT_WORDS


def test_what_no_xml_may_hold_is_left_out(story: Story, sheet: Sheet) -> None:
    title = Text({**story.title.root, "en": "a\x00b\x1bc\ufffed"})
    svg = draw_inline(replace(sheet, story=story.model_copy(update={"title": title})), "en").svg
    assert parse(svg).findtext(f"{SVG}title") == "abcd"


@pytest.mark.parametrize("chapter", [None, *CHAPTERS])
@pytest.mark.parametrize("size", [(640, 480), (1200, 630)])
def test_same_picture_every_time(sheet: Sheet, chapter: str | None, size: tuple[int, int]) -> None:
    first, second = (draw_alone(sheet, "en", size=size, chapter=chapter) for _ in range(2))
    assert first == second


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", STORY.languages)
def test_drawn_words_are_neither_cut_nor_on_each_other(
    sheet: Sheet, browser: Browser, language: str, size: tuple[int, int]
) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    for chapter in (None, *CHAPTERS):
        picture = draw_alone(sheet, language, size=size, chapter=chapter)
        page.set_content(f"<!DOCTYPE html><style>body{{margin:0}}</style>{picture.svg}")
        found = page.evaluate(FIND_BOXES)
        written = [(item["text"], Box(*item["box"])) for item in found["texts"]]
        assert {item["text"] for item in found["texts"]} == set(texts(picture.svg))
        for item in found["texts"]:
            left, top, right, bottom = item["within"]
            box = Box(*item["box"])
            assert left <= box.left < box.right <= right, (chapter, item)
            assert top <= box.top < box.bottom <= bottom, (chapter, item)
        for (one, a), (other, b) in combinations(written, 2):
            assert not a.overlaps(b), (chapter, one, other)
        swatches = [Box(*edges) for edges in found["swatches"]]
        assert swatches
        assert not [text for text, box in written if any(map(box.overlaps, swatches))], chapter
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_view_taken_from_a_phone_has_its_credits_on_a_strip_of_paper(
    browser: Browser, page: Path, sheet: Sheet, scheme: Literal["light", "dark"]
) -> None:
    context = browser.new_context(viewport=PHONE, color_scheme=scheme, offline=True)
    reader = visit(context, page).page
    with reader.expect_download() as waiting:
        reader.get_by_role("button", name="Picture (SVG)").dispatch_event("click")
    svg = waiting.value.path().read_text("utf-8")
    shown = context.new_page()
    shown.set_content(f"<!DOCTYPE html><style>body{{margin:0}}</style>{svg}")
    strip = shown.locator("svg > g").last.locator("text")
    said = " ".join(strip.all_text_contents())
    assert sheet.story.title["en"] in said
    for item in sheet.datasets.values():
        assert item.credit in said
        assert all(licence in said for licence in item.licence.split(", "))
    edges = shown.locator("svg > g").last.evaluate("e => e.firstChild.getBoundingClientRect()")
    for line in strip.all():
        box = line.evaluate("e => e.getBoundingClientRect()")
        assert 0 < box["left"] < box["right"] < PHONE["width"]
        assert edges["top"] < box["top"] < box["bottom"] < edges["bottom"]
    paper = parse(svg).findall(f"{SVG}g")[-1].find(f"{SVG}rect")
    assert paper is not None
    assert paper.get("fill") == getattr(style.COLOURS["paper"], scheme)
    context.close()


def test_what_was_not_measured_is_not_stretched(story: Story, sheet: Sheet) -> None:
    title = Text({**story.title.root, "en": "Чёрный"})
    svg = draw_alone(
        replace(sheet, story=story.model_copy(update={"title": title})), "en", size=SIZE
    ).svg
    fitted = {text.text: text.get("textLength") for text in parse(svg).iter(f"{SVG}text")}
    assert fitted.pop("Чёрный") is None
    assert all(fitted.values())


def test_credits_are_written_whole_and_a_long_title_ends_in_dots(
    story: Story, sheet: Sheet
) -> None:
    title = Text({**story.title.root, "en": "A word and then another " * 20})
    long = story.model_copy(update={"title": title})
    written = texts(draw_alone(replace(sheet, story=long), "en", size=(640, 480)).svg)
    assert sum(text.startswith("A word") for text in written) == 1
    cut = next(text for text in written if text.endswith(" …"))
    assert measure(cut, 22, 700) <= 640 - 48
    said = " ".join(written)
    assert all(item.credit in said for item in sheet.datasets.values())


@pytest.mark.parametrize("language", STORY.languages)
@pytest.mark.parametrize("chapter", [None, *CHAPTERS])
def test_alt_text_is_short_and_inside(sheet: Sheet, language: str, chapter: str | None) -> None:
    picture = draw_alone(sheet, language, size=SIZE, chapter=chapter)
    root = parse(picture.svg)
    assert 10 < len(picture.alt.split()) <= ALT_WORDS
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext(f"{SVG}desc") == picture.alt
