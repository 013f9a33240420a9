"""Sheets run no formula, and keep lists and types."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pyarrow.parquet
import pytest

from geo import load_story
from map_app import export
from tests.exports.reading import (
    BUNDLED,
    read_csv,
)
from tests.stories import CLAIMS, write_story

if TYPE_CHECKING:
    from pathlib import Path

SHEETS = ["vrae-features.csv", "vrae-bands.csv", "vrae-claims.csv"]
FORMULAS = ["=A1+A1", "+A1", "-A1", "@SUM(A1)", "＝A1"]  # noqa: RUF001 - as spreadsheets take it


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(formula: str, tmp_path: Path) -> None:
    claims = CLAIMS.replace("Something happened in", f"{formula} in")
    claims = claims.replace("Algo pasó en", f"{formula} en")
    story = load_story(write_story(tmp_path, claims=claims))
    export(story, tmp_path / "out", ["csv"])
    said = read_csv(tmp_path / "out" / "small-claims.csv")[0]["says_en"]
    assert said == f"'{formula} in the capital."


def test_sheets_are_known_as_utf_8_by_spreadsheets(exported: Path) -> None:
    for name in SHEETS:
        assert (exported / name).read_bytes().startswith(b"\xef\xbb\xbfid,")


def test_parquet_keeps_lists_and_types(exported: Path) -> None:
    table = pyarrow.parquet.read_table(exported / "vrae.parquet")
    assert json.loads(table.schema.metadata[b"geo"])["primary_column"] == "geometry"
    assert "list" in str(table.schema.field("claims").type)
    assert str(table.schema.field("coordinateUncertaintyInMeters").type) == "double"
    assert "string" in str(table.schema.field("verbatimLocality").type)
    claims = pyarrow.parquet.read_table(exported / "vrae-claims.parquet")
    assert claims["id"].to_pylist() == [claim.id for claim in BUNDLED.claims]
    assert claims["see"].to_pylist() == [list(claim.see) for claim in BUNDLED.claims]
    assert claims["anchor"].to_pylist() == [claim.anchor for claim in BUNDLED.claims]
