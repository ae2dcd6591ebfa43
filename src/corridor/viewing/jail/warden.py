"""`python -I -m corridor.viewing.jail.warden LINE`: starts two locked processes for each file.

The warden has every decoder in memory and has never seen a file: it passes lines on and reads
none of them. What it starts for one file begins clean, and ends with that file. It is a program
of its own, started fresh and with one thread, never a copy of a web worker.
"""

import gc
import os
import selectors
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final

import msgspec

from corridor.base.hatch import shut_the_hatch
from corridor.viewing.errors import Reason
from corridor.viewing.jail import reader, writer
from corridor.viewing.jail.walls import lock
from corridor.viewing.kernel import landlock_version
from corridor.viewing.limits import LIMITS
from corridor.viewing.order import LINES, LONGEST_ORDER, READY, UNSAFE, Order
from corridor.viewing.reading import warming
from corridor.viewing.starting import WRAPPED

_DONE: Final = 0
_FIRST_FREE: Final = 3
_HIGHEST: Final = 1024
_TOO_LONG: Final = {signal.SIGXCPU, signal.SIGKILL}


class Job:
    """The two processes of one file, and the leash on which the door holds them."""

    def __init__(self, *, leash: socket.socket, deadline: float, pids: tuple[int, int]) -> None:
        self.leash = leash
        self.deadline = deadline
        self.reader, self.writer = pids
        self.ended = os.pidfd_open(self.writer)

    def finish(self) -> None:
        """Both are dead when this returns, and the door knows why."""
        late = time.monotonic() >= self.deadline
        reasons = [_ended(pid) for pid in (self.reader, self.writer)]
        verdict = Reason.TOOK_TOO_LONG if late else next(filter(None, reasons), _DONE)
        with suppress(OSError):  # the door may have been closed first
            self.leash.send(bytes([verdict]))
        self.leash.close()
        os.close(self.ended)


def _ended(pid: int) -> int:
    """How this process ended, or 0 where it had not, and was made to."""
    found, status = os.waitpid(pid, os.WNOHANG)
    if not found:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        return _DONE
    if os.WIFEXITED(status):
        return _DONE if os.WEXITSTATUS(status) == 0 else Reason.BROKEN
    if os.WTERMSIG(status) in _TOO_LONG:
        return Reason.TOOK_TOO_LONG
    return Reason.FORBIDDEN_ACT if os.WTERMSIG(status) == signal.SIGSYS else Reason.BROKEN


def _child(*, source: int, target: int, serve: Callable[[], None]) -> int:
    """A process with three lines: what it reads, what it writes, and nothing for errors."""
    pid = os.fork()
    if pid:
        return pid
    try:
        os.dup2(source, 0)
        os.dup2(target, 1)
        os.closerange(_FIRST_FREE, _HIGHEST)
        serve()
        os._exit(0)
    finally:
        os._exit(1)


def _start(order: Order, lines: list[int]) -> Job:
    source, target, leash = lines
    out, through = os.pipe()
    reading = _child(source=source, target=through, serve=lambda: reader.serve(order))
    os.close(through)
    writing = _child(source=out, target=target, serve=lambda: writer.serve(order))
    for line in (out, source, target):
        os.close(line)
    return Job(
        leash=socket.socket(fileno=leash),
        deadline=time.monotonic() + order.limits.seconds,
        pids=(reading, writing),
    )


class Warden:
    def __init__(self, control: socket.socket) -> None:
        self._control = control
        self._watch = selectors.DefaultSelector()
        self._watch.register(control, selectors.EVENT_READ)
        self._jobs: set[Job] = set()

    def serve(self) -> None:
        """Until the other end of the control line is closed."""
        while True:
            for key, _events in self._watch.select(self._patience()):
                if key.fileobj is self._control:
                    if not self._take():
                        return self._clear()
                elif key.data in self._jobs:
                    self._end(key.data)
            for job in [one for one in self._jobs if one.deadline <= time.monotonic()]:
                self._end(job)

    def _patience(self) -> float | None:
        if not self._jobs:
            return None
        return max(0.0, min(job.deadline for job in self._jobs) - time.monotonic())

    def _take(self) -> bool:
        said, lines, _flags, _address = socket.recv_fds(self._control, LONGEST_ORDER, LINES)
        if not said:
            return False
        job = _start(msgspec.json.decode(said, type=Order), lines)
        self._jobs.add(job)
        self._watch.register(job.leash, selectors.EVENT_READ, job)
        self._watch.register(job.ended, selectors.EVENT_READ, job)
        return True

    def _end(self, job: Job) -> None:
        self._watch.unregister(job.leash)
        self._watch.unregister(job.ended)
        self._jobs.discard(job)
        job.finish()

    def _clear(self) -> None:
        for job in list(self._jobs):
            self._end(job)


def walls_stand() -> bool:
    """Tried once, in a process that is thrown away, before any file is let in."""
    pid = os.fork()
    if pid == 0:
        try:
            lock(memory=LIMITS.memory, cpu_seconds=1)
            os._exit(0)
        finally:
            os._exit(1)
    return os.waitpid(pid, 0)[1] == 0


def is_shut_in(how: str) -> bool:
    """Where the kernel cannot forbid files and network, bubblewrap has to take them away."""
    return how == WRAPPED or landlock_version() > 0


def main() -> None:
    shut_the_hatch()
    control = socket.socket(fileno=int(sys.argv[1]))
    control.set_inheritable(False)
    warming.warm()
    writer.warm()
    gc.collect()
    gc.freeze()  # the copies share this memory and need not look through it
    safe = is_shut_in(sys.argv[2]) and walls_stand()
    control.send(READY if safe else UNSAFE)
    if safe:
        Warden(control).serve()


if __name__ == "__main__":
    main()
