"""Figures are counted once for each state of the cards, and never shown from an older one."""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import count as numbers
from threading import Thread
from uuid import UUID

import msgspec
import pytest

from corridor.base.ids import ChainId, PersonId
from corridor.domain.scenario_terms import Handle
from corridor.domain.statistics import count
from corridor.services.index import Index, ListedCase
from corridor.services.listing import case_index
from corridor.services.replay.stage import Stage
from corridor.services.statistics import count_once, see_statistics
from tests.services.playhouse import act, asked, played, story

LYRA = Handle("lyra")
DAY = date(2017, 4, 5)


@pytest.fixture
def stage() -> Stage:
    return played(
        story(
            asked("03T10:00", "heron"),
            act("collect", "03T10:05", case="heron"),
            act("make_case", "03T10:30", case="heron",
                people=[{"key": "heron.1", "label": "self"}]),
        )
    )  # fmt: skip


def test_a_second_page_of_the_same_day_counts_nothing_again(stage: Stage) -> None:
    desk = stage.desks[LYRA]

    first = see_statistics(desk, as_of=DAY)
    second = see_statistics(desk, as_of=DAY)

    assert second is first


def test_another_day_is_counted_for_itself(stage: Stage) -> None:
    desk = stage.desks[LYRA]
    see_statistics(desk, as_of=DAY)

    before_the_request = see_statistics(desk, as_of=date(2017, 4, 2))

    assert before_the_request.as_of == date(2017, 4, 2)
    assert before_the_request.asked.count == 0


def test_a_case_that_changes_is_counted_anew(stage: Stage) -> None:
    index = case_index(stage.desks[LYRA])
    assert count_once(index, as_of=DAY).asked.count == 1

    for _ in add_cases(index, 1):
        pass

    assert count_once(index, as_of=DAY).asked.count == 2


def test_what_was_counted_is_forgotten_with_the_cards(stage: Stage) -> None:
    desk = stage.desks[LYRA]
    first = see_statistics(desk, as_of=DAY)

    desk.stores.forget()
    again = see_statistics(desk, as_of=DAY)

    assert again is not first
    assert again == first


def test_counting_while_cases_arrive_ends_with_all_of_them(stage: Stage) -> None:
    index = case_index(stage.desks[LYRA])

    def arrive() -> None:
        for _ in add_cases(index, 400):
            count_once(index, as_of=DAY)

    arriving = [Thread(target=arrive) for _ in range(4)]
    for thread in arriving:
        thread.start()
    for thread in arriving:
        thread.join()

    counted = count_once(index, as_of=DAY)
    assert counted.asked.count == 1601
    assert counted == count([one.card for one in index.cases.values()], as_of=DAY)


_FRESH = numbers(1)


def add_cases(index: Index, many: int) -> Iterator[None]:
    """Cases of one more person each, under the lock that a refresh holds."""
    first = next(iter(index.cases.values()))
    for _ in range(many):
        number = next(_FRESH)
        (person,) = first.card.people
        other = msgspec.structs.replace(
            person, person=PersonId(UUID(int=number)), asked_on=DAY - timedelta(days=1)
        )
        card = msgspec.structs.replace(first.card, people=(other,), dialogue=None)
        with index.lock:
            index.take(ChainId(UUID(int=number)), ListedCase(card, 0))
        yield
