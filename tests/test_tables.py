"""The tables of a drawn story: whole, in bands, and no finer than the atlas."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
import shapely

from geo.tables import to_bands
from tests.exports.reading import (
    features,
)

if TYPE_CHECKING:
    import geopandas as gpd

    from geo.drawing import Drawing
    from geo.model import Story


@features
def test_bands_make_up_what_fades(
    name: str, story: Story, drawings: dict[str, Drawing], table: gpd.GeoDataFrame
) -> None:
    bands = to_bands(story, drawings)
    own = bands[bands["feature"] == name]
    strengths = {band.strength for band in drawings[name].bands}
    if len(strengths) == 1:
        assert own.empty
        return
    assert list(own["strength"]) == sorted(strengths, reverse=True)
    whole = table.geometry[name]
    assert shapely.union_all(own.geometry.to_numpy()).symmetric_difference(whole).area < 1e-9
    assert sum(shapely.area(own.geometry)) == pytest.approx(whole.area)
    assert sum(shapely.length(own.geometry)) == pytest.approx(whole.length) or whole.area
    coordinates = shapely.get_coordinates(own.geometry)
    assert np.array_equal(coordinates, coordinates.round(3))
    assert shapely.is_valid(own.geometry).all()


@features
def test_coordinates_have_the_decimals_of_the_atlas_at_most(
    name: str, table: gpd.GeoDataFrame
) -> None:
    coordinates = shapely.get_coordinates(table.geometry[name])
    assert np.array_equal(coordinates, coordinates.round(3))
