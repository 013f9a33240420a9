"""Each editorial rule refuses the story that breaks it, and says why."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.rules import LANGUAGES_WHY, NUMBERS_WHY, POLICY_RULES, REFERENCES_WHY, RULES
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
PLAIN = 'figures = [{ value = 7, unit.en = "t", unit.es = "t"'
"""A figure of X01, without the end of its list."""
NINE_WORDS = "one two three four five six seven eight nine"
MANY_QUOTES = "".join(
    CLAIMS[: CLAIMS.index("\n[[claim]]")].replace("P01.1", f"P02.{number}") + "\n"
    for number in range(12)
)


CIRCLE = """
[[feature]]
id = "circle"
layer = "places"
name.en = "Somewhere"
name.es = "En algún lugar"
precision = "region"
claims = ["P01.1"]
shape = { kind = "circle", centre = [-72.25, -3.4], radius_km = 100, source = "X01" }
"""
CORRIDOR = """
[[feature]]
id = "corridor"
layer = "places"
name.en = "By air"
name.es = "Por aire"
precision = "schematic"
claims = ["P01.1"]

[feature.shape]
kind = "corridor"
start = "lima"
into = "lima"
widths_km = [150, 250]
countries = ["PER"]
"""
TWO_HALVES = (
    CLAIMS
    + """
[[claim]]
id = "P02.1"
paragraph = 2
voice = "article"
says.en = "Something else happened."
says.es = "Pasó otra cosa."
quote = "eight times over"

[[claim]]
id = "D1"
voice = "derived"
says.en = "The text does not join them."
says.es = "El texto no los une."
rests_on = ["P01.1", "P02.1"]
"""
)
APART = """
[[apart]]
claims = ["P01.1", "P02.1"]
told_by = "D1"
why = "one is not the other"
"""
ANCHOR = 'anchor = "5:0123456789ab"'
FIGURE = (
    'figures = [{ value = 1, unit.en = "t", unit.es = "t", qualifier.en = "up to",'
    ' qualifier.es = "hasta" }]'
)


def with_figure(**changes: str) -> dict[str, str]:
    """A small story of which the first claim says, and has as a figure, up to 150 tons."""
    figure = {
        "value": "150",
        "unit.en": '"tons"',
        "unit.es": '"toneladas"',
        "words": '"150 tons"',
        **changes,
    }
    table = ", ".join(f"{name} = {value}" for name, value in figure.items() if value)
    claims = CLAIMS.replace("paragraph = 1\n", f"paragraph = 1\nfigures = [{{ {table} }}]\n")
    claims = claims.replace("Something happened", "150 tons came")
    return {"claims": claims.replace("Algo pasó", "150 toneladas llegaron")}


def in_chapter(en: str, es: str) -> dict[str, str]:
    return {"chapters": CHAPTERS.replace("It begins.", en).replace("Comienza.", es)}


def plotted(more: str = "", caveat: str = "Mind them.", mark: str = "") -> dict[str, str]:
    """A small story with a dot plot of X01, which has 7 t as its figure, and `more` of it."""
    claims = CLAIMS.replace("confirm it", "confirm 7").replace("lo confirman", "confirman 7")
    dots = DOTS.replace("Mind them.", caveat).replace("Con cuidado.", caveat)
    chapters = CHAPTERS.replace('["P01.1"]', '["P01.1", "D1"]') + dots + mark
    worked_out = (
        '\n[[claim]]\nid = "D1"\nvoice = "derived"\nrests_on = ["X01"]\n'
        'says.en = "Of it 8 went."\nsays.es = "De ello se fueron 8."\n'
        '\n[[claim]]\nid = "X09"\nvoice = "context"\n'
        'says.en = "Elsewhere 9."\nsays.es = "En otra parte, 9."\n'
        'sources = [{ address = "https://example.org/nine", publisher = "Nine" }]\n'
    )
    chapters = chapters.replace('"D1"]', '"D1", "X09"]')
    return {"claims": f"{claims}{PLAIN}{more} }}]\n{worked_out}", "chapters": chapters}


UP_TO = ', qualifier.en = "up to", qualifier.es = "hasta"'


def dated(en: str, es: str) -> dict[str, str]:
    """A small story with a step that tells a date, and a claim that has 20 August and July 2015."""
    claim = CLAIMS[CLAIMS.index("\n[[claim]]") :].replace("X01", "X02")
    claim = claim.replace("confirm it", "say 20 August, not July 2015")
    claim = claim.replace("lo confirman", "dicen 20 de agosto, no julio de 2015")
    step = in_chapter(f"It was {en}.", f"Fue el {es}.")["chapters"]
    return {"claims": CLAIMS + claim, "chapters": step.replace('["P01.1"]', '["P01.1", "X02"]')}


def halves(**files: str) -> dict[str, str]:
    return {"story": STORY + APART, "claims": TWO_HALVES, **files}


# The reason of a rule, a story that breaks it, and what is then said: the file, the item, the mend.
BROKEN: list[tuple[str, dict[str, str], str]] = [
    (
        REFERENCES_WHY,
        {"features": FEATURES.replace('"P01.1"', '"P09"')},
        "features.toml: lima: names the claim 'P09', which the story lacks; add it or mend the",
    ),
    (
        REFERENCES_WHY,
        {"features": FEATURES.replace('layer = "places"', 'layer = "ghosts"')},
        "features.toml: lima: names the layer 'ghosts'",
    ),
    (
        REFERENCES_WHY,
        {"story": STORY.replace('["lima"]', '["rome"]')},
        "story.toml: opening: names the feature 'rome'",
    ),
    (
        REFERENCES_WHY,
        {"chapters": CHAPTERS.replace('["lima"]', '["rome"]')},
        "chapters.toml: one: names the feature 'rome'",
    ),
    (
        REFERENCES_WHY,
        {"chapters": CHAPTERS + TIMELINE.replace('said = ["P01.1"]', 'said = ["P77"]')},
        "chapters.toml: one: names the claim 'P77'",
    ),
    (REFERENCES_WHY, {"story": STORY + APART}, "story.toml: apart: names the claim 'P02.1'"),
    (
        REFERENCES_WHY,
        plotted(mark='mark = "P77"\n'),
        "chapters.toml: one: names the claim 'P77'",
    ),
    (
        NUMBERS_WHY,
        plotted(caveat="9"),
        "chapters.toml: one.figure.caveat.en: '9' is in no claim that it names; name one or mend",
    ),
    (
        NUMBERS_WHY,
        {"chapters": CHAPTERS + 'context.en = "It was 12."\ncontext.es = "Eran 12."\n'},
        "chapters.toml: one.context.en: '12' is in no claim that it names; name one or mend it",
    ),
    (
        "a figure shows what its claims say, each in its row",
        plotted(UP_TO),
        "chapters.toml: one: draws 7 of X01 as a plain figure, but 'up to' makes it ceiling; mend",
    ),
    (
        "a figure shows what its claims say, each in its row",
        plotted(f'{UP_TO}, limit = "floor"'),
        "chapters.toml: one: draws 7 of X01 as floor, but 'up to' makes it ceiling; mend one",
    ),
    (
        "a figure shows what its claims say, each in its row",
        plotted(', limit = "floor"'),
        "chapters.toml: one: draws 7 of X01 as floor, but 'no qualifier' makes it neither",
    ),
    (
        "a figure shows what its claims say, each in its row",
        {**plotted(), "claims": plotted()["claims"].replace("confirm 7", "confirm it")},
        "chapters.toml: one: shows 7 of X01, which does not say it in English; say it there, or",
    ),
    (
        "a figure shows what its claims say, each in its row",
        plotted(mark='mark = "P01.1"\n'),
        "chapters.toml: one: shows the figures of P01.1, which has no value; add one",
    ),
    (
        "a step shows some part of the map",
        {"chapters": CHAPTERS + "frame = [-80, -10, -70, -20]\n"},
        "chapters.toml: one: its frame shows nothing; give it as west, south, east, north",
    ),
    (
        "a step shows some part of the map",
        {"chapters": CHAPTERS + "frame = [-80, -20, -80, -10]\n"},
        "chapters.toml: one: its frame shows nothing; give it as west, south, east, north",
    ),
    (
        LANGUAGES_WHY,
        {"chapters": CHAPTERS + 'context.en = "Others agree."\n'},
        "chapters.toml: one: context.es: is missing; say it in Spanish too",
    ),
    (
        "an id leads to one thing",
        {"claims": CLAIMS + CLAIMS},
        "claims.toml: P01.1: 2 blocks have this id; give each its own",
    ),
    (
        "an id leads to one thing",
        {"features": FEATURES + VALLEY.replace("valley", "lima", 1)},
        "features.toml: lima: 2 blocks have this id; give each its own",
    ),
    (
        "a shape is no firmer than what it is made from",
        {"features": FEATURES + ZONE.replace("valley", "lima")},
        "features.toml: zone: of is 'lima', a place; a zone has a valley there",
    ),
    (
        "a shape is no firmer than what it is made from",
        {"features": FEATURES + CORRIDOR},
        "features.toml: corridor: into is 'lima', a place; a corridor has a country there",
    ),
    (
        "each language tells the whole story",
        {"claims": CLAIMS.replace('says.es = "Algo pasó en la capital."\n', "")},
        "claims.toml: P01.1: says.es: is missing; say it in Spanish too",
    ),
    (
        "each language tells the whole story",
        {"claims": with_figure()["claims"].replace(', unit.es = "toneladas"', "")},
        "claims.toml: P01.1: figures.0.unit.es: is missing; say it in Spanish too",
    ),
    (
        "each language tells the whole story",
        {"story": STORY.replace('["en", "es"]', '["en", "es", "qu"]')},
        "story.toml: story: title.qu: is missing; say it in 'qu' too",
    ),
    (
        "each language tells the whole story",
        {"chapters": CHAPTERS.replace("claims =", 'title.de = "Eins"\nclaims =')},
        "chapters.toml: one: title.de: is in no language of the story; leave it out or add it to",
    ),
    (
        "voices stay apart",
        {"claims": CLAIMS.replace("paragraph = 1\n", 'paragraph = 1\noffice.en = "x"\n')},
        "claims.toml: P01.1: an office is a speaker's; add speaker = ... or leave it out",
    ),
    (
        "voices stay apart",
        {"claims": CLAIMS.replace("paragraph = 1\n", "")},
        "claims.toml: P01.1: voice 'article' needs the article's paragraph; add paragraph",
    ),
    (
        "voices stay apart",
        {"claims": CLAIMS.replace('"context"', '"context"\nparagraph = 2')},
        "claims.toml: X01: voice 'context' has no paragraph, no quote and no anchor; leave",
    ),
    (
        "voices stay apart",
        {"claims": CLAIMS.replace('"context"', f'"context"\n{ANCHOR}')},
        "claims.toml: X01: voice 'context' has no paragraph, no quote and no anchor; leave",
    ),
    (
        "voices stay apart",
        {"claims": CLAIMS + FIGURE.replace("value = 1", 'words = "one"')},
        "claims.toml: X01: voice 'context' has no figure with words of the article; leave",
    ),
    (
        "voices stay apart",
        {"claims": CLAIMS.replace('"article"', '"quoted"')},
        "claims.toml: P01.1: a speaker goes with the voices 'quoted' and 'official'",
    ),
    (
        "voices stay apart",
        {"claims": CLAIMS[: CLAIMS.index("sources")]},
        "claims.toml: X01: sources with addresses go with the voice 'context'",
    ),
    (
        "voices stay apart",
        {"claims": CLAIMS.replace('"context"', '"derived"')},
        "claims.toml: X01: rests_on goes with the voice 'derived'",
    ),
    (
        "voices stay apart",
        {"claims": CLAIMS + 'later.en = "Later."\nlater.es = "Luego."\n'},
        "claims.toml: X01: what came later needs the context claims it rests on; add see",
    ),
    (
        "voices stay apart",
        {"claims": CLAIMS + 'see = ["P01.1"]\n'},
        "claims.toml: X01: sees a claim of the article; see names context and our arithmetic",
    ),
    (
        "each claim leads to the article's words",
        {"claims": CLAIMS.replace('quote = "it happened here"\n', "")},
        "claims.toml: P01.1: needs a quote or an anchor, and not both; 'dateline anchor' makes",
    ),
    (
        "each claim leads to the article's words",
        {"claims": CLAIMS.replace('quote = "it', f'{ANCHOR}\nquote = "it')},
        "claims.toml: P01.1: needs a quote or an anchor, and not both",
    ),
    (
        "a figure is no firmer than its source",
        {"claims": CLAIMS.replace("paragraph = 1", f"paragraph = 1\n{FIGURE}")},
        "claims.toml: P01.1.says.es: does not say 'hasta' of its figure; say it there too",
    ),
    (
        "a figure is no firmer than its source",
        with_figure(words=""),
        "claims.toml: P01.1: has a figure without the article's words for it; add words",
    ),
    (
        "a figure is no firmer than its source",
        with_figure(value="250"),
        "claims.toml: P01.1: the figure 250 has the words '150 tons', which says 150; mend one",
    ),
    (
        "a figure is no firmer than its source",
        with_figure(to="250"),
        "claims.toml: P01.1: the figure 250 has the words '150 tons', which says 150; mend one",
    ),
    (
        "a figure is no firmer than its source",
        with_figure(words='"dozens of tons"'),
        "claims.toml: P01.1: the figure 150 has the words 'dozens of tons', which has no number",
    ),
    (
        NUMBERS_WHY,
        {"claims": CLAIMS.replace("the capital", "250 places").replace("la capital", "250 sitios")},
        "claims.toml: P01.1.says.en: '250' is in none of its figures; give it one with its words",
    ),
    (
        NUMBERS_WHY,
        in_chapter("It takes 950 tons.", "Lleva 950 toneladas."),
        "chapters.toml: one.text.en: '950' is in no claim that it names; name one or mend it",
    ),
    (
        NUMBERS_WHY,
        in_chapter("It takes two tons.", "Lleva dos toneladas."),
        "chapters.toml: one.text.es: 'dos' is in no claim that it names; name one or mend it",
    ),
    (
        NUMBERS_WHY,
        {"features": FEATURES.replace('name.en = "Lima"', 'name.en = "Lima half"')},
        "features.toml: lima.name.en: 'half' is in no claim that it names; name one or mend it",
    ),
    (
        NUMBERS_WHY,
        {"story": STORY.replace("It has one place.", "It has twenty-five places.")},
        "story.toml: standfirst.en: 'twenty-five' is in no claim that it names; name one or mend",
    ),
    (
        NUMBERS_WHY,
        dated("20 July 2015", "20 de julio de 2015"),
        "chapters.toml: one.text.en: '20 July 2015' is in no claim that it names",
    ),
    (
        "what the article keeps apart stays apart",
        halves(features=FEATURES.replace('["P01.1"]', '["P01.1", "P02.1"]')),
        "features.toml: lima: joins P01.1 and P02.1: one is not the other; leave one out",
    ),
    (
        "what the article keeps apart stays apart",
        halves(chapters=CHAPTERS.replace('["P01.1"]', '["P01.1", "P02.1"]')),
        "chapters.toml: one: joins P01.1 and P02.1: one is not the other; leave one out",
    ),
    (
        "what the article keeps apart stays apart",
        halves(
            claims=TWO_HALVES + TWO_HALVES[TWO_HALVES.rindex("[[claim]]") :].replace('"D1"', '"D2"')
        ),
        "claims.toml: D2: joins P01.1 and P02.1",
    ),
    (
        "what the article keeps apart stays apart",
        halves(claims=TWO_HALVES.replace('["P01.1", "P02.1"]', '["P01.1"]')),
        "story.toml: apart: D1 does not rest on P01.1 and P02.1; name a claim that does",
    ),
    (
        "a shape is never finer than the text",
        {"features": FEATURES.replace('precision = "place"', 'precision = "region"')},
        "features.toml: lima: precision 'region' is drawn as circle or valley, not as place",
    ),
    (
        "a shape is never finer than the text",
        {"features": FEATURES.replace('precision = "place"', 'precision = "unlocated"')},
        "features.toml: lima: precision 'unlocated' is drawn as zone, not as place; change one",
    ),
    (
        "no text gives a region to the kilometre",
        {"features": FEATURES + CIRCLE},
        "features.toml: circle: centre has more than 1 decimal; round it to 0.1°",
    ),
    (
        "no text gives a region to the kilometre",
        {"features": FEATURES + VALLEY.replace("-12.3", "-12.34")},
        "features.toml: valley: start has more than 1 decimal; round it to 0.1°",
    ),
    (
        "a sliver would look like a place",
        {"features": FEATURES + VALLEY + ZONE},
        "features.toml: zone: its limit is 30 km; put it between 2 and 18 km",
    ),
    (
        "a reader shows and hides a layer as a whole",
        {"features": FEATURES + VALLEY.replace("claims =", "shown = false\nclaims =")},
        "features.toml: places: has features shown and features hidden at first; make them all",
    ),
    (
        "no invented point",
        {
            "features": FEATURES.replace(
                'city = "Lima", country = "PER"', 'position = [-77, -12], source = "P01.1"'
            )
        },
        "features.toml: lima: takes its position from P01.1; take it from a claim with an address",
    ),
    (
        "a figure shows what its claims say, each in its row",
        {"chapters": CHAPTERS + TIMELINE},
        "chapters.toml: one: shows X01 as later, but it has no date; give it when",
    ),
    (
        "a figure shows what its claims say, each in its row",
        {"chapters": CHAPTERS + TIMELINE.replace('later = ["X01"]', 'later = ["P01.1"]')},
        "chapters.toml: one: shows P01.1 in the wrong row; name it under said",
    ),
    (
        "a figure shows what its claims say, each in its row",
        {"chapters": CHAPTERS + DOTS},
        "chapters.toml: one: shows the figures of X01, which has no value; add one",
    ),
    (
        "the article is its publisher's, not ours",
        {"claims": CLAIMS.replace("it happened here", NINE_WORDS)},
        "claims.toml: P01.1: the quote has 9 words; shorten it to 8",
    ),
    (
        "the article is its publisher's, not ours",
        in_chapter(f"It says “{NINE_WORDS}”.", "Lo dice."),
        "chapters.toml: one.text: the quote has 9 words; shorten it to 8",
    ),
    (
        "the article is its publisher's, not ours",
        {"claims": CLAIMS + MANY_QUOTES},
        "claims.toml: all claims: 13 quotes with 39 words; keep at most 12 with 60",
    ),
    (
        "no stigma",
        {"claims": CLAIMS.replace("the capital", "the lawless capital")},
        "claims.toml: P01.1.says.en: 'lawless' is a loaded word; quote a named speaker or say it",
    ),
    (
        "no stigma",
        {"claims": CLAIMS.replace("la capital", "la capital de los narcos")},
        "claims.toml: P01.1.says.es: 'narcos' is a loaded word",
    ),
    (
        "no stigma",
        {"claims": CLAIMS.replace("the capital", "the “lawless” capital")},
        "claims.toml: P01.1.says.en: 'lawless' is a loaded word",
    ),
    (
        "no stigma",
        {"claims": CLAIMS.replace("it happened here", "a lawless place")},
        "claims.toml: P01.1.quote: 'lawless' is a loaded word of no named speaker; quote other",
    ),
    (
        "no stigma",
        {"story": STORY.replace("It has one place.", "It has “narcos”.")},
        "story.toml: standfirst.en: 'narcos' is a loaded word",
    ),
    (
        "no stigma",
        in_chapter("It is “lawless”.", "Comienza."),
        "chapters.toml: one.text.en: 'lawless' is a loaded word",
    ),
    (
        "no stigma",
        {"claims": CLAIMS.replace("the capital", "a no man’s land")},
        'claims.toml: P01.1.says.en: "no man\'s land" is a loaded word',
    ),
    (
        "nothing here helps or hinders an operation",
        {"claims": CLAIMS.replace("Others confirm", "Others confirm from a “Cessna”")},
        "claims.toml: X01.says.en: 'Cessna' is operational detail; leave it out",
    ),
    (
        "nothing here helps or hinders an operation",
        {"claims": CLAIMS.replace("it happened here", "at 13°25′ S")},
        'claims.toml: P01.1.quote: "13°25\' S" is operational detail; leave it out',
    ),
    (
        "both languages tell one story",
        in_chapter("It begins with 1,000 and 7.", "Comienza con 1000."),
        "chapters.toml: one.text: numbers differ between English and Spanish: 7; give both the",
    ),
    (
        "both languages tell one story",
        in_chapter("It begins with {count}.", "Comienza con {cuenta}."),
        "chapters.toml: one.text: blanks differ between English and Spanish: count, cuenta; give",
    ),
]


def problems_of(folder: Path) -> list[str]:
    with pytest.raises(StoryError) as caught:
        load_story(folder)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(("why", "files", "expected"), BROKEN)
def test_broken_rule_is_refused_with_its_mend_and_its_reason(
    tmp_path: Path, why: str, files: dict[str, str], expected: str
) -> None:
    found = problems_of(write_story(tmp_path, **files))
    assert any(line.startswith(expected) and line.endswith(f"({why})") for line in found), found


def test_every_rule_is_broken_above() -> None:
    assert {why for why, _, _ in BROKEN} == {REFERENCES_WHY, *RULES, *POLICY_RULES}


def test_a_step_may_speak_of_what_is_apart_where_it_says_so(tmp_path: Path) -> None:
    chapters = CHAPTERS.replace('["P01.1"]', '["P01.1", "P02.1", "D1"]')
    load_story(write_story(tmp_path, **halves(chapters=chapters)))


def test_what_is_apart_is_not_joined_through_what_others_rest_on(tmp_path: Path) -> None:
    both = TWO_HALVES.replace('address = "https://example.org/other"', 'address = "http://a"')
    both += '[[claim]]\nid = "D2"\nvoice = "derived"\nrests_on = ["P01.1"]\n'
    both += 'says.en = "It adds up."\nsays.es = "Cuadra."\n'
    features = FEATURES.replace('["P01.1"]', '["P02.1", "D2"]')
    (found,) = problems_of(write_story(tmp_path, **halves(claims=both, features=features)))
    assert found.startswith("features.toml: lima: joins P01.1 and P02.1")


@pytest.mark.parametrize("words", ["the “lawless” capital", "the «lawless» capital"])
def test_loaded_words_may_be_quoted_from_whoever_is_named(tmp_path: Path, words: str) -> None:
    says = f'says.en = "Others confirm {words}."'
    claims = CLAIMS.replace('says.en = "Others confirm it."', says)
    load_story(write_story(tmp_path, claims=claims))


def test_a_valley_is_a_region(tmp_path: Path) -> None:
    load_story(write_story(tmp_path, features=FEATURES + VALLEY))


def test_a_step_tells_the_dates_of_its_claims(tmp_path: Path) -> None:
    load_story(write_story(tmp_path, **dated("20 August", "20 de agosto")))


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("150 tons", "150"),
        ("up to 1,500 tons", "1500"),
        ("one hundred and fifty tons", "150"),
        ("two dozen planes", "24"),
        ("roughly half", "0.5"),
        ("89-0", "0"),
        ("7-month-old", "7"),
        ("$1.5 million", "1_500_000"),
        ("one plane", "1"),
    ],
)
def test_a_figure_has_the_value_of_its_words(tmp_path: Path, words: str, value: str) -> None:
    files = with_figure(value=value, words=f'"{words}"')
    claims = files["claims"].replace("150 tons came", "It came")
    load_story(write_story(tmp_path, claims=claims.replace("150 toneladas llegaron", "Llegó")))


def test_a_figure_in_words_has_no_value(tmp_path: Path) -> None:
    files = with_figure(value="", words='"dozens of tons"')
    claims = files["claims"].replace("150 tons came", "It came")
    load_story(write_story(tmp_path, claims=claims.replace("150 toneladas llegaron", "Llegó")))


@pytest.mark.parametrize(
    ("en", "es"),
    [
        ("It weighs 150 tons.", "Pesa 150 toneladas."),
        ("It weighs a hundred and fifty.", "Pesa ciento cincuenta."),
        ("It is the one that weighs.", "Es una que pesa."),
        ("Dozens of them.", "Decenas de ellos."),
    ],
)
def test_a_step_may_tell_the_numbers_of_its_claims(tmp_path: Path, en: str, es: str) -> None:
    load_story(write_story(tmp_path, **with_figure(), **in_chapter(en, es)))


@pytest.mark.parametrize("caveat", ["7", "8"])
def test_a_figure_may_tell_what_it_shows_and_what_was_worked_out_from_it(
    tmp_path: Path, caveat: str
) -> None:
    load_story(write_story(tmp_path, **plotted(caveat=caveat)))


@pytest.mark.parametrize(
    "more", ["", f'{UP_TO}, limit = "ceiling"', ', qualifier.en = "about", qualifier.es = "unas"']
)
def test_a_plot_draws_a_limit_where_the_qualifier_makes_one(tmp_path: Path, more: str) -> None:
    load_story(write_story(tmp_path, **plotted(more)))


def test_a_plot_shows_figures_of_whoever_is_named_beside_them(tmp_path: Path) -> None:
    files = plotted(', by.en = "Police", by.es = "Policía"')
    files["claims"] = (
        files["claims"].replace("confirm 7", "agree").replace("confirman 7", "asienten")
    )
    load_story(write_story(tmp_path, **files))


def test_a_frame_may_lie_over_the_antimeridian(tmp_path: Path) -> None:
    load_story(write_story(tmp_path, chapters=CHAPTERS + "frame = [139, -30, 40, 60]\n"))


def test_a_correction_may_tell_any_number(tmp_path: Path) -> None:
    correction = '\n[[corrections]]\nwhen = "2020"\nsays.en = "Not 12."\nsays.es = "No 12."\n'
    load_story(write_story(tmp_path, story=STORY + correction))


def test_what_was_found_wrong_is_said_once(tmp_path: Path) -> None:
    features = FEATURES.replace('["P01.1"]', '["P09", "P09"]')
    found = problems_of(write_story(tmp_path, features=features))
    assert len(found) == len(set(found)) == 1
