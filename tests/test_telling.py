"""What is told of a claim is whole, in words, and the same in Python and in the page's script."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from geo import load_story
from geo.model import Source
from map_app.telling import tell_claim, tell_source
from map_app.text import LANGUAGES

if TYPE_CHECKING:
    from geo.model import Claim, Story

BUNDLED = load_story()

claims = pytest.mark.parametrize("claim", BUNDLED.claims, ids=lambda claim: claim.id)
languages = pytest.mark.parametrize("language", LANGUAGES)


@languages
@claims
def test_a_telling_is_whole_and_in_words(claim: Claim, language: str) -> None:
    telling = tell_claim(BUNDLED, claim, language)
    assert telling.says == claim.says[language]
    assert telling.by
    assert telling.by != claim.voice
    assert (telling.where is None) == (claim.paragraph is None)
    assert str(claim.paragraph or "") in (telling.where or "")
    assert (telling.when is None) == (claim.when is None)
    assert not re.search(r"\d-\d|\d[~?%]", telling.when or "")
    assert telling.later == (claim.later[language] if claim.later else None)
    seen = {source for name in claim.see for source in BUNDLED.claim[name].sources}
    assert set(telling.later_sources) == seen
    assert len(telling.later_sources) == len(seen)
    assert [name for name, _ in telling.rests_on] == list(claim.rests_on)
    assert all(says == BUNDLED.claim[name].says[language] for name, says in telling.rests_on)
    assert len(telling.figures) == len(claim.figures)
    for figure, said in zip(claim.figures, telling.figures, strict=True):
        parts = [text[language] for text in (figure.by, figure.qualifier, figure.unit) if text]
        assert all(part in said for part in parts)
    assert len(telling.rows) == sum(figure.by is not None for figure in claim.figures)


def to_plain(story: Story, claim: Claim, language: str) -> dict[str, Any]:
    """Write what is told of a claim as `tests/js/tell.js` writes it."""
    telling = tell_claim(story, claim, language)
    return {
        "by": telling.by,
        "where": telling.where,
        "says": telling.says,
        "quote": telling.quote,
        "when": telling.when,
        "rows": list(telling.rows),
        "later": telling.later,
        "later_sources": [to_triple(source, language) for source in telling.later_sources],
        "sources": [to_triple(source, language) for source in telling.sources],
        "rests_on": [list(basis) for basis in telling.rests_on],
    }


def to_triple(source: Source, language: str) -> list[str]:
    return [*tell_source(source, language), source.address]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ("Other", "")),
        ({"published": "2015-08~"}, ("Other", "about August 2015")),
        ({"title": "It happened"}, ("It happened", "Other")),
        (
            {"title": "It happened", "published": "2015", "seen": "2026-11"},
            ("It happened", "Other, 2015, read there November 2026"),
        ),
    ],
)
def test_a_source_is_told_with_what_is_known_of_it(
    more: dict[str, str], expected: tuple[str, str]
) -> None:
    source = Source.model_validate({"address": "https://example.org", "publisher": "Other", **more})
    assert tell_source(source, "en") == expected
