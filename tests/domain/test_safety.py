from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from corridor.domain import casefile, safety
from corridor.domain.errors import (
    EmptyFieldError,
    NotAChoiceError,
    NothingToSecondError,
    SecondIsFirstError,
    UnknownZoneError,
)
from corridor.domain.intake import Channel, Wish
from corridor.domain.safety import (
    PROVISIONAL_FOR,
    RINGS,
    VALID_FOR,
    Assessed,
    AssessmentSeconded,
    ContactRulesSet,
    Level,
    Reason,
    SafeHours,
    Safety,
    assess,
    may_ring,
    second,
    suggest,
)
from tests.domain.telling import ALTAIR, LYRA, NOON, VEGA, a_case, tell, then

EVENINGS = SafeHours(start=20 * 60, end=22 * 60)
NIGHTS = SafeHours(start=23 * 60, end=2 * 60)
RULES = ContactRulesSet(
    channels=(Channel.MESSENGER,),
    hours=(EVENINGS,),
    zone="Europe/Moscow",
    never_say=("visa", "Heron"),
    how="Plain words.",
)


def draft(level: Level, *, words: str = "", second: object = None) -> Assessed:
    return Assessed(
        level=level,
        suggested=Level.HOURS,
        reasons=(Reason.EXPECTED_SOON,),
        words=words,
        second=VEGA if second else None,
        provisional=False,
        until=NOON,
    )


def assessed(*levels: Level) -> Safety:
    """One worker alone sets these levels, one after the other."""
    told = a_case()
    for level in levels:
        state = casefile.fold(told).safety
        fact = assess(state, draft(level, words="They say so."), by=LYRA, at=NOON)
        told = then(told, fact)
    return casefile.fold(told).safety


def moscow(hour: int, minute: int = 0) -> datetime:
    return datetime(2017, 5, 17, hour, minute, tzinfo=UTC) - timedelta(hours=3)


@pytest.mark.parametrize("level", Level)
def test_the_first_assessment_may_set_any_level_without_words(level: Level) -> None:
    fact = assess(Safety(), draft(level), by=LYRA, at=NOON)

    assert (fact.level, fact.provisional, fact.until) == (level, False, NOON + VALID_FOR[level])


@pytest.mark.parametrize(
    ("wish", "reasons", "level"),
    [
        (Wish.UNSAID, (), Level.UNKNOWN),
        (Wish.CAN_WAIT, (), Level.WEEKS),
        (Wish.DAYS, (), Level.DAYS),
        (Wish.HOURS, (), Level.HOURS),
        (Wish.CAN_WAIT, (Reason.FAMILY_KNOWS,), Level.DAYS),
        (Wish.CAN_WAIT, (Reason.FAMILY_KNOWS, Reason.HELD_NOW), Level.HOURS),
        (Wish.HOURS, (Reason.FAMILY_KNOWS,), Level.HOURS),
    ],
)
def test_the_most_urgent_of_wish_and_reasons_is_suggested(
    wish: Wish, reasons: tuple[Reason, ...], level: Level
) -> None:
    assert suggest(wish=wish, reasons=reasons) is level


@given(st.sampled_from(Wish), st.lists(st.sampled_from(Reason)), st.sampled_from(Reason))
def test_one_more_reason_never_lowers_the_suggestion(
    wish: Wish, reasons: list[Reason], more: Reason
) -> None:
    order = [Level.UNKNOWN, Level.WEEKS, Level.DAYS, Level.HOURS]

    before = suggest(wish=wish, reasons=tuple(reasons))
    after = suggest(wish=wish, reasons=(*reasons, more))

    assert order.index(after) >= order.index(before)


@pytest.mark.parametrize("level", [Level.DAYS, Level.WEEKS, Level.UNKNOWN])
def test_lowering_needs_words(level: Level) -> None:
    with pytest.raises(EmptyFieldError, match="words"):
        assess(assessed(Level.HOURS), draft(level, second=VEGA), by=LYRA, at=NOON)


def test_lowering_alone_is_provisional_and_short() -> None:
    fact = assess(
        assessed(Level.HOURS), draft(Level.WEEKS, words="They left."), by=LYRA, at=NOON
    )

    assert fact.provisional
    assert fact.until == NOON + PROVISIONAL_FOR


def test_lowering_with_a_second_holds() -> None:
    lowered = draft(Level.WEEKS, words="They left.", second=VEGA)

    fact = assess(assessed(Level.HOURS), lowered, by=LYRA, at=NOON)

    assert not fact.provisional
    assert fact.until == NOON + VALID_FOR[Level.WEEKS]


def test_nobody_is_their_own_second() -> None:
    with pytest.raises(SecondIsFirstError):
        assess(Safety(), draft(Level.WEEKS, second=VEGA), by=VEGA, at=NOON)


def test_two_small_steps_down_alone_are_as_provisional_as_one() -> None:
    state = assessed(Level.HOURS, Level.DAYS, Level.DAYS, Level.DAYS)

    assert state.urgency is not None
    assert state.urgency.provisional
    assert state.urgency.firm is Level.HOURS


def test_raising_needs_nobody() -> None:
    fact = assess(assessed(Level.WEEKS), draft(Level.HOURS), by=LYRA, at=NOON)

    assert not fact.provisional


def test_an_assessment_that_ran_out_reads_as_unknown() -> None:
    state = assessed(Level.HOURS)
    until = NOON + VALID_FOR[Level.HOURS]

    assert state.level(at=until - timedelta(seconds=1)) is Level.HOURS
    assert state.level(at=until) is Level.UNKNOWN
    assert Safety().level(at=NOON) is Level.UNKNOWN


def test_what_ran_out_is_still_lowered_only_with_a_second() -> None:
    much_later = NOON + timedelta(days=30)

    fact = assess(
        assessed(Level.HOURS), draft(Level.WEEKS, words="Quiet."), by=LYRA, at=much_later
    )

    assert fact.provisional


def test_a_second_makes_a_provisional_level_firm() -> None:
    told = a_case(assess(Safety(), draft(Level.HOURS), by=LYRA, at=NOON))
    lowered = assess(
        casefile.fold(told).safety, draft(Level.WEEKS, words="Away."), by=LYRA, at=NOON
    )
    told = then(told, lowered)

    agreed = second(casefile.fold(told).safety, by=VEGA, at=NOON)
    urgency = casefile.fold(then(told, agreed, by=VEGA)).safety.urgency

    assert urgency is not None
    assert (urgency.provisional, urgency.firm) == (False, Level.WEEKS)
    assert urgency.until == NOON + VALID_FOR[Level.WEEKS]


def test_the_author_does_not_second_themselves_even_by_an_entry() -> None:
    told = a_case(assess(Safety(), draft(Level.HOURS), by=LYRA, at=NOON))
    lowered = assess(
        casefile.fold(told).safety, draft(Level.WEEKS, words="Away."), by=LYRA, at=NOON
    )
    told = then(told, lowered)
    forced = AssessmentSeconded(height=told[-1].height, until=NOON + timedelta(days=14))

    with pytest.raises(SecondIsFirstError):
        second(casefile.fold(told).safety, by=LYRA, at=NOON)
    urgency = casefile.fold(then(told, forced, by=LYRA)).safety.urgency

    assert urgency is not None
    assert urgency.provisional


def test_there_must_be_something_to_second() -> None:
    with pytest.raises(NothingToSecondError):
        second(Safety(), by=VEGA, at=NOON)
    with pytest.raises(NothingToSecondError):
        second(assessed(Level.HOURS), by=VEGA, at=NOON)


@pytest.mark.parametrize("height", [0, 99])
def test_a_second_to_another_entry_changes_nothing(height: int) -> None:
    told = a_case(assess(Safety(), draft(Level.HOURS), by=LYRA, at=NOON))
    astray = AssessmentSeconded(height=height, until=NOON + timedelta(days=90))

    before, after = casefile.fold(told), casefile.fold(then(told, astray, by=ALTAIR))

    assert after.safety == before.safety
    assert casefile.fold(tell(astray)).safety == Safety()


@pytest.mark.parametrize("channel", [one for one in Channel if one not in RINGS])
def test_a_reply_behind_the_code_may_always_be_posted(channel: Channel) -> None:
    assert may_ring(RULES, at=moscow(3), channel=channel)
    assert may_ring(None, at=moscow(3), channel=channel)


@pytest.mark.parametrize("channel", RINGS)
def test_nothing_rings_before_somebody_said_when(channel: Channel) -> None:
    assert not may_ring(None, at=moscow(21), channel=channel)


@pytest.mark.parametrize(
    ("at", "may"),
    [
        (moscow(19, 59), False),
        (moscow(20), True),
        (moscow(21, 59), True),
        (moscow(22), False),
        (moscow(3), False),
    ],
)
def test_the_hours_bind_what_rings_in_the_persons_own_zone(at: datetime, *, may: bool) -> None:
    assert may_ring(RULES, at=at, channel=Channel.MESSENGER) is may


def test_safe_hours_do_not_open_a_way_that_is_not() -> None:
    assert not may_ring(RULES, at=moscow(21), channel=Channel.PHONE)


@pytest.mark.parametrize(
    ("hour", "may"), [(22, False), (23, True), (0, True), (1, True), (2, False), (12, False)]
)
def test_hours_may_run_past_midnight(hour: int, *, may: bool) -> None:
    rules = replace(RULES, hours=(NIGHTS,))

    assert may_ring(rules, at=moscow(hour), channel=Channel.MESSENGER) is may


def test_a_whole_day_is_the_whole_day() -> None:
    rules = replace(RULES, hours=(SafeHours(start=0, end=24 * 60),))

    assert all(
        may_ring(rules, at=moscow(hour), channel=Channel.MESSENGER) for hour in range(24)
    )


def test_words_to_avoid_are_found_in_any_case() -> None:
    assert safety.never_said(RULES, "Your VISA is here") == ("visa",)
    assert safety.never_said(RULES, "All is well") == ()
    assert safety.never_said(None, "visa") == ()


def test_rules_are_taken_as_they_can_be_kept() -> None:
    assert safety.set_rules(RULES) == RULES


def test_rules_in_no_zone_are_refused() -> None:
    with pytest.raises(UnknownZoneError, match="zone"):
        safety.set_rules(replace(RULES, zone="Europe/Atlantis"))


def test_rules_for_what_does_not_ring_are_refused() -> None:
    with pytest.raises(NotAChoiceError, match="channels"):
        safety.set_rules(replace(RULES, channels=(Channel.PAGE,)))


@pytest.mark.parametrize(("start", "end"), [(-1, 60), (1440, 60), (60, -1), (60, 1441)])
def test_hours_outside_the_day_are_refused(start: int, end: int) -> None:
    with pytest.raises(NotAChoiceError, match="hours"):
        safety.set_rules(replace(RULES, hours=(SafeHours(start=start, end=end),)))


def test_a_word_to_avoid_is_a_word() -> None:
    with pytest.raises(EmptyFieldError, match="never_say"):
        safety.set_rules(replace(RULES, never_say=(" ",)))


def test_the_last_rules_count() -> None:
    later = replace(RULES, channels=())

    assert casefile.fold(a_case(RULES, later)).safety.rules == later
