"""Set the urgency, agree with somebody who lowered it, take a slip back at once."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from corridor.base.ids import ChainId, MemberId
from corridor.domain import casework, triage, undoing
from corridor.domain.casefile import Case
from corridor.domain.cases import CaseFact
from corridor.domain.factors import Level, Reason, Weighed, suggest
from corridor.domain.intake import Wish
from corridor.domain.policy import Act
from corridor.domain.triage import Assessed
from corridor.services.casefiles import CaseFile, open_file, write_file
from corridor.services.desk import Desk
from corridor.services.shifts import alone_on_shift

NOT_WEIGHED: Final = Weighed()


@dataclass(frozen=True, kw_only=True)
class Judged:
    """One worker's view of how soon somebody must act, and whose hands it goes to with it.

    `second` is asked to agree.
    """

    level: Level
    reasons: tuple[Reason, ...] = ()
    weighed: Weighed = NOT_WEIGHED
    words: str = ""
    second: MemberId | None = None
    owner: MemberId | None = None


def suggested(file: CaseFile, judged: Judged) -> Level:
    """What the list makes of it; a person decides."""
    wish = file.case.request.wish if file.case.request else Wish.UNSAID
    return suggest(wish=wish, reasons=judged.reasons, weighed=judged.weighed)


def assess(desk: Desk, case: ChainId, judged: Judged, *, seen: int | None = None) -> CaseFile:
    """Less than what stands firm waits for a second person. Hours make the next words ring."""
    desk.door(Act.ASSESS)
    alone = alone_on_shift(desk)

    def decide(file: CaseFile) -> list[CaseFact]:
        at = desk.clock()
        draft = Assessed(
            level=judged.level,
            suggested=suggested(file, judged),
            reasons=judged.reasons,
            weighed=judged.weighed,
            words=judged.words,
            second=judged.second,
            until=at,
        )
        before = file.case.safety.urgency
        assessed = triage.assess(before, draft, by=desk.me, at=at, alone=alone)
        return [assessed, *_into_hands(desk, file.case, judged.owner)]

    file = write_file(desk, case, decide, act=Act.ASSESS, seen=seen)
    _set_waking(desk, file)
    return file


def _into_hands(desk: Desk, case: Case, owner: MemberId | None) -> Iterator[CaseFact]:
    if owner is None or owner == case.owner:
        return
    if owner == desk.me:
        yield casework.take(case, by=owner)
    else:
        yield casework.hand_over(case, to=owner)


def second_assessment(desk: Desk, case: ChainId, *, seen: int | None = None) -> CaseFile:
    """`seen`: whoever agrees has read what stands there, not what came after it."""

    def decide(file: CaseFile) -> list[CaseFact]:
        return [triage.second(file.case.safety.urgency, by=desk.me, at=desk.clock())]

    file = write_file(desk, case, decide, act=Act.ASSESS, seen=seen)
    _set_waking(desk, file)
    return file


def may_undo(desk: Desk, case: ChainId) -> bool:
    timeline = open_file(desk, case).case.timeline
    return undoing.may_undo(timeline, by=desk.me, at=desk.clock())


def undo(desk: Desk, case: ChainId) -> CaseFile:
    """Take one's own last change back: hands, urgency or a new task, within half a minute."""

    def decide(file: CaseFile) -> list[CaseFact]:
        return [undoing.undo(file.case.timeline, by=desk.me, at=desk.clock())]

    file = write_file(desk, case, decide, act=Act.SEE_QUEUE)
    _set_waking(desk, file)
    return file


def _set_waking(desk: Desk, file: CaseFile) -> None:
    """The public face cannot read urgency, so the desk leaves it one sign beside the lock.

    What was lowered and waits for a second person goes on ringing.
    """
    if file.talk is None:
        return
    urgency, at = file.case.safety.urgency, desk.clock()
    urgent = urgency is not None and Level.HOURS in {urgency.level(at=at), urgency.firm}
    wakes = urgent or bool(file.case.journeys)
    desk.stores.door.set_wakes(file.talk.history.chain, wakes=wakes)
