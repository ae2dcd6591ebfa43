"""The queue: what waits, most urgent first, for this member's eyes."""

from dataclasses import dataclass

from corridor.domain.cards import finder
from corridor.domain.policy import Act
from corridor.domain.queueing import Filter, Group, Row, View, arrange, counts, in_view
from corridor.services.casefiles import catch_up
from corridor.services.collecting import collect
from corridor.services.desk import Desk
from corridor.services.listing import case_index


@dataclass(frozen=True, kw_only=True)
class Queue:
    """`unopened`: how many requests in the mailbox did not open; a guard should know."""

    groups: tuple[Group, ...]
    counts: dict[View, int]
    rows: tuple[Row, ...]
    unopened: int


def see_queue(desk: Desk, *, view: View, chosen: Filter) -> Queue:
    """Collect what is new, bring cards up to date, then sort."""
    desk.door(Act.SEE_QUEUE)
    unopened = collect(desk)
    catch_up(desk)
    rows = all_rows(desk)
    at, today = desk.clock(), desk.today()
    shown = [
        row
        for row in rows
        if in_view(row.card, view, today=today, me=desk.me)
        and chosen.lets_pass(row.card, at=at)
    ]
    return Queue(
        groups=arrange(shown, at=at, today=today),
        counts=counts(rows, today=today, me=desk.me),
        rows=tuple(rows),
        unopened=unopened,
    )


def all_rows(desk: Desk) -> list[Row]:
    # One step, since other threads take cards in meanwhile.
    listed = tuple(case_index(desk).cases.items())
    return [Row(chain, one.card) for chain, one in listed]


def search(desk: Desk, *, query: str) -> list[Row]:
    """Every word of the query begins a word of the card. Nothing leaves this process."""
    desk.door(Act.SEARCH)
    catch_up(desk)
    finds = finder(query)
    return [row for row in all_rows(desk) if finds(row.card)]
