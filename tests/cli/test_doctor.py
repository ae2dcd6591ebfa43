"""Each unsafe setting is found on a real desk, said in a sentence, and has a way out."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from corridor.cli import machine_facts
from corridor.services.checking import (
    Level,
    Postgres,
    judge_clock,
    judge_days,
    judge_dumps,
    judge_duty,
    judge_machine,
    judge_postgres,
    judge_signed,
    judge_swaps,
    judge_web,
)
from tests.cli.desks import Told
from tests.support.server import run_corridor

NOW = datetime(2017, 5, 17, 12, 0, tzinfo=UTC)
TODAY = date(2017, 5, 17)


def test_folders_that_others_can_reach_are_unsafe(desk: Told) -> None:
    (desk.folder / "keys").chmod(0o755)
    (desk.folder / "keys" / "pepper").chmod(0o644)

    done = run_corridor("doctor", data=desk.folder)

    assert done.returncode == 1
    assert f"unsafe: {desk.folder}/keys can be reached by other users" in done.stdout
    assert f"chmod go-rwx {desk.folder}/keys/pepper" in done.stdout


def test_a_desk_as_it_is_made_keeps_others_out(desk: Told) -> None:
    done = run_corridor("doctor", data=desk.folder)

    assert "can be reached by other users" not in done.stdout


def test_what_was_never_done_is_said(desk: Told) -> None:
    done = run_corridor("doctor", data=desk.folder)

    for sentence in (
        "an urgent request wakes nobody",
        "The worker has not been heard",
        "No checkpoint left this machine",
        "No backup was made",
        "The keys folder stands beside the databases",
    ):
        assert sentence in done.stdout


def test_what_was_done_is_no_longer_said(desk: Told, tmp_path: Path) -> None:
    run_corridor("backup", str(tmp_path / "kept"), data=desk.folder)
    run_corridor("checkpoint", str(tmp_path / "page"), data=desk.folder)
    run_corridor("worker", "--once", data=desk.folder)

    done = run_corridor("doctor", data=desk.folder)

    assert "No backup was made" not in done.stdout
    assert "No checkpoint" not in done.stdout
    assert "The worker has not been heard" not in done.stdout


def test_a_host_that_lets_any_name_in_is_unsafe(desk: Told) -> None:
    done = run_corridor("doctor", data=desk.folder, environment={"CORRIDOR_HOSTS": "*"})

    assert done.returncode == 1
    assert "unsafe: CORRIDOR_HOSTS lets any name in" in done.stdout


def test_faces_that_share_a_public_address_are_unsafe(desk: Told) -> None:
    named = {"CORRIDOR_HOSTS": "desk.example"}

    together = run_corridor("doctor", data=desk.folder, environment=named)
    apart = run_corridor("--face", "desk", "doctor", data=desk.folder, environment=named)

    assert "The public pages and the desk share one address" in together.stdout
    assert "share one address" not in apart.stdout


def test_an_empty_folder_is_no_desk(tmp_path: Path) -> None:
    done = run_corridor("doctor", data=tmp_path)

    assert done.returncode == 1
    assert "no desk in this folder" in done.stderr


def test_a_database_that_does_not_answer_is_said(desk: Told) -> None:
    nowhere = {"CORRIDOR_DATABASE_URL": "postgresql://nobody@127.0.0.1:9/none"}

    done = run_corridor("doctor", data=desk.folder, environment=nowhere)

    assert done.returncode == 1
    assert "unsafe: The database does not answer." in done.stdout


SWAPS = """Filename				Type		Size		Used		Priority
/dev/dm-1                               partition	8388604		0		-2
/dev/zram0                              partition	4194300		0		100
/dev/sda2                               partition	4194300		0		-3
/swapfile                               file		4194300		0		-4
"""


def test_swap_is_safe_when_encrypted_or_in_memory(tmp_path: Path) -> None:
    (tmp_path / "swaps").write_text(SWAPS)
    mapped = tmp_path / "blocks" / "dm-1" / "dm"
    mapped.mkdir(parents=True)
    (mapped / "uuid").write_text("CRYPT-PLAIN-swap\n")

    found = machine_facts.swaps(tmp_path / "swaps", tmp_path / "blocks")

    assert found == {
        "/dev/dm-1": True,
        "/dev/zram0": True,
        "/dev/sda2": False,
        "/swapfile": False,
    }
    assert [one.level for one in judge_swaps(found)] == [Level.UNSAFE] * 2


def test_a_mapped_volume_without_encryption_is_not_safe(tmp_path: Path) -> None:
    (tmp_path / "swaps").write_text(SWAPS)
    mapped = tmp_path / "blocks" / "dm-1" / "dm"
    mapped.mkdir(parents=True)
    (mapped / "uuid").write_text("LVM-swap\n")

    assert machine_facts.swaps(tmp_path / "swaps", tmp_path / "blocks")["/dev/dm-1"] is False


@pytest.mark.parametrize(
    ("dumpable", "pattern", "level"),
    [
        (0, "|/usr/bin/crash", None),
        (1, "core", Level.UNSAFE),
        (2, "core", None),
        (2, "|/usr/bin/crash", Level.CARE),
    ],
)
def test_dumps_of_protected_processes(dumpable: int, pattern: str, level: Level | None) -> None:
    found = [one.level for one in judge_dumps(dumpable=dumpable, pattern=pattern)]

    assert found == ([] if level is None else [level])


@pytest.mark.parametrize(("minutes", "count"), [(5, 0), (20, 0), (21, 1)])
def test_a_worker_that_fell_silent(minutes: int, count: int) -> None:
    found = list(judge_duty(plan=True, beat=NOW - timedelta(minutes=minutes), now=NOW))

    assert len(found) == count


@pytest.mark.parametrize(("days", "count"), [(0, 0), (7, 0), (8, 2)])
def test_a_week_without_checkpoint_or_backup(days: int, count: int) -> None:
    day = TODAY - timedelta(days=days)

    assert len(list(judge_days(checkpoint=day, backup=day, today=TODAY))) == count


@pytest.mark.parametrize(("days", "count"), [(0, 0), (1, 0), (2, 1), (40, 1)])
def test_a_day_on_which_no_member_signed_the_logs(days: int, count: int) -> None:
    found = list(judge_signed(TODAY - timedelta(days=days), today=TODAY))

    assert len(found) == count
    assert all("2017" in one.what for one in found)


def test_a_desk_whose_logs_no_member_ever_signed(desk: Told) -> None:
    done = run_corridor("doctor", data=desk.folder)

    assert "No member has signed what the logs look like at all yet" in done.stdout


def test_clocks_that_disagree() -> None:
    assert list(judge_clock(kept_right=True, database_ahead=29.0)) == []
    assert len(list(judge_clock(kept_right=True, database_ahead=-31.0))) == 1
    assert len(list(judge_clock(kept_right=False, database_ahead=31.0))) == 2


def test_error_pages_that_show_everything_are_unsafe() -> None:
    (finding,) = judge_web(debug=True, hosts=["desk.example"], shared=False)

    assert finding.level is Level.UNSAFE


GOOD = {
    "superuser": False,
    "owner": False,
    "encrypted": True,
    "local": False,
    "fsync": True,
    "full_pages": True,
}


@pytest.mark.parametrize(
    ("change", "level"),
    [
        ({"superuser": True, "owner": True}, Level.UNSAFE),
        ({"owner": True}, Level.CARE),
        ({"encrypted": False}, Level.UNSAFE),
        ({"fsync": False}, Level.UNSAFE),
        ({"full_pages": False}, Level.UNSAFE),
    ],
)
def test_a_database_that_is_not_safe(change: dict[str, bool], level: Level) -> None:
    (finding,) = judge_postgres(Postgres(**{**GOOD, **change}))

    assert finding.level is level


@pytest.mark.parametrize("change", [{}, {"encrypted": False, "local": True}])
def test_a_database_that_is_safe(change: dict[str, bool]) -> None:
    assert list(judge_postgres(Postgres(**{**GOOD, **change}))) == []


def test_machines_that_are_too_old_too_new_or_too_full() -> None:
    fine: dict[str, Any] = {
        "python": (3, 12),
        "openssl": (3, 0),
        "root": False,
        "free": 2 * 1024**3,
    }

    assert list(judge_machine(**fine)) == []
    changes: tuple[dict[str, Any], ...] = (
        {"python": (3, 10)},
        {"python": (3, 14)},
        {"openssl": (1, 1)},
        {"root": True},
        {"free": 1024},
    )
    for change in changes:
        assert len(list(judge_machine(**{**fine, **change}))) == 1
