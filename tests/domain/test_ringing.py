"""Nobody rings outside a person's rules alone."""

from datetime import datetime, timedelta

import pytest

from corridor.base.ids import MemberId
from corridor.domain.casefile import fold
from corridor.domain.cases import CaseFact
from corridor.domain.errors import (
    EmptyFieldError,
    NotAChoiceError,
    NothingToSecondError,
    SecondIsFirstError,
)
from corridor.domain.intake import Channel, Dialogue, Eyes, ReachRules, Said, Way
from corridor.domain.intake import fold as fold_dialogue
from corridor.domain.records import Recorded
from corridor.domain.ringing import (
    HOLDS_FOR,
    RingAgreed,
    RingAsked,
    Rings,
    agree,
    ask,
    is_unsafe,
    only_behind_the_code,
)
from corridor.domain.safety import ContactRulesSet, SafeHours, never_said_places
from tests.domain.telling import ASKED, COLLECTED, LYRA, NOON, VEGA, tell, then

Told = list[Recorded[CaseFact]]
WISH = RingAsked(way=Channel.PHONE, why="Men wait at the other door.", said="")
RULES = ContactRulesSet(
    channels=(Channel.PHONE,),
    hours=(SafeHours(start=0, end=24 * 60),),
    zone="UTC",
    never_say=("Parade", "the  club", "ёлка"),
    how="",
)


def rings(*, by: MemberId = LYRA, agreed_by: MemberId | None = None) -> Rings:
    """1: the wish, a minute after noon; 2: the second's yes, a minute later."""
    told: Told = then(tell(COLLECTED), WISH, by=by)
    if agreed_by is not None:
        told = then(told, RingAgreed(height=1), by=agreed_by)
    return fold(told).rings


def minutes(number: float) -> datetime:
    return NOON + timedelta(minutes=number)


def test_a_wish_alone_allows_nothing() -> None:
    (ring,) = rings()

    assert ring.waits(at=minutes(2))
    assert not ring.allows(Channel.PHONE, at=minutes(2))


def test_a_second_allows_this_way_from_that_minute_for_half_a_day() -> None:
    (ring,) = rings(agreed_by=VEGA)

    allowed = [
        ring.allows(Channel.PHONE, at=at)
        for at in (minutes(1.9), minutes(2), NOON + HOLDS_FOR, minutes(2) + HOLDS_FOR)
    ]

    assert allowed == [False, True, True, False]
    assert not ring.allows(Channel.EMAIL, at=minutes(2))
    assert not ring.waits(at=minutes(3))


def test_who_asked_is_no_second_even_in_the_chain() -> None:
    (ring,) = rings(by=LYRA, agreed_by=LYRA)

    assert ring.agreed_at is None
    with pytest.raises(SecondIsFirstError):
        agree(rings(), height=1, by=LYRA, at=minutes(2))


def test_another_height_agrees_with_nothing() -> None:
    told: Told = then(tell(COLLECTED), WISH)
    told = then(told, RingAgreed(height=0), by=VEGA)

    assert fold(told).rings[0].agreed_at is None
    with pytest.raises(NothingToSecondError):
        agree(rings(), height=9, by=VEGA, at=minutes(2))


def test_an_agreement_is_given_once_and_in_time() -> None:
    assert agree(rings(), height=1, by=VEGA, at=minutes(2)) == RingAgreed(height=1)
    with pytest.raises(NothingToSecondError):
        agree(rings(agreed_by=VEGA), height=1, by=VEGA, at=minutes(3))
    with pytest.raises(NothingToSecondError):
        agree(rings(), height=1, by=VEGA, at=minutes(1) + HOLDS_FOR)


@pytest.mark.parametrize("way", [Channel.PAGE, Channel.PARTNER, Channel.WALK_IN])
def test_what_does_not_ring_is_not_asked_about(way: Channel) -> None:
    with pytest.raises(NotAChoiceError, match="way"):
        ask(RingAsked(way=way, why="Why.", said=""))


def test_a_wish_says_why() -> None:
    with pytest.raises(EmptyFieldError, match="why"):
        ask(RingAsked(way=Channel.PHONE, why=" \n", said="Bakery."))


def test_the_page_is_never_unsafe_and_a_ring_breaks_any_of_its_rules() -> None:
    def unsafe(way: Channel = Channel.PHONE, *, said: str = "", only: bool = False) -> bool:
        return is_unsafe(RULES, way=way, at=NOON, said=said, only_here=only)

    assert not unsafe()
    assert unsafe(Channel.EMAIL)
    assert unsafe(said="come to the PARADE")
    assert unsafe(only=True)
    assert not unsafe(Channel.PAGE, said="parade", only=True)


def dialogue(*facts: ReachRules | Said) -> Dialogue:
    return fold_dialogue(then(tell(ASKED, by=None), *facts, by=None))


def test_their_newest_word_about_reaching_them_counts() -> None:
    no = ReachRules(way=Way.ONLY_HERE, eyes=Eyes.UNSAID, how="")
    yes = ReachRules(way=Way.ALSO_RING, eyes=Eyes.UNSAID, how="After nine.")

    assert only_behind_the_code(dialogue(yes, no), rules_since=None)
    assert not only_behind_the_code(dialogue(no, yes), rules_since=None)
    assert not only_behind_the_code(dialogue(Said(text="Hello.")), rules_since=None)
    assert not only_behind_the_code(None, rules_since=None)
    assert only_behind_the_code(dialogue(no), rules_since=NOON)
    assert not only_behind_the_code(dialogue(no), rules_since=minutes(2))


def test_the_case_knows_since_when_its_rules_stand() -> None:
    assert fold(then(tell(COLLECTED), RULES)).rules_since == minutes(1)
    assert fold(tell(COLLECTED)).rules_since is None


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nothing of it", []),
        ("a PARADE, a parade", ["PARADE", "parade"]),
        ("párade", ["párade"]),
        ("to The\n  club!", ["The\n  club"]),
        ("у Е\u0308лки нет, ёлка, ЕЛКА", ["ёлка", "ЕЛКА"]),
        ("", []),
    ],
)
def test_a_word_to_avoid_is_found_where_it_stands(text: str, found: list[str]) -> None:
    places = never_said_places(RULES, text)

    assert [text[begin:end] for begin, end in places] == found
    assert never_said_places(None, text) == ()
