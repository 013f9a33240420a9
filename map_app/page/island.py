"""What the page is given: a typed value that `assets/js/types.d.ts` mirrors, and its plain form.

Positions are longitude, latitude in degrees; bounds are west, south, east, north, all within the
window of the sheet. Geometry is packed here and nowhere else.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from typing import TYPE_CHECKING

from pydantic import BaseModel
from xstatic.pkg import leaflet

from geo import atlas
from geo.citation import read_citation
from geo.dates import parse_edtf
from map_app import style, text
from map_app.fingerprint import code_sha256, library_versions
from map_app.foreign import find_foreign
from map_app.page.pack import ALPHABET, pack
from map_app.sheet import PRECISIONS, VOICES
from map_app.telling import tell_feature

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geo.model import Precision, Story, Voice
    from geo.records import Cell
    from geo.words import Text
    from map_app.sheet import Form, Ground, Locator, Mark, Sheet

Numbers = tuple[float, ...]
Plain = None | bool | float | str | list["Plain"] | dict[str, "Plain"]
"""What JSON can hold."""

# What a feature's record says that the page has under other names, or can do without.
_SAID = {"layer", "precision", "claims", "georeferenceProtocol", "license"}
# Sections of words that the page has no use for.
_SAID_HERE = {"date", "note", "doubt", "remarks", "still"}
_SAID_IN_WORDS = ("name", "note")


@dataclass(frozen=True)
class View:
    """What the map opens on."""

    west: float
    opening: Numbers
    relief_until: float
    radius: float


@dataclass(frozen=True)
class Layout:
    """The measures by which the page lays out what the still lays out too, in CSS pixels."""

    gap: float = style.GAP
    reach: float = style.REACH
    town_below: float = style.TOWN_BELOW
    locator_from: float = style.LOCATOR_FROM
    closest: float = style.CLOSEST_ZOOM
    edge: float = style.EDGE
    opening_padding: float = style.OPENING_PADDING
    chapter_padding: float = style.CHAPTER_PADDING
    narrow_padding: float = style.NARROW_PADDING


@dataclass(frozen=True)
class Order:
    """The order in which precisions and voices are listed."""

    precisions: tuple[Precision, ...] = PRECISIONS
    voices: tuple[Voice, ...] = VOICES


@dataclass(frozen=True)
class Band:
    """A coat of a mark, packed."""

    strength: float
    opacity: float
    lines: str


@dataclass(frozen=True)
class Shown:
    """A feature."""

    id: str
    layer: str
    look: str
    geometry: Form
    precision: Precision
    name: Text
    claims: tuple[str, ...]
    note: Mapping[str, str]
    doubt: Mapping[str, str]
    at: Numbers
    bounds: Numbers
    bands: tuple[Band, ...]
    decimals: int
    outline: str | None
    label: Text | None
    number: int | None
    rank: int
    data: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True)
class Picture:
    """A picture of the ground, as an address that holds it."""

    bounds: Numbers
    image: str


@dataclass(frozen=True)
class Place:
    """A name on the ground."""

    name: Text
    at: Numbers
    kind: str
    from_zoom: float


@dataclass(frozen=True)
class Base:
    """The ground, packed."""

    decimals: int
    areas: Mapping[str, str]
    lines: Mapping[str, str]
    relief: tuple[Picture, ...]
    labels: tuple[Place, ...]


@dataclass(frozen=True)
class Way:
    """Where a place lies from the centre of a figure."""

    feature: str
    at: Numbers
    km: float


@dataclass(frozen=True)
class Surroundings:
    """The Earth around something."""

    land: str
    rings: tuple[Numbers, ...]
    places: tuple[Way, ...]


@dataclass(frozen=True)
class Data:
    """A data set that is credited."""

    id: str
    title: Text
    credit: str
    licence: str


@dataclass(frozen=True)
class Day:
    """A date or an interval: where it begins, in years, and its words in each language."""

    at: float
    words: Mapping[str, str]


@dataclass(frozen=True)
class Citation:
    """What made the map, and when; no map is older than the program that made it."""

    version: str
    year: str


@dataclass(frozen=True)
class Hashes:
    """SHA-256, in hexadecimal, of what the bytes of the page depend on."""

    story: str
    atlas: str
    code: str


@dataclass(frozen=True)
class Software:
    """The versions of what is inside the page."""

    leaflet: str


@dataclass(frozen=True)
class Island:
    """All that the page needs, with the words of every language of the story."""

    language: str
    languages: Mapping[str, str]
    words: Mapping[str, Mapping[str, object]]
    alphabet: str
    order: Order
    layout: Layout
    swatches: Mapping[str, str]
    dates: Mapping[str, Day]
    view: View
    story: Story
    frames: Mapping[str, Numbers]
    features: tuple[Shown, ...]
    # Side by side, since they are alike: so they weigh little once compressed.
    records: Mapping[str, Mapping[str, Cell]]
    base: Base
    locator: Locator
    around: Mapping[str, Surroundings]
    data: tuple[Data, ...]
    citation: Citation
    hashes: Hashes
    libraries: Mapping[str, str]
    kickers: Mapping[str, str]
    software: Software
    # Quoted passages in another language than the sentence they stand in, with their own.
    foreign: Mapping[str, Mapping[str, str]]


def make_island(sheet: Sheet, language: str) -> Island:
    """Gather all that the page of a sheet needs.

    Parameters
    ----------
    sheet
        What is drawn, and its story.
    language
        The first language that a reader sees; one of the story's.
    """
    story = sheet.story
    citation = read_citation()
    return Island(
        language=language,
        languages={tag: text.LANGUAGES[tag] for tag in story.languages},
        words={tag: _show_words(tag) for tag in story.languages},
        alphabet=ALPHABET,
        order=Order(),
        layout=Layout(),
        swatches={look: style.find_swatch(look) for look in style.LOOKS},
        dates=_find_dates(story),
        view=View(sheet.west, _round(sheet.opening), style.RELIEF_UNTIL_ZOOM, style.PLACE_RADIUS),
        story=story,
        frames={name: _round(frame) for name, frame in sheet.frames.items()},
        features=tuple(_show_mark(story, mark) for mark in sheet.marks),
        records={mark.feature.id: _find_record(story, mark) for mark in sheet.marks},
        base=_show_ground(sheet.ground),
        locator=sheet.locator,
        around={
            name: Surroundings(
                around.land, around.rings, tuple(Way(*place) for place in around.places)
            )
            for name, around in sheet.around.items()
        },
        data=tuple(
            Data(name, item.title, item.credit, item.licence)
            for name, item in sheet.datasets.items()
        ),
        citation=Citation(citation.version, citation.released[:4]),
        hashes=Hashes(story.sha256, atlas.sha256(), code_sha256()),
        libraries=library_versions(),
        kickers={tag: text.say_source(story.article, tag) for tag in story.languages},
        software=Software(leaflet.VERSION),
        foreign=find_foreign(story),
    )


def to_plain(island: Island) -> dict[str, Plain]:
    """Turn an island into what JSON can hold, under the names that the script has for it."""
    plain = {_to_camel(name): _to_plain(value) for name, value in _list_fields(island)}
    plain["story"] = _show_story(island)
    del plain["frames"]
    return plain


def _list_fields(value: object) -> Iterable[tuple[str, object]]:
    for field in fields(value):  # type: ignore[arg-type] # callers know that it is a dataclass
        if (found := getattr(value, field.name)) is not None:
            yield field.name, found


def _to_plain(value: object) -> Plain:
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if is_dataclass(value):
        return {_to_camel(name): _to_plain(item) for name, item in _list_fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _to_plain(item) for key, item in value.items()}
    if isinstance(value, (tuple, list)):
        return [_to_plain(item) for item in value]
    if isinstance(value, BaseModel):
        dumped: Plain = value.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        return dumped
    raise TypeError(type(value).__name__)


def _to_camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda letter: letter[1].upper(), name)


def _show_story(island: Island) -> Plain:
    """Return the words of the story: its article, layers, claims and chapters."""
    story = island.story
    plain = story.model_dump(
        mode="json",
        exclude_none=True,
        exclude_defaults=True,
        # What only `geo.evidence` needs stays behind: more of the article's words than readers see.
        exclude={
            "features": True,
            "names": True,
            "opening": True,
            "apart": True,
            "policy": True,
            "article": {"dateline", "begins", "skips"},
            "claims": {"__all__": {"figures": {"__all__": {"words"}}}},
            "chapters": {"__all__": {"frame"}},
        },
    )
    plain["claims"] = {claim.pop("id"): claim for claim in plain["claims"]}
    for chapter in plain.get("chapters", []):
        if chapter["id"] in island.frames:
            chapter["frame"] = list(island.frames[chapter["id"]])
    return {"chapters": [], "unsaid": [], "corrections": [], **plain}


def _show_mark(story: Story, mark: Mark) -> Shown:
    feature, drawing = mark.feature, mark.drawing
    return Shown(
        id=feature.id,
        layer=feature.layer,
        look=mark.look,
        geometry=mark.form,
        precision=feature.precision,
        name=feature.name,
        claims=feature.claims,
        note={tag: text.say_note(drawing.note, tag) for tag in story.languages},
        doubt={tag: text.say_doubt(drawing.doubt, tag) for tag in story.languages},
        at=_round(mark.at),
        bounds=_round(mark.bounds),
        bands=tuple(
            Band(coat.strength, coat.opacity, pack([coat.geometry], mark.decimals))
            for coat in mark.coats
        ),
        decimals=mark.decimals,
        outline=pack([mark.geometry], mark.decimals) if len(mark.coats) > 1 else None,
        label=mark.label,
        number=feature.number,
        rank=mark.rank,
        data=mark.datasets,
        sources=feature.shape.rests_on,
    )


def _find_record(story: Story, mark: Mark) -> Mapping[str, Cell]:
    said = _SAID | {f"{key}_{tag}" for key in _SAID_IN_WORDS for tag in story.languages}
    record = tell_feature(story, mark.drawing)
    return {key: value for key, value in record.items() if key not in said}


def _show_words(language: str) -> dict[str, object]:
    """Return the words of the interface, without those for what is said here already."""
    sections = text.read_words(language).items()
    return {name: section for name, section in sections if name not in _SAID_HERE}


def _find_dates(story: Story) -> dict[str, Day]:
    """Say every date of the story in words."""
    dates = [story.article.published]
    dates += [claim.when for claim in story.claims if claim.when]
    sources = [source for claim in story.claims for source in claim.sources]
    dates += [date for it in sources for date in (it.published, it.seen) if date]
    dates += [correction.when for correction in story.corrections]
    return {
        edtf: Day(parse_edtf(edtf).at, {tag: text.say_date(edtf, tag) for tag in story.languages})
        for edtf in dates
    }


def _show_ground(ground: Ground) -> Base:
    decimals = style.BASEMAP_DECIMALS
    return Base(
        decimals,
        {name: pack(parts, decimals) for name, parts in ground.areas.items()},
        {name: pack(parts, decimals) for name, parts in ground.lines.items()},
        tuple(
            Picture(
                relief.bounds,
                "data:image/webp;base64," + base64.b64encode(relief.webp).decode(),
            )
            for relief in ground.relief
        ),
        tuple(
            Place(name.name, _round(name.at), name.kind, name.from_zoom) for name in ground.names
        ),
    )


def _round(numbers: Iterable[float]) -> Numbers:
    return tuple(round(float(number), style.STORY_DECIMALS) for number in numbers)
