"""Small stories for tests: a sound one as TOML, to be written out whole or with one thing wrong."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

STORY = """\
id = "small"
languages = ["en", "es"]
policy = "sensitive"
title.en = "A small story"
title.es = "Una historia pequeña"
standfirst.en = "It has one place."
standfirst.es = "Tiene un lugar."
authors = ["Ana Author", "Ben Author"]
licence = { name = "CC0 1.0", address = "https://creativecommons.org/publicdomain/zero/1.0/" }
opening = ["lima"]

[article]
title = "Small"
publisher = "The Paper"
published = "2020-02-02"
address = "https://example.org/small"
language = "en"
dateline = "Lima"
sha256 = "%s"
begins = "LIMA"
skips = ["Sign up"]

[[layers]]
id = "places"
name.en = "Places"
name.es = "Lugares"
""" % ("0" * 64)

CLAIMS = """\
[[claim]]
id = "P01.1"
paragraph = 1
voice = "article"
says.en = "Something happened in the capital."
says.es = "Algo pasó en la capital."
quote = "it happened here"

[[claim]]
id = "X01"
voice = "context"
says.en = "Others confirm it."
says.es = "Otros lo confirman."
sources = [{ address = "https://example.org/other", publisher = "Other" }]
"""

FEATURES = """\
[[feature]]
id = "lima"
layer = "places"
name.en = "Lima"
name.es = "Lima"
shape = { kind = "place", city = "Lima", country = "PER" }
precision = "place"
claims = ["P01.1"]
"""

CHAPTERS = """\
[[chapter]]
id = "one"
title.en = "One"
title.es = "Uno"
text.en = "It begins."
text.es = "Comienza."
claims = ["P01.1"]
features = ["lima"]
"""

# The article of the small story.
TEXT = """\
Small

LIMA — Reporters say that it  happened here,
There are 150 “tons” of it, one, two, three, four, five, six, seven, eight times over.

Sign up for more
"""


def in_one_language() -> dict[str, str]:
    """The files of the small story in English alone, its texts said plainly."""
    files = {"story": STORY, "claims": CLAIMS, "features": FEATURES, "chapters": CHAPTERS}
    english = {
        name: re.sub(r"^\w+\.es = .*\n", "", text, flags=re.MULTILINE).replace(".en =", " =")
        for name, text in files.items()
    }
    return {**english, "story": english["story"].replace('["en", "es"]', '["en"]')}


def write_story(
    folder: Path,
    *,
    story: str = STORY,
    claims: str = CLAIMS,
    features: str = FEATURES,
    chapters: str | None = CHAPTERS,
) -> Path:
    """Write a story's files into `folder` and return it."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in (
        ("story", story),
        ("claims", claims),
        ("features", features),
        ("chapters", chapters),
    ):
        if text is not None:
            (folder / f"{name}.toml").write_text(text, "utf-8")
    return folder
