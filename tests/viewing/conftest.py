from collections.abc import Iterator

import pytest

from corridor.viewing.door import Viewer
from tests.viewing.looking import Look


@pytest.fixture(scope="module")
def viewer() -> Iterator[Viewer]:
    viewer = Viewer()
    yield viewer
    viewer.close()


@pytest.fixture
def look(viewer: Viewer) -> Look:
    return Look(viewer)
