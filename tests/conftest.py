"""What tests share: the bundled story, its drawings and its page, the article, a browser."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest

from geo.drawing import Drawing, draw
from geo.story import load_story
from geo.tables import to_tables
from map_app.page.folium_map import write_map
from map_app.sheet import draw_sheet
from tests.hostile import hostile_story
from tests.visits import DESKTOP, Visit, visit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

    from geo.model import Story
    from map_app.sheet import Sheet

IN_CI = os.environ.get("CI") == "true"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


def skip_or_fail(reason: str) -> None:
    """Skip a test for want of something, except in CI, where nothing may be wanting."""
    if IN_CI:
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def story() -> Story:
    return load_story()


@pytest.fixture(scope="session")
def drawings(story: Story) -> dict[str, Drawing]:
    return draw(story)


@pytest.fixture(scope="session")
def sheet(story: Story, drawings: dict[str, Drawing]) -> Sheet:
    return draw_sheet(story, drawings)


@pytest.fixture(scope="session")
def table(story: Story, drawings: dict[str, Drawing]) -> gpd.GeoDataFrame:
    """The features of the bundled story, drawn, in one table."""
    return gpd.GeoDataFrame(pd.concat(to_tables(story, drawings).values()))


@pytest.fixture(scope="session")
def page(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built map of the bundled story."""
    path = tmp_path_factory.mktemp("page") / "vrae.html"
    write_map(story, path)
    return path


@pytest.fixture(scope="session")
def hostile() -> Story:
    """The bundled story with hostile text in every field that a reader sees."""
    return hostile_story()


@pytest.fixture(scope="session")
def article() -> str:
    """The text of the article, which the project does not hold."""
    path = os.environ.get("DATELINE_ARTICLE")
    if not path:
        skip_or_fail("the article's text is not here; set DATELINE_ARTICLE to its file")
    return Path(path or "").read_text("utf-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium of this machine, with no way out to any network."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None and Path(MAC_CHROME).exists():
        found = MAC_CHROME
    if found is None:
        skip_or_fail("no Chromium here; install chromium or Google Chrome to run this test")
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and not always needed

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox", "--disable-background-networking", "--disable-component-update"],
        )
        yield browser
        browser.close()


@pytest.fixture
def reader(browser: Browser, page: Path) -> Iterator[Visit]:
    """A desktop page of one's own, without glides."""
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    yield visit(context, page)
    context.close()
