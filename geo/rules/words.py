"""Words: in each language and the same in all, quoted few, loaded or operational none."""

from __future__ import annotations

from collections import Counter
from itertools import chain
from typing import TYPE_CHECKING

from geo import wording
from geo.model import find_texts
from geo.rules.claims import FROM_THE_ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Story
    from geo.policy import Policy
    from geo.rules import Finding


def texts_are_in_each_language(story: Story) -> Iterator[Finding]:
    """Each language tells the whole story."""
    if not story.languages:
        return  # they could not be read
    blocks = [
        (f"{kind}.{block.id}", block)
        for kind in ("claims", "features", "chapters")
        for block in getattr(story, kind)
    ]
    head = story.model_copy(update={"claims": (), "features": (), "chapters": ()})
    for path, block in (("story", head), *blocks):
        for name, text in find_texts(block):
            for language in story.languages:
                if not text.get(language):
                    told = wording.name_language(language)
                    yield path, f"{name}.{language}: is missing; say it in {told} too"
            for language in text.keys() - {*story.languages}:
                message = f"{name}.{language}: is in no language of the story; leave it out"
                yield path, f"{message} or add it to languages in story.toml"


def languages_say_the_same(story: Story) -> Iterator[Finding]:
    """Both languages tell one story."""
    for path, text in story.texts:
        told = [language for language in story.languages if text.get(language)]
        for language in told[1:]:
            for what, find in (("numbers", wording.find_numbers), ("blanks", wording.find_blanks)):
                one, other = Counter(find(text[told[0]])), Counter(find(text[language]))
                if one != other:
                    only = ", ".join(sorted((one - other) + (other - one)))
                    both = " and ".join(map(wording.name_language, (told[0], language)))
                    yield path, f"{what} differ between {both}: {only}; give both the same"


def quotes_keep_the_budget(story: Story, policy: Policy) -> Iterator[Finding]:
    """The article is its publisher's, not ours."""
    longest, most, all_words = (
        policy.limits[f"quotation.{name}"] for name in ("longest", "quotes", "words")
    )
    exact = " | ".join(claim.quote for claim in story.claims if claim.quote)
    quotes = [(f"claims.{claim.id}", claim.quote.split()) for claim in story.claims if claim.quote]
    # Words in quotation marks within what we say of the article count too, unless a quote has them.
    # A translation has them again: one language counts, the article's where the story is in it.
    told = {f"claims.{claim.id}.says" for claim in story.claims if claim.voice in FROM_THE_ARTICLE}
    quotes += [
        (path, words.split())
        for path, text in story.texts
        if path in told or not path.startswith("claims.")
        for words in wording.find_quoted(text.get(story.article.language) or text.first)
        if words not in exact
    ]
    for path, words in quotes:
        if len(words) > longest.value:
            message = f"the quote has {len(words)} words; shorten it to {longest.value}"
            yield path, f"{message} [{longest.key}]"
    total = sum(len(words) for _, words in quotes)
    if len(quotes) > most.value or total > all_words.value:
        message = (
            f"{len(quotes)} quotes with {total} words; keep at most {most.value} with"
            f" {all_words.value} [{most.key}, {all_words.key}]"
        )
        yield "claims.all claims", message


def loaded_words_are_attributed(story: Story, policy: Policy) -> Iterator[Finding]:
    """No stigma."""
    attributed = {
        f"claims.{claim.id}.{field}"
        for claim in story.claims
        if claim.speaker or claim.sources
        for field in ("says", "later")
    }
    for path, text in story.texts:
        for language, words in text.items():
            ours = wording.drop_quoted(words) if path in attributed else words
            if found := policy.find("loaded", language, ours):
                message = (
                    f"{found.words!r} is a loaded word; quote a named speaker or say it plainly"
                )
                yield f"{path}.{language}", f"{message} [{found.key}]"
    for claim in story.claims:
        quote = claim.quote if claim.voice == "article" else None
        if quote and (found := policy.find("loaded", story.article.language, quote)):
            message = f"{found.words!r} is a loaded word of no named speaker; quote other words"
            yield f"claims.{claim.id}.quote", f"{message} [{found.key}]"


def nothing_is_operational(story: Story, policy: Policy) -> Iterator[Finding]:
    """Nothing here helps or hinders an operation."""
    texts = (
        (f"{path}.{language}", language, words)
        for path, text in story.texts
        for language, words in text.items()
    )
    quotes = (
        (f"claims.{claim.id}.quote", story.article.language, claim.quote)
        for claim in story.claims
        if claim.quote
    )
    for path, language, words in chain(texts, quotes):
        if found := policy.find("operational", language, words):
            yield path, f"{found.words!r} is operational detail; leave it out [{found.key}]"
