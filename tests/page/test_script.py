"""The page's script: modules that the joiner can join, and pure ones that node runs."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import shapely

from geo.drawing import draw
from map_app.page.assets import ASSETS, find_imports, join_scripts, order_scripts, read_asset
from map_app.page.island import make_island, to_plain
from map_app.page.pack import ALPHABET, pack
from map_app.sheet import draw_sheet
from tests.test_telling import to_plain as tell_plainly

if TYPE_CHECKING:
    from geo.model import Story

TESTS = Path(__file__).parents[1]
MODULES = sorted(path.name for path in ASSETS.joinpath("js").iterdir() if path.name.endswith(".js"))
MOST_IN_A_CIRCLE = 1  # a module alone
PURE = {"geometry.js", "places.js", "telling.js", "unpack.js", "wording.js"}

every_module = pytest.mark.parametrize("name", MODULES)


def code_of(name: str) -> str:
    """Return a module without its comments, and without what stands in its strings."""
    source = re.sub(
        r"/\*\*.*?\*/|^\s*//.*?$", "", read_asset(f"js/{name}"), flags=re.DOTALL | re.MULTILINE
    )
    return re.sub(r'"[^"\n]*"|`[^`]*`', '""', source)


def reach(name: str) -> set[str]:
    """Find all that a module needs, in any number of steps."""
    found: set[str] = set()
    waiting = find_imports(name)
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting += find_imports(other)
    return found


@every_module
def test_the_joiner_knows_all_that_a_module_says(name: str) -> None:
    code = code_of(name)
    known = len(re.findall(r'^import \{ \w+(?:, \w+)* \} from "";$', code, re.MULTILINE))
    assert known == len(re.findall(r"\bimport\b", code)) == len(find_imports(name))
    exported = re.findall(r"\bexport\b.*", code)
    assert all(re.match(r"export (?:async function|function|const|let) \S", it) for it in exported)
    assert len(exported) == len(re.findall(r"^export ", code, re.MULTILINE))


@every_module
def test_a_module_finds_what_it_imports_and_uses_it(name: str) -> None:
    source = read_asset(f"js/{name}")
    for names, module in re.findall(r'^import \{ (.*) \} from "\./(.*)";$', source, re.MULTILINE):
        exported = read_asset(f"js/{module}")
        for it in names.split(", "):
            found = rf"^export (?:async )?(?:function|const|let) (?:\{{.*)?{it}\b"
            assert re.search(found, exported, re.MULTILINE), it
            assert len(re.findall(rf"\b{it}\b", source)) > 1, it


def test_no_name_stands_twice() -> None:
    found = [
        name
        for module in MODULES
        for names in re.findall(
            r"^(?:export )?(?:async )?(?:function|const|let|class) (\w+|\{[^}]*\})",
            code_of(module),
            re.MULTILINE,
        )
        for name in re.findall(r"\w+", names)
    ]
    assert [name for name, times in Counter(found).items() if times > 1] == []


def test_every_module_is_joined_once_and_no_import_is_left() -> None:
    assert sorted(order_scripts()) == MODULES
    joined = join_scripts()
    assert not re.search(r"^(?:import|export)\b", joined, re.MULTILINE)
    assert all(joined.count(f"function {name}(") == 1 for name in ("start", "tellStep", "tell"))


def test_a_module_stands_after_those_that_it_imports() -> None:
    order = order_scripts()
    for name in MODULES:
        assert all(order.index(other) < order.index(name) for other in find_imports(name))


def test_no_circle_is_larger_than_it_must_be() -> None:
    reached = {name: reach(name) for name in MODULES}
    circles = [{name} | {o for o in reached[name] if name in reached[o]} for name in MODULES]
    assert max(map(len, circles)) <= MOST_IN_A_CIRCLE


def test_pure_modules_import_pure_ones() -> None:
    assert all(set(find_imports(name)) <= PURE for name in PURE)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the modules and their tests to where node takes them for modules."""
    if not shutil.which("node"):
        assert "CI" not in os.environ, "node runs the tests of the script"
        pytest.skip("no node on this machine")
    root = tmp_path_factory.mktemp("script")
    shutil.copytree(TESTS / "js", root / "tests" / "js")
    shutil.copytree(TESTS / "cases", root / "tests" / "cases")
    modules = root / "map_app" / "assets" / "js"
    modules.mkdir(parents=True)
    for name in MODULES:
        modules.joinpath(name).write_text(read_asset(f"js/{name}"), "utf-8")
    root.joinpath("package.json").write_text('{"type": "module"}')
    return root


def run_node(project: Path, *arguments: str, **variables: str) -> str:
    ran = subprocess.run(
        ["node", *arguments],
        cwd=project,
        env=os.environ | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


@pytest.mark.parametrize("name", sorted(path.name for path in TESTS.glob("js/*.test.js")))
def test_node_runs(project: Path, name: str) -> None:
    lines = [[(-77.05, -12.05)], [(179.99, 0.0), (180.01, 0.01), (181.5, -0.5)]]
    geometries = [shapely.Point(lines[0][0]), shapely.LineString(lines[1])]
    packed = [
        {"text": pack(geometries, 2), "decimals": 2, "lines": lines},
        {"text": pack([shapely.box(0, 0, 9, 9)], 0), "decimals": 0, "lines": open_box(9)},
        {"text": pack([], 3), "decimals": 3, "lines": []},
    ]
    file = project / "packed.json"
    file.write_text(json.dumps({"alphabet": ALPHABET, "packed": packed}))
    run_node(project, "--test", f"tests/js/{name}", DATELINE_PACKED=str(file))


def open_box(side: int) -> list[list[tuple[float, float]]]:
    ring = shapely.get_coordinates(shapely.box(0, 0, side, side))[:-1]
    return [[(float(x), float(y)) for x, y in ring]]


def test_the_script_tells_each_claim_as_python_does(project: Path, story: Story) -> None:
    file = project / "island.json"
    island = to_plain(make_island(draw_sheet(story, draw(story)), story.languages[0]))
    file.write_text(json.dumps(island), "utf-8")
    assert json.loads(run_node(project, "tests/js/tell.js", str(file))) == {
        claim.id: {tag: tell_plainly(story, claim, tag) for tag in story.languages}
        for claim in story.claims
    }
