"""Heads and records against the log: the newest of each place, and nothing besides."""

from collections.abc import Callable, Iterable, Iterator
from typing import Final
from uuid import UUID

from corridor.crypto.digest import sha256
from corridor.ledger.entry import SealedEntry
from corridor.ledger.records import Record, SealedCard, sealed_bytes
from corridor.store.door import DjangoDoor, mailbox_of
from corridor.store.proving.faults import Fault, chain_of
from corridor.store.proving.log_lines import LogLines
from corridor.store.reading import Reader, card_of, grant_of, wrap_of
from corridor.store.rows import Row, fetch_one

_UNREADABLE: Final = "not of a form that was ever written"
_KINDS: Final = ("", "entry", "grant", "card", "wrap", "mailbox")


def head_faults(store: Reader, lines: LogLines) -> Iterator[Fault]:
    met = set()
    for chain, era, epoch, height, digest in store.head_rows():
        met.add(chain)
        known = lines.chains.get(chain)
        if known is None or not known.count:
            yield _head_fault(chain, height, "the log has no line for its chain")
        elif (height, digest) != (known.count - 1, known.last):
            yield _head_fault(chain, height, f"the log ends at height {known.count - 1}")
        elif known.era >= 0 and (era, epoch) != (known.era, known.epoch):
            yield _head_fault(chain, height, "its era or epoch is not its entry's")
    for chain, known in lines.chains.items():
        if known.count and chain not in met:
            yield _head_fault(chain, known.count - 1, "missing")


def record_faults(store: Reader, lines: LogLines) -> Iterator[Fault]:
    """Uses `lines.newest` up: what is left over at the end is missing from its table."""
    yield from _table_faults("grant", store.grant_rows(), grant_of, lines)
    yield from _card_faults(store, lines)
    yield from _table_faults("wrap", store.wrap_rows(), wrap_of, lines)
    if isinstance(store, DjangoDoor):
        yield from _table_faults("mailbox", store.mailbox_rows(), mailbox_of, lines)
    for place in sorted(lines.newest):
        yield _record_fault(place, "missing")


def _head_fault(chain: object, height: int, what: str) -> Fault:
    return Fault(kind="head", chain=chain_of(chain), height=height, what=what)


def _table_faults(
    kind: str, rows: Iterable[Row], make: Callable[[Row], Record], lines: LogLines
) -> Iterator[Fault]:
    for row in rows:
        record = _made(make, row)
        if record is None:
            chain = None if kind == "wrap" else chain_of(row[0])
            yield Fault(kind=kind, chain=chain, what=_UNREADABLE)
        elif what := _not_newest(record, lines):
            yield _record_fault(record.place(), what)


def _card_faults(store: Reader, lines: LogLines) -> Iterator[Fault]:
    for row in store.card_rows():
        card = _made(card_of, row)
        if not isinstance(card, SealedCard):
            yield Fault(kind="card", chain=chain_of(row[1]), what=_UNREADABLE)
            continue
        newest = lines.newest.get(card.place())
        what = _not_newest(card, lines) or _not_of_its_chain(store, card, lines)
        if not what and newest is not None and newest[1] != row[-1]:
            what = "its counter is not its line's"
        if what:
            yield _record_fault(card.place(), what, height=card.height)


def _made(make: Callable[[Row], Record], row: Row) -> Record | None:
    try:
        record = make(row)
        record.place()
        sha256(sealed_bytes(record))
    except (TypeError, ValueError, AttributeError, OverflowError):
        return None
    return record


def _not_newest(record: Record, lines: LogLines) -> str:
    expected = lines.newest.pop(record.place(), None)
    if expected is None:
        return "the log has no line for it, or says that it was removed"
    if sha256(sealed_bytes(record)) != expected[0]:
        return "not what was last written here: changed or replayed"
    return ""


def _not_of_its_chain(store: Reader, card: SealedCard, lines: LogLines) -> str:
    """A card may be older than its chain's end, never of an end that the chain never had."""
    known = lines.chains.get(card.chain.bytes)
    if known is None:
        return ""
    if card.height == known.count - 1:
        return "" if card.head_digest == known.last else "it sums up another past"
    sql = (
        "SELECT header, body_digest FROM store_entry"
        " WHERE organisation = %s AND chain = %s AND height = %s"
    )
    row = fetch_one(store.alias, sql, store.organisation.bytes, card.chain.bytes, card.height)
    if row is None:
        return "its chain was never so high"
    entry = SealedEntry(header=row[0], body=None, body_digest=row[1])
    return "" if entry.digest == card.head_digest else "it sums up another past"


def _record_fault(place: bytes, what: str, *, height: int | None = None) -> Fault:
    """A place is kind (1), id (16), number (4), id (16), number (4)."""
    first, second = UUID(bytes=place[1:17]), UUID(bytes=place[21:37])
    numbers = int.from_bytes(place[17:21], "big"), int.from_bytes(place[37:], "big")
    kind = _KINDS[place[0]]
    if kind == "wrap":
        words = f"compartment {first} epoch {numbers[0]} holder {second}"
        return Fault(kind=kind, place=words, what=what)
    if kind == "card":
        words = f"compartment {first}"
        return Fault(
            kind=kind, chain=chain_of(second.bytes), height=height, place=words, what=what
        )
    words = f"epoch {numbers[0]}"
    if kind == "grant":
        words += f" compartment {second} epoch {numbers[1]}"
    return Fault(kind=kind, chain=chain_of(first.bytes), place=words, what=what)
