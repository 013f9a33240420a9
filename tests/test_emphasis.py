"""What stands out, by pointer, focus, card or switch, gets no edge that the text lacks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from geo.story import BUNDLED, load_story

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.visits import Visit

VRAE = load_story(BUNDLED)
SOFT = [
    feature
    for feature in VRAE.features
    if feature.precision in {"region", "schematic", "unlocated"}
]
AREAS = [feature for feature in SOFT if feature.shape.kind != "route"]

# Of the paths of what is soft, and of those that answer for it: how many have a line of their own.
EDGES = """
() => [...document.querySelectorAll(".leaflet-pane path.soft.area, path.target:not(.target-place)")]
  .filter((path) => !path.matches(".target-country, .target-line"))
  .map((path) => getComputedStyle(path))
  .filter(({stroke, strokeWidth}) => parseFloat(strokeWidth) && !/none|, 0\\)$/.test(stroke))
  .length
"""


def count_edges(page: Page) -> int:
    edges: int = page.evaluate(EDGES)
    return edges


def show_all(page: Page) -> None:
    for layer in dict.fromkeys(feature.layer for feature in SOFT):
        page.locator(f'.leaflet-control-layers input[name="{layer}"]').check()


@pytest.mark.parametrize("name", [feature.id for feature in AREAS])
def test_emphasis_draws_no_edge(reader: Visit, name: str) -> None:
    page = reader.page
    show_all(page)
    target = page.locator(f'path[data-feature="{name}"]')
    strength = "() => getComputedStyle(document.querySelector('path.soft.lifted')).opacity"
    target.dispatch_event("mouseenter")
    assert count_edges(page) == 0
    assert float(page.evaluate(strength)) > 0
    target.dispatch_event("mouseleave")
    expect(page.locator("path.lifted")).to_have_count(0)
    # The focus is seen all the same: in its colour, by the fill and around the name.
    page.keyboard.press("Tab")
    target.evaluate("e => e.focus({focusVisible: true})")
    assert count_edges(page) == 0
    assert page.locator("path.focused").count() > 1
    fill, focus = page.evaluate(
        "() => [getComputedStyle(document.querySelector('path.focused')).fill,"
        " getComputedStyle(document.body).getPropertyValue('--focus')]"
    )
    assert fill == "rgb({}, {}, {})".format(*(int(focus[at : at + 2], 16) for at in (1, 3, 5)))
    target.press("Enter")
    expect(page.locator("path.chosen")).to_be_attached()
    assert page.locator("path.lifted").count() > 1
    assert count_edges(page) == 0
    assert reader.messages == []


def test_precision_draws_no_edge(reader: Visit) -> None:
    page = reader.page
    show_all(page)
    page.get_by_role("button", name="Show how precise").click()
    assert count_edges(page) == 0


def test_arrows_have_one_head_each_and_come_with_their_step(reader: Visit) -> None:
    page = reader.page
    expect(page.locator(".leaflet-pane path.look-route")).to_have_count(0)
    page.get_by_role("button", name=VRAE.chapter["markets"].title["en"]).click()
    heads = page.locator(".leaflet-pane path.look-route.last")
    expect(heads).to_have_count(4)
    marker = "paths => paths.map((path) => getComputedStyle(path).markerEnd)"
    assert all("#head" in end for end in heads.evaluate_all(marker))
    page.get_by_role("button", name="Next", exact=True).click()
    expect(page.locator(".leaflet-pane path.look-route")).to_have_count(0)
