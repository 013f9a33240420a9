"""How a story is shown: the map, the page around it, and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from map_app.page import build_map, write_map

__all__ = ["build_map", "write_map"]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import folium, which is slow, only for those who draw."""
    if name in __all__:
        from map_app import page  # noqa: PLC0415

        return getattr(page, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
