"""EDTF is parsed once, to values."""

from __future__ import annotations

import pytest

from geo.dates import Date, check_edtf, parse_edtf


@pytest.mark.parametrize(
    ("edtf", "start", "end"),
    [
        ("2015", Date(2015), Date(2015)),
        ("2015-08", Date(2015, 8), Date(2015, 8)),
        ("2015-08-22~", Date(2015, 8, 22, approximate=True), None),
        ("2015?", Date(2015, uncertain=True), None),
        ("2012-03%", Date(2012, 3, uncertain=True, approximate=True), None),
        ("2012/2015-08-22", Date(2012), Date(2015, 8, 22)),
    ],
)
def test_a_date_has_what_is_written(edtf: str, start: Date, end: Date | None) -> None:
    assert parse_edtf(edtf) == (start, end or start)
    assert check_edtf(edtf) == edtf
    assert "/".join(date.plain for date in parse_edtf(edtf).dates) == edtf.rstrip("?~%")


@pytest.mark.parametrize(
    "edtf", ["", "last week", "2015-13", "2015-02-30", "2015-8", "2015/", "2015/16", "1/2/3", "15"]
)
def test_what_is_no_date_is_refused(edtf: str) -> None:
    with pytest.raises(ValueError, match=r"EDTF|month|day"):
        parse_edtf(edtf)


def test_dates_lie_in_order_on_an_axis() -> None:
    dates = ["2015", "2015-07", "2015-07-02", "2015-12-31", "2016"]
    places = [parse_edtf(edtf).at for edtf in dates]
    assert places == sorted(set(places))
    assert places[1] == 2015.5
    assert parse_edtf("2012/2015").at == 2012
