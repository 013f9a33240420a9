"""What is wrong with a story, said so that it can be mended."""

from __future__ import annotations

from typing import NamedTuple

_BLOCKS = ("claims", "features", "chapters")


class DatelineError(Exception):
    """What keeps a story from being read, drawn or shown; its words are meant for its editor."""


class Problem(NamedTuple):
    """What is wrong, where, and how to mend it."""

    file: str
    item: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.item}: {self.message}"


def locate(path: str) -> tuple[str, str]:
    """Return the file and the item that a path into a story leads to.

    >>> locate("claims.P19.4.says.en")
    ('claims.toml', 'P19.4.says.en')
    """
    kind, _, item = path.partition(".")
    return (f"{kind}.toml", item) if kind in _BLOCKS else ("story.toml", path)
