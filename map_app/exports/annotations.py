"""The claims as W3C Web Annotations of the words in the article that they rest on.

References
----------
W3C, Web Annotation Data Model, 2017, sections 3.2.4 and 4.2.4.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geo.writing import write_whole

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from geo.evidence import Anchor, Selector
    from geo.model import Story

# Terms that W3C's context lacks, after vocabularies that it knows.
_TERMS = {
    "paragraph": "http://schema.org/position",
    "voice": "http://purl.org/dc/elements/1.1/type",
}


def write_annotations(story: Story, anchors: Sequence[Anchor], path: Path) -> None:
    """Write the claims whose words were found to the file `path`, in JSON.

    The file holds much of the article: it is for the reader who has the article, not for a story.

    Raises
    ------
    OSError
        If the file cannot be written; what was there is left as it was.
    """
    annotations = [
        _annotate(story, anchor, anchor.selector) for anchor in anchors if anchor.selector
    ]
    page = {"@context": ["http://www.w3.org/ns/anno.jsonld", _TERMS], "@graph": annotations}
    write_whole(path, json.dumps(page, ensure_ascii=False, indent=1).encode())


def _annotate(story: Story, anchor: Anchor, selector: Selector) -> dict[str, Any]:
    claim = story.claim[anchor.claim]
    kind = "Person" if claim.voice == "quoted" else "Organization"
    name = claim.speaker[story.languages[0]] if claim.speaker else story.article.publisher
    return {
        "id": f"#{anchor.claim}",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {"type": "TextualBody", "value": words, "language": language}
            for language, words in claim.says.items()
        ],
        "target": {
            "type": "SpecificResource",
            "source": story.article.address,
            "paragraph": anchor.paragraph,
            "voice": claim.voice,
            "creator": {"type": kind, "name": name},
            "selector": {"type": "TextQuoteSelector", **selector._asdict()},
        },
    }
