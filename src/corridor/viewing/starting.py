"""How the warden is started: a fresh interpreter, an empty environment, an empty house."""

import sys
from pathlib import Path
from typing import Final

import corridor
from corridor.viewing.kernel import bubblewrap, landlock_version

WARDEN: Final = "corridor.viewing.jail.warden"
WRAPPED: Final = "wrapped"
BARE: Final = "bare"
ENVIRONMENT: Final = {"LANG": "C.UTF-8"}
_SYSTEM: Final = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache")
_ISOLATED: Final = ("-I", "-B", "-m", WARDEN)


def commands(line: int) -> list[list[str]]:
    """The ways to start it on this machine, the safest first; none where none is safe."""
    ways = []
    wrapper = bubblewrap()
    if wrapper is not None:
        ways.append([wrapper, *_house(), *_python(line, WRAPPED)])
    if landlock_version() > 0:
        ways.append(_python(line, BARE))
    return ways


def _python(line: int, how: str) -> list[str]:
    return [sys.executable, *_ISOLATED, str(line), how]


def _house() -> list[str]:
    """The interpreter and its libraries, to be read; no home, no desk, no network."""
    rooms = {
        place
        for place in (*_SYSTEM, sys.prefix, sys.base_prefix, str(_own_folder()))
        if Path(place).exists()
    }
    bound = [part for room in sorted(rooms) for part in ("--ro-bind", room, room)]
    return ["--unshare-all", "--cap-drop", "ALL", *bound, "--chdir", "/", "--"]


def _own_folder() -> Path:
    return Path(corridor.__path__[0]).parent
