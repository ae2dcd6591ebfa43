"""What a decoder that was taken over can do behind the walls: nothing."""

import platform
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from corridor.viewing.jail.calls import AARCH64, ALLOWED, REFUSED, X86_64
from corridor.viewing.jail.sieve import program

LOCKED = """
import ctypes, errno, os, signal, socket, threading
from corridor.viewing.jail.walls import lock
libc = ctypes.CDLL(None, use_errno=True)
def say(word): os.write(1, word.encode())
def call(*numbers):
    answer = libc.syscall(*numbers)
    say("done" if answer >= 0 else errno.errorcode[ctypes.get_errno()])
lock(memory=256 << 20, cpu_seconds=1)
"""


def inside(attack: str, *, seconds: float = 120) -> tuple[int, str]:
    """How a locked process ends that does this, and what it said before."""
    ended = subprocess.run(
        [sys.executable, "-I", "-c", LOCKED + attack],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
    )
    return ended.returncode, ended.stdout.decode()


def refused(act: str) -> bool:
    """Python was told that it is not permitted, and lived to say so."""
    attack = f"try:\n  {act}\n  say('done')\nexcept PermissionError: say('refused')"
    return inside(attack) == (0, "refused")


def test_a_locked_process_still_reads_writes_and_reckons() -> None:
    ended = inside("say(str(sum(range(10_000))) + os.read(0, 10).decode())")

    assert ended == (0, "49995000")


@pytest.mark.parametrize(
    "act",
    [
        "open('/etc/passwd')",
        "open('/etc/passwd', 'w')",
        "open('/tmp/from-the-jail', 'w')",
        "os.stat('/etc/passwd')",
        "os.readlink('/proc/self/exe')",
        "os.listdir('/')",
        "os.memfd_create('room')",
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
    ],
)
def test_no_file_and_no_network_is_reached(act: str) -> None:
    assert refused(act)


@pytest.mark.parametrize(
    "act",
    [
        "os.fork()",
        "os.execv('/bin/true', ['true'])",
        "os.posix_spawn('/bin/true', ['true'], {})",
        "os.kill(os.getppid(), 9)",
        "libc.ptrace(0, 0, 0, 0)",
        "os.setuid(0)",
        "os.chroot('/')",
        "os.unlink('/tmp/whatever')",
        "os.mkdir('/tmp/whatever')",
        "os.rename('/tmp/one', '/tmp/two')",
        "os.pipe()",
        "libc.dup(1)",
        "libc.unshare(0x10000000)",
        "libc.mount(b'none', b'/', b'tmpfs', 0, None)",
        "libc.setns(0, 0)",
        "call(310, os.getppid(), 0, 0, 0, 0, 0)",
        "call(321, 0, 0, 0)",
        "call(425, 1, 0)",
        "call(0x40000000 | 1, 1, b'x32', 3)",
    ],
)
@pytest.mark.skipif(platform.machine() != "x86_64", reason="some are given by number")
def test_what_drawing_never_needs_ends_the_process(act: str) -> None:
    assert inside(f"{act}\nsay('done')") == (-signal.SIGSYS, "")


def test_a_signal_to_another_process_ends_the_one_that_sent_it() -> None:
    attack = "libc.syscall(234, os.getppid(), os.getppid(), 9)"

    assert inside(attack)[0] == -signal.SIGSYS


def test_a_library_that_gives_up_ends_by_its_own_signal() -> None:
    assert inside("libc.abort()")[0] == -signal.SIGABRT


def test_no_memory_can_be_run_as_a_program() -> None:
    map_to_run = "libc.mmap.restype = ctypes.c_long\nsay(str(libc.mmap(0, 4096, 7, 34, -1, 0)))"

    assert inside(map_to_run) == (0, "-1")


def test_memory_cannot_be_made_to_run_afterwards() -> None:
    attack = (
        "libc.mmap.restype = ctypes.c_long\n"
        "room = libc.mmap(0, 4096, 3, 34, -1, 0)\n"
        "say(str(libc.mprotect(ctypes.c_long(room), 4096, 5)))"
    )

    assert inside(attack) == (0, "-1")


def test_more_memory_than_allowed_is_not_given() -> None:
    attack = "try:\n  bytearray(3 << 30)\nexcept MemoryError: say('no room')"

    assert inside(attack) == (0, "no room")


def test_memory_cannot_be_taken_by_many_small_bites() -> None:
    attack = (
        "kept = []\n"
        "try:\n  while True: kept.append(bytearray(1 << 20))\n"
        "except MemoryError: n = len(kept); kept = None; say('full' if n < 300 else 'more')"
    )

    assert inside(attack) == (0, "full")


def test_a_loop_without_end_is_ended() -> None:
    assert inside("while True: pass")[0] == -signal.SIGXCPU


def test_a_loop_that_does_not_listen_is_ended_all_the_same() -> None:
    attack = "signal.signal(signal.SIGXCPU, signal.SIG_IGN)\nwhile True: pass"

    assert inside(attack)[0] == -signal.SIGKILL


def test_the_walls_hold_in_a_thread_too() -> None:
    attack = (
        "def reach():\n"
        "  try: open('/etc/passwd')\n"
        "  except PermissionError: say('refused')\n"
        "one = threading.Thread(target=reach); one.start(); one.join()"
    )

    assert inside(attack) == (0, "refused")


def test_the_walls_cannot_be_taken_down() -> None:
    assert inside("say(str(libc.prctl(22, 0, 0, 0, 0)))") == (0, "-1")


def test_root_is_nobody_behind_the_walls() -> None:
    waiting = [sys.executable, "-I", "-c", LOCKED + "say('locked')\nos.read(0, 1)"]
    with subprocess.Popen(waiting, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.read(6) == b"locked"
        said = Path(f"/proc/{process.pid}/status").read_text("ascii")
        process.communicate(b"!")

    users = next(line.split()[1:] for line in said.splitlines() if line.startswith("Uid"))
    assert "0" not in users
    assert re.search(r"^CapEff:\t0+$", said, re.MULTILINE)
    assert re.search(r"^NoNewPrivs:\t1$", said, re.MULTILINE)
    assert re.search(r"^Seccomp:\t2$", said, re.MULTILINE)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_call_that_is_judged_has_a_number(machine: str) -> None:
    numbers = {"x86_64": X86_64, "aarch64": AARCH64}[machine]
    of_old = {"open", "stat", "lstat", "access", "readlink"} if machine == "aarch64" else set()

    missing = ({*ALLOWED, *REFUSED} - set(numbers)) - of_old - {"faccessat"}

    assert missing == set()
    assert len(set(numbers.values())) == len(numbers)


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_filter_is_one_that_the_kernel_takes(machine: str) -> None:
    steps = program(machine, process=1)

    assert len(steps) < 4096
    assert {len(step) for step in steps} == {8}
