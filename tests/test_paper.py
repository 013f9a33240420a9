"""The page on paper: every step with its map, the same whatever was open, and a way back to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from geo.story import load_story
from map_app.page.card import Card
from map_app.page.folium_map import build_map, write_map
from map_app.text import LANGUAGES
from tests.visits import DESKTOP, PHONE, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

VRAE = load_story()
ADDRESS = "https://example.org/maps/vrae.html"


def lay_out(page: Page) -> None:
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")


def seen(page: Page, map_: str) -> list[str]:
    names: list[str] = page.locator(f"{map_} .label").evaluate_all(
        "names => names.filter((name) => getComputedStyle(name).visibility === 'visible')"
        ".map((name) => [...name.childNodes].find(({nodeType}) => nodeType === 3).textContent)"
    )
    return names


@pytest.mark.parametrize("screen", [DESKTOP, PHONE])
@pytest.mark.parametrize("link", ["", "#feature=lima", "#chapter=markets&feature=vrae"])
def test_the_map_is_named_whatever_was_open(
    browser: Browser, page: Path, link: str, screen: dict[str, int]
) -> None:
    context = browser.new_context(viewport=screen, offline=True, reduced_motion="reduce")  # type: ignore[arg-type]
    opened = visit(context, page, link=link).page
    opened.wait_for_timeout(400)
    lay_out(opened)
    assert opened.get_by_role("dialog").count() == 0
    told = {VRAE.feature[name].label for name in VRAE.opening}
    assert {label["en"] for label in told if label} <= set(seen(opened, "#the-map"))
    context.close()


@pytest.mark.parametrize("chapter", VRAE.chapters, ids=lambda chapter: chapter.id)
def test_each_step_has_its_map(page: Path, browser: Browser, chapter: object) -> None:
    number = VRAE.chapters.index(chapter)
    told = VRAE.chapters[number]
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    opened = visit(context, page).page
    lay_out(opened)
    picture = opened.locator(".contents .story").nth(number).locator(".step-map")
    looks = {VRAE.feature[name].shape.look for name in told.features}
    for look in looks:
        assert picture.locator(f".look-{look}:not(.quiet)").count() >= 1
    box = picture.bounding_box()
    assert box
    for name in told.features:
        if VRAE.feature[name].precision == "place":
            dots = picture.locator(".look-place:not(.quiet)")
            inside = dots.evaluate_all(
                """(dots) => dots.every((dot) => {
                  const {x, y} = dot.getBoundingClientRect();
                  const frame = dot.closest(".step-map").getBoundingClientRect();
                  return x > frame.left && x < frame.right && y > frame.top && y < frame.bottom;
                })"""
            )
            assert inside
    # Ids stand once in a document.
    ids: list[str] = opened.evaluate("[...document.querySelectorAll('[id]')].map(({id}) => id)")
    assert len(ids) == len(set(ids))
    context.close()


def test_the_screen_is_as_it_was_once_it_is_printed(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    opened = visit(context, page, link="#chapter=valley&lang=en").page
    opened.get_by_role("button", name="Zoom out").click()
    opened.wait_for_timeout(300)
    where = (
        "(({x, y, width, height}) => [x, y, width, height].map(Math.round))"
        "(document.querySelector('path[data-feature=vrae]').getBoundingClientRect())"
    )
    scale = "document.querySelector('.leaflet-control-scale-line').textContent"
    before = [opened.evaluate(it) for it in (where, scale)]
    lay_out(opened)
    opened.emulate_media(media="screen")
    opened.evaluate("dispatchEvent(new Event('afterprint'))")
    opened.wait_for_timeout(300)
    place, length = (opened.evaluate(it) for it in (where, scale))
    assert place == pytest.approx(before[0], abs=2)
    assert length == before[1]
    assert opened.locator("#step-title").inner_text() == VRAE.chapters[2].title["en"]
    assert opened.locator(".step-map").count() == 0
    context.close()


@pytest.mark.parametrize("landscape", [False, True], ids=["upright", "across"])
@pytest.mark.parametrize("size", ["A4", "Letter"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_it_takes_at_most_eighteen_pages(
    browser: Browser, page: Path, size: str, language: str, *, landscape: bool
) -> None:
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    opened = visit(context, page, link=f"#lang={language}").page
    sheets = re.findall(rb"/Type /Page\b", opened.pdf(format=size, landscape=landscape))
    assert 6 <= len(sheets) <= 18
    context.close()


def test_pages_are_numbered(page: Path) -> None:
    assert re.search(r"@page \{[^}]*@bottom-right \{ content: counter\(page\)", page.read_text())


def test_a_published_page_names_its_address_and_gives_it_as_a_code(
    browser: Browser, tmp_path: Path
) -> None:
    card = Card(ADDRESS, "https://example.org/maps/vrae.png", "A map.", (1200, 630))
    write_map(VRAE, tmp_path / "vrae.html", card=card)
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    opened = visit(context, tmp_path / "vrae.html")
    assert not opened.page.locator(".on-paper").is_visible()
    lay_out(opened.page)
    assert opened.page.locator(".on-paper").inner_text().strip() == ADDRESS
    code = opened.page.locator(".on-paper svg").bounding_box()
    assert code
    assert code["width"] == pytest.approx(91, abs=2)  # 24 mm
    assert opened.messages == []
    assert opened.page.evaluate("seen.violations") == []
    context.close()


def test_a_page_of_no_known_address_gives_none() -> None:
    assert 'class="on-paper"' not in build_map(VRAE).get_root().render()
