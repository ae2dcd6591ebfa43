"""The compartment keys that one member holds open in one request."""

from collections.abc import Iterable, Iterator

from corridor.base.ids import CompartmentId
from corridor.domain.errors import NotFoundError
from corridor.ledger.boxes import CompartmentKey


class Keyring:
    def __init__(self, keys: Iterable[CompartmentKey] = ()) -> None:
        self._keys = {(key.compartment, key.epoch): key for key in keys}

    def __iter__(self) -> Iterator[CompartmentKey]:
        return iter(self._keys.values())

    def get(self, compartment: CompartmentId, epoch: int) -> CompartmentKey | None:
        return self._keys.get((compartment, epoch))

    def holds(self, compartment: CompartmentId) -> bool:
        return any(key.compartment == compartment for key in self)

    def newest(self, compartment: CompartmentId) -> CompartmentKey:
        """Raise `NotFoundError` without a key: forbidden and absent look the same."""
        mine = [key for key in self if key.compartment == compartment]
        if not mine:
            raise NotFoundError
        return max(mine, key=lambda key: key.epoch)

    def with_keys(self, keys: Iterable[CompartmentKey]) -> "Keyring":
        return Keyring([*self, *keys])
