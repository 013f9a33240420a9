"""Every colour, width, pattern and zoom limit, for light and dark, in one place.

The hues follow Okabe and Ito's palette, which holds for colour-blind readers; no look depends on
hue alone, since each has its own line or texture. Nothing where people live is in alarm colours.

References
----------
Okabe, M. and Ito, K. (2008), Color Universal Design.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping


class Colour(NamedTuple):
    """One colour in each scheme, as CSS writes it."""

    light: str
    dark: str


class Look(NamedTuple):
    """How a kind of shape is drawn.

    `colour` and `fill` name colours of `COLOURS`; `fill` may name a pattern of `HATCHES`. Widths
    and dashes are in CSS pixels. What is soft is so in its geometry, in kilometres: no look blurs.
    With `head`, a line ends in an arrow.
    """

    colour: str
    width: float = 0.0
    dash: str = ""
    fill: str = ""
    fill_opacity: float = 0.0
    head: bool = False


class Hatch(NamedTuple):
    """Parallel lines: `angle` in degrees, `gap` and `width` in CSS pixels."""

    angle: int
    gap: float
    width: float
    dash: str = ""


class Letters(NamedTuple):
    """How a name on the map is written.

    `colour` names one of `COLOURS`; `size` is in CSS pixels and `spacing` in parts of it.
    """

    colour: str
    size: float = 13
    weight: int = 400
    style: str = "normal"
    spacing: float = 0.0


COLOURS = {
    # The ground.
    "sea": Colour("#d7e3e8", "#12181f"),
    "land": Colour("#f6f3ec", "#2b3138"),
    "border": Colour("#b5ab9b", "#57616b"),
    "department": Colour("#d3cabb", "#414a53"),
    "river": Colour("#8fb3c4", "#46606f"),
    "ground-text": Colour("#2f2b24", "#e3e7ea"),
    "water-text": Colour("#0f2733", "#d3e8f2"),
    # The page.
    "paper": Colour("#ffffff", "#181c21"),
    "raised": Colour("#f5f3ee", "#22272e"),
    "rule": Colour("#d9d4c9", "#3a424b"),
    "ink": Colour("#1c1b19", "#eceae5"),
    "soft-ink": Colour("#55514a", "#b4b8bc"),
    "link": Colour("#0b5a8a", "#8cc4ea"),
    "focus": Colour("#0036d1", "#ffd257"),
    # What the story draws.
    "country": Colour("#4a463f", "#c9c3b8"),
    "valley": Colour("#007a5e", "#2aa585"),
    "texture": Colour("#23312c", "#dff3ec"),
    "corridor": Colour("#7b4ea3", "#b893dc"),
    "route": Colour("#0068a8", "#6cb8ef"),
    "place": Colour("#1c1b19", "#f5f3ee"),
    "circle": Colour("#8a5a00", "#e3ae4f"),
}

HATCHES = {
    "within": Hatch(angle=45, gap=6, width=1.4),
    "beyond": Hatch(angle=-45, gap=6, width=1.2, dash="3 3"),
}

LOOKS = {
    "country": Look("country", width=1.6, fill="country", fill_opacity=0.05),
    "valley": Look("valley", fill="valley", fill_opacity=0.5),
    "zone": Look("texture", fill="within", fill_opacity=0.85),
    "zone-within": Look("texture", fill="within", fill_opacity=0.85),
    "zone-beyond": Look("texture", fill="beyond", fill_opacity=0.85),
    # The vaguer, the quieter: the band is a diagram, and the valley is where the story starts.
    "corridor": Look("corridor", fill="corridor", fill_opacity=0.24),
    "route": Look("route", width=2, dash="7 6", head=True),
    "place": Look("place", width=2, fill="paper", fill_opacity=1),
    "circle": Look("circle", fill="circle", fill_opacity=0.4),
}

LETTERS = {
    "land": Letters("ground-text", size=12, spacing=0.06),
    "water": Letters("water-text", size=12, style="italic", spacing=0.04),
    "town": Letters("ground-text", size=12),
    "place": Letters("ink", weight=650),
    # What may lie on a band or on the valley is in ink, which can be read on any of them.
    "valley": Letters("ink", size=15, weight=700),
    "zone": Letters("ink"),
    "zone-within": Letters("ink"),
    "zone-beyond": Letters("ink"),
    "corridor": Letters("ink", style="italic"),
    "country": Letters("ink", size=15, weight=600, spacing=0.08),
    "route": Letters("ink", size=12),
    "circle": Letters("ink", weight=600),
}
"""How names are written, by the look of what they name."""

RANKS = (
    "place", "valley", "corridor", "circle", "zone", "zone-within", "country", "zone-beyond",
    "route", "ground",
)  # fmt: skip
"""Whose names come first where there is no room for all."""

SWATCHES = {
    "place": "M11 10a5 5 0 1 0 10 0a5 5 0 1 0-10 0z",
    "route": "M1 15Q16 1 31 8",
    "country": "M3 3h26v14h-26z",
}
"""The paths that show looks in a legend, in 32 by 20 CSS pixels; `find_swatch` has one for all."""

QUIET = 0.25
"""The opacity of a feature that its chapter does not speak of."""
QUIET_WEIGHT = 400
"""The weight of its name."""

PICTURE_LETTERS = 1.2
"""How much larger names are in a picture alone, whose serif letters look smaller than a page's."""

GROUND = {
    "sea": "fill:{sea}",
    "land": "fill:{land};fill-rule:evenodd;stroke:{border}",
    "border": "fill:none;stroke:{border}",
    "department": "fill:none;stroke:{department}",
    "river": "fill:none;stroke:{river}",
    "lake": "fill:{sea};stroke:{river}",
    "hatch": "fill:none;stroke:{texture}",
    "head": "fill:{route};stroke:none",
    "globe": "fill:{sea};stroke:{soft-ink}",
    "globe-land": "fill:{border};fill-rule:evenodd",
    "globe-frame": "fill:none;stroke:{focus};stroke-width:5",
}
"""Rules of the ground, with {colours}."""
GROUND_WIDTH = 0.8
RELIEF_OPACITY = 0.45
"""A whisper: it says that there are mountains, and no name is harder to read for it."""

PLACE_RADIUS = 5.0
"""Radius in CSS pixels of the dot for a named place, the same for all."""

GAP = 6.0
"""Between a name and what it names, in CSS pixels."""
REACH = 160.0
"""How far from its anchor a name may stand, in CSS pixels."""
TOWN_BELOW = 11.0
"""How far below its place the name of a town stands, in CSS pixels."""
TOWN_RADIUS = 2.0
LOCATOR_FROM = 3.5
"""The zoom from which a small globe says where in the world the view is."""
NAMED_FROM = 4.0
"""The zoom from which countries of the ground have their names."""

OPENING_PADDING, CHAPTER_PADDING, NARROW_PADDING = 16, 40, 16
"""Room around what a view is to hold, in CSS pixels; the last is a chapter's on a narrow screen."""

MIN_ZOOM, MAX_ZOOM = 1, 8
EDGE = 85.0511
"""The latitude, in degrees, at which the square of Web Mercator ends."""
CLOSEST_ZOOM = 7.0
"""The map moves no closer than this by itself, since relief is a blur beyond."""
RELIEF_UNTIL_ZOOM = 7.0
"""Relief is 7.4 km a pixel: beyond this zoom it would show nothing but its own blur."""
BASEMAP_DECIMALS = 2
STORY_DECIMALS = 3


PANES = {"ground": 200, "relief": 210, "ground-lines": 220, "labels": 640}
"""z-index of each pane below and above the story's own, which start at `STORY_PANES`."""
STORY_PANES = 400


def find_swatch(look: str) -> str:
    """Find the path that shows a look in a legend."""
    return SWATCHES.get(look, "M4 4h24v12h-24z")


def to_svg() -> str:
    """Write the hatches and the head of an arrow, as SVG that the rules refer to."""
    patterns = (
        f'<pattern id="hatch-{name}" width="{hatch.gap:g}" height="{hatch.gap:g}"'
        f' patternUnits="userSpaceOnUse" patternTransform="rotate({hatch.angle})">'
        f'<path class="hatch" d="M0 {hatch.gap / 2:g}h{hatch.gap:g}" stroke-width="{hatch.width:g}"'
        f' stroke-dasharray="{hatch.dash or "none"}"/></pattern>'
        for name, hatch in HATCHES.items()
    )
    head = (
        '<marker id="head" viewBox="0 0 10 10" refX="8" refY="5" markerWidth="12"'
        ' markerHeight="12" markerUnits="userSpaceOnUse" orient="auto">'
        '<path class="head" d="M1 1l8 4-8 4z"/></marker>'
    )
    defined = "".join([*patterns, head])
    return f'<svg class="patterns" aria-hidden="true"><defs>{defined}</defs></svg>'


def to_css() -> str:
    """Write the colours as custom properties of the page, and what is drawn as rules with them."""

    def properties(scheme: int) -> str:
        return "".join(f"--{name}:{colour[scheme]};" for name, colour in COLOURS.items())

    paint = {name: f"var(--{name})" for name in COLOURS}
    return "\n".join(
        [
            f":root{{color-scheme:light dark;{properties(0)}}}",
            f"@media screen and (prefers-color-scheme:dark){{:root{{{properties(1)}}}}}",
            *_write_looks(paint),
            ".leaflet-pane path[class*=look-]{opacity:var(--strength,1)}",
            f".leaflet-pane path.quiet{{opacity:calc({QUIET:g}*var(--strength,1))}}",
            *_write_ground(paint),
            f"[class*=leaflet-ground] path{{stroke-width:{GROUND_WIDTH:g}px}}",
            f".leaflet-relief-pane img{{opacity:{RELIEF_OPACITY:g}}}",
            *(
                f".label.of-{name}{{color:{paint[letters.colour]};"
                f"font-size:{letters.size / 16:g}rem;font-weight:{letters.weight};"
                f"font-style:{letters.style};letter-spacing:{letters.spacing:g}em}}"
                for name, letters in LETTERS.items()
            ),
            f".label.quiet{{color:{paint['ground-text']};font-weight:{QUIET_WEIGHT}}}",
        ]
    )


def to_picture_css() -> str:
    """Write what a picture on its own needs: looks, ground and names in colours of the light."""
    paint = {name: colour.light for name, colour in COLOURS.items()}
    rules = _write_looks(paint)
    rules += _write_ground(paint)
    rules.append(f".relief{{opacity:{RELIEF_OPACITY}}}")
    for name, letters in LETTERS.items():
        rules.append(
            f".of-{name}{{fill:{paint[letters.colour]};"
            f"font-size:{letters.size * PICTURE_LETTERS:g}px;"
            # The fonts that a picture is drawn with have weights in whole hundreds.
            f"font-weight:{-(-letters.weight // 100) * 100};font-style:{letters.style}}}"
        )
    rules.append(f".label.quiet{{fill:{paint['ground-text']};font-weight:{QUIET_WEIGHT}}}")
    rules += [f".{name}{{fill:{paint[name]}}}" for name in ("paper", "ink", "soft-ink")]
    rules += [
        f".frame{{fill:none;stroke:{paint['rule']}}}",
    ]
    return "\n".join(rules)


def _write_ground(paint: Mapping[str, str]) -> list[str]:
    """Write the rules of the ground, in the colours of `paint`."""
    return [f".{name}{{{rule.format(**paint)}}}" for name, rule in GROUND.items()]


def _write_looks(paint: Mapping[str, str]) -> list[str]:
    """Write each look as a rule, in the colours of `paint`."""
    rules = []
    for name, look in LOOKS.items():
        fill = f"url(#hatch-{look.fill})" if look.fill in HATCHES else paint.get(look.fill)
        declarations = [
            f"stroke:{paint[look.colour]}" if look.width else "stroke:none",
            f"stroke-width:{look.width:g}",
            f"stroke-dasharray:{look.dash}" if look.dash else "",
            f"fill:{fill}" if fill else "fill:none",
            f"fill-opacity:{look.fill_opacity:g}",
        ]
        if look.head:
            rules.append(f".look-{name}.last{{marker-end:url(#head)}}")
        rules.append(f".look-{name}{{{';'.join(filter(None, declarations))}}}")
    return rules
