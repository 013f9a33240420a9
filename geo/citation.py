"""How to cite what Dateline makes: who made it, when, and which version it is."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Citation(NamedTuple):
    """What a citation of this software names; `released` is a date as ISO 8601 writes it."""

    version: str
    authors: tuple[str, ...]
    released: str


@cache
def read_citation() -> Citation:
    """Read ``geo/data/citation.toml``."""
    table = tomllib.loads(files("geo").joinpath("data/citation.toml").read_text("utf-8"))
    return Citation(table["version"], tuple(table["authors"]), table["released"].isoformat())
