"""`corridor verify` on a desk in use: who changes a byte is named with chain and height."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from uuid import UUID

import pytest

from corridor.base.ids import OrganisationId
from corridor.services.chains import roster_chain
from corridor.services.premises import open_premises
from tests.cli.desks import Told, tamper
from tests.support.server import run_corridor

FINE = "nothing missing, nothing changed\n"


def one(desk: Told, sql: str, *values: object, face: str = "desk") -> tuple[object, ...]:
    with closing(sqlite3.connect(desk.file(face))) as file:
        row: tuple[object, ...] = file.execute(sql, values).fetchone()
    return row


def faults(desk: Told) -> list[str]:
    """Every line but those about the guards, which tampering had to drop."""
    done = run_corridor("verify", data=desk.folder)
    assert (done.returncode, done.stderr) == (1, "")
    return [line for line in done.stdout.splitlines() if " guard " not in line]


def named(raw: object) -> str:
    return str(UUID(bytes=raw)) if isinstance(raw, bytes) else ""


def longest(desk: Told, face: str = "desk") -> bytes:
    """A chain with something before and after its middle."""
    found = one(
        desk,
        "SELECT chain FROM store_entry GROUP BY chain ORDER BY COUNT(*) DESC LIMIT 1",
        face=face,
    )[0]
    if not isinstance(found, bytes):
        raise TypeError
    return found


def test_a_desk_in_use_is_whole(desk: Told) -> None:
    done = run_corridor("verify", data=desk.folder)

    assert (done.returncode, done.stdout) == (0, FINE)


ENTRIES: dict[str, Callable[[str], str]] = {
    "flipped body": lambda x: (
        f"""UPDATE store_entry SET body = zeroblob(1069)
        WHERE chain = x'{x}' AND height = 1;"""
    ),
    "flipped header": lambda x: (
        f"""UPDATE store_entry
        SET header = CAST(substr(header, 1, 60) || x'0AFE' || substr(header, 63) AS BLOB)
        WHERE chain = x'{x}' AND height = 1;"""
    ),
    "words for bytes": lambda x: (
        f"""UPDATE store_entry
        SET header = substr(header, 1, 60) || x'00FE' || substr(header, 63)
        WHERE chain = x'{x}' AND height = 1;"""
    ),
    "dropped": lambda x: f"DELETE FROM store_entry WHERE chain = x'{x}' AND height = 1;",
    "swapped": lambda x: (
        f"""
        UPDATE store_entry SET height = 900001 WHERE chain = x'{x}' AND height = 1;
        UPDATE store_entry SET height = 1 WHERE chain = x'{x}' AND height = 2;
        UPDATE store_entry SET height = 2 WHERE chain = x'{x}' AND height = 900001;"""
    ),
    "replayed": lambda x: (
        f"""
        CREATE TEMP TABLE old AS SELECT * FROM store_entry WHERE chain = x'{x}' AND height = 0;
        UPDATE store_entry SET header = (SELECT header FROM old),
          body = (SELECT body FROM old), body_digest = (SELECT body_digest FROM old)
          WHERE chain = x'{x}' AND height = 1;"""
    ),
    "moved here": lambda x: (
        f"""
        CREATE TEMP TABLE other AS SELECT * FROM store_entry
          WHERE chain <> x'{x}' AND height = 1 LIMIT 1;
        UPDATE store_entry SET header = (SELECT header FROM other),
          body = (SELECT body FROM other), body_digest = (SELECT body_digest FROM other)
          WHERE chain = x'{x}' AND height = 1;"""
    ),
    "erased in secret": lambda x: (
        f"""UPDATE store_entry SET body = NULL
        WHERE chain = x'{x}' AND height = 1;"""
    ),
}


@pytest.mark.parametrize("how", ENTRIES)
def test_a_changed_entry_is_named_with_chain_and_height(desk: Told, how: str) -> None:
    chain = longest(desk)
    tamper(desk.file("desk"), ENTRIES[how](chain.hex()))

    lines = faults(desk)

    assert any(
        line.startswith(f"desk: entry chain {named(chain)} height 1") for line in lines
    ), lines


@pytest.mark.parametrize("face", ["desk", "door"])
def test_a_cut_tail_is_named(desk: Told, face: str) -> None:
    chain = longest(desk, face)
    height = one(desk, "SELECT MAX(height) FROM store_entry WHERE chain = ?", chain, face=face)[
        0
    ]
    tamper(
        desk.file(face),
        f"DELETE FROM store_entry WHERE chain = x'{chain.hex()}' AND height = {height};",
    )

    lines = faults(desk)

    assert any(
        f"{face}: " in line and f"chain {named(chain)} height {height}" in line
        for line in lines
    ), lines


def test_a_missing_chain_is_named(desk: Told) -> None:
    chain = longest(desk)
    tamper(
        desk.file("desk"),
        f"DELETE FROM store_entry WHERE chain = x'{chain.hex()}';"
        f"DELETE FROM store_head WHERE chain = x'{chain.hex()}';",
    )

    assert any(named(chain) in line for line in faults(desk))


def test_a_head_that_was_moved_back_is_named(desk: Told) -> None:
    chain = longest(desk)
    tamper(
        desk.file("desk"),
        f"UPDATE store_head SET height = height - 1 WHERE chain = x'{chain.hex()}';",
    )

    assert any(
        line.startswith(f"desk: head chain {named(chain)} height ") for line in faults(desk)
    )


RECORDS = {
    "grant": ("store_grant", "wrapped", "chain"),
    "card": ("store_card", "sealed", "chain"),
    "wrap": ("store_wrap", "wrapped", "holder"),
}


@pytest.mark.parametrize("kind", RECORDS)
def test_a_changed_record_is_named(desk: Told, kind: str) -> None:
    table, sealed, whose = RECORDS[kind]
    place = one(desk, f"SELECT {whose} FROM {table} ORDER BY rowid LIMIT 1")[0]
    tamper(
        desk.file("desk"),
        f"UPDATE {table} SET {sealed} = zeroblob(64)"
        f" WHERE rowid = (SELECT rowid FROM {table} ORDER BY rowid LIMIT 1);",
    )

    (line,) = faults(desk)

    assert line.startswith(f"desk: {kind} ")
    assert named(place) in line


@pytest.mark.parametrize("kind", RECORDS)
def test_a_dropped_record_is_named(desk: Told, kind: str) -> None:
    table, _sealed, whose = RECORDS[kind]
    place = one(desk, f"SELECT {whose} FROM {table} ORDER BY rowid LIMIT 1")[0]
    tamper(
        desk.file("desk"),
        f"DELETE FROM {table}"
        f" WHERE rowid = (SELECT rowid FROM {table} ORDER BY rowid LIMIT 1);",
    )

    (line,) = faults(desk)

    assert line.startswith(f"desk: {kind} ")
    assert line.endswith("missing")
    assert named(place) in line


def test_two_swapped_grants_are_both_named(desk: Told) -> None:
    tamper(
        desk.file("desk"),
        """CREATE TEMP TABLE two AS SELECT rowid AS r, wrapped FROM store_grant LIMIT 2;
        UPDATE store_grant SET wrapped =
          (SELECT wrapped FROM two WHERE two.r <> store_grant.rowid)
          WHERE rowid IN (SELECT r FROM two);""",
    )

    lines = faults(desk)

    assert len(lines) == 2
    assert all(line.startswith("desk: grant chain ") for line in lines)


def test_a_changed_roster_is_named_by_its_chain(desk: Told) -> None:
    organisation = OrganisationId(open_premises(desk.folder).pins.organisation)
    roster = roster_chain(organisation)
    tamper(
        desk.file("desk"),
        f"UPDATE store_entry SET body = zeroblob(2000)"
        f" WHERE chain = x'{roster.hex}' AND height = 1;",
    )

    assert any(
        line.startswith(f"desk: entry chain {roster} height 1:") for line in faults(desk)
    )


def test_a_member_added_to_the_roster_by_hand_is_named(desk: Told) -> None:
    roster = roster_chain(open_premises(desk.folder).pins.organisation)
    tamper(
        desk.file("desk"),
        f"""INSERT INTO store_entry (organisation, chain, height, header, body, body_digest)
          SELECT organisation, chain, height + 1, header, body, body_digest FROM store_entry
          WHERE chain = x'{roster.hex}' ORDER BY height DESC LIMIT 1;""",
    )

    assert any(line.startswith(f"desk: entry chain {roster} height ") for line in faults(desk))


def test_guards_that_were_dropped_are_named(desk: Told) -> None:
    tamper(desk.file("door"), "SELECT 1;")

    done = run_corridor("verify", data=desk.folder)

    assert done.returncode == 1
    assert "door: guard store_entry: the database no longer refuses changes" in done.stdout


def test_a_database_that_cannot_be_read_is_said(desk: Told) -> None:
    tamper(desk.file("door"), "PRAGMA wal_checkpoint(TRUNCATE);", guards="kept")
    raw = bytearray(desk.file("door").read_bytes())
    raw[8192:] = bytes(b ^ 0x5A for b in raw[8192:])
    desk.file("door").write_bytes(raw)

    done = run_corridor("verify", data=desk.folder)

    assert (done.returncode, done.stderr) == (1, "")
    assert "door: the database cannot be read to its end" in done.stdout


def test_each_fault_is_one_line_and_tells_nothing_of_what_was_said(desk: Told) -> None:
    chain = longest(desk)
    tamper(
        desk.file("desk"),
        f"DELETE FROM store_entry WHERE chain = x'{chain.hex()}' AND height > 0;",
    )

    done = run_corridor("verify", data=desk.folder)

    lines = done.stdout.splitlines()
    assert len(lines) > 2
    assert all(line.split(":")[0] in {"desk", "door"} for line in lines)
    assert done.stderr == ""
