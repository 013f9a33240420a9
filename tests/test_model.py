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


def test_every_text_is_found_with_its_path(story: Story) -> None:
    texts = dict(story.texts)
    assert texts["title"] == story.title
    assert texts["claims.P19.4.says"] == story.claim["P19.4"].says
    assert texts["layers.countries.name"].first == "Peru and Bolivia"
