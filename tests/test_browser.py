"""The page in a real browser, offline, as a reader meets it."""

from __future__ import annotations

import re
from itertools import combinations
from typing import TYPE_CHECKING

import folium
import pytest

from geo.story import load_story
from map_app.page.folium_map import build_map, write_map
from map_app.telling import tell_source
from tests.hostile import HOSTILE
from tests.visits import DESKTOP, PHONE, Visit, visit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from geo.model import Story

pytestmark = pytest.mark.browser

VRAE = load_story()
feature_ids = pytest.mark.parametrize("name", [feature.id for feature in VRAE.features])


@pytest.fixture(params=["desktop", "phone"])
def context(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    phone = request.param == "phone"
    context = browser.new_context(
        viewport=PHONE if phone else DESKTOP, has_touch=phone, is_mobile=phone, offline=True
    )
    yield context
    context.close()


@pytest.fixture(scope="module")
def desktop(browser: Browser, page: Path) -> Iterator[Page]:
    """One desktop page for the tests that leave it as they found it."""
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    yield visit(context, page).page
    context.close()


def focused(page: Page) -> str | None:
    found: str | None = page.evaluate("document.activeElement.dataset.feature")
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_asks_for_nothing_and_complains_of_nothing(
    context: BrowserContext, page: Path, scheme: str
) -> None:
    opened = visit(context, page, wait=False)
    opened.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    opened.drawn()
    opened.page.locator(".leaflet-control-zoom-in").click()
    opened.page.wait_for_timeout(400)
    asked = [url for url in opened.requests if not url.startswith("data:")]
    assert asked == [page.as_uri()]
    assert opened.messages == []
    assert opened.page.evaluate("seen.violations") == []


def test_heading_stands_before_leaflet_runs(context: BrowserContext, page: Path) -> None:
    opened = Visit(context.new_page())
    opened.page.add_init_script(
        """addEventListener("DOMContentLoaded", () => {
          const heading = document.querySelector("h1").textContent;
          window.early = {heading, leaflet: "L" in window};
        });"""
    )
    opened.page.goto(page.as_uri())
    assert opened.page.evaluate("early") == {"heading": VRAE.title["en"], "leaflet": False}


@feature_ids
def test_feature_is_drawn(desktop: Page, name: str) -> None:
    layer = VRAE.feature[name].layer
    shown = any(feature.shown for feature in VRAE.features if feature.layer == layer)
    assert desktop.locator(f'path[data-feature="{name}"]').count() == shown


@feature_ids
def test_card_opens_and_closes_with_the_keyboard(desktop: Page, name: str) -> None:
    feature = VRAE.feature[name]
    target = desktop.locator(f'path[data-feature="{name}"]')
    if not feature.shown:
        desktop.get_by_label(layer_name(feature.layer)).check()
    target.focus()
    assert target.get_attribute("role") == "button"
    assert target.get_attribute("aria-label") == feature.name["en"]
    desktop.keyboard.press("Enter")
    card = desktop.get_by_role("dialog")
    assert card.locator("h2").inner_text() == feature.name["en"]
    text = card.inner_text()
    first = VRAE.claim[feature.claims[0]]
    assert first.says["en"] in text
    if first.paragraph:
        assert f"paragraph {first.paragraph}" in text
    assert "How this was drawn" in text
    desktop.keyboard.press("Escape")
    assert focused(desktop) == name
    card.wait_for(state="detached")
    if not feature.shown:
        desktop.get_by_label(layer_name(feature.layer)).uncheck()


def layer_name(layer: str) -> str:
    return next(item.name["en"] for item in VRAE.layers if item.id == layer)


@pytest.mark.parametrize("layer", [layer.id for layer in VRAE.layers])
def test_layer_is_shown_and_hidden(desktop: Page, layer: str) -> None:
    features = [feature for feature in VRAE.features if feature.layer == layer]
    box = desktop.get_by_label(layer_name(layer))
    shown = box.is_checked()
    assert shown == features[0].shown
    for state in (not shown, shown):
        box.set_checked(state)
        for feature in features:
            assert desktop.locator(f'path[data-feature="{feature.id}"]').count() == state


def test_every_target_is_reached_with_tab(desktop: Page) -> None:
    desktop.locator(".leaflet-container").focus()
    reached = []
    for _ in range(40):
        desktop.keyboard.press("Tab")
        if name := focused(desktop):
            reached.append(name)
    assert sorted(reached) == sorted(f.id for f in VRAE.features if f.shown)


def test_card_opens_by_click_and_names_what_else_is_there(desktop: Page) -> None:
    desktop.reload()
    desktop.wait_for_selector("html[data-drawn]", state="attached")
    box = desktop.locator('path[data-feature="vrae"]').bounding_box()
    assert box
    desktop.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    card = desktop.get_by_role("dialog")
    others = card.get_by_role("navigation").inner_text()
    assert "Peru" in others
    assert "VRAE" in others + card.locator("h2").inner_text()
    card.get_by_role("button", name="Peru", exact=True).click()
    assert desktop.get_by_role("dialog").locator("h2").inner_text() == "Peru"
    desktop.get_by_role("button", name="Close").click()
    assert desktop.get_by_role("dialog").count() == 0


def test_card_opens_by_touch(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, offline=True)
    opened = visit(context, page).page
    opened.locator('path[data-feature="lima"]').tap()
    card = opened.get_by_role("dialog")
    assert card.locator("h2").inner_text() == "Lima"
    box = card.bounding_box()
    assert box
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= PHONE["width"]
    context.close()


def test_card_opens_from_the_list_and_gives_the_focus_back(desktop: Page) -> None:
    button = desktop.locator(".features button").filter(has_text="2001")
    button.focus()
    desktop.keyboard.press("Enter")
    assert "2001" in desktop.get_by_role("dialog").locator("h2").inner_text()
    assert desktop.get_by_label(layer_name("shadow-of-2001")).is_checked()
    desktop.keyboard.press("Escape")
    assert desktop.evaluate("document.activeElement.textContent").startswith("2001")
    desktop.get_by_label(layer_name("shadow-of-2001")).uncheck()


def test_names_never_lie_on_each_other(context: BrowserContext, page: Path) -> None:
    opened = visit(context, page).page
    for zoom in range(3):
        boxes = opened.evaluate(
            """[...document.querySelectorAll(".label:not(.waiting)")].map((label) => {
              const {left, right, top, bottom} = label.getBoundingClientRect();
              return [left, right, top, bottom, label.textContent];
            })"""
        )
        assert len(boxes) >= 3, zoom
        for a, b in combinations(boxes, 2):
            apart = a[1] <= b[0] or b[1] <= a[0] or a[3] <= b[2] or b[3] <= a[2]
            assert apart, (a[4], b[4])
        opened.locator(".leaflet-control-zoom-out").click()
        opened.wait_for_timeout(400)


def test_opening_view_holds_what_it_promises(desktop: Page) -> None:
    # Those who shared the page have moved the map.
    desktop.reload()
    desktop.wait_for_selector("html[data-drawn]", state="attached")
    for name in VRAE.opening:
        box = desktop.locator(f'path[data-feature="{name}"]').bounding_box()
        assert box
        assert box["x"] + box["width"] > 430
        assert box["x"] < DESKTOP["width"]


def test_zoom_stops_where_the_data_does(desktop: Page) -> None:
    button = desktop.locator(".leaflet-control-zoom-in")
    while button.get_attribute("aria-disabled") == "false":
        button.click()
    assert desktop.locator(".leaflet-control-scale-line").first.inner_text() == "50 km"
    assert desktop.locator(".leaflet-relief-pane.plain").count() == 1
    desktop.reload()
    desktop.wait_for_selector("html[data-drawn]", state="attached")


def test_phone_needs_no_sideways_scroll(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport=PHONE, is_mobile=True, has_touch=True, offline=True)
    opened = visit(context, page).page
    assert opened.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    context.close()


def test_without_script_the_story_can_be_read(browser: Browser, page: Path) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    opened = context.new_page()
    opened.goto(page.as_uri())
    text = opened.locator("#contents noscript").inner_text()
    assert VRAE.chapters[0].text["en"] in text
    assert VRAE.claim["P19.4"].says["en"] in text
    context.close()


def test_hostile_text_is_shown_as_text(browser: Browser, hostile: Story, tmp_path: Path) -> None:
    write_map(hostile, tmp_path / "hostile.html")
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    opened = visit(context, tmp_path / "hostile.html")
    page = opened.page
    assert page.title() == re.sub(" +", " ", f"{VRAE.title['en']} {HOSTILE}")
    for feature in VRAE.features:
        page.locator(f'.features button:has-text("{feature.name["en"]}")').first.click()
        card = page.get_by_role("dialog")
        assert (
            card.locator("h2").evaluate("e => e.textContent") == f"{feature.name['en']} {HOSTILE}"
        )
        shown = card.evaluate("e => e.textContent")
        for name in feature.claims:
            assert f"{VRAE.claim[name].says['en']} {HOSTILE}" in shown
        page.keyboard.press("Escape")
    assert page.locator("h1").evaluate("e => e.textContent") == f"{VRAE.title['en']} {HOSTILE}"
    assert page.locator("img[onerror], img[src=x]").count() == 0
    assert opened.messages == []
    assert page.evaluate("seen.violations") == []
    assert [url for url in opened.requests if not url.startswith("data:")] == [
        (tmp_path / "hostile.html").as_uri()
    ]
    context.close()


def test_what_an_analyst_adds_is_drawn_too(browser: Browser, story: Story, tmp_path: Path) -> None:
    drawn = build_map(story)
    mine = folium.FeatureGroup(name="Mine").add_to(drawn)
    folium.Marker([-13.0, -72.0]).add_to(mine)
    folium.GeoJson({"type": "Point", "coordinates": [-71.0, -14.0]}).add_to(drawn)
    drawn.save(tmp_path / "mine.html")
    context = browser.new_context(viewport=DESKTOP, offline=True)
    opened = visit(context, tmp_path / "mine.html")
    assert opened.page.locator(".leaflet-marker-pane img").count() == 2
    assert opened.page.get_by_label("Mine").is_checked()
    opened.page.get_by_label("Mine").uncheck()
    assert opened.page.locator(".leaflet-marker-pane img").count() == 1
    assert opened.messages == []
    assert [url for url in opened.requests if not url.startswith("data:")] == [
        (tmp_path / "mine.html").as_uri()
    ]
    context.close()


def test_paper_has_every_step_claim_and_address(reader: Visit) -> None:
    page = reader.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    told = page.locator("main").inner_text()
    for chapter in VRAE.chapters:
        assert chapter.text["en"] in told
    for feature in VRAE.features:
        assert feature.name["en"] in told
    for claim in VRAE.claims:
        assert claim.says["en"] in told
        assert claim.id in told
        for source in claim.sources:
            # An address is named once, as where it is first met.
            names = {source.publisher, tell_source(source, "en")[0]}
            assert any(f"{name}: {source.address}" in told for name in names)
    last = page.locator(".references li").count()
    assert f"[{last}]" in told
    assert f"[{last + 1}]" not in told
    assert page.locator("#the-map").bounding_box()["width"] == 680  # type: ignore[index]
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#story-steps li").count() == len(VRAE.chapters)
    assert reader.messages == []


def test_paper_is_the_same_whatever_was_told(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    sheets = []
    for link in ("#lang=en", "#lang=en&chapter=pressure"):
        opened = visit(context, page, link=link).page
        opened.wait_for_timeout(300)
        sheets.append(len(re.findall(rb"/Type /Page\b", opened.pdf(format="A4"))))
        opened.set_viewport_size({"width": 700, "height": 900})
        opened.evaluate("dispatchEvent(new Event('beforeprint'))")
        opened.emulate_media(media="print")
        places = opened.locator(".contents .story").evaluate_all(
            "parts => parts.map((part) => getComputedStyle(part).position)"
        )
        assert set(places) == {"static"}
        assert opened.locator(".legend ul:not(.voices) li").count() == 5
        opened.close()
    assert sheets[0] == sheets[1]
    context.close()
