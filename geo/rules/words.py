"""Words: quoted few, loaded or operational none, and the same in each language."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from geo import wording
from geo.problems import Problem, locate
from geo.rules.claims import FROM_THE_ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Story

MAX_QUOTE_WORDS = 8
MAX_QUOTES = 12
MAX_QUOTED_WORDS = 60


def quotes_keep_the_budget(story: Story) -> Iterator[Problem]:
    """The article is its publisher's, not ours."""
    exact = " | ".join(claim.quote for claim in story.claims if claim.quote)
    quotes = [
        ("claims.toml", claim.id, claim.quote.split()) for claim in story.claims if claim.quote
    ]
    # Words in quotation marks within what we say of the article count too, unless a quote has them.
    told = {f"claims.{claim.id}.says" for claim in story.claims if claim.voice in FROM_THE_ARTICLE}
    quotes += [
        (*locate(path), words.split())
        for path, text in story.texts()
        if path in told or not path.startswith("claims.")
        for words in wording.find_quoted(text["en"])
        if words not in exact
    ]
    for file, item, words in quotes:
        if len(words) > MAX_QUOTE_WORDS:
            message = f"the quote has {len(words)} words; shorten it to {MAX_QUOTE_WORDS}"
            yield Problem(file, item, message)
    total = sum(len(words) for _, _, words in quotes)
    if len(quotes) > MAX_QUOTES or total > MAX_QUOTED_WORDS:
        message = (
            f"{len(quotes)} quotes with {total} words; keep at most {MAX_QUOTES} with"
            f" {MAX_QUOTED_WORDS}"
        )
        yield Problem("claims.toml", "all claims", message)


def loaded_words_are_attributed(story: Story) -> Iterator[Problem]:
    """No stigma."""
    attributed = {
        f"claims.{claim.id}.{field}"
        for claim in story.claims
        if claim.speaker or claim.sources
        for field in ("says", "later")
    }
    for path, text in story.texts():
        for language in ("en", "es"):
            ours = wording.drop_quoted(text[language]) if path in attributed else text[language]
            if word := wording.find_word("loaded", language, ours):
                file, item = locate(path)
                message = f"{word!r} is a loaded word; quote a named speaker or say it plainly"
                yield Problem(file, f"{item}.{language}", message)
    for claim in story.claims:
        quote = claim.quote if claim.voice == "article" else None
        if quote and (word := wording.find_word("loaded", "en", quote)):
            message = f"{word!r} is a loaded word of no named speaker; quote other words"
            yield Problem("claims.toml", f"{claim.id}.quote", message)


def nothing_is_operational(story: Story) -> Iterator[Problem]:
    """Nothing here helps or hinders an operation."""
    texts = [
        (*locate(f"{path}.{language}"), language, text[language])
        for path, text in story.texts()
        for language in ("en", "es")
    ]
    quotes = [("claims.toml", f"{claim.id}.quote", "en", claim.quote) for claim in story.claims]
    for file, item, language, words in [*texts, *quotes]:
        if words and (word := wording.find_word("operational", language, words)):
            yield Problem(file, item, f"{word!r} is operational detail; leave it out")


def languages_say_the_same(story: Story) -> Iterator[Problem]:
    """Both languages tell one story."""
    for path, text in story.texts():
        for what, find in (("numbers", wording.find_numbers), ("blanks", wording.find_blanks)):
            en, es = Counter(find(text["en"])), Counter(find(text["es"]))
            if en != es:
                only = ", ".join(sorted((en - es) + (es - en)))
                message = f"{what} differ between English and Spanish: {only}; give both the same"
                yield Problem(*locate(path), message)
