"""Names on a picture: each is measured, none is cut, none lies on another."""

from __future__ import annotations

import json
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import typst

from geo.story import BUNDLED, load_story
from map_app.sheet import PRECISIONS
from map_app.stills.names import Box, Name, is_measured, measure, place
from map_app.stills.scene import find_chapter, set_scene
from map_app.stills.svg import list_names
from map_app.text import say_precision

if TYPE_CHECKING:
    from geo.model import Story
    from map_app.sheet import Sheet

STORY = load_story(BUNDLED)
CHAPTERS = [chapter.id for chapter in STORY.chapters]
# The page's script is held to the same cases.
CASES = json.loads(Path(__file__).parents[1].joinpath("cases", "names.json").read_text("utf-8"))[
    "cases"
]


@pytest.mark.parametrize("language", STORY.languages)
@pytest.mark.parametrize("chapter", [None, *CHAPTERS])
@pytest.mark.parametrize("size", [(400, 300), (1152, 640)])
def test_names_are_neither_cut_nor_on_each_other(
    story: Story, sheet: Sheet, language: str, chapter: str | None, size: tuple[int, int]
) -> None:
    scene = set_scene(sheet, find_chapter(story, chapter), size)
    names = [name for _, name in list_names(sheet, scene, language, 1.3)]
    placed = zip(names, place(names, size, []), strict=True)
    boxes = [Box.around(at, name.size[0] / 2, name.size[1] / 2) for name, at in placed if at]
    assert boxes
    assert all(box.is_within(*size) for box in boxes)
    assert not any(a.overlaps(b) for a, b in combinations(boxes, 2))


def test_words_are_measured_as_the_typesetter_writes_them(story: Story) -> None:
    written = [
        text
        for language in STORY.languages
        for text in (
            story.title[language],
            *(chapter.title[language] for chapter in story.chapters),
            *(feature.name[language] for feature in story.features),
            *(say_precision(precision, language) for precision in PRECISIONS),
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


def test_accents_add_no_width() -> None:
    assert measure("Český Krumlov", 10) == measure("Cesky Krumlov", 10)
    assert is_measured("Český Krumlov")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["of"])
def test_names_have_the_places_that_they_have_on_the_page(case: dict[str, Any]) -> None:
    names = [
        Name(
            name["text"],
            tuple(name["size"]),
            name["rank"],
            tuple(name["at"]),
            name["kind"],
            box=Box(*name["box"]) if "box" in name else None,
            line=name.get("line", ()),
            quiet=name.get("quiet", False),
            inside=name.get("inside", False),
        )
        for name in case["names"]
    ]
    placed = place(names, case["size"], [Box(*taken) for taken in case["taken"]])
    for found, expected in zip(placed, case["placed"], strict=True):
        assert found == (pytest.approx(expected, abs=0.01) if expected else None)


def test_wide_letters_measure_more_than_narrow_ones() -> None:
    assert measure("illi", 10) < measure("noun", 10) < measure("WMWM", 10) < measure("漢字漢字", 10)
