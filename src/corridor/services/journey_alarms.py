"""The alarms of a way: set before the plan says so, kept as the plan says, and still in time.

A row at the door says when it is due and for which duty, and nothing else: not whose it is.
"""

from collections.abc import Iterable
from typing import Final

from corridor.base.ids import AlarmId
from corridor.crypto.random import random_below
from corridor.domain.check_ins import CheckIn, CheckInPlanned
from corridor.domain.journeys import Journey, JourneyFact
from corridor.ledger.store import Alarm
from corridor.services.asking import RELOCATION_GROUP, stop_ringing
from corridor.services.desk import Desk

MISSED: Final = 1
BLUR_MINUTES: Final = 3


def set_alarms(desk: Desk, facts: Iterable[JourneyFact]) -> None:
    """For what is planned here, unless one rings in time already."""
    rows = _rows(desk)
    for fact in facts:
        if isinstance(fact, CheckInPlanned):
            row = rows.get(fact.alarm)
            if row is None or row.due > _latest(fact):
                _set(desk, fact)


def keep_alarms(desk: Desk, journey: Journey) -> None:
    """Every sign of life that is waited for has its alarm at its minute.

    One that a restore lost, or that a restart left at another hour, is set again.
    """
    waited = [one for one in journey.check_ins if _is_open(one)]
    rows = _rows(desk) if waited else {}
    for one in waited:
        row, latest = rows.get(one.planned.alarm), _latest(one.planned)
        if row is None or not latest - BLUR_MINUTES < row.due <= latest:
            _set(desk, one.planned)


def unset_alarms(desk: Desk, journey: Journey, facts: Iterable[JourneyFact]) -> None:
    """What was set for a plan that was refused after all: others stay as the journey says."""
    planned = (one.alarm for one in facts if isinstance(one, CheckInPlanned))
    strange = [alarm for alarm in planned if journey.check_in(alarm) is None]
    stop_ringing(desk.stores.door, strange)
    keep_alarms(desk, journey)


def still_what_is_dropped(desk: Desk, journey: Journey) -> None:
    dropped = (one.planned.alarm for one in journey.check_ins if one.dropped)
    stop_ringing(desk.stores.door, dropped)


def _is_open(check_in: CheckIn) -> bool:
    return check_in.awaited and check_in.taken_by is None


def _rows(desk: Desk) -> dict[AlarmId, Alarm]:
    return {one.alarm: one for one in desk.stores.door.alarms()}


def _latest(planned: CheckInPlanned) -> int:
    """The minute in which the grace ends."""
    return int(planned.due_at.timestamp()) // 60 + planned.grace


def _set(desk: Desk, planned: CheckInPlanned) -> None:
    """Due when the grace ends, blurred only earlier. The row says nothing else."""
    due = _latest(planned) - random_below(BLUR_MINUTES)
    desk.stores.door.raise_alarm(
        Alarm(alarm=planned.alarm, due=due, level=MISSED, group=RELOCATION_GROUP, next_at=due)
    )
