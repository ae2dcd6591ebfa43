"""The queue: what waits, most urgent first, for this member's eyes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from corridor.base.ids import ChainId
from corridor.domain.policy import Act
from corridor.domain.queueing import Band, Filter, Group, Row, View
from corridor.domain.words import search_words
from corridor.services.arranging import Arranging, newest_first
from corridor.services.casefiles import catch_up
from corridor.services.collecting import collect
from corridor.services.desk import Desk
from corridor.services.index import Index
from corridor.services.listing import case_index

PAGE: Final = 36


@dataclass(frozen=True, kw_only=True)
class Queue:
    """One page: all three bands in order, empty ones too.

    `many`: how many pass in all; `urgent`: of those who wait for a first answer; `missing`:
    people in open cases; `unopened`: how many requests in the mailbox did not open; a guard
    should know.
    """

    groups: tuple[Group, ...]
    counts: dict[View, int]
    many: int
    urgent: int
    missing: int
    unopened: int

    @property
    def rows(self) -> tuple[Row, ...]:
        return tuple(row for group in self.groups for row in group.rows)


@dataclass(frozen=True, kw_only=True)
class Found:
    """The first of what was found, open before closed, the newest change first."""

    rows: tuple[Row, ...]
    many: int
    of: int


def see_queue(desk: Desk, *, view: View, chosen: Filter, start: int = 0) -> Queue:
    """Collect what is new, bring cards up to date, then sort."""
    desk.door(Act.SEE_QUEUE)
    unopened = collect(desk)
    catch_up(desk)
    index = case_index(desk)
    with index.lock:
        reading = Arranging(index.table, at=desk.clock(), today=desk.today(), me=desk.me)
        shown = reading.in_view(view) & reading.passing(chosen)
        page = reading.page(shown, start=start, many=PAGE)
        chains = [index.table.chain(row) for row in page.rows]
    return Queue(
        groups=_groups(page.bands, _opened(desk, index, chains)),
        counts=reading.counts(),
        many=page.many,
        urgent=reading.urgent_unanswered(),
        missing=reading.missing(),
        unopened=unopened,
    )


def search(desk: Desk, *, query: str) -> Found:
    """Every word of the query begins a word of the card. Nothing leaves this process."""
    desk.door(Act.SEARCH)
    catch_up(desk)
    index = case_index(desk)
    with index.lock:
        rows = index.table.with_words(search_words(query).split())
        chains = [index.table.chain(row) for row in newest_first(index.table, rows, many=PAGE)]
        of = len(index.table)
    shown = [row for row in _opened(desk, index, chains) if row is not None]
    return Found(rows=tuple(shown), many=len(rows), of=of)


def rows_of(desk: Desk, chains: Iterable[ChainId]) -> list[Row]:
    """Those of these cases that this member's keys open."""
    desk.door(Act.SEE_QUEUE)
    index = case_index(desk)
    known = [chain for chain in chains if chain in index.cases]
    return [row for row in _opened(desk, index, known) if row is not None]


def _opened(desk: Desk, index: Index, chains: list[ChainId]) -> list[Row | None]:
    """A card that was changed since its row was read is folded again: it hides nobody."""
    cards = [index.card(chain) for chain in chains]
    if None in cards:
        catch_up(desk)
        cards = [index.card(chain) for chain in chains]
    pairs = zip(chains, cards, strict=True)
    return [None if one is None else Row(chain, one.card) for chain, one in pairs]


def _groups(bands: Iterable[Band], rows: Iterable[Row | None]) -> tuple[Group, ...]:
    banded: dict[Band, list[Row]] = {band: [] for band in Band}
    for band, row in zip(bands, rows, strict=True):
        if row is not None:
            banded[band].append(row)
    return tuple(Group(band, tuple(found)) for band, found in banded.items())
