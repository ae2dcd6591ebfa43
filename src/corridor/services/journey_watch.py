"""Who watches over journeys: what came, what did not, and how far an alarm has climbed."""

from corridor.base.ids import AlarmId, ChainId
from corridor.domain import travel
from corridor.domain.journeys import Verdict
from corridor.domain.policy import Act
from corridor.ledger.store import Alarm
from corridor.services.desk import Desk
from corridor.services.journey_files import JourneyFile, write_journey
from corridor.services.journeys import attend, hear, miss_overdue


def keep_current(desk: Desk) -> None:
    """What people said on their page, then what did not come: before any of it is shown."""
    if desk.may(Act.RECORD_CHECK_IN):
        attend(desk)
        miss_overdue(desk)


def note(desk: Desk, chain: ChainId, *, text: str) -> JourneyFile:
    return write_journey(
        desk, chain, lambda journey: travel.note(journey, text=text), act=Act.RECORD_CHECK_IN
    )


def judge(
    desk: Desk, chain: ChainId, alarm: AlarmId, *, verdict: Verdict, words: str
) -> JourneyFile:
    """A sign of life by another way, as a worker understood it, and how it came."""
    file = hear(desk, chain, alarm, answer=None, verdict=verdict)
    return note(desk, chain, text=words) if words else file


def notice_of(desk: Desk, alarm: AlarmId) -> Alarm | None:
    """How far an alarm's notices have climbed; None once they have stopped."""
    desk.door(Act.SEE_JOURNEYS)
    return next((one for one in desk.stores.door.alarms() if one.alarm == alarm), None)
