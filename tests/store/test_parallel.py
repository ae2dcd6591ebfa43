"""Many writers at once lose nothing and are never told that the database is locked."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.db import connections

from corridor.ledger.errors import ConflictError
from corridor.ledger.store import Batch, DoorStore
from corridor.store.door import DjangoDoor
from corridor.store.keeping import DjangoStore
from corridor.store.router import DESK
from corridor.store.turns import Turn
from corridor.store.verifying import verify
from tests.store.cast import CASEWORK, ORGANISATION, Story, alarm
from tests.store.engines import close_all
from tests.store.writer import append


@pytest.fixture
def store(engine: str) -> DjangoStore:
    assert engine == connections[DESK].vendor
    return DjangoStore(organisation=ORGANISATION)


def _at_once(tasks: list[Callable[[], None]]) -> None:
    """Each in a thread of its own; the first failure is this test's failure."""

    def run(task: Callable[[], None]) -> None:
        try:
            task()
        finally:
            close_all()

    with ThreadPoolExecutor(len(tasks)) as pool:
        for done in [pool.submit(run, task) for task in tasks]:
            done.result()


def _writer_of(store: DjangoStore, story: Story, times: int) -> Callable[[], None]:
    def write() -> None:
        for _ in range(times):
            append(store, chain=story.chain, key=story.key, fact=b"mine")

    return write


def test_threads_on_one_chain_lose_nothing(store: DjangoStore) -> None:
    story = Story()

    _at_once([_writer_of(store, story, 10) for _ in range(8)])

    assert len(store.entries(story.chain)) == 80
    assert verify(store) == []


def test_sixty_four_threads_wait_their_turn(store: DjangoStore) -> None:
    stories = [Story() for _ in range(64)]

    _at_once([_writer_of(store, story, 3) for story in stories])

    assert [len(store.entries(story.chain)) for story in stories] == [3] * 64
    assert verify(store) == []


def test_writers_of_different_chains_never_meet_a_conflict(store: DjangoStore) -> None:
    def write() -> None:
        story = Story()
        for _ in range(10):
            store.commit(Batch(entries=[story.write()], cards=[story.card()]))

    _at_once([write] * 8)

    assert store.log_size() == 160
    assert verify(store) == []


def test_acts_over_the_same_chains_in_any_order_do_not_lock_each_other_out(
    store: DjangoStore,
) -> None:
    chains = [Story() for _ in range(4)]

    def write(order: list[Story]) -> Callable[[], None]:
        def turns() -> None:
            for story in order:
                _writer_of(store, story, 4)()

        return turns

    _at_once([write(chains), write(chains[::-1]), write(chains), write(chains[::-1])])

    assert [len(store.entries(story.chain)) for story in chains] == [16] * 4
    assert verify(store) == []


def test_a_reader_of_cards_never_misses_a_late_commit(store: DjangoStore) -> None:
    stories = [Story() for _ in range(6)]
    done = threading.Event()
    newest: dict[object, int] = {}

    def follow() -> None:
        seen = 0
        while True:
            last_round = done.is_set()
            for counter, card in store.cards(CASEWORK.compartment, after=seen):
                seen = max(seen, counter)
                newest[card.chain] = card.height
            if last_round:
                close_all()
                return

    reader = threading.Thread(target=follow)
    reader.start()
    _at_once([_writer_of(store, story, 10) for story in stories])
    done.set()
    reader.join()

    assert newest == {story.chain: 9 for story in stories}


def test_one_of_many_senders_of_a_request_is_the_first(engine: str) -> None:
    assert engine == connections[DESK].vendor
    door: DoorStore = DjangoDoor(organisation=ORGANISATION)
    story = Story()
    entry, lock, dropped = story.write(), story.lock(), story.mailbox()
    answers: list[bool] = []

    def send() -> None:
        answers.append(
            door.accept(Batch(entries=[entry]), lock=lock, wrap=dropped, alarms=[alarm()])
        )

    _at_once([send] * 12)

    assert sorted(answers) == [False] * 11 + [True]
    assert len(door.alarms()) == 1


def test_of_several_workers_one_sends_an_alarm(engine: str) -> None:
    assert engine == connections[DESK].vendor
    door = DjangoDoor(organisation=ORGANISATION)
    for _ in range(30):
        door.raise_alarm(alarm(due=1))
    claimed: list[object] = []

    def work() -> None:
        claimed.extend(one.alarm for one in door.claim_due(now=5, repeat_after=10))

    _at_once([work] * 6)
    claimed.extend(one.alarm for one in door.claim_due(now=5, repeat_after=10))

    assert len(claimed) == len(set(claimed)) == 30


@contextmanager
def _processes(
    engine_environment: dict[str, str], *arguments: str, count: int
) -> Iterator[list[subprocess.Popen[str]]]:
    command = [sys.executable, "-m", "tests.store.writer", *arguments]
    environment = {**os.environ, **engine_environment, "PYTHONPATH": os.pathsep.join(sys.path)}
    running = [
        subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    try:
        yield running
    finally:
        for process in running:
            process.kill()
            process.communicate(timeout=30)


@pytest.fixture
def elsewhere(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> dict[str, str]:
    """How another process finds the same databases."""
    if engine == "sqlite":
        return {"CORRIDOR_DATA": str(tmp_path), "CORRIDOR_DATABASE_URL": ""}
    url = str(request.getfixturevalue("ready_postgres"))
    return {"CORRIDOR_DATA": str(tmp_path), "CORRIDOR_DATABASE_URL": url}


def test_processes_on_one_chain_lose_nothing(
    store: DjangoStore, elsewhere: dict[str, str]
) -> None:
    story = Story()
    who = (str(story.chain), story.key.reveal().hex())

    with _processes(elsewhere, "15", *who, count=3) as running:
        _writer_of(store, story, 15)()
        said = [process.communicate(timeout=120)[0].split() for process in running]

    assert [process.returncode for process in running] == [0, 0, 0]
    assert len(store.entries(story.chain)) == 60
    assert len({height for heights in said for height in heights}) == 45
    assert verify(store) == []


def test_what_a_killed_process_said_was_written_is_written(
    store: DjangoStore, elsewhere: dict[str, str]
) -> None:
    story = Story()
    who = (str(story.chain), story.key.reveal().hex())

    with _processes(elsewhere, "100000", *who, count=1) as (writer,):
        said = [int(writer.stdout.readline()) for _ in range(25)] if writer.stdout else []
        writer.kill()
        rest = writer.communicate(timeout=30)[0].split()

    heights = range(len(store.entries(story.chain)))
    assert {*said, *map(int, rest)} <= {*heights}
    assert len(said) == 25
    assert verify(store) == []
    append(store, chain=story.chain, key=story.key, fact=b"and the desk goes on")


def test_nobody_overtakes_in_the_line() -> None:
    turn = Turn()
    order: list[int] = []
    waiting: list[threading.Thread] = []
    turn.take()

    def wait(number: int) -> None:
        turn.take()
        order.append(number)

    for number in range(20):
        thread = threading.Thread(target=wait, args=(number,))
        thread.start()
        waiting.append(thread)
        while len(turn._waiting) <= number:
            threading.Event().wait(0.001)

    for thread in waiting:
        turn.hand_over()
        thread.join()

    assert order == list(range(20))


def test_a_refused_transaction_gives_its_turn_back(store: DjangoStore) -> None:
    story = Story()
    store.commit(Batch(entries=[story.write()]))

    for _ in range(3):
        with pytest.raises(ConflictError):
            store.commit(Batch(entries=[Story(chain=story.chain).write()]))

    store.commit(Batch(entries=[story.write()]))
    assert len(store.entries(story.chain)) == 2
