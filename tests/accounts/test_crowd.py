from datetime import timedelta

import pytest

from corridor.accounts.crowd import Crowd
from tests.accounts.cast import NOON, OLEG, ZAREMA

PERIOD = 1000


def crowd_after(wrong: int) -> Crowd:
    crowd = Crowd()
    for _ in range(wrong):
        crowd.wrong_code(ZAREMA, at=NOON)
    return crowd


def right(crowd: Crowd, period: int) -> bool:
    return crowd.right_code(ZAREMA, period=period, at=NOON)


@pytest.mark.parametrize(
    ("wrong", "asked"), [(0, 1), (10, 1), (11, 2), (1_000, 2), (1_001, 3), (100_001, 4)]
)
def test_the_more_wrong_codes_the_more_right_ones_in_a_row_are_asked(
    wrong: int, asked: int
) -> None:
    crowd = crowd_after(wrong)

    answers = [right(crowd, PERIOD + number) for number in range(asked)]

    assert answers == [False] * (asked - 1) + [True]


def test_wrong_codes_never_lock_a_member_out() -> None:
    crowd = crowd_after(1_000_000)

    answers = []
    for number in range(4):
        answers.append(right(crowd, PERIOD + number))
        for _ in range(1_000):
            crowd.wrong_code(ZAREMA, at=NOON)

    assert answers[-1]


def test_the_same_right_code_again_is_not_a_second_one() -> None:
    crowd = crowd_after(11)

    assert [right(crowd, PERIOD) for _ in range(5)] == [False] * 5


@pytest.mark.parametrize("later", [5, 100, -1])
def test_right_codes_that_do_not_follow_on_each_other_count_as_one(later: int) -> None:
    crowd = crowd_after(11)
    right(crowd, PERIOD)

    assert not right(crowd, PERIOD + later)


def test_one_right_code_tries_three_passphrases_and_the_next_code_tries_again() -> None:
    crowd = Crowd()

    assert [right(crowd, PERIOD) for _ in range(5)] == [True, True, True, False, False]
    assert right(crowd, PERIOD + 1)


def test_guessing_at_one_door_is_not_held_against_another() -> None:
    crowd = crowd_after(1_001)

    assert crowd.right_code(OLEG, period=PERIOD, at=NOON)


def test_after_a_day_without_wrong_codes_one_right_code_is_enough() -> None:
    crowd = crowd_after(1_001)
    tomorrow = NOON + timedelta(hours=24)

    assert crowd.right_code(ZAREMA, period=PERIOD, at=tomorrow)
    assert crowd.wrong_codes(ZAREMA, at=tomorrow) == 0


def test_a_log_in_does_not_forget_the_wrong_codes_of_the_day() -> None:
    crowd = crowd_after(11)
    right(crowd, PERIOD)
    right(crowd, PERIOD + 1)

    crowd.entered(ZAREMA)

    assert crowd.wrong_codes(ZAREMA, at=NOON) == 11
    assert not right(crowd, PERIOD + 2)
