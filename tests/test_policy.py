"""What a desk demands is data, which names itself where it refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.policy import NAMES, load_policy
from geo.story import StoryError, amend, load_story
from tests.stories import CLAIMS, STORY, write_story

if TYPE_CHECKING:
    from pathlib import Path

SENSITIVE = load_policy("sensitive")
OPERATIONAL = {
    "en": [
        # speeds, heights, lengths
        "at 180 km/h", "at 180\u00a0km / h", "180 kilometres per hour", "at 110 mph", "110 kts",
        "Mach 2", "100 miles an hour", "knots",
        "from an 800 m strip", "an 800-metre strip", "at 3,000 metres", "eight hundred meters",
        "10,000 ft", "feet", "at altitude", "a 2 km strip", "a 1.5-mile dirt airstrip",
        "airstrips of about 2 km",
        # prices by weight
        "for $5,000 a kilo", "per kilogram", "$5,000/kg", "US$2 per gram", "every kilo",
        # positions
        "-12.3456, -73.9012", "12.3456, 73.9012", "-12.34 -73.90", "(-12, -73)",
        "\u221212.3; \u221273.9",
        "12.34, -73.90", "-12.34, 73.90", "12.34 S", "13°25′ S", "13° S", "12.5°", "13 degrees 25",
        # aircraft
        "OB-1408", "PT-ABC", "C-FABC", "N123AB", "registration marks", "tail numbers",
        "Cessnas", "Cessna", "King Airs", "Tucanos", "Beechcrafts", "a Piper", "Antonovs",
        "Ces\u00adsna", "Ces\u200bsnas",
        # hours
        "a two-hour flight", "flights of three hours", "flew for 2 hours", "flight time",
        "the flight takes about 4 hours", "flight hours", "two hours of flight",
        "90 minutes by air", "flights leave at 3 a.m.", "landed at 4:30 am",
        # the rest
        "radars", "air bases", "warning shots", "refuelling", "acetone", "maceration", "kerosene",
        "fuel stops", "flight levels", "runway length",
    ],
    "es": [
        "a 180 km/h", "180 kilómetros por hora", "nudos", "pista de 800 m", "pista de 800 metros",
        "a 3,000 metros", "pista clandestina de 2 km", "pies", "msnm", "altitud",
        "5,000 dólares el kilo", "por kilogramo", "US$5/kg",
        "-12.3456, -73.9012", "12.34 S", "13 grados 25",
        "OB-1408", "matrículas", "matri\u0301cula", "números de cola", "Cessnas",
        "vuelo de dos horas", "vuelan durante unas 3 horas", "el vuelo dura 2 horas",
        "horas de vuelo", "tiempo de vuelo", "3 horas por aire", "despegan a las 4",
        "maceración", "queroseno", "niveles de vuelo", "longitud de pista",
        "radares", "bases aéreas", "disparos de advertencia", "reabastecer", "acetona",
    ],
}  # fmt: skip
LOADED = {
    "en": [
        "lawless", "lawlessness", "terrorism", "terrorists", "terrorize", "narcos", "narco",
        "narco-state",
        "narcopolitics", "drug lords", "druglord", "kingpins", "tsar", "czars", "infestation",
        "no man’s land", "no-man's-land",
    ],
    "es": [
        "sin ley", "narcos", "narcoestado", "terrorismo", "terroristas", "zar", "zares", "capos",
        "infestado", "tierra de nadie",
    ],
}  # fmt: skip
PLAIN = {
    "en": [
        "150 kg a flight", "up to 150 tons a year by air", "7,923 km²", "20,400 ha", "1,100 km",
        "within 24 hours, or within five days", "flights resumed within 24 hours", "$55m",
        "US$55 million", "89-0 and 12-3", "150–350 kg", "2012–2015", "43.9, 38.5",
        "1,000, 2,000 and 3,000 ha", "in all—1,000, 2,000", "a no-fly zone", "US-Peru", "COVID-19",
        "airstrips within 10 km of the rivers", "some 400 to 600 km from the strips",
        "the flight takes off within 24 hours", "a kilobyte", "the diameter", "counter-narcotics",
        "a lawful act", "a group that uses terror",
    ],
    "es": [
        "150 kg por vuelo", "unos 1,100 km", "vuelos en menos de 24 horas", "metro de Lima",
        "de unas 90 a unas 860 t", "1.000, 2.000 y 3.000 ha", "narcóticos", "el azar",
    ],
}  # fmt: skip


def cases(table: dict[str, list[str]]) -> list[tuple[str, str]]:
    return [(language, words) for language, several in table.items() for words in several]


@pytest.mark.parametrize(("language", "words"), cases(OPERATIONAL))
def test_operational_detail_is_found(language: str, words: str) -> None:
    assert SENSITIVE.find("operational", language, f"It was {words}, they say")


@pytest.mark.parametrize(("language", "words"), cases(LOADED))
def test_loaded_words_are_found(language: str, words: str) -> None:
    assert SENSITIVE.find("loaded", language, f"({words})")


@pytest.mark.parametrize(("language", "words"), cases(PLAIN))
def test_plain_words_are_let_be(language: str, words: str) -> None:
    assert SENSITIVE.find("operational", language, f"It was {words}, they say") is None
    assert SENSITIVE.find("loaded", language, words) is None


OWN = STORY.replace('"sensitive"', '"desk.toml"')


def write_desk(folder: Path, policy: str, claims: str = CLAIMS) -> Path:
    write_story(folder, story=OWN, claims=claims)
    (folder / "desk.toml").write_text(policy, "utf-8")
    return folder


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(StoryError) as caught:
        load_story(folder)
    return [str(problem) for problem in caught.value.problems]


def test_a_story_without_a_policy_has_that_of_every_desk(tmp_path: Path) -> None:
    story = STORY.replace('policy = "sensitive"\n', "")
    claims = CLAIMS.replace("Others confirm", "Others confirm from a Cessna")
    assert load_story(write_story(tmp_path, story=story, claims=claims)).policy == NAMES[0]


def test_what_one_policy_extends_holds_too() -> None:
    general, sensitive = map(load_policy, NAMES)
    assert sensitive.limits == general.limits
    assert general.find("loaded", "en", "a narco in a lawless place") is not None
    found = sensitive.find("loaded", "en", "a narco in a lawless place")
    assert found == ("narco", "sensitive.toml: loaded.every")
    assert general.find("operational", "en", "a Cessna") is None


@pytest.mark.parametrize(
    ("policy", "claims", "expected"),
    [
        (
            'extends = "general"\nquotation.longest = 2\n',
            CLAIMS,
            (
                "claims.toml: P01.1: the quote has 3 words; shorten it to 2"
                " [desk.toml: quotation.longest]"
            ),
        ),
        (
            'extends = "general"\nloaded.en = ["capital"]\n',
            CLAIMS,
            (
                "claims.toml: P01.1.says.en: 'capital' is a loaded word; quote a named speaker or"
                " say it plainly [desk.toml: loaded.en]"
            ),
        ),
        (
            'extends = "general"\n',
            CLAIMS.replace("the capital", "the lawless capital"),
            (
                "claims.toml: P01.1.says.en: 'lawless' is a loaded word; quote a named speaker or"
                " say it plainly [general.toml: loaded.en]"
            ),
        ),
        ('extends = "strict"\n', CLAIMS, "desk.toml: policy: extends: is 'strict'; write"),
        ("loaded.en = ['(']\n", CLAIMS, "desk.toml: policy: loaded.en: '(' cannot be looked for"),
        ("loaded.en = ['<x>']\n", CLAIMS, "desk.toml: policy: loaded.en: '<x>' cannot be looked"),
        ("loaded.en = ", CLAIMS, "desk.toml: file: is no TOML"),
    ],
)
def test_a_policy_beside_the_story_is_named(
    tmp_path: Path, policy: str, claims: str, expected: str
) -> None:
    (found,) = problems_of(write_desk(tmp_path, policy, claims))
    assert found.startswith(expected)


def test_a_policy_may_ask_for_no_number(tmp_path: Path) -> None:
    claims = CLAIMS.replace("the capital", "250 places").replace("la capital", "250 sitios")
    policy = 'extends = "general"\nnumbers.from_figures = false\n'
    assert load_story(write_desk(tmp_path, policy, claims)).policy == "desk.toml"


@pytest.mark.parametrize("name", ["strict", "../general.toml"])
def test_a_policy_that_is_none_is_named(tmp_path: Path, name: str) -> None:
    (found,) = problems_of(write_story(tmp_path, story=STORY.replace('"sensitive"', f'"{name}"')))
    assert found.startswith(f"story.toml: story: policy: is '{name}'; write general, sensitive or")


def test_a_policy_that_is_missing_is_named(tmp_path: Path) -> None:
    (found,) = problems_of(write_story(tmp_path, story=OWN))
    assert found.startswith("desk.toml: file: is missing")


def test_an_amended_story_is_held_to_the_policy_beside_it(tmp_path: Path) -> None:
    policy = 'extends = "general"\nloaded.en = ["village"]\n'
    story = load_story(write_desk(tmp_path, policy))
    says = {"en": "A village.", "es": "Un pueblo."}
    with pytest.raises(StoryError, match="say in which folder it is"):
        amend(story)
    assert amend(story, folder=tmp_path) == story
    with pytest.raises(StoryError, match=r"desk\.toml: loaded\.en"):
        amend(story, claims=[{"id": "X01", "says": says}], folder=tmp_path)
