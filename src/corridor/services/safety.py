"""How a person may be reached without harm."""

from corridor.base.ids import ChainId
from corridor.domain import safety
from corridor.domain.policy import Act
from corridor.domain.safety import ContactRulesSet
from corridor.services.casefiles import CaseFile, write_one
from corridor.services.desk import Desk


def set_contact_rules(
    desk: Desk, case: ChainId, rules: ContactRulesSet, *, seen: int | None = None
) -> CaseFile:
    return write_one(
        desk,
        case,
        lambda _stands: safety.set_rules(rules),
        act=Act.SET_CONTACT_RULES,
        seen=seen,
    )
