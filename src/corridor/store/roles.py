"""PostgreSQL: what each process may do, and nothing besides. The owner of the tables migrates.

The triggers hold against every role; this keeps the public face away from the desk's schema
and each face from what it never does.
"""

from typing import Final

from psycopg import sql

_APPENDED: Final = {
    "store_entry": "SELECT, INSERT, UPDATE (body)",
    "store_head": "SELECT, INSERT, UPDATE (era, epoch, height, digest)",
    "store_log": "SELECT, INSERT",
    "store_frontier": "SELECT, INSERT, UPDATE (edge)",
}
_ALL: Final = "SELECT, INSERT, UPDATE, DELETE"
_RECEIPTS: Final = {"store_lock": _ALL, "store_mailbox": _ALL}
_AROUND: Final = {"store_alarm": _ALL, "store_blob": _ALL}
# A request that is withdrawn takes its grants and cards along; nobody outside gives any.
_PUBLIC: Final = {
    **_APPENDED,
    **_RECEIPTS,
    **_AROUND,
    "store_era": "SELECT",
    "store_grant": "SELECT, DELETE",
    "store_card": "SELECT, DELETE",
}
_DESK: Final = {
    **_APPENDED,
    "store_era": "SELECT, INSERT",
    "store_checkpoint": "SELECT, INSERT",
    **dict.fromkeys(("store_grant", "store_card", "store_wrap", "store_blob"), _ALL),
}
_PAGES: Final = {"store_page": _ALL}

# process -> schema -> table -> rights
RIGHTS: Final[dict[str, dict[str, dict[str, str]]]] = {
    "public": {"door": _PUBLIC},
    "desk": {"desk": {**_DESK, **_PAGES}, "door": {**_DESK, **_RECEIPTS, **_AROUND}},
    "worker": {"door": _AROUND, "desk": {"store_blob": _ALL}},
}


def rights_of(process: str, *, role: str) -> list[sql.Composed]:
    """The statements that give a role what its process needs; run them as the owner."""
    who = sql.Identifier(role)
    statements = []
    for schema, tables in RIGHTS[process].items():
        home = sql.Identifier(schema)
        statements.append(sql.SQL("GRANT USAGE ON SCHEMA {} TO {}").format(home, who))
        statements += [
            sql.SQL("GRANT {} ON {} TO {}").format(
                sql.SQL(rights), sql.Identifier(schema, table), who
            )
            for table, rights in tables.items()
        ]
    return statements
