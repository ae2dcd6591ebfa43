"""One empty desk for each engine and module."""

from collections.abc import Iterator

import pytest

from tests.floods.desks import Founded
from tests.support.server import RunningDesk


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def founded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Founded:
    folder = tmp_path_factory.mktemp("flood") / "desk"
    if request.param == "sqlite":
        return Founded.in_folder(folder)
    postgres = request.getfixturevalue("postgres")
    return Founded.in_folder(folder, database_url=postgres.make_database())


@pytest.fixture(scope="module")
def served(founded: Founded) -> Iterator[str]:
    """The address of a desk that runs while the module's tests run."""
    desk = RunningDesk.start(data=founded.folder, environment=founded.environment)
    yield desk.url
    desk.stop()
    desk.log.unlink()
