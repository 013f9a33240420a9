"""The map as folium knows it: like any other, and always the same."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import folium
import pytest

from map_app.page.folium_map import build_map, write_map

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Story


def test_rendering_twice_gives_the_same(story: Story) -> None:
    drawn = build_map(story)
    assert drawn.get_root().render() == drawn.get_root().render()


def test_result_is_a_folium_map_to_which_anything_can_be_added(story: Story) -> None:
    drawn = build_map(story)
    before = drawn.get_root().render()
    assert isinstance(drawn, folium.Map)
    folium.CircleMarker([-12.0, -77.0], radius=3).add_to(drawn)
    after = drawn.get_root().render()
    assert "L.circleMarker" in after
    assert "L.circleMarker(\n" not in before
    folium.Marker([-12.0, -77.0], popup="Here").add_to(drawn)
    # A popup of folium's needs jQuery: the policy names it, since it is in the page.
    with_links = drawn.get_root().render()
    links = re.findall(r'<script type="text/plain" src="([^"]+)">', with_links)
    policy = re.findall(r'Content-Security-Policy" content="([^"]*)"', with_links)[0]
    assert all(html.escape(link) in policy for link in links)


def test_maps_do_not_change_each_other(story: Story) -> None:
    first = build_map(story)
    before = first.get_root().render()
    build_map(story, language="es").get_root().render()
    folium.Map().get_root().render()
    assert first.get_root().render() == before


def test_an_unwritable_file_leaves_the_old_one(story: Story, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    target = folder / "taken"
    target.mkdir()
    with pytest.raises(OSError, match="taken"):
        write_map(story, target)
    assert [path.name for path in folder.iterdir()] == ["taken"]


def test_a_notebook_shows_the_map_in_a_frame_of_fitting_height(story: Story) -> None:
    shown = build_map(story)._repr_html_()
    found = re.fullmatch(r'<iframe title="([^"]+)" srcdoc="([^"]+)" ([^<>]+)></iframe>', shown)
    assert found
    assert html.unescape(found[1]) == story.title["en"]
    assert html.unescape(found[2]) == build_map(story).get_root().render()
    assert "height:620px" in found[3]
    assert "Make this Notebook Trusted" not in shown


def test_a_map_says_in_one_line_what_it_is(story: Story) -> None:
    assert repr(build_map(story)) == "<StoryMap vrae: 19 features in 8 layers>"
