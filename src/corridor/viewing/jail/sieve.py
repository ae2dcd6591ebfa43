"""The seccomp filter: a short program that the kernel runs before each call of this process."""

import ctypes
import os
import platform
import struct
from typing import Final

from corridor.viewing.jail.calls import AARCH64, ALLOWED, REFUSED, X86_64
from corridor.viewing.kernel import c_library, checked

_ARCHITECTURES: Final = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_NUMBERS: Final = {"x86_64": X86_64, "aarch64": AARCH64}

_KILL: Final = 0x80000000
_ALLOW: Final = 0x7FFF0000
_NOT_PERMITTED: Final = 0x00050001
_UNKNOWN_CALL: Final = 0x00050026

_LOAD: Final = 0x20
_IF_EQUAL: Final = 0x15
_IF_AT_LEAST: Final = 0x35
_IF_ANY_BIT: Final = 0x45
_RETURN: Final = 0x06

_CALL: Final = 0  # where things stand in what the kernel shows to the program
_MACHINE: Final = 4
_FIRST_ARGUMENT: Final = 16
_THIRD_ARGUMENT: Final = 32

_X32: Final = 0x40000000  # a second set of numbers on x86_64, for another kind of program
_EXECUTABLE: Final = 4
_THREAD: Final = 0x003D0F00  # what the C library asks for, bit for bit
_PR_SET_SECCOMP: Final = 22
_MODE_FILTER: Final = 2


def _step(code: int, number: int, *, then: int = 0, otherwise: int = 0) -> bytes:
    return struct.pack("HBBI", code, then, otherwise, number)


def _if_call(number: int, answer: list[bytes]) -> list[bytes]:
    return [_step(_IF_EQUAL, number, otherwise=len(answer)), *answer]


def _only_plain_memory() -> list[bytes]:
    """Memory to write on, never memory to run."""
    return [
        _step(_LOAD, _THIRD_ARGUMENT),
        _step(_IF_ANY_BIT, _EXECUTABLE, otherwise=1),
        _step(_RETURN, _NOT_PERMITTED),
        _step(_RETURN, _ALLOW),
    ]


def _only_to(process: int) -> list[bytes]:
    """A signal to oneself alone: how a library that gives up ends its process."""
    return [
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_IF_EQUAL, process, otherwise=1),
        _step(_RETURN, _ALLOW),
        _step(_RETURN, _KILL),
    ]


def _only_threads() -> list[bytes]:
    """Whoever asks for a process, or for a name space of its own, is ended."""
    return [
        _step(_LOAD, _FIRST_ARGUMENT),
        _step(_IF_EQUAL, _THREAD, otherwise=1),
        _step(_RETURN, _ALLOW),
        _step(_RETURN, _KILL),
    ]


def program(machine: str, *, process: int) -> list[bytes]:
    numbers = _NUMBERS[machine]
    steps = [
        _step(_LOAD, _MACHINE),
        _step(_IF_EQUAL, _ARCHITECTURES[machine], then=1),
        _step(_RETURN, _KILL),
        _step(_LOAD, _CALL),
    ]
    if machine == "x86_64":
        steps += [_step(_IF_AT_LEAST, _X32, otherwise=1), _step(_RETURN, _KILL)]
    for name in ALLOWED:
        steps += _if_call(numbers[name], [_step(_RETURN, _ALLOW)])
    for name in ("mmap", "mprotect"):
        steps += _if_call(numbers[name], _only_plain_memory())
    steps += _if_call(numbers["tgkill"], _only_to(process))
    # Its wishes stand in memory where no filter sees them; unknown, it is asked the older way.
    steps += _if_call(numbers["clone3"], [_step(_RETURN, _UNKNOWN_CALL)])
    steps += _if_call(numbers["clone"], _only_threads())
    for name in REFUSED:
        if name in numbers:
            steps += _if_call(numbers[name], [_step(_RETURN, _NOT_PERMITTED)])
    return [*steps, _step(_RETURN, _KILL)]


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("steps", ctypes.c_void_p))


def put_on_sieve() -> None:
    """From here on only what drawing needs. There is no way back."""
    steps = program(platform.machine(), process=os.getpid())
    bytes_ = ctypes.create_string_buffer(b"".join(steps))
    handed = _Program(len(steps), ctypes.cast(bytes_, ctypes.c_void_p))
    checked(
        c_library().prctl(_PR_SET_SECCOMP, _MODE_FILTER, ctypes.byref(handed), 0, 0),
    )
