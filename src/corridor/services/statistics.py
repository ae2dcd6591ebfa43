"""Figures: counted from the cards that are open in memory, never from rows of a table."""

from datetime import date

from corridor.domain.policy import Act
from corridor.domain.statistics import Statistics
from corridor.services.casefiles import catch_up
from corridor.services.collecting import collect
from corridor.services.counting import count
from corridor.services.desk import Desk
from corridor.services.index import Counted, Index
from corridor.services.listing import case_index


def see_statistics(desk: Desk, *, as_of: date) -> Statistics:
    desk.door(Act.SEE_STATISTICS)
    if may_collect(desk):
        collect(desk)
    catch_up(desk)
    return count_once(case_index(desk), as_of=as_of)


def count_once(index: Index, *, as_of: date) -> Statistics:
    """A second page of the same day counts nothing again until a case changes."""
    with index.lock:
        known, version = index.opened.counted, index.table.version
        if known is not None and known.holds(version, as_of=as_of):
            return known.statistics
        counted = Counted(version, count(index.table, as_of=as_of))
        index.opened.counted = counted
    return counted.statistics


def may_collect(desk: Desk) -> bool:
    """A director counts without the mailbox; who sees the queue takes new requests in first."""
    return desk.may(Act.SEE_QUEUE)
