"""Keepers of every kind, empty: what holds for one holds for all."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from corridor.ledger.memory import MemoryDoor, MemoryStore
from corridor.store.door import DjangoDoor
from corridor.store.keeping import DjangoStore
from tests.store.cast import ORGANISATION, Keepers
from tests.store.engines import (
    copy_sqlite,
    emptied_postgres,
    prepare_postgres,
    prepare_sqlite,
    standing_in,
)


@pytest.fixture(scope="session")
def ready_sqlite(tmp_path_factory: pytest.TempPathFactory, django_db_blocker: Any) -> Path:
    with django_db_blocker.unblock():
        return prepare_sqlite(tmp_path_factory.mktemp("ready"))


@pytest.fixture(scope="session")
def ready_postgres(postgres: Any, django_db_blocker: Any) -> str:
    with django_db_blocker.unblock():
        return prepare_postgres(postgres.make_database())


@pytest.fixture(params=["sqlite", "postgresql"])
def engine(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any
) -> Iterator[str]:
    """Both databases with their tables, on one engine after the other."""
    kind = str(request.param)
    with django_db_blocker.unblock(), standing_in(_chosen(request, kind, tmp_path)):
        yield kind


@pytest.fixture
def sqlite(ready_sqlite: Path, tmp_path: Path, django_db_blocker: Any) -> Iterator[Path]:
    with django_db_blocker.unblock(), standing_in(copy_sqlite(ready_sqlite, tmp_path)):
        yield tmp_path


@pytest.fixture(params=["memory", "sqlite", "postgresql"])
def keepers(
    request: pytest.FixtureRequest, tmp_path: Path, django_db_blocker: Any
) -> Iterator[Keepers]:
    kind = str(request.param)
    if kind == "memory":
        yield Keepers(
            desk=MemoryStore(organisation=ORGANISATION),
            door=MemoryDoor(organisation=ORGANISATION),
        )
        return
    with django_db_blocker.unblock(), standing_in(_chosen(request, kind, tmp_path)):
        yield Keepers(
            desk=DjangoStore(organisation=ORGANISATION),
            door=DjangoDoor(organisation=ORGANISATION),
        )


def _chosen(request: pytest.FixtureRequest, kind: str, folder: Path) -> dict[str, Any]:
    if kind == "sqlite":
        return copy_sqlite(request.getfixturevalue("ready_sqlite"), folder)
    return emptied_postgres(request.getfixturevalue("ready_postgres"))
