"""The page and the build against their floors, as ratios of medians in one run.

Run by hand: ``pytest -m benchmark tests/benchmarks -s``. The rounds are interleaved, so that a
machine that slows down slows both sides.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

import pytest
from xstatic.pkg import leaflet

from map_app.page.island import make_island
from map_app.sheet import draw_sheet, is_shown
from tests.page.test_pack import unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from playwright.sync_api import Browser

    from geo.drawing import Drawing
    from geo.model import Story

pytestmark = pytest.mark.benchmark

ROUNDS = 15

BLANK = "<!DOCTYPE html><html lang=en><meta charset=utf-8><title>Blank</title><h1>Blank</h1>"

# What somebody who knows Leaflet writes for this geometry: no data, no list, no labels.
BY_HAND = """<!DOCTYPE html><html lang=en><meta charset=utf-8><title>By hand</title>
<style>%(css)s html, body, #map {height: 100%%; margin: 0}</style><div id=map></div>
<script>%(js)s</script><script>
const map = L.map("map", {zoomControl: false});
map.fitBounds(%(opening)s, {animate: false});
for (const lines of %(areas)s) L.polygon(lines, {weight: 1}).addTo(map);
for (const lines of %(lines)s) L.polyline(lines, {weight: 1}).addTo(map);
for (const at of %(points)s) L.circleMarker(at).addTo(map);
for (const [image, bounds] of %(images)s) L.imageOverlay(image, bounds).addTo(map);
document.documentElement.dataset.drawn = "";
</script>"""

WATCH = """
new MutationObserver(() => {
  if ("drawn" in document.documentElement.dataset) window.drawnAt ??= performance.now();
}).observe(document, {attributes: true, subtree: true, attributeFilter: ["data-drawn"]});
window.long = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) long.push(Math.round(entry.duration));
}).observe({type: "longtask", buffered: true});
"""


def compare(name: str, limit: float, ours: Callable[[], float], floor: Callable[[], float]) -> None:
    pairs = [(ours(), floor()) for _ in range(ROUNDS + 1)][1:]  # the first round warms up
    mine, least = (median(side) for side in zip(*pairs, strict=True))
    ratio = mine / least
    print(f"\n{name}: {mine:.3f} s over {least:.3f} s = {ratio:.2f} (at most {limit})")  # noqa: T201
    assert ratio <= limit


def page_by_hand(story: Story, drawings: dict[str, Drawing]) -> str:
    island = make_island(draw_sheet(story, drawings), "en")
    base = island.base
    west, south, east, north = island.view.opening
    shapes: dict[str, list[Any]] = {"area": [], "line": [], "point": []}

    def add(kind: str, packed: str, decimals: int) -> None:
        lines = [[[y / 10**decimals, x / 10**decimals] for x, y in line] for line in unpack(packed)]
        shapes[kind].append(lines)

    for packed in base.areas.values():
        add("area", packed, base.decimals)
    for packed in base.lines.values():
        add("line", packed, base.decimals)
    for feature in island.features:
        # What is hidden at first is drawn by neither.
        for band in feature.bands if is_shown(story, feature.layer) else []:
            add(feature.geometry, band.lines, feature.decimals)
    folder = Path(leaflet.BASE_DIR)
    return BY_HAND % {
        "css": folder.joinpath("leaflet.css").read_text("utf-8"),
        "js": folder.joinpath("leaflet.js").read_text("utf-8"),
        "opening": [[south, west], [north, east]],
        "areas": json.dumps(shapes["area"]),
        "lines": json.dumps(shapes["line"]),
        "points": json.dumps([lines[0][0] for lines in shapes["point"]]),
        "images": json.dumps([[item.image, _corners(item.bounds)] for item in base.relief]),
    }


def _corners(bounds: Iterable[float]) -> list[list[float]]:
    west, south, east, north = bounds
    return [[south, west], [north, east]]


@pytest.fixture(scope="module")
def by_hand(
    story: Story, drawings: dict[str, Drawing], tmp_path_factory: pytest.TempPathFactory
) -> Path:
    path = tmp_path_factory.mktemp("floor") / "by_hand.html"
    path.write_text(page_by_hand(story, drawings), "utf-8")
    return path


def seconds_to(browser: Browser, path: Path, what: str) -> float:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    opened = context.new_page()
    opened.add_init_script(WATCH)
    opened.goto(path.as_uri())
    # Nothing is asked of the page while it loads, since that would slow it.
    opened.wait_for_timeout(700)
    for _ in range(50):
        if (found := opened.evaluate(what)) is not None:
            break
        opened.wait_for_timeout(100)
    context.close()
    return float(found) / 1_000


PAINT = "performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null"
DRAWN = "window.drawnAt ?? null"


@pytest.mark.browser
def test_heading_is_painted(browser: Browser, page: Path, tmp_path: Path) -> None:
    blank = tmp_path / "blank.html"
    blank.write_text(BLANK, "utf-8")
    compare(
        "first contentful paint, over a blank page",
        1.5,
        lambda: seconds_to(browser, page, PAINT),
        lambda: seconds_to(browser, blank, PAINT),
    )


@pytest.mark.browser
def test_map_is_drawn(browser: Browser, page: Path, by_hand: Path) -> None:
    compare(
        "time to drawn, over a page by hand",
        1.1,
        lambda: seconds_to(browser, page, DRAWN),
        lambda: seconds_to(browser, by_hand, DRAWN),
    )


@pytest.mark.browser
def test_no_task_is_long(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, offline=True)
    found = []
    for _ in range(ROUNDS):
        opened = context.new_page()
        opened.add_init_script(WATCH)
        opened.goto(page.as_uri())
        opened.wait_for_timeout(1_000)
        found.append(opened.evaluate("long"))
        opened.close()
    context.close()
    print(f"\ntasks over 50 ms on load, in ms, by round: {found}")  # noqa: T201
    assert median(map(len, found)) == 0


def test_build_is_little_more_than_its_imports(tmp_path: Path) -> None:
    def run(*command: str) -> float:
        start = time.perf_counter()
        subprocess.run([sys.executable, *command], check=True, cwd=tmp_path, capture_output=True)
        return time.perf_counter() - start

    compare(
        "dateline build, over importing folium and geopandas",
        1.25,
        lambda: run("-m", "map_app", "build"),
        lambda: run("-c", "import folium, geopandas"),
    )
