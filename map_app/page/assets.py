"""What the page is made of beside the story: our script joined into one, Leaflet, style sheets.

Our script is ES modules, one a file, joined without a bundler: their imports and the word `export`
are left out, and all share one scope, each after those that it imports. So that this is all it
takes, one import stands on one line and names what it takes; nothing is renamed, loaded later or
exported by default, and no two modules have a name in common. `tests/page/test_script.py` holds
the modules to it.
"""

from __future__ import annotations

import base64
import re
from importlib.resources import files
from pathlib import Path

from xstatic.pkg import leaflet

ASSETS = files("map_app").joinpath("assets")

# What makes a part of our script a module.
_IMPORT = re.compile(r'^import \{ [\w, ]+ \} from "\./([\w-]+\.js)";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
# A line of our script that is a comment, or the indentation of one that is not.
_COMMENT_LINE = re.compile(r"^[ \t]*(?:(?://|/\*\*|\*/|\* ).*\n?)?", re.MULTILINE)
# What a style sheet does not need: comments, empty lines, indentation.
_CSS_SPACE = re.compile(r"(?:\s*/\*.*?\*/\s*|\s*\n\s*)+", re.DOTALL)
# A rule of Leaflet's for the VML of old browsers, which no style sheet should hold.
_VML = re.compile(r"^\.lvml \{.*?\}\n", re.DOTALL | re.MULTILINE)


def read_asset(name: str) -> str:
    """Read one of the files in `ASSETS`."""
    return ASSETS.joinpath(name).read_text("utf-8")


def find_imports(name: str) -> list[str]:
    """List the modules that the module `name` imports, in their order."""
    return _IMPORT.findall(read_asset(f"js/{name}"))


def order_scripts() -> list[str]:
    """List the modules that `start.js` needs, each after those that it imports itself.

    Modules may need each other, but not while they load.
    """
    order: list[str] = []
    seen: set[str] = set()

    def visit(name: str) -> None:
        if name in seen:
            return
        seen.add(name)
        for other in find_imports(name):
            visit(other)
        order.append(name)

    visit("start.js")
    return order


def join_scripts() -> str:
    """Join the modules of our script into one scope, from which folium's script calls two."""
    sources = [read_asset(f"js/{name}") for name in order_scripts()]
    code = "\n".join(_EXPORT.sub("", _IMPORT.sub("", source)) for source in sources)
    code = _COMMENT_LINE.sub("", code)
    return f"const dateline = (() => {{\n{code}\nreturn {{ layer, start }};\n}})();"


def join_styles(*sheets: str) -> str:
    """Join style sheets into one, without what only their readers need."""
    return _CSS_SPACE.sub("\n", "\n".join(sheets))


def leaflet_script() -> str:
    """Return Leaflet's script, without the way to a map of its sources."""
    script = Path(leaflet.BASE_DIR, "leaflet.js").read_text("utf-8")
    return re.sub(r"\n//# sourceMappingURL=.*", "", script)


def leaflet_style() -> str:
    """Return Leaflet's style sheet with its pictures inside."""
    folder = Path(leaflet.BASE_DIR)

    def inline(match: re.Match[str]) -> str:
        if "layers" in match[1]:
            return "none"  # app.css draws it, in a tenth of the bytes
        picture = base64.b64encode(folder.joinpath(match[1]).read_bytes()).decode()
        return f"url(data:image/png;base64,{picture})"

    sheet = folder.joinpath("leaflet.css").read_text("utf-8")
    return re.sub(r"url\((images/[\w-]+\.png)\)", inline, _VML.sub("", sheet))
