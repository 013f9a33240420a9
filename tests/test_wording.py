"""Numbers, dates and quotations are found however a language writes them."""

from __future__ import annotations

import pytest

from geo import wording


@pytest.mark.parametrize(
    ("en", "es"),
    [
        ("1,000 t", "1000 t"),
        ("1,000 t", "1.000 t"),
        ("12,345,678", "12\u202f345\u202f678"),
        ("1,000 of 2", "2 de 1 000"),
        ("2.7 km", "2,7 km"),
        ("0.125", "0,125"),
        ("9%", "9 %"),
        ("9 per cent", "9 por ciento"),
        ("in 2014, 185 airstrips", "en 2014, 185 pistas"),
        ("two of them", "ambos"),
        ("the 29th", "el día 29"),
    ],
)
def test_numbers_are_the_same_however_written(en: str, es: str) -> None:
    assert wording.find_numbers(en) == wording.find_numbers(es)


@pytest.mark.parametrize(
    ("en", "es"),
    [("1,000", "1,001"), ("2.7", "27"), ("9%", "9"), ("2014", "2015"), ("5 and 5", "5")],
)
def test_other_numbers_are_told_apart(en: str, es: str) -> None:
    assert wording.find_numbers(en) != wording.find_numbers(es)


@pytest.mark.parametrize(
    ("text", "language", "values"),
    [
        ("two hundred and fifty-five", "en", {"255"}),
        ("two thousand three hundred", "en", {"2300"}),
        ("two four-seat planes", "en", {"2", "4"}),
        ("in 2020 one of 20 two-seaters", "en", {"2020", "1", "20", "2"}),
        ("doscientos cincuenta y cinco mil", "es", {"255000"}),
        ("millones de dólares, decenas", "es", set()),
        ("hundreds of thousands of millions", "en", set()),
        ("nine per cent, 9 %", "en", {"9%"}),
        ("on 29th August 2015", "en", {"29", "2015", "29 of month 8", "month 8 of 2015"}),
        ("el 1 de mayo del 2015", "es", {"1", "2015", "1 of month 5", "month 5 of 2015"}),
        ("it may be; P02.3; km²", "en", {"3"}),
    ],
)
def test_numbers_in_words_have_values(text: str, language: str, values: set[str]) -> None:
    assert set(wording.find_values(text, language)) == values


def test_a_language_without_a_grammar_has_its_digits_read() -> None:
    assert wording.find_values("iskay chunka 20 Ayamarka 2015", "qu") == {
        "20": "20",
        "2015": "2015",
    }
    assert not wording.reads_words("qu")
    assert wording.qualifiers("qu") == []
    assert wording.name_language("qu") == "'qu'"


def test_what_limits_a_number_is_listed_longest_first() -> None:
    listed = wording.qualifiers("en")
    assert listed.index("an estimated") < listed.index("up to")
    assert "hasta" in wording.qualifiers("es")
