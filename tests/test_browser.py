"""The page in a real browser, offline, as a reader meets it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from itertools import combinations
from typing import TYPE_CHECKING

import folium
import pytest
from playwright.sync_api import ViewportSize, expect

from geo.story import load_story
from map_app.page import build_map, write_map
from tests.hostile import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

    from geo.model import Story

pytestmark = pytest.mark.browser

DESKTOP = ViewportSize(width=1440, height=900)
PHONE = ViewportSize(width=390, height=844)
VRAE = load_story()
feature_ids = pytest.mark.parametrize("name", [feature.id for feature in VRAE.features])

WATCH = """
window.seen = {violations: [], long: []};
document.addEventListener("securitypolicyviolation", (e) => seen.violations.push(e.blockedURI));
"""


@dataclass
class Visit:
    """An open page, and all that it asked for and complained of."""

    page: Page
    requests: list[str] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)

    def drawn(self) -> Page:
        self.page.wait_for_selector("html[data-drawn]", state="attached")
        self.page.wait_for_selector(".credits", state="attached")
        return self.page


def visit(context: BrowserContext, path: Path, *, wait: bool = True) -> Visit:
    opened = Visit(context.new_page())
    opened.page.on("request", lambda request: opened.requests.append(request.url))
    opened.page.on("console", lambda message: opened.messages.append(message.text))
    opened.page.on("pageerror", lambda error: opened.messages.append(str(error)))
    opened.page.on("dialog", lambda dialog: opened.messages.append(dialog.message))
    opened.page.add_init_script(WATCH)
    opened.page.goto(path.as_uri())
    if wait:
        opened.drawn()
    return opened


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
    assert opened.page.evaluate("early") == {"heading": VRAE.title.en, "leaflet": False}


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
    assert target.get_attribute("aria-label") == feature.name.en
    desktop.keyboard.press("Enter")
    card = desktop.get_by_role("dialog")
    assert card.locator("h2").inner_text() == feature.name.en
    text = card.inner_text()
    first = VRAE.claim[feature.claims[0]]
    assert first.says.en in text
    if first.paragraph:
        assert f"paragraph {first.paragraph}" in text
    assert "How this was drawn" in text
    desktop.keyboard.press("Escape")
    assert focused(desktop) == name
    card.wait_for(state="detached")
    if not feature.shown:
        desktop.get_by_label(layer_name(feature.layer)).uncheck()


def layer_name(layer: str) -> str:
    return next(item.name.en for item in VRAE.layers if item.id == layer)


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
    for name in VRAE.opening:
        box = desktop.locator(f'path[data-feature="{name}"]').bounding_box()
        assert box
        assert box["x"] + box["width"] > 430
        assert box["x"] < DESKTOP["width"]


@pytest.fixture
def reader(browser: Browser, page: Path) -> Iterator[Visit]:
    """A desktop page of one's own, without glides."""
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    yield visit(context, page)
    context.close()


def test_story_is_told_step_by_step(reader: Visit) -> None:
    page = reader.page
    steps = page.locator("#story-steps")
    assert steps.locator("li").count() == len(VRAE.chapters)
    page.get_by_role("button", name=VRAE.chapters[0].title.en).click()
    for number, chapter in enumerate(VRAE.chapters):
        assert steps.locator("#step-title").inner_text() == chapter.title.en
        assert steps.locator(".telling").inner_text() == chapter.text.en
        assert f"Step {number + 1} of 8" in steps.inner_text()
        assert page.url.endswith(f"#chapter={chapter.id}")
        for name in chapter.features:
            expect(page.locator(f'path[data-feature="{name}"]')).to_have_count(1)
        page.keyboard.press("ArrowRight")
    assert steps.get_by_role("button", name="Next").is_disabled()
    assert page.evaluate("history.length") <= 2
    assert reader.messages == []


def test_step_lights_up_what_it_speaks_of(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="A valley, not a dot").click()
    expect(page.locator(".leaflet-pane path.look-valley:not(.quiet)")).to_have_count(1)
    expect(page.locator(".leaflet-pane path.look-corridor:not(.quiet)")).to_have_count(0)
    assert "A diagram" not in page.locator(".legend").inner_text()
    page.get_by_role("button", name="All steps").click()
    expect(page.locator("path.quiet")).to_have_count(0)


def test_step_puts_away_the_layers_that_it_brought(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="The shadow of 2001").click()
    expect(page.locator('path[data-feature="plane-2001"]')).to_have_count(1)
    page.get_by_role("button", name="Next").click()
    expect(page.locator('path[data-feature="plane-2001"]')).to_have_count(0)


@pytest.mark.parametrize("text", ["apurimac", "APURÍMAC", "  Apurímac "])
def test_search_minds_neither_case_nor_accents(reader: Visit, text: str) -> None:
    page = reader.page
    page.get_by_label("Search names and claims").fill(text)
    assert "the Apurímac" in page.locator("#results").inner_text()
    assert "Moscow" not in page.locator("#results").inner_text()
    assert page.locator("#found").inner_text().endswith(("result", "results"))


def test_search_finds_both_languages(reader: Visit) -> None:
    page = reader.page
    page.get_by_label("Search names and claims").fill("moscu")
    assert page.locator("#results .name").all_inner_texts() == [
        "Moscow",
        "From Bolivia towards Moscow",
    ]


def test_claims_are_filtered_by_voice_and_shown_on_the_map(reader: Visit) -> None:
    page = reader.page
    page.get_by_label("Whose word").select_option("official")
    claims = page.locator("#results .claim")
    assert claims.count() == sum(claim.voice == "official" for claim in VRAE.claims)
    claims.first.get_by_role("button").click()
    expect(page.locator(".leaflet-pane path.look-place:not(.quiet)")).to_have_count(1)
    page.get_by_label("Whose word").select_option("")
    expect(page.locator("path.quiet")).to_have_count(0)
    page.get_by_role("button", name=f"List all {len(VRAE.claims)} claims").click()
    assert claims.count() == len(VRAE.claims)
    assert reader.messages == []


def test_features_are_filtered_by_precision(reader: Visit) -> None:
    page = reader.page
    page.get_by_label("How precise").select_option("unlocated")
    assert page.locator("#results .name").count() == 2


def test_languages_are_switched_in_place(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="A vote in Lima").click()
    page.get_by_role("button", name="Español").click()
    assert page.evaluate("document.documentElement.lang") == "es"
    assert page.title() == VRAE.title.es
    assert page.locator("h1").inner_text() == VRAE.title.es
    assert page.locator("#step-title").inner_text() == VRAE.chapters[0].title.es
    assert page.locator('path[data-feature="moscow"]').get_attribute("aria-label") == "Moscú"
    assert page.get_by_label("El valle del VRAE").is_checked()
    page.locator('path[data-feature="corridor"]').focus()
    page.keyboard.press("Enter")
    assert "Cómo se dibujó" in page.get_by_role("dialog").inner_text()
    page.keyboard.press("Escape")
    assert page.url.endswith("#chapter=vote&lang=es")
    assert not re.search(r"\b(the|of|and)\b", page.locator("#results").inner_text())
    page.get_by_role("button", name="English").click()
    assert page.title() == VRAE.title.en
    assert reader.messages == []


def test_slider_divides_the_ceiling_by_the_load(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="An air bridge, drawn wide").click()
    slider = page.get_by_label("Load of one flight, assumed, in kg")
    output = page.locator("figure output")
    # 150 tons at 250 kg, as facts checked by hand: 600 flights, 1.6 a day.
    assert output.inner_text() == "At 250 kg a flight: up to 600 flights a year, 1.6 a day."
    slider.press("Home")
    assert output.inner_text() == "At 150 kg a flight: up to 1,000 flights a year, 2.7 a day."
    slider.press("End")
    assert output.inner_text() == "At 500 kg a flight: up to 300 flights a year, 0.8 a day."
    assert "Our arithmetic" in page.locator("figure .caveat").inner_text()


def test_timeline_keeps_two_rows_apart(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="Pressure, and what came next").click()
    said, later = page.locator("figure ol").all()
    assert VRAE.claim["P25.2"].says.en in said.inner_text()
    assert "29 August 2015" in later.inner_text()
    assert "18 April 2024" in later.inner_text()


def test_dot_plot_says_who_gave_each_figure(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="How sure are we?").click()
    rows = page.locator("figure li").all_inner_texts()
    assert len(rows) == len(VRAE.claim["X20"].figures)
    assert "DEVIDA" in rows[0]
    assert "90–211 t a year" in rows[0].replace("\n", " ")
    assert "864 t a year" in rows[-1]


def test_link_opens_the_page_where_it_was(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(f"{page.as_uri()}#chapter=markets&lang=es")
    opened.wait_for_selector(".telling")
    assert opened.locator("#step-title").inner_text() == "De Bolivia al mundo"
    opened.goto("about:blank")
    opened.goto(f"{page.as_uri()}#chapter=%3Cimg%3E&lang=constructor&feature=lima")
    assert opened.get_by_role("dialog").locator("h2").inner_text() == "Lima"
    context.close()


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
    text = opened.locator("noscript").inner_text()
    assert VRAE.chapters[0].text.en in text
    assert VRAE.claim["P19.4"].says.en in text
    context.close()


def test_hostile_text_is_shown_as_text(browser: Browser, hostile: Story, tmp_path: Path) -> None:
    write_map(hostile, tmp_path / "hostile.html")
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    opened = visit(context, tmp_path / "hostile.html")
    page = opened.page
    assert page.title() == re.sub(" +", " ", f"{VRAE.title.en} {HOSTILE}")
    for feature in VRAE.features:
        page.locator(f'.features button:has-text("{feature.name.en}")').first.click()
        card = page.get_by_role("dialog")
        assert card.locator("h2").evaluate("e => e.textContent") == f"{feature.name.en} {HOSTILE}"
        shown = card.evaluate("e => e.textContent")
        for name in feature.claims:
            assert f"{VRAE.claim[name].says.en} {HOSTILE}" in shown
        page.keyboard.press("Escape")
    assert page.locator("h1").evaluate("e => e.textContent") == f"{VRAE.title.en} {HOSTILE}"
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


def test_paper_has_every_step_and_claim(reader: Visit) -> None:
    page = reader.page
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    told = page.locator("main").inner_text()
    for chapter in VRAE.chapters:
        assert chapter.text.en in told
    for claim in VRAE.claims:
        assert claim.says.en in told
        assert all(source.publisher in told for source in claim.sources)
    assert page.locator("#the-map").bounding_box()["width"] == 680  # type: ignore[index]
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("#story-steps li").count() == len(VRAE.chapters)
    assert reader.messages == []
