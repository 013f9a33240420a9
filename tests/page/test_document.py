"""The page as a file: what it holds, what it allows, and that it is always the same."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from typing import TYPE_CHECKING, Any

import folium
import pytest

from map_app.page.document import build_map, write_map
from tests.hostile import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Story


@pytest.fixture(scope="module")
def source(page: Path) -> str:
    return page.read_text("utf-8")


def island(source: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="story">(.*?)</script>', source)
    assert found
    plain: dict[str, Any] = json.loads(found[1])
    return plain


def test_weight(source: str) -> None:
    raw = source.encode()
    assert len(raw) <= 900_000
    assert len(gzip.compress(raw, 9, mtime=0)) <= 300_000


def test_head(source: str, story: Story) -> None:
    head = source[: source.index("</head>")]
    assert head.startswith('<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">')
    assert f"<title>{html.escape(story.title['en'])}</title>" in head
    assert f'<meta name="description" content="{html.escape(story.standfirst["en"])}">' in head
    assert '<meta name="viewport" content="width=device-width, initial-scale=1">' in head
    assert source.count('name="viewport"') == 1
    for name in ("type", "title", "description", "locale"):
        assert f'<meta property="og:{name}" content="' in head


def test_noscript_carries_the_story(source: str, story: Story) -> None:
    told = source[source.rindex("<noscript>") : source.rindex("</noscript>")]
    for chapter in story.chapters:
        assert html.escape(chapter.text["en"], quote=False) in told
    for claim in story.claims:
        assert html.escape(claim.says["en"], quote=False) in told
        for outside in claim.sources:
            assert html.escape(outside.address) in told


def test_page_asks_for_nothing(source: str) -> None:
    # What is fetched stands in these; links that a reader follows do not.
    fetched = re.findall(r'(?:\bsrc|<link[^>]*href)="([^"]*)"', source)
    fetched += re.findall(r"url\(([^)]*)\)|@import", source)
    assert all(address.startswith(("data:", "#")) for address in fetched)


def test_policy_lists_exactly_the_scripts_and_styles(source: str) -> None:
    policy = html.unescape(
        re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', source)[0]
    )
    allowed = set(re.findall(r"'(sha256-[^']+)'", policy))
    held = re.findall(
        r"<(?:script|style)(?: type=\"text/plain\")?>(.*?)</(?:script|style)>", source, re.DOTALL
    )
    hashes = {
        "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        for code in held
    }
    assert allowed == hashes
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    assert not re.search(r"<[^>]*\s(?:on\w+|style)=", source.split("<script", maxsplit=1)[0])


def test_both_languages_are_inside(source: str, story: Story) -> None:
    plain = island(source)
    assert set(plain["words"]) == {"en", "es"}
    for claim in story.claims:
        assert plain["story"]["claims"][claim.id]["says"] == claim.says.model_dump()
    for drawn, feature in zip(plain["features"], story.features, strict=True):
        assert drawn["name"] == feature.name.model_dump()


def test_first_language_can_be_chosen(story: Story, tmp_path: Path) -> None:
    write_map(story, tmp_path / "es.html", language="es")
    spanish = (tmp_path / "es.html").read_text("utf-8")
    assert '<html lang="es">' in spanish
    assert f"<title>{html.escape(story.title['es'])}</title>" in spanish
    assert "hacia el 22 de agosto de 2015" in spanish


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


def test_hostile_text_stays_text(hostile: Story) -> None:
    source = build_map(hostile).get_root().render()
    plain = island(source)
    assert plain["story"]["title"]["en"].endswith(HOSTILE)
    assert "<script>alert" not in source
    assert "<img" not in source
    assert source.count("<!--") == source.count("<!-- ")  # none but inside Leaflet's own code
    clean = build_map(hostile.model_copy(deep=True)).get_root().render()
    assert clean == source


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
    assert repr(build_map(story)) == "<StoryMap vrae: 20 features in 8 layers>"
