"""Geometry packed into short strings for the page; `assets/js/pack.js` unpacks them.

A geometry becomes its lines, in order: per line the number of its points, then per point the change
of longitude and latitude since the last one, all as whole numbers (degrees times `10 ** decimals`).
Numbers are written as groups of five bits, least first, each a character of `ALPHABET`, whose upper
half says that more follows; a change is doubled, and less one where it is negative, so that small
changes stay short whatever their sign. The idea is that of encoded polylines; the alphabet is
one that JSON, HTML and JavaScript leave as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import shapely

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

_CHARACTERS = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)


def pack(geometries: Iterable[BaseGeometry], decimals: int) -> str:
    """Pack points, lines and the rings of polygons, holes included, into one string.

    Parameters
    ----------
    geometries
        In degrees, longitude before latitude.
    decimals
        Decimals of a degree to keep; points that coincide then are dropped.
    """
    lines = _whole_lines(geometries, decimals)
    if not lines:
        return ""
    points = np.concatenate(lines)
    changes = np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    doubled = np.where(changes < 0, -2 * changes - 1, 2 * changes).ravel()
    counts = np.array([len(line) for line in lines])
    starts = 2 * np.concatenate([[0], np.cumsum(counts)[:-1]])
    return _write(np.insert(doubled, starts, counts))


def _whole_lines(geometries: Iterable[BaseGeometry], decimals: int) -> list[NDArray[np.int64]]:
    parts = shapely.get_parts(np.array(list(geometries), dtype=object))
    is_area = shapely.get_type_id(parts) == shapely.GeometryType.POLYGON
    lines = []
    for part, area in zip(parts, is_area, strict=True):
        for line in shapely.get_rings(part) if area else [part]:
            points = np.rint(shapely.get_coordinates(line) * 10**decimals).astype(np.int64)
            moved = np.any(np.diff(points, axis=0) != 0, axis=1)
            kept = points[np.concatenate([[True], moved])]
            if len(kept) > (3 if area else 0):
                lines.append(kept[:-1] if area else kept)
    return lines


def _write(numbers: NDArray[np.int64]) -> str:
    groups = 13  # of five bits: enough for 64
    shifted = numbers[:, None] >> (5 * np.arange(groups))
    more = shifted >> 5 != 0
    used = np.concatenate([np.ones((len(numbers), 1), dtype=bool), more[:, :-1]], axis=1)
    codes = (shifted & 31) + 32 * more
    return str(_CHARACTERS[codes[used]].tobytes(), "ascii")
