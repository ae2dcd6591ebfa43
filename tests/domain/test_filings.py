import pytest
from msgspec.structs import replace

from corridor.domain import casefile, filings
from corridor.domain.errors import (
    DecidedAlreadyError,
    FiledAlreadyError,
    InFutureError,
    NotFoundError,
    NotOfThisCaseError,
    TooEarlyError,
    UnknownCountryError,
)
from corridor.domain.filings import (
    FilingFact,
    FilingGranted,
    FilingKind,
    FilingLodged,
    FilingRefused,
    Filings,
    FilingWithdrawn,
)
from corridor.domain.milestones import ApplicationMilestone, FilingState
from corridor.domain.people import Person
from tests.domain.telling import (
    ASKED_ON,
    ELDER,
    FILING,
    NOBODY,
    SECOND_FILING,
    TODAY,
    TOMORROW,
    YOUNGER,
    a_case,
    days,
)

PEOPLE = tuple(Person(person=one, label="", asked_on=ASKED_ON) for one in (ELDER, YOUNGER))
LODGED = FilingLodged(
    filing=FILING,
    person=ELDER,
    country="LT",
    route=FilingKind.HUMANITARIAN_VISA,
    on=days(15),
)
GRANTED = FilingGranted(filing=FILING, on=days(38))
REFUSED = FilingRefused(filing=FILING, on=days(38), words="Another application is open.")
WITHDRAWN = FilingWithdrawn(filing=FILING, on=days(38), words="No longer needed.")
AGAIN = replace(LODGED, filing=SECOND_FILING)


def after(*facts: FilingFact) -> Filings:
    return casefile.fold(a_case(*facts)).filings


@pytest.mark.parametrize(
    ("fact", "state"),
    [
        (GRANTED, FilingState.GRANTED),
        (REFUSED, FilingState.REFUSED),
        (WITHDRAWN, FilingState.WITHDRAWN),
    ],
)
def test_a_filing_waits_until_it_is_decided(fact: FilingFact, state: FilingState) -> None:
    (waiting,) = after(LODGED)
    (decided,) = after(LODGED, fact)

    assert waiting.waiting
    assert (decided.state, decided.decided_on) == (state, days(38))
    assert decided.milestone(counted_as=ELDER) == ApplicationMilestone(
        filing=FILING,
        person=ELDER,
        country="LT",
        lodged_on=days(15),
        state=state,
        decided_on=days(38),
    )


def test_what_is_decided_stays_decided() -> None:
    assert after(LODGED, GRANTED, REFUSED) == after(LODGED, GRANTED)


def test_a_decision_touches_its_own_filing_only() -> None:
    first, second = after(LODGED, replace(AGAIN, person=YOUNGER), GRANTED)

    assert not first.waiting
    assert second.waiting


def test_one_mark_is_one_persons_application() -> None:
    assert after(LODGED, replace(LODGED, country="DE")) == after(LODGED)


@pytest.mark.parametrize(
    "second",
    [
        AGAIN,
        replace(AGAIN, route=FilingKind.ASYLUM),
        replace(LODGED, country="DE"),
    ],
)
def test_the_same_question_is_not_filed_twice(second: FilingLodged) -> None:
    with pytest.raises(FiledAlreadyError):
        filings.lodge(after(LODGED), second, people=PEOPLE, today=TODAY)


@pytest.mark.parametrize(
    ("before", "draft"),
    [
        (after(), LODGED),
        (after(LODGED), replace(AGAIN, country="DE")),
        (after(LODGED), replace(AGAIN, person=YOUNGER)),
        (after(LODGED, REFUSED), AGAIN),
        (after(LODGED, WITHDRAWN), AGAIN),
    ],
)
def test_other_countries_other_people_and_new_tries_are_filed(
    before: Filings, draft: FilingLodged
) -> None:
    assert filings.lodge(before, draft, people=PEOPLE, today=TODAY) == draft


def test_nobody_files_for_a_stranger() -> None:
    with pytest.raises(NotOfThisCaseError):
        filings.lodge((), replace(LODGED, person=NOBODY), people=PEOPLE, today=TODAY)


@pytest.mark.parametrize("country", ["", "lt", "LTU", "XX", "UK", "ZZ"])
def test_a_country_that_does_not_exist_is_refused(country: str) -> None:
    with pytest.raises(UnknownCountryError, match="country"):
        filings.lodge((), replace(LODGED, country=country), people=PEOPLE, today=TODAY)


def test_nothing_is_lodged_or_decided_tomorrow() -> None:
    with pytest.raises(InFutureError):
        filings.lodge((), replace(LODGED, on=TOMORROW), people=PEOPLE, today=TODAY)
    with pytest.raises(InFutureError):
        filings.grant(after(LODGED), replace(GRANTED, on=TOMORROW), today=TODAY)


def test_no_answer_comes_before_the_question() -> None:
    with pytest.raises(TooEarlyError) as refusal:
        filings.refuse(after(LODGED), replace(REFUSED, on=days(14)), today=TODAY)

    assert refusal.value.earliest == days(15)


def test_an_answer_on_the_same_day_is_taken() -> None:
    same_day = replace(GRANTED, on=LODGED.on)

    assert filings.grant(after(LODGED), same_day, today=TODAY) == same_day


def test_each_filing_is_decided_once() -> None:
    decided = after(LODGED, GRANTED)

    with pytest.raises(DecidedAlreadyError):
        filings.grant(decided, GRANTED, today=TODAY)
    with pytest.raises(DecidedAlreadyError):
        filings.refuse(decided, REFUSED, today=TODAY)
    with pytest.raises(DecidedAlreadyError):
        filings.withdraw(decided, WITHDRAWN, today=TODAY)


def test_what_was_never_filed_is_not_decided() -> None:
    with pytest.raises(NotFoundError):
        filings.withdraw((), WITHDRAWN, today=TODAY)


def test_words_of_a_decision_are_cleaned() -> None:
    refused = filings.refuse(after(LODGED), replace(REFUSED, words=" a\x00 "), today=TODAY)
    withdrawn = filings.withdraw(after(LODGED), replace(WITHDRAWN, words=" b "), today=TODAY)

    assert (refused.words, withdrawn.words) == ("a", "b")
