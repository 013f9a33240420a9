"""How the house is built, where neither linter nor type checker looks: see CONTRIBUTING.md."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from map_app.text import LANGUAGES, read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[1]
GEO, MAP_APP = (sorted((ROOT / name).rglob("*.py")) for name in ("geo", "map_app"))
ASSETS = sorted(
    path
    for path in (ROOT / "map_app/assets").rglob("*")
    if path.suffix in {".js", ".ts", ".html", ".jinja"}
)

TAG = re.compile(
    r"(?<!\?P)<[/!]?(?:a|b|body|br|button|circle|code|div|em|g|h[1-6]|head|html|i|iframe|img|input|"
    r"li|link|meta|ol|p|path|pre|script|small|span|strong|style|sub|sup|svg|table|tbody|td|th|title|"
    r"tr|ul)\b|&(?:amp|lt|gt|quot|nbsp|#x?[0-9a-f]+);",
    re.IGNORECASE,
)
COLOUR = re.compile(r"#(?:[0-9a-f]{3}){1,2}\b|\b(?:rgb|hsl)a?\(", re.IGNORECASE)
NO_BUSINESS_IN_GEO = {"map_app", "folium", "branca", "jinja2", "html"}
# A phrase of so many words is nobody's by chance.
PHRASE = 3

# Tags that are words of code too: Indonesian, Icelandic, Italian, Norwegian, Odia.
TAGS = "|".join(LANGUAGES.keys() - {"id", "is", "it", "no", "or"})
LANGUAGE_IN_CODE = re.compile(rf"(?s:.*[_.])?(?:{TAGS})|(?s:.*)[\"'](?:{TAGS})[\"'](?s:.*)")
LANGUAGE_IN_SCRIPT = re.compile(
    rf"""(["'`])(?:{TAGS})\1|\w_(?:{TAGS})\b|[\w\])]\.(?:{TAGS})\b|[{{,]\s*(?:{TAGS})\s*:"""
)
LANGUAGES_ALLOWED = {
    "geo/atlas.py": "the one column of names by which stories call places, whatever they speak",
    "geo/atlas_recipes/__main__.py": "writes the titles of the data sets that the catalogue has",
    "geo/atlas_recipes/catalogue.py": "the titles of the data sets: data",
    "geo/atlas_recipes/countries.py": "writes the columns of names that the atlas has: data",
    "geo/atlas_recipes/places.py": "the same",
}
"""Code that names a language, and why it may; nothing may join it."""

UNTYPED = re.compile(r"\b(?:dict|Mapping)\[str, Any\]")


def name_file(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def parse(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def list_strings(path: Path) -> Iterator[tuple[int, str]]:
    """Go through the strings of a module, those in f-strings too, but not what documents it."""
    tree = parse(path)
    documents = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        match node:
            case ast.Constant(value=str(text)) if id(node) not in documents:
                yield node.lineno, text


def list_names(path: Path) -> Iterator[tuple[int, str]]:
    """Go through the names that a module uses or gives."""
    for node in ast.walk(parse(path)):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.FunctionDef(name=name):
                yield node.lineno, name
            case ast.arg(arg=name) | ast.keyword(arg=str(name)):
                yield node.lineno, name


def list_imports(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(parse(path)):
        match node:
            case ast.Import(names=names):
                yield from ((node.lineno, alias.name.partition(".")[0]) for alias in names)
            case ast.ImportFrom(module=str(module)):
                yield node.lineno, module.partition(".")[0]


def list_phrases(value: Any) -> Iterator[str]:  # noqa: ANN401 - what TOML holds
    """Go through what the interface says, as far as it does not depend on what is filled in."""
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from list_phrases(item)
    elif isinstance(value, str):
        for part in re.split(r"\{\w*\}", value):
            if len(part.split()) >= PHRASE:
                yield part.strip(" .,:;")


def list_doors(path: Path) -> Iterator[tuple[str, ast.FunctionDef | ast.AnnAssign]]:
    """Go through the public functions of a module, and those and the fields of public classes."""
    for node in parse(path).body:
        match node:
            case ast.ClassDef(name=name, body=body) if not name.startswith("_"):
                inside, prefix = body, f"{name}."
            case _:
                inside, prefix = [node], ""
        for item in inside:
            match item:
                case ast.FunctionDef(name=name) | ast.AnnAssign(target=ast.Name(id=name)):
                    if name == "__init__" or not name.startswith("_"):
                        yield f"{prefix}{name}", item


def list_annotations(door: ast.FunctionDef | ast.AnnAssign) -> Iterator[str]:
    if isinstance(door, ast.AnnAssign):
        yield ast.unparse(door.annotation)
        return
    given = door.args
    arguments = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    for node in [door.returns, *(argument.annotation for argument in arguments if argument)]:
        if node:
            yield ast.unparse(node)


def find_untyped(path: Path) -> list[str]:
    """Find what is public and takes or gives a mapping of anything, under that name or another."""
    aliases = [
        target.id
        for node in ast.walk(parse(path))
        if isinstance(node, ast.Assign) and UNTYPED.search(ast.unparse(node.value))
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    untyped = re.compile("|".join([UNTYPED.pattern, *(rf"\b{name}\b" for name in aliases)]))
    return [
        name for name, door in list_doors(path) if any(map(untyped.search, list_annotations(door)))
    ]


@pytest.mark.parametrize("path", GEO, ids=name_file)
def test_what_knows_writes_no_html_and_no_colours(path: Path) -> None:
    found = [
        (line, text) for line, text in list_strings(path) if TAG.search(text) or COLOUR.search(text)
    ]
    assert found == [], "HTML and colours are map_app's"


@pytest.mark.parametrize("path", GEO, ids=name_file)
def test_what_knows_imports_nothing_of_what_shows(path: Path) -> None:
    found = [(line, name) for line, name in list_imports(path) if name in NO_BUSINESS_IN_GEO]
    assert found == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_knows_has_no_words_of_the_interface(language: str) -> None:
    phrases = set(list_phrases(read_words(language)))
    assert phrases
    found = [
        (name_file(path), line, phrase)
        for path in GEO
        for line, text in list_strings(path)
        for phrase in phrases
        if phrase in text
    ]
    assert found == [], "what readers see is in map_app/text"


@pytest.mark.parametrize("path", GEO + MAP_APP, ids=name_file)
def test_code_names_no_language(path: Path) -> None:
    found = [
        (line, text)
        for line, text in [*list_strings(path), *list_names(path)]
        if LANGUAGE_IN_CODE.fullmatch(text)
    ]
    # Both ways: what needs no leave any more has none.
    assert bool(found) == (name_file(path) in LANGUAGES_ALLOWED), found


@pytest.mark.parametrize("path", ASSETS, ids=name_file)
def test_the_page_names_no_language(path: Path) -> None:
    lines = enumerate(path.read_text("utf-8").splitlines(), start=1)
    found = [(number, line) for number, line in lines if LANGUAGE_IN_SCRIPT.search(line)]
    assert found == []


@pytest.mark.parametrize("path", GEO + MAP_APP, ids=name_file)
def test_what_crosses_a_door_has_a_type(path: Path) -> None:
    assert find_untyped(path) == []


@pytest.mark.parametrize("wrong", ["<p>", "</b>", "<a href='x'>", "<br>", "&amp;", "#fff", "rgb(1"])
def test_what_is_looked_for_is_found(wrong: str) -> None:
    assert TAG.search(wrong) or COLOUR.search(wrong)


@pytest.mark.parametrize("plain", ["(?P<a>x)", "<Claim P1>", "a < b", "#1 of 3", "(?<!\\w)"])
def test_what_only_looks_like_it_is_not(plain: str) -> None:
    assert not TAG.search(plain)
    assert not COLOUR.search(plain)


@pytest.mark.parametrize("wrong", ['"en"', "`es`", "row.name_en", "text.es ", "{ en: 1 }"])
def test_languages_are_found_in_scripts(wrong: str) -> None:
    assert LANGUAGE_IN_SCRIPT.search(wrong)


@pytest.mark.parametrize("wrong", ["en", "name_es", "title.en", '<html lang="en">', "_es"])
def test_languages_are_found_in_code(wrong: str) -> None:
    assert LANGUAGE_IN_CODE.fullmatch(wrong)


@pytest.mark.parametrize(
    "wrong",
    [
        "def f(a: dict[str, Any]): ...",
        "class A:\n    def f(self) -> list[Mapping[str, Any]]: ...",
        "class A:\n    b: dict[str, Any]",
        "B = Callable[[], dict[str, Any]]\ndef f(b: B): ...",
    ],
)
def test_open_doors_are_found(wrong: str, tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(wrong, "utf-8")
    assert len(find_untyped(path)) == 1
