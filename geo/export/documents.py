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

from geo import atlas
from geo.citation import read_citation

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from geo.atlas import Dataset
    from geo.export.content import Content

DOCUMENTS = ("LICENCES.md", "CITATION.cff", "datapackage.json")

_LICENCES = """\
# Whose this is

The shapes are drawn from the data sets below, which keep their own terms. Boundaries are as in
Natural Earth; no opinion on them is implied.

| data | credit | licence | source |
|---|---|---|---|
{rows}

The claims, names and notes are the words of whoever wrote the story; who made it says under what
terms. Quotes, of at most eight words each, belong to the article's publisher. What a claim from
outside the article reports belongs to the sources that it names.
"""


def write_documents(content: Content, resources: Mapping[Path, str]) -> list[Path]:
    """Write the licences, the citation and the data package beside the files that it lists.

    Parameters
    ----------
    content
        What has been exported.
    resources
        The files, all in one folder, each with its media type.
    """
    folder = next(iter(resources)).parent
    texts = {
        "LICENCES.md": _to_licences(_find_datasets(content)),
        "CITATION.cff": _to_citation(content),
        "datapackage.json": _to_package(content, resources),
    }
    for name in DOCUMENTS:
        (folder / name).write_text(texts[name], "utf-8", newline="\n")
    return [folder / name for name in DOCUMENTS]


def _find_datasets(content: Content) -> list[Dataset]:
    return [atlas.datasets()[name] for name in content.datasets]


def _to_licences(datasets: list[Dataset]) -> str:
    rows = [f"| {d.title.en} | {d.credit} | {d.licence} | {d.source} |" for d in datasets]
    return _LICENCES.format(rows="\n".join(rows))


def _to_citation(content: Content) -> str:
    article = content.story.article
    year, month, *_ = [*article.published.split("/")[0].rstrip("?~%").split("-"), ""]
    reference: list[tuple[str, str | int]] = [
        ("title", article.title),
        ("year", int(year)),
        *([("month", int(month))] if month else []),
        ("url", article.address),
    ]
    lines = [
        "cff-version: 1.2.0",
        f"title: {_quote(content.story.title.en)}",
        'message: "If you use this data, please cite it and the article that it maps."',
        "type: dataset",
        "authors:",
        *(f"  - name: {_quote(name)}" for name in read_citation().authors),
        f"abstract: {_quote(content.story.standfirst.en)}",
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


def _to_package(content: Content, resources: Mapping[Path, str]) -> str:
    story, datasets = content.story, _find_datasets(content)
    article = story.article
    words = {"title": "The story's own terms", "path": "LICENCES.md"}
    data = [{"title": name, "path": "LICENCES.md"} for name in _unique(datasets, "licence")]
    package: dict[str, Any] = {
        "profile": "data-package",
        "name": story.id,
        "title": story.title.en,
        "description": story.standfirst.en,
        "licenses": [words, *data],
        "contributors": [{"title": name, "role": "author"} for name in read_citation().authors],
        "sources": [
            {"title": f"{article.title} ({article.publisher})", "path": article.address},
            *({"title": f"{d.title.en}. {d.credit}", **_find_address(d)} for d in datasets),
        ],
        "resources": [
            {
                "name": path.name,
                "path": path.name,
                "format": path.suffix.removeprefix("."),
                "mediatype": mediatype,
                "bytes": path.stat().st_size,
                "hash": f"sha256:{sha256(path.read_bytes()).hexdigest()}",
                "licenses": [words] if path.name.endswith("-claims.csv") else [words, *data],
            }
            for path, mediatype in resources.items()
        ],
    }
    return json.dumps(package, ensure_ascii=False, indent=2) + "\n"


def _unique(datasets: list[Dataset], field: str) -> list[str]:
    return list(dict.fromkeys(str(getattr(dataset, field)) for dataset in datasets))


def _find_address(dataset: Dataset) -> dict[str, str]:
    """Find the address that a credit ends with, in brackets."""
    found = re.search(r"\(([\w-]+(?:\.[\w-]+)+)\)$", dataset.credit)
    return {"path": f"https://www.{found[1]}"} if found else {}
