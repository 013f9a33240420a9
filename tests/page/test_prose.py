"""Without script, every claim still leads to what it rests on and to what came later."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

import pytest

from geo import draw, load_story
from geo.records import say_figure
from map_app.page.prose import tell
from map_app.sheet import draw_sheet
from map_app.telling import tell_claim
from map_app.text import LANGUAGES, say_number, words

if TYPE_CHECKING:
    from geo.model import Claim

BUNDLED = load_story()

claims = pytest.mark.parametrize("claim", BUNDLED.claims, ids=lambda claim: claim.id)
languages = pytest.mark.parametrize("language", LANGUAGES)


@pytest.fixture(scope="module")
def prose() -> dict[str, str]:
    """The whole story without script, by language."""
    sheet = draw_sheet(BUNDLED, draw(BUNDLED))
    return {language: tell(sheet, language) for language in LANGUAGES}


def find_claim(prose: str, claim: Claim) -> str:
    """Find where a claim is told in full: up to where the next one is, or the next heading."""
    told = prose.partition(f'id="said-{claim.id}"')[2]
    return re.split(r'<li id="said-|<h[23]>', told)[0]


@languages
@claims
def test_a_claim_gives_its_sources_and_those_of_what_came_later(
    claim: Claim, language: str, prose: dict[str, str]
) -> None:
    told = find_claim(prose[language], claim)
    own, _, later = told.partition(words(language)["popup"]["later"])
    addresses = [unescape(address) for address in re.findall(r'<a href="(http[^"]*)"', own)]
    assert addresses == list(dict.fromkeys(source.address for source in claim.sources))
    seen = {source.address for name in claim.see for source in BUNDLED.claim[name].sources}
    if claim.later:
        assert claim.later[language] in unescape(re.sub("</?span[^>]*>", "", later))
        assert {unescape(item) for item in re.findall(r'<a href="(http[^"]*)"', later)} == seen


@languages
def test_a_figure_gives_its_numbers(language: str, prose: dict[str, str]) -> None:
    told = unescape(prose[language])
    for chapter in BUNDLED.chapters:
        figure = chapter.figure
        if not figure:
            continue
        section = told.partition(f"<h3>{figure.title[language]}</h3>")[2].partition("</section>")[0]
        if figure.kind == "timeline":
            expected = [BUNDLED.claim[name].says[language] for name in figure.claims]
            expected += [words(language)["figure"][row] for row in ("said", "later")]
        elif figure.kind == "dots":
            expected = list(tell_claim(BUNDLED, BUNDLED.claim[figure.claim], language).rows)
            assert len(expected) == len(BUNDLED.claim[figure.claim].figures)
            assert figure.mark
            marked = BUNDLED.claim[figure.mark].figures[0]
            expected += [say_figure(marked, language, say_number), figure.caveat[language]]
        elif figure.kind == "bearings":
            expected = [BUNDLED.feature[name].name[language] for name in figure.to]
            expected += ["2,300 km", "17,000 km", "9,800 km", "12,000 km", figure.caveat[language]]
        else:
            # As facts checked by hand: 150 t in loads of 150, 250 and 600 kg.
            expected = ["1,000", "2.7", "600", "1.6", "250", "0.7", figure.caveat[language]]
        assert all(part in section for part in expected)


@languages
def test_a_claim_gives_the_figures_that_it_collects(language: str, prose: dict[str, str]) -> None:
    for claim in BUNDLED.claims:
        told = unescape(find_claim(prose[language], claim))
        for row in tell_claim(BUNDLED, claim, language).rows:
            assert f"<li>{row}</li>" in told


@languages
@claims
def test_a_claim_leads_to_those_that_it_was_worked_out_from(
    claim: Claim, language: str, prose: dict[str, str]
) -> None:
    told = find_claim(prose[language], claim)
    for name in claim.rests_on:
        says = BUNDLED.claim[name].says[language]
        assert f'<a href="#said-{name}">{says}</a>' in unescape(told)
        assert f'id="said-{name}"' in prose[language]
    assert (words(language)["popup"]["rests_on"] in told) == bool(claim.rests_on)
