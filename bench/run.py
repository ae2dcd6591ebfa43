"""`make bench`: every row of docs/running/performance.md that exists, against its goal."""

import argparse
import os
import sys
import tempfile
from pathlib import Path

# Started as a script, it finds its own parts and those of the tests from the project's root.
sys.path[0] = str(Path(__file__).resolve().parents[1])

from bench import at_the_door, files, names, viewing  # noqa: E402
from tests.floods.asking import Visitor, send, write_down  # noqa: E402
from tests.floods.desks import Founded  # noqa: E402
from tests.support.postgres import Postgres, find_programs  # noqa: E402
from tests.support.server import RunningDesk  # noqa: E402


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="smaller numbers, under 2 minutes")
    quick: bool = parser.parse_args().quick
    sys.stdout.write("row | figure | goal | ok or short\n")
    with tempfile.TemporaryDirectory(prefix="corridor-bench-") as name:
        folder = Path(name)
        in_this_process(folder, quick=quick)
        at_the_door.measure(folder, requests=100 if quick else 2_500)
        files.measure(folder)
        names.measure(folder, number=10_000 if quick else 100_000)
        viewing.measure(times=3 if quick else 9)
        if not quick:
            on_postgres(folder)
    return 0


def on_postgres(folder: Path) -> None:
    programs = find_programs()
    if programs is None:
        sys.stdout.write("PostgreSQL is not installed: its rows are left out\n")
        return
    cluster = Postgres.start(programs)
    try:
        place = folder / "postgresql"
        place.mkdir()
        at_the_door.measure(place, requests=500, database_url=cluster.make_database())
    finally:
        cluster.stop()


def in_this_process(folder: Path, *, quick: bool) -> None:
    """A desk with one case, opened here: its settings are read once, so it comes first."""
    founded = Founded.in_folder(
        folder / "desk", members=("Lyra:steward,caseworker,intake,director",)
    )
    _ask_once(founded)
    os.environ["CORRIDOR_DATA"] = str(founded.folder)
    from tests.kills.desk_writer import cases, enter  # noqa: I001, PLC0415 - sets Django up
    from bench import at_the_desk  # noqa: PLC0415
    from bench.lists import lists  # noqa: PLC0415
    from bench.plain import PlainDesk  # noqa: PLC0415

    (lyra,) = founded.log_ins
    desk, cookie = enter(0, lyra.handle, lyra.passphrase, lyra.second)
    (case,) = cases(desk)
    plain = PlainDesk(folder)
    at_the_desk.log_in(lyra, times=3 if quick else 9)
    at_the_desk.session(cookie)
    at_the_desk.append_and_open(desk, case, plain, times=100)
    at_the_desk.verify_all(desk, chains=100 if quick else 2_000)
    for number in (10_000,) if quick else (10_000, 100_000):
        lists(desk, at_the_desk.visit(cookie), number=number)
    plain.close()


def _ask_once(founded: Founded) -> None:
    desk = RunningDesk.start(data=founded.folder)
    try:
        with Visitor.at(desk.url) as visitor:
            send(visitor, write_down(visitor, what="a request of some words"))
    finally:
        desk.stop()
        desk.log.unlink()


if __name__ == "__main__":
    sys.exit(main())
