"""The editorial rules that a story must keep, each with the reason it exists.

A rule is a function that yields the problems of a story, each with its mend; `RULES` gives each one
its reason, which ends every message.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from geo.problems import Problem
from geo.rules import claims, numbers, shapes, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.model import Story

    Rule = Callable[[Story], Iterator[Problem]]


def find_problems(
    story: Story,
    absent: frozenset[str] = frozenset(),
    unread: frozenset[str] = frozenset(),
) -> list[Problem]:
    """Every rule that `story` breaks, in the order of `RULES`; empty if it keeps them all.

    `absent` are the ids of blocks that exist but could not be read, `unread` the files of which
    nothing could: what they may hold is missed by nobody.
    """
    references = partial(claims.references_lead_somewhere, absent=absent, unread=unread)
    rules: dict[str, Rule] = {REFERENCES_WHY: references, **RULES}
    if absent or unread:
        del rules[NUMBERS_WHY]  # a number may stand in what could not be read
    problems = [
        Problem(file, item, f"{message} ({why})")
        for why, rule in rules.items()
        for file, item, message in rule(story)
    ]
    return list(dict.fromkeys(problems))


NUMBERS_WHY = "each number leads to the words that give it"
REFERENCES_WHY = "nothing rests on what is not there"
RULES: dict[str, Rule] = {
    "an id leads to one thing": claims.ids_are_unique,
    "a shape is no firmer than what it is made from": shapes.shapes_build_on_what_bears_them,
    "voices stay apart": claims.voices_stay_apart,
    "each claim leads to the article's words": claims.claims_lead_to_words,
    "a figure is no firmer than its source": numbers.figures_are_as_printed,
    NUMBERS_WHY: numbers.numbers_lead_to_words,
    "what the article keeps apart stays apart": claims.what_is_apart_stays_apart,
    "a shape is never finer than the text": shapes.geometry_is_no_finer_than_the_text,
    "no text gives a region to the kilometre": shapes.regions_have_coarse_coordinates,
    "a sliver would look like a place": shapes.shapes_leave_no_sliver,
    "a reader shows and hides a layer as a whole": shapes.layers_are_shown_as_one,
    "no invented point": shapes.positions_have_a_source,
    "a figure shows what its claims say, each in its row": numbers.figures_have_what_they_show,
    "the article is its publisher's, not ours": words.quotes_keep_the_budget,
    "no stigma": words.loaded_words_are_attributed,
    "nothing here helps or hinders an operation": words.nothing_is_operational,
    "both languages tell one story": words.languages_say_the_same,
}
"""Each rule that a story keeps, by the reason it exists; references are held to theirs first."""
