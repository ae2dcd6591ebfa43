"""Serving a desk: when it says ready, how it ends, and what it refuses."""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.duty import found_desk
from tests.support.processes import wait_until
from tests.support.server import RunningDesk, run_corridor


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("run") / "desk"
    found_desk(folder)
    return folder


@pytest.fixture
def running(founded: Path) -> Iterator[RunningDesk]:
    desk = RunningDesk.start(data=founded)
    yield desk
    desk.stop()
    desk.log.unlink()


def family(pid: int) -> dict[int, str]:
    """Processes that this one started and that still run, with their commands."""
    found = {}
    for place in Path("/proc").glob("[0-9]*"):
        try:
            stat = (place / "stat").read_text().rpartition(")")[2].split()
            command = (place / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if int(stat[1]) == pid and stat[0] != "Z":
            found[int(place.name)] = command
    return found


def worker_of(desk: RunningDesk) -> int | None:
    family_now = family(desk.process.pid).items()
    return next((pid for pid, words in family_now if " worker " in words), None)


def runs(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def until(seen: Callable[[], bool], *, seconds: float = 20) -> None:
    wait_until(seen, alive=lambda: True, seconds=seconds)


def test_ready_is_said_once_and_nothing_is_logged_of_who_asks(running: RunningDesk) -> None:
    line = re.compile(r"ready http://127\.0\.0\.1:\d+\n")

    said = running.said

    assert len(line.findall(said)) == 1
    assert line.sub("", said).strip() in {
        "",
        "No notice address is set: nobody will be woken (corridor notices).",
    }


def test_a_second_desk_on_the_same_port_says_so_and_ends(running: RunningDesk) -> None:
    port = running.url.rpartition(":")[2]

    done = run_corridor("run", "--port", port, data=running.data, seconds=60)

    assert done.returncode == 1
    assert port in done.stderr
    assert "--port" in done.stderr
    assert "Traceback" not in done.stderr
    assert "ready" not in done.stdout


def test_it_ends_within_ten_seconds_and_its_children_with_it(running: RunningDesk) -> None:
    until(lambda: worker_of(running) is not None)
    children = family(running.process.pid)
    began = time.monotonic()

    running.process.send_signal(signal.SIGTERM)
    status = running.process.wait(15)

    assert status == 0
    assert time.monotonic() - began < 10
    assert len(children) >= 2
    assert not [pid for pid in children if runs(pid)]


def test_a_worker_that_dies_is_started_again(running: RunningDesk) -> None:
    until(lambda: worker_of(running) is not None)
    first = worker_of(running)
    assert first is not None

    os.kill(first, signal.SIGKILL)

    until(lambda: worker_of(running) not in {None, first})


def test_a_worker_does_not_outlive_a_desk_that_was_killed(running: RunningDesk) -> None:
    until(lambda: worker_of(running) is not None)
    worker = worker_of(running)
    assert worker is not None

    os.kill(running.process.pid, signal.SIGKILL)
    running.process.wait(10)

    until(lambda: not runs(worker))
    running.kill()


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "::", "desk.example"])
def test_all_faces_share_an_address_on_loopback_only(founded: Path, host: str) -> None:
    done = run_corridor("run", "--host", host, data=founded, seconds=60)

    assert done.returncode == 2
    assert "loopback" in done.stderr


def test_an_address_of_another_machine_is_told_in_a_sentence(founded: Path) -> None:
    done = run_corridor(
        "run", "--face", "public", "--host", "192.0.2.7", data=founded, seconds=60
    )

    assert done.returncode == 1
    assert "not of this machine" in done.stderr


def test_a_face_alone_leaves_the_desks_file_alone(founded: Path) -> None:
    """Its role in the database may change no table, and the public face sees no desk."""
    file = founded / "desk.sqlite3"
    stamp, content = file.stat().st_mtime_ns, file.read_bytes()

    desk = RunningDesk.start("--face", "public", data=founded)
    desk.stop()
    desk.log.unlink()

    assert (file.stat().st_mtime_ns, file.read_bytes()) == (stamp, content)
