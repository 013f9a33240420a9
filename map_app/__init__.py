"""How a story is shown: the map, the page around it, files of data, and the command line."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from map_app.exports.files import export
    from map_app.page.document import build_map, write_map
    from map_app.stills.files import Still, still, write_still

__all__ = ["Still", "build_map", "export", "still", "write_map", "write_still"]

_HOMES = {"build_map": "page.document", "export": "exports.files", "write_map": "page.document"}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import folium and pandas, which are slow, only for those who draw or export."""
    if name in __all__:
        return getattr(import_module(f"map_app.{_HOMES.get(name, 'stills.files')}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
