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
