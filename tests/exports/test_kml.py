"""KML has folders, colours and balloons in words, and no markup of a story."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest

from geo import load_story
from map_app import export
from map_app.style import COLOURS, LOOKS
from tests.exports.reading import (
    BUNDLED,
    KML,
    features,
    stories,
)
from tests.stories import CLAIMS, FEATURES, write_story

if TYPE_CHECKING:
    from pathlib import Path

    from geo.drawing import Drawing
    from geo.model import Story


@stories
def test_kml_has_a_folder_for_each_layer(folder: Path, story: Story) -> None:
    root = ET.parse(folder / "vrae.kml").getroot()  # noqa: S314 - our own
    found = [item.get("id") for item in root.findall("./k:Document/k:Folder", KML)]
    assert found == [f"layer-{layer.id}" for layer in story.layers]
    ids = [item.get("id") for item in root.iter() if item.get("id")]
    assert len(ids) == len(set(ids))


def test_kml_lets_what_fades_fade(exported: Path, drawings: dict[str, Drawing]) -> None:
    root = ET.parse(exported / "vrae.kml").getroot()  # noqa: S314 - our own
    for name in ("corridor", "vrae", "airstrips", "route-tokyo"):
        whole = root.find(f".//k:Placemark[@id='{name}']", KML)
        assert whole is not None
        assert whole.findtext("k:visibility", namespaces=KML) == "0"
        opacities = []
        for band in root.findall(f".//k:Folder[@id='{name}_bands']/k:Placemark", KML):
            shown = str(int(drawings[name].feature.shown))
            assert band.findtext("k:visibility", namespaces=KML) == shown
            assert "paragraph" in (band.findtext("k:description", namespaces=KML) or "")
            address = band.findtext("k:styleUrl", namespaces=KML) or ""
            style = root.find(f".//k:Style[@id='{address.removeprefix('#')}']", KML)
            assert style is not None
            part = "k:PolyStyle" if name == "corridor" else "k:LineStyle"
            colour = style.findtext(f"{part}/k:color", namespaces=KML) or ""
            opacities.append(int(colour[:2], 16))
        strengths = sorted({band.strength for band in drawings[name].bands}, reverse=True)
        expected = [opacities[0] * strength for strength in strengths]
        assert opacities == pytest.approx(expected, abs=1)


@features
def test_kml_balloons_show_what_a_feature_rests_on(name: str, exported: Path) -> None:
    root = ET.parse(exported / "vrae.kml").getroot()  # noqa: S314 - our own
    told = root.findtext(f".//k:Placemark[@id='{name}']/k:description", namespaces=KML) or ""
    feature = BUNDLED.feature[name]
    assert f'<a href="{BUNDLED.article.address}">' in told
    for claim in (BUNDLED.claim[item] for item in {*feature.claims, *feature.shape.rests_on}):
        seen = [BUNDLED.claim[item] for item in claim.see]
        for source in (source for item in (claim, *seen) for source in item.sources):
            assert f'<a href="{html.escape(source.address)}">' in told
        assert html.escape(claim.quote or "") in told
        assert html.escape(claim.later["en"] if claim.later else "") in told


@features
def test_kml_paints_a_feature_as_the_map_does(name: str, exported: Path) -> None:
    root = ET.parse(exported / "vrae.kml").getroot()  # noqa: S314 - our own
    placemark = root.find(f".//k:Placemark[@id='{name}']", KML)
    assert placemark is not None
    assert placemark.findtext("k:name", namespaces=KML) == BUNDLED.feature[name].name["en"]
    description = placemark.findtext("k:description", namespaces=KML) or ""
    assert all(claim in description for claim in BUNDLED.feature[name].claims)
    address = placemark.findtext("k:styleUrl", namespaces=KML) or ""
    style = root.find(f".//k:Style[@id='{address.removeprefix('#')}']", KML)
    assert style is not None
    colour = style.findtext("k:LineStyle/k:color", namespaces=KML) or ""
    kind = BUNDLED.feature[name].shape.kind
    look = LOOKS["zone-within" if kind == "zone" else kind]
    expected = COLOURS[look.colour].light
    assert f"#{colour[6:8]}{colour[4:6]}{colour[2:4]}" == expected
    if look.dash:
        assert int(colour[:2], 16) < 255


@stories
def test_every_balloon_says_dates_and_voices_in_words(folder: Path) -> None:
    root = ET.parse(folder / "vrae.kml").getroot()  # noqa: S314 - our own
    balloons = [item.text or "" for item in root.iterfind(".//k:Placemark/k:description", KML)]
    assert balloons
    for balloon in balloons:
        told = html.unescape(re.sub(r' href="[^"]*"', "", balloon))
        assert not re.search(r"\b\d{4}(-\d\d){1,2}\b|\b\d{4}[~?%]", told)
        assert not re.search(r"\((article|quoted|official|context|derived)\b", told)
        assert "about 22 August 2015" in told


@features
def test_kml_balloons_say_what_a_sum_rests_on(name: str, exported: Path) -> None:
    root = ET.parse(exported / "vrae.kml").getroot()  # noqa: S314 - our own
    told = root.findtext(f".//k:Placemark[@id='{name}']/k:description", namespaces=KML) or ""
    for claim in (BUNDLED.claim[item] for item in BUNDLED.feature[name].claims):
        for basis in claim.rests_on:
            assert f"{BUNDLED.claim[basis].says['en']} ({basis})" in html.unescape(told)


TAGS = {tag for name in ("ul", "li", "p", "a") for tag in (name, f"/{name}")} | {"br"}


def test_kml_descriptions_hold_no_markup_of_a_story(poisoned: Path) -> None:
    root = ET.parse(poisoned / "vrae.kml").getroot()  # noqa: S314 - our own
    for description in root.iterfind(".//k:description", KML):
        text = description.text or ""
        assert "&lt;script&gt;" in text
        assert set(re.findall(r"<([^>]*)>", re.sub(r' href="[^"<>]*"', "", text))) <= TAGS


def test_kml_descriptions_fill_in_no_other_text(tmp_path: Path) -> None:
    claims = CLAIMS.replace("the capital.", "the $[name_es].")
    features = FEATURES.replace('name.es = "Lima"', 'name.es = "<img src=x>"')
    story = load_story(write_story(tmp_path, claims=claims, features=features))
    export(story, tmp_path / "out", ["kml"])
    text = (tmp_path / "out" / "small.kml").read_text("utf-8")
    assert "$[" not in text
    assert "&amp;#36;[name_es]" in text
