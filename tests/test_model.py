"""A story is structure alone: what it says is judged elsewhere."""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from geo import model

if TYPE_CHECKING:
    from geo.model import Story


def test_the_model_imports_no_rule() -> None:
    tree = ast.parse(Path(model.__file__).read_text("utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not any(str(name).startswith(("geo.rules", "geo.policy")) for name in imported)


def test_a_story_may_break_rules(story: Story) -> None:
    shorter = {**story.model_dump(), "languages": ("en", "es", "qu"), "opening": ("nowhere",)}
    assert model.Story.model_validate(shorter).opening == ("nowhere",)


def test_a_block_is_closed_and_frozen(story: Story) -> None:
    claim = story.claim["P19.4"]
    with pytest.raises(ValidationError, match="frozen"):
        claim.id = "X01"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="cite"):
        model.Claim.model_validate({**claim.model_dump(), "cite": "it"})


def test_a_source_has_a_date_as_edtf_writes_it() -> None:
    source = {"address": "https://example.org", "publisher": "Other", "title": "What others say"}
    assert model.Source.model_validate({**source, "published": "2015-08~"}).seen is None
    with pytest.raises(ValidationError):
        model.Source.model_validate({**source, "seen": "last week"})


def test_every_text_is_found_with_its_path(story: Story) -> None:
    texts = dict(story.texts)
    assert texts["title"] == story.title
    assert texts["claims.P19.4.says"] == story.claim["P19.4"].says
    assert texts["chapters.vote.context"] == story.chapters[0].context
    assert texts["claims.X20.figures.0.by"] == story.claim["X20"].figures[0].by
    assert texts["layers.countries.name"].first == "Peru and Bolivia"
