"""How far this process has checked signatures, so that opening a case stays fast.

A head's digest binds everything below it: where (chain, height, digest) was once checked, only
entries above it are new. Marks live in memory; a new process checks again.
"""

from collections import OrderedDict
from threading import Lock

from corridor.base.ids import ChainId
from corridor.services.remembered import OpenedChains

MOST_MARKS = 200_000


class VerifiedMarks:
    """`opened` are chains whose words are in memory too: dropped with the last session."""

    def __init__(self) -> None:
        self.opened = OpenedChains()
        self._marks: OrderedDict[ChainId, tuple[int, bytes]] = OrderedDict()
        self._lock = Lock()

    def mark_of(self, chain: ChainId) -> tuple[int, bytes] | None:
        return self._marks.get(chain)

    def set(self, chain: ChainId, height: int, digest: bytes) -> None:
        with self._lock:
            self._marks[chain] = (height, digest)
            self._marks.move_to_end(chain)
            while len(self._marks) > MOST_MARKS:
                self._marks.popitem(last=False)
