"""What is looked at, and what it comes to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from corridor.domain.errors import NotAChoiceError
from corridor.domain.factors import (
    RANK,
    Actor,
    Capacity,
    Level,
    Reach,
    Reason,
    Threat,
    Vulnerability,
    Weighed,
    answer_within,
    band_of,
    factors,
    suggest,
    valid_for,
    weigh,
)
from corridor.domain.intake import Wish

MARKS = st.integers(1, 5)
ALL_THREE = st.builds(
    lambda t, v, c: Weighed(threat=t, vulnerability=v, capacity=c), MARKS, MARKS, MARKS
)


def weighed(threat: int, vulnerability: int, capacity: int) -> Weighed:
    return Weighed(threat=threat, vulnerability=vulnerability, capacity=capacity)


def test_every_factor_stands_in_the_data_once_and_nothing_else_does() -> None:
    data = factors()

    assert set(data.reasons) == set(Reason)
    for listed, kind in (
        (data.threats, Threat),
        (data.actors, Actor),
        (data.reach, Reach),
        (data.vulnerabilities, Vulnerability),
        (data.capacities, Capacity),
    ):
        assert sorted(listed.factors) == sorted(kind)


def test_everything_in_the_data_has_a_source_that_is_named() -> None:
    data = factors()
    lists = (data.threats, data.actors, data.reach, data.vulnerabilities, data.capacities)
    named = {one.source for one in data.reasons.values()} | {one.source for one in lists}

    assert named <= set(data.sources)
    assert all(one.title for one in data.sources.values())
    assert data.as_of < data.next_review


def test_an_assessment_holds_for_less_the_more_urgent_it_is() -> None:
    days = [valid_for(level).days for level in (Level.HOURS, Level.DAYS, Level.WEEKS)]

    assert [*days, valid_for(Level.MONTHS).days] == [1, 3, 14, 30]
    assert answer_within(Level.HOURS) < answer_within(Level.DAYS) < answer_within(Level.WEEKS)


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


@pytest.mark.parametrize(
    ("marks", "figure", "level"),
    [
        ((1, 1, 5), 0.2, Level.MONTHS),
        ((1, 1, 1), 1.0, Level.MONTHS),
        ((2, 1, 1), 2.0, Level.WEEKS),
        ((3, 3, 2), 4.5, Level.WEEKS),
        ((5, 1, 1), 5.0, Level.DAYS),
        ((3, 3, 1), 9.0, Level.DAYS),
        ((5, 2, 1), 10.0, Level.HOURS),
        ((5, 5, 1), 25.0, Level.HOURS),
    ],
)
def test_the_figure_falls_into_its_band(
    marks: tuple[int, int, int], figure: float, level: Level
) -> None:
    drawn = weighed(*marks)

    assert drawn.figure == figure
    assert band_of(figure) is level
    assert suggest(wish=Wish.UNSAID, reasons=(), weighed=drawn) is level


@pytest.mark.parametrize("reason", [one for one in Reason if one is not Reason.ILLNESS])
def test_what_forces_a_level_is_no_term_of_the_figure(reason: Reason) -> None:
    least = weighed(1, 1, 5)

    forced = suggest(wish=Wish.CAN_WAIT, reasons=(reason,), weighed=least)

    assert forced is factors().reasons[reason].forces


@given(st.sampled_from(Wish), st.lists(st.sampled_from(Reason)), st.sampled_from(Reason))
def test_one_more_reason_never_lowers_the_suggestion(
    wish: Wish, reasons: list[Reason], more: Reason
) -> None:
    before = suggest(wish=wish, reasons=tuple(reasons))
    after = suggest(wish=wish, reasons=(*reasons, more))

    assert RANK[after] >= RANK[before]


@given(ALL_THREE, st.sampled_from(["threat", "vulnerability"]))
def test_more_threat_or_vulnerability_never_lowers_the_suggestion(
    drawn: Weighed, which: str
) -> None:
    more = replace(drawn, **{which: min(5, getattr(drawn, which) + 1)})

    before = suggest(wish=Wish.UNSAID, reasons=(), weighed=drawn)
    after = suggest(wish=Wish.UNSAID, reasons=(), weighed=more)

    assert RANK[after] >= RANK[before]


@pytest.mark.parametrize("missing", ["threat", "vulnerability", "capacity"])
def test_two_marks_are_no_figure(missing: str) -> None:
    two = replace(weighed(3, 3, 3), **{missing: None})

    assert two.figure is None
    with pytest.raises(NotAChoiceError, match=missing):
        weigh(two)


@pytest.mark.parametrize("mark", [0, 6, -1])
@pytest.mark.parametrize("which", ["threat", "vulnerability", "capacity"])
def test_a_mark_outside_one_to_five_is_refused(which: str, mark: int) -> None:
    with pytest.raises(NotAChoiceError, match=which):
        weigh(replace(weighed(3, 3, 3), **{which: mark}))


def test_nothing_weighed_is_nothing_said() -> None:
    assert weigh(Weighed()) == Weighed()
    assert suggest(wish=Wish.UNSAID, reasons=(), weighed=Weighed()) is Level.UNKNOWN
