"""The page as a file: what it holds, what it allows, and that it is always the same."""

from __future__ import annotations

import base64
import gzip
import hashlib
import html
import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from map_app.page.folium_map import build_map, write_map
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
    assert '<meta property="og:locale" content="es_PE">' in spanish


def test_hostile_text_stays_text(hostile: Story) -> None:
    source = build_map(hostile).get_root().render()
    plain = island(source)
    assert plain["story"]["title"]["en"].endswith(HOSTILE)
    assert "<script>alert" not in source
    assert "<img" not in source
    assert source.count("<!--") == source.count("<!-- ")  # none but inside Leaflet's own code
    clean = build_map(hostile.model_copy(deep=True)).get_root().render()
    assert clean == source
