"""What the project says of itself: one version, its public names, its types."""

from __future__ import annotations

import pydoc
import re
import subprocess
import sys
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import geo
import map_app
from geo.citation import read_citation

if TYPE_CHECKING:
    from types import ModuleType

ROOT = Path(__file__).parents[1]
PACKAGES = (geo, map_app)


def test_version_is_that_of_the_installed_package() -> None:
    assert version("dateline") == read_citation().version


def test_version_is_that_of_its_citation() -> None:
    cff = (ROOT / "CITATION.cff").read_text("utf-8")
    assert f"version: {read_citation().version}\ndate-released: {read_citation().released}" in cff


def test_version_is_the_newest_in_the_changelog() -> None:
    heads = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)
    dated = [head.split(" - ") for head in heads if head != "Unreleased"]
    assert dated[0] == [read_citation().version, read_citation().released]
    assert dated == sorted(dated, key=lambda head: head[1], reverse=True)


@pytest.mark.parametrize("package", PACKAGES)
def test_types_are_for_others_too(package: ModuleType) -> None:
    assert files(package).joinpath("py.typed").is_file()


@pytest.mark.parametrize("package", PACKAGES)
def test_help_and_completion_show_every_public_name(package: ModuleType) -> None:
    shown = pydoc.plain(pydoc.render_doc(package))
    for name in package.__all__:
        assert name in dir(package)
        assert re.search(rf"\b{name}\b", shown)
        assert getattr(package, name).__doc__


@pytest.mark.parametrize("package", PACKAGES)
def test_no_other_name_is_made_up(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match=r"has no attribute 'nothing'"):
        package.nothing  # noqa: B018 - asking is the point


@pytest.mark.parametrize(
    ("package", "slow"), [("geo", "pandas"), ("map_app", "folium"), ("map_app", "pandas")]
)
def test_slow_packages_wait_until_they_are_asked_for(package: str, slow: str) -> None:
    code = f"import sys, {package}; dir({package}); assert {slow!r} not in sys.modules"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)
