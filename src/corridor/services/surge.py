"""The worst week: what comes in, who waits for how long, who is there, and handing it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import cycle
from typing import Final

from corridor.base.ids import ChainId, MemberId
from corridor.domain import casework
from corridor.domain.casefile import Case
from corridor.domain.cases import CaseFact
from corridor.domain.errors import NotFoundError, TakenAlreadyError
from corridor.domain.factors import Level, answer_within
from corridor.domain.policy import Act, may
from corridor.domain.queueing import Filter
from corridor.domain.shifts import Shift
from corridor.services.arranging import Arranging
from corridor.services.casefiles import catch_up, write_one
from corridor.services.collecting import collect
from corridor.services.desk import Desk
from corridor.services.listing import case_index
from corridor.services.shifts import see_shifts

HOURS: Final = 24
MOST_AT_ONCE: Final = 50
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """Some who wait for an answer: how many, of them a matter of hours, since when the first.

    `late`: the first has waited for longer than their level allows; None where levels differ.
    """

    many: int
    urgent: int
    since: datetime
    late: bool | None = None


@dataclass(frozen=True, kw_only=True)
class Surge:
    """`arrivals`: requests in each of the last 24 hours from `first` on; the last still runs.

    `unowned`: how many wait for a first answer and are in nobody's hands; `unopened`: how many
    did not open in the mailbox.
    """

    first: datetime
    arrivals: tuple[int, ...]
    by_language: dict[str, Waiting]
    by_level: dict[Level, Waiting]
    shifts: tuple[Shift, ...]
    unowned: int
    unopened: int

    @property
    def waiting(self) -> int:
        return sum(one.many for one in self.by_level.values())


def see_surge(desk: Desk) -> Surge:
    """Times come from sealed entries, for who holds the key: none of them stands outside."""
    desk.door(Act.SEE_QUEUE)
    unopened, at = collect(desk), desk.clock()
    catch_up(desk)
    index = case_index(desk)
    with index.lock:
        reading = Arranging(index.table, at=at, today=desk.today(), me=desk.me)
        return Surge(
            first=at.replace(minute=0, second=0, microsecond=0) - timedelta(hours=HOURS - 1),
            arrivals=reading.arrivals(hours=HOURS),
            by_language={
                language: Waiting(many=many, urgent=urgent, since=_moment(since))
                for language, (many, urgent, since) in reading.waiting_by_language().items()
            },
            by_level={
                level: _at_level(level, many, since, at=at)
                for level, (many, since) in reading.oldest_waiting().items()
            },
            shifts=tuple(sorted(see_shifts(desk).values(), key=lambda one: one.since)),
            unowned=int(reading.unowned().sum()),
            unopened=unopened,
        )


def _at_level(level: Level, many: int, since: int, *, at: datetime) -> Waiting:
    first = _moment(since)
    return Waiting(
        many=many,
        urgent=many if level is Level.HOURS else 0,
        since=first,
        late=at - first >= answer_within(level),
    )


def _moment(microseconds: int) -> datetime:
    return _EPOCH + timedelta(microseconds=microseconds)


def hand_out(
    desk: Desk, *, to: Sequence[MemberId], many: int, language: str = ""
) -> tuple[ChainId, ...]:
    """The first so many in the order of the queue, by turns; those that were handed out.

    Only what is in nobody's hands is handed out: of two who do it at once, nobody's is lost.
    """
    desk.door(Act.HAND_OVER)
    if not to or not all(_takes(desk, member) for member in to):
        raise NotFoundError
    turns, handed = cycle(to), []
    member = next(turns)
    for chain in _next(desk, many=min(many, MOST_AT_ONCE), language=language):
        try:
            _give(desk, chain, to=member)
        except TakenAlreadyError:
            continue
        handed.append(chain)
        member = next(turns)
    return tuple(handed)


def _takes(desk: Desk, member: MemberId) -> bool:
    found = desk.roster.member(member)
    return found is not None and found.here and may(found.roles, Act.TAKE_CASE)


def _next(desk: Desk, *, many: int, language: str) -> list[ChainId]:
    collect(desk)
    catch_up(desk)
    index = case_index(desk)
    chosen = Filter(languages=frozenset({language}) if language else frozenset())
    with index.lock:
        reading = Arranging(index.table, at=desk.clock(), today=desk.today(), me=desk.me)
        shown = reading.unowned() & reading.passing(chosen)
        page = reading.page(shown, start=0, many=many)
        return [index.table.chain(row) for row in page.rows]


def _give(desk: Desk, chain: ChainId, *, to: MemberId) -> None:
    def decide(stands: Case) -> CaseFact:
        if stands.owner is not None:
            raise TakenAlreadyError
        if to == desk.me:
            return casework.take(stands, by=to)
        return casework.hand_over(stands, to=to)

    write_one(desk, chain, decide, act=Act.HAND_OVER)
