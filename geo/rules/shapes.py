"""What a shape may be, by how precise the text is and by what bears it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geo.kinds import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from geo.model import Story
    from geo.rules import Finding

# About 10 km: no text gives the limits of a region more finely.
REGION_DECIMALS = 1


def geometry_is_no_finer_than_the_text(story: Story) -> Iterator[Finding]:
    """A shape is never finer than the text."""
    for feature in story.features:
        if feature.precision not in feature.shape.precisions:
            allowed = [name for name, kind in KINDS.items() if feature.precision in kind.precisions]
            message = (
                f"precision {feature.precision!r} is drawn as {' or '.join(allowed)}, not as"
                f" {feature.shape.kind}; change one of them"
            )
            yield f"features.{feature.id}", message


def regions_have_coarse_coordinates(story: Story) -> Iterator[Finding]:
    """No text gives a region to the kilometre."""
    for feature in story.features:
        for name in feature.shape.coarse:
            position = getattr(feature.shape, name)
            if any(round(degrees, REGION_DECIMALS) != degrees for degrees in position):
                message = f"{name} has more than {REGION_DECIMALS} decimal; round it to 0.1°"
                yield f"features.{feature.id}", message


def shapes_leave_no_sliver(story: Story) -> Iterator[Finding]:
    """A sliver would look like a place."""
    shapes = {feature.id: feature.shape for feature in story.features}
    for feature in story.features:
        for message in feature.shape.find_slivers(shapes):
            yield f"features.{feature.id}", message


def layers_are_shown_as_one(story: Story) -> Iterator[Finding]:
    """A reader shows and hides a layer as a whole."""
    for layer in story.layers:
        shown = {feature.shown for feature in story.features if feature.layer == layer.id}
        if len(shown) > 1:
            message = (
                "has features shown and features hidden at first; make them all one or the other"
            )
            yield f"features.{layer.id}", message


def frames_are_ordered(story: Story) -> Iterator[Finding]:
    """A step shows some part of the map."""
    for chapter in story.chapters:
        if chapter.frame is None:
            continue
        west, south, east, north = chapter.frame
        if south >= north or west == east:
            message = "its frame shows nothing; give it as west, south, east, north"
            yield f"chapters.{chapter.id}", message


def positions_have_a_source(story: Story) -> Iterator[Finding]:
    """No invented point."""
    voices = {claim.id: claim.voice for claim in story.claims}
    for feature in story.features:
        for source in feature.shape.rests_on:
            if voices.get(source, "context") != "context":
                message = f"takes its position from {source}; take it from a claim with an address"
                yield f"features.{feature.id}", message


def shapes_build_on_what_bears_them(story: Story) -> Iterator[Finding]:
    """A shape is no firmer than what it is made from."""
    kinds = {feature.id: feature.shape.kind for feature in story.features}
    for feature in story.features:
        kind = feature.shape.kind
        for part, allowed in feature.shape.made_from.items():
            other = getattr(feature.shape, part)
            if kinds.get(other, allowed[0]) not in allowed:
                choice = " or a ".join(allowed)
                message = f"{part} is {other!r}, a {kinds[other]}; a {kind} has a {choice} there"
                yield f"features.{feature.id}", message
