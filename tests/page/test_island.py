"""What the page is given: a typed island, in the form that the script is told of."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from map_app.page.assets import ASSETS
from map_app.page.island import make_island, to_plain
from tests.conftest import skip_or_fail
from tests.page.test_pack import unpack

if TYPE_CHECKING:
    from map_app.page.island import Island
    from map_app.sheet import Sheet

TSC = Path(__file__).parents[2] / "build/types/node_modules/.bin/tsc"


@pytest.fixture(scope="module")
def island(sheet: Sheet) -> Island:
    return make_island(sheet, "en")


def test_it_is_plain(island: Island) -> None:
    plain = to_plain(island)
    assert json.loads(json.dumps(plain)) == plain


def test_what_is_not_there_is_left_out(island: Island) -> None:
    assert "null" not in json.dumps({**to_plain(island), "records": {}})


def test_dates_are_on_an_axis_and_in_words(island: Island) -> None:
    published = island.dates[island.story.article.published]
    assert published.at == pytest.approx(2015.64, abs=0.01)
    assert published.words["en"] == "about 22 August 2015"
    assert set(published.words) == set(island.story.languages)
    said = {claim.when for claim in island.story.claims if claim.when}
    assert said <= set(island.dates)


def test_geometry_comes_back(island: Island, sheet: Sheet) -> None:
    for feature, mark in zip(island.features, sheet.marks, strict=True):
        lines = unpack(feature.outline or feature.bands[-1].lines)
        lons = [x / 10**feature.decimals for line in lines for x, _ in line]
        west, _, east, _ = mark.bounds
        assert (min(lons), max(lons)) == pytest.approx((west, east), abs=10**-feature.decimals)


def test_chapters_have_the_frames_of_the_sheet(island: Island, sheet: Sheet) -> None:
    chapters = to_plain(island)["story"]["chapters"]  # type: ignore[call-overload,index]
    for chapter in chapters:  # type: ignore[union-attr]
        frame = sheet.frames[chapter["id"]]  # type: ignore[call-overload,index]
        assert chapter["frame"] == pytest.approx(frame, abs=0.001)  # type: ignore[call-overload,index]


def check_types(plain: object, folder: Path) -> str:
    """Check an island against types.d.ts, and return what is wrong."""
    if not shutil.which("node") or not TSC.exists():
        skip_or_fail("needs tsc, which .ci/run puts into build/types")
    for name in ("types.d.ts", "tsconfig.json"):
        shutil.copy(str(ASSETS.joinpath("js", name)), folder)
    config = json.loads((folder / "tsconfig.json").read_text("utf-8"))
    config |= {"include": ["*.ts"], "files": ["types.d.ts", "island.ts"]}
    config["compilerOptions"] |= {"typeRoots": [str(TSC.parents[1] / "@types")]}
    (folder / "tsconfig.json").write_text(json.dumps(config))
    island = json.dumps(plain, ensure_ascii=False)
    (folder / "island.ts").write_text(f"const island: Island = {island};\n", "utf-8")
    checked = subprocess.run([TSC, "-p", folder], capture_output=True, text=True, check=False)
    return checked.stdout


def test_it_is_what_the_script_is_told_of(island: Island, tmp_path: Path) -> None:
    assert check_types(to_plain(island), tmp_path) == ""


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        ({"order": {"precisions": ["place"], "voices": ["nobody"]}}, "nobody"),
        ({"view": {}}, "missing the following properties"),
        ({"more": 1}, "does not exist in type 'Island'"),
    ],
)
def test_what_the_script_is_not_told_of_is_found(
    island: Island, tmp_path: Path, wrong: dict[str, object], message: str
) -> None:
    assert message in check_types({**to_plain(island), **wrong}, tmp_path)
