"""Keys live in memory: no process of a desk leaves a copy of its memory on the disk."""

import os
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.duty import found_desk
from tests.cli.test_run import family
from tests.support.server import RunningDesk

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="/proc and prctl are Linux's")

_CORE = re.compile(r"^Max core file size +(\S+) +(\S+)", re.MULTILINE)
_DUMPABLE = "import ctypes; print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))"


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDesk]:
    """Served from a shell that would allow a dump of any size."""
    folder = tmp_path_factory.mktemp("hatch") / "desk"
    found_desk(folder)
    hard = resource.getrlimit(resource.RLIMIT_CORE)[1]
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    try:
        desk = RunningDesk.start(data=folder)
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, before)
    yield desk
    desk.stop()
    desk.log.unlink()


def allowed(pid: int) -> tuple[str, str]:
    """How large a dump may become: now, and at most."""
    found = _CORE.search(Path(f"/proc/{pid}/limits").read_text(encoding="utf-8"))
    assert found is not None
    return found[1], found[2]


def dumpable(program: str, **environment: str) -> str:
    """What the kernel says of a process that has run `program`."""
    asked = subprocess.run(
        [sys.executable, "-c", f"{program}\n{_DUMPABLE}"],
        check=True,
        capture_output=True,
        text=True,
        env={**os.environ, **environment},
    )
    return asked.stdout.strip()


def test_no_process_of_a_desk_may_write_its_memory_to_the_disk(running: RunningDesk) -> None:
    processes = [running.process.pid, *family(running.process.pid)]

    assert len(processes) >= 3
    assert {allowed(pid) for pid in processes} == {("0", "0")}


def test_a_process_is_open_to_others_of_its_user_until_the_hatch_is_shut() -> None:
    shut = "from corridor.base.hatch import shut_the_hatch; shut_the_hatch()"

    assert dumpable("pass") == "1"
    assert dumpable(shut) == "0"


def test_the_process_that_holds_keys_shuts_it_itself(tmp_path: Path) -> None:
    """A new program begins open: what the first process has shut is not inherited."""
    place = {"CORRIDOR_DATA": str(tmp_path), "CORRIDOR_FACE": "press"}

    assert dumpable("import corridor.config.wsgi", **place) == "0"
