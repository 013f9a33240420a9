"""Plots in the look of the map: its colours, a title, a source, words for who cannot see them."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import numpy as np
import pytest

from map_app.plots import PALETTE, SERIES, draw_ground, draw_squares, finish, plot_style
from tests.conftest import skip_or_fail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


@pytest.fixture
def canvas() -> Iterator[tuple[Figure, Axes]]:
    try:
        import matplotlib as mpl  # noqa: PLC0415
        import matplotlib.pyplot as plt  # noqa: PLC0415
    except ImportError:
        skip_or_fail("matplotlib is not here; pip install '.[notebooks]'")
    mpl.use("agg")
    with plt.rc_context(plot_style()):
        yield plt.subplots(figsize=(4, 3))


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    levels = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in levels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("name", [*SERIES, "ink", "soft-ink"])
def test_colours_of_series_stand_out_from_the_paper(name: str) -> None:
    assert 1.05 / (luminance(PALETTE[name]) + 0.05) >= 4.5


def test_a_plot_shows_itself_with_its_words(canvas: tuple[Figure, Axes]) -> None:
    figure, ax = canvas
    ax.plot([1, 2, 3])
    plot = finish(figure, "A title", source="Our arithmetic. " * 9, alt="A line goes up.")
    data, metadata = plot._repr_mimebundle_()
    assert repr(plot) == data["text/plain"] == "<Plot: A line goes up.>"
    assert metadata["image/png"]["alt"] == "A line goes up."
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert len(figure.get_supxlabel().splitlines()) > 1


def test_a_finished_plot_is_not_shown_twice(canvas: tuple[Figure, Axes]) -> None:
    import matplotlib.pyplot as plt  # noqa: PLC0415

    finish(canvas[0], "A title", source="Ours.", alt="Nothing.")
    assert canvas[0].number not in plt.get_fignums()


def test_the_ground_reaches_from_edge_to_edge(canvas: tuple[Figure, Axes]) -> None:
    assert draw_ground(canvas[1], "eqearth", middle=-80) == "+proj=eqearth +lon_0=-80"
    west, east = canvas[1].get_xlim()
    # Wider than that, a country has been torn across the map.
    assert -1.9e7 < west < -1.2e7
    assert 1.2e7 < east < 1.9e7


def test_squares_are_as_many_as_said(canvas: tuple[Figure, Axes]) -> None:
    draw_squares(canvas[1], {"a": 30, "b": 70}, {"a": "black", "b": "white", "c": "grey"})
    assert [np.size(line.get_xdata()) for line in canvas[1].lines] == [30, 70, 0]
    assert canvas[1].get_legend_handles_labels()[1] == ["a", "b", "c"]
