"""One look for plots: the map's colours, plain axes, a source below, words for who cannot see them.

matplotlib comes with the extra `notebooks`; only `finish` needs it, and is given a figure by those
who have it.
"""

from __future__ import annotations

import base64
import textwrap
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any

from map_app.style import COLOURS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PALETTE = {name: colour.light for name, colour in COLOURS.items()}
"""The map's colours by name, in the light scheme: ``PALETTE["valley"]``."""

SERIES = ("valley", "corridor", "route", "circle", "soft-ink")
"""The colours of one series after another, told apart by colour-blind readers too."""

_DPI = 100
_TITLE_POINTS = 12
_SOURCE_POINTS = 8.5
# About so many letters of that size go into an inch.
_LETTERS_AN_INCH = 15.5


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
    """

    figure: Figure
    alt: str

    def __repr__(self) -> str:
        return f"<Plot: {self.alt}>"

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
