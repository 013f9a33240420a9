"""The bundled story as files, once for all tests of exports."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import geopandas as gpd
import pandas as pd
import pytest

from geo.tables import to_tables
from map_app import export
from map_app.telling import tell_feature

if TYPE_CHECKING:
    from geo.drawing import Drawing
    from geo.model import Story


@pytest.fixture(scope="module")
def exported(story: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    export(story, folder)
    return folder


@pytest.fixture(scope="module")
def poisoned(hostile: Story, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile")
    export(hostile, folder)
    return folder


@pytest.fixture(scope="module")
def folder(request: pytest.FixtureRequest) -> Path:
    return Path(request.getfixturevalue({"plain": "exported"}.get(request.param, "poisoned")))


@pytest.fixture(scope="module")
def table(story: Story, drawings: dict[str, Drawing]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(pd.concat(to_tables(story, drawings, tell_feature).values()))
