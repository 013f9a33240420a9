"""The story told, explored, linked to, cited, traced and carried off, in either language."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest
import shapely
from playwright.sync_api import expect

from geo import atlas
from geo.model import Correction
from geo.records import say_figure
from geo.story import load_story
from geo.tables import to_tables
from geo.words import Text
from map_app import export
from map_app.cli import main
from map_app.fingerprint import code_sha256
from map_app.page.folium_map import write_map
from map_app.text import LANGUAGES, say_date, say_number
from tests.stories import CLAIMS, write_story
from tests.visits import DESKTOP, Visit, visit

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from geo.drawing import Drawing
    from geo.model import Chapter, Claim

pytestmark = pytest.mark.browser

VRAE = load_story()


def test_story_is_told_step_by_step(reader: Visit) -> None:
    page = reader.page
    steps = page.locator("#story-steps")
    assert steps.locator("li").count() == len(VRAE.chapters)
    page.get_by_role("button", name=VRAE.chapters[0].title["en"]).click()
    for number, chapter in enumerate(VRAE.chapters):
        assert steps.locator("#step-title").inner_text() == chapter.title["en"]
        assert steps.locator(".telling").inner_text() == chapter.text["en"]
        assert f"Step {number + 1} of 8" in steps.inner_text()
        assert page.url.endswith(f"#chapter={chapter.id}")
        for name in chapter.features:
            expect(page.locator(f'path[data-feature="{name}"]')).to_have_count(1)
        page.keyboard.press("ArrowRight")
    assert steps.get_by_role("button", name="Next").is_disabled()
    assert reader.messages == []


def test_back_goes_back_a_step_before_it_leaves(reader: Visit) -> None:
    page = reader.page
    before = page.evaluate("history.length")
    page.locator("#begin").click()
    page.get_by_role("button", name="Next").click()
    # A card or a language is no step.
    page.locator('path[data-feature="vrae"]').dispatch_event("click")
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Español").click()
    page.get_by_role("button", name="English").click()
    assert page.evaluate("history.length") == before + 2
    title = page.locator("#step-title")
    expect(title).to_have_text(VRAE.chapters[1].title["en"])
    page.go_back()
    expect(title).to_have_text(VRAE.chapters[0].title["en"])
    page.go_back()
    expect(page.locator("#all-steps")).to_be_visible()
    page.go_forward()
    expect(title).to_have_text(VRAE.chapters[0].title["en"])
    assert page.evaluate("history.length") == before + 2
    assert reader.messages == []


def test_step_lights_up_what_it_speaks_of(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="A valley, not a dot").click()
    expect(page.locator(".leaflet-pane path.look-valley:not(.quiet)")).not_to_have_count(0)
    expect(page.locator(".leaflet-pane path.look-corridor:not(.quiet)")).to_have_count(0)
    assert "A diagram" not in page.locator(".legend").inner_text()
    page.get_by_role("button", name="All steps").click()
    expect(page.locator("path.quiet")).to_have_count(0)


def test_step_puts_away_the_layers_that_it_brought(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="The shadow of 2001").click()
    expect(page.locator('path[data-feature="plane-2001"]')).to_have_count(1)
    page.get_by_role("button", name="Next").click()
    expect(page.locator('path[data-feature="plane-2001"]')).to_have_count(0)


@pytest.mark.parametrize("text", ["apurimac", "APURÍMAC", "  Apurímac "])
def test_search_minds_neither_case_nor_accents(reader: Visit, text: str) -> None:
    page = reader.page
    page.get_by_label("Search names and claims").fill(text)
    assert "the Apurímac" in page.locator("#results").inner_text()
    assert "Moscow" not in page.locator("#results").inner_text()
    assert page.locator("#found").inner_text().endswith(("result", "results"))


@pytest.mark.parametrize("text", ["Peru's congress", "Peru’s Congress"])
def test_search_minds_no_form_of_an_apostrophe(reader: Visit, text: str) -> None:
    page = reader.page
    page.get_by_label("Search names and claims").fill(text)
    assert "Peru’s Congress had a single chamber" in page.locator("#results").inner_text()


def test_search_finds_both_languages(reader: Visit) -> None:
    page = reader.page
    page.get_by_label("Search names and claims").fill("moscu")
    assert page.locator("#results .name").all_inner_texts() == [
        "Moscow",
        "From Bolivia towards Moscow",
    ]


def test_claims_are_filtered_by_voice_and_shown_on_the_map(reader: Visit) -> None:
    page = reader.page
    page.get_by_label("Who says it").select_option("official")
    claims = page.locator("#results .claim")
    assert claims.count() == sum(claim.voice == "official" for claim in VRAE.claims)
    claims.first.get_by_role("button").click()
    expect(page.locator(".leaflet-pane path.look-place:not(.quiet)")).to_have_count(1)
    page.get_by_label("Who says it").select_option("")
    expect(page.locator("path.quiet")).to_have_count(0)
    page.get_by_role("button", name=f"List all {len(VRAE.claims)} claims").click()
    assert claims.count() == len(VRAE.claims)
    assert reader.messages == []


def test_features_are_filtered_by_precision(reader: Visit) -> None:
    page = reader.page
    page.get_by_label("Precision").select_option("unlocated")
    assert page.locator("#results .name").count() == 1


def test_languages_are_switched_in_place(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="A vote in Lima").click()
    page.get_by_role("button", name="Español").click()
    assert page.evaluate("document.documentElement.lang") == "es"
    assert page.title() == VRAE.title["es"]
    assert page.locator("h1").inner_text() == VRAE.title["es"]
    assert page.locator("#step-title").inner_text() == VRAE.chapters[0].title["es"]
    assert page.locator('path[data-feature="peru"]').get_attribute("aria-label") == "Perú"
    assert page.get_by_label("El valle (VRAE)").is_checked()
    header = "Leer el artículo original (es posible que el enlace ya no funcione)"
    assert page.locator(".article").inner_text() == header
    credited = page.locator(".credits").inner_text()
    assert all(
        f"{item.title['es']}: {item.credit}" in credited for item in atlas.datasets().values()
    )
    page.locator('path[data-feature="corridor"]').focus()
    page.keyboard.press("Enter")
    assert "Cómo se dibujó" in page.get_by_role("dialog").inner_text()
    page.keyboard.press("Escape")
    assert page.url.endswith("#chapter=vote&lang=es")
    assert not re.search(r"\b(the|of|and)\b", page.locator("#results").inner_text())
    page.get_by_role("button", name="English").click()
    assert page.title() == VRAE.title["en"]
    assert reader.messages == []


def test_slider_divides_the_ceiling_by_the_load(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="An air bridge, drawn wide").click()
    slider = page.get_by_label("Assumed load per flight (kg)")
    output = page.locator("figure output")
    # 150 tons at 250 kg, as facts checked by hand: 600 flights, 1.6 a day.
    assert output.inner_text() == "At 250 kg a flight: up to 600 flights a year, 1.6 a day."
    slider.press("Home")
    assert output.inner_text() == "At 150 kg a flight: up to 1,000 flights a year, 2.7 a day."
    slider.press("End")
    assert output.inner_text() == "At 600 kg a flight: up to 250 flights a year, 0.7 a day."
    # What is spoken is the sentence, once.
    assert slider.get_attribute("aria-valuetext") == output.inner_text()
    assert output.get_attribute("aria-live") == "off"
    assert page.locator("figure .ends span").all_inner_texts() == ["150", "600"]
    assert "Our arithmetic" in page.locator("figure .caveat").inner_text()


def test_timeline_keeps_two_rows_apart(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="Pressure, and what came next").click()
    said, later = page.locator("figure ol").all()
    assert VRAE.claim["P25.2"].says["en"] in said.inner_text()
    assert VRAE.claim["X13"].says["en"] in later.inner_text()
    assert later.locator("time").first.inner_text() == "29 August 2015"
    figure = VRAE.chapter["pressure"].figure
    assert figure
    numbers = [str(number + 1) for number in range(len(figure.claims))]
    assert page.locator("figure li .bead").all_inner_texts() == numbers
    # Each event stands in the picture by its number, in a row with a name, and hides no other.
    drawn = page.locator("figure svg g.bead")
    assert drawn.locator("text").all_text_contents() == numbers
    boxes = drawn.locator("circle").evaluate_all(
        "circles => circles.map((c) => [Number(c.getAttribute('cx')), c.getAttribute('cy')])"
    )
    for number, (x, row) in enumerate(boxes):
        assert all(abs(x - other) >= 16 for other, same in boxes[:number] if same == row)
    names = page.locator("figure svg > text").all_text_contents()
    assert {"Said then", "Happened later"} < {*names}
    assert [name for name in names if name.isdigit()] == ["2015", "2016", "2023", "2024"]


@pytest.mark.parametrize("chapter", ["valley", "how-sure"])
@pytest.mark.parametrize("language", ["en", "es"])
def test_dot_plot_says_who_gave_each_figure_and_draws_its_limit(
    reader: Visit, chapter: str, language: str
) -> None:
    page = reader.page
    page.goto(f"{page.url.partition('#')[0]}#chapter={chapter}&lang={language}")
    plot = VRAE.chapter[chapter].figure
    assert plot
    assert plot.kind == "dots"
    assert plot.mark
    expect(page.locator("#step-title")).to_have_text(VRAE.chapter[chapter].title[language])
    figures = VRAE.claim[plot.claim].figures
    rows = page.locator("figure li")
    assert rows.count() == len(figures)
    for row, figure in zip(rows.all(), figures, strict=True):
        told = " ".join(row.inner_text().split())
        assert told == say_figure(figure, language, say_number)
        assert row.locator("svg .limit").count() == (figure.limit is not None)
        assert row.locator("svg .mark").count() == 1
    # An arrow leads down from a ceiling and up from a floor.
    for limit, sign in (("ceiling", -1), ("floor", 1)):
        for path in page.locator(f"figure .limit.{limit}").all():
            start, end = re.findall(r"[MH](-?[\d.]+)", path.get_attribute("d") or "")
            assert (float(end) - float(start)) * sign > 0
    # The axis begins at zero, above and below the rows, and goes on past the last dot.
    for scale in page.locator("figure .scale").all():
        ticks = [float(tick.replace(",", "")) for tick in scale.locator("text").all_text_contents()]
        assert ticks[0] == 0
        assert len(ticks) >= 3
        assert ticks[-1] >= max(figure.to or figure.value or 0 for figure in figures)
    marked = VRAE.claim[plot.mark].figures[0]
    key = page.locator("figure .key").inner_text()
    assert say_figure(marked, language, say_number) in key


def test_link_opens_the_page_where_it_was(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    opened = context.new_page()
    opened.goto(f"{page.as_uri()}#chapter=markets&lang=es")
    opened.wait_for_selector(".telling")
    assert opened.locator("#step-title").inner_text() == "De Bolivia al mundo"
    opened.goto("about:blank")
    opened.goto(f"{page.as_uri()}#chapter=%3Cimg%3E&lang=constructor&feature=lima")
    assert opened.get_by_role("dialog").locator("h2").inner_text() == "Lima"
    context.close()


def test_step_names_its_sources(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="A valley, not a dot").click()
    chapter = next(chapter for chapter in VRAE.chapters if chapter.id == "valley")
    told = page.locator("#step-body .sources").last.inner_text()
    claims = [VRAE.claim[name] for name in chapter.claims]
    for source in (source for claim in claims for source in claim.sources):
        assert source.publisher in told
    assert "GlobalPost, paragraphs 16, 18, 19" in told
    page.get_by_text("On the map now").click()
    here = page.locator("#step-body details").first.locator(".name").all_inner_texts()
    assert here == [VRAE.feature[name].name["en"] for name in chapter.features]


def test_arrow_keys_leave_the_slider_alone(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="An air bridge, drawn wide").click()
    slider = page.get_by_label("Assumed load per flight (kg)")
    before = slider.input_value()
    slider.press("ArrowRight")
    assert slider.input_value() != before
    assert page.locator("#step-title").inner_text() == "An air bridge, drawn wide"


def test_next_keeps_the_focus_and_stops_at_the_end(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="How sure are we?").click()
    following = page.get_by_role("button", name="Next")
    following.focus()
    following.press("Enter")
    assert following.get_attribute("aria-disabled") == "true"
    assert page.locator("#step-title").inner_text() == "How sure are we?"
    page.get_by_role("button", name="Previous").click()
    assert page.locator("#live").inner_text() == "Step 7 of 8: Pressure, and what came next"
    page.get_by_role("button", name="All steps").click()
    assert page.evaluate("document.activeElement.textContent") == "Pressure, and what came next"


@pytest.mark.parametrize("group", ["layer", "voice"])
def test_claims_are_grouped(reader: Visit, group: str) -> None:
    page = reader.page
    page.get_by_label("Claims grouped by").select_option(group)
    assert page.locator("#results .claim").count() == len(VRAE.claims)
    groups = page.locator("#results h4").all_inner_texts()
    if group == "voice":
        assert groups[0] == "The article"
        assert len(groups) == len({claim.voice for claim in VRAE.claims})
    else:
        assert groups[0] == VRAE.layers[0].name["en"]
        assert groups[-1] == "Not on the map"


def test_silences_of_the_article_are_told(reader: Visit) -> None:
    told = reader.page.locator(".unsaid").inner_text()
    for text in VRAE.unsaid:
        assert text["en"] in told


def test_link_leads_to_a_claim(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    opened = visit(context, page, link="#claim=P19.4&lang=en").page
    expect(opened.locator('#results [data-claim="P19.4"]')).to_be_focused()
    expect(
        opened.locator(".leaflet-pane path.look-zone.target-unlocated:not(.quiet)")
    ).not_to_have_count(0)
    expect(opened.locator(".leaflet-pane path.look-corridor:not(.quiet)")).to_have_count(0)
    context.close()


def test_copied_link_keeps_language_and_view(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="Español").click()
    page.get_by_role("button", name="Un valle, no un punto").click()
    cite = page.locator("#step-body > .cite")
    cite.locator("summary").click()
    field = cite.get_by_label("Enlace a esto")
    # The screen of whoever opens it has a view of its own, until the sender has chosen one.
    assert field.input_value().endswith("#chapter=valley&lang=es")
    page.get_by_role("button", name="Alejar").click()
    page.wait_for_timeout(300)
    cite.get_by_role("button", name="Copiar enlace").click()
    link = field.input_value()
    assert re.search(r"#chapter=valley&lang=es&view=[\d.]+/-?[\d.]+/-?[\d.]+$", link)
    page.goto("about:blank")
    page.goto(link)
    reader.drawn()
    expect(page.locator("#step-title")).to_have_text("Un valle, no un punto")


def test_each_part_can_be_cited(reader: Visit) -> None:
    page = reader.page
    page.locator('path[data-feature="corridor"]').focus()
    page.keyboard.press("Enter")
    cite = page.locator(".card-body > .cite")
    cite.locator("summary").click()
    text = cite.get_by_label("Citation").input_value()
    assert (
        f"“{VRAE.feature['corridor'].name['en']}”, in: {VRAE.title['en']} [interactive map" in text
    )
    assert "GlobalPost, about 22 August 2015" in text
    bibtex = cite.get_by_label("BibTeX entry").input_value()
    assert f"howpublished = {{In: {VRAE.title['en']}. Interactive map, Dateline" in bibtex
    assert f"note = {{After “{VRAE.article.title}”, GlobalPost, about 22 August 2015}}" in bibtex
    assert bibtex.startswith("@misc{vrae-corridor,\n")
    assert bibtex.count("{") == bibtex.count("}")
    assert "year = 2026" in bibtex


def test_each_part_can_be_cited_in_spanish(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="Español").click()
    page.locator('path[data-feature="lima"]').focus()
    page.keyboard.press("Enter")
    cite = page.locator(".card-body > .cite")
    cite.locator("summary").click()
    text = cite.get_by_label("Cita", exact=True).input_value()
    assert f"«Lima», en: {VRAE.title['es']} [mapa interactivo, Dateline" in text
    assert f"según «{VRAE.article.title}», GlobalPost, hacia el 22 de agosto de 2015" in text
    bibtex = cite.get_by_label("Entrada BibTeX").input_value()
    assert f"howpublished = {{En: {VRAE.title['es']}. Mapa interactivo, Dateline" in bibtex
    assert f"note = {{Según «{VRAE.article.title}», GlobalPost, hacia el" in bibtex


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_says_dates_as_the_picture_does(
    browser: Browser, tmp_path: Path, language: str
) -> None:
    dates = [f"{date}{sign}" for date in ("2015", "2015-08", "2015-08-22") for sign in ("", *"?~%")]
    dates.append("2001~/2015-08?")
    says = Text(en="Mended.", es="Enmendado.")
    mended = tuple(Correction(when=date, says=says) for date in dates)
    path = tmp_path / "mended.html"
    write_map(VRAE.model_copy(update={"corrections": mended}), path)
    context = browser.new_context(viewport=DESKTOP, offline=True)
    opened = visit(context, path, link=f"#lang={language}").page
    told = opened.locator("#method li").all_text_contents()
    assert told == [f"{say_date(date, language)}: {says[language]}" for date in dates]
    context.close()


@pytest.mark.parametrize(
    ("locale", "link", "language"),
    [
        ("es-PE", "", "es"),
        ("en-GB", "", "en"),
        ("fr-FR", "", "en"),
        ("es-PE", "#lang=en", "en"),
        ("en-GB", "#lang=es", "es"),
    ],
)
def test_language_is_the_links_or_the_browsers(
    browser: Browser, page: Path, locale: str, link: str, language: str
) -> None:
    context = browser.new_context(viewport=DESKTOP, offline=True, locale=locale)
    opened = visit(context, page, link=link).page
    expect(opened.locator("h1")).to_have_text(VRAE.title[language])
    assert opened.evaluate("document.documentElement.lang") == language
    assert opened.evaluate("localStorage.length + sessionStorage.length") == 0
    context.close()


def test_card_stays_open_when_the_language_changes(reader: Visit) -> None:
    page = reader.page
    page.locator('path[data-feature="peru"]').focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Español").click()
    assert page.get_by_role("dialog").locator("h2").inner_text() == "Perú"


def test_focus_is_in_the_card_that_took_the_place_of_another(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, offline=True)
    opened = visit(context, page).page
    for name in ("lima", "corridor"):
        opened.locator(f'path[data-feature="{name}"]').dispatch_event("click")
        title = opened.get_by_role("dialog").locator("h2")
        expect(title).to_have_text(VRAE.feature[name].name["en"])
        expect(title).to_be_focused()
    context.close()


def test_language_switch_keeps_the_focus_and_what_is_unfolded(reader: Visit) -> None:
    page = reader.page
    page.get_by_label("Search names and claims").fill("peru")
    before = page.locator("#found").inner_text()
    page.get_by_role("button", name="A vote in Lima").click()
    page.locator("#step-body summary").first.click()
    page.locator('path[data-feature="lima"]').focus()
    page.keyboard.press("Enter")
    spanish = page.get_by_role("button", name="Español")
    spanish.focus()
    page.keyboard.press("Enter")
    expect(spanish).to_be_focused()
    assert page.locator("#step-body details").first.get_attribute("open") is not None
    assert page.locator("#found").inner_text().split()[0] == before.split()[0]
    page.keyboard.press("Escape")
    expect(page.locator('path[data-feature="lima"]')).to_be_focused()


def test_keys_of_the_browser_stay_the_browsers(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="A valley, not a dot").click()
    page.locator("#step-title").focus()
    for key in ("Alt+ArrowRight", "Control+ArrowRight", "Shift+ArrowRight"):
        page.keyboard.press(key)
        expect(page.locator("#step-title")).to_have_text("A valley, not a dot")


def test_link_with_a_view_opens_on_it(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    for part in ("chapter=markets", "claim=P21.2"):
        opened = visit(context, page, link=f"#{part}&lang=en&view=6/-12.00/-74.00").page
        opened.wait_for_timeout(300)
        opened.locator(".cite > summary:visible").first.click()
        link = opened.get_by_label("Link to this").first.input_value()
        assert link.endswith("&view=6/-12.00/-74.00")
    context.close()


def test_claim_chosen_within_a_step_is_put_away_again(browser: Browser, page: Path) -> None:
    context = browser.new_context(viewport=DESKTOP, offline=True, reduced_motion="reduce")
    opened = visit(context, page, link="#chapter=markets&claim=P02.1&lang=en").page

    def lit() -> set[str]:
        opened.wait_for_timeout(200)
        looks = "paths => paths.map((path) => path.getAttribute('class').match(/look-(\\S+)/)[1])"
        return set(
            opened.locator(".leaflet-pane path[class*=look-]:not(.quiet)").evaluate_all(looks)
        )

    assert lit() == {"place"}
    assert opened.locator(".legend ul:not(.voices) path").count() == 1
    shown = opened.locator('[data-shows="P02.1"]')
    assert shown.get_attribute("aria-pressed") == "true"
    opened.keyboard.press("Escape")
    assert lit() == {"country", "place", "route"}
    assert shown.get_attribute("aria-pressed") == "false"
    assert "claim" not in opened.url
    context.close()


def test_copied_link_is_that_of_the_view(reader: Visit) -> None:
    page = reader.page
    page.get_by_role("button", name="A valley, not a dot").click()
    cite = page.locator("#step-body > .cite")
    cite.locator("summary").click()
    link = cite.get_by_label("Link to this")
    before = link.input_value()
    page.get_by_role("button", name="Zoom out").click()
    cite.get_by_role("button", name="Copy link").click()
    assert link.input_value() != before


# The chain of evidence


def test_chain_leads_from_words_to_data(reader: Visit) -> None:
    page = reader.page
    page.get_by_label("Search names and claims").fill("dozens of illegal airstrips were")
    page.locator("#results .claim .cite > summary").click()
    chain = page.locator("#results .chain").inner_text()
    for told in ("dozens of illegal airstrips", "paragraph 19", "The article", "Rivers"):
        assert told in chain
    address = page.locator("#results .chain a").first.get_attribute("href")
    assert address == f"{VRAE.article.address}#:~:text=dozens%20of%20illegal%20airstrips"


def test_chain_without_a_quote_names_the_fingerprint(reader: Visit) -> None:
    page = reader.page
    claim = next(claim for claim in VRAE.claims if claim.anchor)
    page.get_by_label("Search names and claims").fill(claim.says["en"])
    page.locator("#results .claim .cite > summary").first.click()
    assert "not printed here" in page.locator("#results .chain").inner_text()
    editors = page.locator("#results .editors").first
    editors.locator("summary").click()
    assert (claim.anchor or "").split(":")[1] in editors.inner_text()


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value.path().read_bytes()


def save_annotation(page: Page, claim: Claim) -> dict[str, Any]:
    page.get_by_label("Search names and claims").fill(claim.says["en"])
    item = page.locator(f'#results [data-claim="{claim.id}"]')
    item.locator(".cite > summary").click()
    item.locator(".editors > summary").click()
    with page.expect_download() as waiting:
        item.get_by_role("button", name="Save as a web annotation").click()
    saved: dict[str, Any] = json.loads(waiting.value.path().read_bytes())
    return saved


def test_annotation_of_a_quote_is_a_text_quote(reader: Visit) -> None:
    annotation = save_annotation(reader.page, VRAE.claim["P19.4"])
    assert annotation["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
    assert annotation["target"] == {
        "type": "SpecificResource",
        "source": VRAE.article.address,
        "paragraph": 19,
        "voice": "article",
        "creator": {"type": "Organization", "name": "GlobalPost"},
        "selector": {"type": "TextQuoteSelector", "exact": "dozens of illegal airstrips"},
    }
    assert {body["language"] for body in annotation["body"]} == {"en", "es"}


def test_annotation_without_a_quote_has_the_fingerprint(reader: Visit) -> None:
    claim = next(claim for claim in VRAE.claims if claim.anchor and claim.voice == "quoted")
    target = save_annotation(reader.page, claim)["target"]
    assert claim.speaker
    assert target["anchor"] == claim.anchor
    assert target["creator"] == {"type": "Person", "name": claim.speaker["en"]}
    assert "selector" not in target


@pytest.mark.parametrize("voice", ["context", "derived"])
def test_annotation_from_outside_targets_what_it_rests_on(reader: Visit, voice: str) -> None:
    claim = next(claim for claim in VRAE.claims if claim.voice == voice)
    annotation = save_annotation(reader.page, claim)
    rests_on = [source.address for source in claim.sources]
    rests_on += [f"#claim={name}" for name in claim.rests_on]
    assert rests_on
    assert [target["source"] for target in annotation["target"]] == rests_on


def test_method_tells_how_to_make_it_again(reader: Visit, page: Path, tmp_path: Path) -> None:
    method = reader.page.locator("#method")
    method.locator("summary").first.click()
    assert VRAE.sha256 not in method.inner_text()
    method.locator(".editors > summary").click()
    told = method.inner_text()
    for part in (VRAE.sha256, atlas.sha256(), code_sha256(), VRAE.article.sha256, "None so far"):
        assert part in told
    assert VRAE.left_out
    assert VRAE.left_out["en"] in told
    command = method.locator("code").inner_text().replace("[FOLDER] ", "").split()
    main([*command[1:], "-o", str(tmp_path / "again.html")], standalone_mode=False)
    assert (tmp_path / "again.html").read_bytes() == page.read_bytes()


def test_a_story_of_other_authors_names_them(browser: Browser, tmp_path: Path) -> None:
    write_map(load_story(write_story(tmp_path)), tmp_path / "small.html")
    context = browser.new_context(viewport=DESKTOP, offline=True)
    opened = visit(context, tmp_path / "small.html", link="#lang=es")
    opened.page.locator("#method > summary").click()
    # It left nothing out, so the page does not say that it did.
    assert "Lo que se omitió" not in opened.page.locator("#method").inner_text()
    opened.page.locator('path[data-feature="lima"]').focus()
    opened.page.keyboard.press("Enter")
    cite = opened.page.locator(".card-body > .cite")
    cite.locator("summary").click()
    assert cite.get_by_label("Cita").input_value().startswith("Ana Author y Ben Author (2026). ")
    assert "author = {Ana Author and Ben Author}" in cite.get_by_label("BibTeX").input_value()
    assert opened.messages == []
    context.close()


# Taking it away


def test_shapes_are_taken_away_as_drawn(
    reader: Visit, drawings: dict[str, Drawing], tmp_path: Path
) -> None:
    path = tmp_path / "shown.geojson"
    path.write_bytes(download(reader.page, "Shapes (GeoJSON)"))
    taken = gpd.read_file(path).set_index("id")
    shown = [feature.id for feature in VRAE.features if feature.shown]
    assert list(taken.index) == shown
    assert taken.geometry.is_valid.all()
    assert taken.bounds["minx"].min() >= -180
    assert taken.bounds["maxx"].max() <= 180
    for table in to_tables(VRAE, drawings).values():
        for name, geometry in table.geometry.items():
            if name in shown:
                assert taken.geometry[name].area == pytest.approx(geometry.area, rel=0.01)
                assert taken.geometry[name].length == pytest.approx(geometry.length, rel=0.01)


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `dateline export` writes: the page's own files are to say the same."""
    folder = tmp_path_factory.mktemp("exported")
    export(VRAE, folder, ["geojson"])
    return folder


def reach(names: set[str]) -> set[str]:
    """All that claims rest on or see, step by step, themselves included."""
    ahead = {name for item in names for name in VRAE.claim[item].rests_on + VRAE.claim[item].see}
    return names if ahead <= names else reach(names | ahead)


def test_shapes_keep_what_they_rest_on(reader: Visit, exported: Path) -> None:
    taken = json.loads(download(reader.page, "Shapes (GeoJSON)"))
    whole = json.loads((exported / "vrae.geojson").read_text("utf-8"))
    properties = {item["id"]: item["properties"] for item in whole["features"]}
    for item in taken["features"]:
        assert item["properties"] == properties[item["id"]]
    for key in ("title", "authors", "licence", "article"):
        assert taken[key] == whole[key]
    assert [item for item in whole["data"] if item in taken["data"]] == whole["data"]
    claims = {claim["id"]: claim for claim in whole["claims"]}
    assert all(claim == claims[claim["id"]] for claim in taken["claims"])
    shown = {name for feature in VRAE.features if feature.shown for name in feature.claims}
    assert {claim["id"] for claim in taken["claims"]} == reach(shown)
    assert VRAE.title["en"] in taken["citation"]
    assert taken["citation"].startswith("The Dateline authors (2026). ")


def test_shapes_keep_how_they_fade(reader: Visit, exported: Path) -> None:
    collection = json.loads(download(reader.page, "Shapes (GeoJSON)"))
    taken, shown = collection["bands"], {feature["id"] for feature in collection["features"]}
    exported_bands = json.loads((exported / "vrae-bands.geojson").read_text("utf-8"))["features"]
    whole = [band for band in exported_bands if band["properties"]["feature"] in shown]
    assert {"vrae", "corridor"} <= {band["properties"]["feature"] for band in whole}

    def strengths(bands: list[dict[str, Any]]) -> set[tuple[str, float]]:
        return {(band["properties"]["feature"], band["properties"]["strength"]) for band in bands}

    assert strengths(taken) == strengths(whole)
    for band in taken:
        feature, strength, and_firmer = band["properties"].values()
        parts = [
            shapely.from_geojson(json.dumps(part["geometry"]))
            for part in whole
            if part["properties"]["feature"] == feature
            and (part["properties"]["strength"] == strength or and_firmer)
            and part["properties"]["strength"] >= strength
        ]
        drawn = shapely.from_geojson(json.dumps(band["geometry"]))
        assert drawn.is_valid
        assert drawn.area == pytest.approx(sum(part.area for part in parts))
        if not and_firmer:
            assert drawn.length == pytest.approx(sum(part.length for part in parts), rel=0.001)


def read_table(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))


def test_claims_are_taken_away_as_a_table(reader: Visit, exported: Path) -> None:
    rows = read_table(download(reader.page, "Claims (CSV)").decode())
    whole = read_table((exported / "vrae-claims.csv").read_text("utf-8"))
    shown = {name for feature in VRAE.features if feature.shown for name in feature.claims}
    assert rows == [row for row in whole if row["id"] in reach(shown)]
    ids = {row["id"] for row in rows}
    for row in rows:
        assert {*row["see"].split(" | "), *row["rests_on"].split(" | ")} <= {*ids, ""}
        assert not row["later_en"] or "http" in row["later_sources"]


@pytest.mark.parametrize("formula", ["=A1+A1", "-A1", "@SUM(A1)", "＝A1"])  # noqa: RUF001 - a wide one
def test_no_cell_that_is_taken_away_is_a_formula(
    browser: Browser, formula: str, tmp_path: Path
) -> None:
    claims = CLAIMS.replace("Something happened in", f"{formula} in")
    claims = claims.replace("Algo pasó en", f"{formula} en")
    write_map(load_story(write_story(tmp_path, claims=claims)), tmp_path / "small.html")
    context = browser.new_context(viewport=DESKTOP, offline=True)
    opened = visit(context, tmp_path / "small.html", link="#lang=en").page
    (row,) = read_table(download(opened, "Claims (CSV)").decode())
    assert row["says_en"] == f"'{formula} in the capital."
    context.close()


def test_terms_stand_where_files_are_taken_away(reader: Visit) -> None:
    section = reader.page.locator(".take-away")
    assert "are by The Dateline authors, under CC BY 4.0." in section.inner_text()
    assert section.get_by_role("link").get_attribute("href") == VRAE.licence.address


def test_view_is_taken_away_as_a_picture(reader: Visit, browser: Browser, tmp_path: Path) -> None:
    picture = tmp_path / "view.svg"
    picture.write_bytes(download(reader.page, "Picture (SVG)"))
    assert download(reader.page, "Picture (PNG)").startswith(b"\x89PNG")
    assert reader.messages == []
    context = browser.new_context(offline=True)
    opened = context.new_page()
    opened.goto(picture.as_uri())
    names = opened.locator("text").all_text_contents()
    assert "Lima" in names
    assert "VRAE valley" in names
    assert any("Natural Earth" in name for name in names)
    context.close()


def test_precision_is_shown_on_the_map(reader: Visit) -> None:
    page = reader.page
    doubt = page.locator(".label.of-valley .doubt")
    assert not doubt.is_visible()
    page.get_by_role("button", name="Show how precise").click()
    assert doubt.inner_text() == "about 20 km either side of the rivers"
    assert page.locator(".label.of-corridor .doubt").inner_text() == "a diagram, 290 to 700 km wide"


@pytest.mark.parametrize("chapter", VRAE.chapters, ids=lambda chapter: chapter.id)
def test_legend_shows_the_looks_of_the_step(reader: Visit, chapter: Chapter) -> None:
    page = reader.page
    page.get_by_role("button", name=chapter.title["en"]).click()
    expect(page.locator("path.quiet").first).to_be_attached()
    shown = page.locator(".legend ul:not(.voices) path").evaluate_all(
        "paths => paths.map((path) => path.getAttribute('class'))"
    )
    told = {f"look-{VRAE.feature[name].shape.look}" for name in chapter.features}
    assert set(shown) == told
    assert len(shown) == len(told)


def test_ground_is_searched_too(reader: Visit) -> None:
    page = reader.page
    page.get_by_label("Search names and claims").fill("brasil")
    page.get_by_role("button", name="Brazil", exact=True).click()
    label = page.locator(".label.of-land", has_text="Brazil")
    expect(label).to_be_visible()
    assert reader.messages == []


def test_the_publisher_of_the_map_is_told_from_that_of_the_article(reader: Visit) -> None:
    page = reader.page
    for name, made, after in (
        ("English", "Map: ", "After an article"),
        ("Español", "Mapa: ", "A partir"),
    ):
        page.get_by_role("button", name=name).click()
        byline = page.locator("#kicker").inner_text()
        assert byline.startswith(f"{made}{VRAE.authors[0]}. {after}")
        assert VRAE.article.publisher in byline
        page.locator('path[data-feature="lima"]').dispatch_event("click")
        assert byline in page.get_by_role("dialog").inner_text()
        page.keyboard.press("Escape")


def test_what_only_editors_need_is_folded_away(reader: Visit) -> None:
    page = reader.page
    page.get_by_label("Search names and claims").fill("dozens of illegal airstrips were")
    claim = page.locator("#results .claim").first
    claim.locator(".cite > summary").first.click()
    expect(claim.get_by_role("button", name="Copy citation")).to_be_visible()
    for name in ("Copy BibTeX", "Save as a web annotation"):
        expect(claim.get_by_role("button", name=name)).to_be_hidden()
    claim.locator(".editors > summary").click()
    expect(claim.get_by_role("button", name="Copy BibTeX")).to_be_visible()


def test_copying_says_so_where_there_is_no_clipboard(reader: Visit) -> None:
    page = reader.page
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.locator("#begin").click()
    cite = page.locator("#step-body > .cite")
    cite.locator("summary").first.click()
    cite.get_by_role("button", name="Copy link").click()
    told = "Selected: copy it with Ctrl+C or ⌘C"
    expect(cite.get_by_role("button", name=told)).to_be_visible()
    expect(page.locator("#live")).to_have_text(told)
    field = cite.get_by_label("Link to this")
    expect(field).to_be_focused()
    assert page.evaluate("getSelection().toString()") == field.input_value()


def test_a_card_in_a_step_shows_its_feature_like_the_others(reader: Visit) -> None:
    page = reader.page
    page.locator('[data-step="markets"]').click()
    outside = page.locator(".leaflet-pane path.look-valley")
    expect(outside.first).to_have_class(re.compile("quiet"))
    page.locator('path[data-feature="vrae"]').dispatch_event("click")
    expect(outside.first).not_to_have_class(re.compile("quiet"))
    page.keyboard.press("Escape")
    expect(outside.first).to_have_class(re.compile("quiet"))


def test_a_context_has_a_paragraph_of_its_own(reader: Visit) -> None:
    page = reader.page
    page.locator("#begin").click()
    for chapter in VRAE.chapters:
        context = getattr(chapter, "context", None)
        told = page.locator("#step-body > .context")
        assert told.all_inner_texts() == ([context["en"]] if context else [])
        page.keyboard.press("ArrowRight")
