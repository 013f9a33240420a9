"""Each editorial rule refuses the story that breaks it, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.story import StoryError, load_story
from tests.stories import CHAPTERS, CLAIMS, FEATURES, STORY, write_story

if TYPE_CHECKING:
    from pathlib import Path

VALLEY = """
[[feature]]
id = "valley"
layer = "places"
name.en = "Valley"
name.es = "Valle"
precision = "region"
claims = ["P01.1"]

[feature.shape]
kind = "valley"
rivers = ["Ene"]
start = [-74.0, -12.3]
end = [-74.2, -11.2]
half_width_km = 20
"""
ZONE = """
[[feature]]
id = "zone"
layer = "places"
name.en = "Zone"
name.es = "Zona"
precision = "unlocated"
claims = ["P01.1"]
shape = { kind = "zone", of = "valley", beyond_km = 30 }
"""
TIMELINE = """
[chapter.figure]
kind = "timeline"
title.en = "Then and later"
title.es = "Entonces y después"
said = ["P01.1"]
later = ["X01"]
"""
DOTS = """
[chapter.figure]
kind = "dots"
title.en = "Figures"
title.es = "Cifras"
claim = "X01"
caveat.en = "Mind them."
caveat.es = "Con cuidado."
"""
NINE_WORDS = "one two three four five six seven eight nine"
MANY_QUOTES = "".join(
    CLAIMS[: CLAIMS.index("\n[[claim]]")].replace("P01.1", f"P02.{number}") + "\n"
    for number in range(12)
)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        # Identity and references.
        ({"claims": CLAIMS + CLAIMS}, "claims.toml: P01.1: 2 blocks have this id"),
        (
            {"features": FEATURES.replace('"P01.1"', '"P09"')},
            "features.toml: lima: names the claim 'P09', which the story lacks",
        ),
        (
            {"features": FEATURES.replace('layer = "places"', 'layer = "ghosts"')},
            "names the layer 'ghosts'",
        ),
        ({"story": STORY.replace('["lima"]', '["rome"]')}, "story.toml: opening: names the"),
        ({"chapters": CHAPTERS.replace('["lima"]', '["rome"]')}, "chapters.toml: one: names the"),
        (
            {"features": FEATURES + VALLEY.replace("valley", "lima", 1)},
            "features.toml: lima: 2 blocks have this id",
        ),
        # Voices.
        ({"claims": CLAIMS.replace("paragraph = 1\n", "")}, "needs the article's paragraph"),
        (
            {"claims": CLAIMS.replace('voice = "context"', 'voice = "context"\nparagraph = 2')},
            "has no paragraph",
        ),
        ({"claims": CLAIMS.replace('"article"', '"quoted"')}, "a speaker goes with"),
        ({"claims": CLAIMS[: CLAIMS.index("sources")]}, "sources with addresses go with"),
        (
            {"claims": CLAIMS.replace('voice = "context"', 'voice = "derived"')},
            "rests_on goes with the voice 'derived'",
        ),
        (
            {"claims": CLAIMS + 'later.en = "Later."\nlater.es = "Luego."\n'},
            "what came later needs the context claims",
        ),
        # Geometry never finer than the text.
        (
            {"features": FEATURES.replace('precision = "place"', 'precision = "region"')},
            "precision 'region' is drawn as circle or valley, not as place",
        ),
        (
            {"features": FEATURES.replace('precision = "place"', 'precision = "unlocated"')},
            "precision 'unlocated' is drawn as zone, not as place",
        ),
        (
            {
                "features": FEATURES.replace(
                    'city = "Lima", country = "PER"', 'position = [-77, -12], source = "P01.1"'
                )
            },
            "no context claim with an address (no invented point)",
        ),
        (
            {
                "features": FEATURES
                + VALLEY.replace('id = "valley"', 'id = "zone"')
                .replace('"region"', '"unlocated"')
                .replace(VALLEY[VALLEY.index("[feature.shape]") :], "")
                + 'shape = { kind = "zone", of = "lima", within_km = 5 }\n'
            },
            "a zone is made from a valley; 'lima' is a place",
        ),
        (
            {"features": FEATURES + VALLEY + ZONE},
            "features.toml: zone: its limit of 30 km must lie between 2 and 18 km",
        ),
        (
            {"features": FEATURES + VALLEY.replace("claims =", "shown = false\nclaims =")},
            "features.toml: places: has features shown and features hidden",
        ),
        # Figures of the story.
        (
            {"chapters": CHAPTERS + TIMELINE},
            "chapters.toml: one: shows X01 as later, but it has no date",
        ),
        (
            {"chapters": CHAPTERS + TIMELINE.replace('later = ["X01"]', 'later = ["P01.1"]')},
            "chapters.toml: one: shows P01.1 in the wrong row",
        ),
        (
            {"chapters": CHAPTERS + TIMELINE.replace('said = ["P01.1"]', 'said = ["P77"]')},
            "chapters.toml: one: names the claim 'P77'",
        ),
        (
            {"chapters": CHAPTERS + DOTS},
            "chapters.toml: one: shows the figures of X01, which has none with a value",
        ),
        # Quotation.
        (
            {"claims": CLAIMS.replace("it happened here", NINE_WORDS)},
            "the quote has 9 words; at most 8",
        ),
        ({"claims": CLAIMS + MANY_QUOTES}, "13 quotes with 39 words; at most 12 with 60"),
        # Words.
        (
            {"claims": CLAIMS.replace("the capital", "the lawless capital")},
            "claims.P01.1.says.en: 'lawless': a loaded word",
        ),
        (
            {"claims": CLAIMS.replace("la capital", "la capital de los narcos")},
            "claims.P01.1.says.es: 'narcos': a loaded word",
        ),
        (
            {"claims": CLAIMS.replace("the capital", "the capital by Cessna")},
            "'Cessna': operational detail",
        ),
    ],
)
def test_broken_rule_is_refused(tmp_path: Path, files: dict[str, str], expected: str) -> None:
    folder = write_story(tmp_path, **files)
    with pytest.raises(StoryError) as caught:
        load_story(folder)
    assert expected in str(caught.value)


@pytest.mark.parametrize("words", ["the “lawless” capital", "the «lawless» capital"])
def test_loaded_words_may_stand_in_quotation_marks(tmp_path: Path, words: str) -> None:
    load_story(write_story(tmp_path, claims=CLAIMS.replace("the capital", words)))


def test_a_valley_is_a_region(tmp_path: Path) -> None:
    load_story(write_story(tmp_path, features=FEATURES + VALLEY))
