"""Bring opened cards up to the newest line of both stores' logs: a change touches its row."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from uuid import UUID

from corridor.base.ids import ChainId
from corridor.ledger.chain import Head
from corridor.ledger.records import ENTRY, GRANT, PRUNED, SealedCard
from corridor.ledger.store import LedgerStore
from corridor.services.index import ERASED, Index, ListedCase
from corridor.services.paging import forget, load, save


def refresh(index: Index) -> None:
    """Up to the newest card and the newest word at the door."""
    with index.lock:
        if index.opened.desk_line < 0 and not load(index):
            _read_all(index)
        _follow_desk(index)
        _follow_door(index)
        index.table.words.settle()
        save(index)


def _read_all(index: Index) -> None:
    """Lines first: whatever is written meanwhile is followed afterwards."""
    opened, desk, door = index.opened, index.desk, index.door
    opened.desk_line, opened.door_line = desk.log_size(), door.log_size()
    cards = [sealed for _, sealed in desk.cards(index.key.compartment)]
    granted = {grant.chain for grant in desk.grants_to(index.key.compartment)}
    opened.unread |= granted - {sealed.chain for sealed in cards}
    deque(_take(index, cards, head_of=_all_heads(desk)), maxlen=0)
    for head in door.heads():
        opened.moved(head.chain, head.height)


def _all_heads(store: LedgerStore) -> Callable[[ChainId], Head | None]:
    return {head.chain: head for head in store.heads()}.get


def _take(
    index: Index, cards: Iterable[SealedCard], *, head_of: Callable[[ChainId], Head | None]
) -> Iterator[ListedCase]:
    for sealed in cards:
        listed = index.open(sealed)
        if listed is None:
            index.unread.add(sealed.chain)
            continue
        index.opened.take(sealed.chain, listed, head=(sealed.height, sealed.head_digest))
        if _is_of(sealed, head_of(sealed.chain)):
            index.unread.discard(sealed.chain)
            index.opened.kept.pop(sealed.chain, None)
        else:
            index.unread.add(sealed.chain)
        if isinstance(listed, ListedCase):
            yield listed


def _is_of(card: SealedCard, head: Head | None) -> bool:
    """An older card that was put back opens well: what it leaves out is what somebody hides."""
    return head is not None and (card.height, card.head_digest) == (head.height, head.digest)


def _follow_desk(index: Index) -> None:
    """The lines say which chains went on; a chain that went on without its card is unread."""
    opened, desk = index.opened, index.desk
    lines = list(desk.log(since=opened.desk_line))
    if not lines:
        return
    for line in lines:
        _follow_line(index, line)
    cards = [sealed for _, sealed in desk.cards(index.key.compartment, after=opened.desk_line)]
    opened.desk_line += len(lines)
    for listed in _take(index, cards, head_of=desk.head):
        index.hear(listed)


def _follow_line(index: Index, line: bytes) -> None:
    chain = ChainId(UUID(bytes=line[1:17]))
    if line[0] == PRUNED:
        index.opened.remove(chain)
    elif line[0] == ENTRY:
        if _is_known(index, chain):
            index.unread.add(chain)
    elif _is_grant_to(index, line) and not _is_known(index, chain):
        index.unread.add(chain)


def _is_grant_to(index: Index, line: bytes) -> bool:
    return line[0] == GRANT and line[21:37] == index.key.compartment.bytes


def _is_known(index: Index, chain: ChainId) -> bool:
    return index.table.row(chain) is not None or chain in index.journeys


def _follow_door(index: Index) -> None:
    opened = index.opened
    for line in index.door.log(since=opened.door_line):
        opened.door_line += 1
        chain = ChainId(UUID(bytes=line[1:17]))
        if line[0] == ENTRY:
            opened.moved(chain, int.from_bytes(line[17:25], "big"))
        elif line[0] == PRUNED:
            opened.moved(chain, ERASED)
            forget(index)
