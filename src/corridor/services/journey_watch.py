"""Who watches over journeys: what came, what did not, and how far an alarm has climbed."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime

from corridor.base.ids import AlarmId, ChainId
from corridor.domain import signs, travel
from corridor.domain.access import Compartment
from corridor.domain.check_ins import CheckInHeard, Verdict
from corridor.domain.errors import CheckInSettledError, NotFoundError
from corridor.domain.intake import SignOfLife
from corridor.domain.journey_cards import JourneyCard
from corridor.domain.journeys import Journey, JourneyFact, JourneyState
from corridor.domain.policy import Act
from corridor.ledger.errors import LedgerError
from corridor.ledger.store import Alarm
from corridor.services.asking import RELOCATION_GROUP, stop_ringing
from corridor.services.casefiles import CaseFile, open_file
from corridor.services.desk import Desk
from corridor.services.journey_alarms import keep_alarms
from corridor.services.journey_cases import agree_with_case
from corridor.services.journey_files import (
    JourneyFile,
    open_journey,
    see_journeys,
    write_journey,
)
from corridor.services.journeys import hear, write_heard
from corridor.services.listing import index_of


def keep_current(desk: Desk) -> None:
    """What people said on their page, then what did not come: before any of it is shown."""
    if desk.may(Act.RECORD_CHECK_IN):
        attend(desk)
        miss_overdue(desk)


def case_of(desk: Desk, file: JourneyFile) -> CaseFile | None:
    """The case that a way belongs to: one that does not open must not hide an alarm."""
    try:
        return open_file(desk, file.planned.case)
    except (LedgerError, NotFoundError):
        return None


def note(desk: Desk, chain: ChainId, *, text: str) -> JourneyFile:
    return write_journey(
        desk, chain, lambda journey: [travel.note(journey, text=text)], act=Act.RECORD_CHECK_IN
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


def miss_overdue(desk: Desk) -> int:
    """Write down every sign of life that did not come; returns how many.

    Where one was missed already, a later one of the same journey may be missing by now.
    """
    desk.door(Act.SEE_JOURNEYS)
    now = desk.clock()
    late = [
        chain
        for chain, card in see_journeys(desk)
        if card.late_from is not None and now >= card.late_from
    ]
    missed = 0
    for chain in late:
        with suppress(LedgerError, NotFoundError):
            missed += _miss_in(desk, chain, now=now)
    return missed


def _miss_in(desk: Desk, chain: ChainId, *, now: datetime) -> int:
    silent = [
        one.planned.alarm
        for one in open_journey(desk, chain).journey.alarms(at=now)
        if one.missed_at is None and one.heard is None
    ]
    for alarm in silent:
        _miss(desk, chain, alarm, now=now)
    return len(silent)


def _miss(desk: Desk, chain: ChainId, alarm: AlarmId, *, now: datetime) -> None:
    def decide(journey: Journey) -> list[JourneyFact]:
        return [signs.miss(journey, alarm, now=now)]

    with suppress(CheckInSettledError):  # a colleague looked at the same moment
        write_journey(desk, chain, decide, act=Act.RECORD_CHECK_IN)


def attend(desk: Desk) -> int:
    """Carry signs of life that people gave on their page into their journeys.

    The public face cannot tell which answer means what; who holds relocation's key can.
    """
    desk.door(Act.RECORD_CHECK_IN)
    carried = 0
    for chain, card in see_journeys(desk):
        if card.state == JourneyState.OVER and card.due is None:
            continue
        with suppress(LedgerError, NotFoundError):  # what does not open stops nobody else's
            carried += _attend_one(desk, chain, card)
    return carried


def _attend_one(desk: Desk, chain: ChainId, card: JourneyCard) -> int:
    """Only an earlier answer counts as heard: one given while a worker wrote is not lost."""
    file = open_journey(desk, chain)
    _agree_with_door(desk, file.journey)
    case = open_file(desk, card.case)
    if desk.may(Act.PLAN_JOURNEY):
        agree_with_case(desk, file, case)
    if file.journey.awaited is None or case.talk is None:
        return 0
    given = case.talk.dialogue.check_ins
    return sum(_carry(desk, chain, given, sign) for sign in _new(file.journey, given))


def _agree_with_door(desk: Desk, journey: Journey) -> None:
    """What a restart cut off: "taken" or "fine" was written, and still the notices went on."""
    done = [one for one in journey.check_ins if not one.awaited or one.taken_by]
    stop_ringing(desk.stores.door, [one.planned.alarm for one in done])
    keep_alarms(desk, journey)


def _carry(desk: Desk, chain: ChainId, given: Sequence[SignOfLife], sign: SignOfLife) -> int:
    """The public face may run on another machine, whose clock is a little ahead."""
    now, carried = max(desk.clock(), sign.at), 0

    def decide(journey: Journey) -> list[CheckInHeard]:
        nonlocal carried
        fresh = sign in _new(journey, given)  # a colleague may have carried it over
        heard = signs.answered(journey, sign.answer, at=sign.at, now=now) if fresh else []
        carried = int(bool(heard))
        return heard

    write_heard(desk, chain, decide)
    return carried


def _new(journey: Journey, given: Sequence[SignOfLife]) -> Sequence[SignOfLife]:
    """What was answered after the last answer that the journey has, in the page's own order.

    Not by the hour: a clock that was put back would hide an answer. At first, whatever was
    answered since the journey was planned.
    """
    told = (record.fact for record in journey.timeline)
    known = {(one.at, one.answer) for one in told if isinstance(one, CheckInHeard)}
    carried = [place for place, one in enumerate(given) if (one.at, one.answer) in known]
    if carried:
        return given[carried[-1] + 1 :]
    return [one for one in given if one.at > journey.timeline[0].at]


def stray_alarms(desk: Desk) -> list[AlarmId]:
    """What rings for relocation and belongs to no journey: planning was cut short.

    Every journey is read before an alarm is called stray. One that does not open may be the
    alarm's own: then none is.
    """
    desk.door(Act.SEE_JOURNEYS)
    ringing = _ringing(desk)
    for chain in _newest_first(desk) if ringing else ():
        try:
            ringing -= _alarms_in(open_journey(desk, chain).journey)
        except (LedgerError, NotFoundError):
            return []
        if not ringing:
            return []
    return sorted(ringing)


def clear_strays(desk: Desk, shown: Iterable[AlarmId]) -> int:
    """Only what the member saw and what is a stray still: a way may be in planning now."""
    desk.door(Act.TAKE_ALARM)
    found = sorted(set(shown).intersection(stray_alarms(desk)))
    if found:
        desk.stores.door.clear_alarms(found)
    return len(found)


def _ringing(desk: Desk) -> set[AlarmId]:
    now = int(desk.clock().timestamp()) // 60
    return {
        one.alarm
        for one in desk.stores.door.alarms()
        if one.group == RELOCATION_GROUP and one.due <= now
    }


def _newest_first(desk: Desk) -> list[ChainId]:
    """What is under way is likelier to ring than what is over."""
    listed = see_journeys(desk)
    unread = index_of(desk, Compartment.RELOCATION).unread
    going = sorted(listed, key=lambda one: one[1].state == JourneyState.OVER)
    return [*unread, *(chain for chain, _card in going)]


def _alarms_in(journey: Journey) -> set[AlarmId]:
    return {one.planned.alarm for one in journey.check_ins}
