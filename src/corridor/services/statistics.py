"""Figures: counted from the cards that are open in memory, never from rows of a table."""

from datetime import date

from corridor.domain.policy import Act
from corridor.domain.statistics import Statistics, count
from corridor.services.casefiles import catch_up
from corridor.services.collecting import collect
from corridor.services.desk import Desk
from corridor.services.listing import case_index


def see_statistics(desk: Desk, *, as_of: date) -> Statistics:
    desk.door(Act.SEE_STATISTICS)
    if may_collect(desk):
        collect(desk)
    catch_up(desk)
    return count(
        [listed.card for listed in case_index(desk).cases.values()],
        as_of=as_of,
    )


def may_collect(desk: Desk) -> bool:
    """A director counts without the mailbox; who sees the queue takes new requests in first."""
    return desk.may(Act.SEE_QUEUE)
