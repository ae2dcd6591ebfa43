"""What this machine offers to lock a process up with: asked, and nothing changed."""

import ctypes
import errno
import platform
import shutil
import sys
from functools import cache
from typing import Final

LANDLOCK_CREATE: Final = 444
LANDLOCK_RESTRICT: Final = 446
_ASK_VERSION: Final = 1
_PR_GET_SECCOMP: Final = 21
MACHINES: Final = ("x86_64", "aarch64")


@cache
def c_library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def checked(answer: int) -> int:
    """What a call of the kernel answered, or `OSError`."""
    if answer < 0:
        code = ctypes.get_errno()
        raise OSError(code, errno.errorcode.get(code, ""))
    return answer


def landlock_version() -> int:
    """0 where the kernel has none, or has it switched off."""
    if sys.platform != "linux":
        return 0
    return max(0, int(c_library().syscall(LANDLOCK_CREATE, None, 0, _ASK_VERSION)))


def has_seccomp() -> bool:
    if sys.platform != "linux" or platform.machine() not in MACHINES:
        return False
    return int(c_library().prctl(_PR_GET_SECCOMP, 0, 0, 0, 0)) >= 0


def bubblewrap() -> str | None:
    return shutil.which("bwrap")
