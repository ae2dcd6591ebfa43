"""Chains that were opened lately, as they were checked: only what is new is opened again.

They are found by nothing but the chain keys that this very request unwrapped, and only while
every stored byte is the one that was checked. They go with the opened cards.
"""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, Final, Generic, TypeVar

from corridor.domain.records import Recorded
from corridor.ledger.chain import Head
from corridor.ledger.entry import SealedEntry
from corridor.services.codec import Codec, FactT

MOST_ENTRIES: Final = 20_000
MOST_BYTES: Final = 32_000_000

Meant = TypeVar("Meant")
Name = tuple[bytes, ...]


@dataclass(frozen=True, kw_only=True)
class Opened(Generic[FactT]):
    """`codec` is what they were read as; `folds` what they mean, once it was asked."""

    codec: Codec[FactT]
    entries: list[SealedEntry] = field(repr=False)
    head: Head
    records: tuple[Recorded[FactT], ...] = field(repr=False)
    folds: dict[Callable[..., Any], Any] = field(default_factory=dict, repr=False)

    @property
    def size(self) -> int:
        return sum(len(entry.header) + len(entry.body or b"") for entry in self.entries)


class OpenedChains:
    def __init__(self) -> None:
        self._opened: OrderedDict[Name, Opened[Any]] = OrderedDict()
        self._entries = self._bytes = 0
        self._lock = Lock()

    def __len__(self) -> int:
        return len(self._opened)

    def find(
        self, name: Name, stored: Sequence[SealedEntry], *, codec: Codec[FactT]
    ) -> Opened[FactT] | None:
        """None unless what is stored begins with what was checked, read as this very kind."""
        opened = self.last(name)
        if opened is None or opened.codec is not codec:
            return None
        if stored[: len(opened.entries)] != opened.entries:
            return None
        return opened

    def last(self, name: Name) -> Opened[Any] | None:
        """As it was checked, whatever is stored by now."""
        with self._lock:
            return self._opened.get(name)

    def keep(self, name: Name, opened: Opened[Any]) -> None:
        with self._lock:
            self._drop(name)
            self._opened[name] = opened
            self._entries += len(opened.entries)
            self._bytes += opened.size
            while self._entries > MOST_ENTRIES or self._bytes > MOST_BYTES:
                self._drop(next(iter(self._opened)))

    def drop_all(self) -> None:
        with self._lock:
            self._opened.clear()
            self._entries = self._bytes = 0

    def _drop(self, name: Name) -> None:
        opened = self._opened.pop(name, None)
        if opened is not None:
            self._entries -= len(opened.entries)
            self._bytes -= opened.size
