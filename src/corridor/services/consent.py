"""What a person has agreed to, refused or taken back, for one purpose and one recipient."""

from corridor.base.ids import ChainId
from corridor.domain import consent
from corridor.domain.casefile import Case
from corridor.domain.cases import CaseFact
from corridor.domain.consent import ConsentFact
from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile, write_one
from corridor.services.desk import Desk


def tell_of_consent(
    desk: Desk, case: ChainId, draft: ConsentFact, *, seen: int | None = None
) -> CaseFile:
    on = desk.today()

    def decide(stands: Case) -> CaseFact:
        match draft:
            case consent.ConsentGiven():
                return consent.give(draft, today=on)
            case consent.ConsentRefused():
                return consent.refuse(draft, today=on)
            case consent.ConsentWithdrawn():
                return consent.withdraw(stands.consents, draft, today=on)

    return write_one(desk, case, decide, act=Act.RECORD_CONSENT, seen=seen)
