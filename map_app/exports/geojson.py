"""GeoJSON, and Linked Places, which is GeoJSON too.

References
----------
Butler, H. et al. (2016), The GeoJSON Format, RFC 7946.
Linked Pasts (2019), The Linked Places Format, v1.1.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import shapely

from geo.rules.claims import FROM_THE_ARTICLE
from map_app.exports.content import describe_article, to_rows

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import geopandas as gpd

    from geo.model import Claim, Feature, Story
    from map_app.exports.content import Content

_CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)
_LANGUAGES = ("en", "es")


def write_geojson(content: Content, stem: Path) -> list[Path]:
    """Write all features as one FeatureCollection, and the bands of those that fade as another.

    The first has what RFC 7946 calls foreign members, which map tools ignore: title, authors,
    licence, article, data (the data sets that were drawn from) and claims.
    """
    story = content.story
    head = {
        "title": story.title.model_dump(),
        "authors": story.authors,
        "licence": story.licence.model_dump(),
        "article": describe_article(story),
        "data": [
            {"title": item.title.model_dump(), "credit": item.credit, "licence": item.licence}
            for item in content.datasets
        ],
        "claims": to_rows(content.claims),
    }
    paths = [_write(_collect(content.features, head), stem.with_suffix(".geojson"))]
    if len(content.bands):
        path = stem.with_name(f"{stem.name}-bands.geojson")
        paths.append(_write(_collect(content.bands, {}), path))
    return paths


def write_lpf(content: Content, stem: Path) -> list[Path]:
    """Write all features in the Linked Places Format, with their claims as descriptions.

    A feature has no address of its own, so its `@id` is relative to the file. Its `when` are the
    dates of its claims, not those of the place. What fades is there whole: its certainty says that
    it is no path, but the format has no term for how firmly each part of it is drawn.
    """
    collection = {
        "type": "FeatureCollection",
        "@context": _CONTEXT,
        "features": [
            _link(content.story, content.story.feature[row["id"]], row, _to_plain(geometry))
            for row, geometry in _rows(content.features)
        ],
    }
    return [_write(collection, stem.with_suffix(".lpf.json"))]


def _link(
    story: Story, feature: Feature, row: dict[str, Any], geometry: dict[str, Any]
) -> dict[str, Any]:
    article = story.article
    claims = [story.claim[name] for name in feature.claims]
    dates = dict.fromkeys(claim.when for claim in claims if claim.when)
    told = any(claim.voice in FROM_THE_ARTICLE for claim in claims)
    label = f"{article.title} ({article.publisher})"
    cited = [{"label": label, "@id": article.address}] if told else []
    fclass = feature.shape.feature_class
    fclasses = [fclass] if fclass else []
    links = [("subjectOf", article.address)] if told else []
    links += [("seeAlso", source.address) for claim in claims for source in claim.sources]
    return {
        "@id": f"#{feature.id}",
        "type": "Feature",
        "properties": {"title": row["name_en"], "fclasses": fclasses, **row},
        **({"when": {"timespans": [_to_timespan(date) for date in dates]}} if dates else {}),
        "names": [
            {"toponym": feature.name[lang], "lang": lang, "citations": cited} for lang in _LANGUAGES
        ],
        "geometry": {
            "type": "GeometryCollection",
            "geometries": [{**geometry, "certainty": row["certainty"]}],
        },
        "links": [{"type": kind, "identifier": address} for kind, address in dict.fromkeys(links)],
        "descriptions": [_describe(story, claim, lang) for claim in claims for lang in _LANGUAGES],
    }


def _to_timespan(edtf: str) -> dict[str, Any]:
    start, slash, end = edtf.partition("/")
    return {"start": {"in": start}, **({"end": {"in": end}} if slash else {})}


def _describe(story: Story, claim: Claim, language: str) -> dict[str, str]:
    if claim.voice in FROM_THE_ARTICLE:
        address = {"@id": story.article.address}
    else:
        address = {"@id": claim.sources[0].address} if claim.sources else {}
    # Whose word it is goes with it, although the format has no term for that.
    spoken = {"speaker": claim.speaker[language]} if claim.speaker else {}
    said = {"claim": claim.id, "voice": claim.voice, **spoken}
    return {**address, "value": claim.says[language], "lang": language, **said}


def _collect(table: gpd.GeoDataFrame, head: dict[str, Any]) -> dict[str, Any]:
    features = [
        {
            "type": "Feature",
            "id": row["id"],
            "properties": {key: value for key, value in row.items() if key != "id"},
            "geometry": _to_plain(geometry),
        }
        for row, geometry in _rows(table)
    ]
    return {"type": "FeatureCollection", **head, "features": features}


def _rows(table: gpd.GeoDataFrame) -> Iterable[tuple[dict[str, Any], shapely.Geometry]]:
    return zip(to_rows(table), table.geometry, strict=True)


def _to_plain(geometry: shapely.Geometry) -> dict[str, Any]:
    return dict(json.loads(shapely.to_geojson(geometry)))


def _write(value: dict[str, Any], path: Path) -> Path:
    """Write one feature a line, so that two versions can be compared."""
    features = value.pop("features")
    head = json.dumps(value, ensure_ascii=False)[:-1]
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False) for feature in features)
    path.write_text(f'{head}, "features": [\n{lines}\n]}}\n', "utf-8", newline="\n")
    return path
