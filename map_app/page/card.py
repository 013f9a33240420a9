"""What others show of a link to a page: its picture, and where that is published."""

from __future__ import annotations

import re
from html import escape
from typing import NamedTuple
from urllib.parse import quote, urljoin

from geo.problems import DatelineError

# Where a page can be published: not a place within one, and nothing invisible in it.
_ADDRESS = re.compile(r"https?://[\w.-]+(?::\d+)?(?:[/?][^\s#\x00-\x1f\x7f]*)?")


class AddressError(DatelineError, ValueError):
    """An address at which no page can be published."""


class Card(NamedTuple):
    """What others show of a link to the page.

    Attributes
    ----------
    address
        Where the page is published.
    image, alt, size
        The address of its picture, what it shows in words, its width and height in pixels.

    References
    ----------
    The Open Graph protocol, https://ogp.me: an image has an absolute address.
    """

    address: str
    image: str
    alt: str
    size: tuple[int, int]

    def to_html(self) -> str:
        """Write it as meta tags."""
        width, height = self.size
        properties = {
            "og:url": self.address,
            "og:image": self.image,
            "og:image:type": "image/png",
            "og:image:width": width,
            "og:image:height": height,
            "og:image:alt": self.alt,
        }
        tags = [
            f'<meta property="{name}" content="{escape(str(content))}">'
            for name, content in properties.items()
        ]
        return "\n".join([*tags, '<meta name="twitter:card" content="summary_large_image">'])


def find_beside(address: str, name: str) -> str:
    """Find the address of the file `name` that is published beside a page.

    Raises
    ------
    AddressError
        If `address` is not one of the web, such as https://example.org/map.html.
    """
    if not _ADDRESS.fullmatch(address):
        raise AddressError(
            f"{address!r} is no address of a page; write it as https://example.org/map.html"
        )
    return urljoin(address, quote(name))
