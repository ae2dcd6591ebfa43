"""A page that left the machine knows what the machine was made to forget."""

from pathlib import Path

import pytest

from tests.cli.desks import Told, every_row, tamper
from tests.support.server import run_corridor

FINE = "nothing missing, nothing changed\n"
# The newest chain of the desk as if it had never been: its rows, its lines, the log's edge.
FORGET = """
    DELETE FROM store_entry WHERE id > {entries};
    DELETE FROM store_head WHERE chain NOT IN (SELECT chain FROM store_entry);
    DELETE FROM store_log WHERE seq >= {lines};
    DELETE FROM store_checkpoint;
"""


@pytest.fixture
def page(desk: Told, tmp_path: Path) -> Path:
    done = run_corridor("checkpoint", str(tmp_path / "page"), data=desk.folder)
    assert done.returncode == 0, done.stderr
    return tmp_path / "page"


def test_an_untouched_desk_is_as_its_page_says(desk: Told, page: Path) -> None:
    done = run_corridor("verify", "--checkpoint", str(page), data=desk.folder)

    assert (done.returncode, done.stdout) == (0, FINE)


def test_a_desk_that_went_on_is_still_as_its_page_says(desk: Told, page: Path) -> None:
    run_corridor("backup", str(page.with_name("kept")), data=desk.folder)

    done = run_corridor("verify", "--checkpoint", str(page), data=desk.folder)

    assert (done.returncode, done.stdout) == (0, FINE)


@pytest.fixture
def older(desk: Told) -> dict[str, bytes]:
    """Both databases before the desk went on."""
    return {face: _content(desk.file(face)) for face in ("desk", "door")}


def _content(file: Path) -> bytes:
    tamper(file, "PRAGMA wal_checkpoint(TRUNCATE);", guards="kept")
    return file.read_bytes()


def test_an_older_database_in_its_place_is_noticed_by_the_page_alone(
    desk: Told, older: dict[str, bytes], tmp_path: Path
) -> None:
    run_corridor("backup", str(tmp_path / "kept"), data=desk.folder)
    run_corridor("checkpoint", str(tmp_path / "page"), data=desk.folder)
    for face, content in older.items():
        for ending in ("-wal", "-shm"):
            Path(f"{desk.file(face)}{ending}").unlink(missing_ok=True)
        desk.file(face).write_bytes(content)

    alone = run_corridor("verify", data=desk.folder)
    beside = run_corridor("verify", "--checkpoint", str(tmp_path / "page"), data=desk.folder)

    assert (alone.returncode, alone.stdout) == (0, FINE)
    assert beside.returncode == 1
    assert "desk: checkpoint" in beside.stdout
    assert "its end was cut" in beside.stdout


def test_cut_heads_are_noticed_without_a_page_too(desk: Told) -> None:
    lines = len(every_row(desk.folder)["desk", "store_log"])
    entries = len(every_row(desk.folder)["desk", "store_entry"])
    tamper(desk.file("desk"), FORGET.format(entries=entries - 1, lines=lines - 1))

    done = run_corridor("verify", data=desk.folder)

    assert done.returncode == 1
    assert "desk: log" in done.stdout


@pytest.mark.parametrize("change", ["size", "root", "signature", "nothing of it"])
def test_a_page_that_was_changed_is_refused(desk: Told, page: Path, change: str) -> None:
    text = page.read_text()
    if change == "nothing of it":
        page.write_text("the page got wet")
    else:
        line = next(one for one in text.splitlines() if one.startswith(change))
        digit = "1" if line[-1] == "0" else "0"
        page.write_text(text.replace(line, line[:-1] + digit, 1))

    done = run_corridor("verify", "--checkpoint", str(page), data=desk.folder)

    assert done.returncode == 1
    assert done.stdout.startswith("checkpoint file: cannot be read")


def test_a_page_that_cannot_be_written_is_said(desk: Told, tmp_path: Path) -> None:
    done = run_corridor("checkpoint", str(tmp_path / "nowhere" / "page"), data=desk.folder)

    assert done.returncode == 1
    assert not (desk.folder / "checkpoint.last").exists()


def test_a_restore_says_how_much_the_page_knows_of_and_the_backup_does_not(
    desk: Told, tmp_path: Path
) -> None:
    run_corridor("backup", str(tmp_path / "kept"), data=desk.folder)
    run_corridor("backup", str(tmp_path / "later"), data=desk.folder)
    run_corridor("checkpoint", str(tmp_path / "page"), data=desk.folder)

    done = run_corridor(
        "restore",
        str(tmp_path / "kept"),
        "--keys",
        str(desk.folder / "keys"),
        "--checkpoint",
        str(tmp_path / "page"),
        data=tmp_path / "new",
    )

    assert done.returncode == 0, done.stderr
    assert "knows of 2 more lines of the desk, 0 of the door" in done.stdout
