"""Writes the golden outputs anew; the diff is for you to review."""

from tests.golden.outputs import EXPECTED, STORIES, make_outputs, write_outputs

for name in STORIES:
    folder = EXPECTED / name
    write_outputs(make_outputs(name), folder)
    print(folder)  # noqa: T201 - a command
