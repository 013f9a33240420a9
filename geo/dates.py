"""Dates as EDTF, the Extended Date/Time Format, writes them, parsed once to values."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, NamedTuple

from pydantic import AfterValidator

_EDTF_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%])?$")


class Date(NamedTuple):
    """A year, or a month or a day of it, and how sure it is."""

    year: int
    month: int | None = None
    day: int | None = None
    uncertain: bool = False
    approximate: bool = False

    @property
    def at(self) -> float:
        """Its first day in years, such as 2015.5 for July 2015, to put it on an axis."""
        return self.year + ((self.month or 1) - 1) / 12 + ((self.day or 1) - 1) / 365

    @property
    def plain(self) -> str:
        """The date as ISO 8601 writes it, without a word of how sure it is."""
        parts = (
            f"{self.year:04}",
            self.month and f"{self.month:02}",
            self.day and f"{self.day:02}",
        )
        return "-".join(part for part in parts if part)


class Interval(NamedTuple):
    """From a date to a date; the two are one where a date stands alone."""

    start: Date
    end: Date

    @property
    def dates(self) -> tuple[Date, ...]:
        """The one date, or the two between which it lies."""
        return (self.start,) if self.start is self.end else (self.start, self.end)

    @property
    def at(self) -> float:
        """Where it begins, in years."""
        return self.start.at


def parse_edtf(value: str) -> Interval:
    """Parse a date or an interval as EDTF writes them.

    Level 0 dates (``2015``, ``2015-08``, ``2015-08-22``), each with an optional qualifier
    (``?`` uncertain, ``~`` approximate, ``%`` both), alone or as ``start/end``.

    Raises
    ------
    ValueError
        If it is neither, or names no day of the calendar.

    References
    ----------
    Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019.

    Examples
    --------
    >>> parse_edtf("2015-08-22~").start
    Date(year=2015, month=8, day=22, uncertain=False, approximate=True)
    >>> [date.plain for date in parse_edtf("2012/2015-08").dates]
    ['2012', '2015-08']
    """
    start, *end = [_parse_date(part, value) for part in value.split("/", maxsplit=1)]
    return Interval(start, *(end or [start]))


def _parse_date(part: str, value: str) -> Date:
    match = _EDTF_DATE.match(part)
    if not match:
        raise ValueError(f"{value!r} is no EDTF date; write 2015, 2015-08, 2015-08-22 or a/b")
    year, month, day = (int(group) if group else None for group in match.groups()[:3])
    date(year or 0, month or 1, day or 1)  # raises for a day that no calendar has
    doubt = match[4] or ""
    return Date(
        year or 0, month, day, uncertain=doubt in {"?", "%"}, approximate=doubt in {"~", "%"}
    )


def check_edtf(value: str) -> str:
    """Return `value` if it is a date or an interval as EDTF writes them (`parse_edtf`).

    Raises
    ------
    ValueError
        If it is neither, or names no day of the calendar.
    """
    parse_edtf(value)
    return value


Edtf = Annotated[str, AfterValidator(check_edtf)]
