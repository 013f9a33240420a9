"""Stills as files: the right ending, size and words, the same bytes, and clear refusals."""

from __future__ import annotations

import struct
import subprocess
import sys
import zlib
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import map_app
from map_app.cli import main
from map_app.still import Still, StillError, build_still, write_still
from tests.stories import write_story

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Story

STARTS = {"svg": b"<svg ", "png": b"\x89PNG\r\n", "pdf": b"%PDF-"}


@pytest.fixture(scope="module")
def still(story: Story) -> Still:
    return build_still(story, chapter="valley", size=(640, 480))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["still", *map(str, arguments)])


@pytest.mark.parametrize("ending", STARTS)
def test_each_ending_is_written_with_its_alt_text_beside(
    still: Still, tmp_path: Path, ending: str
) -> None:
    write_still(still, tmp_path / f"map.{ending}", scale=1)
    assert (tmp_path / f"map.{ending}").read_bytes().startswith(STARTS[ending])
    assert (tmp_path / "map.alt.txt").read_text("utf-8") == f"{still.alt}\n"
    assert len(list(tmp_path.iterdir())) == 2


@pytest.mark.parametrize("ending", STARTS)
def test_same_bytes_from_two_processes(tmp_path: Path, ending: str) -> None:
    written = []
    for seed in ("1", "2"):
        path = tmp_path / f"{seed}.{ending}"
        subprocess.run(
            [sys.executable, "-m", "map_app", "still", "-o", path,
             "--chapter", "valley", "--size", "640x480", "--scale", "1"],
            check=True, capture_output=True, env={"PYTHONHASHSEED": seed},
        )  # fmt: skip
        written.append(path.read_bytes())
    assert written[0] == written[1]


@pytest.mark.parametrize("scale", [1, 2])
def test_png_has_a_pixel_for_each_at_every_scale(still: Still, scale: int) -> None:
    assert struct.unpack(">II", still.to_png(scale)[16:24]) == (640 * scale, 480 * scale)


def test_png_holds_a_picture(still: Still) -> None:
    png = still.to_png(1)
    packed, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        packed += png[at + 8 : at + 8 + length] * (kind == b"IDAT")
        at += length + 12
    assert len(set(zlib.decompress(packed))) > 200


def test_pdf_has_its_title_and_no_date(still: Still) -> None:
    pdf = still.to_pdf()
    assert b"/Title" in pdf
    assert b"CreationDate" not in pdf


def test_hostile_text_is_no_language_of_the_typesetter(hostile: Story) -> None:
    assert build_still(hostile, size=(640, 480)).to_pdf().startswith(b"%PDF-")


def test_notebooks_show_it(story: Story) -> None:
    shown = map_app.build_still(story, size=(640, 480))
    assert shown._repr_svg_().startswith("<svg ")
    assert (shown._repr_png_() or b"").startswith(STARTS["png"])


@pytest.mark.parametrize("size", [(639, 800), (1200, 479), (2401, 800), (1200, 2401)])
def test_sizes_out_of_bounds_are_refused(story: Story, size: tuple[int, int]) -> None:
    with pytest.raises(StillError, match="from 640x480 to 2400x2400"):
        build_still(story, size=size)


@pytest.mark.parametrize("scale", [0, 5])
def test_scales_out_of_bounds_are_refused(still: Still, scale: int) -> None:
    with pytest.raises(StillError, match="from 1 to 4"):
        still.to_png(scale)


def test_more_pixels_than_memory_holds_are_refused(story: Story) -> None:
    still = build_still(story, size=(2400, 2400))
    with pytest.raises(StillError, match="at most 6,000,000 pixels, not 4800x4800"):
        still.to_png(2)


def test_without_typst_the_error_names_the_extra(
    still: Still, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(StillError, match=r"pip install '\.\[still\]'"):
        write_still(still, tmp_path / "map.png")
    assert not list(tmp_path.iterdir())
    write_still(still, tmp_path / "map.svg")


def test_command_writes_another_story_in_spanish(tmp_path: Path) -> None:
    folder = write_story(tmp_path / "small")
    result = run(folder, "-o", tmp_path / "map.svg", "--lang", "es")
    assert result.exit_code == 0, result.output
    assert result.output.strip() == str(tmp_path / "map.svg")
    assert "Una historia pequeña" in (tmp_path / "map.svg").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-o", "map.gif"], "map.gif ends in .gif; write .png, .svg or .pdf"),
        (["-o", "map"], "map ends in nothing; write .png, .svg or .pdf"),
        (["--chapter", "none"], "no chapter 'none' in the story 'vrae'; it has vote, "),
        (["--size", "9x9"], "a size is from 640x480 to 2400x2400, not 9x9"),
        (["--size", "large"], "'large' is no size; write it as 1200x800"),
        (["-o", "none/map.svg"], "cannot be written"),
    ],
)
def test_mistakes_have_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], message: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(*arguments)
    assert result.exit_code != 0
    assert message in result.output
    assert "Traceback" not in result.output
    assert not list(tmp_path.iterdir())
