"""What takes long to make is made once for all processes of a run, and copied for each test."""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path


def made_once(name: str, make: Callable[[Path], object]) -> Path:
    """The first to ask makes it, the others wait; nobody writes to what they are given.

    A folder that `make` did not finish is thrown away, and the next to ask makes it anew.
    """
    shared = Path(os.environ["CORRIDOR_DATA"]) / "made-once"
    shared.mkdir(exist_ok=True)
    place = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            begun = shared / f"{name}.begun"
            shutil.rmtree(begun, ignore_errors=True)
            begun.mkdir()
            make(begun)
            begun.rename(place)
    return place
