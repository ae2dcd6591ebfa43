"""Both faces' databases on each engine, made once and then copied for every test."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import django
import psycopg
from psycopg import sql

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "corridor.config.settings")
django.setup()

from django.db import connections  # noqa: E402

from corridor.config.databases import databases  # noqa: E402
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


def copy_postgres(ready: str, fresh: str) -> dict[str, dict[str, Any]]:
    """`fresh` is an empty database's address: it becomes a copy of the ready one."""
    names = [sql.Identifier(url.rpartition("/")[2]) for url in (fresh, ready)]
    with psycopg.connect(fresh.rpartition("/")[0] + "/postgres", autocommit=True) as server:
        server.execute(sql.SQL("DROP DATABASE {}").format(names[0]))
        server.execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(*names))
    return databases(data=Path(), url=fresh)
