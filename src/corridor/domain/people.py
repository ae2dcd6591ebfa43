"""The people of a case: how far each has come, where each is, and who is not heard from."""

from datetime import date
from enum import StrEnum

from corridor.base.ids import PersonId
from corridor.domain.milestones import ExitBy, Place, Step
from corridor.domain.records import Fact


class StruckAs(StrEnum):
    """Why somebody was never a person of their own in this case."""

    DUPLICATE = "duplicate"
    MISTAKE = "mistake"


class PersonJoined(Fact, frozen=True, kw_only=True, tag="person_joined/1"):
    """`label` is what lists may show ("younger brother"): never a name."""

    person: PersonId
    label: str
    asked_on: date


class PersonStruck(Fact, frozen=True, kw_only=True, tag="person_struck/1"):
    person: PersonId
    why: StruckAs


class StepReached(Fact, frozen=True, kw_only=True, tag="step_reached/1"):
    """`by` says who took the person out, at an exit; `reversed` marks a step taken back."""

    person: PersonId
    step: Step
    on: date
    by: ExitBy | None
    reversed: bool


class PersonPlaced(Fact, frozen=True, kw_only=True, tag="person_placed/1"):
    person: PersonId
    place: Place
    on: date
    by: ExitBy | None


class WentQuiet(Fact, frozen=True, kw_only=True, tag="went_quiet/1"):
    person: PersonId
    since: date


class HeardAgain(Fact, frozen=True, kw_only=True, tag="heard_again/1"):
    person: PersonId
    on: date


class ReportedMissing(Fact, frozen=True, kw_only=True, tag="reported_missing/1"):
    person: PersonId
    on: date


class Found(Fact, frozen=True, kw_only=True, tag="found/1"):
    person: PersonId
    on: date
    place: Place


PeopleFact = (
    PersonJoined
    | PersonStruck
    | StepReached
    | PersonPlaced
    | WentQuiet
    | HeardAgain
    | ReportedMissing
    | Found
)
