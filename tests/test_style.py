"""Looks, ground and names have one home, from which the page and a picture alone have them."""

from __future__ import annotations

import re

import pytest

from map_app import style
from map_app.page.assets import ASSETS

LIGHT = {name: colour.light for name, colour in style.COLOURS.items()}
RULES = [*(f"look-{look}" for look in style.LOOKS), *style.GROUND]


def find_rule(sheet: str, selector: str) -> str:
    (rule,) = re.findall(rf"^\.{selector}\{{(.*)\}}$", sheet, re.MULTILINE)
    return re.sub(r"var\(--([\w-]+)\)", lambda colour: LIGHT[colour[1]], rule)


@pytest.mark.parametrize("name", RULES)
def test_page_and_picture_draw_the_same(name: str) -> None:
    assert find_rule(style.to_picture_css(), name) == find_rule(style.to_css(), name)


@pytest.mark.parametrize("kind", style.LETTERS)
def test_page_and_picture_write_the_same(kind: str) -> None:
    letters = style.LETTERS[kind]
    page = find_rule(style.to_css(), rf"label\.of-{kind}").replace("color:", "fill:", 1)
    said, picture = (
        dict(declaration.split(":") for declaration in rule.split(";"))
        for rule in (page, find_rule(style.to_picture_css(), f"of-{kind}"))
    )
    assert said["fill"] == picture["fill"] == LIGHT[letters.colour]
    assert said["font-style"] == picture["font-style"]
    assert float(said["font-size"].removesuffix("rem")) * 16 == letters.size
    assert int(said["font-weight"]) == letters.weight


def test_style_sheet_of_the_page_has_none_of_it() -> None:
    sheet = ASSETS.joinpath("app.css").read_text("utf-8")
    own = rf"\.({'|'.join(RULES)}|label\.of-[\w-]+)\s*[,{{]"
    assert not re.search(own, sheet)


@pytest.mark.parametrize("look", style.LOOKS)
def test_each_look_has_a_rank_and_a_swatch(look: str) -> None:
    assert look in style.RANKS
    assert style.find_swatch(look).startswith("M")


def channels(colour: str) -> list[float]:
    return [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]


def lay(over: str, opacity: float, under: list[float]) -> list[float]:
    mixed = zip(channels(over), under, strict=True)
    return [opacity * top + (1 - opacity) * below for top, below in mixed]


def luminance(colour: list[float]) -> float:
    """The relative luminance of WCAG 2.2."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return sum(c * weight for c, weight in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("kind", [*style.LETTERS, "quiet"])
def test_every_name_can_be_read_on_whatever_lies_under_it(kind: str, scheme: str) -> None:
    """WCAG 2.2, 1.4.3: 4.5 to 1, without help from a halo, on the darkest relief too."""
    named = "ground-text" if kind == "quiet" else style.LETTERS[kind].colour
    ink = luminance(channels(getattr(style.COLOURS[named], scheme)))
    land, sea = (channels(getattr(style.COLOURS[name], scheme)) for name in ("land", "sea"))
    shaded = [part * (1 - style.RELIEF_OPACITY * 0.45) for part in land]
    for under in (land, sea, shaded):
        for look in (None, "valley", "corridor", "circle", "country"):
            found = under
            if look:
                fill = getattr(style.COLOURS[style.LOOKS[look].fill], scheme)
                found = lay(fill, style.LOOKS[look].fill_opacity, under)
            dark, light = sorted([luminance(found), ink])
            assert (light + 0.05) / (dark + 0.05) >= 4.5, (look, found)


def test_nothing_on_the_map_blurs_or_blends() -> None:
    sheets = style.to_css() + style.to_picture_css() + style.to_svg()
    sheets += ASSETS.joinpath("app.css").read_text("utf-8")
    sheets += "".join(
        path.read_text("utf-8") for path in (ASSETS / "js").iterdir() if path.is_file()
    )
    for word in ("filter:", "blur(", "blend", "feGaussianBlur"):
        assert word not in sheets, word
