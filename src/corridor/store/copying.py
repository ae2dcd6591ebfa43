"""Every row of both databases, out of one engine and into either, as plain values.

What a table looks like is asked of the database, not of this release's models: a backup is
also taken of an older desk before its tables are moved.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from corridor.store.router import DESK, DOOR
from corridor.store.rows import Row, Value, execute, execute_many, fetch, fetch_one, snapshot

STORES: Final = (DESK, DOOR)
_OURS: Final = ("store_", "accounts_")
# Open sessions end with the server they were opened on; pages are made again from cards.
_LEFT_OUT: Final = frozenset({"accounts_session", "store_page"})
_PAGE: Final = 500


@dataclass(frozen=True, kw_only=True)
class Table:
    alias: str
    name: str
    columns: tuple[str, ...]
    key: tuple[str, ...]
    truths: frozenset[int]
    """Where a column says yes or no: one engine keeps that as a number."""

    def plain(self, row: Row) -> list[Value]:
        return [
            bool(value) if place in self.truths else _plain(value)
            for place, value in enumerate(row)
        ]


def _plain(value: Value | UUID) -> Value:
    return value.hex if isinstance(value, UUID) else value


@contextmanager
def same_moment() -> Iterator[None]:
    """Everything read inside, of both databases, is of one moment between two commits."""
    with ExitStack() as reading:
        with _writers_waiting():
            reading.enter_context(snapshot(DESK))
            reading.enter_context(snapshot(DOOR))
            _begin_together()
        yield


@contextmanager
def _writers_waiting() -> Iterator[None]:
    """SQLite has no snapshot over two files, so that nobody writes while both begin."""
    with ExitStack() as held:
        for alias in STORES:
            if connections[alias].vendor == "sqlite":
                held.enter_context(_held(connections[alias].copy()))
        yield


@contextmanager
def _held(lock: BaseDatabaseWrapper) -> Iterator[None]:
    try:
        with lock.cursor() as cursor:
            cursor.execute("BEGIN IMMEDIATE")
        yield
    finally:
        lock.close()


def _begin_together() -> None:
    if connections[DESK].vendor == "postgresql":
        row = fetch_one(DESK, "SELECT pg_export_snapshot()")
        name = "" if row is None else str(row[0])
        with connections[DOOR].cursor() as cursor:
            cursor.execute(f"SET TRANSACTION SNAPSHOT '{name}'")
    for alias in STORES:
        fetch(alias, "SELECT COUNT(*) FROM store_era")


def tables() -> list[Table]:
    """What belongs to the desk, in both databases: all but the open sessions."""
    return [table for alias in STORES for table in _tables_of(connections[alias])]


def _tables_of(connection: BaseDatabaseWrapper) -> list[Table]:
    with connection.cursor() as cursor:
        names = connection.introspection.table_names(cursor)
    return [
        _described(connection, name)
        for name in sorted(names)
        if name.startswith(_OURS) and name not in _LEFT_OUT
    ]


def _described(connection: BaseDatabaseWrapper, name: str) -> Table:
    asking = connection.introspection
    with connection.cursor() as cursor:
        columns = asking.get_table_description(cursor, name)
        key = asking.get_primary_key_columns(cursor, name)
    kinds = [asking.get_field_type(one.type_code, one) for one in columns]
    return Table(
        alias=connection.alias,
        name=name,
        columns=tuple(one.name for one in columns),
        key=tuple(key or ()),
        truths=frozenset(at for at, kind in enumerate(kinds) if kind == "BooleanField"),
    )


def count(table: Table) -> int:
    row = fetch_one(table.alias, f"SELECT COUNT(*) FROM {table.name}")  # noqa: S608 - our tables
    return int(row[0]) if row else 0


def pages(table: Table) -> Iterator[list[list[Value]]]:
    """All rows in the order of their key, some at a time."""
    key = ", ".join(table.key)
    places = [table.columns.index(name) for name in table.key]
    marks = ", ".join(["%s"] * len(places))
    every = f"SELECT {', '.join(table.columns)} FROM {table.name}"  # noqa: S608 - our tables
    rows = fetch(table.alias, f"{every} ORDER BY {key} LIMIT {_PAGE}")
    while rows:
        yield [table.plain(row) for row in rows]
        after = [rows[-1][place] for place in places]
        sql = f"{every} WHERE ({key}) > ({marks}) ORDER BY {key} LIMIT {_PAGE}"
        rows = fetch(table.alias, sql, *after)


@contextmanager
def filling() -> Iterator[None]:
    """Both databases are filled, or neither."""
    with (
        transaction.atomic(using=DOOR, durable=True),
        transaction.atomic(using=DESK, durable=True),
    ):
        yield


def put(alias: str, name: str, columns: Sequence[str], rows: Sequence[Sequence[Value]]) -> None:
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {name} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - checked
    execute_many(alias, sql, rows)


def number_on() -> None:
    """PostgreSQL counts entries itself: the next number follows the last restored one."""
    for alias in STORES:
        if connections[alias].vendor == "postgresql":
            execute(
                alias,
                "SELECT setval(pg_get_serial_sequence('store_entry', 'id'),"
                " (SELECT MAX(id) FROM store_entry))",
            )


# --- which release's tables ---------------------------------------------------------------

State = dict[str, dict[str, str]]


def state() -> State:
    """Store -> app -> the newest migration that was made there."""
    found: State = {}
    for alias in STORES:
        found[alias] = {}
        for app, name in sorted(_made(alias)):
            found[alias][app] = name
    return found


def unknown(made: State) -> list[str]:
    """Migrations of a newer release than this one."""
    known = set(MigrationLoader(None).disk_migrations)
    each = ((app, name) for apps in made.values() for app, name in apps.items())
    return sorted({f"{app}.{name}" for app, name in each if (app, name) not in known})


def waiting() -> list[str]:
    """Migrations of this release that were not made yet."""
    ours = {one for one in MigrationLoader(None).disk_migrations if one[0] in _apps()}
    return sorted({f"{app}.{name}" for alias in STORES for app, name in ours - _made(alias)})


def _apps() -> frozenset[str]:
    return frozenset(prefix.rstrip("_") for prefix in _OURS)


def _made(alias: str) -> set[tuple[str, str]]:
    loader = MigrationLoader(connections[alias])
    return {one for one in loader.applied_migrations or () if one[0] in _apps()}
