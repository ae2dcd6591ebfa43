"""A desk's database, empty, on each engine in turn."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import django
import psycopg
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.accounts.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from corridor.accounts.slots import Slots  # noqa: E402
from corridor.config.databases import databases  # noqa: E402
from tests.accounts.cast import slots  # noqa: E402


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def database(
    engine: str, tmp_path: Path, request: pytest.FixtureRequest, django_db_blocker: Any
) -> Iterator[str]:
    """The engine's name; the rows of accounts are there and nothing else."""
    url = request.getfixturevalue("desk_url") if engine == "postgresql" else ""
    with django_db_blocker.unblock(), _standing_in(tmp_path, url):
        yield engine


@pytest.fixture
def way_in(database: str) -> Slots:  # noqa: ARG001 - the table must be there
    """The table of ways in, empty."""
    return slots()


@pytest.fixture
def postgres_desk(desk_url: str, tmp_path: Path, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), _standing_in(tmp_path, desk_url):
        yield


@pytest.fixture
def desk_url(fresh_postgres_url: str) -> str:
    with psycopg.connect(fresh_postgres_url, autocommit=True) as server:
        server.execute("CREATE SCHEMA desk")
    return fresh_postgres_url


class _standing_in:  # noqa: N801 - read as a phrase
    def __init__(self, folder: Path, url: str) -> None:
        chosen = connections.configure_settings(databases(data=folder, url=url))
        self._chosen = chosen["default"]

    def __enter__(self) -> None:
        self._before = connections.settings["default"]
        self._swap(self._chosen)
        call_command("migrate", "accounts", database="default", verbosity=0, skip_checks=True)

    def __exit__(self, *_reason: object) -> None:
        self._swap(self._before)

    def _swap(self, settings: dict[str, Any]) -> None:
        if "default" in connections:
            connections["default"].close()
            del connections["default"]
        connections.settings["default"] = settings
