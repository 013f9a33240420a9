"""What the page says to machines: schema.org's terms, each used as schema.org defines it."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from geo import atlas, load_story
from map_app.page.folium_map import build_map
from map_app.page.linked import link_data
from tests.hostile import HOSTILE
from tests.stories import STORY, write_story

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from geo.model import Story

PARENTS = {
    "Map": "CreativeWork",
    "NewsArticle": "CreativeWork",
    "Claim": "CreativeWork",
    "Dataset": "CreativeWork",
    "WebPage": "CreativeWork",
    "CreativeWork": "Thing",
    "Organization": "Thing",
    "Person": "Thing",
    "Place": "Thing",
}


class Term(NamedTuple):
    """A property of schema.org: the type that has it, and the types that it takes."""

    domain: str
    range: set[str]


TERMS = {
    "name": Term("Thing", {"Text"}),
    "description": Term("Thing", {"Text"}),
    "identifier": Term("Thing", {"Text", "URL"}),
    "url": Term("Thing", {"URL"}),
    "abstract": Term("CreativeWork", {"Text"}),
    "author": Term("CreativeWork", {"Organization", "Person"}),
    "creditText": Term("CreativeWork", {"Text"}),
    "datePublished": Term("CreativeWork", {"Date"}),
    "hasPart": Term("CreativeWork", {"CreativeWork"}),
    "headline": Term("CreativeWork", {"Text"}),
    "inLanguage": Term("CreativeWork", {"Text"}),
    "isBasedOn": Term("CreativeWork", {"CreativeWork", "URL"}),
    "license": Term("CreativeWork", {"CreativeWork", "URL"}),
    "locationCreated": Term("CreativeWork", {"Place"}),
    "publisher": Term("CreativeWork", {"Organization", "Person"}),
    "text": Term("CreativeWork", {"Text"}),
    "appearance": Term("Claim", {"CreativeWork"}),
}

languages = pytest.mark.parametrize("language", ["en", "es"])


@pytest.fixture(scope="module", params=["en", "es"])
def linked(story: Story, request: pytest.FixtureRequest) -> dict[str, Any]:
    return link_data(story, request.param)


def kinds(name: str) -> Iterator[str]:
    """A type, and all that it is a kind of."""
    while name:
        yield name
        name = PARENTS.get(name, "")


def nodes(value: Any) -> Iterator[dict[str, Any]]:  # noqa: ANN401 - any JSON
    """Every node with a type, however deep."""
    if isinstance(value, list):
        for item in value:
            yield from nodes(item)
    elif isinstance(value, dict):
        if "@type" in value:
            yield value
        for item in value.values():
            yield from nodes(item)


def is_one_of(value: Any, types: set[str], types_by_id: dict[str, str]) -> bool:  # noqa: ANN401
    if isinstance(value, dict):
        name = value["@type"] if "@type" in value else types_by_id[value["@id"]]
        return bool(types & set(kinds(name)))
    assert isinstance(value, str)
    assert value.strip()
    return (
        "Text" in types
        or ("URL" in types and re.match(r"https?://\S+$", value) is not None)
        or ("Date" in types and re.match(r"\d{4}(-\d\d(-\d\d)?)?$", value) is not None)
    )


def test_every_term_is_used_as_it_is_defined(linked: dict[str, Any]) -> None:
    assert linked["@context"] == "https://schema.org"
    types_by_id = {node["@id"]: node["@type"] for node in nodes(linked) if "@id" in node}
    for node in nodes(linked):
        assert node["@type"] in PARENTS
        for name, value in node.items():
            if name.startswith("@"):
                continue
            domain, types = TERMS[name]
            assert domain in set(kinds(node["@type"])), (node["@type"], name)
            for item in value if isinstance(value, list) else [value]:
                assert is_one_of(item, types, types_by_id), (node["@type"], name, item)


def test_every_reference_leads_to_one_node(linked: dict[str, Any]) -> None:
    ids = [node["@id"] for node in nodes(linked) if "@id" in node]
    assert len(ids) == len(set(ids))
    for name in re.findall(r'\{"@id": "([^"]*)"\}', json.dumps(linked)):
        assert name in ids


@languages
def test_all_claims_and_data_sets_are_there(story: Story, language: str) -> None:
    linked = link_data(story, language)
    claims = {node["@id"]: node for node in nodes(linked) if node["@type"] == "Claim"}
    assert list(claims) == [f"#claim={claim.id}" for claim in story.claims]
    for claim in story.claims:
        node = claims[f"#claim={claim.id}"]
        assert node["text"] == claim.says[language]
        appearances = node.get("appearance", [])
        if claim.paragraph:
            assert appearances == {"@id": "#the-article"}
        else:
            assert [page["url"] for page in appearances] == [s.address for s in claim.sources]
        based = [item["@id"] for item in node.get("isBasedOn", [])]
        assert based == [f"#claim={name}" for name in claim.rests_on]
    sets = [node for node in nodes(linked) if node["@type"] == "Dataset"]
    for node, item in zip(sets, atlas.datasets().values(), strict=True):
        assert node["identifier"] == f"sha256:{item.sha256}"
        assert node["isBasedOn"]["name"].startswith(item.source)
        assert node["license"]["name"] == item.licence


@languages
def test_it_speaks_the_language_of_the_page(story: Story, language: str) -> None:
    linked = link_data(story, language)
    assert linked["name"] == story.title[language]
    assert linked["abstract"] == story.standfirst[language]
    assert linked["inLanguage"] == ["en", "es"]


def test_credit_and_licence_are_the_storys(story: Story, tmp_path: Path) -> None:
    assert link_data(story, "en")["creditText"] == "The Dateline authors"
    small = link_data(load_story(write_story(tmp_path)), "en")
    assert small["creditText"] == "Ana Author, Ben Author"
    assert small["license"] == "https://creativecommons.org/publicdomain/zero/1.0/"


@pytest.mark.parametrize(
    ("published", "said"),
    [
        ("2020-02-02", "2020-02-02"),
        ("2020-02", "2020-02"),
        ("2020", "2020"),
        ("2020-02-02~", None),
        ("2020?", None),
        ("2020-02-02/2020-02-05", None),
    ],
)
def test_only_an_exact_date_is_one(published: str, said: str | None, tmp_path: Path) -> None:
    story = load_story(write_story(tmp_path, story=STORY.replace("2020-02-02", published)))
    (article,) = (n for n in nodes(link_data(story, "en")) if n["@type"] == "NewsArticle")
    assert article.get("datePublished") == said
    if said and len(said) == 10:
        assert date.fromisoformat(said)


@languages
def test_a_person_has_a_name_and_an_office(story: Story, language: str) -> None:
    speakers = [node["author"] for node in nodes(link_data(story, language)) if "author" in node]
    people = [speaker for speaker in speakers if speaker["@type"] == "Person"]
    assert {person["name"] for person in people} == {"Luis Iberico", "Ricardo Soberón"}
    assert all(person["description"] for person in people)
    assert len(speakers) == sum(claim.speaker is not None for claim in story.claims)


def test_hostile_text_stays_text(hostile: Story) -> None:
    source = build_map(hostile, language="es").get_root().render()
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', source)
    assert found
    assert "<" not in found[1]
    told = json.loads(found[1])
    assert told == link_data(hostile, "es")
    assert told["creditText"].endswith(HOSTILE)


@pytest.mark.parametrize(("language", "locale"), [("en", "en_US"), ("es", "es_PE")])
def test_page_names_its_locale_as_open_graph_does(story: Story, language: str, locale: str) -> None:
    head = build_map(story, language=language).get_root().render().partition("</head>")[0]
    assert f'<meta property="og:locale" content="{locale}">' in head
