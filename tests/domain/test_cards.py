from datetime import timedelta

import msgspec
import pytest
from msgspec.structs import replace

from corridor.domain import casefile, intake
from corridor.domain.cards import Card, card_of, finds
from corridor.domain.casefile import State
from corridor.domain.cases import (
    CaseClosed,
    CaseFact,
    CaseTaken,
    CloseReason,
    ContactTried,
    JourneyOpened,
    NoteWritten,
    Outcome,
    SummaryWritten,
    TagsSet,
)
from corridor.domain.factors import Level, Reason
from corridor.domain.filings import FilingGranted, FilingKind, FilingLodged
from corridor.domain.intake import Channel, DialogueFact, Said, Wish, Withdrawn
from corridor.domain.milestones import Place, Step
from corridor.domain.people import PersonPlaced, ReportedMissing
from corridor.domain.records import Recorded
from corridor.domain.tasks import TaskSet
from corridor.domain.triage import Assessed
from tests.domain.telling import (
    ASKED,
    ASKED_ON,
    COLLECTED,
    DIALOGUE,
    ELDER,
    FILING,
    JOURNEY_CHAIN,
    LYRA,
    NOON,
    SECOND_TASK,
    TASK,
    YOUNGER,
    a_case,
    days,
    tell,
    then,
)

ASSESSED = Assessed(
    level=Level.DAYS,
    suggested=Level.HOURS,
    reasons=(Reason.FAMILY_KNOWS,),
    words="",
    until=NOON + timedelta(days=3),
)
TRIED = ContactTried(
    way=Channel.PHONE,
    outcome=Outcome.REACHED,
    tried_at=NOON + timedelta(minutes=30),
    outside_hours=False,
    words="Speaks quietly.",
)
WAITS = intake.fold(tell(ASKED, by=None))

Told = list[Recorded[DialogueFact]]


def card(*facts: CaseFact) -> Card:
    return card_of(casefile.fold(a_case(*facts)), WAITS)


def test_a_request_shows_what_was_asked_and_that_it_waits() -> None:
    shown = card_of(casefile.fold(tell(COLLECTED)), WAITS)

    assert (shown.number, shown.name, shown.state) == ("R-0594", "Juniper", State.REQUEST)
    assert (shown.wish, shown.language, shown.dialogue) == (Wish.HOURS, "ru", DIALOGUE)
    assert (shown.unanswered, shown.waiting_since) == (True, NOON)
    assert (shown.urgency, shown.urgency_until) == (Level.UNKNOWN, None)
    assert shown.asked_on == ASKED_ON


def test_a_case_shows_who_has_it_and_what_comes_next() -> None:
    shown = card(
        CaseTaken(by=LYRA),
        ASSESSED,
        SummaryWritten(line="Two siblings."),
        TagsSet(tags=("child",)),
        TaskSet(task=TASK, title="Much later", due=days(90), owner=None),
        TaskSet(task=SECOND_TASK, title="Collect passports", due=days(45), owner=LYRA),
        JourneyOpened(journey=JOURNEY_CHAIN),
    )

    assert (shown.number, shown.state, shown.owner) == ("K-0412", State.CASE, LYRA)
    assert (shown.next_task, shown.next_due, shown.open_tasks) == (
        "Collect passports",
        days(45),
        2,
    )
    assert (shown.urgency, shown.provisional) == (Level.DAYS, False)
    assert (shown.summary, shown.tags, shown.journeys) == ("Two siblings.", ("child",), 1)


def test_a_level_that_ran_out_reads_as_unknown_on_the_card_too() -> None:
    shown = card(ASSESSED)

    assert shown.level(at=ASSESSED.until - timedelta(seconds=1)) is Level.DAYS
    assert shown.level(at=ASSESSED.until) is Level.UNKNOWN
    assert card().level(at=NOON) is Level.UNKNOWN


def test_a_card_counts_people_and_applications() -> None:
    lodged = FilingLodged(
        filing=FILING, person=ELDER, country="LT", route=FilingKind.ASYLUM, on=days(9)
    )
    missing = ReportedMissing(person=YOUNGER, on=days(9))
    in_region = PersonPlaced(person=ELDER, place=Place.REGION, on=days(1), by=None)

    shown = card(lodged, missing, in_region)

    assert [one.person for one in shown.people] == [ELDER, YOUNGER]
    assert shown.missing == 1
    assert shown.places == (Place.REGION, Place.NOT_KNOWN)
    assert shown.at_office
    assert not card(lodged, FilingGranted(filing=FILING, on=days(20))).at_office
    assert shown.step is Step.ASKED


def test_a_voice_that_reached_them_is_an_answer() -> None:
    spoken = card(TRIED)

    assert not spoken.unanswered
    assert spoken.waiting_since is None


@pytest.mark.parametrize("outcome", [one for one in Outcome if one is not Outcome.REACHED])
def test_a_try_that_reached_nobody_is_none(outcome: Outcome) -> None:
    shown = card(replace(TRIED, outcome=outcome))

    assert shown.unanswered
    assert shown.waiting_since == NOON


def test_words_after_the_last_answer_wait_since_the_first_of_them() -> None:
    told: Told = then(tell(ASKED, by=None), Said(text="We have read it."))
    told = then(told, Said(text="And now?"), Said(text="Hello?"), by=None)

    shown = card_of(casefile.fold(a_case()), intake.fold(told))

    assert not shown.unanswered
    assert shown.waiting_since == NOON + timedelta(minutes=2)


def test_what_was_withdrawn_waits_for_nobody() -> None:
    withdrawn = intake.fold(tell(ASKED, Withdrawn(), by=None))

    shown = card_of(casefile.fold(a_case()), withdrawn)

    assert not shown.unanswered
    assert shown.waiting_since is None


def test_a_closed_case_waits_for_no_first_answer() -> None:
    assert not card(CaseClosed(reason=CloseReason.REFERRED, words="")).unanswered


def test_without_a_dialogue_the_first_answer_is_by_voice() -> None:
    silent = card_of(casefile.fold(a_case()), None)

    assert silent.unanswered
    assert silent.waiting_since is None
    assert not card_of(casefile.fold(a_case(TRIED)), None).unanswered


def test_an_empty_chain_has_a_card_that_says_nothing() -> None:
    empty = card_of(casefile.fold([]), None)

    assert (empty.number, empty.name, empty.people, empty.words) == ("", "", (), "")
    assert not empty.unanswered


def test_a_card_is_dated_by_the_last_entry_of_either_chain() -> None:
    later = intake.fold(tell(ASKED, by=None, at=NOON + timedelta(days=3)))

    assert (
        card_of(casefile.fold(a_case()), later).updated_on == (NOON + timedelta(days=3)).date()
    )
    assert card().updated_on == NOON.date()


def test_a_card_finds_what_stands_in_notes_tasks_tries_and_messages() -> None:
    shown = card(
        NoteWritten(text="Нужен инсулин."),
        TaskSet(task=TASK, title="Ask the pharmacist", due=None, owner=None),
        TRIED,
    )

    for query in ("инсулин", "ИНСУ", "pharm", "quietly", "today", "k-0412 juniper", "R-0594"):
        assert finds(shown, query)
    for query in ("", "  ", "sulin", "juniper absent"):
        assert not finds(shown, query)


def test_no_journey_and_no_name_has_a_place_on_a_card() -> None:
    fields = set(Card.__struct_fields__)

    assert not {field for field in fields if "leg" in field or "route" in field}
    assert fields.isdisjoint({"names", "identity", "contacts", "check_ins"})


def test_a_card_comes_back_as_it_went_in() -> None:
    shown = card(ASSESSED, CaseTaken(by=LYRA))

    assert msgspec.msgpack.decode(msgspec.msgpack.encode(shown), type=Card) == shown
