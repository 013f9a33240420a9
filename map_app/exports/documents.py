"""What stands beside the data: what it is, under what terms, and how to cite it.

References
----------
Frictionless (2017), Data Package, v1.
Druskat, S. et al. (2021), Citation File Format, 1.2.0.
"""

from __future__ import annotations

import json
import re
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from geo import dates
from map_app.exports.content import describe_article, say_title, to_cell

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.atlas import Dataset
    from map_app.exports.content import Content, File

DOCUMENTS = ("LICENCES.md", "CITATION.cff", "datapackage.json")

_LICENCES = """\
# Whose this is

The shapes are drawn from the data sets below, which keep their own terms. Boundaries are as in
Natural Earth; no opinion on them is implied.

| data | credit | licence | source |
|---|---|---|---|
{rows}

The claims, names and notes are the words of {authors},
who let you use them under {licence}.

Quotes, of at most eight words each, belong to the article's publisher. What a claim from outside
the article reports belongs to the sources that it names.
"""

_ABOUT = {
    "features": "The features, one each, with the ids of the claims they rest on.",
    "bands": (
        "The parts of the features that fade: strength is how firmly each is drawn, from 0 (not at"
        " all) to 1, and so how opaque a map of it should be."
    ),
    "claims": (
        "What the features rest on: each claim with its voice, its paragraph and the article's"
        " words, as a quote or as their number and the first 12 digits of their SHA-256."
    ),
    "gpkg": (
        "A table for each layer, with the style of QGIS; features that fade are painted by the"
        " tables whose names end in _bands, by their column strength. The claims are a table too."
    ),
    "kml": "The features in folders by layer; what fades is in bands, and whole but hidden.",
}
"""What is in a file, by the part of the story that it holds, or its format."""
_HASHED = (
    "SHA-256 of the text in NFC, with one spelling of quotes, dashes and white space;"
    " 'dateline check --article' compares it."
)


def write_documents(content: Content, resources: Mapping[File, str]) -> list[Path]:
    """Write the licences, the citation and the data package beside the files that it lists.

    Parameters
    ----------
    content
        What has been exported.
    resources
        The files, all in one folder, each with its media type.
    """
    folder = next(iter(resources)).path.parent
    texts = {
        "LICENCES.md": _to_licences(content),
        "CITATION.cff": _to_citation(content),
        "datapackage.json": _to_package(content, resources),
    }
    for name in DOCUMENTS:
        (folder / name).write_text(texts[name], "utf-8", newline="\n")
    return [folder / name for name in DOCUMENTS]


def _to_licences(content: Content) -> str:
    story = content.story
    return _LICENCES.format(
        rows="\n".join(
            f"| {say_title(d, content.language)} | {d.credit} | {d.licence} | {d.source} |"
            for d in content.datasets
        ),
        authors=_to_line(" and ".join(story.authors)),
        licence=_to_line(f"{story.licence.name} ({story.licence.address})"),
    )


def _to_line(text: str) -> str:
    """Write a text of the story so that Markdown takes it for nothing but one line of text."""
    plain = re.sub(r"([\\`*_\[\]<>#|&!])", r"\\\1", to_cell(text))
    return " ".join(plain.split())


def _to_citation(content: Content) -> str:
    article = content.story.article
    published = dates.parse_edtf(article.published).start
    reference: list[tuple[str, str | int]] = [
        ("title", article.title),
        ("year", published.year),
        *([("month", published.month)] if published.month else []),
        ("url", article.address),
    ]
    lines = [
        "cff-version: 1.2.0",
        f"title: {_quote(content.story.title[content.language])}",
        'message: "If you use this data, please cite it and the article that it maps."',
        "type: dataset",
        "authors:",
        *(f"  - name: {_quote(name)}" for name in content.story.authors),
        f"license-url: {_quote(content.story.licence.address)}",
        f"abstract: {_quote(content.story.standfirst[content.language])}",
        "references:",
        "  - type: newspaper-article",
        "    authors:",
        f"      - name: {_quote(article.publisher)}",
        *(f"    {key}: {_quote(value)}" for key, value in reference),
    ]
    return "\n".join([*lines, ""])


def _quote(value: str | int) -> str:
    """Write a value as YAML and as JSON, with an escape for what YAML would not take as it is."""
    text = json.dumps(value, ensure_ascii=False)
    return "".join(sign if sign.isprintable() else f"\\U{ord(sign):08x}" for sign in text)


def _to_package(content: Content, resources: Mapping[File, str]) -> str:
    story, datasets = content.story, content.datasets
    article = story.article
    words = {"title": story.licence.name, "path": story.licence.address}
    data = [{"title": name, "path": "LICENCES.md"} for name in _unique(datasets, "licence")]
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": story.id,
        "title": story.title[content.language],
        "description": story.standfirst[content.language],
        "licenses": [words, *data],
        "contributors": [{"title": name, "role": "author"} for name in story.authors],
        "sources": [
            {"title": f"{article.title} ({article.publisher})", "path": article.address},
            *(
                {"title": f"{say_title(d, content.language)}. {d.credit}", "path": d.address}
                for d in datasets
            ),
        ],
        "article": {**describe_article(story), "hashed": _HASHED},
        "resources": [
            {
                "name": path.name,
                "path": path.name,
                "description": _ABOUT[part],
                "format": path.suffix.removeprefix("."),
                "mediatype": mediatype,
                "bytes": path.stat().st_size,
                "hash": f"sha256:{sha256(path.read_bytes()).hexdigest()}",
                "licenses": [words] if part == "claims" else [words, *data],
            }
            for (path, part), mediatype in resources.items()
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _unique(datasets: list[Dataset], field: str) -> list[str]:
    return list(dict.fromkeys(str(getattr(dataset, field)) for dataset in datasets))
