"""Fixed fields of very many rows: one array a field, so that a question reads only its own."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import Any, Final, Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Mask = NDArray[np.bool_]
Rows = NDArray[np.int64]

_FIRST_ROOM: Final = 64
_HALF: Final = (1 << 64) - 1
_SETTLE_AT: Final = 4_096

Value = TypeVar("Value", bound=Hashable)


class Columns:
    """Rows that are written over in place; there is room for as many again as there are."""

    def __init__(self, kinds: Mapping[str, str]) -> None:
        self._places = {name: place for place, name in enumerate(kinds)}
        self._arrays: list[Array] = [np.zeros(_FIRST_ROOM, kind) for kind in kinds.values()]
        self._size = 0

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, name: str) -> Array:
        return self._arrays[self._places[name]][: self._size]

    def append(self, values: Sequence[object]) -> int:
        self._make_room(self._size + 1)
        self._size += 1
        self.put(self._size - 1, values)
        return self._size - 1

    def put(self, row: int, values: Sequence[object]) -> None:
        for array, value in zip(self._arrays, values, strict=True):
            array[row] = value

    def clear(self, row: int, *, but: Iterable[str]) -> None:
        left = {self._places[name] for name in but}
        for place, array in enumerate(self._arrays):
            if place not in left:
                array[row] = np.zeros(1, array.dtype)[0]

    def keep(self, kept: Mask) -> None:
        """Leave out every other row; those that stay move up."""
        self._arrays = [array[: self._size][kept] for array in self._arrays]
        self._size = int(np.count_nonzero(kept))

    def packed(self, rows: Rows) -> list[bytes]:
        return [array[rows].tobytes() for array in self._arrays]

    def extend(self, fields: Sequence[bytes]) -> None:
        """Add rows that were packed."""
        read = [
            np.frombuffer(raw, array.dtype)
            for raw, array in zip(fields, self._arrays, strict=True)
        ]
        more = len(read[0])
        self._make_room(self._size + more)
        for array, new in zip(self._arrays, read, strict=True):
            array[self._size : self._size + more] = new
        self._size += more

    def _make_room(self, size: int) -> None:
        if size > len(self._arrays[0]):
            room = max(size, 2 * len(self._arrays[0]))
            self._arrays = [_grown(array, room) for array in self._arrays]


def _grown(array: Array, room: int) -> Array:
    grown = np.zeros(room, array.dtype)
    grown[: len(array)] = array
    return grown


class Codes(Generic[Value]):
    """Small numbers for values that come again and again: owners, languages, countries."""

    def __init__(self, values: Iterable[Value] = ()) -> None:
        self.values: list[Value] = list(values)
        self._codes = {value: code for code, value in enumerate(self.values)}

    def of(self, value: Value) -> int:
        code = self._codes.setdefault(value, len(self.values))
        if code == len(self.values):
            self.values.append(value)
        return code

    def known(self, values: Iterable[Value]) -> list[int]:
        return [self._codes[value] for value in values if value in self._codes]


class Finder:
    """Which row has this 128-bit id: a sorted array, and a small table of what is new."""

    def __init__(self) -> None:
        self._recent: dict[int, int] = {}
        self._low = np.zeros(0, np.uint64)
        self._high = np.zeros(0, np.uint64)
        self._rows = np.zeros(0, np.int32)

    def get(self, number: int) -> int | None:
        recent = self._recent.get(number)
        return self._settled(number) if recent is None else recent

    def add(self, number: int, row: int) -> None:
        """An id has its row once and for all."""
        self._recent[number] = row
        if len(self._recent) >= _SETTLE_AT:
            parts = np.array([halves(one) for one in self._recent], np.uint64)
            rows = np.fromiter(self._recent.values(), np.int32)
            self._recent = {}
            self.extend(parts[:, 0], parts[:, 1], rows)

    def extend(self, high: Array, low: Array, rows: Array) -> None:
        """Add many by their halves."""
        merged = np.concatenate((self._low, low))
        order = np.argsort(merged, kind="stable")
        self._low = merged[order]
        self._high = np.concatenate((self._high, high))[order]
        self._rows = np.concatenate((self._rows, rows.astype(np.int32)))[order]

    def _settled(self, number: int) -> int | None:
        high, low = halves(number)
        at = int(np.searchsorted(self._low, np.uint64(low)))
        while at < len(self._low) and self._low[at] == low:
            if self._high[at] == high:
                return int(self._rows[at])
            at += 1
        return None


def halves(number: int) -> tuple[int, int]:
    return number >> 64, number & _HALF
