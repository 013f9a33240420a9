"""Claims, figures and our own words held against the article's text, which is never held here."""

from __future__ import annotations

import difflib
import hashlib
import re
import unicodedata
from itertools import pairwise
from typing import TYPE_CHECKING, Literal, NamedTuple

from geo import wording
from geo.problems import Problem, locate
from geo.wording import ONE_SPELLING, UNSEEN, normalise

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from geo.model import Article, Claim, Figure, Story

LONGEST_RUN = 8
"""So many words in a row shared with the article, outside quotation marks, are a copy."""

CONTEXT_WORDS = 4
"""So many words before and after make the prefix and the suffix of a selector."""

Status = Literal["found", "elsewhere", "missing", "ambiguous"]

_QUOTED = re.compile(r'"[^"]*"')
# A figure is one word with its currency, its marks, its dash and its per cent: $1,000, 89-0, 7.5%.
_WORD = re.compile(r"[$€£]?\w+(?:['’‛′]\w+|(?<=\d)[.,‐‑‒–−-]\d+)*%?")  # noqa: RUF001 - the same
# Less alike than this, words are no near miss.
_ALIKE = 0.5


class Selector(NamedTuple):
    """Words of the article as it prints them, with some of those around them.

    References
    ----------
    W3C, Web Annotation Data Model, 2017, section 4.2.4, Text Quote Selector.
    """

    exact: str
    prefix: str
    suffix: str


class Anchor(NamedTuple):
    """Where the words that a claim rests on stand in the article.

    `status` is "found" if they stand once in the paragraph that the claim names, "ambiguous" if
    more than once, "elsewhere" if only in another one, else "missing". `paragraph` is where they
    stand. `nearest` are the words most like a quote that is missing, if any are.
    """

    claim: str
    status: Status
    paragraph: int | None = None
    selector: Selector | None = None
    nearest: str | None = None


class _Word(NamedTuple):
    """A word in one spelling, and where it stands in its text."""

    plain: str
    start: int
    end: int


def hash_text(text: str) -> str:
    """Return the SHA-256 of the normalised `text`, in hexadecimal."""
    return hashlib.sha256(normalise(text).encode()).hexdigest()


def make_anchor(words: str) -> str:
    """Return how many words `words` are, and the first 12 digits of a hash of them.

    Letter case, quotation marks, dashes, punctuation and white space do not matter.

    >>> make_anchor("It’s  5–0, he said") == make_anchor("it's 5-0 he SAID")
    True
    """
    return _hash(_split(words))


def split_paragraphs(text: str, article: Article) -> list[str]:
    """Split the article's text into its numbered paragraphs, as printed; the first is number 1.

    Paragraphs end at blank lines and, in a text whose lines were not wrapped, at line ends.

    Raises
    ------
    ValueError
        If no paragraph begins as the article is said to begin.
    """
    paragraphs = _unwrap(unicodedata.normalize("NFC", text))
    begins, *skips = map(normalise, (article.begins, *article.skips))
    first = next(
        (n for n, text in enumerate(paragraphs) if normalise(text).startswith(begins)), None
    )
    if first is None:
        raise ValueError(f"no paragraph begins with {article.begins!r}; is this the article?")
    return [text for text in paragraphs[first:] if not normalise(text).startswith(tuple(skips))]


def find_words(words: str, paragraphs: Sequence[str]) -> list[int]:
    """List the numbers of the paragraphs in which `words` stand, once for each time they do."""
    return [number for number, _ in _find_anchor(make_anchor(words), paragraphs)]


def resolve_anchors(story: Story, text: str) -> tuple[Anchor, ...]:
    """Find the words of the article's `text` that each of its claims rests on.

    Raises
    ------
    ValueError
        If no paragraph of `text` begins as the article is said to begin.
    """
    paragraphs = split_paragraphs(text, story.article)
    return tuple(_resolve(claim, paragraphs) for claim in story.claims if claim.paragraph)


def find_unsupported(story: Story, text: str) -> list[Problem]:
    """Find where `story` and the article's `text` do not agree; empty if they do throughout.

    The words of each claim and of each figure must stand in the paragraph that the claim names, a
    figure's with its qualifier, and our own words must not be the article's. The text may be of
    another version than the story was made from: only what no longer holds is a problem.
    """
    try:
        paragraphs = split_paragraphs(text, story.article)
    except ValueError as error:
        return [Problem("story.toml", "article.begins", str(error))]
    problems = []
    for claim in story.claims:
        if claim.paragraph is None:
            continue
        messages = [_describe(_resolve(claim, paragraphs), claim)]
        messages += [
            _describe_figure(figure, claim.paragraph, paragraphs, story.article.language)
            for figure in claim.figures
        ]
        problems += [
            Problem("claims.toml", claim.id, f"{message} (each claim leads to the article's words)")
            for message in dict.fromkeys(messages)  # two figures may rest on the same words
            if message
        ]
    return [*problems, *_find_copies(story, paragraphs)]


def list_lost(story: Story, problems: Sequence[Problem]) -> list[str]:
    """List the claims that a text no longer bears out, by the `problems` that it has with them."""
    named = dict.fromkeys(problem.item for problem in problems)
    return [item for item in named if item in story.claim]


def _unwrap(text: str) -> list[str]:
    """Split `text` at its blank lines and, unless its lines were wrapped, at its line ends too."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        if normalise(line):
            blocks[-1].append(line.strip())
        else:
            blocks.append([])
    if len(blocks) == 1 or not _is_wrapped(blocks):
        return [line for block in blocks for line in block]
    # What wraps a copy is not the article's: a space joins what it parted.
    return [" ".join(block) for block in blocks if block]


def _is_wrapped(blocks: Sequence[Sequence[str]]) -> bool:
    """Whether most line ends stand where the next word would have made the line too long.

    A line is too long that is longer than nine in ten: an address may stick out. Where paragraphs
    end at line ends, few of them are that long.
    """
    lengths = sorted(len(line) for block in blocks for line in block)
    ends = [
        len(line) + 1 + len(following.split()[0])
        for block in blocks
        for line, following in pairwise(block)
    ]
    return sum(end > lengths[len(lengths) * 9 // 10] for end in ends) > len(ends) / 2


def _split(text: str) -> list[_Word]:
    composed = unicodedata.normalize("NFC", text)
    # Words are found among what is seen, and told by where they stand in all of the text.
    places = [place for place, character in enumerate(composed) if character not in UNSEEN]
    seen = "".join(composed[place] for place in places)
    return [
        _Word(
            match.group().casefold().translate(ONE_SPELLING),
            places[match.start()],
            places[match.end() - 1] + 1,
        )
        for match in _WORD.finditer(seen)
    ]


def _hash(words: Sequence[_Word]) -> str:
    plain = " ".join(word.plain for word in words)
    return f"{len(words)}:{hashlib.sha256(plain.encode()).hexdigest()[:12]}"


def _windows(count: int, paragraphs: Sequence[str]) -> Iterator[tuple[int, slice, list[_Word]]]:
    """Go through all runs of `count` words: the paragraph's number, where in it, the words."""
    for number, paragraph in enumerate(paragraphs, start=1):
        words = _split(paragraph)
        for start in range(len(words) - count + 1 if count else 0):
            yield number, slice(start, start + count), words[start : start + count]


def _find_anchor(anchor: str, paragraphs: Sequence[str]) -> list[tuple[int, slice]]:
    """Find each paragraph, by number, and the words in it that `anchor` was made from."""
    count = int(anchor.partition(":")[0])
    runs = _windows(count, paragraphs)
    return [(number, place) for number, place, words in runs if _hash(words) == anchor]


def _resolve(claim: Claim, paragraphs: list[str]) -> Anchor:
    found = _find_anchor(claim.anchor or make_anchor(claim.quote or ""), paragraphs)
    places = [(number, _select(paragraphs[number - 1], words)) for number, words in found]
    if claim.quote:
        # A quote is verbatim: its letter case and its punctuation count too, but at its ends.
        exact = normalise(_trim(claim.quote))
        places = [place for place in places if normalise(place[1].exact) == exact]
    here = [place for place in places if place[0] == claim.paragraph]
    if not places:
        nearest = _find_nearest(claim.quote, paragraphs) if claim.quote else None
        return Anchor(claim.id, "missing", nearest=nearest)
    status: Status = "elsewhere" if not here else "found" if len(here) == 1 else "ambiguous"
    return Anchor(claim.id, status, *(here or places)[0])


def _trim(text: str) -> str:
    """Cut `text` to what lies between the start of its first word and the end of its last."""
    composed = unicodedata.normalize("NFC", text)
    words = _split(composed)
    return composed[words[0].start : words[-1].end] if words else ""


def _select(paragraph: str, found: slice) -> Selector:
    words = _split(paragraph)
    before = words[max(0, found.start - CONTEXT_WORDS)].start
    after = words[min(len(words), found.stop + CONTEXT_WORDS) - 1].end
    start, end = words[found.start].start, words[found.stop - 1].end
    return Selector(paragraph[start:end], paragraph[before:start], paragraph[end:after])


def _find_nearest(quote: str, paragraphs: list[str]) -> str | None:
    """Find the words of the article, as many as those of `quote`, that are most like them."""
    # rapidfuzz was tried in difflib's place: it found the same words for quotes with a word or some
    # letters changed, and took 0.1 ms a quote instead of 100. There are at most 12 quotes, and only
    # those that are missing come here: too little for a dependency.
    runs = [
        paragraphs[number - 1][words[0].start : words[-1].end]
        for number, _, words in _windows(len(_split(quote)), paragraphs)
    ]
    return next(iter(difflib.get_close_matches(quote, runs, n=1, cutoff=_ALIKE)), None)


def _describe(anchor: Anchor, claim: Claim) -> str | None:
    what = f"the quote {claim.quote!r}" if claim.quote else "its anchor"
    stands = f"{what} is not in paragraph {claim.paragraph}"
    match anchor.status:
        case "found":
            return None
        case "elsewhere":
            return f"{stands}; it is in paragraph {anchor.paragraph}"
        case "ambiguous":
            return f"{what} is in paragraph {claim.paragraph} more than once; take more words"
        case "missing":
            near = f"; the nearest words are {anchor.nearest!r}" if anchor.nearest else ""
            return f"{stands}; it is in none{near}"


def _describe_figure(
    figure: Figure, paragraph: int, paragraphs: list[str], language: str
) -> str | None:
    """Say what is wrong with the words of a figure, in the article's `language`, if anything is."""
    if not figure.words:
        return None
    found = _find_anchor(make_anchor(figure.words), paragraphs)
    here = [words for number, words in found if number == paragraph]
    if not here:
        where = f"it is in paragraph {found[0][0]}" if found else "it is in none"
        return f"the figure {figure.words!r} is not in paragraph {paragraph}; {where}"
    plain = [word.plain for word in _split(paragraphs[paragraph - 1])]
    wanted = figure.qualifier.get(language) if figure.qualifier else ""
    if wanted is None:
        return None  # the story is not told in the article's language
    # All that stands before the words of the figure, and these words.
    runs = [(" ".join(plain[: words.start]), " ".join(plain[words])) for words in here]
    if wanted and not any(
        wording.holds(said, wanted) or f" {before}".endswith(f" {wanted.casefold()}")
        for before, said in runs
    ):
        return f"the figure {figure.words!r} is in paragraph {paragraph} without {wanted!r}"
    for printed in wording.qualifiers(language):
        if not wording.holds(wanted, printed) and all(
            f" {before}".endswith(f" {printed}") or said.startswith(f"{printed} ")
            for before, said in runs
        ):
            return f"the article says {printed!r} of {figure.words!r}; make it the qualifier"
    return None


def _find_copies(story: Story, paragraphs: list[str]) -> Iterator[Problem]:
    theirs = {run for paragraph in paragraphs for run in _runs(paragraph)}
    language = story.article.language
    for path, text in story.texts:
        said = _QUOTED.split(normalise(text.get(language) or ""))
        ours = (run for part in said for run in _runs(part))
        if copied := next((run for run in ours if run in theirs), None):
            message = (
                f"shares {' '.join(copied)!r} with the article; say it in your own words"
                " (the article is its publisher's, not ours)"
            )
            yield Problem(*locate(f"{path}.{language}"), message)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    for _, _, words in _windows(LONGEST_RUN, [text]):
        yield tuple(word.plain for word in words)
