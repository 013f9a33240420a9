"""One look for plots: the map's colours, plain axes, a source below, words for who cannot see them.

matplotlib comes with the extra `notebooks`; only `finish` needs it, and is given a figure by those
who have it.
"""

from __future__ import annotations

import base64
import hashlib
import re
import textwrap
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from map_app.style import COLOURS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import geopandas as gpd
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from geo.drawing import Drawing

PALETTE = {name: colour.light for name, colour in COLOURS.items()}
"""The map's colours by name, in the light scheme: ``PALETTE["valley"]``."""

SERIES = ("valley", "circle", "corridor", "ink", "focus")
"""The colours of one series after another; the tests simulate how colour-blind readers see them."""

LIMITS = {"figure": ("o", "no limit given"), "ceiling": ("<", "up to"), "floor": (">", "more than")}
"""The mark of a number by what it is, and how the key calls it."""

_DPI = 100
_TITLE_POINTS = 12
_SOURCE_POINTS = 8.5
# About so many letters of that size go into an inch.
_LETTERS_AN_INCH = 15.5
_LABEL_LETTERS = 50
# What is drawn is compared to a thousandth of the axes; no round number falls between two steps.
_OFF_ROUND = 0.000137


def plot_style() -> dict[Any, Any]:
    """Return matplotlib's rcParams for a plot in the look of the map.

    >>> plot_style()["axes.edgecolor"] == PALETTE["soft-ink"]
    True
    """
    colours = ", ".join(f"'{PALETTE[name]}'" for name in SERIES)
    return {
        "axes.axisbelow": True,
        "axes.edgecolor": PALETTE["soft-ink"],
        "axes.grid": True,
        "axes.labelcolor": PALETTE["soft-ink"],
        "axes.prop_cycle": f"cycler('color', [{colours}])",
        "axes.spines.right": False,
        "axes.spines.top": False,
        "axes.titlelocation": "left",
        "axes.titlesize": 10,
        "figure.constrained_layout.use": True,
        "figure.dpi": _DPI,
        "figure.figsize": (7.2, 3.4),
        "font.size": 10,
        "grid.color": PALETTE["rule"],
        "grid.linewidth": 0.6,
        "hatch.linewidth": 0.8,
        "legend.frameon": False,
        "lines.linewidth": 2,
        "text.color": PALETTE["ink"],
        "xtick.color": PALETTE["soft-ink"],
        "ytick.color": PALETTE["soft-ink"],
        "ytick.labelcolor": PALETTE["ink"],
    }


def draw_ground(ax: Axes, projection: str, *, middle: float = 0.0) -> str:
    """Draw the countries of the atlas on `ax`, without a frame, and return the projected CRS.

    Parameters
    ----------
    ax
        Where to.
    projection
        A projection of the whole world, as PROJ calls it: merc, eqearth.
    middle
        The longitude, in degrees, in the middle of the map: -80 keeps the Pacific whole.
    """
    from geo.tables import to_countries  # noqa: PLC0415 - pandas is slow to import

    crs = f"+proj={projection} +lon_0={middle:g}"
    to_countries(west=middle - 180).to_crs(crs).plot(
        ax=ax, color=PALETTE["land"], edgecolor=PALETTE["border"], linewidth=0.4
    )
    ax.set_axis_off()
    return crs


def draw_over_ground(
    ax: Axes, shapes: gpd.GeoSeries, projection: str, *, middle: float = 0.0, margin_km: float = 500
) -> None:
    """Draw `shapes` over the countries of the atlas, and show as much of them as that takes.

    Parameters
    ----------
    ax, projection, middle
        Those of `draw_ground`.
    shapes
        What to draw.
    margin_km
        How much to show around the shapes, in kilometres of the projection.
    """
    shown = shapes.to_crs(draw_ground(ax, projection, middle=middle))
    shown.plot(ax=ax, color=PALETTE["corridor"])
    west, south, east, north = shown.total_bounds
    margin = margin_km * 1_000
    ax.set(xlim=(west - margin, east + margin), ylim=(south - margin, north + margin))


def draw_fading(ax: Axes, drawing: Drawing, crs: str, colour: str) -> None:
    """Draw the bands of `drawing` on `ax`, projected to `crs`, each as firm as the map has it."""
    import geopandas as gpd  # noqa: PLC0415 - slow to import

    bands = gpd.GeoSeries([band.geometry for band in drawing.bands], crs=4326).to_crs(crs)
    bands.plot(ax=ax, color=colour, alpha=[0.4 * band.strength for band in drawing.bands])


def draw_marks(ax: Axes, marks: Mapping[str, float], colour: str) -> None:
    """Draw a dashed upright line on `ax` at each of `marks`, and its name at the top."""
    for name, value in marks.items():
        ax.axvline(value, color=colour, ls="--", lw=1.2)
        ax.text(value, 0.99, f" {name}", color=colour, va="top", transform=ax.get_xaxis_transform())


def draw_names(ax: Axes, names: Mapping[str, tuple[float, float]]) -> None:
    """Write each of `names` on `ax`, from its place on."""
    for name, place in names.items():
        ax.text(*place, name)


def draw_limits(
    ax: Axes, rows: Mapping[str, tuple[float, float]], limits: Sequence[str], colour: str
) -> None:
    """Draw numbers and ranges on `ax`, a row for each from the top; limits are arrows.

    Parameters
    ----------
    ax
        Where to; it gets a key.
    rows
        The ends of each range by its label; those of a single number are the same.
    limits
        What each is, in the same order: one of `LIMITS`.
    colour
        The colour of all of them.
    """
    # No line ends between a number and what it counts.
    whole = [re.sub(r"(\d) ", "\\1\N{NO-BREAK SPACE}", label) for label in rows]
    labels = [textwrap.fill(label, _LABEL_LETTERS) for label in whole]
    for kind, (mark, said) in LIMITS.items():
        ax.plot([], [], mark, color=colour, mfc=colour if kind == "figure" else "none", label=said)
    for row, (ends, kind) in enumerate(zip(rows.values(), limits, strict=True)):
        fill = colour if kind == "figure" else PALETTE["paper"]
        ax.plot(ends, [row, row], f"{LIMITS[kind][0]}-", color=colour, mfc=fill, ms=7)
    ax.set_yticks(range(len(labels)), labels, size=_SOURCE_POINTS)
    # From the top down, with room above the first row.
    ax.set_ylim(len(labels) - 0.5, -1)
    ax.legend(loc="upper right")


def draw_squares(ax: Axes, counts: Mapping[str, int], colours: Mapping[str, str]) -> None:
    """Draw so many squares of each kind on `ax`, row by row from the top, ten in a row.

    Parameters
    ----------
    ax
        Where to; its legend gets an entry for each of `colours`.
    counts
        How many squares of each kind, in drawing order.
    colours
        The colour of each kind, by its name.
    """
    kinds = [kind for kind, count in counts.items() for _ in range(count)]
    for kind, colour in colours.items():
        at = [number for number, other in enumerate(kinds) if other == kind]
        ax.plot([n % 10 for n in at], [-(n // 10) for n in at], "s", color=colour, label=kind, ms=9)
    ax.set_aspect("equal")
    ax.set_axis_off()


@dataclass(frozen=True, repr=False)
class Plot:
    """A finished figure, which a notebook shows with its words.

    Attributes
    ----------
    figure
        The figure.
    alt
        What it shows, in words, for those who cannot see it.

    Its repr has the titles too, and a digest of what is drawn: one bar that changes, changes it.
    """

    figure: Figure
    alt: str

    def __repr__(self) -> str:
        titles = [self.figure.get_suptitle(), *(ax.get_title("left") for ax in self.figure.axes)]
        said = "; ".join(title for title in titles if title)
        return f"<Plot “{said}”: {self.alt} Drawn: {digest(self.figure)}>"

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a PNG with its alt text, and the same words as plain text."""
        png = BytesIO()
        self.figure.savefig(png, format="png", dpi=_DPI, metadata={"Software": None})
        content = base64.b64encode(png.getvalue()).decode()
        return {"text/plain": repr(self), "image/png": content}, {"image/png": {"alt": self.alt}}


def finish(figure: Figure, title: str, *, source: str, alt: str) -> Plot:
    """Write `title` and `source` on `figure`, close it for pyplot, and give it its `alt` text.

    Parameters
    ----------
    figure
        What ``plt.subplots`` returns, drawn in `plot_style`, whose layout makes room for both.
    title
        What the figure says, in a few words.
    source
        What the figure rests on, and whose arithmetic it is.
    alt
        What it shows, in a sentence or two.
    """
    from matplotlib import pyplot as plt  # noqa: PLC0415 - an extra, and slow to import

    figure.suptitle(title, x=0.01, ha="left", weight="bold", size=_TITLE_POINTS)
    width = int(figure.get_figwidth() * _LETTERS_AN_INCH)
    figure.supxlabel(
        textwrap.fill(source, width), x=0.01, ha="left", size=_SOURCE_POINTS,
        color=PALETTE["soft-ink"],
    )  # fmt: skip
    # An open figure would be shown a second time, without its words.
    plt.close(figure)
    return Plot(figure, alt)


def digest(figure: Figure) -> str:
    """Return 8 hexadecimal digits that depend on the words and the data of `figure`.

    Data count to a thousandth of what the axes show, and of an area its extent alone, so that no
    version of a library changes them.
    """
    facts = [[figure.get_suptitle(), figure.get_supxlabel(), len(figure.axes)]]
    facts += [list(_list_facts(ax)) for ax in figure.axes]
    return hashlib.sha256(repr(facts).encode()).hexdigest()[:8]


def _list_facts(ax: Axes) -> Iterator[object]:
    from matplotlib.colors import to_hex  # noqa: PLC0415
    from matplotlib.ticker import FixedLocator  # noqa: PLC0415

    yield [ax.get_title("left"), ax.get_xlabel(), ax.get_ylabel()]
    yield [f"{end:.3g}" for end in (*ax.get_xlim(), *ax.get_ylim())]
    yield [text.get_text() for text in ax.texts]
    for axis in (ax.xaxis, ax.yaxis):
        # Ticks that nobody set depend on the room for them.
        if isinstance(axis.get_major_locator(), FixedLocator):
            yield [text.get_text() for text in axis.get_ticklabels()]
    for line in ax.lines:
        yield [to_hex(line.get_color()), line.get_marker(), line.get_linestyle()]
        data: Any = line.get_xydata()
        yield [_place(ax, *point) for point in data]
    for patch in ax.patches:
        path = patch.get_path().transformed(patch.get_patch_transform())
        yield [to_hex(patch.get_facecolor()), _span(ax, path.vertices)]
    for collection in ax.collections:
        yield [_span(ax, path.vertices) for path in collection.get_paths()]


def _span(ax: Axes, points: Any) -> list[float]:  # noqa: ANN401 - an array
    if not len(points):
        return []
    return [*_place(ax, *points.min(axis=0)), *_place(ax, *points.max(axis=0))]


def _place(ax: Axes, *point: float) -> list[float]:
    """Give a point as shares of the axes; what lies outside of them is not seen."""
    shares = []
    for value, (start, end) in zip(point, (ax.get_xlim(), ax.get_ylim()), strict=True):
        share = (float(value) - start) / (end - start) + _OFF_ROUND
        shares.append(round(min(max(share, -0.01), 1.01), 3))
    return shares
