"""The still picture shows what the page shows, and its words are text and nothing else."""

from __future__ import annotations

import json
import re
from itertools import combinations
from typing import TYPE_CHECKING, Any, Literal
from xml.etree import ElementTree as ET

import pytest
import shapely
import typst

from geo import geodesy
from geo.drawing import draw
from geo.story import BUNDLED, load_story
from geo.words import Text
from map_app import style
from map_app.page.assets import read_asset
from map_app.page.island import is_shown, show
from map_app.stills.names import Box, Name, is_measured, measure, place
from map_app.stills.scene import ALT_WORDS, ChapterError, find_chapter, set_scene
from map_app.stills.svg import Picture, draw_alone, draw_inline
from map_app.stills.view import View, write_path
from map_app.text import LANGUAGES, say_precision, words
from tests.hostile import HOSTILE
from tests.visits import PHONE, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from geo.drawing import Drawing
    from geo.model import Story

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
def plain(story: Story, drawings: dict[str, Drawing]) -> dict[str, Any]:
    return show(story, drawings, "en")


@pytest.fixture(scope="module")
def alone(story: Story, plain: dict[str, Any]) -> Picture:
    return draw_alone(story, plain, "en", size=SIZE)


@pytest.fixture(scope="module")
def inline(story: Story, plain: dict[str, Any]) -> Picture:
    return draw_inline(story, plain, "en")


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
    story: Story, plain: dict[str, Any], alone: Picture, inline: Picture, name: str
) -> None:
    feature = next(item for item in plain["features"] if item["id"] == name)
    for picture, size in ((alone, (1152, 640)), (inline, (640, 480))):
        (mark,) = (m for m in set_scene(story, plain, None, size).marks if m.plain is feature)
        if mark.seen:
            assert classes(picture.svg, name) == {f"look-{feature['look']}"}


@pytest.mark.parametrize("name", sorted(set(FEATURES) - set(SHOWN)))
def test_what_is_hidden_at_first_is_not_drawn(alone: Picture, inline: Picture, name: str) -> None:
    assert not classes(alone.svg, name)
    assert not classes(inline.svg, name)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_chapter_lights_up_what_it_speaks_of(
    story: Story, plain: dict[str, Any], chapter: str
) -> None:
    told = find_chapter(story, chapter)
    assert told
    picture = draw_alone(story, plain, "es", size=SIZE, chapter=chapter)
    assert told.title["es"] in texts(picture.svg)
    drawn = {name: classes(picture.svg, name) for name in FEATURES}
    assert all(drawn[name] for name in told.features)
    for name, found in drawn.items():
        assert all(("quiet" in looks) == (name not in told.features) for looks in found)
        assert (story.feature[name].name["es"] in picture.alt) <= bool(found)


def test_unknown_chapter_names_those_that_there_are(story: Story, plain: dict[str, Any]) -> None:
    with pytest.raises(ChapterError, match=f"no chapter 'none' .* has {CHAPTERS[0]}, "):
        draw_inline(story, plain, "en", chapter="none")


@pytest.mark.parametrize("language", LANGUAGES)
def test_legend_title_and_source_are_written(
    story: Story, plain: dict[str, Any], language: str
) -> None:
    written = texts(draw_alone(story, plain, language, size=SIZE).svg)
    assert story.title[language] in written
    assert all(say_precision(feature.precision, language) in written for feature in story.features)
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


@pytest.mark.parametrize("look", style.LOOKS)
def test_looks_are_those_of_the_page(look: str) -> None:
    def rule(sheet: str) -> str:
        found = re.search(rf"^\.look-{look}\{{(.*)\}}$", sheet, re.MULTILINE)
        assert found
        return found[1]

    light = {name: colour.light for name, colour in style.COLOURS.items()}
    resolved = re.sub(r"var\(--([\w-]+)\)", lambda v: light[v[1]], rule(style.to_css()))
    assert rule(style.to_picture_css()) == resolved


@pytest.mark.parametrize("name", style.GROUND)
def test_ground_is_that_of_the_page(name: str) -> None:
    sheet = read_asset("app.css")
    (rule,) = re.findall(rf"^\.{name} {{ (.*); }}$", sheet, re.MULTILINE)
    variables = {colour: f"var(--{colour})" for colour in style.COLOURS}
    assert style.GROUND[name].format(**variables) == re.sub(r"(:|;) ", r"\1", rule)


@pytest.mark.parametrize("kind", style.LETTERS)
def test_letters_are_those_of_the_page(kind: str) -> None:
    sheet = read_asset("app.css")
    rules = " ".join(re.findall(rf"^\.label(?:\.of-{kind})? {{ (.*) }}$", sheet, re.MULTILINE))
    said = dict(re.findall(r"(?:^|\s)([\w-]+): ([^;]+);", rules))
    letters = style.LETTERS[kind]
    assert said["color"] == f"var(--{letters.colour})"
    assert float(said["font-size"].removesuffix("rem")) * 16 == letters.size
    assert int(said.get("font-weight", 400)) == letters.weight
    assert said.get("font-style", "normal") == letters.style
    assert float(said.get("letter-spacing", "0em").removesuffix("em")) == letters.spacing


def test_what_is_quiet_is_faint_as_a_whole_and_stays_soft(
    story: Story, plain: dict[str, Any]
) -> None:
    root = parse(draw_alone(story, plain, "en", size=SIZE, chapter="vote").svg)
    faint = [group for group in root.iter(f"{SVG}g") if group.get("opacity")]
    assert {group.get("opacity") for group in faint} == {f"{style.QUIET:g}"}
    inside = {path.get("data-feature") for group in faint for path in group}
    assert {"vrae", "corridor"} <= inside
    assert not {"peru", "lima"} & inside
    assert "filter:none" not in style.to_picture_css()


@pytest.mark.parametrize("chapter", [None, *CHAPTERS])
def test_hostile_text_stays_text(hostile: Story, chapter: str | None) -> None:
    plain = show(hostile, draw(hostile), "en")
    for picture in (
        draw_inline(hostile, plain, "en", chapter=chapter),
        draw_alone(hostile, plain, "es", size=SIZE, chapter=chapter),
    ):
        root = parse(picture.svg)
        tags = {element.tag.removeprefix(SVG) for element in root.iter()}
        assert not tags & {"script", "img", "b", "a", "foreignObject"}
        assert not [n for e in root.iter() for n in e.attrib if n.startswith("on")]
        assert HOSTILE in (root.findtext(f"{SVG}title") or "")
        assert "<script" not in picture.svg
        assert len(picture.alt.split()) <= ALT_WORDS


def test_what_no_xml_may_hold_is_left_out(story: Story, plain: dict[str, Any]) -> None:
    title = Text({**story.title.root, "en": "a\x00b\x1bc\ufffed"})
    svg = draw_inline(story.model_copy(update={"title": title}), plain, "en").svg
    assert parse(svg).findtext(f"{SVG}title") == "abcd"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", [None, *CHAPTERS])
def test_alt_text_is_short_and_inside(
    story: Story, plain: dict[str, Any], language: str, chapter: str | None
) -> None:
    picture = draw_alone(story, plain, language, size=SIZE, chapter=chapter)
    root = parse(picture.svg)
    assert 10 < len(picture.alt.split()) <= ALT_WORDS
    assert root.get("role") == "img"
    assert root.get("aria-label") == root.findtext(f"{SVG}desc") == picture.alt


@pytest.mark.parametrize("chapter", [None, *CHAPTERS])
@pytest.mark.parametrize("size", [(640, 480), (1200, 630)])
def test_same_picture_every_time(
    story: Story, plain: dict[str, Any], chapter: str | None, size: tuple[int, int]
) -> None:
    first, second = (draw_alone(story, plain, "en", size=size, chapter=chapter) for _ in range(2))
    assert first == second


# Names.


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chapter", [None, *CHAPTERS])
@pytest.mark.parametrize("size", [(400, 300), (1152, 640)])
def test_names_are_neither_cut_nor_on_each_other(
    story: Story, plain: dict[str, Any], language: str, chapter: str | None, size: tuple[int, int]
) -> None:
    scene = set_scene(story, plain, find_chapter(story, chapter), size)
    wanted = [
        Name(mark.plain["label"][language], mark.plain["look"], mark.at, mark.whole, mark.quiet)
        for mark in scene.marks
        if mark.seen and "label" in mark.plain
    ]
    placed = place(wanted, size, [], scale=1.3)
    assert placed
    assert all(name.box.is_within(*size) for name in placed)
    assert not any(a.box.overlaps(b.box) for a, b in combinations(placed, 2))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_drawn_words_are_neither_cut_nor_on_each_other(
    story: Story, plain: dict[str, Any], browser: Browser, language: str, size: tuple[int, int]
) -> None:
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    for chapter in (None, *CHAPTERS):
        picture = draw_alone(story, plain, language, size=size, chapter=chapter)
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
    browser: Browser, page: Path, plain: dict[str, Any], scheme: Literal["light", "dark"]
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
    assert plain["story"]["title"]["en"] in said
    for item in plain["data"]:
        assert item["credit"] in said
        assert all(licence in said for licence in item["licence"].split(", "))
    edges = shown.locator("svg > g").last.evaluate("e => e.firstChild.getBoundingClientRect()")
    for line in strip.all():
        box = line.evaluate("e => e.getBoundingClientRect()")
        assert 0 < box["left"] < box["right"] < PHONE["width"]
        assert edges["top"] < box["top"] < box["bottom"] < edges["bottom"]
    paper = parse(svg).findall(f"{SVG}g")[-1].find(f"{SVG}rect")
    assert paper is not None
    assert paper.get("fill") == getattr(style.COLOURS["paper"], scheme)
    context.close()


def test_words_are_measured_as_the_typesetter_writes_them(story: Story) -> None:
    written = [
        text
        for language in LANGUAGES
        for text in (
            story.title[language],
            *(chapter.title[language] for chapter in story.chapters),
            *(feature.name[language] for feature in story.features),
            *(say_precision(name, language) for name in words(language)["precision_how"]),
        )
    ]
    source = b"""
#for text in json(bytes(sys.inputs.texts)) {
  context [#metadata(measure(std.text(
    font: "Libertinus Serif", size: 100pt, weight: int(sys.inputs.weight), text,
  )).width / 1pt) <width>]
}"""
    for weight in (400, 700):
        inputs = {"texts": json.dumps(written), "weight": str(weight)}
        widths = json.loads(
            typst.query(
                source, "<width>", field="value", sys_inputs=inputs, ignore_system_fonts=True
            )
        )
        measured = [measure(text, 100, weight) for text in written]
        assert measured == pytest.approx(widths, rel=0.06)


def test_what_was_not_measured_is_not_stretched(story: Story, plain: dict[str, Any]) -> None:
    title = Text({**story.title.root, "en": "Чёрный"})
    svg = draw_alone(story.model_copy(update={"title": title}), plain, "en", size=SIZE).svg
    fitted = {text.text: text.get("textLength") for text in parse(svg).iter(f"{SVG}text")}
    assert fitted.pop("Чёрный") is None
    assert all(fitted.values())


def test_accents_add_no_width() -> None:
    assert measure("Český Krumlov", 10) == measure("Cesky Krumlov", 10)
    assert is_measured("Český Krumlov")


def test_credits_are_written_whole_and_a_long_title_ends_in_dots(
    story: Story, plain: dict[str, Any]
) -> None:
    title = Text({**story.title.root, "en": "A word and then another " * 20})
    long = story.model_copy(update={"title": title})
    written = texts(draw_alone(long, plain, "en", size=(640, 480)).svg)
    assert sum(text.startswith("A word") for text in written) == 1
    cut = next(text for text in written if text.endswith(" …"))
    assert measure(cut, 22, 700) <= 640 - 48
    said = " ".join(written)
    assert all(item["credit"] in said for item in plain["data"])


def test_a_place_at_the_edge_has_its_name_beside_its_dot() -> None:
    dot = Box.around((10, 50), 6, 6)
    (placed,) = place(
        [Name("Somewhere", "place", (10, 50), [shapely.Point(10, 50)])], (200, 100), [dot]
    )
    assert placed.at[0] > dot.right
    assert placed.at[1] == 50


def test_the_more_important_name_stays() -> None:
    spot = [shapely.box(90, 45, 110, 55)]
    taken = [Box(0, 0, 300, 30), Box(0, 70, 300, 100), Box(112, 30, 300, 70)]
    names = [Name("Country", "country", (100, 50), spot), Name("Valley", "valley", (100, 50), spot)]
    assert [placed.name.text for placed in place(names, (300, 100), taken)] == ["Valley"]


def test_wide_letters_measure_more_than_narrow_ones() -> None:
    assert measure("illi", 10) < measure("noun", 10) < measure("WMWM", 10) < measure("漢字漢字", 10)


# The view.

VIEWS = [
    View.of((-77, -18, -64, -11), -271, (1152, 640), 16),
    View.of((-250, -30, 60, 60), -271, (1152, 640), 40),
    View.of((10, 59, 20, 66), -180, (600, 500), 16),
]


@pytest.mark.parametrize("view", VIEWS)
def test_scale_bar_is_true_in_the_middle(view: View) -> None:
    km, length = view.measure_bar(140)
    assert 40 <= length <= 140
    # A tenth of the bar, so that the shortest way is the parallel's.
    middle = view.west + (view.left + view.width / 2) * 360 / view.world
    lons = [middle + side * length * 360 / view.world / 20 for side in (-1, 1)]
    line = shapely.LineString([(lon, view.latitude) for lon in lons])
    assert geodesy.length_m(line) / 100 == pytest.approx(km, rel=0.002)


@pytest.mark.parametrize("view", VIEWS)
def test_view_stays_within_the_world(view: View) -> None:
    assert 0 <= view.left <= view.world - view.width
    assert 0 <= view.top <= view.world - view.height


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize(
    "size", [(592, 280), (1152, 640), (652, 1300), (592, 2100), (2352, 280), (2352, 2200)]
)
def test_all_that_a_chapter_tells_is_in_view(
    story: Story, plain: dict[str, Any], chapter: str, size: tuple[int, int]
) -> None:
    told = find_chapter(story, chapter)
    assert told
    view, marks = set_scene(story, plain, told, size)
    lit = {mark.plain["id"]: mark for mark in marks if not mark.quiet}
    assert set(lit) == set(told.features)
    for name, mark in lit.items():
        assert mark.seen
        # A country may reach out of the picture, nothing else does.
        if mark.plain["look"] != "country":
            assert all(view.frame.contains(part) for part in mark.whole), name
    assert (view.width, view.height) == (min(size[0], view.world), size[1])


def test_sea_lies_above_and_below_a_world_that_is_less_high() -> None:
    view = View.of((-250, -30, 60, 60), -271, (652, 1300), 40)
    assert view.world < view.height
    assert view.world - view.height <= view.top < 0
    assert view.project([(-271, 85.0511)])[0][1] >= 0


def test_a_world_less_wide_than_the_frame_narrows_the_view() -> None:
    view = View.of((-250, -30, 60, 60), -271, (2352, 280), 40)
    assert view.width == view.world < 2352
    assert view.left == 0


def test_view_holds_its_bounds_and_keeps_some_room() -> None:
    points = VIEWS[0].project([(-77, -18), (-64, -11)])
    assert (points >= 15.99).all()
    assert (points <= (1152 - 15.99, 640 - 15.99)).all()


def test_areas_are_cut_outside_the_view_and_keep_their_holes() -> None:
    view = View.of((-1, -1, 1, 1), -180, (500, 500), 16)
    rings = [shapely.get_coordinates(shapely.box(-s, -s, s, s))[:-1] for s in (9, 0.5)]
    parts = view.clip(rings, "area")
    assert [part.area for part in parts] == pytest.approx([548**2, parts[1].area])
    assert write_path(parts, 0).count("z") == 2


def test_paths_are_relative_and_closed() -> None:
    assert write_path([shapely.box(1, 2, 4, 6)], 0) == "M4 2l0 4-3 0 0-4z"
    assert write_path([shapely.LineString([(0, 0), (1.04, 0), (5.5, -2)])], 1)[:3] == "M0 "
    assert write_path([shapely.box(0, 0, 0.1, 0.1)], 0) == ""
