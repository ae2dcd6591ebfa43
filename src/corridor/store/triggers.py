"""Append-only in the database itself: against our own mistakes, in both engines' words.

The chain guards against everybody else. `missing` lets `corridor verify` say that a guard is
gone; a new release that changes a rule installs them all anew in a migration.
"""

from collections.abc import Iterator
from typing import Final

from django.db.backends.base.base import BaseDatabaseWrapper

_NEVER: Final = "TRUE"
_ENTRY_CHANGES: Final = (
    "NEW.body IS NOT NULL OR NEW.id <> OLD.id OR NEW.organisation <> OLD.organisation"
    " OR NEW.chain <> OLD.chain OR NEW.height <> OLD.height OR NEW.header <> OLD.header"
    " OR NEW.body_digest <> OLD.body_digest"
)
_HEAD_SLIPS: Final = (
    "NEW.height <> OLD.height + 1 OR NEW.organisation <> OLD.organisation"
    " OR NEW.chain <> OLD.chain OR NEW.era < OLD.era OR NEW.epoch < OLD.epoch"
)
# The edge begins with the size, largest byte first, so a later edge compares as greater.
_EDGE_SHRINKS: Final = "NEW.organisation <> OLD.organisation OR NEW.edge <= OLD.edge"

# table -> when an UPDATE of a row is refused; a DELETE always is.
RULES: Final = {
    "store_entry": _ENTRY_CHANGES,
    "store_head": _HEAD_SLIPS,
    "store_log": _NEVER,
    "store_frontier": _EDGE_SHRINKS,
    "store_checkpoint": _NEVER,
    "store_era": _NEVER,
}
_REFUSE: Final = "BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END"


def install(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """For migrations that change a rule, and for who tests that `verify` notices."""
    with connection.cursor() as cursor:
        for table in RULES:
            for name in _names(table, connection.vendor):
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def missing(connection: BaseDatabaseWrapper) -> list[str]:
    """Tables whose guard is gone, switched off or says something else than it should."""
    present = _present(connection)
    return [
        table
        for table in RULES
        if not {*_names(table, connection.vendor)} <= present.get(table, set())
    ]


def _names(table: str, vendor: str) -> list[str]:
    wholes = ["truncate"] if vendor == "postgresql" else []
    return [f"{table}_{act}" for act in ("update", "delete", *wholes)]


def _statements(vendor: str) -> Iterator[str]:
    if vendor == "postgresql":
        yield (
            "CREATE OR REPLACE FUNCTION store_refuse() RETURNS trigger LANGUAGE plpgsql"
            f" AS $${_REFUSE}$$"
        )
    for table, rule in RULES.items():
        for name in _names(table, vendor):
            yield _statement(name, table, rule, vendor)


def _statement(name: str, table: str, rule: str, vendor: str) -> str:
    act = name.rpartition("_")[2].upper()
    when = f"WHEN ({rule})" if act == "UPDATE" else ""
    if vendor == "postgresql":
        each = "STATEMENT" if act == "TRUNCATE" else "ROW"
        return (
            f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH {each} {when}"
            " EXECUTE FUNCTION store_refuse()"
        )
    return (
        f"CREATE TRIGGER {name} BEFORE {act} ON {table} FOR EACH ROW {when}"
        f" BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )


def _present(connection: BaseDatabaseWrapper) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for table, name in _whole_guards(connection):
        found.setdefault(table, set()).add(name)
    return found


def _whole_guards(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            # tgtype and tgqual stay as created: PostgreSQL has no ALTER for them.
            cursor.execute(
                "SELECT c.relname, t.tgname FROM pg_trigger t"
                " JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_proc p ON p.oid = t.tgfoid"
                " WHERE c.relnamespace = current_schema()::regnamespace"
                " AND t.tgenabled <> 'D' AND p.prosrc = %s",
                [_REFUSE],
            )
            return [(table, name) for table, name in cursor.fetchall()]
        cursor.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'trigger'")
        wanted = set(_statements(connection.vendor))
        return [(table, name) for table, name, sql in cursor.fetchall() if sql in wanted]
