"""A desk under strace: which files its processes open for writing, and what they write there.

Also what was written to a file that is gone again is in the trace, byte by byte.
"""

import os
import re
import signal
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from tests.support.processes import free_port, stop, tied_to_this_run, wait_until
from tests.support.server import COMMAND

FILES = "openat,open,creat,rename,renameat,renameat2,write,pwrite64,writev,pwritev,pwritev2"
_OPENED = re.compile(rb"openat\(.*O_(?:WRONLY|RDWR|CREAT).*= \d+<([^>]+)>(?:\(deleted\))?$")
_WROTE = re.compile(rb" p?write(?:64|v|v2)?\(\d+<([^>]*)>(?:\(deleted\))?, (.*)$")
_QUOTED = re.compile(rb'"((?:\\x[0-9a-f]{2})+)"')

_NO_FILES = {"proc", "dev", "sys"}


@dataclass(frozen=True, kw_only=True)
class TracedDesk:
    process: subprocess.Popen[bytes]
    url: str
    trace: Path
    log: Path

    @classmethod
    def start(
        cls,
        *,
        data: Path,
        strace: str,
        environment: Mapping[str, str],
        place: Path,
        calls: str = FILES,
    ) -> Self:
        """`place` is a folder for the trace and for what the desk says."""
        trace, log, port = place / "trace", place / "said", free_port()
        watch = [strace, "-f", "-qq", "-y", "-xx", "-s", "4194304"]
        watched = [*watch, "-e", f"trace={calls}", "-o", trace]
        command = [COMMAND, "--data", data, "run", "--port", str(port)]
        with log.open("wb") as said:
            process = subprocess.Popen(
                tied_to_this_run(*map(str, watched), *map(str, command)),
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                env={**os.environ, **environment, "PYTHONUNBUFFERED": "1"},
                start_new_session=True,
            )
        desk = cls(process=process, url=f"http://127.0.0.1:{port}", trace=trace, log=log)
        wait_until(
            lambda: b"ready " in log.read_bytes(),
            alive=lambda: process.poll() is None,
            seconds=90,
        )
        return desk

    def stop(self) -> None:
        os.killpg(self.process.pid, signal.SIGTERM)
        stop(self.process, by=signal.SIGTERM)

    def files_written(self) -> set[Path]:
        """Files that were opened for writing and are there still."""
        named = {Path(os.fsdecode(path)) for path in self._opened()}
        return {path for path in named if path.is_file() and path.parts[1] not in _NO_FILES}

    def bytes_written(self) -> Iterator[bytes]:
        """What went to files, whether or not they are there still."""
        for line in self.lines():
            match = _WROTE.search(line)
            if match and unhexed(match[1]).startswith(b"/"):
                yield from (unhexed(quoted) for quoted in _QUOTED.findall(match[2]))

    def _opened(self) -> Iterator[bytes]:
        for line in self.lines():
            match = _OPENED.search(line)
            if match:
                yield unhexed(match[1])

    def lines(self) -> Iterator[bytes]:
        with self.trace.open("rb") as lines:
            yield from (line.rstrip() for line in lines)


def unhexed(said: bytes) -> bytes:
    return bytes.fromhex(said.replace(rb"\x", b"").decode())
