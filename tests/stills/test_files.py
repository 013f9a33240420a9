"""Stills as files: the right ending, size and words, the same bytes, and clear refusals."""

from __future__ import annotations

import base64
import struct
import subprocess
import sys
import zlib
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

import map_app
from map_app.cli import main
from map_app.page.card import Card, find_beside
from map_app.page.folium_map import write_map
from map_app.stills.files import Still, StillError, still, write_still
from tests.stories import write_story

if TYPE_CHECKING:
    from pathlib import Path

    from geo.model import Story

STARTS = {"svg": b"<svg ", "png": b"\x89PNG\r\n", "pdf": b"%PDF-"}


@pytest.fixture(scope="module")
def picture(story: Story) -> Still:
    return still(story, chapter="valley", size=(640, 480))


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["still", *map(str, arguments)])


@pytest.mark.parametrize("ending", STARTS)
def test_each_ending_is_written_with_its_alt_text_beside(
    picture: Still, tmp_path: Path, ending: str
) -> None:
    write_still(picture, tmp_path / f"map.{ending}", scale=1)
    assert (tmp_path / f"map.{ending}").read_bytes().startswith(STARTS[ending])
    assert (tmp_path / "map.alt.txt").read_text("utf-8") == f"{picture.alt}\n"
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
def test_png_has_a_pixel_for_each_at_every_scale(picture: Still, scale: int) -> None:
    assert struct.unpack(">II", picture.to_png(scale)[16:24]) == (640 * scale, 480 * scale)


def test_png_holds_a_picture(picture: Still) -> None:
    png = picture.to_png(1)
    packed, at = b"", 8
    while at < len(png):
        length, kind = struct.unpack(">I4s", png[at : at + 8])
        packed += png[at + 8 : at + 8 + length] * (kind == b"IDAT")
        at += length + 12
    assert len(set(zlib.decompress(packed))) > 200


def test_pdf_has_its_title_and_no_date(picture: Still) -> None:
    pdf = picture.to_pdf()
    assert b"/Title" in pdf
    assert b"CreationDate" not in pdf


def test_hostile_text_is_no_language_of_the_typesetter(hostile: Story) -> None:
    assert still(hostile, size=(640, 480)).to_pdf().startswith(b"%PDF-")


def test_the_function_stays_itself_whatever_else_is_imported() -> None:
    import map_app.stills.files  # noqa: PLC0415 - what might put a module in its place

    assert callable(map_app.still)


def test_notebooks_show_it(story: Story) -> None:
    shown = map_app.still(story, size=(640, 480))
    assert repr(shown).startswith("<Still 640 × 480: ")
    data, metadata = shown._repr_mimebundle_()
    assert list(data) == ["text/plain", "image/png"]
    assert base64.b64decode(data["image/png"]).startswith(STARTS["png"])
    assert metadata["image/png"]["alt"] == shown.alt


def test_notebooks_show_it_without_typst(story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    data, metadata = still(story, size=(640, 480))._repr_mimebundle_()
    assert data["image/svg+xml"].startswith("<svg ")
    assert "alt" in metadata["image/svg+xml"]


@pytest.mark.parametrize("size", [(639, 800), (1200, 479), (2401, 800), (1200, 2401)])
def test_sizes_out_of_bounds_are_refused(story: Story, size: tuple[int, int]) -> None:
    with pytest.raises(StillError, match="from 640x480 to 2400x2400"):
        still(story, size=size)


@pytest.mark.parametrize("scale", [0, 5])
def test_scales_out_of_bounds_are_refused(picture: Still, scale: int) -> None:
    with pytest.raises(StillError, match="from 1 to 4"):
        picture.to_png(scale)


def test_more_pixels_than_memory_holds_are_refused(story: Story) -> None:
    picture = still(story, size=(2400, 2400))
    with pytest.raises(StillError, match="at most 6,000,000 pixels, not 4800x4800"):
        picture.to_png(2)


def test_without_typst_the_error_names_the_extra(
    picture: Still, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(StillError, match=r"pip install '\.\[still\]'"):
        write_still(picture, tmp_path / "map.png")
    assert not list(tmp_path.iterdir())
    write_still(picture, tmp_path / "map.svg")


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


# The picture that is shown with a link to the page.


def build(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["build", *map(str, arguments)])


def read_meta(page: Path) -> dict[str, str]:
    """The properties of the Open Graph protocol, as a reader of the page takes them."""
    found = {}

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            said = dict(attrs)
            if tag == "meta" and (name := said.get("property") or said.get("name")):
                assert name not in found
                found[name] = said["content"] or ""

    Reader().feed(page.read_text("utf-8").partition("</head>")[0])
    return found


@pytest.mark.parametrize(
    ("address", "image"),
    [
        ("https://example.org/maps/peru.html", "https://example.org/maps/the%20map.png"),
        ("https://example.org/maps/", "https://example.org/maps/the%20map.png"),
        ("http://example.org:8000", "http://example.org:8000/the%20map.png"),
    ],
)
def test_a_published_page_names_a_picture_beside_it(
    tmp_path: Path, address: str, image: str
) -> None:
    folder = write_story(tmp_path / "small")
    result = build(folder, "-o", tmp_path / "the map.html", "--address", address, "--lang", "es")
    assert result.exit_code == 0, result.output
    meta = read_meta(tmp_path / "the map.html")
    assert meta["og:url"] == address
    assert meta["og:image"] == image
    assert meta["twitter:card"] == "summary_large_image"
    assert meta["og:image:alt"] == (tmp_path / "the map.alt.txt").read_text("utf-8").strip()
    assert "Una historia pequeña" in meta["og:image:alt"]
    size = struct.unpack(">II", (tmp_path / "the map.png").read_bytes()[16:24])
    assert (meta["og:image:width"], meta["og:image:height"]) == tuple(map(str, size))
    assert size == (1200, 630)


def test_a_page_of_no_address_names_no_picture(tmp_path: Path) -> None:
    folder = write_story(tmp_path / "small")
    assert build(folder, "-o", tmp_path / "map.html").exit_code == 0
    assert not {"og:image", "og:url", "twitter:card"} & set(read_meta(tmp_path / "map.html"))
    assert {path.name for path in tmp_path.iterdir()} == {"small", "map.html"}


def test_hostile_words_of_a_picture_stay_in_their_attribute(hostile: Story, tmp_path: Path) -> None:
    alt = still(hostile, size=(1200, 630)).alt
    address = 'https://example.org/"><script>'
    card = Card(address, find_beside(address, '"><script>.png'), alt, (1200, 630))
    write_map(hostile, tmp_path / "map.html", card=card)
    meta = read_meta(tmp_path / "map.html")
    assert meta["og:url"] == address
    assert meta["og:image"] == "https://example.org/%22%3E%3Cscript%3E.png"
    # The parser makes the ends of lines alike, and the page is otherwise as it was.
    assert meta["og:image:alt"].split() == alt.split()


@pytest.mark.parametrize(
    "address", ["", "example.org", "/map.html", "file:///map.html", "https://", "https://a b.org/",
                "https://example.org/map.html#part", "https://me@example.org/",
                "javascript:alert()"],
)  # fmt: skip
def test_a_bad_address_has_one_clear_line(tmp_path: Path, address: str) -> None:
    result = build("-o", tmp_path / "map.html", "--address", address)
    assert result.exit_code == 1
    assert result.output == (
        f"Error: {address!r} is no address of a page; write it as https://example.org/map.html\n"
    )
    assert not list(tmp_path.iterdir())


def test_an_address_without_typst_names_the_extra(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    result = build("-o", tmp_path / "map.html", "--address", "https://example.org/")
    assert result.exit_code == 1
    assert result.output == "Error: PNG and PDF need typst: pip install '.[still]'\n"
    assert not list(tmp_path.iterdir())


def test_picture_and_page_are_two_files(tmp_path: Path) -> None:
    result = build("-o", tmp_path / "map.png", "--address", "https://example.org/")
    assert result.exit_code == 1
    assert "is where the picture goes" in result.output
    assert not list(tmp_path.iterdir())
