"""A release that changes tables meets a desk that holds people's words."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from corridor.config.databases import databases
from corridor.store import copying
from corridor.store.router import DESK, DOOR
from tests.cli.desks import Told, every_row, tamper
from tests.store.engines import standing_in
from tests.support.server import run_corridor

FINE = "nothing missing, nothing changed\n"
BY_ITSELF = {"store_entry", "store_head", "store_log", "store_frontier"}  # the journal's line


@pytest.fixture
def older(desk: Told, django_db_blocker: Any) -> Told:
    """The desk as the release before the guards had left it."""
    with django_db_blocker.unblock(), standing_in(databases(data=desk.folder, url="")):
        for alias in (DESK, DOOR):
            call_command("migrate", "store", "0001", database=alias, verbosity=0)
    return desk


def test_an_older_desk_is_saved_and_then_brought_up(older: Told) -> None:
    before = every_row(older.folder)

    done = run_corridor("upgrade", data=older.folder)

    (saved,) = (older.folder / "backups").iterdir()
    after = every_row(older.folder)
    assert done.returncode == 0, done.stderr
    assert str(saved) in done.stdout
    assert "Made store.0002_append_only." in done.stdout
    assert run_corridor("verify", data=older.folder).stdout == FINE
    assert {at for at in before if before[at] - after[at]} <= {
        (face, name) for face, name in before if name in BY_ITSELF
    }


def test_the_saved_desk_comes_back_and_is_brought_up_on_the_way(
    older: Told, tmp_path: Path
) -> None:
    run_corridor("upgrade", "--backup", str(tmp_path / "kept"), data=older.folder)

    done = run_corridor(
        "restore",
        str(tmp_path / "kept"),
        "--keys",
        str(older.folder / "keys"),
        data=tmp_path / "new",
    )

    assert done.returncode == 0, done.stderr
    assert run_corridor("verify", data=tmp_path / "new").stdout == FINE


def test_static_files_are_this_releases(older: Told) -> None:
    run_corridor("upgrade", data=older.folder)

    assert list((older.folder / "static").rglob("*.css"))


def test_nothing_is_changed_where_the_backup_has_no_place(older: Told, tmp_path: Path) -> None:
    before = every_row(older.folder)

    done = run_corridor(
        "upgrade", "--backup", str(tmp_path / "nowhere" / "kept"), data=older.folder
    )

    assert done.returncode == 1
    assert "nothing was changed" in done.stderr
    assert every_row(older.folder) == before
    assert run_corridor("verify", data=older.folder).returncode == 1


def test_a_current_desk_is_left_as_it_is(desk: Told) -> None:
    before = every_row(desk.folder)

    done = run_corridor("upgrade", data=desk.folder)

    assert done.returncode == 0, done.stderr
    assert "Nothing to change" in done.stdout
    assert every_row(desk.folder) == before
    assert not (desk.folder / "backups").exists()


NEWER = """INSERT INTO django_migrations (app, name, applied)
           VALUES ('store', '0999_from_tomorrow', '2030-01-01');"""


@pytest.mark.parametrize("face", ["desk", "door"])
def test_a_desk_of_a_newer_release_is_not_touched(older: Told, face: str) -> None:
    tamper(older.file(face), NEWER, guards="kept")
    before = every_row(older.folder)

    done = run_corridor("upgrade", data=older.folder)

    assert done.returncode == 1
    assert "store.0999_from_tomorrow" in done.stderr
    assert every_row(older.folder) == before
    assert not (older.folder / "backups").exists()


def test_an_empty_folder_is_no_desk(tmp_path: Path) -> None:
    done = run_corridor("upgrade", data=tmp_path / "nothing")

    assert done.returncode == 1
    assert "no desk in this folder" in done.stderr


def test_a_desk_that_was_tampered_with_is_said_after_the_upgrade(older: Told) -> None:
    tamper(older.file("desk"), "UPDATE store_grant SET wrapped = zeroblob(61);")

    done = run_corridor("upgrade", data=older.folder)

    assert done.returncode == 1
    assert "desk: grant chain" in done.stdout


@pytest.fixture
def opened(desk: Told, django_db_blocker: Any) -> Iterator[Told]:
    with django_db_blocker.unblock(), standing_in(databases(data=desk.folder, url="")):
        yield desk


def test_every_table_but_sessions_is_copied(opened: Told) -> None:
    """A table that a later release adds is copied without anybody thinking of it."""
    tamper(opened.file("desk"), "CREATE TABLE store_later (a BLOB PRIMARY KEY);", guards="kept")

    names = {table.name for table in copying.tables() if table.alias == DESK}

    assert {"store_later", "store_entry", "accounts_slot", "accounts_draft"} <= names
    assert "accounts_session" not in names
    assert "django_migrations" not in names


def test_an_older_desk_is_not_served_before_it_is_brought_up(older: Told) -> None:
    before = every_row(older.folder)

    done = run_corridor("run", "--port", "0", data=older.folder, seconds=60)

    assert done.returncode == 1
    assert "run corridor upgrade first" in done.stderr
    assert every_row(older.folder) == before
