"""A record names its sources, and the article's own words for a place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from geo import draw, load_story
from geo.records import say_speaker
from geo.tables import to_claims, to_tables
from tests.exports.reading import (
    BUNDLED,
    features,
)
from tests.stories import CLAIMS, write_story

if TYPE_CHECKING:
    from pathlib import Path

    import geopandas as gpd

    from geo.model import Story


@features
def test_sources_are_named_so_that_they_can_be_found(name: str, table: gpd.GeoDataFrame) -> None:
    shape = BUNDLED.feature[name].shape
    for source in table["georeferenceSources"][name].split(" | "):
        if shape.rests_on:
            assert "http" in source
        else:
            assert "Natural Earth" in source
            assert re.search(r"; (npm|PyPI) \S+ [\d.]+; .*public domain", source)
    assert table["license"][name] == BUNDLED.licence.address


def test_the_articles_own_words_for_a_place_are_kept(tmp_path: Path) -> None:
    claims = CLAIMS.replace("it happened here", "LIMA")
    story = load_story(write_story(tmp_path, claims=claims))
    assert to_tables(story, draw(story))["places"]["verbatimLocality"]["lima"] == "LIMA"


def test_figures_are_said_as_the_article_qualifies_them(story: Story) -> None:
    claims = to_claims(story)
    assert claims["figures_en"]["P02.3"] == ["up to 150 tons a year"]
    assert claims["figures_es"]["P02.3"] == ["hasta 150 toneladas al año"]


def test_who_speaks_is_named_in_full(story: Story) -> None:
    spoken = story.claim["P07.1"]
    assert say_speaker(spoken, "es") == "Luis Iberico, presidente del Congreso"
    assert say_speaker(spoken.model_copy(update={"office": None}), "es") == "Luis Iberico"
    assert say_speaker(story.claim["P19.4"], "es") is None
