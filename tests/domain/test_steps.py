from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from corridor.domain import steps
from corridor.domain.errors import (
    ExitUnsaidError,
    InFutureError,
    LastPersonError,
    MissingAlreadyError,
    NotAStepBackError,
    NotMissingError,
    NotOfThisCaseError,
    NotQuietError,
    PersonTwiceError,
    QuietAlreadyError,
    StepBackUnsaidError,
    StepUnchangedError,
    TooEarlyError,
    TooLongError,
)
from corridor.domain.milestones import ExitBy, Place, Step
from corridor.domain.people import (
    Found,
    HeardAgain,
    Person,
    PersonJoined,
    PersonPlaced,
    PersonStruck,
    ReportedMissing,
    StepReached,
    StruckAs,
    WentQuiet,
    told,
)
from tests.domain.telling import ASKED_ON, ELDER, NOBODY, TODAY, TOMORROW, YOUNGER, days

HERE = Person(person=ELDER, label="", asked_on=ASKED_ON, step=Step.IN_TOUCH)
SISTER = PersonJoined(person=YOUNGER, label=" sister ", asked_on=days(2))
OUT = StepReached(
    person=ELDER, step=Step.OUT_OF_REGION, on=days(6), by=ExitBy.US, reversed=False
)
ABROAD = PersonPlaced(person=ELDER, place=Place.ABROAD, on=days(9), by=ExitBy.PARTNER)
QUIET = WentQuiet(person=ELDER, since=days(8))
MISSING = ReportedMissing(person=ELDER, on=days(8))

Decision = Callable[[], object]


def test_somebody_joins_with_a_label() -> None:
    assert steps.join((HERE,), SISTER, today=TODAY).label == "sister"


def test_nobody_joins_twice() -> None:
    with pytest.raises(PersonTwiceError):
        steps.join((HERE,), replace(SISTER, person=ELDER), today=TODAY)


def test_a_label_is_a_line() -> None:
    with pytest.raises(TooLongError, match="label"):
        steps.join((HERE,), replace(SISTER, label="x" * 201), today=TODAY)


def test_the_last_person_is_not_struck() -> None:
    draft = PersonStruck(person=ELDER, why=StruckAs.MISTAKE)

    with pytest.raises(LastPersonError):
        steps.strike_person((HERE,), draft)

    assert steps.strike_person((HERE, replace(HERE, person=YOUNGER)), draft) == draft


@pytest.mark.parametrize("by", ExitBy)
@pytest.mark.parametrize("step", [Step.OUT_OF_REGION, Step.ABROAD])
def test_an_exit_says_by_whom(step: Step, by: ExitBy) -> None:
    draft = replace(OUT, step=step, by=by)

    assert steps.reach((HERE,), draft, today=TODAY) == draft
    with pytest.raises(ExitUnsaidError, match="by"):
        steps.reach((HERE,), replace(draft, by=None), today=TODAY)


@pytest.mark.parametrize("step", [Step.PAPERS, Step.SETTLED])
def test_what_is_no_exit_keeps_no_helper(step: Step) -> None:
    assert steps.reach((HERE,), replace(OUT, step=step), today=TODAY).by is None


def test_an_exit_needs_no_verification_no_consent_and_no_earlier_step() -> None:
    new = Person(person=ELDER, label="", asked_on=TODAY)

    assert steps.reach((new,), replace(OUT, on=TODAY), today=TODAY).step is Step.OUT_OF_REGION


def test_the_step_where_somebody_stands_is_not_reached_again() -> None:
    with pytest.raises(StepUnchangedError):
        steps.reach((HERE,), replace(OUT, step=Step.IN_TOUCH), today=TODAY)


def test_a_step_back_must_be_said_to_be_one() -> None:
    back = replace(OUT, step=Step.ASKED)

    with pytest.raises(StepBackUnsaidError):
        steps.reach((HERE,), back, today=TODAY)

    assert steps.reach((HERE,), replace(back, reversed=True), today=TODAY).by is None


@pytest.mark.parametrize("step", [Step.IN_TOUCH, Step.PAPERS])
def test_only_a_step_that_was_passed_is_taken_back_to(step: Step) -> None:
    with pytest.raises(NotAStepBackError):
        steps.reach((HERE,), replace(OUT, step=step, reversed=True), today=TODAY)


def test_the_first_time_outside_says_by_whose_help() -> None:
    with pytest.raises(ExitUnsaidError, match="by"):
        steps.place((HERE,), replace(ABROAD, by=None), today=TODAY)

    assert steps.place((HERE,), ABROAD, today=TODAY) == ABROAD


def test_a_later_look_at_the_same_place_repeats_no_helper() -> None:
    people = told((HERE,), ABROAD)

    assert steps.place(people, replace(ABROAD, on=days(12)), today=TODAY).by is None


def test_going_abroad_from_elsewhere_is_an_exit_of_its_own() -> None:
    people = told((HERE,), replace(ABROAD, place=Place.ELSEWHERE))

    with pytest.raises(ExitUnsaidError):
        steps.place(people, replace(ABROAD, by=None), today=TODAY)


@pytest.mark.parametrize("place", [Place.REGION, Place.NOT_KNOWN])
def test_not_known_is_a_place_like_the_region(place: Place) -> None:
    assert steps.place((HERE,), replace(ABROAD, place=place), today=TODAY).by is None


def test_quiet_and_heard_again_take_turns() -> None:
    quiet = told((HERE,), steps.go_quiet((HERE,), QUIET, today=TODAY))
    heard = HeardAgain(person=ELDER, on=days(9))

    with pytest.raises(QuietAlreadyError):
        steps.go_quiet(quiet, QUIET, today=TODAY)
    with pytest.raises(NotQuietError):
        steps.hear_again((HERE,), heard, today=TODAY)
    with pytest.raises(TooEarlyError) as refusal:
        steps.hear_again(quiet, replace(heard, on=days(7)), today=TODAY)
    assert (refusal.value.field, refusal.value.earliest) == ("on", days(8))
    assert steps.hear_again(quiet, heard, today=TODAY) == heard


def test_missing_and_found_take_turns() -> None:
    missing = told((HERE,), steps.report_missing((HERE,), MISSING, today=TODAY))
    found = Found(person=ELDER, on=days(9), place=Place.NOT_KNOWN)

    with pytest.raises(MissingAlreadyError):
        steps.report_missing(missing, MISSING, today=TODAY)
    with pytest.raises(NotMissingError):
        steps.find_again((HERE,), found, today=TODAY)
    with pytest.raises(TooEarlyError):
        steps.find_again(missing, replace(found, on=days(7)), today=TODAY)
    assert steps.find_again(missing, found, today=TODAY) == found


def test_nothing_is_recorded_of_a_stranger_to_the_case() -> None:
    heard = HeardAgain(person=NOBODY, on=TODAY)
    found = Found(person=NOBODY, on=TODAY, place=Place.REGION)

    with pytest.raises(NotOfThisCaseError):
        steps.reach((HERE,), replace(OUT, person=NOBODY), today=TODAY)
    with pytest.raises(NotOfThisCaseError):
        steps.place((HERE,), replace(ABROAD, person=NOBODY), today=TODAY)
    with pytest.raises(NotOfThisCaseError):
        steps.go_quiet((HERE,), replace(QUIET, person=NOBODY), today=TODAY)
    with pytest.raises(NotOfThisCaseError):
        steps.hear_again((HERE,), heard, today=TODAY)
    with pytest.raises(NotOfThisCaseError):
        steps.report_missing((HERE,), replace(MISSING, person=NOBODY), today=TODAY)
    with pytest.raises(NotOfThisCaseError):
        steps.find_again((HERE,), found, today=TODAY)
    with pytest.raises(NotOfThisCaseError):
        steps.strike_person((HERE,), PersonStruck(person=NOBODY, why=StruckAs.MISTAKE))


def _nothing_yet(on: date) -> None:
    lost = told(told((HERE,), QUIET), MISSING)
    refused: list[Decision] = [
        lambda: steps.join((HERE,), replace(SISTER, asked_on=on), today=TODAY),
        lambda: steps.reach((HERE,), replace(OUT, on=on), today=TODAY),
        lambda: steps.place((HERE,), replace(ABROAD, on=on), today=TODAY),
        lambda: steps.go_quiet((HERE,), replace(QUIET, since=on), today=TODAY),
        lambda: steps.report_missing((HERE,), replace(MISSING, on=on), today=TODAY),
        lambda: steps.hear_again(lost, HeardAgain(person=ELDER, on=on), today=TODAY),
        lambda: steps.find_again(
            lost, Found(person=ELDER, on=on, place=Place.REGION), today=TODAY
        ),
    ]
    for decide in refused:
        with pytest.raises(InFutureError):
            decide()


def test_nothing_that_lies_ahead_is_recorded_as_having_happened() -> None:
    _nothing_yet(TOMORROW)
