"""The notebooks run, say what their committed copies say, and stay short, light and honest."""

from __future__ import annotations

import base64
import re
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from geo.evidence import LONGEST_RUN
from geo.story import load_story
from tests.conftest import skip_or_fail
from tests.notebooks import NOTEBOOKS, execute

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from nbformat import NotebookNode

MOST_BYTES = 800_000
EVERY = pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)


@cache
def read(path: Path) -> NotebookNode:
    nbformat = pytest.importorskip("nbformat")
    notebook: NotebookNode = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    return notebook


@cache
def run(path: Path) -> NotebookNode:
    if not all(map(find_spec, ("ipywidgets", "matplotlib", "nbclient"))):
        skip_or_fail("the notebooks' packages are not here; pip install '.[notebooks]'")
    return execute(path)


def cells(notebook: NotebookNode, kind: str) -> list[NotebookNode]:
    return [cell for cell in notebook.cells if cell.cell_type == kind]


def find_texts(cell: NotebookNode) -> Iterator[str]:
    """All that a cell puts out in words and numbers, with white space as it does not matter."""
    for output in cell.outputs:
        yield " ".join(output.get("text", "").split())
        for kind, content in sorted(output.get("data", {}).items()):
            yield " ".join(content.split()) if kind.startswith("text/") else kind


def find_runs(text: str) -> set[tuple[str, ...]]:
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[n : n + LONGEST_RUN]) for n in range(len(words) - LONGEST_RUN + 1)}


def test_both_are_here() -> None:
    assert [path.stem for path in NOTEBOOKS] == ["explore", "map_your_article"]


@EVERY
def test_a_fresh_run_says_what_the_committed_copy_says(path: Path) -> None:
    # Every figure is rounded to what it can bear, so no platform changes one.
    for fresh, kept in zip(cells(run(path), "code"), cells(read(path), "code"), strict=True):
        assert list(find_texts(fresh)) == list(find_texts(kept)), (
            f"{kept.id}; python -m tests.notebooks brings the copy up to date"
        )


@EVERY
def test_cells_were_run_in_order_and_without_complaint(path: Path) -> None:
    notebook = read(path)
    ran = cells(notebook, "code")
    assert [cell.execution_count for cell in ran] == list(range(1, len(ran) + 1))
    outputs = [output for cell in ran for output in cell.outputs]
    assert not [output for output in outputs if output.output_type == "error"]
    assert not [output for output in outputs if output.get("name") == "stderr"]


@EVERY
def test_cells_are_few_and_short(path: Path) -> None:
    ran = cells(read(path), "code")
    assert 20 <= len(ran) <= 27
    for cell in ran:
        if cell.source.startswith("%%writefile"):
            continue
        # The words of a picture, which `finish` takes, are no code.
        code, words, _ = cell.source.partition("finish(")
        lines = [line for line in code.splitlines() if line.strip()]
        assert len(lines) <= (10 if words else 8), cell.id
        assert "class " not in cell.source


@EVERY
def test_the_file_is_light_and_holds_no_page(path: Path) -> None:
    assert path.stat().st_size < MOST_BYTES
    text = path.read_text("utf-8")
    assert "<iframe" not in text
    assert "widget-view" not in text
    assert not re.search(r"/(?:home|root|tmp|Users|usr)/|[A-Z]:\\\\|\bat 0x", text)


@EVERY
def test_pictures_are_described_in_words(path: Path) -> None:
    pictures = [
        output
        for cell in cells(read(path), "code")
        for output in cell.outputs
        if any(kind.startswith("image/") for kind in output.get("data", {}))
    ]
    assert pictures
    for output in pictures:
        assert base64.b64decode(output.data["image/png"]).startswith(b"\x89PNG")
        assert len(output.metadata["image/png"]["alt"]) > 40
        assert output.metadata["image/png"]["alt"] in output.data["text/plain"]


@EVERY
def test_nothing_depends_on_a_network(path: Path) -> None:
    code = "\n".join(cell.source for cell in cells(read(path), "code"))
    assert not re.search(r"tiles=|urlopen|requests|read_file\(.http", code)


@EVERY
@pytest.mark.article
def test_no_words_of_the_article_but_its_quotes(path: Path, article: str) -> None:
    texts = [cell.source for cell in read(path).cells]
    texts += [text for cell in cells(read(path), "code") for text in find_texts(cell)]
    # The article is called by its title.
    title = load_story().article.title
    ours = {run for text in texts for run in find_runs(text.replace(title, ""))}
    assert not ours & find_runs(article)
