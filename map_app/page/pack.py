"""Geometry packed into short strings for the page, which unpacks them in `assets/js/data.js`.

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

from geo import geodesy

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"

_CHARACTERS = np.frombuffer(ALPHABET.encode(), dtype=np.uint8)
_BITS = 5
_MORE = 1 << _BITS


def pack(geometries: Iterable[BaseGeometry], decimals: int) -> str:
    """Pack points, lines and the rings of polygons, holes included, into one string.

    Parameters
    ----------
    geometries
        In degrees, longitude before latitude.
    decimals
        Decimals of a degree to keep; points that coincide then are dropped.
    """
    points, counts = _whole_lines(geometries, decimals)
    changes = np.diff(points, axis=0, prepend=np.zeros((1, 2), dtype=np.int64))
    doubled = np.where(changes < 0, -2 * changes - 1, 2 * changes).ravel()
    starts = 2 * (np.cumsum(counts) - counts)
    return _write(np.insert(doubled, starts, counts))


def _whole_lines(
    geometries: Iterable[BaseGeometry], decimals: int
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Round the points of all lines, one after the other, and count those of each line."""
    lines, is_ring = geodesy.take_apart(geometries)
    coordinates, line_of = shapely.get_coordinates(lines, return_index=True)
    points = np.rint(coordinates * 10**decimals).astype(np.int64)
    # Going backwards, a point that coincides with the next is dropped, and so is the last of a
    # ring, which is its first again.
    last = np.diff(line_of, append=-1) != 0
    moves = np.any(np.diff(points, axis=0, append=points[-1:]) != 0, axis=1)
    kept = np.where(last, ~is_ring[line_of], moves)
    counts = np.bincount(line_of[kept], minlength=len(lines))
    drawn = counts >= np.where(is_ring, 3, 1)
    return points[kept & drawn[line_of]], counts[drawn]


def _write(numbers: NDArray[np.int64]) -> str:
    most_bits = int(numbers.max(initial=0)).bit_length()
    shifted = numbers[:, None] >> (_BITS * np.arange(max(1, -(-most_bits // _BITS))))
    more = shifted >> _BITS != 0
    used = np.concatenate([np.ones((len(numbers), 1), dtype=bool), more[:, :-1]], axis=1)
    codes = (shifted & (_MORE - 1)) + _MORE * more
    return str(_CHARACTERS[codes[used]].tobytes(), "ascii")
