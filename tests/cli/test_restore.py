"""A desk comes back from its backup and its keys, whole or not at all."""

import io
import shutil
from pathlib import Path

import pytest

from corridor.crypto.random import random_below
from corridor.services.archive import (
    MAGIC,
    Archive,
    ArchiveWriter,
    Closing,
    Columns,
    Opening,
    Rows,
)
from corridor.services.premises import open_premises
from tests.cli.desks import Told, every_row
from tests.support.server import run_corridor

FINE = "nothing missing, nothing changed\n"
# What a restore adds to: an era, its own line in the journal, and the ends of chain and log.
MOVED = {"store_frontier", "store_head"}


@pytest.fixture
def kept(told: Told, tmp_path: Path) -> Path:
    """A backup of the told desk; the copy it was taken of stays as it was before."""
    copy = tmp_path / "copy"
    shutil.copytree(told.folder, copy, ignore=shutil.ignore_patterns("static"))
    done = run_corridor("backup", str(tmp_path / "kept"), data=copy)
    assert done.returncode == 0, done.stderr
    return tmp_path / "kept"


def missing_rows(before: Path, after: Path) -> dict[tuple[str, str], int]:
    old, new = every_row(before), every_row(after)
    return {
        place: len(rows - new[place])
        for place, rows in old.items()
        if rows - new[place] and place[1] not in MOVED
    }


def test_every_row_comes_back(told: Told, kept: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new"

    done = run_corridor("restore", str(kept), "--keys", str(told.folder / "keys"), data=folder)

    assert done.returncode == 0, done.stderr
    assert missing_rows(told.folder, folder) == {}
    assert (folder / "desk.toml").read_bytes() == (told.folder / "desk.toml").read_bytes()
    assert run_corridor("verify", data=folder).stdout == FINE


def test_a_new_era_begins_and_the_journal_hears_of_it(
    told: Told, kept: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "new"

    done = run_corridor("restore", str(kept), "--keys", str(told.folder / "keys"), data=folder)

    rows = every_row(folder)
    assert "Era 1 begins" in done.stdout
    assert {dict(row)["number"] for row in rows["desk", "store_era"]} == {1}
    assert {dict(row)["number"] for row in rows["door", "store_era"]} == {1}
    grown = len(rows["desk", "store_entry"]) - len(
        every_row(told.folder)["desk", "store_entry"]
    )
    assert grown == 1


def test_there_and_back_over_the_other_engine(
    told: Told, kept: Path, tmp_path: Path, fresh_postgres_url: str
) -> None:
    there, back = tmp_path / "there", tmp_path / "back"
    elsewhere = {"CORRIDOR_DATABASE_URL": fresh_postgres_url}
    keys = str(told.folder / "keys")

    steps = [
        run_corridor("restore", str(kept), "--keys", keys, data=there, environment=elsewhere),
        run_corridor("verify", data=there, environment=elsewhere),
        run_corridor("backup", str(tmp_path / "again"), data=there, environment=elsewhere),
        run_corridor("restore", str(tmp_path / "again"), "--keys", keys, data=back),
        run_corridor("verify", data=back),
    ]

    assert [step.returncode for step in steps] == [0] * 5, [step.stderr for step in steps]
    assert missing_rows(told.folder, back) == {}
    assert {dict(row)["number"] for row in every_row(back)["desk", "store_era"]} == {1, 2}


def test_a_desk_on_the_other_engine_goes_on_counting(
    told: Told, kept: Path, tmp_path: Path, fresh_postgres_url: str
) -> None:
    """Its own numbers follow the restored ones: the next entry finds its place."""
    folder, elsewhere = tmp_path / "new", {"CORRIDOR_DATABASE_URL": fresh_postgres_url}
    run_corridor(
        "restore",
        str(kept),
        "--keys",
        str(told.folder / "keys"),
        data=folder,
        environment=elsewhere,
    )

    for number in range(2):
        done = run_corridor(
            "backup", str(tmp_path / f"{number}"), data=folder, environment=elsewhere
        )
        assert done.returncode == 0, done.stderr

    assert run_corridor("verify", data=folder, environment=elsewhere).stdout == FINE


def test_a_desk_is_never_written_over(told: Told, kept: Path, desk: Told) -> None:
    before = every_row(desk.folder)

    done = run_corridor(
        "restore", str(kept), "--keys", str(told.folder / "keys"), data=desk.folder
    )

    assert done.returncode == 1
    assert "a desk in this folder already" in done.stderr
    assert every_row(desk.folder) == before


def test_a_database_that_is_not_empty_is_refused(kept: Path, desk: Told) -> None:
    (desk.folder / "desk.toml").unlink()
    before = every_row(desk.folder)

    done = run_corridor("restore", str(kept), data=desk.folder)

    assert done.returncode == 1
    assert "not empty" in done.stderr
    assert every_row(desk.folder) == before


def test_without_keys_it_says_what_to_do(kept: Path, tmp_path: Path) -> None:
    done = run_corridor("restore", str(kept), data=tmp_path / "new")

    assert done.returncode == 1
    assert "keys folder" in done.stderr
    assert not (tmp_path / "new").exists()


def test_the_keys_of_another_desk_open_nothing(told: Told, kept: Path, tmp_path: Path) -> None:
    shutil.copytree(told.folder / "keys", tmp_path / "keys")
    (tmp_path / "keys" / "service").write_bytes(bytes(32))

    done = run_corridor(
        "restore", str(kept), "--keys", str(tmp_path / "keys"), data=tmp_path / "new"
    )

    assert done.returncode == 1
    assert "does not open" in done.stderr
    assert not (tmp_path / "new" / "desk.sqlite3").exists()


@pytest.mark.parametrize("part", ["magic", "organisation", "box", "stream", "middle", "last"])
def test_a_flipped_byte_is_noticed_before_anything_is_written(
    told: Told, kept: Path, tmp_path: Path, part: str
) -> None:
    raw = bytearray(kept.read_bytes())
    at = {
        "magic": 3,
        "organisation": len(MAGIC) + 2,
        "box": len(MAGIC) + 20,
        "stream": 100,
        "middle": 96 + random_below(len(raw) - 200),
        "last": len(raw) - 1,
    }[part]
    raw[at] ^= 0x10
    kept.write_bytes(raw)

    done = run_corridor(
        "restore", str(kept), "--keys", str(told.folder / "keys"), data=tmp_path / "new"
    )

    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert not (tmp_path / "new" / "desk.sqlite3").exists()


@pytest.mark.parametrize("cut", [1, 17, 200_000])
def test_a_cut_file_is_noticed(told: Told, kept: Path, tmp_path: Path, cut: int) -> None:
    kept.write_bytes(kept.read_bytes()[:-cut])

    done = run_corridor(
        "restore", str(kept), "--keys", str(told.folder / "keys"), data=tmp_path / "new"
    )

    assert done.returncode == 1
    assert "bytes were changed or are missing" in done.stderr


def test_another_file_is_refused(told: Told, tmp_path: Path) -> None:
    (tmp_path / "letter").write_bytes(b"not a backup, and long enough to be one" * 10)

    done = run_corridor(
        "restore",
        str(tmp_path / "letter"),
        "--keys",
        str(told.folder / "keys"),
        data=tmp_path / "new",
    )

    assert done.returncode == 1
    assert "not a backup" in done.stderr


def test_a_newer_format_is_refused(told: Told, kept: Path, tmp_path: Path) -> None:
    kept.write_bytes(kept.read_bytes().replace(MAGIC, b"corridor backup 2\n", 1))

    done = run_corridor(
        "restore", str(kept), "--keys", str(told.folder / "keys"), data=tmp_path / "new"
    )

    assert done.returncode == 1
    assert "newer release" in done.stderr


def forged(told: Told, file: Path, *, state: str, store: str, column: str) -> None:
    """Written with the desk's own keys: only a desk's machine could."""
    premises = open_premises(told.folder)
    sink = io.BytesIO()
    writer = ArchiveWriter(
        sink, organisation=premises.pins.organisation, service=premises.service
    )
    writer.put(Opening("9.0", {"default": {"store": state}}, 1, 0))
    writer.put(Columns(store, "store_era", (column, "number")))
    writer.put(Rows([[bytes(16), 1]]))
    writer.put(Closing(1, 0))
    writer.close()
    file.write_bytes(sink.getvalue())


def test_tables_of_a_newer_release_are_refused(told: Told, tmp_path: Path) -> None:
    forged(
        told,
        tmp_path / "kept",
        state="0999_later",
        store="default",
        column="organisation",
    )

    done = run_corridor(
        "restore",
        str(tmp_path / "kept"),
        "--keys",
        str(told.folder / "keys"),
        data=tmp_path / "new",
    )

    assert done.returncode == 1
    assert "newer release" in done.stderr
    assert not (tmp_path / "new" / "desk.sqlite3").exists()


@pytest.mark.parametrize(
    ("store", "column"),
    [("elsewhere", "organisation"), ("default", "organisation) VALUES (1); --")],
)
def test_a_backup_names_only_tables_and_columns(
    told: Told, tmp_path: Path, store: str, column: str
) -> None:
    forged(told, tmp_path / "kept", state="0002_append_only", store=store, column=column)

    done = run_corridor(
        "restore",
        str(tmp_path / "kept"),
        "--keys",
        str(told.folder / "keys"),
        data=tmp_path / "new",
    )

    assert done.returncode == 1
    assert "does not open" in done.stderr
    assert not (tmp_path / "new" / "desk.toml").exists()


def test_records_may_be_read_twice(told: Told, kept: Path) -> None:
    with kept.open("rb") as file:
        archive = Archive(file, service=open_premises(told.folder).service)
        first, second = list(archive.records()), list(archive.records())

    assert first == second
    assert isinstance(first[-1], Closing)
