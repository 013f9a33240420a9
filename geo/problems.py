"""What is wrong with a story, said so that it can be mended."""

from __future__ import annotations

from typing import NamedTuple


class Problem(NamedTuple):
    """What is wrong, where, and how to mend it."""

    file: str
    item: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.item}: {self.message}"


def locate(path: str) -> tuple[str, str]:
    """Return the file and the item that a path of `geo.model.Story.texts` leads to."""
    kind, _, item = path.partition(".")
    return (
        (f"{kind}.toml", item)
        if kind in {"claims", "features", "chapters"}
        else (
            "story.toml",
            path,
        )
    )
