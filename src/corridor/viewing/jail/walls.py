"""The walls around one process, put up from the inside, in an order that none can undo."""

import ctypes
import os
import resource
import struct
from typing import Final

from corridor.base.hatch import shut_the_hatch
from corridor.viewing.jail.sieve import put_on_sieve
from corridor.viewing.kernel import (
    LANDLOCK_CREATE,
    LANDLOCK_RESTRICT,
    c_library,
    checked,
    landlock_version,
)

_PR_SET_NO_NEW_PRIVS: Final = 38
_NOBODY: Final = 65534
_STANDARD: Final = 3  # standard input, output and errors
_LIBRARIES: Final = 512 * 1024 * 1024  # their address space, which is no fault of the file

_FILES: Final = {1: 1 << 13, 2: 1 << 14, 3: 1 << 15, 4: 1 << 15}
_FILES_NOW: Final = 1 << 16  # from version 5 on: also devices
_NETWORK: Final = 3  # binding and connecting, from version 4 on
_SCOPE: Final = 3  # abstract sockets and signals to others, from version 6 on
_WITH_NETWORK: Final = 4
_WITH_SCOPE: Final = 6


def _handled(version: int) -> bytes:
    """Everything that this kernel can forbid; no rule follows that would allow any of it."""
    attributes = struct.pack("Q", _FILES.get(version, _FILES_NOW) - 1)
    if version >= _WITH_NETWORK:
        attributes += struct.pack("Q", _NETWORK)
    if version >= _WITH_SCOPE:
        attributes += struct.pack("Q", _SCOPE)
    return attributes


def forbid_files_and_network() -> None:
    """Where the kernel has landlock. Where it has not, the caller has bubblewrap around us."""
    version = landlock_version()
    if version == 0:
        return
    attributes = _handled(version)
    ruleset = checked(
        c_library().syscall(LANDLOCK_CREATE, attributes, ctypes.c_size_t(len(attributes)), 0)
    )
    checked(c_library().syscall(LANDLOCK_RESTRICT, ruleset, 0))
    os.close(ruleset)


def become_nobody() -> None:
    """Root inside the walls would still be root to a fault of the kernel."""
    if os.geteuid() != 0:
        return
    try:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    except PermissionError:  # inside bubblewrap root has no power left, this one included
        return


def limit(*, memory: int, cpu_seconds: int) -> None:
    for which, most in (
        (resource.RLIMIT_AS, _LIBRARIES + memory),
        (resource.RLIMIT_DATA, memory),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, _STANDARD),
    ):
        resource.setrlimit(which, (most, most))
    # The first is a signal that tells why; the second cannot be caught.
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds + 1))


def lock(*, memory: int, cpu_seconds: int) -> None:
    """Nothing but reading line 0, writing line 1, memory, time. Raises where a wall fails."""
    checked(c_library().prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0))
    forbid_files_and_network()
    become_nobody()
    shut_the_hatch()  # again: to change the user makes a process dumpable
    limit(memory=memory, cpu_seconds=cpu_seconds)
    put_on_sieve()
