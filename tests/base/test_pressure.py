"""Pressure is that of the process: it knows a line and a flow, and nobody in them."""

from dataclasses import dataclass

from corridor.base.pressure import Pressure
from corridor.base.room import Room


@dataclass
class Day:
    """A line and a clock in the test's hand."""

    line: int = 0
    seconds: float = 0.0

    def pressure(self) -> Pressure:
        return Pressure(line=lambda: self.line, timer=lambda: self.seconds)


def test_a_line_that_is_served_at_once_is_calm() -> None:
    day = Day(line=64)

    assert day.pressure().now() < 1


def test_a_longer_line_presses_harder() -> None:
    day = Day(line=80)
    pressure = day.pressure()
    first = pressure.now()

    day.line = 160

    assert first == 1
    assert pressure.now() == 2


def test_it_is_calm_again_soon_after_a_line_is_gone_and_not_in_the_same_breath() -> None:
    day = Day(line=160)
    pressure = day.pressure()
    pressure.now()

    day.line, day.seconds = 0, 5
    soon = pressure.now()
    day.seconds = 30

    assert soon > 1
    assert pressure.now() < 0.5


def test_ten_thousand_within_two_minutes_are_calm() -> None:
    day = Day()
    pressure = day.pressure()

    for number in range(11_000):
        day.seconds = number / 100
        pressure.took_in()

    assert pressure.now() < 1


def test_a_flow_without_an_end_presses_although_nobody_stands_in_line() -> None:
    day = Day()
    pressure = day.pressure()

    for number in range(80_000):
        day.seconds = number / 60
        pressure.took_in()
    pressed = pressure.now()
    day.seconds += 3600

    assert pressed > 1
    assert pressure.now() < 0.1


def test_a_room_counts_who_works_and_who_waits_for_the_disk() -> None:
    room = Room(places=1)

    with room:
        with room.stepped_out():
            waiting = room.line
        working = room.line

    assert (waiting, working, room.line) == (1, 1, 0)
