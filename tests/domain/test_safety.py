from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from corridor.domain import casefile, safety
from corridor.domain.errors import EmptyFieldError, NotAChoiceError, UnknownZoneError
from corridor.domain.intake import Channel
from corridor.domain.safety import RINGS, ContactRulesSet, SafeHours, may_ring
from tests.domain.telling import a_case

EVENINGS = SafeHours(start=20 * 60, end=22 * 60)
NIGHTS = SafeHours(start=23 * 60, end=2 * 60)
RULES = ContactRulesSet(
    channels=(Channel.MESSENGER,),
    hours=(EVENINGS,),
    zone="Europe/Moscow",
    never_say=("visa", "Heron"),
    how="Plain words.",
)


def moscow(hour: int, minute: int = 0) -> datetime:
    return datetime(2017, 5, 17, hour, minute, tzinfo=UTC) - timedelta(hours=3)


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
