"""The story as JSON-LD in the terms of schema.org, for those who read pages by machine.

References
----------
schema.org, types `NewsArticle`, `Claim`, `Dataset` and `Map`. No `ClaimReview`: nothing is rated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo import atlas, dates

if TYPE_CHECKING:
    from geo.model import Article, Claim, Story

_ARTICLE = "#the-article"


def link_data(story: Story, language: str) -> dict[str, object]:
    """Describe the map of `story`, the article it is based on, its claims and its data sets."""
    return {
        "@context": "https://schema.org",
        "@type": "Map",
        "@id": "#",
        "name": story.title[language],
        "abstract": story.standfirst[language],
        "inLanguage": list(story.languages),
        # Names alone do not tell whether a person or an organisation has them.
        "creditText": ", ".join(story.authors),
        "license": story.licence.address,
        "isBasedOn": [_link_article(story.article), *_link_datasets(language)],
        "hasPart": [_link_claim(claim, language) for claim in story.claims],
    }


def _link_article(article: Article) -> dict[str, object]:
    # What is about, uncertain or a span is no date of ISO 8601.
    first, *end = dates.parse_edtf(article.published).dates
    is_exact = not (end or first.uncertain or first.approximate)
    return {
        "@type": "NewsArticle",
        "@id": _ARTICLE,
        "headline": article.title,
        "url": article.address,
        **({"datePublished": article.published} if is_exact else {}),
        "publisher": {"@type": "Organization", "name": article.publisher},
        "locationCreated": {"@type": "Place", "name": article.dateline},
    }


def _link_datasets(language: str) -> list[dict[str, object]]:
    return [
        {
            "@type": "Dataset",
            "@id": f"#data-{name}",
            "name": item.title[language],
            "description": item.made,
            "creditText": item.credit,
            "license": {"@type": "CreativeWork", "name": item.licence},
            "isBasedOn": {"@type": "CreativeWork", "name": f"{item.source}, {item.path}"},
            "identifier": f"sha256:{item.sha256}",
        }
        for name, item in atlas.datasets().items()
    ]


def _link_claim(claim: Claim, language: str) -> dict[str, object]:
    """Describe a claim: where it appears, or, if we worked it out, from which claims."""
    linked: dict[str, object] = {
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
        linked["author"] = _link_speaker(claim, language)
    return linked


def _link_speaker(claim: Claim, language: str) -> dict[str, str]:
    """Describe who speaks: an institution, or a person with the office that they have."""
    kind = "Organization" if claim.voice == "official" else "Person"
    described = {"description": claim.office[language]} if claim.office else {}
    return {"@type": kind, "name": claim.speaker[language] if claim.speaker else "", **described}
