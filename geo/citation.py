"""Which version of Dateline this is, and of when, for a citation of what it makes."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Citation(NamedTuple):
    """What a citation names of this software; `released` is a date as ISO 8601 writes it."""

    version: str
    released: str


@cache
def read_citation() -> Citation:
    """Read ``geo/data/citation.toml``."""
    table = tomllib.loads(files("geo").joinpath("data/citation.toml").read_text("utf-8"))
    return Citation(table["version"], table["released"].isoformat())
