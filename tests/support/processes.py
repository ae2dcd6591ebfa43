"""Processes that a test starts: bounded in time, stopped by their own id."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path


class DidNotStartError(Exception):
    """What was started ended, or stayed silent for too long."""


def tied_to_this_run(*command: str | Path) -> list[str | Path]:
    """The command, ended by the kernel when the test run is killed and cannot stop it."""
    tie = shutil.which("setpriv")
    return [tie, "--pdeathsig", "TERM", *command] if tie else [*command]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until(ready: Callable[[], bool], *, alive: Callable[[], bool], seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while not ready():
        if not alive() or time.monotonic() > deadline:
            raise DidNotStartError
        time.sleep(0.02)


def stop(process: subprocess.Popen[bytes], *, by: signal.Signals, seconds: float = 15) -> int:
    """Ask it to end; after `seconds` end it and its children, which share its group."""
    if process.poll() is None:
        process.send_signal(by)
    try:
        return process.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        return process.wait(seconds)
