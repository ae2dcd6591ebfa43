"""Applications to other countries. One filing is one person's application to one country."""

from datetime import date
from enum import StrEnum
from typing import assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import FilingId, PersonId
from corridor.domain.countries import CODES
from corridor.domain.errors import (
    DecidedAlreadyError,
    FiledAlreadyError,
    InFutureError,
    NotFoundError,
    NotOfThisCaseError,
    TooEarlyError,
    UnknownCountryError,
)
from corridor.domain.milestones import ApplicationMilestone, FilingState
from corridor.domain.people import People
from corridor.domain.people import find as find_person
from corridor.domain.records import Fact
from corridor.domain.words import bounded


class FilingKind(StrEnum):
    HUMANITARIAN_VISA = "humanitarian_visa"
    VISA = "visa"
    ADMISSION = "admission"
    ASYLUM = "asylum"
    RESETTLEMENT = "resettlement"
    FAMILY_REUNION = "family_reunion"
    OTHER = "other"


class FilingLodged(Fact, frozen=True, kw_only=True, tag="filing_lodged/1"):
    """`country` is ISO 3166-1 alpha-2."""

    filing: FilingId
    person: PersonId
    country: str
    route: FilingKind
    on: date


class FilingGranted(Fact, frozen=True, kw_only=True, tag="filing_granted/1"):
    filing: FilingId
    on: date


class FilingRefused(Fact, frozen=True, kw_only=True, tag="filing_refused/1"):
    filing: FilingId
    on: date
    words: str


class FilingWithdrawn(Fact, frozen=True, kw_only=True, tag="filing_withdrawn/1"):
    filing: FilingId
    on: date
    words: str


FilingFact = FilingLodged | FilingGranted | FilingRefused | FilingWithdrawn


class Filing(msgspec.Struct, frozen=True, kw_only=True):
    filing: FilingId
    person: PersonId
    country: str
    route: FilingKind
    lodged_on: date
    state: FilingState = FilingState.LODGED
    decided_on: date | None = None
    words: str = ""

    @property
    def waiting(self) -> bool:
        return self.state is FilingState.LODGED

    def milestone(self, *, counted_as: PersonId) -> ApplicationMilestone:
        """Of whom figures count its person as, who may stand in another case, too."""
        return ApplicationMilestone(
            filing=self.filing,
            person=counted_as,
            country=self.country,
            lodged_on=self.lodged_on,
            state=self.state,
            decided_on=self.decided_on,
        )


Filings = tuple[Filing, ...]
Decision = FilingGranted | FilingRefused | FilingWithdrawn


def told(filings: Filings, fact: FilingFact) -> Filings:
    if isinstance(fact, FilingLodged):
        return _lodged(filings, fact)
    return tuple(
        _decided(one, fact) if one.filing == fact.filing and one.waiting else one
        for one in filings
    )


def _lodged(filings: Filings, fact: FilingLodged) -> Filings:
    if find(filings, fact.filing) is not None:
        return filings
    new = Filing(
        filing=fact.filing,
        person=fact.person,
        country=fact.country,
        route=fact.route,
        lodged_on=fact.on,
    )
    return (*filings, new)


def _decided(filing: Filing, fact: Decision) -> Filing:
    match fact:
        case FilingGranted():
            return replace(filing, state=FilingState.GRANTED, decided_on=fact.on)
        case FilingRefused():
            state = FilingState.REFUSED
        case FilingWithdrawn():
            state = FilingState.WITHDRAWN
        case _:
            assert_never(fact)
    return replace(filing, state=state, decided_on=fact.on, words=fact.words)


def find(filings: Filings, filing: FilingId) -> Filing | None:
    return next((one for one in filings if one.filing == filing), None)


def lodge(
    filings: Filings, draft: FilingLodged, *, people: People, today: date
) -> FilingLodged:
    """One person, one country, one filing that waits: two marks would be two people."""
    if find_person(people, draft.person) is None:
        raise NotOfThisCaseError
    if draft.country not in CODES:
        raise UnknownCountryError("country")
    if draft.on > today:
        raise InFutureError("on")
    if any(_same_question(one, draft) for one in filings):
        raise FiledAlreadyError
    return draft


def _same_question(known: Filing, draft: FilingLodged) -> bool:
    same = (known.person, known.country) == (draft.person, draft.country)
    return known.filing == draft.filing or (known.waiting and same)


def grant(filings: Filings, draft: FilingGranted, *, today: date) -> FilingGranted:
    _may_decide(filings, draft, today=today)
    return draft


def refuse(filings: Filings, draft: FilingRefused, *, today: date) -> FilingRefused:
    _may_decide(filings, draft, today=today)
    return replace(draft, words=bounded(draft.words, field="words"))


def withdraw(filings: Filings, draft: FilingWithdrawn, *, today: date) -> FilingWithdrawn:
    _may_decide(filings, draft, today=today)
    return replace(draft, words=bounded(draft.words, field="words"))


def _may_decide(filings: Filings, draft: Decision, *, today: date) -> None:
    filing = find(filings, draft.filing)
    if filing is None:
        raise NotFoundError
    if not filing.waiting:
        raise DecidedAlreadyError
    if draft.on > today:
        raise InFutureError("on")
    if draft.on < filing.lodged_on:
        raise TooEarlyError("on", earliest=filing.lodged_on)
