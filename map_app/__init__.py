"""How a story is shown: the map, the page around it, files of data, and the command line.

>>> from geo import load_story
>>> from map_app import build_map
>>> build_map(load_story())
<StoryMap vrae: 19 features in 8 layers>
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from map_app.exports.files import export
    from map_app.page.folium_map import build_map, write_map
    from map_app.stills.files import Still, still, write_still
    from map_app.telling import tell_feature

__all__ = ["Still", "build_map", "export", "still", "tell_feature", "write_map", "write_still"]

_HOMES = {
    "Still": "stills.files",
    "build_map": "page.folium_map",
    "export": "exports.files",
    "still": "stills.files",
    "tell_feature": "telling",
    "write_map": "page.folium_map",
    "write_still": "stills.files",
}


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the name stands for
    """Import folium and pandas, which are slow, only for those who draw or export."""
    if name in _HOMES:
        return getattr(import_module(f"map_app.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """List what is imported only when it is asked for, too: for `help` and for completion."""
    return sorted({*globals(), *__all__})
