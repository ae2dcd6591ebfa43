"""Who writes at one time shares one wait for the disk, and nobody shares another's fault."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import OperationalError, connections

from corridor.ledger.errors import ConflictError
from corridor.ledger.store import Batch
from corridor.store.gathering import Gathering
from corridor.store.keeping import DjangoStore
from corridor.store.router import DESK
from corridor.store.verifying import verify
from tests.store.cast import ORGANISATION, Story
from tests.store.engines import close_all
from tests.support.processes import wait_until

Act = Callable[[list[str]], Any]
SECONDS = 20


class Book:
    """Writes acts into a list, whole groups at a time, each only when it is let."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.groups: list[int] = []
        self.let = threading.Semaphore(0)

    def together(self, acts: Sequence[Act]) -> list[Any]:
        self.groups.append(len(acts))
        self.let.acquire(timeout=SECONDS)
        draft: list[str] = []
        results = [act(draft) for act in acts]
        self.lines += draft
        return results


def writing(line: str) -> Act:
    def act(draft: list[str]) -> str:
        draft.append(line)
        return f"wrote {line}"

    return act


def failing(error: BaseException) -> Act:
    def act(_draft: list[str]) -> None:
        raise error

    return act


@contextmanager
def one_on_the_disk(
    book: Book, first: Act, *others: Act
) -> Iterator[tuple[Future[Any], list[Future[Any]]]]:
    """`first` waits for the disk while the others come, one after the other."""
    gathering = Gathering(book.together)
    with ThreadPoolExecutor(1 + len(others)) as pool:
        leading = pool.submit(gathering.write, first)
        wait_until(lambda: book.groups == [1], alive=lambda: True, seconds=SECONDS)
        waiting = []
        for number, other in enumerate(others, start=1):
            waiting.append(pool.submit(gathering.write, other))
            wait_until(
                lambda: len(gathering._waiting) == number,  # noqa: B023
                alive=lambda: True,
                seconds=SECONDS,
            )
        yield leading, waiting


def test_who_comes_while_another_waits_is_written_with_the_next() -> None:
    book = Book()
    names = ["b", "c", "d"]

    with one_on_the_disk(book, writing("a"), *map(writing, names)) as (leading, waiting):
        book.let.release(2)

        assert leading.result(SECONDS) == "wrote a"
        assert [one.result(SECONDS) for one in waiting] == ["wrote b", "wrote c", "wrote d"]
    assert book.groups == [1, 3]
    assert book.lines == ["a", "b", "c", "d"]


def test_nobody_is_told_before_the_disk_has_it() -> None:
    book = Book()

    with one_on_the_disk(book, writing("a"), writing("b")) as (leading, (second,)):
        book.let.release()
        leading.result(SECONDS)
        told_early = second.done()
        book.let.release()
        second.result(SECONDS)

    assert not told_early
    assert book.groups == [1, 1]


def test_somebody_s_failure_is_theirs_alone() -> None:
    book = Book()
    acts = [writing("b"), failing(ConflictError()), writing("d")]

    with one_on_the_disk(book, writing("a"), *acts) as (_leading, (second, third, fourth)):
        book.let.release(5)

        assert second.result(SECONDS) == "wrote b"
        with pytest.raises(ConflictError):
            third.result(SECONDS)
        assert fourth.result(SECONDS) == "wrote d"
    assert book.lines == ["a", "b", "d"]


def test_a_failure_of_the_disk_is_told_to_everybody_who_waited_for_it() -> None:
    book = Book()
    acts = [failing(OperationalError("no space left")), writing("c")]

    with one_on_the_disk(book, writing("a"), *acts) as (leading, waiting):
        book.let.release(2)

        leading.result(SECONDS)
        for one in waiting:
            with pytest.raises(OperationalError):
                one.result(SECONDS)
    assert book.lines == ["a"]
    assert book.groups == [1, 2]


def test_a_thread_that_ends_while_it_leads_leaves_nobody_waiting() -> None:
    book = Book()
    acts = [failing(SystemExit()), writing("c")]

    with one_on_the_disk(book, writing("a"), *acts) as (_leading, (second, third)):
        book.let.release(2)

        with pytest.raises(SystemExit):
            second.result(SECONDS)
        with pytest.raises(OperationalError):
            third.result(SECONDS)
    assert book.lines == ["a"]


def test_after_a_failure_the_next_is_written() -> None:
    book = Book()
    gathering = Gathering(book.together)
    book.let.release(2)

    with pytest.raises(OperationalError):
        gathering.write(failing(OperationalError("locked")))

    assert gathering.write(writing("b")) == "wrote b"


def test_one_thread_after_the_other_waits_for_nobody() -> None:
    book = Book()
    gathering = Gathering(book.together)
    book.let.release(3)

    for line in ("a", "b", "c"):
        gathering.write(writing(line))

    assert book.groups == [1, 1, 1]


def test_two_who_took_the_same_height_at_once_do_not_spoil_the_others(engine: str) -> None:
    store = DjangoStore(organisation=ORGANISATION)
    contested, others = Story(), [Story() for _ in range(12)]
    same_place = Story(chain=contested.chain, key=contested.key)
    refused: list[Story] = []

    def commit(story: Story) -> None:
        try:
            store.commit(Batch(entries=[story.write()], cards=[story.card()]))
        except ConflictError:
            refused.append(story)
        finally:
            close_all()

    with ThreadPoolExecutor(14) as pool:
        list(pool.map(commit, [contested, *others, same_place]))

    assert engine == connections[DESK].vendor
    assert len(refused) == 1
    assert refused[0] in (contested, same_place)
    assert all(len(store.entries(story.chain)) == 1 for story in [contested, *others])
    assert verify(store) == []
