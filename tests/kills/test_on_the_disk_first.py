"""What a person is told was kept is on the disk before they are told."""

import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.floods.asking import Visitor, come_back, send, write_down
from tests.floods.desks import Founded
from tests.leaks.tracing import TracedDesk, unhexed
from tests.support.postgres import Postgres

CALLS = "fsync,fdatasync,write,writev,sendto,sendmsg"
_TO_DISK = re.compile(rb"^(\d+) +f(?:data)?sync\(\d+<([^>]*)>(.*)$")
_RESUMED = re.compile(rb"^(\d+) +<\.\.\. f(?:data)?sync resumed>.* = 0$")
_SENT = re.compile(rb"^\d+ +(?:write|writev|sendto|sendmsg)\(\d+<[^>]*>,.*?\"((?:\\x..)+)\"")
pytestmark = pytest.mark.timeout(240)


def disk_and_answers(lines: Iterable[bytes]) -> Iterator[str]:
    """In the order of time: "disk" when the door's file is on the disk, "answer" for a page."""
    waiting: dict[bytes, bytes] = {}
    for line in lines:
        begun, resumed, sent = _TO_DISK.match(line), _RESUMED.match(line), _SENT.match(line)
        if begun:
            waiting[begun[1]] = unhexed(begun[2])
        done = resumed or (begun if begun and begun[3].rstrip().endswith(b"= 0") else None)
        if done and b"door.sqlite3" in waiting.pop(done[1], b""):
            yield "disk"
        if sent and unhexed(sent[1]).startswith(b"HTTP/1.1 "):
            yield "answer"


def answered_after_disk(events: Iterable[str]) -> list[bool]:
    """For every answer: whether anything went to the disk since the answer before it."""
    found, on_disk = [], False
    for event in events:
        if event == "answer":
            found.append(on_disk)
        on_disk = event == "disk"
    return found


def test_every_acknowledgement_comes_after_the_disk(tmp_path: Path) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed; `make test` as root installs it")
    founded = Founded.in_folder(tmp_path / "desk", members=("Deneb:steward",))
    around = dict(founded.environment)
    desk = TracedDesk.start(
        data=founded.folder, strace=strace, environment=around, place=tmp_path, calls=CALLS
    )
    with Visitor.at(desk.url) as visitor:
        for number in range(5):
            written = write_down(visitor, what=f"request {number}")
            send(visitor, written)
            token = come_back(visitor, written.receipt).token
            visitor.post("/en/page/message", {"token": token, "text": f"message {number}"})
    desk.stop()

    answers = answered_after_disk(disk_and_answers(desk.lines()))

    assert answers[-20:] == [False, True, False, True] * 5


def test_postgresql_answers_a_commit_after_its_own_disk(
    postgres: Postgres, tmp_path: Path
) -> None:
    url = postgres.make_database()
    founded = Founded.in_folder(tmp_path / "desk", database_url=url, members=("Deneb:steward",))

    with psycopg.connect(founded.environment["CORRIDOR_DATABASE_URL"]) as connection:
        said = [
            connection.execute(f"SHOW {name}".encode()).fetchone()
            for name in ("fsync", "synchronous_commit", "full_page_writes")
        ]

    assert said == [("on",), ("on",), ("on",)]


@pytest.mark.parametrize(
    ("events", "answered"),
    [
        (["disk", "answer"], [True]),
        (["answer", "disk"], [False]),
        (["disk", "answer", "answer"], [True, False]),
    ],
)
def test_an_answer_before_the_disk_is_seen(events: list[str], answered: list[bool]) -> None:
    assert answered_after_disk(events) == answered
