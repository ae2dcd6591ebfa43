"""Several signs of life on one way: for which of them an answer speaks, and for which not."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from corridor.domain import signs
from corridor.domain.check_ins import CheckInHeard, Meaning, NoticesTold, Ring, Verdict
from corridor.domain.errors import (
    AlarmRingsError,
    CheckInSettledError,
    LegOrderError,
    NotFoundError,
    RefusalError,
)
from corridor.domain.intake import Answer
from corridor.domain.journeys import Journey, JourneyFact
from corridor.domain.legs import LegCalledOff
from tests.domain.telling import ALARM, LEG, NOON, SECOND_ALARM
from tests.domain.test_journeys import CHECK, DURESS, ENDED, FINE, HOUR, MISSED, STARTED, way

MINUTE = timedelta(minutes=1)
NEXT = replace(CHECK, alarm=SECOND_ALARM, where="arrived", due_at=NOON + 6 * HOUR)


def two(*facts: JourneyFact) -> Journey:
    return way(NEXT, *facts)


def said(journey: Journey, answer: Answer, at: datetime) -> list[tuple[object, Verdict]]:
    heard = signs.answered(journey, answer, at=at, now=at)
    return [(one.alarm, one.verdict) for one in heard]


def test_an_answer_speaks_for_what_is_due() -> None:
    assert said(two(), Answer.A, CHECK.due_at) == [(ALARM, Verdict.FINE)]
    assert said(two(), Answer.C, CHECK.due_at) == [(ALARM, Verdict.DURESS)]


def test_one_fine_answer_never_settles_what_is_hours_ahead() -> None:
    assert said(two(FINE), Answer.A, CHECK.due_at + MINUTE) == []
    assert said(two(FINE), Answer.A, NEXT.due_at - 61 * MINUTE) == []


def test_an_answer_may_come_an_hour_early() -> None:
    assert said(two(FINE), Answer.A, NEXT.due_at - HOUR) == [(SECOND_ALARM, Verdict.FINE)]


@pytest.mark.parametrize(
    ("answer", "verdict"), [(Answer.A, []), (Answer.C, [(ALARM, Verdict.DURESS)])]
)
def test_long_before_its_hour_only_a_warning_counts(
    answer: Answer, verdict: list[tuple[object, Verdict]]
) -> None:
    far = replace(CHECK, due_at=NOON + 8 * HOUR)

    assert said(way(far), answer, NOON + HOUR) == verdict


def test_a_late_answer_speaks_for_every_sign_that_was_due_by_then() -> None:
    assert said(two(MISSED), Answer.A, NEXT.due_at) == [
        (ALARM, Verdict.FINE),
        (SECOND_ALARM, Verdict.FINE),
    ]


def test_each_sign_of_life_reads_an_answer_by_what_was_agreed_for_it() -> None:
    other = replace(
        NEXT,
        meanings=(
            Meaning(answer=Answer.A, verdict=Verdict.DURESS),
            Meaning(answer=Answer.B, verdict=Verdict.FINE),
        ),
    )

    assert said(way(other, MISSED), Answer.A, NEXT.due_at) == [
        (ALARM, Verdict.FINE),
        (SECOND_ALARM, Verdict.DURESS),
    ]


def test_an_answer_from_before_it_was_agreed_says_nothing() -> None:
    agreed = two().check_ins[0].since

    assert said(two(), Answer.C, agreed) == []
    assert said(two(), Answer.C, agreed + MINUTE) != []


def test_nothing_is_heard_of_a_leg_that_was_called_off() -> None:
    journey = way(LegCalledOff(leg=LEG, why="No seats."))

    assert said(journey, Answer.C, CHECK.due_at) == []
    with pytest.raises(CheckInSettledError):
        signs.hear(journey, FINE, now=CHECK.due_at)
    with pytest.raises(CheckInSettledError):
        signs.miss(journey, ALARM, now=NOON + 9 * HOUR)


def test_a_workers_fine_speaks_for_all_that_was_due_and_for_nothing_ahead() -> None:
    at = NEXT.due_at
    fine = CheckInHeard(alarm=SECOND_ALARM, answer=None, verdict=Verdict.FINE, at=at)

    both = signs.hear_all(two(MISSED), fine, now=at)
    early = signs.hear_all(two(), replace(fine, alarm=ALARM, at=CHECK.due_at), now=at)

    assert [one.alarm for one in both] == [SECOND_ALARM, ALARM]
    assert [one.alarm for one in early] == [ALARM]


@pytest.mark.parametrize("verdict", [Verdict.DURESS, Verdict.UNCLEAR])
def test_a_workers_doubt_is_about_one_sign_of_life(verdict: Verdict) -> None:
    doubt = CheckInHeard(alarm=ALARM, answer=None, verdict=verdict, at=NEXT.due_at)

    assert signs.hear_all(two(), doubt, now=NEXT.due_at) == [doubt]


# --- agreed upon, and moved ----------------------------------------------------------------


def test_what_lies_ahead_is_moved() -> None:
    later = replace(CHECK, due_at=CHECK.due_at + HOUR, where="past the bridge")

    assert signs.move_check_in(way(), later, now=NOON) == later
    assert signs.move_check_in(way(), later, now=CHECK.due_at) == later


@pytest.mark.parametrize(
    ("fact", "refusal"),
    [(MISSED, AlarmRingsError), (DURESS, AlarmRingsError), (FINE, CheckInSettledError)],
)
def test_what_came_or_did_not_come_is_not_moved(
    fact: JourneyFact, refusal: type[RefusalError]
) -> None:
    with pytest.raises(refusal):
        signs.move_check_in(way(fact), replace(CHECK, due_at=NOON + 3 * HOUR), now=NOON)


def test_silence_is_not_put_off() -> None:
    later = replace(CHECK, due_at=CHECK.due_at + 3 * HOUR)

    with pytest.raises(AlarmRingsError):
        signs.move_check_in(way(), later, now=CHECK.due_at + timedelta(minutes=CHECK.grace))
    with pytest.raises(NotFoundError):
        signs.move_check_in(way(), replace(later, alarm=SECOND_ALARM), now=NOON)


@pytest.mark.parametrize("facts", [(STARTED, ENDED), (LegCalledOff(leg=LEG, why="No seats."),)])
def test_nothing_new_is_agreed_for_a_leg_that_is_over(facts: tuple[JourneyFact, ...]) -> None:
    with pytest.raises(LegOrderError):
        signs.plan_check_in(way(*facts), NEXT)


# --- who was woken -------------------------------------------------------------------------


def ring(turn: int) -> Ring:
    return Ring(turn=turn, place=turn, to="night phone", at=NOON, went_out=True)


def test_who_was_woken_is_told_once() -> None:
    first = NoticesTold(alarm=ALARM, rings=(ring(1),))
    both = NoticesTold(alarm=ALARM, rings=(ring(1), ring(2)))

    assert signs.tell_notices(way(MISSED), first) == first
    assert signs.tell_notices(way(MISSED, first), both).rings == (ring(2),)
    with pytest.raises(CheckInSettledError):
        signs.tell_notices(way(MISSED, first), first)
    with pytest.raises(NotFoundError):
        signs.tell_notices(way(MISSED), replace(first, alarm=SECOND_ALARM))


def test_who_was_woken_stays_with_the_alarm() -> None:
    journey = way(MISSED, NoticesTold(alarm=ALARM, rings=(ring(1),)))

    assert journey.check_ins[0].rings == (ring(1),)
    assert journey.check_ins[0].alarming(at=NOON)
