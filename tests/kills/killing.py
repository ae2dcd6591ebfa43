"""Pull the plug on a desk at a random moment while people and members write."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPException
from pathlib import Path

from corridor.crypto.random import random_below
from tests.floods.asking import RefusedError, Visitor, come_back, send, write_down
from tests.floods.desks import Founded
from tests.support.processes import tied_to_this_run, wait_until
from tests.support.server import RunningDesk

PEOPLE = 4
READY = "signed in"
LONGEST_MS = 900
BROKEN = (OSError, HTTPException, RefusedError)


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What one person's page must show: every text that was acknowledged."""

    receipt: str
    texts: list[str]


@dataclass(kw_only=True)
class Acknowledged:
    kept: list[Kept] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.notes) + sum(len(one.texts) for one in self.kept)


def kill_once(founded: Founded, acknowledged: Acknowledged, *, number: int) -> None:
    """Serve, let everybody write, and kill every process of the desk without a warning."""
    with _member_at_work(founded, acknowledged, number=number) as has_signed_in:
        desk = RunningDesk.start(data=founded.folder, environment=founded.environment)
        people = [
            threading.Thread(target=_write_on, args=(desk.url, acknowledged, f"{number}-{one}"))
            for one in range(PEOPLE)
        ]
        try:
            has_signed_in()
            for person in people:
                person.start()
            time.sleep((200 + random_below(LONGEST_MS)) / 1000)
        finally:
            desk.kill()
            desk.log.unlink()
        for person in people:
            person.join()


def _write_on(url: str, acknowledged: Acknowledged, label: str) -> None:
    """One request after another and messages behind it, until the line breaks."""
    try:
        with Visitor.at(url) as visitor:
            for request in range(1_000):
                _write(visitor, acknowledged, f"person {label}-{request}")
    except BROKEN:
        return


def _write(visitor: Visitor, acknowledged: Acknowledged, text: str) -> None:
    written = write_down(visitor, what=text)
    if send(visitor, written).status != 200:
        return
    kept = Kept(receipt=written.receipt, texts=[text])
    acknowledged.kept.append(kept)
    page = come_back(visitor, written.receipt)
    message = f"{text} and more"
    form = {"token": page.token, "text": message}
    if visitor.post("/en/page/message", form).status == 200:
        kept.texts.append(message)


@contextmanager
def _member_at_work(
    founded: Founded, acknowledged: Acknowledged, *, number: int
) -> Iterator[Callable[[], None]]:
    with tempfile.NamedTemporaryFile() as said:
        process = subprocess.Popen(
            tied_to_this_run(*member(founded, "write", number)),
            stdin=subprocess.DEVNULL,
            stdout=said,
            env=surroundings(founded),
            start_new_session=True,
        )
        file = Path(said.name)
        try:
            yield lambda: wait_until(
                lambda: READY in file.read_text(),
                alive=lambda: process.poll() is None,
                seconds=60,
            )
        finally:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(15)
            lines = file.read_text().splitlines(keepends=True)[1:]
        acknowledged.notes += [line.strip() for line in lines if line.endswith("\n")]


def member(founded: Founded, what: str, number: int) -> list[str]:
    log_in = founded.log_ins[0]
    words = [log_in.handle, log_in.passphrase, log_in.second]
    return [sys.executable, "-m", "tests.kills.desk_writer", what, str(number), *words]


def surroundings(founded: Founded) -> dict[str, str]:
    return {
        **os.environ,
        **founded.environment,
        "CORRIDOR_DATA": str(founded.folder),
        "PYTHONPATH": os.pathsep.join(sys.path),
    }


def lost_words(founded: Founded, acknowledged: Acknowledged) -> list[str]:
    """Every acknowledged text that is not where its writer looks for it, or is there twice."""
    desk = RunningDesk.start(data=founded.folder, environment=founded.environment)
    lost: list[str] = []
    try:
        with Visitor.at(desk.url) as visitor:
            for kept in acknowledged.kept:
                page = come_back(visitor, kept.receipt).text
                lost += [text for text in kept.texts if page.count(f">{text}<") != 1]
    finally:
        desk.stop()
        desk.log.unlink()
    return lost


def lost_notes(founded: Founded, acknowledged: Acknowledged, *, number: int) -> list[str]:
    shown = subprocess.run(
        member(founded, "read", number),
        check=True,
        capture_output=True,
        text=True,
        env=surroundings(founded),
        timeout=300,
    )
    there = shown.stdout.splitlines()
    return [note for note in acknowledged.notes if there.count(note) != 1]
