"""The map as a file to print or to post: SVG, PDF or PNG, with its alt text beside it.

PDF and PNG are made from the SVG by typst, which has its own fonts and asks the machine for none:
the same story gives the same bytes everywhere.
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from geo.drawing import draw
from geo.problems import DatelineError
from geo.writing import write_whole
from map_app.sheet import draw_sheet
from map_app.stills.svg import draw_alone

if TYPE_CHECKING:
    from geo.model import Story

SIZE = (1200, 800)
SMALLEST, LARGEST = (640, 480), (2400, 2400)
"""The sizes within which a legible picture can be laid out, in CSS pixels."""
SCALE = 2
LARGEST_SCALE = 4
MOST_PIXELS = 6_000_000
"""Soft edges take some 250 bytes of memory a pixel: this many, about 1.5 GB."""

# A CSS pixel is 1/96 of an inch, a point 1/72.
_POINTS = 72 / 96
_PAGE = b"""\
#set document(title: sys.inputs.title, date: none)
#set text(lang: sys.inputs.language)
#set page(width: eval(sys.inputs.width), height: eval(sys.inputs.height), margin: 0pt)
#image(bytes(sys.inputs.svg), format: "svg", width: 100%, alt: sys.inputs.alt)
"""


class StillError(DatelineError, ValueError):
    """A still that cannot be made as asked; the message says what to ask instead."""


@dataclass(frozen=True, repr=False)
class Still:
    """A still picture of a story's map; notebooks show it, with its alt text.

    Attributes
    ----------
    title
        The story's title.
    svg
        The picture as one SVG document, which needs no other file.
    alt
        What it shows, in words.
    language
        Their BCP 47 tag.
    size
        Width and height in CSS pixels.
    """

    title: str
    svg: str
    alt: str
    language: str
    size: tuple[int, int]

    def to_pdf(self) -> bytes:
        """Make a PDF of one page, with text that can be searched, and the alt text inside.

        Raises
        ------
        StillError
            If typst is not installed.
        """
        return self._compile("pdf", 1)

    def to_png(self, scale: int = SCALE) -> bytes:
        """Make a PNG with `scale` pixels, 1 to 4, for each CSS pixel.

        Raises
        ------
        StillError
            If typst is not installed, `scale` is out of bounds, or there would be too many pixels.
        """
        if not 1 <= scale <= LARGEST_SCALE:
            raise StillError(f"a scale is from 1 to {LARGEST_SCALE}, not {scale}")
        width, height = (side * scale for side in self.size)
        if width * height > MOST_PIXELS:
            raise StillError(
                f"a PNG has at most {MOST_PIXELS:,} pixels, not {width}x{height}; ask for a smaller"
                " size or scale, or for a PDF"
            )
        return self._compile("png", scale)

    def __repr__(self) -> str:
        return f"<Still {self.size[0]} × {self.size[1]}: {self.alt}>"

    def _repr_mimebundle_(self, **_: object) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return a picture for a notebook: where typst is there a PNG, which all viewers show."""
        try:
            kind, content = "image/png", base64.b64encode(self.to_png(scale=1)).decode()
        except StillError:
            kind, content = "image/svg+xml", self.svg
        return {"text/plain": repr(self), kind: content}, {kind: {"alt": self.alt}}

    def _compile(self, form: Literal["pdf", "png"], scale: int) -> bytes:
        try:
            import typst  # noqa: PLC0415 - an extra that SVG does without
        except ImportError:
            raise StillError("PNG and PDF need typst: pip install '.[still]'") from None
        width, height = (f"{side * _POINTS}pt" for side in self.size)
        # Text comes in as values, so that nothing of it can be taken for typst's own language.
        inputs = {
            "svg": self.svg, "title": self.title, "alt": self.alt, "language": self.language,
            "width": width, "height": height,
        }  # fmt: skip
        return typst.compile(
            _PAGE, format=form, ppi=scale * 72 / _POINTS, ignore_system_fonts=True,
            sys_inputs=inputs,
        )  # fmt: skip


def still(
    story: Story,
    *,
    chapter: str | None = None,
    language: str | None = None,
    size: tuple[int, int] = SIZE,
) -> Still:
    """Build a still picture of the map of `story`.

    Parameters
    ----------
    story
        The story to draw.
    chapter
        The id of the chapter to tell; None for the view on opening.
    language
        One of the story's, as a BCP 47 tag; without it, the story's own.
    size
        Width and height in CSS pixels, from `SMALLEST` to `LARGEST`.

    Raises
    ------
    StillError
        If the size is out of bounds.
    map_app.stills.scene.ChapterError
        If the story has no such chapter; the message names those that it has.
    geo.drawing.DrawingError
        If a feature cannot be drawn.

    Examples
    --------
    >>> from geo import load_story
    >>> still(load_story(), size=(640, 480)).alt.partition(".")[0]
    'Map “When Peru voted to shoot down suspected drug planes again”'
    """
    for side, least, most in zip(size, SMALLEST, LARGEST, strict=True):
        if not least <= side <= most:
            bounds = " to ".join(f"{width}x{height}" for width, height in (SMALLEST, LARGEST))
            raise StillError(f"a size is from {bounds}, not {size[0]}x{size[1]}")
    language = language or story.languages[0]
    sheet = draw_sheet(story, draw(story))
    picture = draw_alone(sheet, language, size=size, chapter=chapter)
    return Still(story.title[language], picture.svg, picture.alt, language, size)


def write_still(picture: Still, path: Path | str, *, scale: int = SCALE) -> None:
    """Write a still to the file `path`, and its alt text beside it: map.png, map.alt.txt.

    Parameters
    ----------
    picture
        What `still` returns.
    path
        Its ending, .png, .svg or .pdf, says what is written.
    scale
        Pixels of a PNG for each CSS pixel, 1 to 4.

    Raises
    ------
    StillError
        If the ending is none of the three, if PNG or PDF is asked for without typst, or if `scale`
        is out of bounds.
    OSError
        If a file cannot be written; what was there is left as it was.
    """
    path = Path(path)
    match path.suffix.lower():
        case ".svg":
            content = picture.svg.encode()
        case ".pdf":
            content = picture.to_pdf()
        case ".png":
            content = picture.to_png(scale)
        case other:
            raise StillError(f"{path.name} ends in {other or 'nothing'}; write .png, .svg or .pdf")
    write_whole(path, content)
    write_whole(path.with_suffix(".alt.txt"), f"{picture.alt}\n".encode())
