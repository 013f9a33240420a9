"""What stories become, as text that two versions can be compared by.

Of each story: the data of the page, a still, and every export. What the text leaves out or rounds
is what changes without the story: versions, the code's own hash, the last digits of what GEOS and
PROJ work out, the containers of GeoPackage and Parquet. Pictures stand as their length and hash,
and so does the ground, which the atlas' own tests hold. Of the bundled story there are
digests alone.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import tempfile
from contextlib import closing
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

import shapely
from pyarrow import parquet

from geo.drawing import draw
from geo.story import BUNDLED, load_story
from map_app.exports.files import export
from map_app.page.island import make_island, to_plain
from map_app.sheet import draw_sheet
from map_app.stills.files import still

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from shapely.geometry.base import BaseGeometry

    from geo.model import Story

HERE = Path(__file__).parent
EXPECTED = HERE / "expected"
SMALL = sorted(path.name for path in (HERE / "stories").iterdir())
STORIES = [*SMALL, BUNDLED.name]

_SIZE = (800, 600)
_DECIMALS = 6  # of a degree: about 10 cm
_MASK = "(not compared)"
# Packed geometry and pictures longer than this stand as their length and hash.
_LONGEST = 200


def find_story(name: str) -> Path:
    """Find the folder of a story by its name."""
    return HERE / "stories" / name if name in SMALL else BUNDLED


@cache
def make_outputs(name: str) -> dict[str, str]:
    """Make all that a story becomes, as text, by the names of the files."""
    story = load_story(find_story(name))
    island = _make_island(story)
    files = {**_make_stills(story), **_make_exports(story)}
    if name in SMALL:
        return {"island.json": lay_out(island), **files}
    parts = {f"island.json: {part}": lay_out(value) for part, value in island.items()}
    digests = [f"{key} {digest(text)}\n" for key, text in (parts | files).items()]
    return {"digests.txt": "".join(digests)}


def write_outputs(outputs: dict[str, str], folder: Path) -> None:
    """Write outputs into a folder, and nothing else is in it."""
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True)
    for name, text in outputs.items():
        (folder / name).write_text(text, "utf-8", newline="\n")


def digest(text: str) -> str:
    """Say how long a text is, and its hash."""
    return f"({len(text)} characters, sha256 {sha256(text.encode()).hexdigest()[:16]})"


def lay_out(value: object) -> str:
    """Write JSON with one value a line; of numbers, a list a line."""
    text = json.dumps(_round(value), ensure_ascii=False, indent=1)
    number = r"-?\d[\d.e+-]*"
    lists = re.compile(rf"\[\s+({number}(?:,\s+{number})*)\s+\]")
    return lists.sub(lambda found: f"[{' '.join(found[1].split())}]", text) + "\n"


def _round(value: Any) -> Any:  # noqa: ANN401 - JSON
    match value:
        case float():
            return round(value, _DECIMALS) + 0.0
        case dict():
            return {key: _round(item) for key, item in value.items()}
        case list() | tuple():
            return [_round(item) for item in value]
    return value


def _round_text(text: str) -> str:
    """Round the numbers of a text that have more decimals than are compared."""
    return re.sub(
        rf"-?\d+\.\d{{{_DECIMALS + 1},}}(?:e[+-]?\d+)?",
        lambda number: f"{round(float(number[0]), _DECIMALS) + 0.0:.12g}",
        text,
    )


# The page.


def _make_island(story: Story) -> dict[str, Any]:
    sheet = draw_sheet(story, draw(story))
    island: dict[str, Any] = to_plain(make_island(sheet, story.languages[0]))
    return {
        **island,
        "words": {tag: _digest_all(sections) for tag, sections in island["words"].items()},
        "features": [
            {**feature, "bands": _shorten(feature["bands"])} for feature in island["features"]
        ],
        "base": {
            **_shorten(island["base"]),
            "areas": {name: _measure(parts) for name, parts in sheet.ground.areas.items()},
            "lines": {name: _measure(parts) for name, parts in sheet.ground.lines.items()},
        },
        "citation": _mask_all(island["citation"]),
        "hashes": {**island["hashes"], "code": _MASK},
        "libraries": _mask_all(island["libraries"]),
        "software": _mask_all(island["software"]),
    }


def _mask_all(values: dict[str, Any]) -> dict[str, str]:
    return dict.fromkeys(values, _MASK)


def _digest_all(sections: dict[str, Any]) -> dict[str, str]:
    """The words of the interface are reviewed in their own files."""
    return {name: digest(lay_out(section)) for name, section in sections.items()}


def _measure(parts: Iterable[BaseGeometry]) -> dict[str, Any]:
    """Measure the ground: where its vertices lie along a border is up to the version of GEOS."""
    whole = list(parts)
    return {
        "square_degrees": round(sum(part.area for part in whole), 2),
        "bounds": [round(float(edge), 2) for edge in shapely.total_bounds(whole)],
    }


def _shorten(value: Any) -> Any:  # noqa: ANN401 - JSON
    match value:
        case str() if len(value) > _LONGEST:
            return digest(value)
        case dict():
            return {key: _shorten(item) for key, item in value.items()}
        case list():
            return [_shorten(item) for item in value]
    return value


# Stills.


def _make_stills(story: Story) -> dict[str, str]:
    """Draw the opening view, and the last chapter in the last language."""
    stills = {"still.svg": still(story, size=_SIZE)}
    if story.chapters:
        chapter, language = story.chapters[-1].id, story.languages[-1]
        made = still(story, size=_SIZE, chapter=chapter, language=language)
        stills[f"still-{chapter}-{language}.svg"] = made
    return {name: _to_lines(picture.svg) for name, picture in stills.items()}


def _to_lines(xml: str) -> str:
    """Write an element a line, and neither pictures nor the ground."""
    ground = r'(<path class="(?:land|lake|border|department|river)" d=")([^"]*)'
    xml = re.sub(ground, lambda path: path[1] + digest(path[2]), xml)
    xml = re.sub(r'(base64,)([^"]*)', lambda image: image[1] + digest(image[2]), xml)
    return _round_text(xml.replace("><", ">\n<")) + "\n"


# Exports.


def _make_exports(story: Story) -> dict[str, str]:
    with tempfile.TemporaryDirectory() as folder:
        paths = sorted(export(story, folder))
        return dict(_FORMS[path.suffix](path) for path in paths)


def _read_text(path: Path) -> tuple[str, str]:
    return path.name, _round_text(path.read_text("utf-8"))


def _read_kml(path: Path) -> tuple[str, str]:
    """Read KML with a position a line, but for long lines, whose positions the GeoJSON tells."""
    name, text = _read_text(path)
    coordinates = re.compile(r"(?<=<coordinates>)[^<]*")
    return name, coordinates.sub(lambda found: _shorten(found[0]).replace(" ", "\n"), text)


def _read_json(path: Path) -> tuple[str, str]:
    """Read JSON; a data package tells lengths and hashes, which depend on who writes the files."""
    value = json.loads(path.read_text("utf-8"))
    for resource in value.get("resources", []):
        resource.update(bytes=_MASK, hash=_MASK)
    return path.name, lay_out(value)


def _read_gpkg(path: Path) -> tuple[str, str]:
    """Read the tables of a GeoPackage as SQLite does, and its geometry as OGC 12-128r19 has it."""
    with closing(sqlite3.connect(path)) as file:
        file.row_factory = sqlite3.Row
        listed = file.execute(
            "SELECT table_name, data_type, description, contents.srs_id, geometry_type_name"
            " FROM gpkg_contents AS contents LEFT JOIN gpkg_geometry_columns USING (table_name)"
            " ORDER BY table_name"
        ).fetchall()
        text = [_tell_table(file, dict(table)) for table in listed]
    return f"{path.name}.txt", "\n".join(text)


def _tell_table(file: sqlite3.Connection, table: dict[str, Any]) -> str:
    name = table["table_name"]
    columns = {row["name"]: row["type"] for row in file.execute(f"PRAGMA table_info('{name}')")}
    rows = file.execute(f"SELECT * FROM '{name}' ORDER BY rowid").fetchall()  # noqa: S608 - ours
    return _tell(table, columns, map(dict, rows))


def _read_parquet(path: Path) -> tuple[str, str]:
    table = parquet.read_table(path)
    head: dict[str, Any] = {"table_name": path.stem}
    if geo := (table.schema.metadata or {}).get(b"geo"):
        facts = json.loads(geo)
        # The version of GeoParquet is up to that of geopandas.
        for column, told in facts["columns"].items():
            head |= {f"{column}.{key}": told[key] for key in ("encoding", "geometry_types", "bbox")}
            head[f"{column}.crs"] = told["crs"]["id"]
    # Arrow has two types of text, which differ in how much they hold.
    columns = {field.name: str(field.type).replace("large_", "") for field in table.schema}
    return f"{path.name}.txt", _tell(head, columns, table.to_pylist())


def _tell(head: dict[str, Any], columns: dict[str, str], rows: Iterable[dict[str, Any]]) -> str:
    lines = [*_tell_values(head), *(f"column {name}: {kind}" for name, kind in columns.items())]
    for number, row in enumerate(rows, start=1):
        lines += [f"row {number}", *(f"  {line}" for line in _tell_values(row))]
    return "\n".join([*lines, ""])


def _tell_values(values: dict[str, Any]) -> Iterable[str]:
    for name, value in values.items():
        if isinstance(value, bytes):
            yield f"{name}: {_tell_geometry(value)}"
        elif isinstance(value, str) and "\n" in value:
            yield from (f"{name}: {line.strip()}" for line in value.splitlines())
        else:
            # GDAL writes a time with its milliseconds, or without.
            text = json.dumps(_round(value), ensure_ascii=False, default=str)
            yield f"{name}: {text.replace('.000Z', 'Z')}"


def _tell_geometry(blob: bytes) -> str:
    """Tell well-known binary, with or without the header of a GeoPackage, as well-known text."""
    if blob[:2] == b"GP":
        # After magic, version, flags and the reference system: an envelope of so many bytes.
        blob = blob[8 + (0, 32, 48, 48, 64)[blob[3] >> 1 & 7] :]
    text: str = shapely.to_wkt(shapely.from_wkb(blob), rounding_precision=_DECIMALS, trim=True)
    return text if len(text) <= _LONGEST else f"{text.partition('(')[0]}{digest(text)}"


# By the ending of a file: its name and its text.
_FORMS: dict[str, Callable[[Path], tuple[str, str]]] = {
    ".cff": _read_text,
    ".csv": _read_text,
    ".geojson": _read_json,
    ".gpkg": _read_gpkg,
    ".json": _read_json,
    ".kml": _read_kml,
    ".md": _read_text,
    ".parquet": _read_parquet,
}
