"""What a page may run and fetch: its Content-Security-Policy."""

from __future__ import annotations

import base64
import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# The scripts and styles of a page; data in JSON is neither run nor counted.
_INLINE = re.compile(
    r"<(script|style)(?![^>]*application/(?:ld\+)?json)[^>]*>(.*?)</\1>", re.DOTALL
)


def write_policy(page: str, links: Sequence[str]) -> str:
    """Write the Content-Security-Policy that allows what `page` holds, and nothing else.

    Parameters
    ----------
    page
        The whole page as HTML; each script and style sheet in it counts by its SHA-256.
    links
        The addresses of scripts that somebody added and the page fetches; none are ours.

    References
    ----------
    W3C, Content Security Policy Level 3, https://www.w3.org/TR/CSP3/.
    """
    hashes: dict[str, list[str]] = {"script": [], "style": []}
    for kind, code in _INLINE.findall(page):
        digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
        hashes[kind].append(f"'sha256-{digest}'")
    return "; ".join(
        [
            "default-src 'none'",
            " ".join(["script-src", *hashes["script"], *links]),
            " ".join(["style-src", *hashes["style"]]),
            "img-src data:",
            # Nothing is fetched; this lets tools that judge a served page read its robots.txt.
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        ]
    )
