"""The editorial rules that a story must keep, each with the reason it exists.

A rule is a function that yields where a story breaks it, as a path into the story
(``claims.P19.4.says.en``), and what is wrong there, with the mend. Those of `RULES` are of honesty
and hold for every story; those of `POLICY_RULES` take words, terms and budgets from its policy,
whose file and key they name. The reason of a rule ends every message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.problems import Problem, locate
from geo.rules import claims, numbers, shapes, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from geo.model import Story
    from geo.policy import Policy

    Finding = tuple[str, str]
    Rule = Callable[[Story], Iterator[Finding]]
    PolicyRule = Callable[[Story, Policy], Iterator[Finding]]


def find_problems(
    story: Story,
    policy: Policy,
    absent: frozenset[str] = frozenset(),
    unread: frozenset[str] = frozenset(),
) -> list[Problem]:
    """Every rule that `story` breaks, references first; empty if it keeps them all.

    `absent` are the ids of blocks that exist but could not be read, `unread` the files of which
    nothing could: what they may hold is missed by nobody.
    """
    findings = {
        REFERENCES_WHY: claims.references_lead_somewhere(story, absent, unread),
        **{why: rule(story) for why, rule in RULES.items()},
        **{why: rule(story, policy) for why, rule in POLICY_RULES.items()},
    }
    if absent or unread:
        del findings[NUMBERS_WHY]  # a number may stand in what could not be read
    problems = [
        Problem(*locate(path), f"{message} ({why})")
        for why, found in findings.items()
        for path, message in found
    ]
    return list(dict.fromkeys(problems))


LANGUAGES_WHY = "each language tells the whole story"
NUMBERS_WHY = "each number leads to the words that give it"
REFERENCES_WHY = "nothing rests on what is not there"
RULES: dict[str, Rule] = {
    "an id leads to one thing": claims.ids_are_unique,
    LANGUAGES_WHY: words.texts_are_in_each_language,
    "a shape is no firmer than what it is made from": shapes.shapes_build_on_what_bears_them,
    "voices stay apart": claims.voices_stay_apart,
    "each claim leads to the article's words": claims.claims_lead_to_words,
    "a figure is no firmer than its source": numbers.figures_are_as_printed,
    "what the article keeps apart stays apart": claims.what_is_apart_stays_apart,
    "a shape is never finer than the text": shapes.geometry_is_no_finer_than_the_text,
    "no text gives a region to the kilometre": shapes.regions_have_coarse_coordinates,
    "a sliver would look like a place": shapes.shapes_leave_no_sliver,
    "a reader shows and hides a layer as a whole": shapes.layers_are_shown_as_one,
    "no invented point": shapes.positions_have_a_source,
    "a figure shows what its claims say, each in its row": numbers.figures_have_what_they_show,
    "a step shows some part of the map": shapes.frames_are_ordered,
    "both languages tell one story": words.languages_say_the_same,
}
"""Each rule of honesty, by the reason it exists; references are held to theirs first."""

POLICY_RULES: dict[str, PolicyRule] = {
    NUMBERS_WHY: numbers.numbers_lead_to_words,
    "the article is its publisher's, not ours": words.quotes_keep_the_budget,
    "no stigma": words.loaded_words_are_attributed,
    "nothing here helps or hinders an operation": words.nothing_is_operational,
}
"""Each rule of a desk's policy, by the reason it exists."""
