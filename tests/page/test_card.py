"""What others show of a link to a page."""

from __future__ import annotations

import pytest

from map_app.page.card import AddressError, Card, find_beside


@pytest.mark.parametrize(
    ("address", "image"),
    [
        ("https://example.org", "https://example.org/map.png"),
        ("https://example.org/", "https://example.org/map.png"),
        ("https://example.org/air/", "https://example.org/air/map.png"),
        ("https://example.org/air/peru.html", "https://example.org/air/map.png"),
        ("http://example.org:8000/air/peru.html?lang=es", "http://example.org:8000/air/map.png"),
    ],
)
def test_a_picture_stands_beside_its_page(address: str, image: str) -> None:
    assert find_beside(address, "map.png") == image


def test_a_name_becomes_a_part_of_an_address() -> None:
    assert find_beside("https://example.org/", "el mapa.png") == "https://example.org/el%20mapa.png"


@pytest.mark.parametrize("address", ["", "/map.html", "https://", "https://example.org/#part"])
def test_what_is_no_address_of_a_page_is_refused(address: str) -> None:
    with pytest.raises(AddressError, match="is no address of a page"):
        find_beside(address, "map.png")


def test_words_of_a_card_stay_in_their_attributes() -> None:
    card = Card("https://example.org/", "https://example.org/map.png", '"><script>', (1200, 630))
    lines = card.to_html().splitlines()
    assert '<meta property="og:image:alt" content="&quot;&gt;&lt;script&gt;">' in lines
    assert '<meta property="og:image:width" content="1200">' in lines
    assert '<meta property="og:image:height" content="630">' in lines
