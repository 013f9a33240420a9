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
from geo.rules import Problem, find_problems

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    Block = Mapping[str, Any]

BUNDLED = Path(str(files("geo").joinpath("data/stories/vrae")))
"""The folder of the story that comes with the project."""

_BLOCKS: dict[str, tuple[str, type[BaseModel]]] = {
    "claims": ("claim", Claim),
    "features": ("feature", Feature),
    "chapters": ("chapter", Chapter),
}


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
    """
    folder = Path(folder)
    problems: list[Problem] = []
    head = _read_toml(folder / "story.toml", problems)
    blocks: dict[str, list[Any]] = {}
    for name, (key, model) in _BLOCKS.items():
        table = _read_toml(folder / f"{name}.toml", problems, optional=name == "chapters")
        problems += [
            Problem(f"{name}.toml", other, f"is no block of this file; write [[{key}]]")
            for other in table
            if other != key
        ]
        blocks[name] = list(_read_blocks(f"{name}.toml", table.get(key, []), model, problems))
    return _assemble(folder, head, blocks, problems)


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
            key = str(change.get("id", f"block {number}"))
            merged[key] = _merge(known[key].model_dump() if key in known else {}, change)
        file, model = f"{name}.toml", _BLOCKS[name][1]
        blocks[name] = list(_read_blocks(file, list(merged.values()), model, problems))
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
    where: Path | str, head: Block, blocks: dict[str, list[Any]], problems: list[Problem]
) -> Story:
    """Hold head and blocks to the rules, and raise these problems and those found before."""
    broken = frozenset(problem.item for problem in problems)
    try:
        story = Story.model_validate({**head, **blocks}, context={"broken": broken})
    except ValidationError as error:
        found = list(_find_problems("story.toml", "story", error))
        if not any(detail["type"] == "rules" for detail in error.errors()):
            # The head is malformed, but the blocks can be held to the rules all the same.
            known: dict[str, Any] = {"layers": (), "opening": (), **blocks}
            rest = Story.model_construct(**known)
            layers = {feature.layer for feature in blocks["features"]}
            found += find_problems(rest, broken | layers)
        problems += found
    if problems:
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
        return Article.model_validate(head.get("article", {}))
    except ValidationError as error:
        problems += _find_problems("story.toml", "article", error)
        raise StoryError(Path(folder), problems) from None


def _read_toml(path: Path, problems: list[Problem], *, optional: bool = False) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        if not optional:
            problems.append(Problem(path.name, "file", "is missing; a story needs it"))
    except OSError as error:
        problems.append(Problem(path.name, "file", f"cannot be read: {error.strerror}"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        problems.append(Problem(path.name, "file", f"is no TOML: {error}"))
    return {}


def _read_blocks(
    file: str,
    blocks: Any,  # noqa: ANN401 - whatever the TOML holds
    model: type[BaseModel],
    problems: list[Problem],
) -> Iterator[BaseModel]:
    if not isinstance(blocks, list):
        problems.append(Problem(file, "file", "has one block in single brackets; write [[...]]"))
        return
    for number, block in enumerate(blocks, start=1):
        item = str(block.get("id", f"block {number}")) if isinstance(block, dict) else str(number)
        try:
            yield model.model_validate(block)
        except ValidationError as error:
            problems += _find_problems(file, item, error)


def _find_problems(file: str, item: str, error: ValidationError) -> Iterator[Problem]:
    for detail in error.errors():
        if detail["type"] == "rules":
            yield from detail["ctx"]["problems"]
        else:
            where = ".".join(map(str, detail["loc"]))
            yield Problem(file, item, f"{where}: {detail['msg']}" if where else detail["msg"])
