"""Which of many names are worth comparing with one: shared sounds first, then word by word."""

from array import array
from collections.abc import Hashable, Iterable, Iterator, Sequence
from typing import Final, Generic, TypeVar

import numpy as np

from corridor.domain.names.comparing import Listener, Name, compare

_COMPARED: Final = 100
_READINGS: Final = 3
_VOWELS: Final = str.maketrans("eiou", "aaaa")
_UNUSED: Final = 4_000

Key = TypeVar("Key", bound=Hashable)


class NameIndex(Generic[Key]):
    """Names by their owner. Holds what it was given and lives as long as who made it."""

    def __init__(self) -> None:
        self._listener = Listener()
        self._clear()

    def _clear(self) -> None:
        self._owners: list[Key | None] = []
        self._names: list[tuple[Name, ...]] = []
        self._rows: dict[Key, int] = {}
        self._postings: dict[str, array[int]] = {}
        self._sizes = array("H")

    def put(self, owner: Key, names: Iterable[str]) -> None:
        """All names of one owner; those that were known of them before are forgotten."""
        self.remove(owner)
        read = tuple(self._listener.read(name) for name in names)
        if read:
            self._put_read(owner, read)

    def _put_read(self, owner: Key, read: tuple[Name, ...]) -> None:
        row = self._rows[owner] = len(self._owners)
        pieces = set(_pieces(read))
        self._owners.append(owner)
        self._names.append(read)
        self._sizes.append(len(pieces))
        for piece in pieces:
            self._postings.setdefault(piece, array("I")).append(row)

    def remove(self, owner: Key) -> None:
        row = self._rows.pop(owner, None)
        if row is not None:
            self._owners[row], self._names[row] = None, ()
            if len(self._owners) > 2 * len(self._rows) + _UNUSED:
                self._pack()

    def near(self, names: Sequence[str], *, from_figure: float) -> list[tuple[float, Key]]:
        """Whoever bears one of these names or one like it, the likest first."""
        asked = tuple(Listener().read(name) for name in names)
        found = [
            (self._figure(asked, row), owner)
            for row in self._promising(asked)
            if (owner := self._owners[row]) is not None
        ]
        kept = [one for one in found if one[0] >= from_figure]
        return sorted(kept, key=lambda one: -one[0])

    def names_of(self, owner: Key) -> tuple[Name, ...]:
        row = self._rows.get(owner)
        return () if row is None else self._names[row]

    def __len__(self) -> int:
        return len(self._rows)

    def _figure(self, asked: tuple[Name, ...], row: int) -> float:
        return max((compare(a, b) for a in asked for b in self._names[row]), default=0.0)

    def _promising(self, asked: tuple[Name, ...]) -> list[int]:
        """A piece that many names share says little; names that are longer share more."""
        if not self._owners:
            return []
        shared = np.zeros(len(self._owners), np.float32)
        for piece in set(_pieces(asked)):
            posted = self._postings.get(piece)
            if posted is not None:
                rows = np.frombuffer(posted, np.uint32)
                shared[rows] += np.log(1 + len(shared) / len(rows))
        shared /= np.sqrt(np.frombuffer(self._sizes, np.uint16) + 1)
        many = min(_COMPARED, len(shared))
        best = np.argpartition(-shared, max(0, many - 1))[:many]
        return [int(row) for row in best if shared[row] > 0]

    def _pack(self) -> None:
        """Rows of names that were changed or forgotten are given up."""
        kept = [(owner, self._names[row]) for owner, row in self._rows.items()]
        self._clear()
        for owner, names in kept:
            self._put_read(owner, names)


def _pieces(names: tuple[Name, ...]) -> Iterator[str]:
    """Three sounds in a row with vowels alike, and the consonants of each word as a whole."""
    for name in names:
        for word in name.words:
            for heard in word.sounds[:_READINGS]:
                whole = f"^{heard.whole.translate(_VOWELS)}$"
                yield f"={heard.families}"
                for start in range(len(whole) - 2):
                    yield whole[start : start + 3]
