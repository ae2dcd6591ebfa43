"""What the tests of commands do to a desk's folder from outside."""

import base64
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from corridor.crypto.second_factor import code_at
from corridor.crypto.secrets import SecretKey

ROWS = "SELECT name FROM sqlite_master WHERE type = 'table' AND name LIKE '{}%'"
GUARDS = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
FACES = ("desk", "door")


@dataclass(frozen=True, kw_only=True)
class Told:
    folder: Path
    logins: tuple[dict[str, Any], ...]

    def login(self, role: str) -> dict[str, Any]:
        return next(one for one in self.logins if role in one["roles"])

    def file(self, face: str) -> Path:
        return self.folder / f"{face}.sqlite3"


def every_row(folder: Path) -> dict[tuple[str, str], set[tuple[Any, ...]]]:
    """Face and table -> rows, each as its columns that hold something.

    Read without a line of our own code. A column that was added, and is empty, is no change.
    """
    found = {}
    for face in FACES:
        with closing(sqlite3.connect(folder / f"{face}.sqlite3")) as file:
            for prefix in ("store", "accounts"):
                for (name,) in file.execute(ROWS.format(prefix)).fetchall():
                    found[face, name] = set(_rows(file, name))
    return found


def _rows(file: sqlite3.Connection, table: str) -> Iterator[tuple[Any, ...]]:
    read = file.execute(f"SELECT * FROM {table}")
    columns = [about[0] for about in read.description]
    for row in read:
        named = zip(columns, row, strict=True)
        yield tuple(sorted(pair for pair in named if pair[1] is not None))


def tamper(file: Path, *statements: str, guards: str = "dropped") -> None:
    """As who holds the file, with its guards dropped or kept."""
    with closing(sqlite3.connect(file)) as opened:
        if guards == "dropped":
            for (name,) in opened.execute(GUARDS).fetchall():
                opened.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            opened.executescript(statement)
        opened.commit()


def code_now(totp_secret: str, *, later: int = 0) -> str:
    """The next code is accepted early: a second log-in need not wait."""
    at = datetime.now(UTC) + timedelta(seconds=later)
    return code_at(SecretKey(base64.b32decode(totp_secret)), at)
