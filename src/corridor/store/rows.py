"""The few words that the keepers say to a database, the same for both engines."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final, TypeVar

from django.db import IntegrityError, OperationalError, connections, transaction

from corridor.ledger.errors import ConflictError

Row = tuple[Any, ...]
Value = bytes | int | str | None
_Result = TypeVar("_Result")

_TRIES: Final = 6
_PAGE: Final = 2_000
_SNAPSHOT: Final = {
    "postgresql": "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY",
    "sqlite": "BEGIN DEFERRED",
}
# PostgreSQL gave way to another writer: the whole act is tried again.
_GAVE_WAY: Final = frozenset({"40001", "40P01"})


def durably(alias: str, act: Callable[[], _Result]) -> _Result:
    """Run `act` as one transaction that is on the disk when this returns.

    A taken key is somebody else's success (`ConflictError`), seen outside the transaction.
    """
    for _ in range(_TRIES - 1):
        try:
            return _once(alias, act)
        except OperationalError as error:
            if getattr(error.__cause__, "sqlstate", None) not in _GAVE_WAY:
                raise
    return _once(alias, act)


def _once(alias: str, act: Callable[[], _Result]) -> _Result:
    try:
        with transaction.atomic(using=alias, durable=True):
            return act()
    except IntegrityError as error:
        if _is_refusal(error):
            raise
        raise ConflictError from None


def _is_refusal(error: IntegrityError) -> bool:
    """A trigger said no, which is our mistake, not another writer's luck."""
    return "append-only" in str(error)


def execute(alias: str, sql: str, *values: Value) -> int:
    """How many rows it touched."""
    return int(_ask(alias, sql, values, _touched))


def execute_many(alias: str, sql: str, rows: Sequence[Sequence[Value]]) -> None:
    if not rows:
        return
    connection = _opened(alias)
    with connection.wrap_database_errors:
        cursor = _cursor(connection)
        cursor.executemany(_in_words_of(connection.vendor, sql), rows)


def fetch(alias: str, sql: str, *values: Value) -> list[Row]:
    return list(_ask(alias, sql, values, _all))


def fetch_one(alias: str, sql: str, *values: Value) -> Row | None:
    row: Row | None = _ask(alias, sql, values, _first)
    return row


def paged(
    alias: str, sql: str, *values: Value, after: tuple[Value, ...], page: int = _PAGE
) -> Iterator[Row]:
    """A table of any size through the same small memory, and no transaction left open.

    `sql` ends with `... > (the key) ORDER BY the key LIMIT`; its first columns are the key.
    """
    while rows := fetch(alias, sql + " %s", *values, *after, page):
        yield from rows
        after = rows[-1][: len(after)]


@contextmanager
def snapshot(alias: str) -> Iterator[None]:
    """Everything read inside is of one moment; writers go on meanwhile."""
    connection = connections[alias]
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(_SNAPSHOT[connection.vendor])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ROLLBACK")


def _ask(
    alias: str, sql: str, values: Sequence[Value], take: Callable[[Any], _Result]
) -> _Result:
    connection = _opened(alias)
    with connection.wrap_database_errors:
        cursor = _cursor(connection)
        cursor.execute(_in_words_of(connection.vendor, sql), values)
        return take(cursor)


def _touched(cursor: Any) -> Any:
    return cursor.rowcount


def _all(cursor: Any) -> Any:
    return cursor.fetchall()


def _first(cursor: Any) -> Any:
    return cursor.fetchone()


def _opened(alias: str) -> Any:
    connection = connections[alias]
    connection.close_if_health_check_failed()
    if connection.connection is None:
        connection.ensure_connection()
    return connection


def _cursor(connection: Any) -> Any:
    """The driver's own cursor: an act is a dozen short statements, and wrappers cost most.

    Bytes come from PostgreSQL as bytes: as text they would be twice as long.
    """
    if connection.vendor == "postgresql":
        return connection.connection.cursor(binary=True)
    return connection.connection.cursor()


@cache
def _in_words_of(vendor: str, sql: str) -> str:
    """SQLite marks a value with `?`. Our statements hold no other percent sign."""
    return sql if vendor == "postgresql" else sql.replace("%s", "?")
