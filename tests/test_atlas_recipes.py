"""The recipes make the atlas that is bundled, byte by byte where bytes can be promised."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from geo import atlas
from tests.conftest import skip_or_fail


def test_recipes_make_the_same_vectors_again(tmp_path: Path) -> None:
    inputs = os.environ.get("DATELINE_ATLAS_INPUTS")
    if not inputs:
        skip_or_fail("wants 120 MB of packages; set DATELINE_ATLAS_INPUTS to a folder for them")
    options = ["--inputs", inputs or "", "--output", str(tmp_path)]
    subprocess.run([sys.executable, "-m", "geo.atlas_recipes", *options], check=True)
    bundled = Path(atlas.__file__).parent / "data" / "atlas"
    vectors = sorted(path.name for path in bundled.glob("*.geojson"))
    assert len(vectors) == 5
    for name in vectors:
        assert (tmp_path / name).read_bytes() == (bundled / name).read_bytes(), name
