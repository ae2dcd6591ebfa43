from concurrent.futures import ThreadPoolExecutor
from threading import Event, Thread

import pytest

from corridor.base.room import Room

SECONDS = 20


def test_one_more_than_there_are_places_waits_at_the_door() -> None:
    room, inside, leave = Room(places=1), Event(), Event()

    def stay() -> None:
        with room:
            inside.set()
            leave.wait(SECONDS)

    with ThreadPoolExecutor(2) as pool:
        staying = pool.submit(stay)
        inside.wait(SECONDS)
        inside.clear()
        coming = pool.submit(stay)
        came_early = inside.wait(0.1)
        leave.set()
        staying.result(SECONDS)
        coming.result(SECONDS)

    assert not came_early
    assert inside.is_set()


def test_who_only_waits_lets_another_in_and_comes_back() -> None:
    room, work_done = Room(places=1), Event()

    def work() -> None:
        with room:
            work_done.set()

    with ThreadPoolExecutor(1) as pool, room:
        with room.stepped_out():
            pool.submit(work).result(SECONDS)
        second = pool.submit(work_done.clear)
        second.result(SECONDS)
        shut_out = pool.submit(work)

        assert not work_done.wait(0.1)
    shut_out.result(SECONDS)
    assert work_done.is_set()


def test_who_was_not_inside_takes_no_place_by_stepping_out() -> None:
    room = Room(places=1)

    with room.stepped_out(), room:
        pass

    assert _has_a_place(room)


def test_a_failure_leaves_the_place_free() -> None:
    room = Room(places=1)

    with pytest.raises(ValueError, match="inside"), room:
        raise ValueError("inside")

    assert _has_a_place(room)


def _has_a_place(room: Room) -> bool:
    entered = Event()

    def enter() -> None:
        with room:
            entered.set()

    Thread(target=enter, daemon=True).start()
    return entered.wait(SECONDS)
