"""Plots in the look of the map: its colours, a title, a source, words for who cannot see them."""

from __future__ import annotations

import base64
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest

from geo import draw, load_story
from map_app.notebook import (
    PALETTE,
    SERIES,
    draw_fading,
    draw_ground,
    draw_limits,
    draw_marks,
    draw_names,
    draw_over_ground,
    draw_squares,
    finish,
    plot_style,
)
from tests.conftest import skip_or_fail

if TYPE_CHECKING:
    from collections.abc import Iterator

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure
    from numpy.typing import NDArray


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


def linearise(colour: str) -> NDArray[np.float64]:
    """Take the gamma of sRGB (IEC 61966-2-1) off a colour."""
    levels = np.array([int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)])
    return np.where(levels <= 0.04045, levels / 12.92, ((levels + 0.055) / 1.055) ** 2.4)


def luminance(colour: str) -> float:
    """Relative luminance, as WCAG 2.2 defines it."""
    return float(np.dot(linearise(colour), [0.2126, 0.7152, 0.0722]))


# What is left of linear sRGB to those who lack one kind of cone: Machado, Oliveira and Fernandes,
# "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009),
# at severity 1.
SIGHTS = {
    "normal": [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
    "protanopia": [
        [0.152286, 1.052583, -0.204868],
        [0.114503, 0.786281, 0.099216],
        [-0.003882, -0.048116, 1.051998],
    ],
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968],
        [0.280085, 0.672501, 0.047413],
        [-0.011820, 0.042940, 0.968881],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779],
        [-0.078411, 0.930809, 0.147602],
        [0.004733, 0.691367, 0.303900],
    ],
}
TO_XYZ = [
    [0.4124564, 0.3575761, 0.1804375],
    [0.2126729, 0.7151522, 0.0721750],
    [0.0193339, 0.1191920, 0.9503041],
]


def see(colour: str, sight: str) -> NDArray[np.float64]:
    """Give the CIELAB coordinates of a colour as it looks to a sight."""
    seen = np.clip(np.array(SIGHTS[sight]) @ linearise(colour), 0, 1)
    xyz = np.array(TO_XYZ) @ seen / [0.95047, 1, 1.08883]
    x, y, z = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


@pytest.mark.parametrize("name", [*SERIES, "ink", "soft-ink"])
def test_colours_of_series_stand_out_from_the_paper(name: str) -> None:
    assert 1.05 / (luminance(PALETTE[name]) + 0.05) >= 4.5


@pytest.mark.parametrize("sight", SIGHTS)
@pytest.mark.parametrize(("one", "other"), list(combinations(SERIES, 2)))
def test_colours_of_series_are_told_apart_whatever_cones_one_has(
    one: str, other: str, sight: str
) -> None:
    # Some 2.3 is just noticeable side by side; marks that lie apart need ten times that.
    assert np.linalg.norm(see(PALETTE[one], sight) - see(PALETTE[other], sight)) > 25


def test_a_plot_shows_itself_with_its_words(canvas: tuple[Figure, Axes]) -> None:
    figure, ax = canvas
    ax.plot([1, 2, 3])
    plot = finish(figure, "A title", source="Our arithmetic. " * 9, alt="A line goes up.")
    data, metadata = plot._repr_mimebundle_()
    assert repr(plot) == data["text/plain"]
    assert repr(plot).startswith("<Plot “A title”: A line goes up. Drawn: ")
    assert metadata["image/png"]["alt"] == "A line goes up."
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert len(figure.get_supxlabel().splitlines()) > 1


def digest_of(heights: list[float], **kept: str) -> str:
    import matplotlib.pyplot as plt  # noqa: PLC0415

    figure, ax = plt.subplots()
    ax.bar(range(len(heights)), heights)
    ax.set(ylim=(0, 10), title=kept.get("title", ""))
    return repr(finish(figure, "Bars", source="Ours.", alt="Some bars."))


@pytest.mark.usefixtures("canvas")
def test_a_bar_that_changes_shows_in_the_words() -> None:
    kept = digest_of([3, 5, 4])
    assert digest_of([3 + 1e-9, 5, 4]) == kept
    assert digest_of([3, 6, 4]) != kept
    assert digest_of([3, 5, 4], title="Other") != kept


@pytest.mark.usefixtures("canvas")
def test_lines_and_shapes_that_change_show_in_the_words() -> None:
    import matplotlib.pyplot as plt  # noqa: PLC0415

    said = set()
    for shift in (0, 0.1):
        for marker in "<>":
            figure, ax = plt.subplots()
            ax.plot([0, 1 + shift], [0, 1], marker)
            ax.hlines([1], [0], [1 + shift])
            ax.set(xlim=(0, 2), ylim=(0, 2))
            said.add(repr(finish(figure, "T", source="S.", alt="A.")))
    assert len(said) == 4


def test_a_ceiling_and_a_floor_are_arrows(canvas: tuple[Figure, Axes]) -> None:
    rows = {"a": (1, 2), "b, " * 30: (3, 3), "c": (4, 4)}
    draw_limits(canvas[1], rows, ["figure", "ceiling", "floor"], "black")
    assert [line.get_marker() for line in canvas[1].lines[3:]] == ["o", "<", ">"]
    labels = [label.get_text() for label in canvas[1].get_yticklabels()]
    assert labels[0] == "a"
    assert "\n" in labels[1]
    bottom, top = canvas[1].get_ylim()
    assert bottom > top


def test_marks_are_named(canvas: tuple[Figure, Axes]) -> None:
    draw_marks(canvas[1], {"one": 1, "two": 2}, "black")
    assert [line.get_xdata()[0] for line in canvas[1].lines] == [1, 2]  # type: ignore[index]
    assert [text.get_text().strip() for text in canvas[1].texts] == ["one", "two"]


def test_names_stand_where_they_are_put(canvas: tuple[Figure, Axes]) -> None:
    draw_names(canvas[1], {"Peru": (0.2, 0.4)})
    (text,) = canvas[1].texts
    assert (text.get_text(), text.get_position()) == ("Peru", (0.2, 0.4))


def test_shapes_over_the_ground_fill_the_picture(canvas: tuple[Figure, Axes]) -> None:
    import geopandas as gpd  # noqa: PLC0415
    from shapely.geometry import box  # noqa: PLC0415

    shapes = gpd.GeoSeries([box(-80, -20, -60, 0)], crs=4326)
    draw_over_ground(canvas[1], shapes, "eqc", middle=-70, margin_km=100)
    assert canvas[1].get_xlim() == pytest.approx((-1.213e6, 1.213e6), rel=0.01)


def test_what_fades_on_the_map_fades_on_a_plot(canvas: tuple[Figure, Axes]) -> None:
    drawing = draw(load_story())["corridor"]
    draw_fading(canvas[1], drawing, "+proj=laea +lat_0=-13 +lon_0=-69", "black")
    (bands,) = canvas[1].collections
    alphas = np.asarray(bands.get_facecolor())[:, 3]
    assert alphas == pytest.approx([0.4 * band.strength for band in drawing.bands])


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
