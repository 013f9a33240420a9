"""Quoted passages in another language than the sentence they stand in, for those who hear them.

A passage is taken for the language of the story in whose texts more of its words stand.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from geo.model import find_texts

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geo.model import Story

_QUOTED = re.compile(r"“([^”]+)”|«([^»]+)»")
_WORD = re.compile(r"[^\W\d_]+")


def find_foreign(story: Story) -> dict[str, dict[str, str]]:
    """Find the passages of at least two words, by the language of the sentence, with their own."""
    texts = [text for _, text in find_texts(story)]
    known = {
        tag: set(chain.from_iterable(_words(_QUOTED.sub(" ", text[tag])) for text in texts))
        for tag in story.languages
    }
    found: dict[str, dict[str, str]] = {}
    for tag in story.languages:
        for text in texts:
            for passage in split_quoted(text[tag])[1::2]:
                own = _find_language(passage, tag, known)
                if own != tag:
                    found.setdefault(tag, {})[passage] = own
    return found


def split_quoted(text: str) -> list[str]:
    """Split a text at its quoted passages: every second part is one, without its marks."""
    parts, end = [], 0
    for match in _QUOTED.finditer(text):
        parts += [text[end : match.start() + 1], match[1] or match[2]]
        end = match.end() - 1
    return [*parts, text[end:]]


def _find_language(passage: str, tag: str, known: Mapping[str, set[str]]) -> str:
    """Find the language of a passage in a sentence of `tag`, to which it belongs if in doubt."""
    words = _words(passage)
    if len(words) < 2:  # noqa: PLR2004 - one word alone is as often a name
        return tag
    return max(known, key=lambda name: (sum(word in known[name] for word in words), name == tag))


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())
