"""The words of the interface, one file per language, all with the same keys."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

LANGUAGES = {"en": "English", "es": "Español"}
"""The languages of the page, by BCP 47 tag, each under its own name."""


@cache
def words(language: str) -> dict[str, Any]:
    """Return the interface words of `language`, in their sections."""
    return tomllib.loads(files(__name__).joinpath(f"{language}.toml").read_text("utf-8"))
