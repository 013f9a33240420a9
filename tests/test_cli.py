"""The commands as a user types them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib.metadata import version
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from geo import atlas
from geo.citation import read_citation
from geo.evidence import hash_text
from geo.story import BUNDLED, load_story
from map_app import fingerprint
from map_app.cli import main
from tests.stories import CLAIMS, FEATURES, STORY, TEXT, in_one_language, write_story

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_help_names_the_commands() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for word in ("build", "check", "anchor", "export", "--version", "bundled story"):
        assert word in result.output


@pytest.mark.parametrize("command", ["build", "check", "anchor", "export"])
def test_help_of_each_command(command: str) -> None:
    assert "STORY" in run(command, "--help").output


def test_without_a_command_it_builds_the_bundled_story_and_opens_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("webbrowser.get", lambda: None)
    monkeypatch.setattr("webbrowser.open", opened.append)
    result = run()
    assert result.exit_code == 0, result.output
    assert result.output.strip() == str(tmp_path / "vrae.html")
    assert opened == [(tmp_path / "vrae.html").as_uri()]


def test_without_a_browser_it_prints_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("BROWSER", "no-such-browser")
    monkeypatch.setenv("PATH", "")
    result = run("build", "--open")
    assert result.exit_code == 0, result.output
    assert result.output.strip().endswith("vrae.html")


def test_build_another_story(tmp_path: Path) -> None:
    folder = write_story(tmp_path / "small")
    result = run("build", folder, "-o", tmp_path / "map.html", "--lang", "es")
    assert result.exit_code == 0, result.output
    assert "Una historia pequeña" in (tmp_path / "map.html").read_text("utf-8")


def test_a_language_that_the_story_lacks_is_named(tmp_path: Path) -> None:
    for command in ("build", "still"):
        result = run(command, "-o", tmp_path / "map.svg", "--lang", "qu")
        assert result.exit_code == 2
        assert "'qu' is no language of the story; it has en, es" in result.output


def test_a_story_in_one_language_is_checked(tmp_path: Path) -> None:
    result = run("check", write_story(tmp_path, **in_one_language()))
    assert result.exit_code == 0, result.output


def test_a_story_in_one_language_builds(tmp_path: Path) -> None:
    folder = write_story(tmp_path / "small", **in_one_language())
    result = run("build", folder, "-o", tmp_path / "map.html")
    assert result.exit_code == 0, result.output
    assert "A small story" in (tmp_path / "map.html").read_text("utf-8")


def test_a_story_that_breaks_a_rule_does_not_build(tmp_path: Path) -> None:
    broken = CLAIMS.replace("the capital", "the lawless capital")
    folder = write_story(tmp_path / "small", claims=broken)
    (tmp_path / "map.html").write_text("earlier", "utf-8")
    result = run("build", folder, "-o", tmp_path / "map.html")
    assert result.exit_code == 1
    assert "claims.toml: P01.1.says.en: 'lawless'" in result.output
    assert "Traceback" not in result.output
    assert (tmp_path / "map.html").read_text("utf-8") == "earlier"


def test_a_city_that_the_atlas_lacks_is_named(tmp_path: Path) -> None:
    features = FEATURES.replace('city = "Lima"', 'city = "Limma"')
    folder = write_story(tmp_path / "small", features=features)
    result = run("build", folder, "-o", tmp_path / "map.html")
    assert result.exit_code == 1
    assert "features.toml: lima" in result.output
    assert "Lima" in result.output
    assert not (tmp_path / "map.html").exists()


def test_a_folder_that_cannot_be_written(tmp_path: Path) -> None:
    result = run("build", "-o", tmp_path / "none" / "map.html")
    assert result.exit_code == 1
    assert "cannot be written" in result.output


def test_check_names_every_problem(tmp_path: Path) -> None:
    folder = write_story(
        tmp_path,
        story=STORY.replace('["lima"]', '["rome"]'),
        claims=CLAIMS.replace("paragraph = 1\n", ""),
    )
    result = run("check", folder)
    assert result.exit_code == 1
    assert "2 problems" in result.output
    assert "'rome'" in result.output
    assert "needs the article's paragraph" in result.output


def test_check_without_the_article() -> None:
    result = run("check")
    assert result.exit_code == 0
    assert "no problem found" in result.output


def test_check_against_another_text(tmp_path: Path) -> None:
    (tmp_path / "other.txt").write_text("Something else", "utf-8")
    result = run("check", "--article", tmp_path / "other.txt")
    assert result.exit_code == 1
    assert "article.sha256" in result.output
    assert "no claim can be found" in result.output
    assert result.output.splitlines()[-1].endswith("in other.txt nothing found")


def test_check_against_what_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"\xff\xfe\x00")
    result = run("check", "--article", tmp_path / "other.bin")
    assert result.exit_code == 1
    assert "is no UTF-8 text" in result.output


def write_small(folder: Path, text: str = TEXT, claims: str = CLAIMS) -> tuple[Path, Path]:
    """Write a small story and an article for it, and return where both are."""
    story = STORY.replace("0" * 64, hash_text(TEXT))
    (folder / "text.txt").write_text(text, "utf-8")
    return write_story(folder / "small", story=story, claims=claims), folder / "text.txt"


def test_check_tells_of_each_claim_and_sums_up_last(tmp_path: Path) -> None:
    story, text = write_small(tmp_path)
    result = run("check", story, "--article", text)
    assert result.exit_code == 0, result.output
    first, *_, last = result.output.splitlines()
    assert first.split() == ["P01.1", "found", "paragraph", "1"]
    assert last.endswith("in text.txt 1 found; every claim and figure found")


def test_another_version_that_bears_the_claims_out_is_a_warning(tmp_path: Path) -> None:
    story, text = write_small(tmp_path, TEXT.replace("Reporters", "Others"))
    result = run("check", story, "--article", text)
    assert result.exit_code == 0, result.output
    assert "Warning: story.toml: article.sha256: text.txt has" in result.output
    assert "it is another version of the article; all claims hold" in result.output


def test_another_version_names_what_no_longer_holds(tmp_path: Path) -> None:
    story, text = write_small(tmp_path, TEXT.replace("it  happened here", "it happened near here"))
    result = run("check", story, "--article", text)
    assert result.exit_code == 1
    assert "these no longer hold: P01.1" in result.output
    assert "claims.toml: P01.1: the quote 'it happened here' is not in" in result.output
    assert result.output.splitlines()[-1].endswith("in text.txt 1 missing")


def test_check_writes_annotations_where_the_reader_says(tmp_path: Path) -> None:
    story, text = write_small(tmp_path)
    result = run("check", story, "--article", text, "--json", tmp_path / "notes.json")
    assert result.exit_code == 0, result.output
    page = json.loads((tmp_path / "notes.json").read_text("utf-8"))
    (annotation,) = page["@graph"]
    assert annotation["id"] == "#P01.1"
    assert annotation["target"] == {
        "type": "SpecificResource",
        "source": "https://example.org/small",
        "paragraph": 1,
        "voice": "article",
        "creator": {"type": "Organization", "name": "The Paper"},
        "selector": {
            "type": "TextQuoteSelector",
            "exact": "it  happened here",
            "prefix": "LIMA — Reporters say that ",
            "suffix": "",
        },
    }
    # Terms that W3C's context lacks are explained beside it.
    standard, ours = page["@context"]
    assert standard == "http://www.w3.org/ns/anno.jsonld"
    assert set(ours) == {"paragraph", "voice"}


@pytest.mark.parametrize(("voice", "kind"), [("quoted", "Person"), ("official", "Organization")])
def test_annotations_name_who_speaks(tmp_path: Path, voice: str, kind: str) -> None:
    speaker = 'speaker.en = "A. Person"\nspeaker.es = "A. Persona"'
    claims = CLAIMS.replace('"article"', f'"{voice}"\n{speaker}')
    story, text = write_small(tmp_path, claims=claims)
    result = run("check", story, "--article", text, "--json", tmp_path / "notes.json")
    assert result.exit_code == 0, result.output
    (annotation,) = json.loads((tmp_path / "notes.json").read_text("utf-8"))["@graph"]
    assert annotation["target"]["creator"] == {"type": kind, "name": "A. Person"}
    assert annotation["target"]["voice"] == voice


def test_check_prints_the_hashes(tmp_path: Path) -> None:
    folder, text = write_small(tmp_path)
    result = run("check", folder, "--hashes", "--article", text)
    assert result.exit_code == 0, result.output
    rows = dict(line.split(maxsplit=1) for line in result.output.splitlines())
    assert rows["version"] == read_citation().version
    assert rows["code"] == fingerprint.code_sha256()
    assert rows["story"] == load_story(folder).sha256
    assert rows["atlas"] == atlas.sha256()
    assert rows["article"] == hash_text(TEXT)
    assert rows["its"].split() == ["text", hash_text(TEXT)]
    assert rows["folium"] == version("folium")
    assert result.output.splitlines()[-1].endswith("every claim and figure found")


def test_annotations_stay_out_of_the_story(tmp_path: Path) -> None:
    story, text = write_small(tmp_path)
    result = run("check", story, "--article", text, "--json", story / "notes.json")
    assert result.exit_code == 1
    assert "is in the story or the project, and neither holds the article" in result.output
    assert not (story / "notes.json").exists()


def test_annotations_stay_out_of_the_project(tmp_path: Path) -> None:
    story, text = write_small(tmp_path)
    inside = BUNDLED / "notes.json"
    result = run("check", story, "--article", text, "--json", inside)
    assert result.exit_code == 1
    assert not inside.exists()


def test_annotations_need_the_article_and_a_folder(tmp_path: Path) -> None:
    story, text = write_small(tmp_path)
    assert "--json needs --article" in run("check", story, "--json", tmp_path / "a.json").output
    nowhere = run("check", story, "--article", text, "--json", tmp_path / "none" / "a.json")
    assert nowhere.exit_code == 1
    assert "cannot be written" in nowhere.output


def test_anchor_prints_what_claims_toml_takes(tmp_path: Path) -> None:
    story, text = write_small(tmp_path)
    words = "REPORTERS say that 'it' happened here"
    result = run("anchor", "--article", text, "--story", story, words)
    assert result.exit_code == 0, result.output
    lines = CLAIMS.replace("paragraph = 1\n", "").replace(
        'quote = "it happened here"\n', result.output
    )
    again = run("check", write_small(tmp_path, claims=lines)[0], "--article", text)
    assert again.exit_code == 0, again.output


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("it happened here", "take 5 to 8 words"),
        ("", "take 5 to 8 words"),
        ("one two three four five six seven eight times", "take 5 to 8 words"),
        ("one two three four nine", "is not in text.txt"),
        ("again and again and again", "more than once"),
    ],
)
def test_anchor_refuses_what_would_not_do(tmp_path: Path, words: str, expected: str) -> None:
    story, text = write_small(tmp_path, TEXT + "again and again and again and again")
    result = run("anchor", "--article", text, "--story", story, words)
    assert result.exit_code == 1
    assert expected in result.output


def test_anchor_needs_a_story_with_an_article(tmp_path: Path) -> None:
    _, text = write_small(tmp_path)
    result = run("anchor", "--article", text, "--story", tmp_path, "one two three four five")
    assert result.exit_code == 1
    assert "story.toml: file: is missing" in result.output


@pytest.mark.article
def test_check_against_the_article(article: str, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(article, "utf-8")
    result = run("check", "--article", tmp_path / "article.txt")
    assert result.exit_code == 0, result.output
    assert "64 found; every claim and figure found" in result.output.splitlines()[-1]


def test_same_bytes_from_two_processes_and_two_folders(tmp_path: Path) -> None:
    pages = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        subprocess.run(
            [sys.executable, "-m", "map_app", "build", "--no-open"],
            check=True,
            cwd=folder,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
        )
        pages.append((folder / "vrae.html").read_bytes())
    assert pages[0] == pages[1]


@pytest.mark.parametrize("command", ["check", "build", "still", "export"])
def test_a_language_without_words_of_the_interface_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {name: text.replace('"en"', '"tlh"') for name, text in in_one_language().items()}
    result = CliRunner().invoke(main, [command, str(write_story(tmp_path / "story", **files))])
    assert result.exit_code == 1
    assert "the interface has no words in 'tlh', only in en, es; add" in result.output
    assert not list(tmp_path.glob("*small*"))
