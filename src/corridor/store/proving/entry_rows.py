"""Every entry in order: quickly while all is well, height by height where something is not."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from corridor.crypto.digest import sha256
from corridor.ledger.chain import Head, follow
from corridor.ledger.entry import SealedEntry, read_header
from corridor.ledger.errors import LedgerError
from corridor.store.proving.faults import Fault, chain_of
from corridor.store.proving.log_lines import ChainLines, LogLines, digests_of
from corridor.store.reading import Reader
from corridor.store.rows import Row, fetch, paged

_COLUMNS = "SELECT chain, height, header, body, body_digest FROM store_entry"


def entry_faults(store: Reader, lines: LogLines) -> Iterator[Fault]:
    suspicious: set[bytes] = set()
    for chain, rows in groupby(_rows(store), key=itemgetter(0)):
        known = lines.chains.get(chain)
        if known is None or not _as_the_log_says(rows, known):
            suspicious.add(chain)
        if known is not None:
            known.seen = True
    suspicious |= {
        chain for chain, known in lines.chains.items() if known.count and not known.seen
    }
    if suspicious:
        yield from _named(store, lines, suspicious)


def _rows(store: Reader) -> Iterator[Row]:
    sql = (
        f"{_COLUMNS} WHERE organisation = %s AND (chain, height) > (%s, %s)"
        " ORDER BY chain, height LIMIT"
    )
    return paged(store.alias, sql, store.organisation.bytes, after=(b"", -1))


def _as_the_log_says(rows: Iterator[Row], known: ChainLines) -> bool:
    """Whether the whole chain is linked, has the log's digests, and bodies where it should."""
    head: Head | None = None
    running, whole = b"", True
    for chain, height, header, body, body_digest in rows:
        if not whole:
            continue
        entry = SealedEntry(header=header, body=body, body_digest=body_digest)
        try:
            head = follow(head, entry)
        except (LedgerError, TypeError):
            whole = False
            continue
        whole = (
            head.height == height
            and head.chain.bytes == chain
            and (body is None) == (height < known.pruned)
        )
        running = sha256(running + head.digest)
    if head is None or not whole or running != known.running:
        return False
    known.era, known.epoch = head.era, head.epoch
    return True


def _named(store: Reader, lines: LogLines, suspicious: set[bytes]) -> Iterator[Fault]:
    digests = digests_of(store, suspicious)
    for chain in sorted(suspicious):
        known = lines.chains.get(chain) or ChainLines()
        yield from _chain_faults(store, chain, digests.get(chain, []), known)


def _chain_faults(
    store: Reader, chain: bytes, digests: list[bytes], known: ChainLines
) -> Iterator[Fault]:
    sql = f"{_COLUMNS} WHERE organisation = %s AND chain = %s ORDER BY height"
    rows = {row[1]: row for row in fetch(store.alias, sql, store.organisation.bytes, chain)}
    for height in sorted({*rows, *range(len(digests))}):
        what = _what_is_wrong(
            rows.get(height),
            expected=digests[height] if 0 <= height < len(digests) else None,
            pruned=height < known.pruned,
        )
        if what:
            yield Fault(kind="entry", chain=chain_of(chain), height=height, what=what)


def _what_is_wrong(row: Row | None, *, expected: bytes | None, pruned: bool) -> str:
    if row is None:
        return "missing"
    _, _, raw, body, body_digest = row
    try:
        header = read_header(raw)
        digest = SealedEntry(header=raw, body=body, body_digest=body_digest).digest
        changed = body is not None and sha256(body) != body_digest
    except (LedgerError, TypeError):
        return "changed"
    if (header.chain.bytes, header.height) != row[:2]:
        return f"it was written as chain {header.chain} height {header.height}"
    if changed or digest != expected:
        return "changed" if expected else "the log has no line for it"
    return _body_is_wrong(gone=body is None, pruned=pruned)


def _body_is_wrong(*, gone: bool, pruned: bool) -> str:
    if gone and not pruned:
        return "its body is gone and nobody erased it"
    return "its body is back though it was erased" if pruned and not gone else ""
