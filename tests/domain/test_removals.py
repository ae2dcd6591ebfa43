"""Somebody who was never a person of their own in a case is taken out, and can come back."""

import pytest

from corridor.domain import removals
from corridor.domain.cards import card_of
from corridor.domain.casefile import Case, fold
from corridor.domain.cases import CaseClosed, CloseReason, EntryStruck
from corridor.domain.errors import (
    CaseClosedError,
    EmptyFieldError,
    FiledForThemError,
    LastPersonError,
    NotACaseError,
    NotOfThisCaseError,
    NotTakenOutError,
)
from corridor.domain.filings import FilingKind, FilingLodged
from corridor.domain.milestones import ExitBy, Step
from corridor.domain.people import PersonJoined, PersonStruck, StepReached, StruckAs
from tests.domain.telling import (
    COLLECTED,
    ELDER,
    FILING,
    NOBODY,
    YOUNGER,
    a_case,
    days,
    tell,
    then,
)

GONE = PersonStruck(person=YOUNGER, why=StruckAs.DUPLICATE)
OUT = StepReached(
    person=YOUNGER, step=Step.OUT_OF_REGION, on=days(6), by=ExitBy.US, reversed=False
)
LODGED = FilingLodged(
    filing=FILING, person=YOUNGER, country="LT", route=FilingKind.VISA, on=days(5)
)


def counted(case: Case) -> list[object]:
    return [one.person for one in card_of(case, None).people]


def test_who_is_taken_out_counts_no_more_and_is_kept_by_label() -> None:
    case = fold(a_case(OUT, GONE))

    (gone,) = removals.removals(case)

    assert counted(case) == [ELDER]
    assert (gone.person, gone.label, gone.why) == (YOUNGER, "sister", StruckAs.DUPLICATE)


def test_putting_back_brings_back_everything_that_was_told_of_them() -> None:
    told = a_case(OUT, GONE)

    fact = removals.put_back(fold(told), YOUNGER, words="She is another one")

    case = fold(then(told, fact))
    assert case.people == fold(a_case(OUT)).people
    assert removals.removals(case) == ()


def test_taken_out_again_they_can_be_put_back_again() -> None:
    told = a_case(GONE)
    told = then(told, removals.put_back(fold(told), YOUNGER, words="Two of them"), GONE)

    fact = removals.put_back(fold(told), YOUNGER, words="Two of them, I said")

    assert fact == EntryStruck(height=4, words="Two of them, I said")
    assert counted(fold(then(told, fact))) == [ELDER, YOUNGER]


def test_who_has_an_application_is_not_taken_out() -> None:
    with pytest.raises(FiledForThemError):
        removals.take_out(fold(a_case(LODGED)), GONE)


def test_a_struck_application_holds_nobody() -> None:
    struck = fold(a_case(LODGED, EntryStruck(height=2, words="Never sent")))

    assert removals.take_out(struck, GONE) == GONE


def test_the_last_person_stays() -> None:
    with pytest.raises(LastPersonError):
        removals.take_out(fold(a_case(GONE)), PersonStruck(person=ELDER, why=StruckAs.MISTAKE))


def test_a_stranger_is_not_taken_out() -> None:
    with pytest.raises(NotOfThisCaseError):
        removals.take_out(fold(a_case()), PersonStruck(person=NOBODY, why=StruckAs.MISTAKE))


@pytest.mark.parametrize("person", [ELDER, NOBODY])
def test_only_who_was_taken_out_is_put_back(person: object) -> None:
    with pytest.raises(NotTakenOutError):
        removals.put_back(fold(a_case(GONE)), person, words="Come back")  # type: ignore[arg-type]


def test_putting_back_says_why() -> None:
    with pytest.raises(EmptyFieldError, match="words"):
        removals.put_back(fold(a_case(GONE)), YOUNGER, words=" ")


def test_a_closed_case_stays_as_it_is() -> None:
    closed = fold(a_case(GONE, CaseClosed(reason=CloseReason.SETTLED, words="")))

    with pytest.raises(CaseClosedError):
        removals.put_back(closed, YOUNGER, words="Late")
    with pytest.raises(CaseClosedError):
        removals.take_out(closed, GONE)


def test_a_request_has_nobody_to_take_out() -> None:
    with pytest.raises(NotACaseError):
        removals.take_out(fold(tell(COLLECTED)), GONE)


def test_everybody_keeps_their_place_in_the_order_of_coming() -> None:
    third = PersonJoined(person=NOBODY, label="", asked_on=days(3))

    case = fold(a_case(GONE, third))

    assert removals.everybody(case) == (ELDER, YOUNGER, NOBODY)
