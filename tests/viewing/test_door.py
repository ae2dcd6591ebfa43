"""The door: one pair of processes for each file, clean at the start and gone at the end."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from corridor.viewing import starting
from corridor.viewing.door import Viewer
from corridor.viewing.errors import (
    BrokenFileError,
    BusyError,
    CannotViewSafelyError,
    ForbiddenActError,
    Reason,
    TookTooLongError,
    ViewingError,
)
from corridor.viewing.frames import Frame, Tag, frame_bytes, read_frame
from corridor.viewing.kernel import bubblewrap
from corridor.viewing.shown import Kind, Picture
from tests.support.processes import wait_until
from tests.viewing.files import pdf, picture
from tests.viewing.looking import Look, Seen, ink

MARK = b"quincewort-Heron-K0412"


def children(pid: int) -> list[int]:
    """Every process below this one, those that ended and were not collected left out."""
    found = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text("ascii").split():
            state = Path(f"/proc/{child}/stat").read_text("ascii").rpartition(") ")[2][0]
            found += [int(child), *children(int(child))] if state != "Z" else []
    return found


def warden(viewer: Viewer) -> int:
    viewer.warm()
    started = viewer._warden
    assert started is not None
    found = [started.pid, *children(started.pid)]
    return next(pid for pid in found if b"bwrap" not in program(pid))


def program(pid: int) -> bytes:
    return Path(f"/proc/{pid}/cmdline").read_bytes()


def test_each_file_has_two_processes_of_its_own_while_it_is_shown(viewer: Viewer) -> None:
    resting = warden(viewer)
    assert children(resting) == []

    shown = viewer.convert([pdf(*"abcdefgh")], declared="")
    next(shown)

    assert len(children(resting)) == 2
    shown.close()


def test_both_are_gone_when_the_file_was_shown(viewer: Viewer) -> None:
    list(viewer.convert([pdf("one")], declared=""))

    wait_until(lambda: children(warden(viewer)) == [], alive=lambda: True, seconds=5)


def test_both_are_gone_when_nobody_looks_any_more(viewer: Viewer) -> None:
    shown = viewer.convert([pdf(*"abcdefgh")], declared="")
    next(shown)

    shown.close()

    wait_until(lambda: children(warden(viewer)) == [], alive=lambda: True, seconds=5)


def test_both_are_gone_when_the_file_cannot_be_brought(viewer: Viewer) -> None:
    def lost() -> Iterator[bytes]:
        yield b"%PDF-1.7"
        raise FileNotFoundError

    with pytest.raises(FileNotFoundError):
        list(viewer.convert(lost(), declared=""))

    wait_until(lambda: children(warden(viewer)) == [], alive=lambda: True, seconds=5)


def test_two_files_are_shown_by_processes_that_never_meet(viewer: Viewer) -> None:
    one = viewer.convert([pdf(*"abcdefgh")], declared="")
    two = viewer.convert([pdf(*"abcdefgh")], declared="")
    next(one)
    next(two)

    assert len(set(children(warden(viewer)))) == 4
    one.close()
    two.close()


def memory_of(pid: int) -> Iterator[bytes]:
    with Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("ascii").splitlines():
            place, rights, *_rest = line.split()
            begin, end = (int(edge, 16) for edge in place.split("-"))
            if rights.startswith("rw"):
                memory.seek(begin)
                try:
                    yield memory.read(end - begin)
                except OSError:
                    continue


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may read another process's memory")
def test_nothing_of_one_file_is_there_when_the_next_begins() -> None:
    viewer = Viewer()
    marked = MARK + b" said nothing. " * 50
    control = bytes(MARK)

    for _time in range(3):
        assert Seen(viewer.convert([marked], declared="text/plain")).pictures
    resting = warden(viewer)
    left = sum(MARK in part for part in memory_of(resting))
    ours = sum(control in part for part in memory_of(os.getpid()))
    viewer.close()

    assert ours > 0  # the search finds it where it is
    assert left == 0


def test_a_file_looks_the_same_whatever_was_shown_before(look: Look) -> None:
    alone = [one.webp for one in look(pdf("one", "two")).pictures]
    look(picture("PNG"))
    look(MARK * 500)

    again = [one.webp for one in look(pdf("one", "two")).pictures]

    assert again == alone


def test_the_warden_starts_with_an_empty_environment() -> None:
    os.environ["CORRIDOR_PLANTED"] = MARK.decode()
    fresh = Viewer()
    said = Path(f"/proc/{warden(fresh)}/environ").read_bytes()
    del os.environ["CORRIDOR_PLANTED"]
    fresh.close()

    names = {one.partition(b"=")[0] for one in said.split(b"\0") if one}
    assert MARK not in said
    assert names <= {b"LANG", b"PWD"}


def test_a_converter_holds_no_line_but_its_own(viewer: Viewer) -> None:
    with Path(__file__).open(encoding="utf-8") as ours:
        os.set_inheritable(ours.fileno(), True)
        shown = viewer.convert([pdf(*"abcdefgh")], declared="")
        next(shown)
        both = children(warden(viewer))
        lines = [
            sorted(line.name for line in Path(f"/proc/{pid}/fd").iterdir()) for pid in both
        ]
        shown.close()

    assert lines == [["0", "1", "2"]] * 2


def test_nothing_is_written_anywhere_while_a_file_is_shown(tmp_path: Path) -> None:
    script = (
        "import sys\n"
        "from corridor.viewing.door import Viewer\n"
        "viewer = Viewer()\n"
        "list(viewer.convert([sys.stdin.buffer.read()], declared=''))\n"
        "viewer.close()\n"
    )
    trace = tmp_path / "calls"
    tracer = ["strace", "-f", "-e", "trace=openat,open,creat,memfd_create", "-o", str(trace)]

    ended = subprocess.run(
        [*tracer, sys.executable, "-c", script], input=pdf("one"), check=False, timeout=120
    )

    opened = trace.read_text("utf-8", "replace").splitlines()
    written = [line for line in opened if "O_WRONLY" in line or "O_RDWR" in line]
    own = [line for line in written if "/dev/null" not in line and "bwrap" not in line]
    assert ended.returncode == 0
    assert [line for line in own if ", 0" in line and "/proc/" not in line] == []


def test_a_warden_that_died_is_started_again(look: Look, viewer: Viewer) -> None:
    os.kill(warden(viewer), signal.SIGKILL)
    started = viewer._warden
    assert started is not None
    wait_until(lambda: not started.is_alive(), alive=lambda: True, seconds=5)

    assert look(pdf("one")).kind is Kind.PDF


def test_the_warden_ends_with_the_process_that_started_it() -> None:
    script = (
        "import os, sys\n"
        "from corridor.viewing.door import Viewer\n"
        "viewer = Viewer()\n"
        "viewer.warm()\n"
        "print(viewer._warden.pid, flush=True)\n"
        "os.kill(os.getpid(), 9)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, check=False, timeout=60
    ).stdout

    def gone() -> bool:
        try:
            state = Path(f"/proc/{int(said)}/stat").read_text("ascii")
        except FileNotFoundError:
            return True
        return state.rpartition(") ")[2][0] == "Z"

    wait_until(gone, alive=lambda: True, seconds=10)


def test_who_comes_when_every_place_is_taken_is_asked_to_wait() -> None:
    viewer = Viewer(places=1, patience=0.1)
    first = viewer.convert([pdf("one", "two")], declared="")
    next(first)

    with pytest.raises(BusyError):
        next(viewer.convert([pdf("one")], declared=""))

    first.close()
    assert Seen(viewer.convert([pdf("one")], declared="")).pictures
    viewer.close()


def test_many_threads_are_served_each_with_its_own_file(viewer: Viewer) -> None:
    found: dict[int, int] = {}

    def see(number: int) -> None:
        shown = viewer.convert([pdf(*"x" * number)], declared="")
        found[number] = len(Seen(shown).pictures)

    threads = [threading.Thread(target=see, args=(number,)) for number in range(1, 7)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert found == {number: number for number in range(1, 7)}


def test_a_file_may_come_in_pieces_of_any_size(viewer: Viewer) -> None:
    whole = pdf("one")
    pieces = (whole[at : at + 7] for at in range(0, len(whole), 7))

    assert ink(Seen(viewer.convert(pieces, declared="")).image) > 100


def test_the_first_page_comes_before_the_last_is_drawn(viewer: Viewer) -> None:
    list(viewer.convert([pdf("one")], declared=""))
    began = time.monotonic()

    shown = viewer.convert([pdf(*"abcdefghijklmnopqrst")], declared="")
    first = next(item for item in shown if isinstance(item, Picture))
    early = time.monotonic() - began
    rest = len([item for item in shown if isinstance(item, Picture)])
    late = time.monotonic() - began

    assert (first.number, rest) == (1, 19)
    assert early < late / 2


def test_where_no_wall_can_be_built_nothing_is_viewed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(starting, "landlock_version", lambda: 0)
    monkeypatch.setattr(starting, "bubblewrap", lambda: None)
    viewer = Viewer()

    with pytest.raises(CannotViewSafelyError):
        list(viewer.convert([pdf("one")], declared=""))


@pytest.mark.parametrize("way", ["wrapped", "bare"])
def test_either_wall_outside_is_enough(monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    if way == "bare":
        monkeypatch.setattr(starting, "bubblewrap", lambda: None)
    elif bubblewrap() is None:
        pytest.skip("bubblewrap is not installed")
    viewer = Viewer()

    seen = Seen(viewer.convert([pdf("one")], declared=""))

    assert (b"bwrap" in program(viewer._warden.pid)) is (way == "wrapped")  # type: ignore[union-attr]
    assert seen.pictures
    viewer.close()


@pytest.mark.skipif(bubblewrap() is None, reason="bubblewrap is not installed")
def test_in_the_house_of_the_warden_there_is_no_desk() -> None:
    house = starting._house()
    look = [*house, sys.executable, "-I", "-c", "import os; print(sorted(os.listdir('/')))"]

    said = subprocess.run(
        [bubblewrap() or "", *look], capture_output=True, check=True, timeout=60
    ).stdout.decode()

    rooms = set(said.strip("[]\n").replace("'", "").split(", "))
    ours = {Path(place).parts[1] for place in (sys.prefix, sys.base_prefix, __file__)}
    assert not rooms & ({"var", "home", "srv", "opt", "proc", "dev", "tmp"} - ours)
    assert "usr" in rooms


def written(*frames: bytes) -> list[Frame]:
    """What the writer makes of these bytes, given to it as a reader would."""
    script = (
        "from corridor.viewing.jail import writer\n"
        "from corridor.viewing.limits import LIMITS\n"
        "from corridor.viewing.order import Order\n"
        "writer.warm()\n"
        "writer.serve(Order(declared='', limits=LIMITS))\n"
    )
    ended = subprocess.run(
        [sys.executable, "-I", "-c", script],
        input=b"".join(frames),
        stdout=subprocess.PIPE,
        check=False,
        timeout=60,
    )
    line = BytesIO(ended.stdout)
    return list(iter(lambda: read_frame(line.read, longest=1 << 24), None))


def a_picture(*, width: int = 4, height: int = 4, body: bytes | None = None) -> bytes:
    pixels = bytes(width * height * 3) if body is None else body
    return frame_bytes(
        Frame(tag=Tag.PICTURE, numbers=(1, width, height, 0xFFFFFFFF), body=pixels)
    )


END = frame_bytes(Frame(tag=Tag.END))


def test_the_writer_makes_a_picture_of_pixels() -> None:
    made, end = written(a_picture(), END)

    assert (made.body[:4], made.body[8:12], end.tag) == (b"RIFF", b"WEBP", Tag.END)


@pytest.mark.parametrize(
    "forged",
    [
        a_picture(body=b"RIFF\0\0\0\0WEBPVP8 "),
        a_picture(body=bytes(4 * 4 * 3 + 1)),
        a_picture(width=0, body=b""),
        a_picture(width=5000, height=1),
        frame_bytes(Frame(tag=Tag.OPENED, numbers=(99, 0, 0, 0))),
        frame_bytes(Frame(tag=Tag.WARNED, numbers=(99, 0, 0, 0))),
        frame_bytes(Frame(tag=Tag.WARNED, numbers=(1, 1, 0, 0), body=b"<script>")),
        frame_bytes(Frame(tag=Tag.END, body=b"more")),
        frame_bytes(Frame(tag=Tag.SOUND, body=b"OggS1")),
        frame_bytes(Frame(tag=Tag.SOUND, body=bytes(400_000))),
        b"\x63" + END[1:],
        END[:1] + b"\xff" * 20,
        a_picture()[:-5],
    ],
)
def test_a_reader_that_was_taken_over_cannot_choose_bytes(forged: bytes) -> None:
    frames = written(forged, END)

    assert frames[-1] == Frame(tag=Tag.REFUSED, numbers=(Reason.FORBIDDEN_ACT, 0, 0, 0))
    assert all(frame.body[:4] == b"RIFF" for frame in frames[:-1])


@pytest.mark.parametrize(
    ("ended_by", "reason"),
    [
        (signal.SIGSEGV, BrokenFileError),
        (signal.SIGSYS, ForbiddenActError),
        (signal.SIGXCPU, TookTooLongError),
    ],
)
def test_how_a_converter_died_is_told_by_its_reason_alone(
    viewer: Viewer, ended_by: signal.Signals, reason: type[ViewingError]
) -> None:
    shown = viewer.convert([pdf(*"abcdefghijklmnopqrst")], declared="")
    next(shown)

    os.kill(min(children(warden(viewer))), ended_by)

    with pytest.raises(reason) as told:
        list(shown)
    assert told.value.args == ()
