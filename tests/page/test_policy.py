"""The Content-Security-Policy of a page: each script and style by its hash, and nothing else."""

from __future__ import annotations

import base64
import hashlib

import pytest

from map_app.page.policy import write_policy


def hash_of(code: str) -> str:
    return base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()


@pytest.mark.parametrize("opening", ["<script>", '<script type="text/plain">'])
def test_a_script_is_allowed_by_its_hash(opening: str) -> None:
    policy = write_policy(f"{opening}go(\n1)</script>", [])
    assert f"script-src 'sha256-{hash_of('go(' + chr(10) + '1)')}';" in policy


def test_a_style_is_allowed_by_its_hash() -> None:
    policy = write_policy("<style>p { margin: 0 }</style>", [])
    assert f"style-src 'sha256-{hash_of('p { margin: 0 }')}';" in policy


@pytest.mark.parametrize("kind", ["application/json", "application/ld+json"])
def test_data_is_no_script(kind: str) -> None:
    page = f'<script type="{kind}" id="story">{{}}</script>'
    assert write_policy(page, []) == write_policy("", [])


def test_a_link_that_somebody_added_is_named() -> None:
    policy = write_policy(
        '<script src="https://example.org/a.js"></script>', ["https://example.org/a.js"]
    )
    assert "https://example.org/a.js" in policy.split("; ")[1].split()


def test_a_page_without_anything_may_do_nothing() -> None:
    assert write_policy("", []) == (
        "default-src 'none'; script-src; style-src; img-src data:; connect-src 'self';"
        " base-uri 'none'; form-action 'none'"
    )
