"""Both faces' databases on each engine, made once and then copied for every test."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")
django.setup()

from django.db import connections, transaction  # noqa: E402
from django.db.backends.base.base import BaseDatabaseWrapper  # noqa: E402

from corridor.config.databases import databases  # noqa: E402
from corridor.store import triggers  # noqa: E402
from corridor.store.preparing import prepare_databases  # noqa: E402
from corridor.store.router import DESK, DOOR  # noqa: E402


@contextmanager
def standing_in(chosen: dict[str, dict[str, Any]]) -> Iterator[None]:
    """Django's two databases are these, in every thread, until the end of the block."""
    before = connections.settings
    close_all()
    connections.settings = connections.configure_settings(chosen)
    try:
        yield
    finally:
        close_all()
        connections.settings = before


def close_all() -> None:
    """Of this thread: threads close their own."""
    for alias in (DESK, DOOR):
        connections[alias].close()
        del connections[alias]


def prepare_sqlite(folder: Path) -> Path:
    with standing_in(databases(data=folder, url="")):
        prepare_databases()
    return folder


def copy_sqlite(ready: Path, folder: Path) -> dict[str, dict[str, Any]]:
    for face in ("desk", "door"):
        shutil.copyfile(ready / f"{face}.sqlite3", folder / f"{face}.sqlite3")
    return databases(data=folder, url="")


def prepare_postgres(url: str) -> str:
    with standing_in(databases(data=Path(), url=url)):
        prepare_databases()
    return url


def emptied_postgres(url: str) -> dict[str, dict[str, Any]]:
    """Much faster than a database for every test: its rows go, its guards come back."""
    chosen = databases(data=Path(), url=url)
    with standing_in(chosen):
        for alias in (DESK, DOOR):
            _empty(connections[alias])
    return chosen


def _empty(connection: BaseDatabaseWrapper) -> None:
    with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
        triggers.remove(connection)
        for table in connection.introspection.table_names(cursor):
            if table.startswith("store_"):
                cursor.execute(f"DELETE FROM {table}")
        triggers.install(connection)
