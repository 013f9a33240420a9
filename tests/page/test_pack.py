"""Packed geometry is what went in, to the last decimal kept."""

from __future__ import annotations

import shapely
from hypothesis import given
from hypothesis import strategies as st

from map_app.page.pack import ALPHABET, pack

Line = list[tuple[int, int]]


def unpack(packed: str) -> list[Line]:
    """Read what `pack` wrote, as assets/js/data.js does."""
    values = [ALPHABET.index(character) for character in packed]
    numbers, number, shift = [], 0, 0
    for value in values:
        number |= (value & 31) << shift
        shift += 5
        if value < 32:
            numbers.append(number)
            number = shift = 0
    stream = iter(numbers)
    lines, x, y = [], 0, 0
    for count in stream:
        line = []
        for _ in range(count):
            dx, dy = ((-(n + 1) // 2 if n & 1 else n // 2) for n in (next(stream), next(stream)))
            x, y = x + dx, y + dy
            line.append((x, y))
        lines.append(line)
    return lines


coordinate = st.integers(-36_000, 36_000)
lines = st.lists(st.tuples(coordinate, coordinate), min_size=2, max_size=8, unique=True)


@given(st.lists(lines, max_size=5))
def test_lines_come_back(expected: list[Line]) -> None:
    geometries = [shapely.LineString([(x / 100, y / 100) for x, y in line]) for line in expected]
    assert unpack(pack(geometries, 2)) == expected


def test_rings_come_back_open_and_with_their_holes() -> None:
    area = shapely.box(0, 0, 9, 9) - shapely.box(3, 3, 6, 6)
    outer, hole = unpack(pack([area], 0))
    assert len(outer) == len(hole) == 4
    assert shapely.Polygon(outer, [hole]).equals(area)


def test_points_that_coincide_are_dropped() -> None:
    line = shapely.LineString([(0, 0), (0.001, 0), (1, 1)])
    assert unpack(pack([line], 1)) == [[(0, 0), (10, 10)]]


def test_rings_too_small_to_draw_are_dropped() -> None:
    assert pack([shapely.box(0, 0, 0.01, 0.01)], 1) == ""


def test_a_point_and_nothing() -> None:
    assert unpack(pack([shapely.Point(-77.05, -12.05)], 2)) == [[(-7705, -1205)]]
    assert pack([], 2) == ""


def test_alphabet_is_safe_in_json_html_and_script() -> None:
    assert len(set(ALPHABET)) == 64
    assert not set(ALPHABET) & set("\"'\\<>&`${}")
