"""The page for every reader: by keyboard, by finger, by ear, on any screen, without script."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from geo.story import load_story
from map_app.page.folium_map import build_map
from map_app.text import LANGUAGES
from tests.visits import DESKTOP, PHONE, Visit, visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, FloatRect, Page

    from geo.model import Chapter

pytestmark = pytest.mark.browser

VRAE = load_story()
Scheme = Literal["light", "dark"]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def begin(page: Page) -> None:
    page.get_by_role("button", name="An air bridge, drawn wide").click()
    expect(page.locator("#step-title")).to_be_visible()


def open_card(page: Page) -> None:
    page.locator('path[data-feature="vrae"]').focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()


def unfold_everything(page: Page) -> None:
    page.get_by_label("Claims grouped by").select_option("voice")
    page.evaluate(
        "for (const part of document.querySelectorAll('details')) if (!part.open) part.open = true"
    )


STATES: dict[str, Callable[[Page], object]] = {
    "opening": lambda page: page,
    "card": open_card,
    "step": begin,
    "precise": lambda page: page.get_by_role("button", name="Show how precise").click(),
    "spanish": lambda page: page.get_by_role("button", name="Español").click(),
    "unfolded": unfold_everything,
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("screen", ["desktop", "phone"])
@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(
    browser: Browser, page: Path, state: str, screen: str, scheme: Scheme
) -> None:
    phone = screen == "phone"
    context = browser.new_context(
        viewport=PHONE if phone else DESKTOP,
        has_touch=phone,
        is_mobile=phone,
        color_scheme=scheme,
        reduced_motion="reduce",
        offline=True,
        bypass_csp=True,
    )
    opened = visit(context, page).page
    STATES[state](opened)
    opened.wait_for_timeout(100)
    found = Axe().run(opened, options={"runOnly": WCAG, "resultTypes": ["violations"]})
    assert found.response["violations"] == [], found.generate_report()
    context.close()


@pytest.fixture
def phone(browser: Browser, page: Path) -> Iterator[Visit]:
    context = browser.new_context(
        viewport=PHONE, has_touch=True, is_mobile=True, offline=True, reduced_motion="reduce"
    )
    yield visit(context, page)
    context.close()


def test_skip_link_leads_past_the_map(reader: Visit) -> None:
    page = reader.page
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == VRAE.chapters[0].title["en"]


def test_layers_of_a_phone_open_and_close_by_keyboard(phone: Visit) -> None:
    page = phone.page
    toggle = page.locator(".leaflet-control-layers-toggle")
    assert toggle.get_attribute("aria-expanded") == "false"
    toggle.focus()
    page.keyboard.press("Enter")
    assert toggle.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.type") == "checkbox"
    page.keyboard.press("Escape")
    assert toggle.get_attribute("aria-expanded") == "false"
    expect(toggle).to_be_focused()


def test_sheet_covers_less_than_half_and_can_be_pulled(phone: Visit) -> None:
    page = phone.page
    begin(page)
    sheet = page.locator("#story-steps")
    full = sheet.bounding_box()
    assert full
    assert full["height"] <= 0.45 * PHONE["height"] + 1
    assert full["y"] + full["height"] == pytest.approx(PHONE["height"], abs=1)
    handle = page.locator(".handle")
    drag(page, handle.bounding_box(), 0, 250)
    low = sheet.bounding_box()
    assert low
    assert low["height"] < full["height"] / 2
    assert handle.get_attribute("aria-expanded") == "false"
    expect(page.get_by_role("button", name="Next")).to_be_in_viewport()
    handle.press("Enter")
    assert sheet.bounding_box() == full
    assert phone.messages == []


@pytest.mark.parametrize("chapter", VRAE.chapters, ids=lambda chapter: chapter.id)
def test_step_on_a_phone_shows_what_it_speaks_of(phone: Visit, chapter: Chapter) -> None:
    page = phone.page
    page.locator("#all-steps").get_by_role("button", name=chapter.title["en"]).click()
    page.wait_for_timeout(300)
    frame = page.locator("#the-map").bounding_box()
    sheet = page.locator("#story-steps").bounding_box()
    assert frame
    assert sheet
    assert frame["y"] + frame["height"] <= sheet["y"] + 1
    places = [name for name in chapter.features if VRAE.feature[name].precision == "place"]
    for name in places:
        dot = page.locator(f'path[data-feature="{name}"]').bounding_box()
        assert dot
        x, y = dot["x"] + dot["width"] / 2, dot["y"] + dot["height"] / 2
        assert frame["x"] < x < frame["x"] + frame["width"]
        assert frame["y"] < y < frame["y"] + frame["height"]
    assert phone.messages == []


def test_swipe_turns_the_step(phone: Visit) -> None:
    page = phone.page
    begin(page)
    drag(page, page.locator("p.telling").bounding_box(), -150, 5)
    expect(page.locator("#step-title")).to_have_text(VRAE.chapters[5].title["en"])
    drag(page, page.locator("p.telling").bounding_box(), 150, 5)
    expect(page.locator("#step-title")).to_have_text(VRAE.chapters[4].title["en"])


def test_one_finger_scrolls_the_page_and_two_move_the_map(phone: Visit) -> None:
    page = phone.page
    box = page.locator("#the-map").bounding_box()
    before = where(page)
    drag(page, box, 0, -150)
    assert page.evaluate("scrollY") > 100
    assert where(page) == before
    assert page.locator(".gesture-hint").text_content() == "Use two fingers to move the map"
    drag(page, page.locator("#the-map").bounding_box(), 60, 0, fingers=2)
    assert where(page) != before


def drag(page: Page, box: FloatRect | None, right: int, down: int, *, fingers: int = 1) -> None:
    """Pull with fingers from the middle of a box, as a touch screen does."""
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + min(box["height"] / 2, 250)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, part: float) -> None:
        points = [
            {"x": x + right * part + 60 * n, "y": y + down * part, "id": n} for n in range(fingers)
        ]
        session.send(
            "Input.dispatchTouchEvent",
            {"type": kind, "touchPoints": [] if kind == "touchEnd" else points},
        )

    touch("touchStart", 0)
    for step in range(1, 11):
        touch("touchMove", step / 10)
    touch("touchEnd", 1)
    page.wait_for_timeout(300)


def where(page: Page) -> str:
    """Where the map stands, by its scale and the names of what is drawn on it."""
    found: str = page.evaluate(
        """(() => {
          const frame = document.querySelector(".leaflet-container").getBoundingClientRect();
          const lima = document.querySelector('path[data-feature="lima"]').getBoundingClientRect();
          return [Math.round(lima.x - frame.x), Math.round(lima.y - frame.y)].join();
        })()"""
    )
    return found


def test_wheel_scrolls_a_page_that_is_longer_than_its_window(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport={"width": 700, "height": 800}, offline=True)
    opened = visit(context, page).page
    before = where(opened)
    opened.locator("#the-map").hover()
    opened.mouse.wheel(0, 200)
    opened.wait_for_timeout(500)
    assert opened.evaluate("scrollY") > 100
    assert where(opened) == before
    opened.keyboard.down("Control")
    opened.mouse.wheel(0, -200)
    opened.wait_for_timeout(500)
    assert where(opened) != before
    context.close()


@pytest.mark.parametrize("width", [320, 390, 1440])
def test_text_twice_as_large_needs_no_sideways_scroll(
    browser: Browser, page: Path, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 844}, offline=True)
    opened = visit(context, page).page
    begin(opened)
    opened.evaluate("document.documentElement.style.fontSize = '200%'")
    assert opened.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_forced_colours_show_what_is_pressed(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, offline=True, forced_colors="active")
    opened = visit(context, page).page
    looks = "e => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]"
    pressed = opened.get_by_role("button", name="English").evaluate(looks)
    free = opened.get_by_role("button", name="Español").evaluate(looks)
    assert pressed[0] != free[0]
    assert pressed[0] != pressed[1]
    # The looks of the legend are those of the map, whatever the reader's colours.
    valley = "e => getComputedStyle(e).fill"
    swatch = opened.locator(".legend path.look-valley").first.evaluate(valley)
    assert swatch == opened.locator(".leaflet-pane path.look-valley").first.evaluate(valley)
    context.close()


def test_page_inside_another_is_quiet(browser: Browser, page: Path, tmp_path: Path) -> None:
    host = tmp_path / "host.html"
    host.write_text(f'<iframe src="{page.as_uri()}" width="800" height="600"></iframe>', "utf-8")
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(host.as_uri())
    framed = opened.frame_locator("iframe")
    expect(framed.get_by_role("link", name="Open the whole page")).to_be_visible()
    expect(framed.locator("h1")).to_be_visible()
    expect(framed.locator(".features")).to_be_hidden()
    framed.get_by_role("button", name="A vote in Lima").click()
    expect(framed.locator("#step-title")).to_have_text("A vote in Lima, a question about aid")
    context.close()


@pytest.mark.parametrize("link", ["#chapter=valley", "#feature=lima", "#claim=P02.1"])
@pytest.mark.parametrize("width", [700, 1200])
def test_page_inside_another_leaves_it_where_it_is(
    browser: Browser, page: Path, tmp_path: Path, link: str, width: int
) -> None:
    host = tmp_path / "host.html"
    host.write_text(
        f'<p style="height:1500px">'
        f'<iframe src="{page.as_uri()}{link}" width="{width}" height="600"></iframe>'
        '<p style="height:3000px">',
        "utf-8",
    )
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(host.as_uri())
    framed = opened.frame_locator("iframe")
    expect(framed.locator("#languages")).to_be_attached()
    opened.wait_for_timeout(300)
    assert opened.evaluate("scrollY") == 0
    told = framed.locator("#step-title") if "chapter" in link else framed.locator(".card-body")
    expect(told).to_be_visible()
    if "claim" in link:
        expect(framed.locator('.card [data-claim="P02.1"]')).to_be_focused()
    context.close()


def test_turning_a_phone_keeps_the_step_in_view(phone: Visit) -> None:
    page = phone.page
    begin(page)
    for width, height in ((844, 390), (390, 844), (740, 360), (360, 740)):
        page.set_viewport_size({"width": width, "height": height})
        page.wait_for_timeout(300)
        frame = page.locator("#the-map").bounding_box()
        valley = page.locator('path[data-feature="vrae"]').bounding_box()
        assert frame
        assert valley
        assert frame["y"] == pytest.approx(0, abs=1)
        assert frame["y"] <= valley["y"]
        assert valley["y"] + valley["height"] <= frame["y"] + frame["height"]
        sheet = page.locator("#story-steps").bounding_box()
        assert sheet
        if width < height:
            assert frame["y"] + frame["height"] == pytest.approx(sheet["y"], abs=1)
        else:
            assert sheet["x"] + sheet["width"] == pytest.approx(frame["x"], abs=1)
        expect(page.locator("#step-title")).to_be_in_viewport(ratio=1)
        expect(page.get_by_role("button", name="Next")).to_be_in_viewport(ratio=1)
    assert phone.messages == []


def test_sheet_pulled_down_begins_at_its_top(phone: Visit) -> None:
    page = phone.page
    page.get_by_role("button", name="Pressure, and what came next").click()
    page.locator("#story-steps").evaluate("sheet => { sheet.scrollTop = 400 }")
    page.locator(".handle").press("Enter")
    assert page.locator("#story-steps").evaluate("sheet => sheet.scrollTop") == 0
    expect(page.locator("#step-body")).to_be_hidden()
    expect(page.get_by_role("button", name="Next")).to_be_in_viewport()


def test_what_is_shown_on_a_phone_is_seen(phone: Visit) -> None:
    page = phone.page
    page.get_by_label("Search names and claims").fill("ecuador")
    page.locator("#results").get_by_role("button", name="Ecuador").click()
    expect(page.locator("#the-map")).to_be_in_viewport(ratio=0.5)
    page.get_by_label("Search names and claims").fill("votes to 0")
    page.locator("#results [data-shows]").first.click()
    expect(page.locator("#the-map")).to_be_in_viewport(ratio=0.5)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_without_script_there_is_a_picture_of_the_map(
    browser: Browser, page: Path, scheme: Scheme
) -> None:
    context = browser.new_context(
        viewport=PHONE, java_script_enabled=False, offline=True, color_scheme=scheme
    )
    opened = context.new_page()
    opened.goto(page.as_uri())
    picture = opened.locator(".picture")
    box = picture.bounding_box()
    assert box
    assert 250 < box["width"] <= PHONE["width"]
    assert "Lima" in (picture.text_content() or "")
    told = opened.locator("main").inner_text()
    for chapter in VRAE.chapters:
        assert chapter.text["en"] in told
    expect(opened.locator("#the-map")).to_be_hidden()
    context.close()


def test_memory_does_not_grow_with_reading(reader: Visit) -> None:
    page = reader.page
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def read(turns: int) -> dict[str, float]:
        page.evaluate(
            """async (turns) => {
              const frame = (done) => requestAnimationFrame(() => setTimeout(done));
              const wait = () => new Promise(frame);
              const features = [...document.querySelectorAll("path[data-feature]")];
              for (let turn = 0; turn < turns; turn++) {
                const steps = document.querySelectorAll("#all-steps button");
                steps[turn % steps.length].click();
                await wait();
                const target = features[turn % features.length];
                target.dispatchEvent(new KeyboardEvent("keydown", {key: "Enter", bubbles: true}));
                await wait();
                document.dispatchEvent(new KeyboardEvent("keydown", {key: "Escape"}));
                await wait();
              }
              document.querySelector('[data-step="all"]').click();
              await wait();
            }""",
            turns,
        )
        for _ in range(3):
            session.send("HeapProfiler.collectGarbage")
        metrics = session.send("Performance.getMetrics")["metrics"]
        return {metric["name"]: metric["value"] for metric in metrics}

    before = read(120)  # by then every card and every step has been seen
    after = read(200)
    assert after["Nodes"] <= before["Nodes"]
    assert after["JSEventListeners"] <= before["JSEventListeners"]
    # The engine's own notes on code that runs often settle only after some 800 turns, at 1.13.
    assert after["JSHeapUsedSize"] <= 1.1 * before["JSHeapUsedSize"]
    assert reader.messages == []


def test_map_in_a_notebook_draws_without_file_or_network(browser: Browser, tmp_path: Path) -> None:
    cell = tmp_path / "cell.html"
    shown = build_map(VRAE)._repr_html_()
    cell.write_text(f'<!DOCTYPE html><meta charset="utf-8"><body>{shown}</body>', "utf-8")
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    messages: list[str] = []
    opened = context.new_page()
    opened.on("console", lambda message: messages.append(message.text))
    opened.on("pageerror", lambda error: messages.append(str(error)))
    opened.goto(cell.as_uri())
    framed = opened.frame_locator("iframe")
    framed.locator("html[data-drawn]").wait_for(state="attached")
    framed.get_by_role("button", name="A vote in Lima").click()
    expect(framed.locator("#step-title")).to_have_text("A vote in Lima, a question about aid")
    framed.get_by_role("button", name="Español").click()
    expect(framed.locator("#step-title")).to_have_text(VRAE.chapters[0].title["es"])
    box = opened.locator("iframe").bounding_box()
    assert box
    assert 600 <= box["height"] <= 640
    # One frame, no scroll bar across, and nobody asks to be trusted.
    assert len(opened.frames) == 2
    assert framed.locator("html").evaluate("(page) => page.scrollWidth <= page.clientWidth")
    assert not messages
    context.close()


# Small screens

SCREENS = [PHONE, {"width": 820, "height": 1180}, {"width": 667, "height": 375}]
steps = pytest.mark.parametrize("chapter", VRAE.chapters, ids=lambda chapter: chapter.id)


@pytest.fixture(params=SCREENS, ids=lambda screen: f"{screen['width']}x{screen['height']}")
def touched(request: pytest.FixtureRequest, browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport=request.param,
        has_touch=True,
        is_mobile=True,
        offline=True,
        reduced_motion="reduce",
    )
    yield context
    context.close()


@steps
def test_link_to_a_step_shows_all_that_it_speaks_of(
    touched: BrowserContext, page: Path, chapter: Chapter
) -> None:
    opened = visit(touched, page, link=f"#chapter={chapter.id}&lang=en").page
    opened.wait_for_timeout(300)
    places = [name for name in chapter.features if VRAE.feature[name].precision == "place"]
    assert [name for name in places if not is_seen(opened, name)] == []
    # Nothing scrolls behind the step, so nothing can hide the map again.
    assert opened.evaluate("document.documentElement.scrollHeight - innerHeight") <= 0
    opened.evaluate("scrollTo(0, 500)")
    assert opened.evaluate("scrollY") == 0


def is_seen(page: Page, name: str) -> bool:
    """Whether the middle of a target is where a finger finds it, or a name or line above it."""
    found: bool | None = page.evaluate(
        """(name) => {
          const {x, y, width, height} =
            document.querySelector(`path[data-feature="${name}"]`).getBoundingClientRect();
          const there = document.elementFromPoint(x + width / 2, y + height / 2);
          return there?.matches("#the-map .leaflet-pane *") && !there.closest(".card");
        }""",
        name,
    )
    return bool(found)


@pytest.mark.parametrize("link", ["#feature={}", "#chapter=vote&feature={}"])
@pytest.mark.parametrize("name", ["lima", "washington", "tokyo"])
def test_link_to_a_feature_shows_it_beside_its_card(
    touched: BrowserContext, page: Path, link: str, name: str
) -> None:
    opened = visit(touched, page, link=link.format(name)).page
    opened.wait_for_timeout(300)
    expect(opened.get_by_role("dialog")).to_be_in_viewport()
    assert is_seen(opened, name)


def test_a_card_after_another_shows_what_it_is_about(phone: Visit) -> None:
    page = phone.page
    for name in ("washington", "lima", "peru", "lima"):
        page.locator(f'path[data-feature="{name}"]').dispatch_event("click")
        page.wait_for_timeout(200)
        assert is_seen(page, name), name


SWIPED = {
    "": [".heading", "#the-map"],
    "#chapter=vote": ["#the-map", "p.telling", "#step-title"],
}


@pytest.mark.parametrize(
    ("link", "part"), [(link, part) for link, parts in SWIPED.items() for part in parts]
)
def test_swipe_never_leaves_the_page(browser: Browser, page: Path, link: str, part: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, offline=True)
    opened = context.new_page()
    opened.goto("about:blank")
    opened.goto(page.as_uri() + link)
    opened.wait_for_selector("html[data-drawn]", state="attached")
    opened.wait_for_timeout(300)
    # The browser may pan up and down and zoom; to the side it never does.
    allowed: str = opened.locator(part).evaluate(
        """(part) => {
          let allowed = ["pan-x", "pan-y", "pinch-zoom"];
          for (let at = part; at; at = at.parentElement) {
            const {touchAction} = getComputedStyle(at);
            if (touchAction !== "auto") allowed = allowed.filter((it) => touchAction.includes(it));
          }
          return allowed.join();
        }"""
    )
    assert "pan-x" not in allowed
    drag(opened, opened.locator(part).bounding_box(), 250, 0)
    opened.wait_for_timeout(500)
    assert opened.url.startswith(page.as_uri())
    context.close()


TIGHT = [(320, 256), (360, 225), (667, 375), (740, 360), (844, 390), (320, 568)]


@pytest.mark.parametrize("size", TIGHT, ids=lambda size: f"{size[0]}x{size[1]}")
@steps
def test_five_lines_are_in_view_on_the_tightest_screens(
    browser: Browser, page: Path, size: tuple[int, int], chapter: Chapter
) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, reduced_motion="reduce"
    )
    opened = visit(context, page, link=f"#chapter={chapter.id}&lang=en").page
    lines = """(text) => {
      const range = document.createRange();
      range.selectNodeContents(text);
      const lines = new Set();
      for (const {left, right, top, bottom} of range.getClientRects()) {
        const there = document.elementFromPoint((left + right) / 2, bottom - 1);
        if (top >= 0 && bottom <= innerHeight && there === text) lines.add(Math.round(bottom));
      }
      return lines.size;
    }"""
    # What is told, and after it what others say.
    assert sum(part.evaluate(lines) for part in opened.locator("p.telling, p.context").all()) >= 5
    for part in ("#step-title", '[data-step="next"]', '[data-step="all"]'):
        expect(opened.locator(part)).to_be_in_viewport(ratio=1)
    context.close()


@pytest.mark.parametrize("size", TIGHT[:2], ids=lambda size: f"{size[0]}x{size[1]}")
def test_a_card_can_be_read_on_the_tightest_screens(
    browser: Browser, page: Path, size: tuple[int, int]
) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, reduced_motion="reduce"
    )
    opened = visit(context, page, link="#chapter=valley&feature=vrae&lang=en").page
    body = opened.locator(".card-body").bounding_box()
    says = opened.locator(".card .says").first
    expect(says).to_be_in_viewport(ratio=1)
    assert body
    assert body["height"] > size[1] / 2
    context.close()


# Steps


def test_a_step_begins_at_its_first_line(reader: Visit) -> None:
    page = reader.page
    page.locator("#begin").click()
    expect(page.locator("#step-title")).to_be_focused()
    for chapter in VRAE.chapters[1:]:
        page.locator("#contents").evaluate("it => { it.scrollTop = it.scrollHeight }")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#step-title")).to_have_text(chapter.title["en"])
        expect(page.locator("#step-title")).to_be_in_viewport(ratio=1)
        assert page.locator("#contents").evaluate("it => it.scrollTop") == 0


def test_the_end_of_a_step_leads_on(reader: Visit) -> None:
    page = reader.page
    page.locator("#begin").click()
    for chapter in VRAE.chapters[1:]:
        onward = page.locator(".onward")
        assert onward.inner_text() == f"Continue: {chapter.title['en']}"
        onward.click()
        expect(page.locator("#step-title")).to_have_text(chapter.title["en"])
        expect(page.locator("#step-title")).to_be_focused()
    page.get_by_role("button", name="Explore the whole map").click()
    expect(page.locator("#all-steps")).to_be_visible()
    assert reader.messages == []


@pytest.mark.parametrize("size", [(390, 844), (820, 1180), (1440, 900)])
def test_the_way_to_begin_is_plain(browser: Browser, page: Path, size: tuple[int, int]) -> None:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, offline=True, java_script_enabled=True
    )
    opened = visit(context, page, link="#lang=en").page
    begin = opened.locator("#begin")
    expect(begin).to_be_in_viewport(ratio=1)
    assert begin.inner_text() == f"Start: {len(VRAE.chapters)} steps"
    underlined = "e => getComputedStyle(e).textDecorationLine"
    assert opened.locator(".steps button").first.evaluate(underlined) == "underline"
    begin.click()
    expect(opened.locator("#step-title")).to_have_text(VRAE.chapters[0].title["en"])
    context.close()


# By ear


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_the_map_shows_is_told(browser: Browser, page: Path, language: str) -> None:
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    for chapter in VRAE.chapters:
        opened = visit(context, page, link=f"#chapter={chapter.id}&lang={language}").page
        expect(opened.locator("path.quiet").first).to_be_attached()
        described = opened.locator(".leaflet-container").get_attribute("aria-describedby")
        told = opened.locator(f"#{described}").text_content() or ""
        layers = {layer.id: layer.name[language] for layer in VRAE.layers}
        for name in chapter.features:
            assert VRAE.feature[name].name[language] in told
            assert layers[VRAE.feature[name].layer] in told
        others = {feature.id for feature in VRAE.features} - set(chapter.features)
        assert not any(f": {VRAE.feature[name].name[language]} (" in told for name in others)
        opened.close()
    context.close()


def test_nothing_is_said_twice(reader: Visit) -> None:
    page = reader.page
    live = page.locator("#live")
    page.locator("#begin").click()
    # The title has the focus and is read out; the live region is silent.
    expect(page.locator("#step-title")).to_be_focused()
    assert live.inner_text() == ""
    page.get_by_role("button", name="Next").click()
    expect(live).to_have_text(f"Step 2 of {len(VRAE.chapters)}: {VRAE.chapters[1].title['en']}")
    page.goto(f"{page.url.split('#')[0]}#chapter=air-bridge")
    assert page.locator("figure output").get_attribute("aria-live") == "off"
    assert page.locator("#found").get_attribute("role") is None


def test_a_search_is_announced_once(reader: Visit) -> None:
    page = reader.page
    page.evaluate(
        """window.said = [];
        new MutationObserver(() => said.push(document.querySelector("#live").textContent))
          .observe(document.querySelector("#live"), {childList: true, characterData: true})"""
    )
    page.get_by_label("Search names and claims").press_sequentially("airstr", delay=60)
    page.wait_for_timeout(1200)
    assert page.evaluate("said") == [page.locator("#found").inner_text()]


def test_a_search_that_finds_nothing_says_so(reader: Visit) -> None:
    page = reader.page
    page.get_by_label("Search names and claims").fill("zzzz")
    assert page.locator("#found").inner_text() == "0 results"
    assert "What is said" not in page.locator("#results").inner_text()
    assert "Nothing found" in page.locator("#results").inner_text()


def test_a_search_shows_what_it_found(reader: Visit) -> None:
    page = reader.page
    page.get_by_label("Search names and claims").press_sequentially("airstr")
    expect(page.locator("#search")).to_be_in_viewport(ratio=1)
    expect(page.locator("#results .name").first).to_be_in_viewport(ratio=1)


def test_what_a_reader_switches_is_announced(reader: Visit) -> None:
    page = reader.page
    live = page.locator("#live")
    page.get_by_label("Illegal airstrips, not located").uncheck()
    expect(live).to_have_text("Illegal airstrips, not located: hidden")
    page.get_by_role("button", name="Show how precise").click()
    expect(live).to_have_text("Beside each name stands how far the words go.")
    page.get_by_role("button", name="Español").click()
    expect(live).to_have_text("Esta página está ahora en español.")


def test_no_two_folds_have_one_name(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="List all").click()
    names = page.locator("#contents summary").all_text_contents()
    assert len(names) == len(set(names))


@steps
def test_headings_go_down_without_a_jump(reader: Visit, chapter: Chapter) -> None:
    page = reader.page
    page.locator(f'[data-step="{chapter.id}"]').click()
    page.evaluate("for (const it of document.querySelectorAll('details')) it.open = true")
    levels: list[int] = page.evaluate(
        """[...document.querySelectorAll("h1, h2, h3, h4")]
          .filter((heading) => heading.checkVisibility()).map(({tagName}) => Number(tagName[1]))"""
    )
    assert levels[0] == 1
    for above, below in pairwise(levels):
        assert below <= above + 1
