"""The story as JSON-LD in the terms of schema.org, for those who read pages by machine.

References
----------
schema.org, types `NewsArticle`, `Claim`, `Dataset` and `Map`. No `ClaimReview`: nothing is rated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geo import atlas
from geo.citation import read_citation

if TYPE_CHECKING:
    from geo.model import Claim, Story

_ARTICLE = "#the-article"


def link_data(story: Story, language: str) -> dict[str, Any]:
    """Describe the map of `story`, the article it is based on, its claims and its data sets."""
    article = story.article
    return {
        "@context": "https://schema.org",
        "@graph": [
            {
                "@type": "Map",
                "@id": "#",
                "name": story.title[language],
                "abstract": story.standfirst[language],
                "inLanguage": sorted(type(story.title).model_fields),
                "isBasedOn": [{"@id": _ARTICLE}, *({"@id": name} for name in _dataset_ids())],
                "hasPart": [{"@id": f"#claim={claim.id}"} for claim in story.claims],
                "creator": [
                    {"@type": "Organization", "name": name} for name in read_citation().authors
                ],
            },
            {
                "@type": "NewsArticle",
                "@id": _ARTICLE,
                "headline": article.title,
                "url": article.address,
                "datePublished": article.published.rstrip("?~%"),
                "publisher": {"@type": "Organization", "name": article.publisher},
                "locationCreated": {"@type": "Place", "name": article.dateline},
            },
            *(_link_claim(claim, language) for claim in story.claims),
            *(
                {
                    "@type": "Dataset",
                    "@id": f"#data-{name}",
                    "name": item.title[language],
                    "description": item.made,
                    "license": item.licence,
                    "creditText": item.credit,
                }
                for name, item in atlas.datasets().items()
            ),
        ],
    }


def _dataset_ids() -> list[str]:
    return [f"#data-{name}" for name in atlas.datasets()]


def _link_claim(claim: Claim, language: str) -> dict[str, Any]:
    """Describe a claim: where it appears, or, if we worked it out, from which claims."""
    linked: dict[str, Any] = {
        "@type": "Claim",
        "@id": f"#claim={claim.id}",
        "text": claim.says[language],
    }
    if claim.sources:
        linked["appearance"] = [
            {"@type": "WebPage", "url": source.address} for source in claim.sources
        ]
    elif claim.rests_on:
        linked["isBasedOn"] = [{"@id": f"#claim={name}"} for name in claim.rests_on]
    else:
        linked["appearance"] = {"@id": _ARTICLE}
    if claim.speaker:
        linked["author"] = {"@type": "Person", "name": claim.speaker[language]}
        if claim.voice == "official":
            linked["author"]["@type"] = "Organization"
    return linked
