"""The same list, case and fact in plain SQLite, unsealed: what sealing costs, beside it."""

import json
import sqlite3
from itertools import count
from pathlib import Path

NOTE = json.dumps({"kind": "note", "text": "a note of some words", "at": "2017-05-18T12:00"})
CARD = json.dumps({"number": "K-0412", "words": "a note of some words " * 20})


class PlainDesk:
    """Full sync and a log of its own, as the desk's databases have it."""

    def __init__(self, folder: Path) -> None:
        self._rows = sqlite3.connect(folder / "plain.sqlite3", isolation_level=None)
        self._rows.executescript(
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON;"
            "CREATE TABLE fact (case_id INTEGER, height INTEGER, fact TEXT,"
            " PRIMARY KEY (case_id, height));"
            "CREATE TABLE card (case_id INTEGER PRIMARY KEY, card TEXT)"
        )
        self._heights = count()

    def append(self) -> None:
        self._rows.execute("BEGIN IMMEDIATE")
        self._rows.execute("INSERT INTO fact VALUES (1, ?, ?)", (next(self._heights), NOTE))
        self._rows.execute("INSERT OR REPLACE INTO card VALUES (1, ?)", (CARD,))
        self._rows.execute("COMMIT")

    def open_case(self, entries: int) -> list[object]:
        sql = "SELECT fact FROM fact WHERE case_id = 1 ORDER BY height LIMIT ?"
        return [json.loads(row[0]) for row in self._rows.execute(sql, (entries,))]

    def close(self) -> None:
        self._rows.close()
