"""The command line: build a map, open it, make a still of it, check a story."""

from __future__ import annotations

import re
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

import click

from geo.shapes import DrawingError, draw
from geo.story import BUNDLED, StoryError, load_story
from map_app.scene import ChapterError
from map_app.still import StillError, build_still, write_still
from map_app.text import LANGUAGES

if TYPE_CHECKING:
    from geo.model import Story

_FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


def _load(folder: Path) -> Story:
    try:
        return load_story(folder)
    except StoryError as error:
        raise click.ClickException(str(error)) from None


def _cannot_be_drawn(folder: Path, error: DrawingError) -> click.ClickException:
    return click.ClickException(f"{folder}: {len(error.problems)} not drawn\n{error}")


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
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
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default="en", show_default=True,
              help="The first language a reader sees; both are inside.")  # fmt: skip
@click.option("--open/--no-open", "open_", default=False, help="Open the map in a browser.")
def build(story: Path = BUNDLED, output: Path | None = None, lang: str = "en", *,
          open_: bool = False) -> None:  # fmt: skip
    """Build the map of the story in the folder STORY, as one HTML file.

    Without STORY, the bundled one. The file needs no network, and the same story gives the same
    bytes. A story that breaks a rule is not built; an earlier file is then left as it was.
    """
    facts = _load(story)
    path = output or Path(f"{facts.id}.html")
    # folium is slow to import, and an unsound story does not need it.
    from map_app.page import write_map  # noqa: PLC0415

    try:
        write_map(facts, path, language=lang)
    except DrawingError as error:
        raise _cannot_be_drawn(story, error) from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None
    click.echo(path.resolve())
    if open_:
        _open(path)


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
@click.option("--lang", type=click.Choice(list(LANGUAGES)), default="en", show_default=True,
              help="The language of its words.")  # fmt: skip
@click.option("--size", callback=_read_size, default="1200x800", metavar="WxH", show_default=True,
              help="In CSS pixels.")  # fmt: skip
@click.option("--scale", type=click.IntRange(1, 4), default=2, show_default=True,
              help="Pixels of a PNG for each CSS pixel.")  # fmt: skip
def still(  # noqa: PLR0913 - one each
    *, story: Path, output: Path | None, chapter: str | None, lang: str, size: tuple[int, int],
    scale: int,
) -> None:  # fmt: skip
    """Make a still picture of the map of the story in the folder STORY.

    Without STORY, of the bundled one. Its alt text is written beside it: map.png, map.alt.txt. PNG
    and PDF need `pip install '.[still]'`. The same story gives the same bytes.
    """
    facts = _load(story)
    path = output or Path(f"{facts.id}.svg")
    try:
        picture = build_still(facts, chapter=chapter, language=lang, size=size)
        write_still(picture, path, scale=scale)
    except DrawingError as error:
        raise _cannot_be_drawn(story, error) from None
    except (ChapterError, StillError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None
    click.echo(path.resolve())


@main.command()
@click.argument("story", type=_FOLDER, default=BUNDLED)
@click.option("--article", type=_FILE, metavar="FILE",
              help="The article's text, to hold quotes and figures against.")  # fmt: skip
def check(story: Path, article: Path | None) -> None:
    """Name every problem of the story in the folder STORY; exit 1 if there is one.

    With the article's text, also: is each quote in its paragraph, is each figure there, is it the
    same text, and does no run of eight words of ours stand in it outside quotation marks.
    """
    facts = _load(story)
    try:
        draw(facts)
    except DrawingError as error:
        raise _cannot_be_drawn(story, error) from None
    summary = (
        f"{facts.id}: {len(facts.claims)} claims, {len(facts.features)} features,"
        f" {len(facts.chapters)} chapters"
    )
    if article is None:
        click.echo(f"{summary}; no problem found (without the article's text)")
        return
    from geo.evidence import check_evidence  # noqa: PLC0415 - only this option needs it

    try:
        text = article.read_text("utf-8")
    except UnicodeDecodeError:
        raise click.ClickException(f"{article} is no UTF-8 text") from None
    if problems := check_evidence(facts, text):
        lines = [f"{story}: {len(problems)} against {article.name}", *map(str, problems)]
        raise click.ClickException("\n  ".join(lines))
    click.echo(f"{summary}; every quote and figure found in {article.name}")


def _open(path: Path) -> None:
    """Open a page where there is a browser to show it; its path has been printed already."""
    try:
        webbrowser.get()
    except webbrowser.Error:
        return
    webbrowser.open(path.resolve().as_uri())
