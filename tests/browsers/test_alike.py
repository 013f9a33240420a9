"""Every step looks alike in Chromium, Firefox and WebKitGTK: softness, sea and land."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import numpy as np
import pytest
from PIL import Image

from geo.story import load_story
from tests.browsers.drivers import (
    Driver,
    find_firefox,
    find_mini_browser,
    start_firefox,
    start_webkit,
    wait_for,
)
from tests.conftest import skip_or_fail
from tests.visits import DESKTOP, visit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from numpy.typing import NDArray
    from playwright.sync_api import Browser

    Picture = NDArray[np.int16]

STEPS = ["", *(f"#chapter={chapter.id}" for chapter in load_story().chapters)]
WIDTH, HEIGHT = DESKTOP["width"], DESKTOP["height"]

# Fonts and the smoothing of lines differ: pictures are compared by the colours of blocks this wide.
BLOCK = 24
FAR = 20
"""So much of 255 between the colours of two blocks can be seen."""
MOST_APART = 0.04
"""No larger share of the map's blocks may be so far apart."""

# Where the map stands in the window, and all that has been drawn over it.
MAP = (
    "(({x, y, width, height}) => [x, y, width, height])"
    "(document.querySelector('#the-map').getBoundingClientRect())"
)
STILL = "!document.querySelector('.leaflet-zoom-anim, .leaflet-pan-anim')"
DRAWN = "'drawn' in document.documentElement.dataset && document.querySelector('.credits')"


def read_map(png: bytes, place: list[float]) -> Picture:
    """Cut the map out of a picture of the window, as rows of pixels of red, green and blue."""
    left, top, width, height = map(round, place)
    whole = np.asarray(Image.open(io.BytesIO(png)).convert("RGB"), dtype=np.int16)
    return whole[top : top + height, left : left + width]


def average(picture: Picture) -> NDArray[np.float64]:
    """Average the colours of blocks of pixels."""
    rows, columns = (side // BLOCK for side in picture.shape[:2])
    cut = picture[: rows * BLOCK, : columns * BLOCK]
    return np.asarray(cut.reshape(rows, BLOCK, columns, BLOCK, 3).mean(axis=(1, 3)))


def measure_apart(one: Picture, other: Picture) -> float:
    """Return the share of blocks whose colours clearly differ."""
    first, second = average(one), average(other)
    assert first.shape == second.shape
    return float((np.abs(first - second).max(axis=2) > FAR).mean())


def take(driver: Driver, page: Path, step: str) -> Picture:
    driver.open(page.as_uri() + step, WIDTH, HEIGHT)
    wait_for(driver, DRAWN)
    # What a step asks of the map comes a frame later, and without a glide.
    driver.evaluate("void 0")
    wait_for(driver, f"{STILL} && (window.waited = (window.waited ?? 0) + 1) > 12")
    return read_map(driver.take_picture(), driver.evaluate(MAP))


@pytest.fixture(scope="module")
def expected(browser: Browser, page: Path) -> Iterator[Callable[[str], Picture]]:
    """What Chromium shows of a step."""
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    taken: dict[str, Picture] = {}

    def look(step: str) -> Picture:
        if step not in taken:
            opened = visit(context, page, link=step).page
            opened.wait_for_timeout(600)
            taken[step] = read_map(opened.screenshot(), opened.evaluate(MAP))
            opened.close()
        return taken[step]

    yield look
    context.close()


@pytest.fixture(scope="module")
def firefox() -> Iterator[Driver]:
    if not find_firefox():
        skip_or_fail("no Firefox here; install firefox-esr to run this test")
    with start_firefox() as driver:
        yield driver


@pytest.fixture(scope="module")
def webkit() -> Iterator[Driver]:
    if not find_mini_browser():
        skip_or_fail("no WebKitGTK here; install webkit2gtk-driver and xvfb to run this test")
    with start_webkit() as driver:
        yield driver


@pytest.mark.browser
@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("name", ["firefox", "webkit"])
def test_a_step_looks_as_in_chromium(
    request: pytest.FixtureRequest,
    expected: Callable[[str], Picture],
    page: Path,
    name: str,
    step: str,
) -> None:
    driver: Driver = request.getfixturevalue(name)
    assert measure_apart(take(driver, page, step), expected(step)) <= MOST_APART


def test_what_differs_is_found() -> None:
    one = np.full((480, 480, 3), 200, dtype=np.int16)
    other = one.copy()
    other[:, 240:] = 255  # half a map whose sea turned white
    assert measure_apart(one, one) == 0
    assert measure_apart(one, other) == pytest.approx(0.5)
