import pytest
from msgspec.structs import replace

from corridor.domain.access import CompartmentGranted, CompartmentRevoked
from corridor.domain.casefile import Case, State, fold
from corridor.domain.cases import (
    CaseClosed,
    CaseMade,
    CaseReopened,
    CaseTaken,
    CloseReason,
    CodeHandedOver,
    ContactTried,
    EntryStruck,
    HandedOver,
    JourneyClosed,
    JourneyOpened,
    NoteWritten,
    Outcome,
    SummaryWritten,
    TagsSet,
)
from corridor.domain.intake import Channel
from corridor.domain.milestones import ExitBy, Place, Step
from corridor.domain.people import PersonJoined, StepReached
from corridor.domain.tasks import TaskSet
from tests.domain.telling import (
    ALTAIR,
    ASKED_ON,
    CASEWORK,
    COLLECTED,
    ELDER,
    JOURNEY_CHAIN,
    LYRA,
    MADE,
    NOBODY,
    NOON,
    RELOCATION,
    TASK,
    VEGA,
    YOUNGER,
    a_case,
    days,
    tell,
)

OUT = StepReached(
    person=ELDER, step=Step.OUT_OF_REGION, on=days(6), by=ExitBy.US, reversed=False
)
CLOSED = CaseClosed(reason=CloseReason.REFERRED, words="")
STRIKE = EntryStruck(height=2, words="The wrong person.")
TRIED = ContactTried(
    way=Channel.PHONE,
    outcome=Outcome.REACHED,
    tried_at=NOON,
    outside_hours=False,
    words="Evenings are safe.",
)


def test_an_empty_chain_is_an_empty_case() -> None:
    case = fold([])

    assert (case.number, case.name, case.state) == ("", "", State.REQUEST)
    assert case.step is Step.ASKED


def test_a_request_counts_its_asker() -> None:
    case = fold(tell(COLLECTED))

    assert (case.number, case.name, case.state) == ("R-0594", "Juniper", State.REQUEST)
    assert [(one.person, one.asked_on) for one in case.people] == [(ELDER, ASKED_ON)]


def test_a_case_counts_the_people_in_it_from_the_day_they_asked() -> None:
    case = fold(a_case())

    assert (case.number, case.state) == ("K-0412", State.CASE)
    assert [one.label for one in case.people] == ["speaks for both", "sister"]
    assert {one.asked_on for one in case.people} == {ASKED_ON}


def test_who_asked_for_somebody_else_is_not_one_of_the_people() -> None:
    for_a_friend = CaseMade(number="K-0413", people=(YOUNGER,))

    assert [one.person for one in fold(tell(COLLECTED, for_a_friend)).people] == [YOUNGER]


def test_what_was_known_of_the_asker_stays_when_it_becomes_a_case() -> None:
    case = fold(tell(COLLECTED, OUT, MADE))

    assert case.people[0].ever_out
    assert case.step is Step.ASKED


def test_a_case_without_a_request_dates_its_people_by_its_entry() -> None:
    assert fold(tell(MADE)).people[0].asked_on == NOON.date()


def test_a_second_collecting_resets_nobody() -> None:
    assert fold(a_case(OUT, COLLECTED)).people[0].ever_out


def test_a_case_has_one_owner_at_a_time() -> None:
    taken, handed = CaseTaken(by=VEGA), HandedOver(to=ALTAIR)

    assert fold(a_case()).owner is None
    assert fold(a_case(taken)).owner == VEGA
    assert fold(a_case(taken, handed)).owner == ALTAIR


def test_a_closed_case_is_closed_until_it_is_reopened() -> None:
    assert fold(a_case(CLOSED)).state is State.CLOSED
    assert fold(a_case(CLOSED, CaseReopened(words="Wrote again."))).state is State.CASE


def test_notes_keep_who_and_when() -> None:
    (note,) = fold(a_case(NoteWritten(text="Two tickets bought."))).notes

    assert (note.text, note.by, note.height) == ("Two tickets bought.", LYRA, 2)


def test_the_last_summary_and_tags_count() -> None:
    case = fold(
        a_case(
            SummaryWritten(line="One."),
            TagsSet(tags=("child",)),
            SummaryWritten(line="Two."),
            TagsSet(tags=()),
        )
    )

    assert (case.summary, case.tags) == ("Two.", ())


def test_a_try_that_reached_somebody_is_known() -> None:
    unreached = fold(a_case(replace(TRIED, outcome=Outcome.NOT_ANSWERED)))

    assert fold(a_case(TRIED)).reached_by_desk
    assert not unreached.reached_by_desk
    assert unreached.attempts[0].by == LYRA


def test_a_code_that_was_handed_over_is_marked() -> None:
    assert fold(a_case(CodeHandedOver())).code_handed_over
    assert not fold(a_case()).code_handed_over


def test_a_case_knows_that_it_travels_and_not_when_or_where() -> None:
    opened, closed = JourneyOpened(journey=JOURNEY_CHAIN), JourneyClosed(journey=JOURNEY_CHAIN)

    assert fold(a_case(opened, opened)).journeys == (JOURNEY_CHAIN,)
    assert fold(a_case(opened, closed)).journeys == ()


def test_compartments_are_granted_and_revoked() -> None:
    granted = (CompartmentGranted(compartment=one) for one in (CASEWORK, RELOCATION))

    case = fold(a_case(*granted, CompartmentRevoked(compartment=RELOCATION)))

    assert case.compartments == {CASEWORK}


def test_a_struck_mistake_counts_no_more_and_stays_readable() -> None:
    case = fold(a_case(OUT, STRIKE))

    assert not case.people[0].ever_out
    assert [record.fact for record in case.timeline] == [COLLECTED, MADE, OUT, STRIKE]


def test_striking_one_entry_leaves_the_next_of_its_kind() -> None:
    later = replace(OUT, on=days(8))

    (person, _) = fold(a_case(OUT, later, STRIKE)).people

    assert person.out is not None
    assert person.out.on == days(8)


@pytest.mark.parametrize(
    "fact",
    [NoteWritten(text="Kept."), CLOSED, CaseTaken(by=VEGA), SummaryWritten(line="Kept.")],
)
def test_words_and_decisions_are_never_struck(fact: NoteWritten | CaseClosed) -> None:
    before, after = fold(a_case(fact)), fold(a_case(fact, STRIKE))

    assert replace(after, timeline=before.timeline) == before


def test_nothing_strikes_what_comes_after_it() -> None:
    assert fold(a_case(replace(STRIKE, height=3), OUT)).people[0].ever_out


def test_who_joined_by_mistake_is_gone_with_the_entry() -> None:
    joined = PersonJoined(person=NOBODY, label="", asked_on=days(1))

    assert len(fold(a_case(joined)).people) == 3
    assert len(fold(a_case(joined, STRIKE)).people) == 2


def test_open_tasks_are_the_cases_own() -> None:
    task = TaskSet(task=TASK, title="Call back", due=None, owner=None)

    assert [one.title for one in fold(a_case(task)).open_tasks] == ["Call back"]


def test_folding_twice_gives_the_same_case() -> None:
    told = a_case(OUT, TRIED, CLOSED)

    assert fold(told) == fold(iter(told))
    assert isinstance(fold(told), Case)
    assert fold(told).people[0].place is Place.ELSEWHERE
