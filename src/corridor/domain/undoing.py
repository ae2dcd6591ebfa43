"""A change is taken back within half a minute by whoever made it; both stay to be read."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from corridor.base.ids import MemberId
from corridor.domain.cases import CaseFact, CaseTaken, HandedOver, Undone
from corridor.domain.changes import touched
from corridor.domain.errors import TooLateToUndoError
from corridor.domain.likeness import SetAside
from corridor.domain.records import Recorded
from corridor.domain.tasks import TaskSet
from corridor.domain.triage import Assessed

UNDOABLE: Final = (CaseTaken, HandedOver, Assessed, TaskSet, SetAside)
UNDO_WITHIN: Final = timedelta(seconds=30)
Timeline = Sequence[Recorded[CaseFact]]


def undone_heights(timeline: Timeline) -> frozenset[int]:
    """Later, or by somebody else, nothing is taken back, whatever an entry says."""
    taken_back = {
        (one.fact.done, one.by): one.at for one in timeline if isinstance(one.fact, Undone)
    }
    return frozenset(
        one.height
        for one in timeline
        if isinstance(one.fact, UNDOABLE)
        and (at := taken_back.get((one.act, one.by))) is not None
        and at - one.at <= UNDO_WITHIN
    )


def may_undo(timeline: Timeline, *, by: MemberId, at: datetime) -> bool:
    return _last_act(timeline, by=by, at=at) is not None


def undo(timeline: Timeline, *, by: MemberId, at: datetime) -> Undone:
    last = _last_act(timeline, by=by, at=at)
    if last is None:
        raise TooLateToUndoError
    return Undone(done=last.act)


def _last_act(timeline: Timeline, *, by: MemberId, at: datetime) -> Recorded[CaseFact] | None:
    """The newest change of theirs that nobody has built upon."""
    gone = undone_heights(timeline)
    later: list[Recorded[CaseFact]] = []
    for one in reversed(timeline):
        if at - one.at > UNDO_WITHIN:
            return None
        if one.height in gone or isinstance(one.fact, Undone):
            continue
        if one.by == by and isinstance(one.fact, UNDOABLE):
            return None if _built_upon(one, timeline, later) else one
        later.append(one)
    return None


def _built_upon(
    last: Recorded[CaseFact], timeline: Timeline, later: Sequence[Recorded[CaseFact]]
) -> bool:
    mine = {key for one in timeline if one.act == last.act for key in touched(one.fact)}
    return any(mine & touched(one.fact) for one in later if one.act != last.act)
