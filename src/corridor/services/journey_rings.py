"""Who was woken for a journey's alarm, carried from the worker's record into the journey."""

from contextlib import suppress
from itertools import chain as joined
from typing import TypeAlias

from corridor.base.ids import AlarmId, ChainId
from corridor.domain import signs
from corridor.domain.access import Compartment
from corridor.domain.check_ins import NoticesTold
from corridor.domain.errors import CheckInSettledError, NotFoundError
from corridor.domain.journeys import Journey
from corridor.domain.policy import Act
from corridor.ledger.errors import LedgerError
from corridor.services.desk import Desk
from corridor.services.journey_files import open_journey, see_journeys, write_journey
from corridor.services.rung import Kept, RungFolder

ByAlarm: TypeAlias = "dict[AlarmId, list[Kept]]"


def carry_rings(desk: Desk, folder: RungFolder) -> int:
    """Returns how many alarms were told of. A record goes only once it is in its journey.

    What belongs to no journey goes too, unless one of them does not open: it may be that one's.
    """
    if not desk.may(Act.RECORD_CHECK_IN):
        return 0
    waiting = _waiting(desk, folder)
    if not waiting:
        return 0
    told, all_open = 0, True
    for chain, _card in see_journeys(desk):
        try:
            journey = open_journey(desk, chain).journey
        except (LedgerError, NotFoundError):
            all_open = False
            continue
        told += sum(_tell(desk, chain, waiting.pop(one)) for one in _of(journey, waiting))
    if all_open:
        _drop(list(joined.from_iterable(waiting.values())))
    return told


def _waiting(desk: Desk, folder: RungFolder) -> ByAlarm:
    compartment = desk.compartment(Compartment.RELOCATION)
    openers = [key.seal_key() for key in desk.keys if key.compartment == compartment]
    found: ByAlarm = {}
    for kept in folder.read(openers):
        found.setdefault(kept.rung.alarm, []).append(kept)
    return found


def _of(journey: Journey, waiting: ByAlarm) -> list[AlarmId]:
    alarms = [one.planned.alarm for one in journey.check_ins]
    return [one for one in alarms if one in waiting]


def _tell(desk: Desk, chain: ChainId, kept: list[Kept]) -> int:
    rings = sorted(
        joined.from_iterable(one.rung.rings for one in kept), key=lambda one: (one.turn, one.at)
    )
    draft = NoticesTold(alarm=kept[0].rung.alarm, rings=tuple(rings))
    with suppress(CheckInSettledError):  # a colleague carried it over meanwhile
        write_journey(
            desk,
            chain,
            lambda journey: [signs.tell_notices(journey, draft)],
            act=Act.RECORD_CHECK_IN,
        )
    _drop(kept)
    return 1


def _drop(kept: list[Kept]) -> None:
    for one in kept:
        one.file.unlink(missing_ok=True)
