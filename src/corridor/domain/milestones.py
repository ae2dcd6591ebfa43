"""What counting needs to know of a case, and nothing more: no names, no words, days only."""

from datetime import date
from enum import StrEnum

import msgspec

from corridor.base.ids import FilingId, PersonId


class Step(StrEnum):
    """How far a person has come. Declared in order; a case shows its least advanced person."""

    ASKED = "asked"
    IN_TOUCH = "in_touch"
    OUT_OF_REGION = "out_of_region"
    PAPERS = "papers"
    ABROAD = "abroad"
    SETTLED = "settled"


class Place(StrEnum):
    """Where a person is. "Not known" is a place of its own, never read as "in the region"."""

    REGION = "region"
    ELSEWHERE = "elsewhere"
    ABROAD = "abroad"
    NOT_KNOWN = "not_known"


class ExitBy(StrEnum):
    US = "us"
    PARTNER = "partner"
    ALONE = "alone"


class FilingState(StrEnum):
    LODGED = "lodged"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class PersonMilestones(msgspec.Struct, frozen=True, array_like=True):
    """One person's days. `out_on` and `abroad_on` are first times: once set they stay."""

    person: PersonId
    asked_on: date
    reached_on: date | None
    out_on: date | None
    out_by: ExitBy | None
    abroad_on: date | None
    abroad_by: ExitBy | None
    step: Step
    place: Place
    quiet: bool
    missing: bool


class ApplicationMilestone(msgspec.Struct, frozen=True, array_like=True):
    """One person's application to one country (ISO 3166-1 alpha-2)."""

    filing: FilingId
    person: PersonId
    country: str
    lodged_on: date
    state: FilingState
    decided_on: date | None
