"""One walk along the append log: its tree, and what it says should be stored."""

from collections.abc import Iterable, Iterator
from typing import Final

from corridor.crypto.digest import sha256
from corridor.ledger.checkpoint import Checkpoint
from corridor.ledger.errors import MalformedEntryError
from corridor.ledger.merkle import Frontier, read_frontier
from corridor.ledger.records import (
    CARD,
    DROPPED,
    ENTRY,
    FILE,
    GRANT,
    MAILBOX,
    PLACE_LENGTH,
    PRUNED,
    WRAP,
)
from corridor.store.proving.faults import Fault, chain_of
from corridor.store.reading import Reader
from corridor.store.rows import fetch_one, paged

_ENTRY_LENGTH: Final = 1 + 16 + 8 + 32
_RECORD_LENGTH: Final = PLACE_LENGTH + 32
_LENGTHS: Final = {
    ENTRY: _ENTRY_LENGTH,
    **dict.fromkeys((GRANT, CARD, WRAP, MAILBOX, FILE), _RECORD_LENGTH),
    PRUNED: 1 + 16,
    DROPPED: 1 + PLACE_LENGTH,
}


class ChainLines:
    """What the log says about one chain."""

    __slots__ = ("count", "epoch", "era", "last", "pruned", "running", "seen")

    def __init__(self) -> None:
        self.count = 0
        self.last = b""
        self.running = b""
        self.pruned = 0  # so many entries have lost their bodies on purpose
        self.seen = False
        self.era = self.epoch = -1

    def add(self, digest: bytes) -> None:
        self.count += 1
        self.last = digest
        self.running = sha256(self.running + digest)


class LogLines:
    """`newest`: place -> (digest of the sealed bytes, number of the line plus one)."""

    def __init__(self) -> None:
        self.chains: dict[bytes, ChainLines] = {}
        self.newest: dict[bytes, tuple[bytes, int]] = {}
        self.faults: list[Fault] = []
        self._frontier = Frontier()

    def read(self, store: Reader, checkpoints: Iterable[Checkpoint]) -> None:
        due = _by_size(checkpoints)
        self._compare(due.pop(0, []))
        expected = 0
        for seq, leaf in _lines(store):
            if seq != expected:
                self._blame(f"line {expected} is missing")
            expected = seq + 1
            self._take(leaf)
            self._compare(due.pop(self._frontier.size, []))
        for size in sorted(due):
            self._cut(size)
        self._compare_edge(store)

    def _take(self, leaf: object) -> None:
        line = leaf if isinstance(leaf, bytes) else b""
        self._frontier.append(line)
        if not line or _LENGTHS.get(line[0]) != len(line):
            self._blame(f"line {self._frontier.size - 1} is of no known kind")
        elif line[0] == ENTRY:
            self._take_entry(line)
        elif line[0] == PRUNED:
            lines = self.chains.setdefault(line[1:], ChainLines())
            lines.pruned = lines.count
        elif line[0] == DROPPED:
            self.newest.pop(line[1:], None)
        else:
            self.newest[line[:PLACE_LENGTH]] = (line[PLACE_LENGTH:], self._frontier.size)

    def _take_entry(self, line: bytes) -> None:
        chain, height = line[1:17], int.from_bytes(line[17:25], "big")
        lines = self.chains.get(chain)
        if lines is None:
            lines = self.chains[chain] = ChainLines()
        if height != lines.count:
            self.faults.append(
                Fault(
                    kind="log",
                    chain=chain_of(chain),
                    height=lines.count,
                    what=f"line {self._frontier.size - 1} stands out of order",
                )
            )
        lines.add(line[25:])

    def _compare(self, checkpoints: list[Checkpoint]) -> None:
        for checkpoint in checkpoints:
            if checkpoint.root != self._frontier.root():
                self.faults.append(
                    Fault(
                        kind="checkpoint",
                        place=f"size {checkpoint.size}",
                        what="the log had another root",
                    )
                )

    def _cut(self, size: int) -> None:
        self.faults.append(
            Fault(
                kind="checkpoint",
                place=f"size {size}",
                what=f"the log has only {self._frontier.size} lines: its end was cut",
            )
        )

    def _compare_edge(self, store: Reader) -> None:
        sql = "SELECT edge FROM store_frontier WHERE organisation = %s"
        row = fetch_one(store.alias, sql, store.organisation.bytes)
        edge = row[0] if row else Frontier().encode()
        if edge != self._frontier.encode():
            self._blame(f"its edge is not that of its {self._frontier.size} lines")
        try:
            size = read_frontier(edge).size
        except (MalformedEntryError, TypeError):
            return
        if size > self._frontier.size:
            self._blame(f"{size - self._frontier.size} lines are missing at the end")

    def _blame(self, what: str) -> None:
        self.faults.append(Fault(kind="log", what=what))


def digests_of(store: Reader, chains: set[bytes]) -> dict[bytes, list[bytes]]:
    """Every digest that the log names for a few chains, in the order of its lines."""
    found: dict[bytes, list[bytes]] = {chain: [] for chain in chains}
    for _, leaf in _lines(store):
        if isinstance(leaf, bytes) and len(leaf) == _ENTRY_LENGTH and leaf[0] == ENTRY:
            digests = found.get(leaf[1:17])
            if digests is not None:
                digests.append(leaf[25:])
    return found


def _lines(store: Reader) -> Iterator[tuple[int, object]]:
    sql = (
        "SELECT seq, leaf FROM store_log"
        " WHERE organisation = %s AND seq > %s ORDER BY seq LIMIT"
    )
    for row in paged(store.alias, sql, store.organisation.bytes, after=(-1,)):
        yield row[0], row[1]


def _by_size(checkpoints: Iterable[Checkpoint]) -> dict[int, list[Checkpoint]]:
    due: dict[int, list[Checkpoint]] = {}
    for checkpoint in checkpoints:
        due.setdefault(checkpoint.size, []).append(checkpoint)
    return due
