"""The README does what it says, and its generated passages are fresh."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from geo import atlas
from tests.conftest import IN_CI

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def shell_blocks() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", README, re.DOTALL)


def dataset_table() -> str:
    rows = [
        f"| {item.title.en} | {item.credit} | {item.licence} |"
        for item in atlas.datasets().values()
    ]
    return "\n".join(["| data | credit | licence |", "|---|---|---|", *rows])


def test_data_sets_are_listed() -> None:
    passage = README.split("<!-- datasets -->\n")[1].split("\n<!-- /datasets -->")[0]
    assert passage == dataset_table()


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", README))))
def test_linked_files_exist(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(r"`((?:geo|map_app|tests)/[^`*]*)`", README)))
)
def test_named_paths_exist(name: str) -> None:
    assert (ROOT / name).exists()


def test_first_line_builds_the_map_on_a_fresh_machine(tmp_path: Path) -> None:
    if not IN_CI:
        pytest.skip("installs from the package registry; runs where CI=true")
    subprocess.run(["git", "clone", "-q", str(ROOT), str(tmp_path / "clone")], check=True)
    clone = tmp_path / "clone"
    # No browser, so that nothing opens; nothing of this environment, so that nothing is borrowed.
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
    kept |= {"PATH": f"{Path(shutil.which('python3') or '').parent}:/usr/bin:/bin", "BROWSER": "no"}
    kept.pop("VIRTUAL_ENV", None)
    first = shell_blocks()[0].strip()
    done = subprocess.run(
        ["sh", "-c", first],
        check=False,
        cwd=clone,
        env=kept,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stdout.strip().endswith("vrae.html")
    assert (clone / "vrae.html").stat().st_size > 100_000


def test_python_example_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (example,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example, "README.md", "exec"), {})  # noqa: S102
    assert (tmp_path / "map.html").exists()
