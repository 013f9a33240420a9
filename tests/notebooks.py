"""The notebooks executed and tidied, as they are committed; `python -m tests.notebooks` does it."""

from __future__ import annotations

import base64
import io
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode

FOLDER = Path(__file__).parent.parent / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))

_COLOURS = 128
_MANY_COLOURS = 8192
_LEVELS = 64
_WIDGET = "application/vnd.jupyter.widget-view+json"
_METADATA = {
    "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
    "language_info": {"name": "python"},
}


def execute(path: Path) -> NotebookNode:
    """Run a notebook from top to bottom in a kernel of its own, and tidy what came out.

    A live map is a megabyte and a slider is nothing without a kernel: both are left out, so that
    the file holds pictures and words alone.
    """
    import nbformat  # noqa: PLC0415 - of the extra `notebooks`
    from nbclient import NotebookClient  # noqa: PLC0415

    notebook: NotebookNode = nbformat.read(path, as_version=4)
    NotebookClient(
        notebook, timeout=120, kernel_name="python3", coalesce_streams=True,
        record_timing=False, resources={"metadata": {"path": str(path.parent)}},
    ).execute()  # fmt: skip
    notebook.metadata = nbformat.from_dict(_METADATA)
    for cell in notebook.cells:
        cell.metadata = nbformat.from_dict({})
        if cell.cell_type == "code":
            cell.outputs = [output for output in map(_tidy, cell.outputs) if output]
    return notebook


def _tidy(output: NotebookNode) -> NotebookNode | None:
    data = output.get("data", {})
    if _WIDGET in data:
        return None
    if "<iframe" in data.get("text/html", ""):
        del data["text/html"]
    if "image/png" in data:
        data["image/png"] = _shrink(data["image/png"])
    return output


def _shrink(png: str) -> str:
    """Give a plot a palette, a third of the bytes to the same eye.

    Relief has too many hues for that, and gets fewer levels of each colour.
    """
    from PIL import Image  # noqa: PLC0415 - matplotlib brings it

    small = io.BytesIO()
    with Image.open(io.BytesIO(base64.b64decode(png))) as picture:
        plain = picture.convert("RGB")
        few = plain.getcolors(_MANY_COLOURS) is not None
        steps = [round(round(n * (_LEVELS - 1) / 255) * 255 / (_LEVELS - 1)) for n in range(256)]
        light = plain.quantize(_COLOURS) if few else plain.point(steps * 3)
        light.save(small, "PNG", optimize=True)
    return base64.b64encode(small.getvalue()).decode()


def main() -> None:
    """Execute every notebook and write it in place."""
    import nbformat  # noqa: PLC0415

    for path in NOTEBOOKS:
        nbformat.write(execute(path), path)


if __name__ == "__main__":
    main()
