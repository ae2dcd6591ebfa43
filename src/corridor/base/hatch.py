"""Keys live in this process's memory: nothing may copy that memory to a disk."""

import ctypes
import resource
import sys

_PR_SET_DUMPABLE = 4


def shut_the_hatch() -> None:
    """No core dump; on Linux, no debugger of another process of the same user either."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
