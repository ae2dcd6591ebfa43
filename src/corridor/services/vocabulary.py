"""Which rows have a word that begins so: sorted words with their rows, a block at a time.

A block is made once of some thousand rows. Rows that change afterwards are kept beside it as
text, and merged in when they are many, so that a change costs the same however many rows
there are.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from corridor.services.columns import Array, Mask

BLOCK: Final = 4_096
_MERGE_AT: Final = 256
_END: Final = b"\n"


@dataclass(frozen=True)
class Block:
    """Sorted words, one a line; the rows of word i are `rows[starts[i]:starts[i + 1]]`."""

    text: bytes
    lines: Array
    starts: Array
    rows: Array

    def beginning(self, prefix: bytes) -> Array:
        """All rows with a word that begins so: neighbours in the order of words."""
        many, length = len(self.starts) - 1, len(prefix)
        first = bisect_left(range(many), prefix, key=self._word)
        last = bisect_left(
            range(many), True, lo=first, key=lambda one: self._word(one)[:length] > prefix
        )
        return self.rows[self.starts[first] : self.starts[last]]

    def _word(self, number: int) -> bytes:
        return self.text[self.lines[number] : self.lines[number + 1] - 1]

    def without(self, left_out: Iterable[int]) -> tuple[list[bytes], Array, Array]:
        """Words, and each use of one as (word, row), but for these rows."""
        gone = np.zeros(BLOCK, np.bool_)
        gone[list(left_out)] = True
        stays = ~gone[self.rows]
        uses = np.repeat(np.arange(len(self.starts) - 1, dtype=np.uint32), np.diff(self.starts))
        return self.text.split(_END)[:-1], uses[stays], self.rows[stays]


def _made(words: list[bytes], uses: Array, rows: Array) -> Block:
    """`words` may repeat and be unused; each of `uses` names the word of one of `rows`."""
    used = np.unique(uses)
    ordered = sorted({words[one] for one in used})
    place = {word: number for number, word in enumerate(ordered)}
    moved = np.zeros(len(words), np.uint32)
    moved[used] = [place[words[one]] for one in used]
    uses = moved[uses]
    order = np.argsort(uses, kind="stable")
    starts = np.zeros(len(ordered) + 1, np.uint32)
    starts[1:] = np.cumsum(np.bincount(uses, minlength=len(ordered)))
    lines = np.zeros(len(ordered) + 1, np.uint32)
    lines[1:] = np.cumsum([len(word) + 1 for word in ordered])
    text = b"".join(word + _END for word in ordered)
    return Block(text, lines, starts, rows[order].astype(np.uint16))


EMPTY: Final = _made([], np.zeros(0, np.uint32), np.zeros(0, np.uint16))


@dataclass
class Shelf:
    """One block's rows: what is settled, and the words of rows that changed since."""

    block: Block = EMPTY
    changed: dict[int, str] = field(default_factory=dict)

    def put(self, row: int, words: str) -> None:
        self.changed[row] = words
        if len(self.changed) == BLOCK:
            self.settle()

    def settle(self) -> None:
        """Take the changed rows in; what they said before leaves the memory."""
        words, uses, rows = self.block.without(self.changed)
        new = [words_of.encode().split() for words_of in self.changed.values()]
        many = np.array([len(one) for one in new], np.int64)
        more = np.repeat(np.fromiter(self.changed, np.uint16), many)
        fresh = [word for one in new for word in one]
        numbers = np.arange(len(words), len(words) + len(fresh), dtype=np.uint32)
        self.block = _made(
            words + fresh, np.concatenate((uses, numbers)), np.concatenate((rows, more))
        )
        self.changed = {}

    def rows_with(self, word: str) -> Mask:
        found = np.zeros(BLOCK, np.bool_)
        found[self.block.beginning(word.encode())] = True
        begun = f" {word}"
        for row, words in self.changed.items():
            found[row] = begun in f" {words}"
        return found


class Vocabulary:
    """The words of all rows."""

    def __init__(self) -> None:
        self.shelves: list[Shelf] = []

    def put(self, row: int, words: str) -> None:
        place, within = divmod(row, BLOCK)
        while place >= len(self.shelves):
            self.shelves.append(Shelf())
        self.shelves[place].put(within, words)

    def forget(self, row: int) -> None:
        """What was erased stands in no memory either."""
        self.put(row, "")
        self.settle_row(row)

    def settle_row(self, row: int) -> None:
        self.shelves[row // BLOCK].settle()

    def settle(self, *, at: int = _MERGE_AT) -> None:
        for shelf in self.shelves:
            if len(shelf.changed) >= at:
                shelf.settle()

    def rows_with(self, words: Sequence[str], *, size: int) -> Mask:
        """Rows that have, for each of these, a word that begins so."""
        if not words:
            return np.zeros(size, np.bool_)
        found = [_all_of(shelf, words) for shelf in self.shelves]
        return np.concatenate((*found, np.zeros(0, np.bool_)))[:size]


def _all_of(shelf: Shelf, words: Sequence[str]) -> Mask:
    found = shelf.rows_with(words[0])
    for word in words[1:]:
        found &= shelf.rows_with(word)
    return found
