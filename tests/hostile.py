"""Text that would do harm in a page that took it for anything but text."""

from __future__ import annotations

import tomllib
from typing import Any

from geo.model import Story
from geo.story import BUNDLED

HOSTILE = (
    "{{ 7 * 7 }} {% raise %} {# gone #} ${alert(1)} `alert(2)` </script><script>alert(3)</script>"
    " <img src=x onerror=alert(4)> \"quoted\" 'single' <!-- a comment --> &lt;b&gt; \\u0041"
    " \u2028\u2029 \u202eright to left\u202c [[story]] [[policy]] %s {0}"
)


def poison(value: Any) -> Any:  # noqa: ANN401 - whatever TOML holds
    """Append hostile text to every bilingual text, name and publisher within a TOML table."""
    if isinstance(value, list):
        return [poison(item) for item in value]
    if not isinstance(value, dict):
        return value
    if set(value) == {"en", "es"}:
        return {language: f"{text} {HOSTILE}" for language, text in value.items()}
    return {key: _append(item) if key in _PLAIN else poison(item) for key, item in value.items()}


_PLAIN = {"authors", "name", "publisher", "quote", "dateline", "title"}


def _append(value: Any) -> Any:  # noqa: ANN401 - the same
    if isinstance(value, str):
        return f"{value} {HOSTILE}"
    return [*map(_append, value)] if isinstance(value, list) else poison(value)


def hostile_story() -> Story:
    """Read the bundled story with hostile text in every field that a reader sees."""
    table = tomllib.loads((BUNDLED / "story.toml").read_text("utf-8"))
    for file, key in (("claims", "claim"), ("features", "feature"), ("chapters", "chapter")):
        table[file] = tomllib.loads((BUNDLED / f"{file}.toml").read_text("utf-8"))[key]
    # Its words break the rules of quotation, which is not what is tested here.
    return Story.model_validate(poison(table))
