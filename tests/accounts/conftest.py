"""A desk's database, empty, on each engine in turn."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import psycopg
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from corridor.accounts.slots import Slots  # noqa: E402
from corridor.config.databases import databases  # noqa: E402
from tests.accounts.cast import slots  # noqa: E402
from tests.support.postgres import Postgres  # noqa: E402


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest, django_db_blocker: Any
) -> Iterator[str]:
    """The engine's name; the rows of accounts are there and nothing else."""
    url = request.getfixturevalue("desk_url") if engine == "postgresql" else ""
    with django_db_blocker.unblock(), standing_in(tmp_path, url):
        call_command("migrate", "accounts", database="default", verbosity=0, skip_checks=True)
        yield engine


@pytest.fixture
def way_in(database: str) -> Slots:  # noqa: ARG001 - the table must be there
    """The table of ways in, empty."""
    return slots()


@pytest.fixture
def postgres_desk(desk_url: str, tmp_path: Path, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), standing_in(tmp_path, desk_url):
        yield


@pytest.fixture
def desk_url(migrated_url: str) -> Iterator[str]:
    """The one PostgreSQL database of these tests, emptied after each."""
    yield migrated_url
    with psycopg.connect(migrated_url, autocommit=True) as server:
        server.execute(
            "TRUNCATE desk.accounts_slot, desk.accounts_session, desk.accounts_draft"
        )


@pytest.fixture(scope="session")
def migrated_url(
    postgres: Postgres, tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any
) -> str:
    url = postgres.make_database()
    with psycopg.connect(url, autocommit=True) as server:
        server.execute("CREATE SCHEMA desk")
    with django_db_blocker.unblock(), standing_in(tmp_path_factory.mktemp("desk"), url):
        call_command("migrate", "accounts", database="default", verbosity=0, skip_checks=True)
    return url


@contextmanager
def standing_in(folder: Path, url: str) -> Iterator[None]:
    """Let "default" be the desk's database in `folder`, or at `url`."""
    before = connections.settings["default"]
    _swap(connections.configure_settings(databases(data=folder, url=url))["default"])
    try:
        yield
    finally:
        _swap(before)


def _swap(settings: dict[str, Any]) -> None:
    connections["default"].close()
    del connections["default"]
    connections.settings["default"] = settings
