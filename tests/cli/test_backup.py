"""What leaves the machine in a backup, and what never does."""

import sqlite3
import stat
import subprocess
import threading
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from corridor.base.clock import system_clock
from corridor.base.ids import BlobId, ChainId
from corridor.config.databases import databases
from corridor.crypto.digest import sha256
from corridor.crypto.random import new_uuid, random_bytes
from corridor.crypto.secrets import SecretKey
from corridor.ledger.records import KeptFile
from corridor.ledger.store import Batch
from corridor.services.archive import Archive, Columns, File, Rows, check_whole
from corridor.services.premises import open_premises
from corridor.store import copying
from corridor.store.blobs import FolderBlobs
from corridor.store.door import DjangoDoor
from corridor.store.router import DOOR
from tests.cli.desks import Told, every_row
from tests.store.engines import standing_in
from tests.support.server import COMMAND, run_corridor

FACE_OF = {"default": "desk", "door": "door"}


def keep_a_file(desk: Told) -> BlobId:
    """A sealed file that an act has kept."""
    organisation = open_premises(desk.folder).pins.organisation
    blobs = FolderBlobs(
        desk.folder / "blobs", alias=DOOR, organisation=organisation, clock=system_clock
    )
    blob = BlobId(new_uuid())
    chain, content = ChainId(new_uuid()), random_bytes(700_000)
    blobs.begin(blob, chain=chain).write(content)
    size = blobs.finish(blob)
    kept = KeptFile(chain=chain, height=0, blob=blob, size=size, digest=sha256(content))
    DjangoDoor(organisation=organisation).commit(Batch(keep=[kept]))
    return blob


def key_of(desk: Told) -> SecretKey:
    return SecretKey((desk.folder / "keys" / "service").read_bytes())


def test_every_row_of_every_table_is_in_the_backup(desk: Told, tmp_path: Path) -> None:
    before = every_row(desk.folder)

    done = run_corridor("backup", str(tmp_path / "kept"), data=desk.folder)

    found: dict[tuple[str, str], int] = {}
    place = ("", "")
    with (tmp_path / "kept").open("rb") as file:
        for record in Archive(file, service=key_of(desk)).records():
            if isinstance(record, Columns):
                place = (FACE_OF[record.store], record.table)
                found[place] = 0
            elif isinstance(record, Rows):
                found[place] += len(record.rows)
    assert done.returncode == 0, done.stderr
    made_again = {("desk", "store_page"), ("door", "store_page")}
    kept = {place: len(rows) for place, rows in before.items() if place not in made_again}
    assert found == kept
    assert sum(found.values()) > 300


def test_nothing_of_the_desk_can_be_seen_in_the_backup(desk: Told, tmp_path: Path) -> None:
    run_corridor("backup", str(tmp_path / "kept"), data=desk.folder)
    kept = (tmp_path / "kept").read_bytes()

    cells = [
        cell
        for rows in every_row(desk.folder).values()
        for row in rows
        for _column, cell in row
        if isinstance(cell, bytes) and len(cell) >= 16
    ]
    organisation = open_premises(desk.folder).pins.organisation.bytes

    assert len(cells) > 1000
    assert {cell for cell in cells if cell in kept} <= {organisation}
    for key in (desk.folder / "keys").iterdir():
        assert key.read_bytes() not in kept
    assert b"store_" not in kept


def test_keys_are_in_no_record_of_the_backup(desk: Told, tmp_path: Path) -> None:
    run_corridor("backup", str(tmp_path / "kept"), data=desk.folder)

    with (tmp_path / "kept").open("rb") as file:
        records = list(Archive(file, service=key_of(desk)).records())

    assert {one.name for one in records if isinstance(one, File)} == {"desk.toml"}
    said = b"".join(map(bytes, map(str.encode, map(repr, records))))
    for key in (desk.folder / "keys").iterdir():
        assert repr(key.read_bytes())[2:-1].encode() not in said


def test_a_backup_is_for_its_owner_alone(desk: Told, tmp_path: Path) -> None:
    run_corridor("backup", str(tmp_path / "kept"), data=desk.folder)

    assert stat.S_IMODE((tmp_path / "kept").stat().st_mode) == 0o600
    assert not (tmp_path / "kept.part").exists()


def test_an_older_backup_is_never_written_over(desk: Told, tmp_path: Path) -> None:
    (tmp_path / "kept").write_bytes(b"the only backup there is")

    done = run_corridor("backup", str(tmp_path / "kept"), data=desk.folder)

    assert done.returncode == 1
    assert "choose another name" in done.stderr
    assert (tmp_path / "kept").read_bytes() == b"the only backup there is"


def test_a_folder_that_is_not_there_is_said(desk: Told, tmp_path: Path) -> None:
    done = run_corridor("backup", str(tmp_path / "nowhere" / "kept"), data=desk.folder)

    assert done.returncode == 1
    assert "could not be written" in done.stderr


def test_who_saves_is_reminded_of_the_keys(desk: Told, tmp_path: Path) -> None:
    done = run_corridor("backup", str(tmp_path / "kept"), data=desk.folder)

    assert "keys/" in done.stdout


@pytest.fixture
def opened(desk: Told, django_db_blocker: Any) -> Any:
    with (
        django_db_blocker.unblock(),
        standing_in(databases(data=desk.folder, url="")),
    ):
        yield desk


def test_sealed_files_come_along(opened: Told, tmp_path: Path) -> None:
    blob = keep_a_file(opened)

    done = run_corridor("backup", str(tmp_path / "kept"), data=opened.folder)

    assert "2 files" in done.stdout
    with (tmp_path / "kept").open("rb") as file:
        names = [
            one.name
            for one in Archive(file, service=key_of(opened)).records()
            if isinstance(one, File)
        ]
    assert names == ["desk.toml", blob.hex]


def test_a_sealed_file_that_has_gone_missing_is_said(opened: Told, tmp_path: Path) -> None:
    blob = keep_a_file(opened)
    (opened.folder / "blobs" / blob.hex[:2] / blob.hex).unlink()

    done = run_corridor("backup", str(tmp_path / "kept"), data=opened.folder)

    assert done.returncode == 1
    assert "1 sealed files are missing" in done.stderr
    assert (tmp_path / "kept").exists()


def test_both_databases_are_of_one_moment(opened: Told) -> None:
    """A writer that adds first at the door, then at the desk, is never seen the other way."""
    organisation = open_premises(opened.folder).pins.organisation
    stopped, written = threading.Event(), threading.Event()

    def write() -> None:
        number = 0
        while not stopped.is_set():
            for face in ("door", "desk"):
                with closing(sqlite3.connect(opened.file(face), timeout=20)) as file:
                    file.execute(_ADD, (organisation.bytes, 1000 + number))
                    file.commit()
            number += 1
            written.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert written.wait(30)
        for _ in range(20):
            with copying.same_moment():
                door, desk = (_eras(alias) for alias in ("door", "default"))
            assert door - desk in {0, 1}
    finally:
        stopped.set()
        writer.join()


_ADD = "INSERT INTO store_era (organisation, number) VALUES (?, ?)"


def _eras(alias: str) -> int:
    return sum(
        copying.count(table)
        for table in copying.tables()
        if (table.alias, table.name) == (alias, "store_era")
    )


def test_a_backup_that_is_cut_off_leaves_no_file(desk: Told, tmp_path: Path) -> None:
    keys = desk.folder / "keys" / "service"
    whole = keys.read_bytes()
    run_corridor("backup", str(tmp_path / "first"), data=desk.folder)
    limited = f"ulimit -f 64; exec {COMMAND} --data {desk.folder} backup {tmp_path / 'kept'}"

    done = subprocess.run(
        ["bash", "-c", limited], capture_output=True, text=True, timeout=60, check=False
    )

    assert done.returncode != 0
    assert (tmp_path / "first").stat().st_size > 64 * 1024
    assert not (tmp_path / "kept").exists()
    assert keys.read_bytes() == whole
    assert not (tmp_path / "kept.part").exists()


def test_a_whole_backup_is_whole(desk: Told, tmp_path: Path) -> None:
    run_corridor("backup", str(tmp_path / "kept"), data=desk.folder)

    with (tmp_path / "kept").open("rb") as file:
        opening = check_whole(Archive(file, service=key_of(desk)))

    assert opening.rows == sum(map(len, every_row(desk.folder).values())) - _SINCE


_SINCE = 3  # the journal notes the backup afterwards: an entry, a line of the log, no more
