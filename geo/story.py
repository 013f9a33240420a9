"""The doors to a story: a folder read, or a story amended, and held to the rules of `geo.rules`.

A folder holds ``story.toml``, ``claims.toml``, ``features.toml`` and, where the story is told in
steps, ``chapters.toml``.
"""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from geo.model import Article, Chapter, Claim, Feature, Story
from geo.policy import NAMES, Policy, load_policy, make_policy
from geo.problems import DatelineError, Problem
from geo.rules import LANGUAGES_WHY, find_problems
from geo.words import (
    Address,
    ClaimId,
    Iso3,
    LanguageTag,
    PolicyName,
    Sha256,
    Slug,
    WordsHash,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

    Block = Mapping[str, object]

BUNDLED = Path(str(files("geo").joinpath("data/stories/vrae")))
"""The folder of the story that comes with the project."""

_BLOCKS: dict[str, tuple[str, type[BaseModel]]] = {
    "claims": ("claim", Claim),
    "features": ("feature", Feature),
    "chapters": ("chapter", Chapter),
}


def _pattern(kind: Any) -> str:  # noqa: ANN401 - an annotated type
    return str(kind.__metadata__[0].pattern)


# What pydantic finds, by its name for it, as a sentence with the mend. {given} is what stands
# there, {like} what would do; the rest is pydantic's.
_MENDS = {
    "missing": "is missing; add it",
    "extra_forbidden": "is no name that belongs here; mend it or leave it out",
    "literal_error": "is {given}; write {expected}",
    "string_pattern_mismatch": "is {given}; write {like}",
    "string_type": "is {given}; write it as text, in quotation marks",
    "string_too_short": "is empty; write it out",
    "too_short": "is empty or too short; it needs {min_length} or more",
    "too_long": "is too long; it takes {max_length}",
    "tuple_type": "is {given}; write a list, in square brackets",
    "model_type": "is {given}; write {like}",
    "model_attributes_type": "is {given}; write {like}",
    "dict_type": "is {given}; write each language, as {texts}",
    "int_type": "is {given}; write a whole number",
    "int_parsing": "is {given}; write a whole number",
    "int_from_float": "is {given}; write a whole number",
    "float_type": "is {given}; write a number",
    "float_parsing": "is {given}; write a number",
    "bool_type": "is {given}; write true or false",
    "bool_parsing": "is {given}; write true or false",
    "greater_than": "is {given}; write more than {gt:g}",
    "greater_than_equal": "is {given}; write {ge:g} or more",
    "less_than_equal": "is {given}; write {le:g} or less",
    "union_tag_invalid": "is of the kind {tag!r}; write kind = one of {expected_tags}",
    "union_tag_not_found": "is of no kind; add kind = ...",
    "value_error": "{error}",
}
# What would do in place of what breaks a pattern, or is no block.
_LIKE = {
    _pattern(Address): "an address that begins with http:// or https://",
    _pattern(ClaimId): "an id such as P19.4, X23 or D4",
    _pattern(Slug): "small letters, digits and hyphens, a letter first",
    _pattern(Iso3): "three capitals, as ISO 3166-1 has them, such as PER",
    _pattern(Sha256): "64 digits from 0 to f; given zeros, 'dateline check --article' tells them",
    _pattern(WordsHash): "what 'dateline anchor' prints",
    _pattern(LanguageTag): "the BCP 47 tag of a language, such as en or pt-BR",
    _pattern(PolicyName): f"{', '.join(NAMES)} or the name of a .toml file beside story.toml",
}
# Why it matters, by the innermost name that has a reason of its own.
_WHY = {
    **dict.fromkeys(("voice", "speaker"), "voices stay apart"),
    **dict.fromkeys(("paragraph", "quote", "anchor"), "each claim leads to the article's words"),
    **dict.fromkeys(
        ("figures", "value", "to", "by", "limit"), "a figure is no firmer than its source"
    ),
    **dict.fromkeys(("address", "publisher", "sources"), "a reader can look a source up"),
    **dict.fromkeys(("when", "published", "seen"), "what has a date can be put in order"),
    **dict.fromkeys(("shape", "precision"), "a shape is never finer than the text"),
    **dict.fromkeys(("claims", "rests_on", "see"), "nothing rests on what is not there"),
    **dict.fromkeys(("sha256", "begins"), "claims are held against the article itself"),
    "frame": "a step shows some part of the map",
    "id": "an id leads to one thing",
    "policy": "a desk's demands are its policy",
}
_WHY_AT_ALL = "what cannot be read cannot be checked"
_LONGEST_GIVEN = 40
# BCP 47 for a language that nobody has named.
_UNDETERMINED = "und"


class StoryError(DatelineError, ValueError):
    """A story that cannot be mapped, with everything that is wrong with it.

    Attributes
    ----------
    problems
        What is wrong, each with its file, its item and the mend.
    """

    def __init__(self, where: Path | str, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        count = f"{len(problems)} problem{'s' * (len(problems) != 1)}"
        super().__init__("\n".join([f"{where}: {count}", *(f"  {p}" for p in problems)]))


def load_story(folder: Path | str = BUNDLED) -> Story:
    """Read the story in `folder`; without one, the story that comes with the project.

    Raises
    ------
    StoryError
        If a file is missing or is no TOML, a block is malformed, or the story breaks a rule of
        `geo.rules`. It lists all of that at once.

    Examples
    --------
    >>> load_story().claim["P18.2"].says['en'][:29]
    'VRAE is short, in Spanish, fo'
    """
    story, problems = read_story(folder)
    return _admit(Path(folder), story, problems)


def read_story(folder: Path | str = BUNDLED) -> tuple[Story | None, list[Problem]]:
    """Read the story in `folder`, with all that is wrong with it, which may be nothing.

    The story is None where a file cannot be read or a block is malformed. One that is well formed
    and breaks rules is a value like any other.
    """
    folder = Path(folder)
    problems: list[Problem] = []
    unread: set[str] = set()  # files of which nothing could be read
    head = _read_toml(folder / "story.toml", problems)
    languages = _find_languages(head or {})
    blocks: dict[str, tuple[Any, ...]] = {}
    for name, (key, _) in _BLOCKS.items():
        file = f"{name}.toml"
        table = _read_toml(folder / file, problems, optional=name == "chapters")
        blocks[name] = tuple(_read_blocks(name, table or {}, languages, problems))
        if table is None or not table.get(key):
            unread.add(file)
    policy = _read_policy(str((head or {}).get("policy", NAMES[0])), folder, problems)
    return _assemble(head, blocks, policy, problems, frozenset(unread))


def _find_languages(head: Block) -> tuple[str, ...]:
    """Find the languages that a story declares, whatever else is wrong with its head."""
    languages = head.get("languages")
    listed = languages if isinstance(languages, list | tuple) else ()
    is_named = listed and all(isinstance(tag, str) for tag in listed)
    return tuple(listed) if is_named else (_UNDETERMINED,)


def _read_policy(name: str, folder: Path | None, problems: list[Problem]) -> Policy:
    """Read the policy that a story names; that of every desk where it cannot be read."""
    general = load_policy(NAMES[0])
    if name in NAMES:
        return load_policy(name)
    if not re.search(_pattern(PolicyName), name) or not name.endswith(".toml"):
        message = f"policy: is {name!r}; write {_LIKE[_pattern(PolicyName)]} ({_WHY['policy']})"
        problems.append(Problem("story.toml", "story", message))
        return general
    if folder is None:
        message = f"policy: is the file {name}; say in which folder it is ({_WHY['policy']})"
        problems.append(Problem("story.toml", "story", message))
        return general
    table = _read_toml(folder / name, problems)
    try:
        return make_policy(name, table) if table is not None else general
    except ValidationError as error:
        problems += [problem for _, problem in _find_malformed(name, "policy", error)]
        return general


def amend(
    story: Story,
    *,
    claims: Iterable[Block] = (),
    features: Iterable[Block] = (),
    chapters: Iterable[Block] = (),
    folder: Path | str | None = None,
) -> Story:
    """Return `story` with blocks added or changed; `story` itself stays as it was.

    Parameters
    ----------
    story
        The story to start from.
    claims, features, chapters
        Blocks with the keys that they have in the files, texts as ``{"en": ..., "es": ...}`` or,
        where the story has one language, plainly. One with a new id is added. One with an id that
        the story has changes the keys that it names and leaves the others; None takes a key away.
    folder
        Where the story's policy is, if that is a file of its own.

    Raises
    ------
    StoryError
        If a block is malformed or the whole breaks a rule of `geo.rules`. It lists all of that at
        once, with the file in which each block would stand.

    Examples
    --------
    >>> wider = amend(load_story(), features=[{"id": "vrae", "shape": {"half_width_km": 30}}])
    >>> wider.feature["vrae"].shape.half_width_km
    30.0
    """
    problems: list[Problem] = []
    head = {name: getattr(story, name) for name in type(story).model_fields if name not in _BLOCKS}
    blocks = {}
    for name, changes in (("claims", claims), ("features", features), ("chapters", chapters)):
        known = {block.id: block for block in getattr(story, name)}
        merged: dict[str, Any] = dict(known)
        for number, change in enumerate(changes, start=1):
            item = str(change.get("id", f"block {number}"))
            merged[item] = _merge(known[item].model_dump() if item in known else {}, change)
        table = {_BLOCKS[name][0]: list(merged.values())}
        blocks[name] = tuple(_read_blocks(name, table, story.languages, problems))
    policy = _read_policy(story.policy, None if folder is None else Path(folder), problems)
    amended, problems = _assemble(head, blocks, policy, problems)
    return _admit(story.id, amended, problems)


def _admit(where: Path | str, story: Story | None, problems: Sequence[Problem]) -> Story:
    """Let a story through that has no problem."""
    if story is None or problems:
        raise StoryError(where, problems)
    return story


def _merge(block: Block, change: Block) -> dict[str, object]:
    """Lay `change` over `block`, key by key and within tables too."""
    merged = dict(block)
    for key, value in change.items():
        held = block.get(key)
        if isinstance(held, dict) and isinstance(value, dict):
            merged[key] = _merge(held, value)
        else:
            merged[key] = value
    return merged


def _assemble(
    head: Block | None,
    blocks: Mapping[str, tuple[Any, ...]],
    policy: Policy,
    problems: list[Problem],
    unread: frozenset[str] = frozenset(),
) -> tuple[Story | None, list[Problem]]:
    """Put head and blocks together, and add what is wrong with the whole to these problems.

    `unread` are the files of which nothing could be read; `head` is None if it is one of them.
    """
    # The ids of blocks too broken to be here: what refers to them is not to blame.
    broken = frozenset(problem.item for problem in problems)
    languages = _find_languages(head or {})
    story = None
    try:
        if head is not None:
            context = {"languages": languages}
            story = Story.model_validate({**head, **blocks}, context=context)
    except ValidationError as error:
        named = {problem.file for problem in problems}
        problems = problems + [
            problem
            for name, problem in _find_malformed("story.toml", "story", error, languages)
            # Of a file that has been named, blocks are missing for that reason.
            if f"{name}.toml" not in named and not (name == "policy" and "story.toml" in named)
        ]
    if story is not None:
        return (None if problems else story), problems + find_problems(story, policy, broken)
    # The head cannot be read, but the blocks can be held to the rules all the same.
    rest = _make_headless(head or {}, languages, blocks)
    return None, problems + find_problems(rest, policy, broken, unread | {"story.toml"})


def _make_headless(
    head: Block, languages: tuple[str, ...], blocks: Mapping[str, tuple[Any, ...]]
) -> Story:
    """Make a story of its blocks, and of the languages that can be read, to hold to the rules."""
    article = head.get("article")
    written: dict[str, Any] = article if isinstance(article, dict) else {}
    written = {"language": str(written.get("language", _UNDETERMINED))}
    known = languages if languages != (_UNDETERMINED,) else ()
    parts: dict[str, Any] = {
        "languages": known,
        "article": Article.model_construct(**written),
        "layers": (),
        "opening": (),
        **blocks,
    }
    return Story.model_construct(**parts)


def read_article(folder: Path | str = BUNDLED) -> Article:
    """Read what the story in `folder` says of its article, whatever else is wrong with the story.

    Raises
    ------
    StoryError
        If ``story.toml`` is missing, is no TOML or does not describe the article.
    """
    problems: list[Problem] = []
    head = _read_toml(Path(folder) / "story.toml", problems)
    try:
        if head is not None:
            return Article.model_validate(head.get("article", {}))
    except ValidationError as error:
        problems += [problem for _, problem in _find_malformed("story.toml", "article", error)]
    raise StoryError(Path(folder), problems)


def _read_toml(
    path: Path, problems: list[Problem], *, optional: bool = False
) -> dict[str, Any] | None:
    """Read a file, or say why it cannot be read and return None."""
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if optional:
            return {}
        message = "is missing; a story needs it"
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        message = f"is no TOML: {error}"
    problems.append(Problem(path.name, "file", f"{message} ({_WHY_AT_ALL})"))
    return None


def _read_blocks(
    name: str, table: dict[str, Any], languages: tuple[str, ...], problems: list[Problem]
) -> Iterator[BaseModel]:
    file = f"{name}.toml"
    key, model = _BLOCKS[name]
    for other in [found for found in table if found != key]:
        message = f"is no block of this file; write [[{key}]] ({_WHY_AT_ALL})"
        problems.append(Problem(file, other, message))
    blocks = table.get(key, [])
    if not isinstance(blocks, list):
        message = f"has one block in single brackets; write [[{key}]] ({_WHY_AT_ALL})"
        problems.append(Problem(file, "file", message))
        blocks = [blocks]
    for number, block in enumerate(blocks, start=1):
        item = str(block.get("id", f"block {number}")) if isinstance(block, dict) else str(number)
        try:
            yield model.model_validate(block, context={"languages": languages})
        except ValidationError as error:
            found = _find_malformed(file, item, error, languages)
            problems += [problem for _, problem in found]


def _find_malformed(
    file: str, item: str, error: ValidationError, languages: tuple[str, ...] = ()
) -> Iterator[tuple[str, Problem]]:
    """Go through the problems of one block, each with the name of the field that has it."""
    reasons = {**_WHY, **dict.fromkeys(languages, LANGUAGES_WHY)}
    for detail in error.errors():
        names = [str(name) for name in detail["loc"]]
        name = names[-1] if names else item
        why = next((reasons[part] for part in reversed(names) if part in reasons), _WHY_AT_ALL)
        said = _say(name, detail, languages)
        message = f"{': '.join(['.'.join(names)] * bool(names) + [said])} ({why})"
        yield names[0] if names else "", Problem(file, item, message)


def _say(name: str, detail: ErrorDetails, languages: tuple[str, ...]) -> str:
    """Say what pydantic found as a sentence with its mend."""
    found = detail.get("ctx", {})
    like = _LIKE.get(str(found.get("pattern")), "a block of names and values")
    texts = " and ".join(f"{name}.{language} = ..." for language in languages)
    given = repr(detail["input"])
    if len(given) > _LONGEST_GIVEN:
        given = f"{given[:_LONGEST_GIVEN]}…"
    sentence = _MENDS.get(detail["type"], "does not do: {msg}; mend it")
    return sentence.format(given=given, like=like, texts=texts, msg=detail["msg"], **found)
