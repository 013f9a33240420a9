"""What is drawn is decided once: window, marks, frames, names and legend."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shapely

from geo.story import BUNDLED, load_story
from map_app.sheet import PRECISIONS, draw_sheet, is_shown
from map_app.style import LOOKS, RANKS

if TYPE_CHECKING:
    from geo.drawing import Drawing
    from geo.model import Story
    from map_app.sheet import Mark, Sheet

STORY = load_story(BUNDLED)
CHAPTERS = [chapter.id for chapter in STORY.chapters]


@pytest.fixture(scope="module")
def marks(sheet: Sheet) -> dict[str, Mark]:
    return {mark.feature.id: mark for mark in sheet.marks}


def test_window_is_one_turn_around_what_is_drawn(sheet: Sheet, marks: dict[str, Mark]) -> None:
    for mark in marks.values():
        if mark.look != "country":
            assert sheet.west < mark.bounds.west <= mark.bounds.east < sheet.west + 360


@pytest.mark.parametrize("name", ["vrae", "airstrips", "corridor", "plane-2001"])
def test_what_is_soft_is_laid_in_ever_wider_coats(marks: dict[str, Mark], name: str) -> None:
    coats = marks[name].coats
    assert len(coats) > 4
    assert all(wide.geometry.area > firm.geometry.area for wide, firm in zip(coats, coats[1:]))  # noqa: B905, RUF007
    assert all(0 < coat.opacity <= 1 for coat in coats)


@pytest.mark.parametrize("name", ["vrae", "airstrips", "corridor", "plane-2001"])
def test_opacities_add_up_to_the_strength_of_each_band(
    marks: dict[str, Mark], drawings: dict[str, Drawing], name: str
) -> None:
    fill = LOOKS[marks[name].look].fill_opacity
    strengths = sorted({band.strength for band in drawings[name].bands})
    through = 1.0
    for coat, strength in zip(marks[name].coats, strengths, strict=True):
        through *= 1 - fill * coat.opacity
        assert 1 - through == pytest.approx(fill * strength, abs=0.01)


def test_routes_are_not_named_as_places(
    marks: dict[str, Mark],
) -> None:
    route = marks["route-rio"].label
    assert route
    assert route["en"] == "towards Rio"


def test_layers_shown_at_first(story: Story) -> None:
    shown = {layer.id for layer in story.layers if is_shown(story, layer.id)}
    assert shown == {"countries", "valley", "airstrips", "corridor", "capitals"}


def test_ranks_are_in_the_order_of_looks(marks: dict[str, Mark]) -> None:
    assert all(RANKS[mark.rank] == mark.look for mark in marks.values())


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_frame_holds_all_but_whole_countries(
    sheet: Sheet, marks: dict[str, Mark], chapter: str
) -> None:
    frame = shapely.box(*sheet.frames[chapter])
    for name in STORY.chapter[chapter].features:
        mark = marks[name]
        if mark.look == "country":
            assert frame.intersects(mark.geometry)
        else:
            assert frame.covers(shapely.box(*mark.bounds))


def test_a_country_far_from_the_rest_is_brought_in_with_its_name(
    story: Story, drawings: dict[str, Drawing]
) -> None:
    far = next(
        mark for mark in draw_sheet(story, drawings).marks if mark.feature.id == "united-states"
    )
    chapter = story.chapters[0].model_copy(update={"features": ("lima", "united-states")})
    told = story.model_copy(update={"chapters": (chapter,)})
    frame = draw_sheet(told, drawings).frames[chapter.id]
    assert shapely.box(*frame).covers(shapely.Point(far.at))


@pytest.mark.parametrize("chapter", [None, *CHAPTERS])
def test_legend_has_each_look_of_what_is_not_quiet(sheet: Sheet, chapter: str | None) -> None:
    told = STORY.chapter[chapter] if chapter else None
    loud = {mark.look for mark, quiet in sheet.list_shown(told) if not quiet}
    entries = sheet.list_legend(told)
    assert {look for entry in entries for look in entry.looks} == loud
    assert [entry.precision for entry in entries] == sorted(
        (entry.precision for entry in entries), key=PRECISIONS.index
    )


def test_every_data_set_is_credited(sheet: Sheet) -> None:
    assert all(item.credit and item.licence for item in sheet.datasets.values())
    assert len(sheet.datasets) == 7
    assert set(sheet.credits) == {item.credit for item in sheet.datasets.values()}


def test_a_chapter_has_the_frame_that_the_story_chose(
    story: Story, drawings: dict[str, Drawing]
) -> None:
    frame = (170.0, -20.0, -170.0, 5.0)  # over the antimeridian
    chapter = story.chapters[0].model_copy(update={"frame": frame})
    west, south, east, north = draw_sheet(
        story.model_copy(update={"chapters": (chapter,)}), drawings
    ).frames[chapter.id]
    assert (east - west, south, north) == (20, -20, 5)
    assert west % 360 == 170


def test_the_ground_is_named_as_the_story_has_it_and_each_name_once(sheet: Sheet) -> None:
    names = [name.name["en"] for name in sheet.ground.names]
    assert len(names) == len(set(names))
    assert {"Brazil", "Pacific Ocean", "Lake Titicaca", "La Paz", "Cusco", "Iquitos"} <= set(names)
    assert {"Amazon", "Apurímac", "Ene", "Loreto", "Pebas", "Ecuador", "Chile"} <= set(names)
    # What has a point is a city of the atlas.
    assert {name.name["en"] for name in sheet.ground.names if name.kind == "town"} == {
        "La Paz",
        "Cusco",
        "Iquitos",
    }


def test_numbers_lead_from_the_valley_to_the_world(story: Story) -> None:
    numbers = {feature.id: feature.number for feature in story.features if feature.number}
    assert numbers == {
        "vrae": 1,
        "airstrips": 2,
        "bolivia": 3,
        **dict.fromkeys(["rio", "tokyo", "london", "moscow"], 4),
    }


def test_the_earth_around_bolivia_tells_london_and_moscow_apart(sheet: Sheet) -> None:
    around = sheet.around["markets"]
    places = {place.feature: place for place in around.places}
    assert places["london"].km == 9_800
    assert places["moscow"].km == 12_000
    (x1, y1), (x2, y2) = places["london"].at, places["moscow"].at
    assert ((x1 - x2) ** 2 + (y1 - y2) ** 2) ** 0.5 > 10


def test_a_story_that_opens_on_a_point_is_located_too(
    story: Story, drawings: dict[str, Drawing]
) -> None:
    opened = story.model_copy(update={"opening": ("lima",)})
    assert draw_sheet(opened, drawings).locator.frame.startswith("M")
