"""Quotes and figures held against the article's text, which the project itself never holds."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from typing import TYPE_CHECKING

from geo.rules import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Article, Claim, Story

LONGEST_RUN = 8
"""So many words in a row shared with the article, outside quotation marks, are a copy."""

_ONE_SPELLING = str.maketrans(
    {**dict.fromkeys("‘’‛′", "'"), **dict.fromkeys("“”„″«»", '"'), **dict.fromkeys("‐‑‒–—―−", "-")}  # noqa: RUF001 - the characters that are meant
)
_QUOTED = re.compile(r'"[^"]*"')
_WORD = re.compile(r"\w+(?:'\w+)*")


def normalise(text: str) -> str:
    """Give `text` one spelling of quotes, dashes and white space, in Unicode's NFC form."""
    return " ".join(unicodedata.normalize("NFC", text).translate(_ONE_SPELLING).split())


def hash_text(text: str) -> str:
    """Return the SHA-256 of the normalised `text`, in hexadecimal."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()


def split_paragraphs(text: str, article: Article) -> list[str]:
    """Split the article's text into its numbered paragraphs, normalised; the first is number 1.

    Raises
    ------
    ValueError
        If no paragraph begins as the article is said to begin.
    """
    lines = [line for line in map(normalise, text.splitlines()) if line]
    begins, *skips = map(normalise, (article.begins, *article.skips))
    first = next((n for n, line in enumerate(lines) if line.startswith(begins)), None)
    if first is None:
        raise ValueError(f"no paragraph begins with {article.begins!r}; is this the article?")
    return [line for line in lines[first:] if not line.startswith(tuple(skips))]


def check_evidence(story: Story, text: str) -> list[Problem]:
    """Hold `story` against the article's `text` and return what does not agree; empty if all does.

    Each quote and the words of each figure must stand in the paragraph that the claim names, the
    text must be the one that the story was made from, and our own words must not be the article's.
    """
    problems = []
    if (found := hash_text(text)) != story.article.sha256:
        problems.append(
            Problem(
                "story.toml", "article.sha256", f"this text has {found}; is it another version?"
            )
        )
    try:
        paragraphs = split_paragraphs(text, story.article)
    except ValueError as error:
        return [*problems, Problem("story.toml", "article.begins", str(error))]
    problems += [
        Problem("claims.toml", claim.id, message)
        for claim in story.claims
        for message in _check_claim(claim, paragraphs)
    ]
    return [*problems, *_find_copies(story, paragraphs)]


def _check_claim(claim: Claim, paragraphs: list[str]) -> Iterator[str]:
    if claim.paragraph is None:
        return
    if claim.paragraph > len(paragraphs):
        yield f"paragraph {claim.paragraph} of {len(paragraphs)} does not exist"
        return
    words = [("quote", claim.quote), *(("figure", figure.words) for figure in claim.figures)]
    for what, exact in words:
        if exact and not _stands_in(exact, paragraphs[claim.paragraph - 1]):
            others = [n for n, other in enumerate(paragraphs, 1) if _stands_in(exact, other)]
            where = f"it is in paragraph {others[0]}" if others else "it is in none"
            yield f"the {what} {exact!r} is not in paragraph {claim.paragraph}; {where}"


def _stands_in(exact: str, paragraph: str) -> bool:
    """Whether `exact` stands in `paragraph` in whole words."""
    return re.search(rf"(?<!\w){re.escape(normalise(exact))}(?!\w)", paragraph) is not None


def _find_copies(story: Story, paragraphs: list[str]) -> Iterator[Problem]:
    theirs = {run for paragraph in paragraphs for run in _runs(paragraph)}
    for path, text in story.texts():
        ours = (run for part in _QUOTED.split(normalise(text.en)) for run in _runs(part))
        if copied := next((run for run in ours if run in theirs), None):
            message = f"shares {' '.join(copied)!r} with the article; say it in your own words"
            yield Problem("story", f"{path}.en", message)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = _WORD.findall(text.casefold())
    for start in range(len(words) - LONGEST_RUN + 1):
        yield tuple(words[start : start + LONGEST_RUN])
