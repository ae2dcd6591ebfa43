"""What every test may ask for: a database server, a browser, a running desk."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import django
import hypothesis
import pytest
from django.core.management import call_command
from playwright.sync_api import Browser

from tests.support.browser import Windows, driver_runs, find_chromium, launched
from tests.support.postgres import Postgres, find_programs
from tests.support.server import RunningDesk

# Before anything reads the settings: whatever a test writes by default, it writes elsewhere.
# Several processes of one run share the folder that the first has made.
FIRST = "PYTEST_XDIST_WORKER" not in os.environ
DATA = (
    Path(tempfile.mkdtemp(prefix="corridor-tests-"))
    if FIRST
    else Path(os.environ["CORRIDOR_DATA"])
)
os.environ["CORRIDOR_DATA"] = str(DATA)
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")

hypothesis.settings.register_profile("here", max_examples=30, deadline=None)
hypothesis.settings.register_profile("ci", max_examples=200, deadline=None)
hypothesis.settings.register_profile("long", max_examples=5_000, deadline=None)
hypothesis.settings.load_profile(
    os.environ.get("CORRIDOR_EXAMPLES", "ci" if os.environ.get("CI") else "here")
)


def pytest_configure() -> None:
    """Static files are collected as for a real desk: names carry hashes in tests, too."""
    django.setup()
    if FIRST:
        call_command("collectstatic", interactive=False, verbosity=0)


# Folders whose files take minutes, longest first: begun last, one file would keep one process
# busy long after the others are done.
LONG = ("stories", "kills", "floods", "access", "cli", "leaks", "viewing", "services")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    return LONG.index(folder) if folder in LONG else len(LONG)


def pytest_unconfigure() -> None:
    if FIRST:
        shutil.rmtree(DATA, ignore_errors=True)


class StartDesk(Protocol):
    def __call__(
        self, *arguments: str, data: Path, environment: Mapping[str, str] | None = None
    ) -> RunningDesk: ...


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    programs = find_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed; `make test` as root installs it")
    cluster = Postgres.start(programs)
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def postgres_url(postgres: Postgres) -> str:
    """One database for the whole run."""
    return postgres.make_database()


@pytest.fixture
def fresh_postgres_url(postgres: Postgres) -> str:
    """An empty database for this test alone."""
    return postgres.make_database()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a module.

    While it runs, its event loop runs in this thread, and Django refuses database work there:
    a module that asks for a browser speaks to its desk over HTTP only.
    """
    chromium = find_chromium()
    if chromium is None:
        pytest.skip("Chromium is not installed; `make test` as root installs it")
    if not driver_runs():
        pytest.skip("the browser's driver lacks libatomic1; `make test` as root installs it")
    with launched(chromium) as running:
        yield running


@pytest.fixture
def windows(browser: Browser) -> Iterator[Windows]:
    opened = Windows(browser=browser)
    yield opened
    opened.close()


@pytest.fixture
def browser_page(windows: Windows) -> Callable[..., object]:
    """Open a page: `browser_page(scripts="off", size="phone")`."""
    return windows.open


@pytest.fixture
def desk_server() -> Iterator[StartDesk]:
    """Serve a desk: `desk_server(data=folder).url`; stopped when the test ends."""
    running: list[RunningDesk] = []

    def start(
        *arguments: str, data: Path, environment: Mapping[str, str] | None = None
    ) -> RunningDesk:
        running.append(RunningDesk.start(*arguments, data=data, environment=environment))
        return running[-1]

    yield start
    for desk in running:
        desk.stop()
        desk.log.unlink()
