"""The commands as a user types them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from map_app.cli import main
from tests.stories import CLAIMS, FEATURES, STORY, write_story

if TYPE_CHECKING:
    from pathlib import Path


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, list(map(str, arguments)))


def test_help_names_the_commands() -> None:
    result = run("--help")
    assert result.exit_code == 0
    for word in ("build", "check", "export", "--version", "bundled story"):
        assert word in result.output


@pytest.mark.parametrize("command", ["build", "check", "export"])
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


def test_a_story_that_breaks_a_rule_does_not_build(tmp_path: Path) -> None:
    broken = CLAIMS.replace("the capital", "the lawless capital")
    folder = write_story(tmp_path / "small", claims=broken)
    (tmp_path / "map.html").write_text("earlier", "utf-8")
    result = run("build", folder, "-o", tmp_path / "map.html")
    assert result.exit_code == 1
    assert "claims.P01.1.says.en: 'lawless'" in result.output
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


def test_check_against_what_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "other.bin").write_bytes(b"\xff\xfe\x00")
    result = run("check", "--article", tmp_path / "other.bin")
    assert result.exit_code == 1
    assert "is no UTF-8 text" in result.output


@pytest.mark.article
def test_check_against_the_article(article: str, tmp_path: Path) -> None:
    (tmp_path / "article.txt").write_text(article, "utf-8")
    result = run("check", "--article", tmp_path / "article.txt")
    assert result.exit_code == 0, result.output
    assert "every quote and figure found" in result.output


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
