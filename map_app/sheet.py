"""What is drawn, decided once: the page and the still lay it out, each in its own way.

Everything is EPSG:4326, longitude before latitude, in degrees, within the map's window: the 360°
around the story's middle, so that no shape is torn at ±180°.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

import shapely

from geo import atlas, geodesy
from geo.drawing import find_datasets
from geo.kinds import about
from geo.model import Bearings, Precision, Voice
from map_app import style
from map_app.globe import draw_globe, to_path

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from shapely.geometry.base import BaseGeometry

    from geo.atlas import Dataset
    from geo.drawing import Drawing
    from geo.model import Chapter, Feature, Story
    from geo.words import Text

Position = tuple[float, float]
Form = Literal["point", "line", "area"]

PRECISIONS: tuple[Precision, ...] = get_args(Precision)
"""In the order of legends: the surest first."""
VOICES: tuple[Voice, ...] = get_args(Voice)

_FORMS: dict[str, Form] = {
    "Point": "point",
    "LineString": "line",
    "MultiLineString": "line",
    "Polygon": "area",
    "MultiPolygon": "area",
}

_STEP_DEG = 2.0
_RINGS_KM = (5_000, 10_000, 15_000)


class Bounds(NamedTuple):
    """What a view has to hold, in degrees."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True)
class Coat:
    """A part of a mark that is drawn in one go.

    Attributes
    ----------
    strength
        How firmly the part is to be seen in the end, from 0 to 1.
    opacity
        That with which it is drawn, over the coats below it.
    geometry
        An area holds all that is firmer, so that no seam shows where two coats meet.
    """

    strength: float
    opacity: float
    geometry: BaseGeometry


@dataclass(frozen=True)
class Mark:
    """A feature as it is drawn.

    Attributes
    ----------
    drawing
        The feature, and what says how it was drawn.
    look
        A key of `style.LOOKS`.
    form
        What its geometry is.
    geometry
        All of it.
    coats
        Its parts, the faintest and widest first.
    at
        A point inside it, to hang its name on.
    label
        Its name on the map; None if it has none.
    rank
        The lower, the sooner its name finds a place.
    datasets
        The ids of the data sets that it was drawn from.
    """

    drawing: Drawing
    look: str
    form: Form
    geometry: BaseGeometry
    coats: tuple[Coat, ...]
    at: Position
    label: Text | None
    rank: int
    datasets: tuple[str, ...]

    @property
    def feature(self) -> Feature:
        """What is drawn."""
        return self.drawing.feature

    @property
    def bounds(self) -> Bounds:
        """What it lies within."""
        return Bounds(*map(float, self.geometry.bounds))

    @property
    def decimals(self) -> int:
        """How many decimals of a degree its geometry is worth."""
        # A country's outline lies on that of the ground.
        return style.BASEMAP_DECIMALS if self.feature.shape.is_ground else style.STORY_DECIMALS


@dataclass(frozen=True)
class GroundName:
    """A name below the story, of land, water or a town, where it stands, and from which zoom on.

    That of a town stands below its place.
    """

    name: Text
    at: Position
    kind: str = "land"
    from_zoom: float = style.NAMED_FROM


@dataclass(frozen=True)
class Relief:
    """A picture of the relief: WebP with its bounds."""

    bounds: tuple[float, float, float, float]
    webp: bytes


@dataclass(frozen=True)
class Ground:
    """What lies under the story; `areas` and `lines` by their rule in `style.GROUND`."""

    areas: Mapping[str, tuple[BaseGeometry, ...]]
    lines: Mapping[str, tuple[BaseGeometry, ...]]
    relief: tuple[Relief, ...]
    names: tuple[GroundName, ...]


class Entry(NamedTuple):
    """An entry of the legend: a precision, and the looks that have it."""

    precision: Precision
    looks: tuple[str, ...]


class Bearing(NamedTuple):
    """Where a place lies from the middle of something: the id of its feature, and how far it is."""

    feature: str
    at: Position
    km: float


@dataclass(frozen=True)
class Around:
    """The Earth around a point, as `map_app.globe` draws it, and what lies where.

    Attributes
    ----------
    land
        SVG path data.
    rings
        Distances in km, each with its radius in the picture.
    places
        What lies around, each with its point in the picture.
    """

    land: str
    rings: tuple[tuple[int, float], ...]
    places: tuple[Bearing, ...]


@dataclass(frozen=True)
class Locator:
    """Where in the world the story is: the half of the Earth around it, and its opening view."""

    land: str
    frame: str


@dataclass(frozen=True, repr=False)
class Sheet:
    """All that is drawn of a story.

    Attributes
    ----------
    story
        The story.
    west
        The western edge of the window of 360°, in whole degrees.
    marks
        Its features, in the order of the story.
    ground
        What lies under them.
    opening
        What the first view holds.
    frames
        What the view of each chapter holds, by its id; those without features have none.
    datasets
        What is credited, by id.
    locator
        Where in the world all that is.
    around
        The figures of the Earth around something, by the id of their chapter.
    """

    story: Story
    west: float
    marks: tuple[Mark, ...]
    ground: Ground
    opening: Bounds
    frames: Mapping[str, Bounds]
    datasets: Mapping[str, Dataset]
    locator: Locator
    around: Mapping[str, Around]

    @property
    def credits(self) -> tuple[str, ...]:
        """Whom the data sets are owed to, each once."""
        return tuple(dict.fromkeys(item.credit for item in self.datasets.values()))

    def list_shown(self, chapter: Chapter | None) -> list[tuple[Mark, bool]]:
        """List the marks that are drawn, in drawing order, and whether each is quiet.

        They are those of the layers shown at first, and of the layers that the chapter brings in. A
        chapter without features quietens none.
        """
        lit = set(chapter.features) if chapter and chapter.features else None
        brought = {self.story.feature[name].layer for name in lit or ()}
        return [
            (mark, lit is not None and mark.feature.id not in lit)
            for layer in self.story.layers
            if layer.id in brought or is_shown(self.story, layer.id)
            for mark in self.marks
            if mark.feature.layer == layer.id
        ]

    def list_legend(self, chapter: Chapter | None) -> list[Entry]:
        """List the precisions that are drawn and not quiet, with their looks, the surest first."""
        told = [mark for mark, quiet in self.list_shown(chapter) if not quiet]
        entries = []
        for precision in PRECISIONS:
            looks = (mark.look for mark in told if mark.feature.precision == precision)
            entries.append(Entry(precision, tuple(dict.fromkeys(looks))))
        return [entry for entry in entries if entry.looks]

    def __repr__(self) -> str:
        return f"<Sheet {self.story.id}: {len(self.marks)} marks>"


def draw_sheet(story: Story, drawings: Mapping[str, Drawing]) -> Sheet:
    """Decide what is drawn of `story`, whose features are `drawings` (`geo.drawing.draw`)."""
    west = _find_window(drawings.values())
    marks = {name: _make_mark(story, drawing, west) for name, drawing in drawings.items()}
    opening = _hold([marks[name].bounds for name in story.opening])
    return Sheet(
        story,
        west,
        tuple(marks.values()),
        _lay_ground(story, west),
        opening,
        {
            chapter.id: _choose_frame(chapter, marks, west)
            for chapter in story.chapters
            if chapter.features or chapter.frame
        },
        atlas.datasets(),
        _locate(opening),
        {
            chapter.id: _look_around(chapter.figure, marks)
            for chapter in story.chapters
            if isinstance(chapter.figure, Bearings)
        },
    )


def is_shown(story: Story, layer: str) -> bool:
    """Whether a layer is shown at first: if one of its features is."""
    return any(feature.shown for feature in story.features if feature.layer == layer)


def _find_window(drawings: Iterable[Drawing]) -> float:
    """Find the western edge, in whole degrees, of the 360° around all that the story draws."""
    bands = [(d.feature.shape.is_ground, band.geometry) for d in drawings for band in d.bands]
    # Points can go to either side, and whole countries would pull towards their farthest islands.
    drawn = [part for is_ground, part in bands if not is_ground and part.geom_type != "Point"]
    west, _, east, _ = shapely.total_bounds(drawn or [part for _, part in bands])
    return float(round((west + east) / 2 - 180))


def _make_mark(story: Story, drawing: Drawing, west: float) -> Mark:
    feature = drawing.feature
    look = feature.shape.look
    geometry = geodesy.shift_into(_unite([band.geometry for band in drawing.bands]), west)
    is_named = feature.label or feature.precision in {"place", "country"}
    return Mark(
        drawing,
        look,
        _FORMS[geometry.geom_type],
        geometry,
        tuple(_lay_coats(drawing, style.LOOKS[look].fill_opacity, west)),
        _find_middle(drawing, west),
        (feature.label or feature.name) if is_named else None,
        style.RANKS.index(look),
        tuple(find_datasets(story, feature.shape)),
    )


def _lay_coats(drawing: Drawing, fill: float, west: float) -> list[Coat]:
    """Lay the bands of a drawing over each other, so that each is seen with its strength.

    `fill` is the opacity of the look; without it the bands are lines and lie side by side.
    """
    by_strength: dict[float, list[BaseGeometry]] = {}
    for band in drawing.bands:
        by_strength.setdefault(band.strength, []).append(band.geometry)
    levels = sorted(by_strength, reverse=True)
    laid: list[Coat] = []
    firmer: list[BaseGeometry] = []
    for strength, next_level in zip(levels, [*levels[1:], 0.0], strict=True):
        geometry = _unite([*firmer, *by_strength[strength]])
        # Seen through this coat and all wider ones below it, an area has fill * strength.
        opacity = 1 - (1 - fill * strength) / (1 - fill * next_level) if fill else strength
        shifted = geodesy.shift_into(geometry, west)
        laid.append(Coat(strength, round(opacity / (fill or 1), 3), shifted))
        firmer = [geometry] if fill else []
    return laid[::-1]


def _unite(geometries: Sequence[BaseGeometry]) -> BaseGeometry:
    if len(geometries) == 1:
        return geometries[0]
    union = shapely.union_all(geometries)
    return shapely.line_merge(union) if union.geom_type == "MultiLineString" else union


def _find_middle(drawing: Drawing, west: float) -> Position:
    """Find a point inside the drawing, to hang its name and its card on."""
    if label := drawing.feature.shape.label:
        return _shift(label, west)
    strongest = max(band.strength for band in drawing.bands)
    firm = _unite([band.geometry for band in drawing.bands if band.strength == strongest])
    shifted = geodesy.shift_into(firm, west)
    if shifted.geom_type.endswith("LineString"):
        middle = shapely.line_interpolate_point(shifted, 0.5, normalized=True)
    else:
        middle = shapely.point_on_surface(shifted)
    return float(middle.x), float(middle.y)


def _shift(position: Position, west: float) -> Position:
    lon, lat = position
    return west + (lon - west) % 360, lat


def _choose_frame(chapter: Chapter, marks: Mapping[str, Mark], west: float) -> Bounds:
    """Take the frame that the story chose for a chapter, or hold what it speaks of."""
    if chapter.frame is None:
        return _frame([marks[name] for name in chapter.features])
    left, south, right, north = chapter.frame
    (x, _) = _shift((left, south), west)
    return Bounds(x, south, x + (right - left) % 360, north)


def _frame(marks: Sequence[Mark]) -> Bounds:
    """Find what the view of a chapter holds that speaks of `marks`."""
    # Whole countries count only if there is nothing else.
    small = [mark for mark in marks if not mark.feature.shape.is_ground] or marks
    frame = _hold([mark.bounds for mark in small])
    # But none that the chapter speaks of is left out: its name at least is in view.
    box = shapely.box(*frame)
    far = [Bounds(*mark.at, *mark.at) for mark in marks if not mark.geometry.intersects(box)]
    return _hold([frame, *far])


def _hold(boxes: Iterable[Bounds]) -> Bounds:
    """Find the bounds of several."""
    wests, souths, easts, norths = zip(*boxes, strict=True)
    return Bounds(min(wests), min(souths), max(easts), max(norths))


def _locate(opening: Bounds) -> Locator:
    """Draw the half of the Earth around the opening view, and that view on it."""
    west, south, east, north = opening
    # To whole degrees, so that what moves a shape by a hair draws no other globe.
    globe = draw_globe((float(round((west + east) / 2)), float(round((south + north) / 2))), "near")
    # What opens on a point has a frame too, large enough to be seen.
    outline = shapely.segmentize(shapely.box(*opening).buffer(_STEP_DEG), _STEP_DEG)
    points = [globe.place((lon, lat)) for lon, lat in outline.exterior.coords]
    return Locator(globe.land, to_path([shapely.Polygon(points)]))


def _look_around(figure: Bearings, marks: Mapping[str, Mark]) -> Around:
    """Draw nearly all of the Earth around the middle of a feature, and find where others lie."""
    centre = marks[figure.centre].feature.shape.anchor
    globe = draw_globe(centre, "whole")
    places = []
    for name in figure.to:
        at = marks[name].at
        km = geodesy.length_m(geodesy.great_circle(centre, at)) / 1_000
        places.append(Bearing(name, globe.place(at), about(km)))
    rings = tuple((km, round(globe.measure(km), 1)) for km in _RINGS_KM)
    return Around(globe.land, rings, tuple(places))


def _lay_ground(story: Story, west: float) -> Ground:
    def shifted(geometries: Iterable[BaseGeometry]) -> tuple[BaseGeometry, ...]:
        return tuple(geodesy.shift_into(part, west) for part in geometries)

    countries = atlas.countries().values()
    # United, so that only coasts are left: each border is drawn once.
    parts = shapely.get_parts(list(shifted(country.geometry for country in countries)))
    return Ground(
        areas={"land": (shapely.coverage_union_all(parts),), "lake": shifted(atlas.lakes())},
        lines={
            "border": shifted([atlas.borders()]),
            "department": shifted(atlas.departments()),
            "river": shifted(river.geometry for river in atlas.rivers().values()),
        },
        relief=tuple(Relief(relief.bounds, relief.data) for relief in atlas.relief()),
        names=tuple(_name_ground(story, west)),
    )


def _name_ground(story: Story, west: float) -> Iterable[GroundName]:
    """Name what lies under the story: as the story has it, and the countries that it does not."""
    given = set()
    for name in story.names:
        if name.city and name.country:
            city = atlas.city(name.city, name.country)
            text, at = name.name or city.name, (city.lon, city.lat)
        elif name.name and name.at:
            text, at = name.name, name.at
        given.add(text.first)
        yield GroundName(text, _shift(at, west), name.kind, name.from_zoom)
    for country in atlas.countries().values():
        # The countries around are told by name wherever the story has no place for it.
        if country.fine and country.name.first not in given:
            yield GroundName(country.name, _shift(country.label, west))
