"""What is new about one of a case's people: a step, a place, a silence, a return."""

from datetime import date

from corridor.base.ids import ChainId, PersonId
from corridor.domain import casework, duplicates, removals, steps
from corridor.domain.casefile import Case
from corridor.domain.people import (
    Found,
    HeardAgain,
    Likened,
    PeopleFact,
    PersonJoined,
    PersonPlaced,
    PersonStruck,
    ReportedMissing,
    StepReached,
    WentQuiet,
)
from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile, write_one
from corridor.services.desk import Desk


def tell_of_person(
    desk: Desk, case: ChainId, draft: PeopleFact, *, seen: int | None = None
) -> CaseFile:
    """A step, a place, a silence, a return: what is new about one of the case's people."""
    on = desk.today()
    return write_one(
        desk,
        case,
        lambda stands: _of_person(stands, draft, on),
        act=Act.RECORD_STEP,
        seen=seen,
    )


def _of_person(stands: Case, draft: PeopleFact, on: date) -> PeopleFact:
    casework.require_case(stands)
    people = stands.people
    match draft:
        case PersonJoined():
            return steps.join(people, draft, today=on)
        case PersonStruck():
            return removals.take_out(stands, draft)
        case Likened():
            return duplicates.liken(people, draft)
        case _:
            return _of_way(stands, draft, on)


def _of_way(
    stands: Case,
    draft: StepReached | PersonPlaced | WentQuiet | HeardAgain | ReportedMissing | Found,
    on: date,
) -> PeopleFact:
    match draft:
        case StepReached():
            return steps.reach(stands.people, draft, today=on)
        case PersonPlaced():
            return steps.place(stands.people, draft, today=on)
        case _:
            return _of_silence(stands, draft, on)


def _of_silence(
    stands: Case, draft: WentQuiet | HeardAgain | ReportedMissing | Found, on: date
) -> PeopleFact:
    people = stands.people
    match draft:
        case WentQuiet():
            return steps.go_quiet(people, draft, today=on)
        case HeardAgain():
            return steps.hear_again(people, draft, today=on)
        case ReportedMissing():
            return steps.report_missing(people, draft, today=on)
        case Found():
            return steps.find_again(people, draft, today=on)


def put_back(desk: Desk, case: ChainId, person: PersonId, *, words: str) -> CaseFile:
    """Somebody who was taken out counts again, with everything that was told of them."""
    return write_one(
        desk,
        case,
        lambda stands: removals.put_back(stands, person, words=words),
        act=Act.RECORD_STEP,
    )
