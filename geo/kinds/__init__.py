"""The kinds of shape: each is one module here, with all that the house knows of it.

A module of this package that has a class derived from `Shape` with a `kind` of its own is a kind;
nothing else lists them. Modules whose names begin with an underscore are no kinds.

>>> list(KINDS)
['circle', 'corridor', 'country', 'place', 'route', 'valley', 'zone']
"""

from __future__ import annotations

from functools import reduce
from importlib import import_module
from operator import or_
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Annotated, get_args

from pydantic import Field

from geo.kinds._base import DECIMALS, Band, Named, Note, Pen, Shape, Value, about

__all__ = [
    "DECIMALS",
    "KINDS",
    "AnyShape",
    "Band",
    "Named",
    "Note",
    "Pen",
    "Shape",
    "Value",
    "about",
    "find_kinds",
]


def find_kinds() -> dict[str, type[Shape]]:
    """Find the kinds by what a story calls them, in alphabetical order."""
    for module in iter_modules(__path__, f"{__name__}."):
        if not module.name.rpartition(".")[2].startswith("_"):
            import_module(module.name)
    found = {get_args(kind.model_fields["kind"].annotation)[0]: kind for kind in _heirs(Shape)}
    return dict(sorted(found.items()))


def _heirs(kind: type[Shape]) -> list[type[Shape]]:
    """List the classes derived from `kind` that a story can name, in no order."""
    below = [heir for child in kind.__subclasses__() for heir in _heirs(child)]
    return below + [kind] * bool(get_args(kind.model_fields["kind"].annotation))


KINDS = find_kinds()
"""The kinds by what a story calls them."""

if TYPE_CHECKING:
    AnyShape = Shape
else:
    AnyShape = Annotated[reduce(or_, KINDS.values()), Field(discriminator="kind")]
    """A shape of any kind, told apart by `kind`; to a type checker each is a `Shape`."""
