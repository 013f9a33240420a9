"""Which code made a map: the hash of its files, and the versions of the libraries it calls.

With the hashes of the story and of the atlas, these say which bytes a build has to give.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from importlib.resources.abc import Traversable

PACKAGES = ("geo", "map_app")
# Those that write the page, and those that work its coordinates out.
_LIBRARIES = ("folium", "branca", "XStatic-Leaflet", "segno", "shapely", "pyproj")


@cache
def code_sha256() -> str:
    """Return the SHA-256 of the project's files and of `library_versions`, in hexadecimal.

    The files are all of both packages, the bundled story and the atlas among them. Each counts with
    its path, in the order of the paths.
    """
    digest = hashlib.sha256()
    for path, content in read_code():
        digest.update(f"{path} {len(content)}\n".encode() + content)
    for name, number in library_versions().items():
        digest.update(f"{name} {number}\n".encode())
    return digest.hexdigest()


@cache
def library_versions() -> dict[str, str]:
    """Map each library on which the bytes of a map depend to its version."""
    # These two are loaded wherever a map is drawn; folium is slow to load and is asked by name.
    from pyproj import proj_version_str  # noqa: PLC0415
    from shapely import geos_version_string  # noqa: PLC0415

    return {
        **{name: version(name) for name in _LIBRARIES},
        "GEOS": geos_version_string,
        "PROJ": proj_version_str,
    }


def read_code() -> Iterator[tuple[str, bytes]]:
    """Go through the project's files, in order: paths such as ``geo/atlas.py``, and contents."""
    for package in PACKAGES:
        found = dict(_walk(files(package), package))
        for path in sorted(found):
            yield path, found[path].read_bytes()


def _walk(folder: Traversable, path: str) -> Iterator[tuple[str, Traversable]]:
    for item in folder.iterdir():
        if item.name.startswith(".") or item.name == "__pycache__":
            continue
        if item.is_dir():
            yield from _walk(item, f"{path}/{item.name}")
        else:
            yield f"{path}/{item.name}", item
