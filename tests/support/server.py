"""The `corridor` command, as people run it: in a process of its own, over real sockets."""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Self

from tests.support.processes import free_port, stop, tied_to_this_run, wait_until
from tests.support.ready import ready

COMMAND = Path(sys.executable).with_name("corridor")


def run_corridor(
    *arguments: str,
    data: Path,
    environment: Mapping[str, str] | None = None,
    seconds: int = 300,
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end; the caller judges its words and its exit code."""
    words = ["--data", str(data), *arguments]
    around = {**os.environ, **(environment or {})}
    if "PYTHONPATH" in (environment or {}):
        return _run_anew(words, environment=around, seconds=seconds)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as trouble:
        code = ready().run(words, environment=around, said=(out, trouble), seconds=seconds)
        told = [_read(file) for file in (out, trouble)]
    return subprocess.CompletedProcess([str(COMMAND), *words], code, *told)


def _read(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


def _run_anew(
    words: list[str], *, environment: Mapping[str, str], seconds: int
) -> subprocess.CompletedProcess[str]:
    """Other modules than those that are read already."""
    return subprocess.run(
        [COMMAND, *words],
        check=False,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=seconds,
        env=environment,
    )


@dataclass(frozen=True, kw_only=True)
class RunningDesk:
    """`corridor run`, from its `ready` line until it is stopped."""

    data: Path
    process: subprocess.Popen[bytes]
    log: Path

    @classmethod
    def start(
        cls, *arguments: str, data: Path, environment: Mapping[str, str] | None = None
    ) -> Self:
        """Start serving; `arguments` follow `run`, as `--face public`."""
        handle, log = tempfile.mkstemp(prefix="corridor-serves-", suffix=".log")
        place = ["--host", "127.0.0.1", "--port", str(free_port())]
        with open(handle, "wb") as said:  # noqa: PTH123 - the handle is already open
            process = subprocess.Popen(
                tied_to_this_run(COMMAND, "--data", data, "run", *place, *arguments),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env={**os.environ, "PYTHONUNBUFFERED": "1", **(environment or {})},
                start_new_session=True,
            )
        desk = cls(data=data, process=process, log=Path(log))
        desk._wait()
        return desk

    @property
    def said(self) -> str:
        return self.log.read_text(encoding="utf-8")

    @property
    def url(self) -> str:
        """The address without its last slash: `desk.url + "/en/"`."""
        return self._ready_line().removeprefix("ready ").rstrip("/")

    def stop(self) -> int:
        return stop(self.process, by=signal.SIGTERM)

    def kill(self) -> None:
        """Pull the plug: every process of this desk ends without a word of warning."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(15)

    def _ready_line(self) -> str:
        lines = self.said.splitlines(keepends=True)
        complete = (line.strip() for line in lines if line.endswith("\n"))
        return next((line for line in complete if line.startswith("ready ")), "")

    def _wait(self) -> None:
        try:
            wait_until(
                lambda: self._ready_line() != "",
                alive=lambda: self.process.poll() is None,
                seconds=60,
            )
        except Exception as error:
            error.add_note(self.said)
            self.stop()
            self.log.unlink()
            raise
