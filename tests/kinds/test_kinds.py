"""A kind of shape is one file: nothing else has to know of it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from geo.kinds import KINDS
from geo.model import Precision
from map_app.style import LOOKS
from map_app.text import LANGUAGES, words

if TYPE_CHECKING:
    from geo.kinds import Shape

ROOT = Path(__file__).parents[2]

# What anybody could add: it borrows the circle's look and sentences.
BOX = '''
from typing import ClassVar, Literal

import shapely

from geo.kinds._base import Band, Note, Shape
from geo.words import Position


class Box(Shape):
    """All that lies between two corners."""

    kind: Literal["box"]
    south_west: Position
    north_east: Position

    precisions: ClassVar = frozenset({"region"})
    coarse: ClassVar = ("south_west", "north_east")

    @property
    def look(self):
        return "circle"

    @property
    def feature_class(self):
        return "L"

    def draw(self, _):
        return [Band(shapely.box(*self.south_west, *self.north_east), 1.0)]

    def note(self, _, __):
        return Note("circle", {"radius_km": 100.0, "source": "nobody"})

    def doubt(self):
        return Note("circle", {"radius_km": 100.0})
'''
# Draws, notes, rules, exports and lays out a story that has a box.
USE = """
import json
import sys

from geo import StoryError, amend, draw, load_story
from geo.story import BUNDLED
from map_app.exports.files import export
from map_app.page.island import make_island, to_plain
from map_app.sheet import draw_sheet
from map_app.text import say_note

shape = {"kind": "box", "south_west": (-75, -13), "north_east": (-74, -12)}
base = load_story()
block = base.feature["plane-2001"].model_dump()
added = {**block, "id": "somewhere", "precision": "region", "shape": shape}
story = amend(base, features=[added])
drawing = draw(story)["somewhere"]
shown = to_plain(make_island(draw_sheet(story, draw(story)), "en"))["features"]
(place,) = [item for item in shown if item["id"] == "somewhere"]
export(story, sys.argv[1], ["lpf", "kml"])
broken = []
for change in ({"precision": "place"}, {"shape": {**shape, "south_west": (-75.12, -13)}}):
    try:
        amend(base, features=[{**added, **change}])
    except StoryError as error:
        broken += [problem.message for problem in error.problems]
print(json.dumps({
    "bounds": drawing.geometry.bounds,
    "note": say_note(drawing.note, "en"),
    "look": place["look"],
    "broken": broken,
}))
"""


def test_a_new_kind_touches_one_file(tmp_path: Path) -> None:
    house, out = tmp_path / "house", tmp_path / "out"
    for folder in ("geo", "geo/kinds"):
        (house / folder).mkdir(parents=True)
        for path in (ROOT / folder).iterdir():
            if path.name not in {"kinds", "__pycache__"}:
                (house / folder / path.name).symlink_to(path)
    (house / "map_app").symlink_to(ROOT / "map_app")
    (house / "geo" / "kinds" / "box.py").write_text(BOX, "utf-8")
    command = [sys.executable, "-c", USE, str(out)]
    run = subprocess.run(  # the kinds are found on import, so it takes a Python of its own
        command,
        cwd=house,
        env={"PYTHONPATH": str(house)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr
    said = json.loads(run.stdout)
    assert said["bounds"] == [-75, -13, -74, -12]
    assert said["note"].startswith("Everything within 100 km")
    assert said["look"] == "circle"
    finer, finest = said["broken"]
    assert finer.startswith("precision 'place' is drawn as place, not as box")
    assert finest.startswith("south_west has more than 1 decimal")
    (linked,) = out.glob("*.lpf.json")
    features = json.loads(linked.read_text("utf-8"))["features"]
    (somewhere,) = [item for item in features if item["@id"] == "#somewhere"]
    assert somewhere["properties"]["fclasses"] == ["L"]
    assert somewhere["properties"]["kind"] == "box"


def test_every_precision_has_a_kind() -> None:
    borne = set().union(*(kind.precisions for kind in KINDS.values()))
    assert borne == set(get_args(Precision))


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_a_kind_is_told_and_made_from_what_there_is(kind: type[Shape]) -> None:
    (name,) = get_args(kind.model_fields["kind"].annotation)
    assert KINDS[name] is kind
    assert kind.__doc__
    assert any(look.split("-")[0] == name for look in LOOKS)
    for language in LANGUAGES:
        for section in ("note", "doubt"):
            assert any(key.split("-")[0] == name for key in words(language)[section])
    for part, bearers in kind.made_from.items():
        assert part in kind.model_fields
        for bearer in bearers:
            # Never from one that is made from others itself, nor around a centre.
            assert not KINDS[bearer].made_from
            assert bearer != "circle"
    assert set(kind.coarse) <= set(kind.model_fields)
