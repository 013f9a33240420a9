"""Each shape kind drawn as a geometry, with the note that says how it was drawn.

Everything is EPSG:4326, longitude before latitude. Whatever is not a named place or a legal
boundary is rounded to `DECIMALS`, so that no drawing is finer than the words behind it. The note is
made from the numbers that the drawing used, so it cannot say anything else.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, singledispatchmethod
from typing import TYPE_CHECKING, NamedTuple

import shapely
from shapely.ops import substring

from geo import atlas, geodesy
from geo.model import Circle, Corridor, Country, Place, Route, Valley, Zone
from geo.problems import Problem
from geo.words import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from shapely import LineString
    from shapely.geometry.base import BaseGeometry

    from geo.model import Feature, Shape, Story

DECIMALS = 1
"""Decimals of a degree kept in approximate and schematic shapes: 0.1° is about 11 km."""
ZONE_DECIMALS = 2
"""Those kept where a zone divides a valley, which is narrower than two steps of 0.1°."""

# The river's own bends are not the valley's: close and open by this much, then simplify.
_TIDY_KM = 10.0
_TOLERANCE_KM = 2.0
_SLICES = 18
_FAINTEST = 0.12
# A route starts faint, because the text gives no place to start from.
_FADE_IN_KM = 1_500.0


class Band(NamedTuple):
    """A part of a drawing and how firmly it is drawn, from 0 (not at all) to 1."""

    geometry: BaseGeometry
    strength: float


class DrawingError(ValueError):
    """Features that cannot be drawn.

    Attributes
    ----------
    problems
        What is wrong, each with its file, its item and the mend.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(f"  {problem}" for problem in problems))


@dataclass(frozen=True, repr=False)
class Drawing:
    """A feature with its geometry.

    Attributes
    ----------
    feature
        The feature that is drawn.
    bands
        Its parts, as a map draws them: longitudes are continuous and may leave ±180°.
    note
        How it was drawn, generated from its own parameters.
    """

    feature: Feature
    bands: tuple[Band, ...]
    note: Text

    @property
    def geometry(self) -> BaseGeometry:
        """The whole, within ±180°, cut at the antimeridian as RFC 7946 asks."""
        whole = shapely.union_all([band.geometry for band in self.bands])
        if whole.geom_type == "MultiLineString":
            whole = shapely.line_merge(whole)
        return geodesy.cut_at_antimeridian(whole)

    @property
    def doubt(self) -> Text:
        """How far it goes, in a few words."""
        return say_doubt(self.feature.shape)

    def __repr__(self) -> str:
        return f"<Drawing {self.feature.id}, {self.geometry.geom_type}: {self.note['en']}>"


def draw(story: Story) -> dict[str, Drawing]:
    """Draw every feature of `story`, by id, in the story's order.

    Raises
    ------
    DrawingError
        If a feature cannot be drawn: its shape names what the atlas does not hold, or its numbers
        make no shape. It lists all such features at once.

    Examples
    --------
    >>> from geo import load_story
    >>> draw(load_story())["lima"].geometry.geom_type
    'Point'
    """
    pen = _Pen(story)
    drawings = {}
    problems = []
    for feature in story.features:
        try:
            bands = pen.draw(feature.shape)
            drawings[feature.id] = Drawing(feature, tuple(bands), pen.note(feature.shape, bands))
        except (atlas.AtlasError, ValueError, shapely.errors.GEOSException) as error:
            problems.append(Problem("features.toml", feature.id, f"cannot be drawn: {error}"))
    if problems:
        raise DrawingError(problems)
    return drawings


class _Pen:
    """Draws the shapes of one story; it looks up the features that others are made from."""

    def __init__(self, story: Story) -> None:
        self._features = story.feature

    # One method per shape kind, twice: the geometry, then the sentence.

    @singledispatchmethod
    def draw(self, shape: object) -> list[Band]:
        raise NotImplementedError(type(shape).__name__)

    @singledispatchmethod
    def note(self, shape: object, bands: Sequence[Band]) -> Text:
        raise NotImplementedError(type(shape).__name__)

    @draw.register
    def _(self, shape: Place) -> list[Band]:
        return [Band(shapely.Point(self._anchor(shape)), 1.0)]

    @note.register
    def _(self, shape: Place, _: Sequence[Band]) -> Text:
        if shape.city:
            return Text(
                en="A point for the city as a whole, placed by Natural Earth.",
                es="Un punto para la ciudad en su conjunto, ubicado por Natural Earth.",
            )
        return Text(
            en=f"A point where a source outside the article puts it ({shape.source}).",
            es=f"Un punto donde lo ubica una fuente ajena al artículo ({shape.source}).",
        )

    @draw.register
    def _(self, shape: Country) -> list[Band]:
        return [Band(atlas.country(shape.iso3).geometry, 1.0)]

    @note.register
    def _(self, _: Country, __: Sequence[Band]) -> Text:
        return Text(
            en="The country’s outline as in Natural Earth, simplified; no opinion on boundaries is"
            " implied.",
            es="El contorno del país según Natural Earth, simplificado; no implica opinión alguna"
            " sobre límites.",
        )

    @draw.register
    def _(self, shape: Valley) -> list[Band]:
        land = _land_along(shape, shape.half_width_km)
        return [Band(geodesy.round_degrees(land, DECIMALS), 1.0)]

    @note.register
    def _(self, shape: Valley, bands: Sequence[Band]) -> Text:
        area = _about(geodesy.area_km2(bands[0].geometry))
        rivers = [atlas.river(name).name for name in shape.rivers]
        return Text(
            en=f"Approximate extent: {_plain(shape.half_width_km)} km either side of the"
            f" {_join([r['en'] for r in rivers], 'and')}, as in Natural Earth, with corners"
            f" rounded to 0.1° (about 11 km); some {area} km². Not a legal boundary.",
            es=f"Extensión aproximada: {_plain(shape.half_width_km)} km a cada lado de los ríos"
            f" {_join([r['es'] for r in rivers], 'y')}, según Natural Earth, con"
            f" vértices redondeados a 0.1° (unos 11 km); cerca de {area} km². No es un"
            " límite legal.",
        )

    @draw.register
    def _(self, shape: Zone) -> list[Band]:
        valley = self._features[shape.of].shape
        if not isinstance(valley, Valley):
            raise TypeError(shape.of)  # the story's rules keep this from happening
        (whole,) = self.draw(valley)
        near = _land_along(valley, shape.within_km or shape.beyond_km or 0.0)
        part = whole.geometry & near if shape.within_km else whole.geometry - near
        return [Band(geodesy.round_degrees(part, ZONE_DECIMALS), 1.0)]

    @note.register
    def _(self, shape: Zone, _: Sequence[Band]) -> Text:
        name = self._features[shape.of].name
        limit = _plain(shape.within_km or shape.beyond_km or 0.0)
        side = ("within", "a menos de") if shape.within_km else ("more than", "a más de")
        return Text(
            en=f"A texture over the part of “{name['en']}” that lies {side[0]} {limit} km"
            f"{' of' if shape.within_km else ' from'} its rivers. The limit is ours: the text"
            " gives no place, so no point in here is one.",
            es=f"Una trama sobre la parte de «{name['es']}» que queda {side[1]} {limit} km de sus"
            " ríos. El límite es nuestro: el texto no da ningún lugar, así que ningún punto de"
            " aquí lo es.",
        )

    @draw.register
    def _(self, shape: Corridor) -> list[Band]:
        target = self._features[shape.into].shape
        (into,) = self.draw(target)
        slices = geodesy.band(
            self._anchor(self._features[shape.start].shape),
            self._anchor(target),
            shape.widths_km,
            slices=_SLICES,
        )
        # The countries are cut at the antimeridian, and the band is not.
        west = slices[0].centroid.x - 180
        land = shapely.union_all([atlas.country(iso3).geometry for iso3 in shape.countries])
        land = geodesy.shift_into(land, west)
        target_land = geodesy.shift_into(into.geometry, west)
        inside = [target_land.intersects(part.centroid) for part in slices]
        bands = []
        for number, part in enumerate(slices):
            # Full strength up to the border, then fading with every slice beyond it.
            gone = sum(inside[: number + 1]) / max(1, sum(inside))
            kept = _areas(shapely.set_precision(_areas(part & land), 10**-DECIMALS))
            # Islands smaller than the rounding vanish, and with them some slices.
            if not kept.is_empty:
                kept = geodesy.round_degrees(kept, DECIMALS)
                bands.append(Band(kept, round(1.0 - gone * (1.0 - _FAINTEST), 2)))
        if not bands or not any(inside):
            raise ValueError(
                f"no part of the band lies in {_join(shape.countries, 'and')} and reaches"
                f" {shape.into!r}; name the countries on its way"
            )
        return bands

    @note.register
    def _(self, shape: Corridor, _: Sequence[Band]) -> Text:
        start, into = self._features[shape.start].name, self._features[shape.into].name
        narrow, wide = map(_plain, shape.widths_km)
        countries = [atlas.country(iso3).name for iso3 in shape.countries]
        return Text(
            en=f"A diagram, not a flight path: a band {narrow} km wide where it leaves"
            f" “{start['en']}”, widening to {wide} km towards the middle of {into['en']}, kept to"
            f" {_join([c['en'] for c in countries], 'and')}. It fades because the text names no"
            " place of arrival.",
            es=f"Un esquema, no una ruta de vuelo: una franja de {narrow} km de ancho donde sale"
            f" de «{start['es']}», que se ensancha hasta {wide} km hacia el centro de {into['es']},"
            f" dentro de {_join([c['es'] for c in countries], 'y')}. Se desvanece porque el texto"
            " no nombra un lugar de llegada.",
        )

    @draw.register
    def _(self, shape: Route) -> list[Band]:
        line = self._great_circle(shape)
        steps = len(line.coords) - 1
        if self._starts_at_a_place(shape) or steps == 1:
            return [Band(line, 1.0)]
        # Faint near the start, where the text gives no place; cut by vertices, which are even.
        cut = max(1, round(steps * min(0.5, _FADE_IN_KM * 1_000 / geodesy.length_m(line))))
        return [
            Band(shapely.LineString(line.coords[: cut + 1]), 0.4),
            Band(shapely.LineString(line.coords[cut:]), 1.0),
        ]

    @note.register
    def _(self, shape: Route, _: Sequence[Band]) -> Text:
        start, to = self._features[shape.start], self._features[shape.to].name
        length = _about(geodesy.length_m(self._great_circle(shape)) / 1_000)
        from_en, from_es = start.name["en"], start.name["es"]
        if not self._starts_at_a_place(shape):
            from_en = f"the middle of {from_en}, for want of a place,"
            from_es = f"el centro de {from_es}, a falta de un lugar,"
        return Text(
            en=f"An arc of a great circle, the shortest line on the globe: about {length} km"
            f" from {from_en} to {to['en']}. It joins two names and follows no known route.",
            es=f"Un arco de círculo máximo, la línea más corta sobre el globo: unos {length} km"
            f" desde {from_es} hasta {to['es']}. Une dos nombres y no sigue ninguna ruta conocida.",
        )

    @draw.register
    def _(self, shape: Circle) -> list[Band]:
        # So few points that their distance, not the rounding, decides how round it looks.
        ring = geodesy.circle(shape.centre, shape.radius_km, points=24)
        return [Band(geodesy.round_degrees(ring, DECIMALS), 1.0)]

    @note.register
    def _(self, shape: Circle, _: Sequence[Band]) -> Text:
        radius = _plain(shape.radius_km)
        return Text(
            en=f"Everything within {radius} km of where a source outside the article puts it"
            f" ({shape.source}). The circle is wide on purpose and its centre is not marked.",
            es=f"Todo lo que está a menos de {radius} km de donde lo sitúa una fuente ajena al"
            f" artículo ({shape.source}). El círculo es amplio a propósito y no marca su centro.",
        )

    def _starts_at_a_place(self, shape: Route) -> bool:
        return isinstance(self._features[shape.start].shape, Place)

    def _great_circle(self, shape: Route) -> LineString:
        start, end = (self._features[name].shape for name in shape.builds_on)
        *line, last = geodesy.great_circle(self._anchor(start), self._anchor(end)).coords
        return shapely.LineString([*(tuple(round(n, DECIMALS) for n in at) for at in line), last])

    def _anchor(self, shape: object) -> tuple[float, float]:
        """Where a shape is joined to others, as longitude and latitude in degrees."""
        match shape:
            case Place(position=(lon, lat)) | Circle(centre=(lon, lat)):
                return lon, lat
            case Place(city=str(city), country=str(country)):
                found = atlas.city(city, country)
                return found.lon, found.lat
            case Country(iso3=iso3):
                lon, lat = atlas.country(iso3).label
            case Valley():
                middle = _axis(shape).interpolate(0.5, normalized=True)
                lon, lat = middle.x, middle.y
            case _:
                raise TypeError(type(shape).__name__)
        return round(lon, DECIMALS), round(lat, DECIMALS)


# What several shapes are made from is drawn once; shapes are frozen, so they can be keys.


@cache
def _axis(shape: Valley) -> LineString:
    """Join the rivers of a valley into one line, from its start to its end."""
    reaches = [atlas.river(name).geometry for name in shape.rivers]
    line = shapely.line_merge(shapely.union_all(reaches))
    if line.geom_type != "LineString":
        raise atlas.AtlasError(f"{_join(shape.rivers, 'and')} do not meet end to end")
    ends = (line.project(shapely.Point(end)) for end in (shape.start, shape.end))
    return substring(line, *ends)


@cache
def _land_along(shape: Valley, half_width_km: float) -> BaseGeometry:
    return geodesy.buffer_km(
        _axis(shape),
        half_width_km,
        flat_ends=True,
        tidy_km=min(_TIDY_KM, half_width_km / 2),
        tolerance_km=_TOLERANCE_KM,
    )


def _areas(geometry: BaseGeometry) -> BaseGeometry:
    """Keep what is an area; where shapes only touch, lines and points come out as well."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type.endswith("Polygon")]
    return parts[0] if len(parts) == 1 else shapely.union_all(parts)


def _about(value: float) -> str:
    """`value` with two significant digits, thousands set apart."""
    return f"{float(f'{value:.2g}'):,.0f}"


def _plain(value: float) -> str:
    return f"{value:,g}"


def _join(names: Sequence[str], last: str) -> str:
    return f" {last} ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def find_datasets(story: Story, shape: Shape) -> list[str]:
    """Name the data sets of the atlas that `shape` is drawn from, as `geo.atlas.datasets` does."""
    return list(dict.fromkeys(_find_datasets(story, shape)))


def _find_datasets(story: Story, shape: Shape) -> Iterator[str]:
    match shape:
        case Place(city=str()):
            yield "cities"
        case Valley():
            yield "rivers"
        case Country() | Corridor():
            yield "countries"
    for name in shape.builds_on:
        yield from _find_datasets(story, story.feature[name].shape)


def say_doubt(shape: Shape) -> Text:
    """Say in a few words how far `shape` goes, from its own numbers."""
    match shape:
        case Place():
            en, es = "the place as a whole", "el lugar en su conjunto"
        case Country():
            en, es = "the whole country", "todo el país"
        case Valley(half_width_km=width):
            en = f"about {_plain(width)} km either side of the rivers"
            es = f"unos {_plain(width)} km a cada lado de los ríos"
        case Zone():
            en, es = "no place given", "sin ubicación"
        case Corridor(widths_km=(narrow, wide)):
            en = f"a diagram, {_plain(narrow)} to {_plain(wide)} km wide"
            es = f"un esquema, de {_plain(narrow)} a {_plain(wide)} km de ancho"
        case Route():
            en, es = "no known path", "sin ruta conocida"
        case Circle(radius_km=radius):
            en = f"somewhere within {_plain(radius)} km"
            es = f"en algún lugar a menos de {_plain(radius)} km"
    return Text(en=en, es=es)
