"""A process that has read the libraries and waits: each command runs in a child of its own.

Most of a short command's time is spent reading Python modules, and the suite runs hundreds. A
child has its own memory, folder, variables and files, as a command typed by hand has; settings
are read in it, never before.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from types import ModuleType
from typing import IO, Any

LONGEST = 200_000
# Nothing here reads settings: those depend on the command's own variables.
LIBRARIES = (
    "django.contrib.staticfiles.apps",
    "django.core.management",
    "django.core.serializers.json",
    "django.db.backends.postgresql.base",
    "django.db.backends.sqlite3.base",
    "django.db.migrations.executor",
    "django.db.models",
    "corridor.cli.main",
)
PACKAGES = ("crypto", "domain", "ledger", "services")


@dataclass(frozen=True)
class Ready:
    """The waiting process, from the side of the tests."""

    line: socket.socket
    process: subprocess.Popen[bytes]
    turn: threading.Lock = field(default_factory=threading.Lock)

    def run(
        self,
        words: list[str],
        *,
        environment: Mapping[str, str],
        said: tuple[IO[bytes], IO[bytes]],
        seconds: float,
    ) -> int:
        """The exit code. Raises `TimeoutExpired` after ending what took too long."""
        ours, theirs = socket.socketpair()
        asked = {"words": words, "environment": dict(environment), "folder": str(Path.cwd())}
        with ours:
            with theirs, self.turn:
                files = [said[0].fileno(), said[1].fileno(), theirs.fileno()]
                socket.send_fds(self.line, [json.dumps(asked).encode()], files)
            return _ended(ours, words, seconds=seconds)


def _ended(line: socket.socket, words: list[str], *, seconds: float) -> int:
    answers = line.makefile()
    pid = int(answers.readline())
    line.settimeout(seconds)
    try:
        return int(answers.readline())
    except TimeoutError:
        os.kill(pid, signal.SIGKILL)
        raise subprocess.TimeoutExpired(words, seconds) from None


@cache
def ready() -> Ready:
    """One for each process of the run; it ends when that process does."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    paths = os.pathsep.join(sys.path)
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.ready", str(theirs.fileno())],
        pass_fds=[theirs.fileno()],
        stdin=subprocess.DEVNULL,
        # A process with threads cannot be forked safely.
        env={**os.environ, "PYTHONPATH": paths, "OPENBLAS_NUM_THREADS": "1"},
    )
    theirs.close()
    return Ready(ours, process)


def serve(line: socket.socket) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        asked, files, _flags, _from = socket.recv_fds(line, LONGEST, 3)
        if not asked:
            return
        if os.fork() == 0:
            line.close()
            _keep(json.loads(asked), files)
        for file in files:
            os.close(file)


def _keep(asked: dict[str, Any], files: list[int]) -> None:
    """Between the two: waits for the command, and tells how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    answers = files.pop()
    command = os.fork()
    if command == 0:
        os.close(answers)
        _become(asked, files)
    os.write(answers, f"{command}\n".encode())
    _pid, status = os.waitpid(command, 0)
    os.write(answers, f"{os.waitstatus_to_exitcode(status)}\n".encode())
    os._exit(0)


def _become(asked: dict[str, Any], files: list[int]) -> None:
    for number, file in enumerate(files, start=1):
        os.dup2(file, number)
        os.close(file)
    os.environ.clear()
    os.environ.update(asked["environment"])
    time.tzset()
    os.chdir(asked["folder"])
    sys.argv = ["corridor", *asked["words"]]
    # From here on it ends as any interpreter does.
    sys.exit(import_module("corridor.cli").main())


def read_libraries() -> None:
    for name in LIBRARIES:
        import_module(name)
    for name in PACKAGES:
        _read_whole(import_module(f"corridor.{name}"))


def _read_whole(package: ModuleType) -> None:
    for module in walk_packages(package.__path__, f"{package.__name__}."):
        import_module(module.name)


if __name__ == "__main__":
    read_libraries()
    serve(socket.socket(fileno=int(sys.argv[1])))
