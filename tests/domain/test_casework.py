from datetime import timedelta

import pytest
from msgspec.structs import replace

from corridor.domain import casework
from corridor.domain.casefile import Case, fold
from corridor.domain.cases import (
    CaseClosed,
    CaseTaken,
    CloseReason,
    ContactTried,
    EntryStruck,
    HandedOver,
    JourneyOpened,
    NoteWritten,
    Outcome,
    TagsSet,
)
from corridor.domain.errors import (
    CaseAlreadyError,
    CaseClosedError,
    CaseOpenError,
    CollectedAlreadyError,
    EmptyFieldError,
    InFutureError,
    NobodyInCaseError,
    NotACaseError,
    NotAChoiceError,
    NotAskedError,
    NotClosableError,
    NotFoundError,
    NotStrikableError,
    PersonTwiceError,
    RingingUnsafeError,
    TakenAlreadyError,
    TooLongError,
)
from corridor.domain.intake import Channel
from corridor.domain.people import ReportedMissing, WentQuiet
from corridor.domain.safety import ContactRulesSet, SafeHours
from tests.domain.telling import (
    COLLECTED,
    ELDER,
    JOURNEY_CHAIN,
    LYRA,
    MADE,
    NOON,
    TODAY,
    TOMORROW,
    VEGA,
    YOUNGER,
    a_case,
    days,
    tell,
)

EMPTY = Case()
REQUEST = fold(tell(COLLECTED))
OPEN = fold(a_case())
CLOSING = CaseClosed(reason=CloseReason.REFERRED, words="")
CLOSED = fold(a_case(CLOSING))
QUIET = WentQuiet(person=ELDER, since=days(9))
RULES = ContactRulesSet(
    channels=(Channel.PHONE,),
    hours=(SafeHours(start=20 * 60, end=22 * 60),),
    zone="Europe/Moscow",
    never_say=(),
    how="",
)
CALL = ContactTried(
    way=Channel.PHONE,
    outcome=Outcome.NOT_ANSWERED,
    tried_at=NOON,
    outside_hours=False,
    words="",
)
EVENING = NOON.replace(hour=18)  # nine in the evening in Moscow


def test_a_request_is_collected_once() -> None:
    assert casework.collect(EMPTY, COLLECTED, today=TODAY) == COLLECTED
    with pytest.raises(CollectedAlreadyError):
        casework.collect(REQUEST, COLLECTED, today=TODAY)


def test_a_request_has_a_number_a_name_and_a_day_that_was() -> None:
    with pytest.raises(EmptyFieldError, match="number"):
        casework.collect(EMPTY, replace(COLLECTED, number=""), today=TODAY)
    with pytest.raises(EmptyFieldError, match="name"):
        casework.collect(EMPTY, replace(COLLECTED, name=" "), today=TODAY)
    with pytest.raises(InFutureError, match="asked_on"):
        casework.collect(EMPTY, replace(COLLECTED, asked_on=TOMORROW), today=TODAY)


def test_a_request_becomes_one_case() -> None:
    assert casework.make_case(REQUEST, MADE) == MADE
    with pytest.raises(CaseAlreadyError):
        casework.make_case(OPEN, MADE)


def test_a_case_carries_people_each_once() -> None:
    with pytest.raises(NobodyInCaseError):
        casework.make_case(REQUEST, replace(MADE, people=(), labels=()))
    with pytest.raises(PersonTwiceError):
        casework.make_case(REQUEST, replace(MADE, people=(ELDER, ELDER)))


def test_labels_go_with_people_or_are_left_out() -> None:
    assert casework.make_case(REQUEST, replace(MADE, labels=())).labels == ()
    with pytest.raises(NotAChoiceError, match="labels"):
        casework.make_case(REQUEST, replace(MADE, labels=("one",)))
    with pytest.raises(TooLongError, match="labels"):
        casework.make_case(REQUEST, replace(MADE, people=(YOUNGER,), labels=("x" * 201,)))


def test_a_case_is_taken_and_handed_over_to_somebody_else() -> None:
    mine = fold(a_case(CaseTaken(by=LYRA)))

    assert casework.take(mine, by=VEGA) == CaseTaken(by=VEGA)
    assert casework.hand_over(mine, to=VEGA) == HandedOver(to=VEGA)
    with pytest.raises(TakenAlreadyError):
        casework.take(mine, by=LYRA)
    with pytest.raises(TakenAlreadyError):
        casework.hand_over(mine, to=LYRA)


def test_nothing_is_done_with_what_nobody_asked() -> None:
    with pytest.raises(NotAskedError):
        casework.make_case(EMPTY, MADE)
    with pytest.raises(NotAskedError):
        casework.take(EMPTY, by=LYRA)
    with pytest.raises(NotAskedError):
        casework.hand_over(EMPTY, to=LYRA)
    with pytest.raises(NotAskedError):
        casework.write_note(EMPTY, text="Hello")
    with pytest.raises(NotAskedError):
        casework.summarise(EMPTY, words="Hello")
    with pytest.raises(NotAskedError):
        casework.tag(EMPTY, tags=("child",))
    with pytest.raises(NotAskedError):
        casework.try_contact(EMPTY, CALL, at=NOON)


def test_a_closed_case_moves_no_further_but_takes_notes() -> None:
    with pytest.raises(CaseClosedError):
        casework.take(CLOSED, by=LYRA)
    with pytest.raises(CaseClosedError):
        casework.hand_over(CLOSED, to=LYRA)
    with pytest.raises(CaseClosedError):
        casework.close(CLOSED, CLOSING)
    with pytest.raises(CaseClosedError):
        casework.require_case(CLOSED)
    assert casework.write_note(CLOSED, text=" late ") == NoteWritten(text="late")


def test_what_belongs_to_cases_waits_for_one() -> None:
    with pytest.raises(NotACaseError):
        casework.require_case(REQUEST)
    casework.require_case(OPEN)


@pytest.mark.parametrize("text", ["", " ", "\x00"])
def test_an_empty_note_is_refused(text: str) -> None:
    with pytest.raises(EmptyFieldError, match="text"):
        casework.write_note(OPEN, text=text)


def test_a_summary_is_one_line_and_a_tag_is_short() -> None:
    assert casework.summarise(OPEN, words="one\n two").line == "one two"
    assert casework.tag(OPEN, tags=("child", "child", "ill")) == TagsSet(tags=("child", "ill"))
    with pytest.raises(TooLongError, match="line"):
        casework.summarise(OPEN, words="x" * 201)
    with pytest.raises(TooLongError, match="tags"):
        casework.tag(OPEN, tags=("x" * 41,))


def test_a_call_at_an_unsafe_hour_is_asked_about_first() -> None:
    case = fold(a_case(RULES))

    with pytest.raises(RingingUnsafeError):
        casework.try_contact(case, CALL, at=NOON)


def test_what_had_happened_before_there_were_rules_is_explained_and_marked() -> None:
    case = fold(a_case(RULES))

    with pytest.raises(EmptyFieldError, match="words"):
        casework.try_contact(case, CALL, at=NOON, before=True)
    told = replace(CALL, words="They asked for it.")
    marked = casework.try_contact(case, told, at=NOON, before=True)

    assert marked.outside_hours


def test_a_call_within_the_hours_is_not_marked_whatever_was_sent() -> None:
    evening = replace(CALL, tried_at=EVENING, outside_hours=True)

    fact = casework.try_contact(fold(a_case(RULES)), evening, at=EVENING)

    assert not fact.outside_hours


@pytest.mark.parametrize(
    "draft",
    [replace(CALL, outcome=Outcome.THEY_WROTE), replace(CALL, way=Channel.PAGE)],
    ids=["they wrote", "behind the code"],
)
def test_what_does_not_ring_there_is_never_unsafe(draft: ContactTried) -> None:
    assert casework.try_contact(OPEN, draft, at=NOON) == draft


def test_no_call_lies_ahead() -> None:
    ahead = replace(CALL, tried_at=NOON + timedelta(minutes=1))

    with pytest.raises(InFutureError, match="tried_at"):
        casework.try_contact(OPEN, ahead, at=NOON)


def test_nobody_is_closed_away_while_missing_or_on_the_way() -> None:
    missing = fold(a_case(ReportedMissing(person=ELDER, on=days(9))))
    travelling = fold(a_case(JourneyOpened(journey=JOURNEY_CHAIN)))

    with pytest.raises(NotClosableError):
        casework.close(missing, CLOSING)
    with pytest.raises(NotClosableError):
        casework.close(travelling, CLOSING)


def test_another_reason_is_said() -> None:
    other = CaseClosed(reason=CloseReason.OTHER, words=" ")

    with pytest.raises(EmptyFieldError, match="words"):
        casework.close(OPEN, other)
    assert casework.close(OPEN, replace(other, words=" Moved. ")).words == "Moved."


def test_only_a_closed_case_is_reopened_and_with_words() -> None:
    assert casework.reopen(CLOSED, words="Wrote again.").words == "Wrote again."
    with pytest.raises(CaseOpenError):
        casework.reopen(OPEN, words="Wrote again.")
    with pytest.raises(EmptyFieldError, match="words"):
        casework.reopen(CLOSED, words="")


def test_a_slip_of_the_hand_is_struck_with_a_reason_and_once() -> None:
    strike = EntryStruck(height=2, words="The other sister.")

    assert casework.strike(fold(a_case(QUIET)), height=2, words=strike.words) == strike
    with pytest.raises(EmptyFieldError, match="words"):
        casework.strike(fold(a_case(QUIET)), height=2, words="")
    with pytest.raises(NotFoundError):
        casework.strike(fold(a_case(QUIET, strike)), height=2, words="Again.")


def test_only_what_is_there_and_can_be_a_slip_is_struck() -> None:
    with pytest.raises(NotFoundError):
        casework.strike(OPEN, height=99, words="Nothing.")
    with pytest.raises(NotStrikableError):
        casework.strike(OPEN, height=1, words="The whole case.")
