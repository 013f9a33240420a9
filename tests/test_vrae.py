"""The bundled story, claim by claim, feature by feature, chapter by chapter."""

from __future__ import annotations

import math
import re
import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import shapely

from geo import geodesy
from geo.evidence import find_unsupported
from geo.rules.claims import FROM_THE_ARTICLE
from geo.story import BUNDLED, load_story
from geo.wording import find_numbers
from map_app.text import say_note

if TYPE_CHECKING:
    from geo.drawing import Drawing
    from geo.model import Claim, Feature, Story

VRAE = load_story()

claims = pytest.mark.parametrize("claim", VRAE.claims, ids=lambda claim: claim.id)
features = pytest.mark.parametrize("feature", VRAE.features, ids=lambda feature: feature.id)


# What loading holds is counted here once more, from the files alone and by other means.
RAW_CLAIMS = tomllib.loads((BUNDLED / "claims.toml").read_text("utf-8"))["claim"]
RAW_CHAPTERS = tomllib.loads((BUNDLED / "chapters.toml").read_text("utf-8"))["chapter"]

raw_claims = pytest.mark.parametrize("claim", RAW_CLAIMS, ids=lambda claim: claim["id"])
raw_chapters = pytest.mark.parametrize("chapter", RAW_CHAPTERS, ids=lambda chapter: chapter["id"])


def digits(text: str) -> list[str]:
    """All runs of digits, but for a mark of thousands between two."""
    return sorted(re.findall(r"\d+", re.sub(r"(?<=\d),(?=\d{3})", "", text)))


def test_story_is_complete() -> None:
    assert sum(claim.voice in FROM_THE_ARTICLE for claim in VRAE.claims) >= 45
    assert {claim.voice for claim in VRAE.claims} == FROM_THE_ARTICLE | {"context", "derived"}
    assert len(VRAE.chapters) == 8


def test_quotation_budget() -> None:
    words = [len(claim["quote"].split()) for claim in RAW_CLAIMS if "quote" in claim]
    assert 0 < len(words) <= 12
    assert max(words) <= 8
    assert sum(words) <= 60


def test_apostrophes_are_curly() -> None:
    assert [path for path, text in VRAE.texts if "'" in text["en"] + text["es"]] == []


@raw_claims
def test_claim_has_two_languages_with_the_same_numbers(claim: dict[str, Any]) -> None:
    for text in filter(None, (claim["says"], claim.get("later"))):
        assert text["en"] != text["es"]
        assert digits(text["en"]) == digits(text["es"])


@raw_claims
def test_figures_of_the_article_have_its_words(claim: dict[str, Any]) -> None:
    for figure in claim.get("figures", ()):
        assert ("words" in figure) == ("paragraph" in claim)


@claims
def test_claim_is_used(claim: Claim) -> None:
    by_others = {name for other in VRAE.claims for name in other.see + other.rests_on}
    by_features = {name for feature in VRAE.features for name in feature.claims}
    by_chapters = {name for chapter in VRAE.chapters for name in chapter.claims}
    assert claim.id in by_others | by_features | by_chapters


@claims
@pytest.mark.article
def test_claim_stands_in_the_article(claim: Claim, article: str) -> None:
    alone = VRAE.model_copy(update={"claims": (claim,), "features": (), "chapters": ()})
    assert find_unsupported(alone, article) == []


def test_the_air_bridge_is_told_with_every_figure_that_was_found() -> None:
    """Each figure of others is its source's, times what brings it to a year of 365 days."""
    days, months = 365, 12
    expected = [
        (175 / 106 * days * 0.150, 175 / 106 * days * 0.350, "floor"),
        (2 * days * 0.150, None, None),
        (600 * 0.250, 600 * 0.300, "ceiling"),
        (150, 180, None),
        (180, None, None),
        (0.9 * 200, None, None),
        (180 / 10 * months, None, "ceiling"),
        (450 / 2, None, None),
        (77 / 99 * days, None, "floor"),
        (30 * months, None, None),
        (1 * days, None, "floor"),
        (4 * days * 0.300, None, "floor"),
        (5 * days * 0.300, None, None),
        (72 * months, None, "ceiling"),
        (4 * days, None, "ceiling"),
    ]
    figures = VRAE.claim["X20"].figures
    assert len(figures) == len(expected)
    for figure, (low, high, limit) in zip(figures, expected, strict=True):
        assert figure.value == pytest.approx(low, abs=0.6)
        assert figure.to == (high and pytest.approx(high, abs=0.6))
        assert figure.limit == limit
        assert figure.by
    summed_up = VRAE.claim["D4"]
    ends = [item.value for item in summed_up.figures]
    assert {min(item.value for item in figures if item.value), 1460} <= {*ends}
    for text in (summed_up.says, VRAE.chapter["how-sure"].context):
        assert text
        assert all(f" {len(figures)} " in words for _, words in text.items())


def test_loads_are_those_of_the_pages_that_are_cited() -> None:
    """The slider and our sums reach as far as published loads do."""
    loads = [
        number
        for claim in VRAE.claims
        if claim.voice == "context"
        for figure in claim.figures
        if figure.unit["en"].startswith("kg a flight")
        for number in (figure.value, figure.to)
        if number
    ]
    slider = VRAE.chapter["air-bridge"].figure
    assert slider
    assert slider.kind == "quotient"
    assert slider.high == max(loads) == VRAE.claim["D3"].figures[-1].to


def test_the_band_holds_no_claim_on_all_of_peru() -> None:
    for of_all in ("P02.3", "P02.4", "P26.2", "P17.4"):
        holders = [item.id for item in VRAE.features if of_all in item.claims]
        assert holders == ["peru"]
    assert VRAE.feature["peru"].claims[:2] == ("P02.3", "P02.4")
    assert VRAE.feature["vrae"].claims[0] == "P18.5"


def test_the_story_asks_what_the_article_asks() -> None:
    assert "Washington cut its aid?" in VRAE.standfirst["en"]
    assert "cut that aid?" in VRAE.chapters[0].text["en"]
    assert "shoot down" in VRAE.title["en"]


def test_our_size_of_the_valley_is_that_of_the_drawing(drawings: dict[str, Drawing]) -> None:
    (size,) = VRAE.claim["D12"].figures
    assert size.value == round(geodesy.area_km2(drawings["vrae"].geometry), -2)


def test_no_address_hides_where_it_leads() -> None:
    addresses = {source.address for claim in VRAE.claims for source in claim.sources}
    hidden = re.compile(r"//(?:www\.)?(?:fb\.me|bit\.ly|t\.co|goo\.gl|tinyurl\.com)/|/page/\d+$")
    assert [address for address in addresses if hidden.search(address)] == []


@features
def test_feature_rests_on_the_article_or_says_that_it_is_context(feature: Feature) -> None:
    voices = {VRAE.claim[name].voice for name in feature.claims}
    assert voices & FROM_THE_ARTICLE
    assert ("context" in voices) == (feature.id == "plane-2001")


@features
def test_feature_is_drawn_soundly(feature: Feature, drawings: dict[str, Drawing]) -> None:
    drawing = drawings[feature.id]
    geometry = drawing.geometry
    assert geometry.is_valid
    assert not geometry.is_empty
    west, south, east, north = geometry.bounds
    assert -180 <= west <= east <= 180
    assert -90 <= south <= north <= 90
    assert all(0 < band.strength <= 1 for band in drawing.bands)
    assert (geometry.geom_type == "Point") == (feature.precision == "place")


@features
def test_feature_is_no_finer_than_the_text(feature: Feature, drawings: dict[str, Drawing]) -> None:
    if feature.precision in {"place", "country"}:
        return
    for band in drawings[feature.id].bands:
        coordinates = shapely.get_coordinates(band.geometry)
        kept = feature.shape.decimals
        # What is soft has bands narrower than 0.1°, drawn from an outline that is no finer.
        assert kept == (2 if feature.shape.kind in {"zone", "valley", "circle"} else 1)
        assert (coordinates.round(kept) == coordinates).all()


@features
def test_feature_says_how_it_was_drawn(feature: Feature, drawings: dict[str, Drawing]) -> None:
    note = drawings[feature.id].note
    english, spanish = (say_note(note, language) for language in ("en", "es"))
    assert find_numbers(english) == find_numbers(spanish)
    assert english != spanish


@raw_chapters
def test_chapter_is_whole(chapter: dict[str, Any]) -> None:
    for text, most in ((chapter["text"], 65), (chapter["context"], 80)):
        assert digits(text["en"]) == digits(text["es"])
        for language in ("en", "es"):
            assert 25 <= len(text[language].split()) <= most
    voices = {VRAE.claim[name].voice for name in chapter["claims"]}
    assert voices & FROM_THE_ARTICLE


def test_valley_has_the_size_that_is_published(drawings: dict[str, Drawing]) -> None:
    valley = drawings["vrae"].geometry
    assert valley.geom_type == "Polygon"
    assert valley.is_valid
    assert not valley.interiors
    assert 11_000 <= geodesy.area_km2(valley) <= 13_000


def test_valley_holds_its_river_towns_and_no_other(drawings: dict[str, Drawing]) -> None:
    valley = drawings["vrae"].geometry
    # District capitals as INEI's census of 2007 places them, to 0.01°.
    along_the_river = [(-73.79, -12.61), (-73.83, -12.52), (-73.86, -12.51), (-73.91, -12.41)]
    beyond_the_ridges = [(-74.25, -12.94), (-74.64, -11.25), (-74.53, -11.33), (-74.49, -11.43)]
    assert all(valley.contains(shapely.Point(town)) for town in along_the_river)
    assert not any(valley.contains(shapely.Point(town)) for town in beyond_the_ridges)


def test_texture_of_airstrips_covers_all_that_the_text_names(drawings: dict[str, Drawing]) -> None:
    airstrips = drawings["airstrips"]
    assert airstrips.geometry.equals(drawings["vrae"].geometry)
    assert [band.strength for band in airstrips.bands] == [
        band.strength for band in drawings["vrae"].bands
    ]


def test_outline_of_the_valley_is_as_coarse_as_the_text(drawings: dict[str, Drawing]) -> None:
    outline = shapely.get_coordinates(drawings["vrae"].geometry.simplify(0.03))
    assert (outline.round(1) == outline).all()


def test_band_starts_as_wide_as_the_valley_and_aims_at_all_of_bolivia(
    drawings: dict[str, Drawing],
) -> None:
    corridor, valley = drawings["corridor"].geometry, drawings["vrae"].geometry
    # All that is firm in the valley lies in the band, or beyond the line on which it starts.
    middle = shapely.Point(drawings["vrae"].feature.shape.anchor)
    assert corridor.distance(middle) < 0.1
    _, south, _, north = valley.bounds
    _, low, _, high = corridor.intersection(valley).bounds
    assert low - south < 0.4
    assert north - high < 0.4
    # It meets the most of the border that faces it, from north to south.
    border = drawings["peru"].geometry.boundary & drawings["bolivia"].geometry.boundary
    _, south, _, north = border.bounds
    _, low, _, high = (corridor & border).bounds
    assert high - low > 0.6 * (north - south)


def test_corridor_keeps_to_peru_and_bolivia_and_fades(drawings: dict[str, Drawing]) -> None:
    corridor = drawings["corridor"]
    allowed = drawings["peru"].geometry | drawings["bolivia"].geometry
    # Its corners are rounded to 0.1°, so it may leave a border by half of that diagonal.
    assert allowed.buffer(0.08).covers(corridor.geometry)
    strengths = [band.strength for band in corridor.bands]
    assert strengths == sorted(strengths, reverse=True)
    assert strengths[0] == 1
    assert strengths[-1] < 0.2
    assert corridor.bands[0].geometry.intersects(drawings["vrae"].geometry)


def test_route_to_tokyo_crosses_the_pacific_in_one_piece(drawings: dict[str, Drawing]) -> None:
    route = drawings["route-tokyo"]
    line = shapely.line_merge(shapely.union_all([band.geometry for band in route.bands]))
    assert line.geom_type == "LineString"
    steps = abs(shapely.get_coordinates(line)[1:, 0] - shapely.get_coordinates(line)[:-1, 0])
    assert steps.max() < 10


def haversine_km(start: tuple[float, ...], end: tuple[float, ...]) -> float:
    """The great circle on a sphere of 6371 km, as navigators' textbooks give it."""
    (lon_1, lat_1), (lon_2, lat_2) = (map(math.radians, place) for place in (start, end))
    half = math.sin((lat_2 - lat_1) / 2) ** 2
    half += math.cos(lat_1) * math.cos(lat_2) * math.sin((lon_2 - lon_1) / 2) ** 2
    return 2 * 6371 * math.asin(math.sqrt(half))


@pytest.mark.parametrize("city", ["rio", "london", "moscow", "tokyo"])
def test_an_arrow_points_at_its_city_and_ends_well_before_it(
    city: str, drawings: dict[str, Drawing]
) -> None:
    route = drawings[f"route-{city}"]
    at = drawings[city].geometry.coords[0]
    start, end = route.bands[0].geometry.coords[0], route.bands[-1].geometry.coords[-1]
    whole_km, rest_km = haversine_km(start, at), haversine_km(end, at)
    # The ellipsoid and the sphere differ by up to 0.5 %.
    assert rest_km == pytest.approx(0.4 * whole_km, rel=0.02)
    kept_km = geodesy.length_m(route.geometry) / 1_000
    assert kept_km + rest_km == pytest.approx(whole_km, rel=0.006)
    strengths = [band.strength for band in route.bands]
    assert strengths == sorted(strengths)
    assert strengths[0] < 0.3
    assert drawings["bolivia"].geometry.contains(shapely.Point(start))


def test_tables_hold_every_feature(story: Story, drawings: dict[str, Drawing]) -> None:
    from geo.tables import to_claims, to_tables  # noqa: PLC0415 - pandas is slow to import

    tables = to_tables(story, drawings)
    assert list(tables) == [layer.id for layer in story.layers]
    assert {name for table in tables.values() for name in table.index} == set(drawings)
    assert all(table.crs == "EPSG:4326" for table in tables.values())
    assert to_claims(story).loc["P19.4", "features"] == ["airstrips"]
