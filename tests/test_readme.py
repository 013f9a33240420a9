"""The README and CONTRIBUTING do what they say, and what is generated in them is fresh."""

from __future__ import annotations

import base64
import importlib.util
import os
import re
import shlex
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from geo import atlas
from geo.model import Chapter, Claim, Feature
from map_app.cli import main
from tests.conftest import IN_CI

if TYPE_CHECKING:
    from playwright.sync_api import Browser

    from geo.model import Story
    from geo.words import Model

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text("utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
BOTH = README + CONTRIBUTING
FOLDERS = r"(?:geo|map_app|tests|docs|notebooks|\.ci)"


def shell_blocks() -> list[str]:
    return re.findall(r"```sh\n(.*?)```", README, re.DOTALL)


def dataset_table() -> str:
    rows = [
        f"| {item.title['en']} | {item.credit} | {item.licence} |"
        for item in atlas.datasets().values()
    ]
    return "\n".join(["| data | credit | licence |", "|---|---|---|", *rows])


def test_data_sets_are_listed() -> None:
    passage = README.split("<!-- datasets -->\n")[1].split("\n<!-- /datasets -->")[0]
    assert passage == dataset_table()


@pytest.mark.parametrize("link", sorted(set(re.findall(r"\]\((?!http)([^)#]+)\)", BOTH))))
def test_linked_files_exist(link: str) -> None:
    assert (ROOT / link).exists()


@pytest.mark.parametrize(
    "name", sorted(set(re.findall(rf"`({FOLDERS}/(?:(?!LANG)[^`*])*)`", BOTH)))
)
def test_named_paths_exist(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize("name", sorted(set(re.findall(r"`([^`]*)LANG\.toml`", CONTRIBUTING))))
def test_each_language_has_its_file(name: str, story: Story) -> None:
    assert all((ROOT / f"{name}{language}.toml").exists() for language in story.languages)


@pytest.mark.parametrize("example", re.findall(r"```toml\n(.*?)```", CONTRIBUTING, re.DOTALL))
def test_examples_are_blocks_of_a_story(example: str) -> None:
    kinds: dict[str, type[Model]] = {"claim": Claim, "chapter": Chapter, "feature": Feature}
    ((kind, blocks),) = tomllib.loads(example).items()
    assert [kinds[kind].model_validate(block) for block in blocks]


@pytest.mark.parametrize("module", sorted(set(re.findall(r"python -m ([\w.]+)", BOTH))))
def test_named_modules_are_there(module: str) -> None:
    if module != "build":  # not ours
        assert importlib.util.find_spec(module)


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


# The commands that make the pictures.
STILLS = re.findall(r"dateline (still -o docs/[^&\n]*)", CONTRIBUTING)
STALE = "the map looks otherwise now; refresh docs with the command in CONTRIBUTING.md"

# The share of the pixels of two pictures that clearly differ; 1 where their sizes do.
COMPARE = """
async (pictures) => {
  const [one, other] = await Promise.all(pictures.map(async (data) => {
    const image = new Image();
    image.src = `data:image/png;base64,${data}`;
    await image.decode();
    const { width, height } = image;
    const pen = Object.assign(document.createElement("canvas"), { width, height }).getContext("2d");
    pen.drawImage(image, 0, 0);
    return pen.getImageData(0, 0, width, height);
  }));
  if (one.width !== other.width || one.height !== other.height) return 1;
  let apart = 0;
  for (let i = 0; i < one.data.length; i++) apart += Math.abs(one.data[i] - other.data[i]) > 40;
  return apart / one.data.length;
}
"""


def test_each_picture_has_its_command() -> None:
    made = {shlex.split(command)[2] for command in STILLS}
    assert made == {str(path.relative_to(ROOT)) for path in ROOT.glob("docs/*.png")}
    assert made == set(re.findall(r"!\[[^]]+\]\(([^)]+)\)", README))


@pytest.mark.parametrize("command", STILLS)
def test_pictures_are_those_that_their_command_makes_now(
    tmp_path: Path, request: pytest.FixtureRequest, command: str
) -> None:
    arguments = shlex.split(command)
    kept = ROOT / arguments[2]
    made = tmp_path / kept.name
    arguments[2] = str(made)
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    alt, old_alt = (path.with_suffix(".alt.txt").read_text("utf-8") for path in (made, kept))
    assert alt == old_alt, STALE
    assert kept.stat().st_size < 700_000
    if made.read_bytes() == kept.read_bytes():
        return
    # Another version of a library may draw an edge another way.
    browser: Browser = request.getfixturevalue("browser")
    page = browser.new_page()
    pictures = [base64.b64encode(path.read_bytes()).decode() for path in (made, kept)]
    apart = page.evaluate(COMPARE, pictures)
    page.close()
    assert apart < 0.0001, STALE
