"""A case as it stands now, folded from its facts. Mistakes that were struck count no more."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import reduce
from typing import assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import ChainId, CompartmentId, MemberId
from corridor.domain import access, consent, filings, people, ringing, safety, tasks
from corridor.domain.access import AccessFact
from corridor.domain.cases import (
    CameThrough,
    CaseClosed,
    CaseFact,
    CaseMade,
    CaseReopened,
    CaseTaken,
    CodeHandedOver,
    ContactTried,
    DeskFact,
    EntryStruck,
    HandedOver,
    JourneyClosed,
    JourneyOpened,
    NoteWritten,
    Outcome,
    RequestCollected,
    SheetPrinted,
    SummaryWritten,
    TagsSet,
    Undone,
    WordUsedKnowingly,
)
from corridor.domain.consent import ConsentFact, ConsentGiven, ConsentRefused, Consents
from corridor.domain.filings import (
    FilingFact,
    FilingGranted,
    FilingLodged,
    FilingRefused,
    Filings,
    FilingWithdrawn,
)
from corridor.domain.likeness import BroughtBack, SetAside
from corridor.domain.milestones import Step
from corridor.domain.people import (
    Found,
    HeardAgain,
    People,
    PeopleFact,
    Person,
    PersonJoined,
    PersonPlaced,
    PersonStruck,
    ReportedMissing,
    StepReached,
    WentQuiet,
    least_advanced,
)
from corridor.domain.people import find as find_person
from corridor.domain.records import Recorded, Unknown
from corridor.domain.ringing import RingingFact, Rings
from corridor.domain.safety import ContactRulesSet, Safety, SafetyFact
from corridor.domain.tasks import TaskDone, TaskFact, Tasks, TaskSet, open_tasks
from corridor.domain.undoing import undone_heights


class Attempt(msgspec.Struct, frozen=True, kw_only=True):
    tried: ContactTried
    by: MemberId | None


class Note(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    at: datetime
    by: MemberId | None
    height: int


class State(StrEnum):
    REQUEST = "request"
    CASE = "case"
    CLOSED = "closed"
    ASIDE = "set_aside"


class Case(msgspec.Struct, frozen=True, kw_only=True):
    request: RequestCollected | None = None
    made: CaseMade | None = None
    owner: MemberId | None = None
    people: People = ()
    safety: Safety = Safety()
    consents: Consents = Consents()
    tasks: Tasks = ()
    filings: Filings = ()
    compartments: frozenset[CompartmentId] = frozenset()
    attempts: tuple[Attempt, ...] = ()
    rings: Rings = ()
    rules_since: datetime | None = None
    notes: tuple[Note, ...] = ()
    journeys: tuple[ChainId, ...] = ()
    summary: str = ""
    tags: tuple[str, ...] = ()
    code_handed_over: bool = False
    came: CameThrough | None = None
    sheets: int = 0
    closed: CaseClosed | None = None
    aside: SetAside | None = None
    timeline: tuple[Recorded[CaseFact], ...] = ()

    @property
    def number(self) -> str:
        """The case's number once it has one, the request's until then."""
        if self.made is not None:
            return self.made.number
        return self.request.number if self.request else ""

    @property
    def name(self) -> str:
        return self.request.name if self.request else ""

    @property
    def state(self) -> State:
        if self.closed is not None:
            return State.CLOSED
        return State.CASE if self.made else State.REQUEST

    @property
    def step(self) -> Step:
        return least_advanced(self.people)

    @property
    def open_tasks(self) -> Tasks:
        return open_tasks(self.tasks)

    @property
    def reached_by_desk(self) -> bool:
        """Somebody of the desk has spoken with them, on whatever way."""
        return any(one.tried.outcome in SPOKE for one in self.attempts)


SPOKE = frozenset({Outcome.REACHED})
STRIKABLE = (
    PersonJoined,
    PersonStruck,
    StepReached,
    PersonPlaced,
    WentQuiet,
    HeardAgain,
    ReportedMissing,
    Found,
    ConsentGiven,
    ConsentRefused,
    TaskSet,
    TaskDone,
    FilingLodged,
    FilingGranted,
    FilingRefused,
    FilingWithdrawn,
    ContactTried,
)


def fold(records: Iterable[Recorded[CaseFact]]) -> Case:
    timeline = tuple(records)
    passed = struck_heights(timeline) | undone_heights(timeline)
    counted = (record for record in timeline if record.height not in passed)
    return replace(reduce(_told, counted, Case()), timeline=timeline)


def told_further(case: Case, records: Sequence[Recorded[CaseFact]]) -> Case:
    """The case after these entries too: what stood before is not told again."""
    timeline = (*case.timeline, *records)
    if any(isinstance(one.fact, EntryStruck | Undone) for one in records):
        return fold(timeline)
    return replace(reduce(_told, records, case), timeline=timeline)


def struck_heights(timeline: tuple[Recorded[CaseFact], ...]) -> frozenset[int]:
    """Heights that a later entry declared a mistake. Decisions and words are never struck."""
    strikable = {one.height for one in timeline if isinstance(one.fact, STRIKABLE)}
    named = {
        one.fact.height
        for one in timeline
        if isinstance(one.fact, EntryStruck) and one.fact.height < one.height
    }
    return frozenset(strikable & named)


def _told(case: Case, record: Recorded[CaseFact]) -> Case:
    fact = record.fact
    if isinstance(fact, Unknown):
        return case
    if isinstance(fact, DeskFact):
        return _desk_told(case, record, fact)
    if isinstance(fact, PeopleFact):
        return replace(case, people=people.told(case.people, fact))
    if isinstance(fact, SafetyFact):
        return _safety_told(case, record, fact)
    return _part_told(case, record, fact)


def _safety_told(case: Case, record: Recorded[CaseFact], fact: SafetyFact) -> Case:
    since = record.at if isinstance(fact, ContactRulesSet) else case.rules_since
    return replace(case, safety=safety.told(case.safety, record, fact), rules_since=since)


def _part_told(
    case: Case,
    record: Recorded[CaseFact],
    fact: RingingFact | ConsentFact | TaskFact | FilingFact | AccessFact,
) -> Case:
    if isinstance(fact, RingingFact):
        return replace(case, rings=ringing.told(case.rings, record, fact))
    if isinstance(fact, ConsentFact):
        return replace(case, consents=consent.told(case.consents, fact))
    if isinstance(fact, TaskFact):
        return replace(case, tasks=tasks.told(case.tasks, record, fact))
    if isinstance(fact, FilingFact):
        return replace(case, filings=filings.told(case.filings, fact))
    return replace(case, compartments=access.told(case.compartments, fact))


def _desk_told(case: Case, record: Recorded[CaseFact], fact: DeskFact) -> Case:
    match fact:
        case RequestCollected():
            return _collected(case, fact)
        case CaseMade():
            return _made(case, record, fact)
        case CaseTaken() | HandedOver():
            owner = fact.by if isinstance(fact, CaseTaken) else fact.to
            return replace(case, owner=owner, aside=None)
        case CaseClosed() | CaseReopened():
            return replace(case, closed=fact if isinstance(fact, CaseClosed) else None)
        case _:
            return _written(case, record, fact)


def _written(
    case: Case,
    record: Recorded[CaseFact],
    fact: CodeHandedOver
    | CameThrough
    | ContactTried
    | NoteWritten
    | SummaryWritten
    | TagsSet
    | JourneyOpened
    | JourneyClosed
    | EntryStruck
    | SheetPrinted
    | SetAside
    | BroughtBack
    | Undone
    | WordUsedKnowingly,
) -> Case:
    match fact:
        case ContactTried():
            return replace(case, attempts=(*case.attempts, Attempt(tried=fact, by=record.by)))
        case NoteWritten():
            return replace(case, notes=(*case.notes, _note(record, fact)))
        case SummaryWritten():
            return replace(case, summary=fact.line)
        case TagsSet():
            return replace(case, tags=fact.tags)
        case _:
            return _marked(case, fact)


def _marked(
    case: Case,
    fact: CodeHandedOver
    | CameThrough
    | JourneyOpened
    | JourneyClosed
    | EntryStruck
    | SheetPrinted
    | SetAside
    | BroughtBack
    | Undone
    | WordUsedKnowingly,
) -> Case:
    match fact:
        case CodeHandedOver() | CameThrough():
            came = fact if isinstance(fact, CameThrough) else case.came
            handed = case.code_handed_over or isinstance(fact, CodeHandedOver)
            return replace(case, came=came, code_handed_over=handed)
        case JourneyOpened() | JourneyClosed():
            opened = (fact.journey,) if isinstance(fact, JourneyOpened) else ()
            return replace(case, journeys=(*_without(case, fact.journey), *opened))
        case SheetPrinted():
            return replace(case, sheets=fact.copy)
        case SetAside() | BroughtBack():
            return replace(case, aside=fact if isinstance(fact, SetAside) else None)
        case EntryStruck() | Undone() | WordUsedKnowingly():
            return case
        case _:
            assert_never(fact)


def _without(case: Case, journey: ChainId) -> tuple[ChainId, ...]:
    return tuple(one for one in case.journeys if one != journey)


def _collected(case: Case, fact: RequestCollected) -> Case:
    asker = Person(person=fact.asker, label="", asked_on=fact.asked_on)
    return replace(case, request=fact, people=case.people or (asker,))


def _made(case: Case, record: Recorded[CaseFact], fact: CaseMade) -> Case:
    """Who asked for somebody else is not one of the people in danger."""
    asked_on = case.request.asked_on if case.request else record.at.date()
    labels = fact.labels or ("",) * len(fact.people)
    made = tuple(
        replace(
            find_person(case.people, person)
            or Person(person=person, label=label, asked_on=asked_on),
            label=label,
        )
        for person, label in zip(fact.people, labels, strict=False)
    )
    return replace(case, made=fact, people=made)


def _note(record: Recorded[CaseFact], fact: NoteWritten) -> Note:
    return Note(text=fact.text, at=record.at, by=record.by, height=record.height)
