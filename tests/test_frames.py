"""The page inside another: it says how high it is, and leaves the wheel and history to its host."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from geo.story import load_story
from tests.visits import DESKTOP

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, FrameLocator, Page

pytestmark = pytest.mark.browser

VRAE = load_story()
LISTEN = """<script>
  heights = [];
  addEventListener("message", ({ data, source }) => {
    for (const height of Object.values(data["datawrapper-height"] ?? {})) {
      heights.push(height);
      if (OBEY) document.querySelector("iframe").style.height = `${height}px`;
    }
  });
</script>"""
Host = tuple["Page", "FrameLocator"]


@pytest.fixture
def host(browser: Browser, page: Path, tmp_path: Path) -> Iterator[Callable[..., Host]]:
    """Open the page in a frame of some size, in the middle of a long page that listens to it."""
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")

    def open_host(width: int, height: int, link: str = "", *, obey: bool = False) -> Host:
        path = tmp_path / "host.html"
        path.write_text(
            f'<body style="margin:0">{LISTEN.replace("OBEY", str(obey).lower())}'
            f'<iframe src="{page.as_uri()}{link}" width="{width}" height="{height}"'
            ' style="border:0"></iframe><p style="height:3000px">',
            "utf-8",
        )
        opened = context.new_page()
        opened.goto(path.as_uri())
        framed = opened.frame_locator("iframe")
        framed.locator("html[data-drawn]").wait_for(state="attached")
        framed.locator(".way-out").wait_for(state="attached")
        opened.wait_for_timeout(300)
        return opened, framed

    yield open_host
    context.close()


@pytest.mark.parametrize("size", [(1000, 640), (600, 400), (390, 500), (300, 300)])
def test_it_says_how_high_it_is(host: Callable[..., Host], size: tuple[int, int]) -> None:
    opened, framed = host(*size, obey=True)
    framed.locator("#begin").click()
    expect(framed.locator("#step-title")).to_be_visible()
    for _ in VRAE.chapters:
        opened.wait_for_timeout(150)
        # Nothing is left to scroll in there, unless there is more than any frame would be given.
        rest = framed.locator("#story-steps").evaluate("e => e.scrollHeight - e.clientHeight")
        assert rest <= 1 or opened.evaluate("heights.at(-1)") == 900
        framed.locator(".onward").click()
    heights: list[int] = opened.evaluate("heights")
    assert heights == sorted(heights)
    assert 400 <= heights[-1] <= 900
    opened.wait_for_timeout(300)
    assert opened.evaluate("heights").count(heights[-1]) < 30  # it comes to rest


@pytest.mark.parametrize("size", [(1000, 640), (600, 400), (300, 300)])
def test_it_can_be_started(host: Callable[..., Host], size: tuple[int, int]) -> None:
    _, framed = host(*size)
    begin = framed.locator("#begin")
    expect(begin).to_be_in_viewport(ratio=1)
    expect(framed.locator("h1")).to_be_in_viewport(ratio=1)
    # The page inside is no longer than its frame.
    assert framed.locator("html").evaluate("e => e.scrollHeight - e.clientHeight") <= 0
    begin.click()
    expect(framed.locator("#step-title")).to_be_in_viewport(ratio=1)
    expect(framed.get_by_role("button", name="Next")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("size", [(1000, 640), (600, 400), (300, 300)])
@pytest.mark.parametrize("link", ["", "#chapter=valley"])
def test_the_wheel_over_the_map_is_the_hosts(
    host: Callable[..., Host], size: tuple[int, int], link: str
) -> None:
    opened, framed = host(*size, link)
    box = framed.locator("#the-map").bounding_box()
    assert box
    opened.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    zoom = "e => e.querySelector('.leaflet-control-scale-line').textContent"
    before = framed.locator("#the-map").evaluate(zoom)
    for _ in range(5):
        opened.mouse.wheel(0, 15)
    opened.wait_for_timeout(400)
    assert opened.evaluate("scrollY") >= 60
    assert framed.locator("#the-map").evaluate(zoom) == before


def test_the_wheel_is_the_maps_once_it_was_clicked(host: Callable[..., Host]) -> None:
    opened, framed = host(1000, 640)
    box = framed.locator("#the-map").bounding_box()
    assert box
    where = (box["x"] + 60, box["y"] + box["height"] - 120)
    zoom = "e => e.querySelector('.leaflet-control-scale-line').textContent"
    before = framed.locator("#the-map").evaluate(zoom)
    opened.mouse.click(*where)
    opened.mouse.wheel(0, -400)
    opened.wait_for_timeout(500)
    assert opened.evaluate("scrollY") == 0
    after = framed.locator("#the-map").evaluate(zoom)
    assert after != before
    opened.mouse.move(box["x"] - 60, box["y"] + 300)
    opened.mouse.move(*where)
    opened.mouse.wheel(0, 400)
    opened.wait_for_timeout(500)
    assert opened.evaluate("scrollY") > 100
    assert framed.locator("#the-map").evaluate(zoom) == after


@pytest.mark.parametrize("size", [(800, 600), (600, 400), (390, 500), (300, 300)])
def test_a_card_never_covers_the_steps_title_and_buttons(
    host: Callable[..., Host], size: tuple[int, int]
) -> None:
    _, framed = host(*size, "#chapter=valley&feature=vrae")
    card = framed.get_by_role("dialog").bounding_box()
    assert card
    for part in ("#step-title", '[data-step="next"]', '[data-step="all"]'):
        box = framed.locator(part).bounding_box()
        # Where there is room for one of them alone, the step waits until the card is closed.
        if box:
            apart = box["y"] >= card["y"] + card["height"] or box["x"] + box["width"] <= card["x"]
            assert apart, part
    framed.get_by_role("button", name="Close").click()
    expect(framed.get_by_role("button", name="Next")).to_be_in_viewport(ratio=1)


def test_steps_in_a_frame_are_no_part_of_the_hosts_history(host: Callable[..., Host]) -> None:
    opened, framed = host(800, 600)
    before = opened.evaluate("history.length")
    framed.locator("#begin").click()
    framed.get_by_role("button", name="Next").click()
    assert opened.evaluate("history.length") == before
