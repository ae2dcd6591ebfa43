"""The shipped demo, made by its command once in a run, and what the command printed."""

import shutil
from pathlib import Path

from corridor.base.clock import system_clock
from corridor.services.premises import DEMO_CLOCK
from tests.support.once import made_once
from tests.support.server import run_corridor

PRINTED = "printed.json"
MADE_AT = "made-at"


def demo_desk(folder: Path, *, until: str) -> str:
    """A copy in `folder`, as it was when it had just been made; the object printed."""
    made = made_once(f"demo-{until}", lambda place: _make(place, until=until))
    shutil.copytree(made / "desk", folder, ignore=shutil.ignore_patterns("static"))
    _put_back(folder / DEMO_CLOCK, by=_now() - int((made / MADE_AT).read_text()))
    return (made / PRINTED).read_text(encoding="utf-8")


def _make(place: Path, *, until: str) -> None:
    made = run_corridor("demo", "--until", until, "--json", data=place / "desk")
    assert (made.returncode, made.stderr) == (0, "")
    (place / PRINTED).write_text(made.stdout, encoding="utf-8")
    (place / MADE_AT).write_text(str(_now()))


def _put_back(clock: Path, *, by: int) -> None:
    clock.write_text(str(int(clock.read_text()) + by))


def _now() -> int:
    return int(system_clock().timestamp())
