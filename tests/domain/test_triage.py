"""How soon: judged freely once, raised freely, lowered by two."""

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from corridor.domain import casefile
from corridor.domain.cases import CaseFact
from corridor.domain.errors import (
    EmptyFieldError,
    NotAChoiceError,
    NothingToSecondError,
    SecondIsFirstError,
)
from corridor.domain.factors import RANK, Level, Reason, Weighed, valid_for
from corridor.domain.records import Recorded
from corridor.domain.triage import (
    PROVISIONAL_FOR,
    Assessed,
    AssessmentSeconded,
    EarlierAssessed,
    Standing,
    Urgency,
    assess,
    second,
)
from tests.domain.telling import ALTAIR, LYRA, NOON, VEGA, a_case, tell, then

Told = list[Recorded[CaseFact]]
SOON = timedelta(hours=1)


def draft(level: Level, *, words: str = "So it seems.", asked: bool = False) -> Assessed:
    return Assessed(
        level=level,
        suggested=Level.HOURS,
        reasons=(Reason.EXPECTED_SOON,),
        words=words,
        second=VEGA if asked else None,
        until=NOON,
    )


def standing(told: Told) -> Urgency:
    urgency = casefile.fold(told).safety.urgency
    assert urgency is not None
    return urgency


def judged(
    *levels: Level, alone: bool = False, told: Told | None = None, at: datetime = NOON
) -> Told:
    """One worker sets these levels, one after the other."""
    told = a_case() if told is None else told
    for level in levels:
        before = casefile.fold(told).safety.urgency
        fact = assess(before, draft(level), by=LYRA, at=at, alone=alone)
        told = [*told, *tell(fact, start=len(told), at=at - timedelta(minutes=len(told)))]
    return told


def agreed(told: Told, *, at: datetime = NOON) -> Told:
    fact = second(casefile.fold(told).safety.urgency, by=VEGA, at=at)
    return [
        *told,
        *tell(fact, by=VEGA, start=len(told), at=at - timedelta(minutes=len(told))),
    ]


@pytest.mark.parametrize("level", Level)
def test_the_first_assessment_may_set_any_level_without_words(level: Level) -> None:
    fact = assess(None, draft(level, words=""), by=LYRA, at=NOON, alone=False)

    assert (fact.level, fact.standing) == (level, Standing.HOLDS)
    assert fact.until == NOON + valid_for(level)


@pytest.mark.parametrize("alone", [True, False])
@given(st.sampled_from(Level), st.sampled_from(Level))
def test_whoever_raises_needs_nobody(alone: bool, first: Level, later: Level) -> None:  # noqa: FBT001
    told = judged(first)
    fact = assess(standing(told), draft(later, words="Lower?"), by=LYRA, at=NOON, alone=alone)

    assert (fact.standing is Standing.HOLDS) is (RANK[later] >= RANK[first])


@pytest.mark.parametrize("level", [Level.DAYS, Level.WEEKS, Level.MONTHS, Level.UNKNOWN])
def test_lowering_needs_words(level: Level) -> None:
    with pytest.raises(EmptyFieldError, match="words"):
        assess(
            standing(judged(Level.HOURS)),
            draft(level, words=" ", asked=True),
            by=LYRA,
            at=NOON,
            alone=True,
        )


def test_a_second_person_who_is_only_named_changes_nothing() -> None:
    told = judged(Level.HOURS)
    named = assess(
        standing(told), draft(Level.MONTHS, asked=True), by=LYRA, at=NOON, alone=False
    )

    urgency = standing(then(told, named))

    assert urgency.waits(at=NOON + SOON)
    assert urgency.level(at=NOON + SOON) is Level.HOURS
    assert not urgency.provisional(at=NOON + SOON)


def test_once_the_second_person_has_agreed_the_lower_level_holds_its_time() -> None:
    urgency = standing(agreed(judged(Level.HOURS, Level.WEEKS)))

    assert (urgency.standing, urgency.firm) == (Standing.HOLDS, Level.WEEKS)
    assert urgency.level(at=NOON + timedelta(days=13)) is Level.WEEKS
    assert urgency.level(at=NOON + timedelta(days=14)) is Level.UNKNOWN


def test_what_nobody_agreed_to_in_time_is_dropped() -> None:
    told = judged(Level.DAYS, Level.MONTHS)
    late = NOON + PROVISIONAL_FOR

    with pytest.raises(NothingToSecondError):
        second(standing(told), by=VEGA, at=late)
    forced = AssessmentSeconded(height=told[-1].height, until=NOON + timedelta(days=90))
    after = [*told, *tell(forced, by=VEGA, start=len(told), at=late)]

    assert standing(after).level(at=late + SOON) is Level.DAYS
    assert standing(after) == standing(told)


def test_alone_on_shift_a_lower_level_counts_at_once_and_falls_back() -> None:
    urgency = standing(judged(Level.DAYS, Level.MONTHS, alone=True))

    assert urgency.provisional(at=NOON + SOON)
    assert urgency.level(at=NOON + SOON) is Level.MONTHS
    assert urgency.level(at=NOON + PROVISIONAL_FOR) is Level.DAYS
    assert not urgency.provisional(at=NOON + PROVISIONAL_FOR)
    assert urgency.level(at=NOON + valid_for(Level.DAYS)) is Level.UNKNOWN


def test_nobody_prolongs_what_they_lowered_alone() -> None:
    later = NOON + PROVISIONAL_FOR - SOON
    told = judged(Level.DAYS, Level.MONTHS, alone=True)
    again = judged(Level.WEEKS, alone=True, told=told, at=later)
    after_it = judged(Level.MONTHS, alone=True, told=again, at=NOON + PROVISIONAL_FOR)

    assert standing(again).level(at=NOON + PROVISIONAL_FOR) is Level.DAYS
    assert standing(after_it).standing is Standing.PROPOSED
    assert standing(after_it).level(at=NOON + PROVISIONAL_FOR + SOON) is Level.DAYS


def test_going_by_way_of_a_proposal_prolongs_nothing_either() -> None:
    late = NOON + PROVISIONAL_FOR
    told = judged(Level.DAYS, Level.MONTHS, alone=True)
    told = judged(Level.WEEKS, alone=False, told=told, at=NOON + SOON)
    told = judged(Level.WEEKS, alone=True, told=told, at=late)

    assert standing(told).level(at=late + SOON) is Level.DAYS


def test_two_small_steps_down_are_as_much_as_one() -> None:
    urgency = standing(judged(Level.HOURS, Level.DAYS, Level.DAYS, Level.WEEKS))

    assert (urgency.firm, urgency.standing) == (Level.HOURS, Standing.PROPOSED)
    assert urgency.level(at=NOON + SOON) is Level.HOURS


def test_raising_ends_what_waits() -> None:
    urgency = standing(judged(Level.DAYS, Level.MONTHS, Level.HOURS))

    assert not urgency.waits(at=NOON)
    assert urgency.level(at=NOON) is Level.HOURS


def test_an_assessment_that_ran_out_reads_as_unknown() -> None:
    urgency, until = standing(judged(Level.HOURS)), NOON + valid_for(Level.HOURS)

    assert urgency.level(at=until - timedelta(seconds=1)) is Level.HOURS
    assert urgency.level(at=until) is Level.UNKNOWN


@given(st.lists(st.sampled_from(Level), min_size=1, max_size=5), st.booleans())
def test_after_a_month_nothing_is_known_whatever_was_judged(
    levels: list[Level],
    alone: bool,  # noqa: FBT001
) -> None:
    urgency = standing(judged(*levels, alone=alone))

    assert urgency.level(at=NOON + timedelta(days=30)) is Level.UNKNOWN


@given(st.lists(st.sampled_from(Level), min_size=1, max_size=5))
def test_without_a_second_person_nothing_orders_lower_than_what_stood_firm(
    levels: list[Level],
) -> None:
    told = judged(*levels)
    highest = max(levels, key=RANK.__getitem__)

    assert standing(told).level(at=NOON) is highest


def test_what_ran_out_is_still_lowered_only_with_a_second() -> None:
    fact = assess(
        standing(judged(Level.HOURS)),
        draft(Level.WEEKS),
        by=LYRA,
        at=NOON + timedelta(days=30),
        alone=False,
    )

    assert fact.standing is Standing.PROPOSED


def test_nobody_is_their_own_second() -> None:
    told = judged(Level.HOURS, Level.WEEKS)
    forced = AssessmentSeconded(height=told[-1].height, until=NOON + timedelta(days=14))

    with pytest.raises(SecondIsFirstError):
        assess(None, draft(Level.WEEKS, asked=True), by=VEGA, at=NOON, alone=False)
    with pytest.raises(SecondIsFirstError):
        second(standing(told), by=LYRA, at=NOON)
    assert standing(then(told, forced, by=LYRA)) == standing(told)


def test_there_must_be_something_to_second() -> None:
    with pytest.raises(NothingToSecondError):
        second(None, by=VEGA, at=NOON)
    with pytest.raises(NothingToSecondError):
        second(standing(judged(Level.HOURS)), by=VEGA, at=NOON)


@pytest.mark.parametrize("height", [0, 99])
def test_a_second_to_another_entry_changes_nothing(height: int) -> None:
    told = judged(Level.HOURS, Level.WEEKS)
    astray = AssessmentSeconded(height=height, until=NOON + timedelta(days=90))

    assert standing(then(told, astray, by=ALTAIR)) == standing(told)
    assert casefile.fold(tell(astray)).safety.urgency is None


def test_an_entry_that_was_written_past_the_rule_only_proposes() -> None:
    told = judged(Level.HOURS)
    forged = replace(draft(Level.MONTHS), until=NOON + timedelta(days=300))

    urgency = standing(then(told, forged))

    assert urgency.standing is Standing.PROPOSED
    assert urgency.level(at=NOON + SOON) is Level.HOURS
    assert not urgency.waits(at=NOON + timedelta(hours=13))


def test_an_entry_that_claims_a_long_provisional_time_gets_twelve_hours() -> None:
    told = judged(Level.DAYS)
    forged = replace(
        draft(Level.MONTHS), until=NOON + timedelta(days=2), standing=Standing.PROVISIONAL
    )

    assert standing(then(told, forged)).level(at=NOON + timedelta(hours=13)) is Level.DAYS


def test_two_marks_of_three_are_not_written_down() -> None:
    half = replace(draft(Level.DAYS), weighed=Weighed(threat=3))

    with pytest.raises(NotAChoiceError, match="vulnerability"):
        assess(None, half, by=LYRA, at=NOON, alone=False)


@pytest.mark.parametrize("provisional", [True, False])
def test_what_an_earlier_release_wrote_is_read_as_it_was_meant(*, provisional: bool) -> None:
    earlier = EarlierAssessed(
        level=Level.WEEKS,
        suggested=Level.DAYS,
        reasons=(),
        words="They left.",
        second=None if provisional else VEGA,
        provisional=provisional,
        until=NOON + timedelta(days=1),
    )
    written = msgspec.msgpack.encode(earlier)
    read = msgspec.msgpack.decode(written, type=EarlierAssessed | Assessed)

    urgency = standing(then(judged(Level.HOURS), read))

    assert urgency.provisional(at=NOON) is provisional
    assert urgency.firm is (Level.HOURS if provisional else Level.WEEKS)
    assert urgency.level(at=NOON) is Level.WEEKS
