"""Applications to states: one mark is one person's application to one country."""

from corridor.base.ids import ChainId, FilingId
from corridor.crypto.random import new_uuid
from corridor.domain import casework, filings
from corridor.domain.casefile import Case
from corridor.domain.cases import CaseFact
from corridor.domain.filings import (
    FilingGranted,
    FilingLodged,
    FilingRefused,
    FilingWithdrawn,
)
from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile, write_one
from corridor.services.desk import Desk


def new_filing() -> FilingId:
    return FilingId(new_uuid())


def lodge(desk: Desk, case: ChainId, draft: FilingLodged) -> CaseFile:
    """One person's application to one country."""
    on = desk.today()

    def decide(stands: Case) -> CaseFact:
        casework.require_case(stands)
        return filings.lodge(stands.filings, draft, people=stands.people, today=on)

    return write_one(desk, case, decide, act=Act.LODGE_FILING)


def decide_filing(
    desk: Desk,
    case: ChainId,
    draft: FilingGranted | FilingRefused | FilingWithdrawn,
    *,
    seen: int | None = None,
) -> CaseFile:
    """What the state answered, or that the person took it back."""
    on = desk.today()

    def decide(stands: Case) -> CaseFact:
        match draft:
            case FilingGranted():
                return filings.grant(stands.filings, draft, today=on)
            case FilingRefused():
                return filings.refuse(stands.filings, draft, today=on)
            case FilingWithdrawn():
                return filings.withdraw(stands.filings, draft, today=on)

    return write_one(desk, case, decide, act=Act.LODGE_FILING, seen=seen)
