"""What people carry off opens in their tools, whole, all of it or nothing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shapely
from click.testing import CliRunner, Result

from geo import load_story
from geo.tables import to_bands
from map_app import export
from map_app.cli import main
from map_app.exports.content import ExportError
from map_app.exports.documents import DOCUMENTS
from map_app.exports.files import FORMATS
from tests.exports.reading import (
    ALL,
    BUNDLED,
    FADING,
    FILES,
    GEOGRAPHIC,
    read_bands,
    read_csv,
    read_features,
)
from tests.hostile import HOSTILE
from tests.stories import CLAIMS, FEATURES, write_story

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.drawing import Drawing
    from geo.model import Story


# The claims go along, whatever the format.
BESIDE = ["vrae-claims.csv", *DOCUMENTS]


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["export", *map(str, arguments)])


@pytest.mark.parametrize("file", GEOGRAPHIC)
def test_every_feature_is_read_back_where_it_was_drawn(
    file: str, exported: Path, table: gpd.GeoDataFrame
) -> None:
    read = read_features(exported / file)
    assert set(read.index) == set(table.index)
    assert read.crs is None or read.crs == "EPSG:4326"
    for name, geometry in table.geometry.items():
        assert shapely.equals(shapely.normalize(read.geometry[name]), shapely.normalize(geometry))
    west, south, east, north = read.total_bounds
    assert -180 <= west < east <= 180
    assert -90 <= south < north <= 90


@pytest.mark.parametrize("file", FADING)
def test_what_fades_is_read_back_in_its_bands(
    file: str, exported: Path, story: Story, drawings: dict[str, Drawing]
) -> None:
    read, bands = read_bands(exported / file.replace("-features", "")), to_bands(story, drawings)
    assert set(read.index) == set(bands.index)
    for name, band in bands.iterrows():
        assert read["strength"][name] == band["strength"]
        assert read["feature"][name] == band["feature"]
        assert shapely.equals(
            shapely.normalize(read.geometry[name]), shapely.normalize(band.geometry)
        )


@pytest.mark.parametrize("file", GEOGRAPHIC)
def test_hostile_text_stays_text(file: str, poisoned: Path) -> None:
    read = read_features(poisoned / file)
    names = {"vrae.kml": "Name", "vrae.lpf.json": "title"}
    assert (read[names.get(file, "name_en")].str.contains(HOSTILE, regex=False)).all()


def test_the_same_story_gives_the_same_bytes(exported: Path, tmp_path: Path) -> None:
    export(load_story(), tmp_path)
    for path in exported.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_alone(name: str, tmp_path: Path) -> None:
    paths = export(BUNDLED, tmp_path, [name])
    assert [path.name for path in paths] == [*FILES[name], *BESIDE]
    assert {path.name for path in tmp_path.iterdir()} == {*FILES[name], *BESIDE}
    # Whatever is carried off, the ids in it lead to claims.
    claims = {row["id"] for row in read_csv(tmp_path / "vrae-claims.csv")}
    assert {claim for feature in BUNDLED.features for claim in feature.claims} <= claims


def test_the_command_names_what_it_wrote(tmp_path: Path) -> None:
    result = run("-o", tmp_path / "out", "--format", "kml, csv")
    assert result.exit_code == 0, result.output
    names = [Path(line).name for line in result.output.splitlines()]
    assert names == [*FILES["kml"], *FILES["csv"], *BESIDE]


def test_the_command_writes_beside_without_a_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run().exit_code == 0
    assert {path.name for path in (tmp_path / "vrae-data").iterdir()} == {*ALL, *DOCUMENTS}


@pytest.mark.parametrize("formats", ["shp", "geojson,shp", ""])
def test_an_unknown_format_is_named_with_those_that_exist(formats: str, tmp_path: Path) -> None:
    result = run("-o", tmp_path / "out", "--format", formats)
    assert result.exit_code == 1
    assert result.output.startswith(f"Error: no format {formats.rpartition(',')[2]}")
    assert "geojson, gpkg, kml, csv, parquet, lpf" in result.output
    assert not (tmp_path / "out").exists()


def run_without_pyarrow(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    block = "import sys; sys.modules['pyarrow'] = None; from map_app.cli import main; main()"
    return subprocess.run(
        [sys.executable, "-c", block, "export", *map(str, arguments)],
        check=False,
        capture_output=True,
        text=True,
    )


def test_without_pyarrow_all_but_parquet_is_written(tmp_path: Path) -> None:
    done = run_without_pyarrow("-o", tmp_path)
    assert done.returncode == 0, done.stderr
    assert {path.name for path in tmp_path.iterdir()} == {*ALL, *DOCUMENTS} - {*FILES["parquet"]}


def test_without_pyarrow_parquet_says_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "vrae.kml").write_text("earlier", "utf-8")
    done = run_without_pyarrow("-o", tmp_path, "--format", "kml,parquet")
    assert done.returncode == 1
    assert done.stderr == "Error: parquet needs pyarrow: pip install 'dateline[export]'\n"
    assert (tmp_path / "vrae.kml").read_text("utf-8") == "earlier"
    assert len(list(tmp_path.iterdir())) == 1


def test_a_story_that_breaks_a_rule_is_not_exported(tmp_path: Path) -> None:
    broken = CLAIMS.replace("the capital", "the lawless capital")
    result = run(write_story(tmp_path / "small", claims=broken), "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "'lawless'" in result.output
    assert not (tmp_path / "out").exists()


def test_a_story_that_cannot_be_drawn_is_not_exported(tmp_path: Path) -> None:
    features = FEATURES.replace('city = "Lima"', 'city = "Limma"')
    result = run(write_story(tmp_path / "small", features=features), "-o", tmp_path / "out")
    assert result.exit_code == 1
    assert "features.toml: lima" in result.output
    assert not (tmp_path / "out").exists()


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file", "utf-8")
    result = run("-o", tmp_path / "file" / "out")
    assert result.exit_code == 1
    assert "cannot be written" in result.output
    assert isinstance(result.exception, SystemExit)


def test_all_is_written_or_nothing(tmp_path: Path) -> None:
    export(BUNDLED, tmp_path, ["csv"])
    (tmp_path / "vrae-claims.csv").write_text("earlier", "utf-8")
    (tmp_path / "vrae.kml").mkdir()
    result = run("-o", tmp_path, "--format", "csv,kml")
    assert result.exit_code == 1
    assert "a folder is in the way" in result.output
    assert (tmp_path / "vrae-claims.csv").read_text("utf-8") == "earlier"
    assert len(list(tmp_path.iterdir())) == len([*FILES["csv"], *BESIDE, "vrae.kml"])


def test_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", "utf-8")
    export(BUNDLED, tmp_path, ["csv"])
    export(BUNDLED, tmp_path, ["csv"])
    assert (tmp_path / "notes.txt").read_text("utf-8") == "mine"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("CITATION.cff", "cff-version: 1.2.0"),
        ("datapackage.json", '{"name": "other"}'),
        ("datapackage.json", "no JSON"),
        ("datapackage.json", "[]"),
    ],
)
def test_documents_of_other_data_are_not_overwritten(name: str, text: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(ExportError, match=f"{name} of something else"):
        export(BUNDLED, tmp_path)
    assert (tmp_path / name).read_text("utf-8") == text
    assert [path.name for path in tmp_path.iterdir()] == [name]
