"""What stands beside the data: the package, the licences, the citation."""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from geo import load_story
from geo.citation import read_citation
from map_app import export
from map_app.exports.documents import DOCUMENTS
from map_app.exports.files import FORMATS
from tests.exports.reading import (
    ALL,
    BUNDLED,
    ROOT,
    read_json,
)
from tests.hostile import HOSTILE
from tests.stories import write_story

if TYPE_CHECKING:
    from pathlib import Path


def test_package_lists_every_file_as_it_is(exported: Path) -> None:
    package = read_json(exported / "datapackage.json")
    assert [item["path"] for item in package["resources"]] == ALL
    assert {path.name for path in exported.iterdir()} == {*ALL, *DOCUMENTS}
    for item in package["resources"]:
        data = (exported / item["path"]).read_bytes()
        assert item["bytes"] == len(data)
        assert item["hash"] == f"sha256:{sha256(data).hexdigest()}"
        assert item["mediatype"] in {known.mediatype for known in FORMATS.values()}
        assert item["description"]
        assert item["licenses"][0] == {"title": "CC BY 4.0", "path": BUNDLED.licence.address}
        assert all((exported / terms["path"]).exists() for terms in item["licenses"][1:])
        assert ("strength" in item["description"]) == (
            "bands" in item["path"] or item["format"] == "gpkg"
        )


def test_package_says_where_everything_comes_from(exported: Path) -> None:
    sources = read_json(exported / "datapackage.json")["sources"]
    article = read_json(exported / "datapackage.json")["article"]
    assert article["sha256"] == BUNDLED.article.sha256
    assert sources[0]["path"] == article["address"] == BUNDLED.article.address
    assert all(source["path"].startswith("http") for source in sources)
    titles = " ".join(source["title"] for source in sources)
    assert all(title in titles for title in ("Countries", "Rivers", "Cities"))


def test_licences_are_those_of_the_data_sets_that_were_drawn_from(exported: Path) -> None:
    text = (exported / "LICENCES.md").read_text("utf-8")
    assert "| Rivers | Made with Natural Earth (naturalearthdata.com) |" in text
    assert "Relief" not in text
    assert f"CC BY 4.0 ({BUNDLED.licence.address})" in text
    assert "the words of The Dateline authors," in text


def test_citation_is_that_of_the_story(tmp_path: Path) -> None:
    export(load_story(write_story(tmp_path)), tmp_path / "out", ["csv"])
    assert (tmp_path / "out" / "CITATION.cff").read_text("utf-8") == (
        "cff-version: 1.2.0\n"
        'title: "A small story"\n'
        'message: "If you use this data, please cite it and the article that it maps."\n'
        "type: dataset\n"
        "authors:\n"
        '  - name: "Ana Author"\n'
        '  - name: "Ben Author"\n'
        'license-url: "https://creativecommons.org/publicdomain/zero/1.0/"\n'
        'abstract: "It has one place."\n'
        "references:\n"
        "  - type: newspaper-article\n"
        "    authors:\n"
        '      - name: "The Paper"\n'
        '    title: "Small"\n'
        "    year: 2020\n"
        "    month: 2\n"
        '    url: "https://example.org/small"\n'
    )


def test_version_is_that_of_the_project() -> None:
    cff = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"version: {read_citation().version}\ndate-released: {read_citation().released}" in cff


@pytest.mark.parametrize("file", DOCUMENTS)
def test_hostile_text_breaks_no_document(file: str, poisoned: Path) -> None:
    text = (poisoned / file).read_text("utf-8")
    if file == "datapackage.json":
        assert HOSTILE in json.loads(text)["title"]
    elif file == "CITATION.cff":
        assert len(text.splitlines()) == 16
        assert "\\U00002028" in text
    else:
        assert len(text.splitlines()) == 16
        assert not re.search(r"(?<!\\)[<>\[\]`*]", text)
