"""A story as the files that people carry off, each for the tool that they have.

Everything is EPSG:4326, longitude before latitude, cut at the antimeridian. The same story gives
the same bytes wherever the same libraries write them.
"""
