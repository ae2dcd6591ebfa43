"""How a person may be reached without harm."""

from corridor.base.ids import ChainId
from corridor.domain import ringing, safety
from corridor.domain.intake import Channel
from corridor.domain.policy import Act
from corridor.domain.ringing import RingAsked
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


def ask_to_ring(
    desk: Desk, case: ChainId, *, way: Channel, why: str, said: str = ""
) -> CaseFile:
    """Ask a second member to agree that this person is rung outside their rules."""
    asked = ringing.ask(RingAsked(way=way, why=why, said=said))
    return write_one(desk, case, lambda _stands: asked, act=Act.TRY_CONTACT)


def agree_to_ring(desk: Desk, case: ChainId, *, height: int) -> CaseFile:
    """The second member, in their own session and under their own name."""
    return write_one(
        desk,
        case,
        lambda stands: ringing.agree(stands.rings, height=height, by=desk.me, at=desk.clock()),
        act=Act.TRY_CONTACT,
    )
