"""The command line: a map, a still of it, its data; a story checked, a claim anchored."""

from __future__ import annotations

import re
import webbrowser
from collections import Counter
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from geo import atlas, evidence
from geo.citation import read_citation
from geo.drawing import draw
from geo.problems import DatelineError
from geo.story import BUNDLED, load_story, read_article
from geo.words import ANCHOR_WORDS
from map_app import fingerprint
from map_app.exports.annotations import write_annotations
from map_app.text import read_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Story
    from map_app.page.card import Card

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


# The checkout or the packages that this runs from.
_PROJECT = Path(__file__).parents[1]
# What those who show a picture with a link leave uncut, in pixels.
_CARD_SIZE = (1200, 630)


class _Commands(click.Group):
    """Commands whose errors are told in the words of the error, without a traceback."""

    def invoke(self, context: click.Context) -> Any:  # noqa: ANN401 - as click has it
        try:
            return super().invoke(context)
        except DatelineError as error:
            raise click.ClickException(str(error)) from None


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None


def _choose_language(story: Story, language: str | None) -> str:
    """Return the language that the user names, or the story's own."""
    if language is not None and language not in story.languages:
        has = ", ".join(story.languages)
        raise click.BadParameter(f"{language!r} is no language of the story; it has {has}",
                                 param_hint="--lang")  # fmt: skip
    return language or story.languages[0]


@click.group(
    cls=_Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="dateline")
@click.pass_context
def main(context: click.Context) -> None:
    """Turn one news article into one interactive map that cites it.

    Without a command: build the map of the bundled story, Peru's air bridge as GlobalPost told it
    in 2015, into vrae.html, and open it.
    """
    if context.invoked_subcommand is None:
        context.invoke(build, open_=True)


@main.command()
@click.argument("story", type=_FOLDER, default=BUNDLED)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="Where to write the map.  [default: the story's id and .html]")  # fmt: skip
@click.option("--lang", metavar="TAG", help="The first language a reader sees; all are inside."
              "  [default: the story's own]")  # fmt: skip
@click.option("--address", metavar="URL", help="Where the page will be published, with its name or"
              " a / at the end. Then others can show a picture with a link to it: one is written"
              " beside FILE, as .png, with its alt text. Without it there is none, because the"
              " picture's own address must be whole. Needs `pip install '.[still]'`.")  # fmt: skip
@click.option("--open/--no-open", "open_", default=False, help="Open the map in a browser.")
def build(story: Path = BUNDLED, output: Path | None = None, lang: str | None = None, *,
          address: str | None = None, open_: bool = False) -> None:  # fmt: skip
    """Build the map of the story in the folder STORY, as one HTML file.

    Without STORY, the bundled one. The file needs no network, and the same story gives the same
    bytes. A story that breaks a rule is not built; an earlier file is then left as it was.
    """
    facts = load_story(story)
    language = _choose_language(facts, lang)
    path = output or Path(f"{facts.id}.html")
    # folium is slow to import, and an unsound story does not need it.
    from map_app.page.folium_map import write_map  # noqa: PLC0415

    with _writing(path):
        card = None if address is None else _write_card(facts, path, language, address)
        write_map(facts, path, language=language, card=card)
    click.echo(path.resolve())
    if open_:
        _open(path)


def _write_card(facts: Story, path: Path, language: str, address: str) -> Card:
    """Write the picture that others show with a link to the page at `path`, beside it."""
    from map_app.page.card import Card, find_beside  # noqa: PLC0415
    from map_app.stills import files as stills  # noqa: PLC0415

    picture = path.with_suffix(".png")
    if picture == path:
        raise click.ClickException(f"{path} is where the picture goes; give the map another ending")
    image = find_beside(address, picture.name)
    shown = stills.still(facts, language=language, size=_CARD_SIZE)
    stills.write_still(shown, picture, scale=1)
    return Card(address, image, shown.alt, shown.size)


def _read_size(_: click.Context, __: click.Parameter, value: str) -> tuple[int, int]:
    """Read width and height, written as 1200x800."""
    match = re.fullmatch(r"(\d{1,6})x(\d{1,6})", value)
    if not match:
        raise click.BadParameter(f"{value!r} is no size; write it as 1200x800")
    return int(match[1]), int(match[2])


@main.command()
@click.argument("story", type=_FOLDER, default=BUNDLED)
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE",
              help="A .png, .svg or .pdf file.  [default: the story's id and .svg]")  # fmt: skip
@click.option("--chapter", metavar="ID", help="The chapter to tell.  [default: the opening view]")
@click.option("--lang", metavar="TAG", help="The language of its words."
              "  [default: the story's own]")  # fmt: skip
@click.option("--size", callback=_read_size, default="1200x800", metavar="WxH", show_default=True,
              help="In CSS pixels.")  # fmt: skip
@click.option("--scale", type=click.IntRange(1, 4), default=2, show_default=True,
              help="Pixels of a PNG for each CSS pixel.")  # fmt: skip
def still(  # noqa: PLR0913 - one each
    *, story: Path, output: Path | None, chapter: str | None, lang: str | None,
    size: tuple[int, int], scale: int,
) -> None:  # fmt: skip
    """Make a still picture of the map of the story in the folder STORY.

    Without STORY, of the bundled one. Its alt text is written beside it: map.png, map.alt.txt. PNG
    and PDF need `pip install '.[still]'`. The same story gives the same bytes.
    """
    facts = load_story(story)
    language = _choose_language(facts, lang)
    path = output or Path(f"{facts.id}.svg")
    from map_app.stills import files as stills  # noqa: PLC0415 - only this command needs them

    picture = stills.still(facts, chapter=chapter, language=language, size=size)
    with _writing(path):
        stills.write_still(picture, path, scale=scale)
    click.echo(path.resolve())


@main.command()
@click.argument("story", type=_FOLDER, default=BUNDLED)
@click.option("-o", "--output", type=click.Path(path_type=Path), metavar="DIR",
              help="The folder to write to.  [default: the story's id and -data]")  # fmt: skip
@click.option("--format", "formats", metavar="NAMES",
              help="Some of geojson,gpkg,kml,csv,parquet,lpf.  [default: all that can be"
              " written here]")  # fmt: skip
def export(story: Path, output: Path | None, formats: str | None) -> None:
    """Write the data of the story in the folder STORY, for other tools.

    Without STORY, the bundled one. Beside the shapes stand the claims they rest on, licences, a
    citation and a list of the files. A story that breaks a rule is not exported; earlier files are
    then left as they were.
    """
    facts = load_story(story)
    folder = output or Path(f"{facts.id}-data")
    # pandas is slow to import, and an unsound story does not need it.
    from map_app.exports.files import export as export_files  # noqa: PLC0415

    names = None if formats is None else [name.strip() for name in formats.split(",")]
    with _writing(folder):
        paths = export_files(facts, folder, names)
    for path in paths:
        click.echo(path.resolve())


@main.command()
@click.argument("story", type=_FOLDER, default=BUNDLED)
@click.option("--article", type=_FILE, metavar="FILE",
              help="The article's text, to hold claims and figures against.")  # fmt: skip
@click.option("--json", "annotations", type=click.Path(dir_okay=False, path_type=Path),
              metavar="FILE", help="With --article: write the words found as W3C annotations. They"
              " hold much of the article, so FILE is outside STORY and this project.")  # fmt: skip
@click.option("--hashes", is_flag=True, help="Also print versions and the SHA-256 of the"
              " code, the story, the atlas and the article, to compare with a map's.")  # fmt: skip
def check(story: Path, article: Path | None, annotations: Path | None, *, hashes: bool) -> None:
    """Name every problem of the story in the folder STORY; exit 1 if there is one.

    With the article's text, also: do the words of each claim stand in its paragraph (found),
    there more than once (ambiguous), in another one (elsewhere) or nowhere (missing), is each
    figure there with its qualifier, and does no run of eight words of ours stand in the article
    outside quotation marks. Another version of the text is a warning, and names what no longer
    holds.
    """
    facts = load_story(story)
    draw(facts)
    for language in facts.languages:
        read_words(language)
    if hashes:
        _print_hashes(facts, article)
    summary = (
        f"{facts.id}: {len(facts.claims)} claims, {len(facts.features)} features,"
        f" {len(facts.chapters)} chapters"
    )
    if article is not None:
        _check_against(facts, story, article, annotations, summary)
    elif annotations is not None:
        raise click.UsageError("--json needs --article")
    else:
        click.echo(f"{summary}; no problem found (without the article's text)")


def _print_hashes(facts: Story, article: Path | None) -> None:
    rows = {
        "version": read_citation().version,
        "code": fingerprint.code_sha256(),
        "story": facts.sha256,
        "atlas": atlas.sha256(),
        "article": facts.article.sha256,
    }
    if article is not None:
        rows["its text"] = evidence.hash_text(_read(article))
    for name, value in {**rows, **fingerprint.library_versions()}.items():
        click.echo(f"{name:<15} {value}")


def _check_against(
    facts: Story, folder: Path, article: Path, annotations: Path | None, summary: str
) -> None:
    text = _read(article)
    problems = evidence.find_unsupported(facts, text)
    try:
        anchors = evidence.resolve_anchors(facts, text)
    except ValueError:  # which is among the problems
        anchors = ()
    for anchor in anchors:
        where = f"paragraph {anchor.paragraph}" if anchor.paragraph else ""
        click.echo(f"{anchor.claim:<7} {anchor.status:<10} {where}".rstrip())
    if (found := evidence.hash_text(text)) != facts.article.sha256:
        lost = evidence.list_lost(facts, problems)
        holds = f"these no longer hold: {', '.join(lost)}" if lost else "all claims hold"
        click.echo(
            f"Warning: story.toml: article.sha256: {article.name} has {found}; it is another"
            f" version of the article; {holds if anchors else 'no claim can be found'}",
            err=True,
        )
    if annotations:
        if any(annotations.resolve().is_relative_to(home.resolve()) for home in (folder, _PROJECT)):
            message = f"{annotations} is in the story or the project, and neither holds the article"
            raise click.ClickException(message)
        with _writing(annotations):
            write_annotations(facts, anchors, annotations)
    counts = Counter(anchor.status for anchor in anchors)
    summary += f"; in {article.name} " + (
        ", ".join(f"{count} {status}" for status, count in counts.items()) or "nothing found"
    )
    if problems:
        lines = [f"{folder}: {len(problems)} against {article.name}", *map(str, problems)]
        raise click.ClickException("\n  ".join(lines) + f"\n{summary}")
    click.echo(f"{summary}; every claim and figure found")


@main.command()
@click.option("--article", type=_FILE, metavar="FILE", required=True, help="The article's text.")
@click.option("--story", type=_FOLDER, default=BUNDLED, metavar="STORY",
              help="The story's folder, which says where paragraphs begin.")  # fmt: skip
@click.argument("words")
def anchor(article: Path, story: Path, words: str) -> None:
    r"""Print the paragraph and the anchor of WORDS, two lines for a claim in claims.toml.

    An anchor lets a claim lead to the words it rests on without quoting them: it holds how many
    they are and a hash, from which nobody can read them. Take 5 to 8 words that carry the claim:

    \b
        dateline anchor --article text.txt "the words of the article"
    """
    made = evidence.make_anchor(words)
    try:
        paragraphs = evidence.split_paragraphs(_read(article), read_article(story))
    except ValueError as error:  # another text
        raise click.ClickException(str(error)) from None
    found = evidence.find_words(words, paragraphs)
    if int(made.partition(":")[0]) not in ANCHOR_WORDS:
        raise click.ClickException(f"take {ANCHOR_WORDS[0]} to {ANCHOR_WORDS[-1]} words")
    if not found:
        raise click.ClickException(f"{words!r} is not in {article.name}")
    if len(found) > len(set(found)):
        raise click.ClickException("these words are in a paragraph more than once; take others")
    for paragraph in found:
        click.echo(f"paragraph = {paragraph}")
    click.echo(f'anchor = "{made}"')


def _read(article: Path) -> str:
    try:
        return article.read_text("utf-8")
    except UnicodeDecodeError:
        raise click.ClickException(f"{article} is no UTF-8 text") from None


def _open(path: Path) -> None:
    """Open a page where there is a browser to show it; its path has been printed already."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return
    webbrowser.open(path.resolve().as_uri())
