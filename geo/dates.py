"""Dates as EDTF, the Extended Date/Time Format, writes them."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator

_EDTF_DATE = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?[?~%]?$")


def check_edtf(value: str) -> str:
    """Return `value` if it is a date or an interval as EDTF writes them.

    Level 0 dates (``2015``, ``2015-08``, ``2015-08-22``), each with an optional qualifier
    (``?`` uncertain, ``~`` approximate, ``%`` both), alone or as ``start/end``.

    Raises
    ------
    ValueError
        If it is not, or names no day of the calendar.

    References
    ----------
    Library of Congress, Extended Date/Time Format (EDTF) Specification, 2019.
    """
    for part in value.split("/", maxsplit=1):
        match = _EDTF_DATE.match(part)
        if not match:
            raise ValueError(f"{value!r} is no EDTF date; write 2015, 2015-08, 2015-08-22 or a/b")
        year, month, day = (int(group or 1) for group in match.groups())
        date(year, month, day)
    return value


Edtf = Annotated[str, AfterValidator(check_edtf)]
