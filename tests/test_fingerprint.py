"""The fingerprint of the code counts all of it, and nothing else."""

from __future__ import annotations

import subprocess
import sys
from importlib.metadata import version
from pathlib import Path

import pytest

from map_app import fingerprint

ROOT = Path(__file__).parents[1]


@pytest.fixture(autouse=True)
def _afresh() -> None:
    fingerprint.code_sha256.cache_clear()


def test_every_file_of_the_packages_counts_once_and_in_order() -> None:
    paths = [path for path, _ in fingerprint.read_code()]
    assert paths == sorted(set(paths))
    if not (ROOT / ".git").exists():
        pytest.skip("no checkout, so no list of files to compare with")
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *fingerprint.PACKAGES],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    assert set(paths) == set(listed.stdout.splitlines())


def test_contents_are_those_of_the_files() -> None:
    assert all((ROOT / path).read_bytes() == content for path, content in fingerprint.read_code())


@pytest.mark.parametrize(
    "change",
    [
        [("geo/a.py", b"1"), ("geo/b.py", b"3")],
        [("geo/a.py", b"1"), ("geo/c.py", b"2")],
        [("geo/a.py", b"1")],
        [("geo/a.py", b"12"), ("geo/b.py", b"")],
    ],
)
def test_any_change_changes_it(
    monkeypatch: pytest.MonkeyPatch, change: list[tuple[str, bytes]]
) -> None:
    before = _hash_of(monkeypatch, [("geo/a.py", b"1"), ("geo/b.py", b"2")])
    assert _hash_of(monkeypatch, change) != before


def test_another_library_changes_it(monkeypatch: pytest.MonkeyPatch) -> None:
    before = fingerprint.code_sha256()
    monkeypatch.setattr(fingerprint, "library_versions", lambda: {"folium": "0"})
    fingerprint.code_sha256.cache_clear()
    assert fingerprint.code_sha256() != before


def test_libraries_are_named_with_their_versions() -> None:
    versions = fingerprint.library_versions()
    assert versions["folium"] == version("folium")
    assert set(versions) >= {"branca", "XStatic-Leaflet", "shapely", "GEOS", "pyproj", "PROJ"}
    assert all(versions.values())


def test_folium_is_not_loaded_for_it() -> None:
    code = (
        "import sys; from map_app import fingerprint; fingerprint.code_sha256();"
        "assert not {'folium', 'branca'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, cwd=ROOT)


def _hash_of(monkeypatch: pytest.MonkeyPatch, content: list[tuple[str, bytes]]) -> str:
    monkeypatch.setattr(fingerprint, "read_code", lambda: iter(content))
    fingerprint.code_sha256.cache_clear()
    return fingerprint.code_sha256()
