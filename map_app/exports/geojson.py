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

from geo import dates
from geo.records import say_speaker
from geo.rules.claims import FROM_THE_ARTICLE
from map_app.exports.content import File, describe_article, to_rows
from map_app.telling import Telling, tell_claim

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import geopandas as gpd

    from geo.model import Feature, Story
    from map_app.exports.content import Content

_CONTEXT = (
    "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/"
    "linkedplaces-context-v1.1.jsonld"
)


def write_geojson(content: Content, stem: Path) -> list[File]:
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
    path = stem.with_suffix(".geojson")
    written = [File(_write(_collect(content.features, head), path), "features")]
    if len(content.bands):
        path = stem.with_name(f"{stem.name}-bands.geojson")
        written.append(File(_write(_collect(content.bands, {}), path), "bands"))
    return written


def write_lpf(content: Content, stem: Path) -> list[File]:
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
    return [File(_write(collection, stem.with_suffix(".lpf.json")), "features")]


def _link(
    story: Story, feature: Feature, row: dict[str, Any], geometry: dict[str, Any]
) -> dict[str, Any]:
    article = story.article
    claims = [story.claim[name] for name in feature.claims]
    own = [tell_claim(story, claim, story.languages[0]) for claim in claims]
    when = dict.fromkeys(claim.when for claim in claims if claim.when)
    told = any(claim.voice in FROM_THE_ARTICLE for claim in claims)
    label = f"{article.title} ({article.publisher})"
    cited = [{"label": label, "@id": article.address}] if told else []
    fclass = feature.shape.feature_class
    fclasses = [fclass] if fclass else []
    links = [("subjectOf", article.address)] if told else []
    links += [("seeAlso", source.address) for claim in own for source in claim.sources]
    links += [("seeAlso", source.address) for claim in own for source in claim.later_sources]
    return {
        "@id": f"#{feature.id}",
        "type": "Feature",
        "properties": {"title": row[f"name_{story.languages[0]}"], "fclasses": fclasses, **row},
        **({"when": {"timespans": [_to_timespan(date) for date in when]}} if when else {}),
        "names": [
            {"toponym": name, "lang": lang, "citations": cited}
            for lang, name in feature.name.items()
        ],
        "geometry": {
            "type": "GeometryCollection",
            "geometries": [{**geometry, "certainty": row["certainty"]}],
        },
        "links": [{"type": kind, "identifier": address} for kind, address in dict.fromkeys(links)],
        "descriptions": [
            _describe(story, tell_claim(story, claim, lang), lang)
            for claim in claims
            for lang in story.languages
        ],
    }


def _to_timespan(edtf: str) -> dict[str, Any]:
    start, *end = [{"in": _to_edtf(date)} for date in dates.parse_edtf(edtf).dates]
    return {"start": start, **({"end": end[0]} if end else {})}


def _to_edtf(date: dates.Date) -> str:
    doubt = "%" if date.uncertain and date.approximate else "?" if date.uncertain else "~"
    return f"{date.plain}{doubt}" if date.uncertain or date.approximate else date.plain


def _describe(story: Story, telling: Telling, language: str) -> dict[str, Any]:
    if telling.voice in FROM_THE_ARTICLE:
        address = {"@id": story.article.address}
    else:
        address = {"@id": telling.sources[0].address} if telling.sources else {}
    # What goes with a claim goes with it here too, although the format has no terms for that.
    speaker = say_speaker(story.claim[telling.id], language)
    further = {
        "speaker": speaker,
        "later": telling.later,
        "later_sources": [source.address for source in telling.later_sources],
        "rests_on": [{"claim": name, "value": says} for name, says in telling.rests_on],
    }
    said: dict[str, Any] = {"claim": telling.id, "voice": telling.voice}
    said |= {key: value for key, value in further.items() if value}
    return {**address, "value": telling.says, "lang": language, **said}


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
