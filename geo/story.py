"""A story folder read into a `Story`, or amended, or one error that lists every problem in it.

A folder holds ``story.toml``, ``claims.toml``, ``features.toml`` and, where the story is told in
steps, ``chapters.toml``.
"""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from geo.model import Article, Chapter, Claim, Feature, Story
from geo.problems import Problem
from geo.rules import find_problems
from geo.words import Address, ClaimId, Iso3, Sha256, Slug, WordsHash

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pydantic_core import ErrorDetails

    Block = Mapping[str, Any]

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
    "missing": "is missing; {add}",
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
_ADD = {"en": "say it in English too", "es": "say it in Spanish too"}
# What would do in place of what breaks a pattern, or is no block.
_LIKE = {
    _pattern(Address): "an address that begins with http:// or https://",
    _pattern(ClaimId): "an id such as P19.4, X23 or D4",
    _pattern(Slug): "small letters, digits and hyphens, a letter first",
    _pattern(Iso3): "three capitals, as ISO 3166-1 has them, such as PER",
    _pattern(Sha256): "64 digits from 0 to f; given zeros, 'dateline check --article' tells them",
    _pattern(WordsHash): "what 'dateline anchor' prints",
    "Text": "both languages, as {name}.en = ... and {name}.es = ...",
}
# Why it matters, by the innermost name that has a reason of its own.
_WHY = {
    **dict.fromkeys(("en", "es"), "both languages tell one story"),
    **dict.fromkeys(("voice", "speaker"), "voices stay apart"),
    **dict.fromkeys(("paragraph", "quote", "anchor"), "each claim leads to the article's words"),
    **dict.fromkeys(("figures", "value", "to"), "a figure is no firmer than its source"),
    **dict.fromkeys(("address", "publisher", "sources"), "a reader can look a source up"),
    **dict.fromkeys(("when", "published"), "what has a date can be put in order"),
    **dict.fromkeys(("shape", "precision"), "a shape is never finer than the text"),
    **dict.fromkeys(("claims", "rests_on", "see"), "nothing rests on what is not there"),
    **dict.fromkeys(("sha256", "begins"), "claims are held against the article itself"),
    "id": "an id leads to one thing",
}
_WHY_AT_ALL = "what cannot be read cannot be checked"
_LONGEST_GIVEN = 40


class StoryError(ValueError):
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
    folder = Path(folder)
    problems: list[Problem] = []
    unread: set[str] = set()  # files of which nothing could be read
    head = _read_toml(folder / "story.toml", problems)
    blocks: dict[str, tuple[Any, ...]] = {}
    for name, (key, model) in _BLOCKS.items():
        file = f"{name}.toml"
        table = _read_toml(folder / file, problems, optional=name == "chapters")
        blocks[name] = tuple(_read_blocks(file, table or {}, key, model, problems))
        if table is None or not table.get(key):
            unread.add(file)
    return _assemble(folder, head, blocks, problems, frozenset(unread))


def amend(
    story: Story,
    *,
    claims: Iterable[Block] = (),
    features: Iterable[Block] = (),
    chapters: Iterable[Block] = (),
) -> Story:
    """Return `story` with blocks added or changed; `story` itself stays as it was.

    Parameters
    ----------
    story
        The story to start from.
    claims, features, chapters
        Blocks with the keys that they have in the files, texts as ``{"en": ..., "es": ...}``. One
        with a new id is added. One with an id that the story has changes the keys that it names
        and leaves the others; None takes a key away.

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
        key, model = _BLOCKS[name]
        table = {key: list(merged.values())}
        blocks[name] = tuple(_read_blocks(f"{name}.toml", table, key, model, problems))
    return _assemble(story.id, head, blocks, problems)


def _merge(block: Mapping[str, Any], change: Mapping[str, Any]) -> dict[str, Any]:
    """Lay `change` over `block`, key by key and within tables too."""
    return {
        **block,
        **{
            key: _merge(block[key], value)
            if isinstance(value, dict) and isinstance(block.get(key), dict)
            else value
            for key, value in change.items()
        },
    }


def _assemble(
    where: Path | str,
    head: Block | None,
    blocks: Mapping[str, tuple[Any, ...]],
    problems: list[Problem],
    unread: frozenset[str] = frozenset(),
) -> Story:
    """Hold head and blocks to the rules, and raise these problems and those found before.

    `unread` are the files of which nothing could be read; `head` is None if it is one of them.
    """
    broken = frozenset(problem.item for problem in problems)
    story = None
    try:
        if head is not None:
            story = Story.model_validate({**head, **blocks}, context={"broken": broken})
    except ValidationError as error:
        named = {problem.file for problem in problems}
        problems += [
            problem
            for name, problem in _find_problems("story.toml", "story", error)
            # Of a file that has been named, blocks are missing for that reason.
            if f"{name}.toml" not in named
        ]
        known = any(detail["type"] == "rules" for detail in error.errors())
    else:
        known = story is not None
    if not known:
        # The head cannot be read, but the blocks can be held to the rules all the same.
        parts: dict[str, Any] = {"layers": (), "opening": (), **blocks}
        rest = Story.model_construct(**parts)
        problems += find_problems(rest, broken, unread | {"story.toml"})
    if story is None or problems:
        raise StoryError(where, problems) from None
    return story


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
        problems += [problem for _, problem in _find_problems("story.toml", "article", error)]
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
    file: str,
    table: dict[str, Any],
    key: str,
    model: type[BaseModel],
    problems: list[Problem],
) -> Iterator[BaseModel]:
    for other in [name for name in table if name != key]:
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
            yield model.model_validate(block)
        except ValidationError as error:
            problems += [problem for _, problem in _find_problems(file, item, error)]


def _find_problems(file: str, item: str, error: ValidationError) -> Iterator[tuple[str, Problem]]:
    """Go through the problems of one block, each with the name of the field that has it."""
    for detail in error.errors():
        if detail["type"] == "rules":
            for problem in detail["ctx"]["problems"]:
                yield "", problem
            continue
        names = [str(name) for name in detail["loc"]]
        name = names[-1] if names else item
        why = next((_WHY[part] for part in reversed(names) if part in _WHY), _WHY_AT_ALL)
        message = f"{': '.join(['.'.join(names)] * bool(names) + [_say(name, detail)])} ({why})"
        yield names[0] if names else "", Problem(file, item, message)


def _say(name: str, detail: ErrorDetails) -> str:
    """Say what pydantic found as a sentence with its mend."""
    found = detail.get("ctx", {})
    kind = str(found.get("pattern") or found.get("class_name"))
    like = _LIKE.get(kind, "a block of names and values").replace("{name}", name)
    given = repr(detail["input"])
    if len(given) > _LONGEST_GIVEN:
        given = f"{given[:_LONGEST_GIVEN]}…"
    sentence = _MENDS.get(detail["type"], "does not do: {msg}; mend it")
    add = _ADD.get(name, "add it")
    return sentence.format(given=given, like=like, add=add, msg=detail["msg"], **found)
