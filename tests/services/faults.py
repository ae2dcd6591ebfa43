"""A store that fails once where it is told to, as a power cut between two steps would."""

from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace

from corridor.base.ids import ChainId
from corridor.ledger.memory import MemoryStore
from corridor.services.desk import Stores
from tests.services.world import World


class PowerCutError(Exception):
    """Nothing after this line was done."""


@dataclass
class FailsOnce:
    """Passes everything on to a real store; the named act fails once, `after` others of it."""

    store: Any
    act: str
    after: int = 0
    failed: bool = False

    def __getattr__(self, name: str) -> Any:
        found = getattr(self.store, name)
        if name != self.act or self.failed:
            return found
        self.after -= 1
        return found if self.after >= 0 else self._fail

    def _fail(self, *_said: Any, **_more: Any) -> None:
        self.failed = True
        raise PowerCutError


def cut_at_the_desk(world: World, act: str = "commit", *, after: int = 0) -> Stores:
    return Stores(desk=FailsOnce(world.desk, act, after), door=world.door)


def cut_at_the_door(world: World, act: str) -> Stores:
    return Stores(desk=world.desk, door=FailsOnce(world.door, act))


def spoil(store: MemoryStore, chain: ChainId, *, height: int) -> None:
    """A database writer's hand: the sealed bytes are others now."""
    entries = store._rows.chains[chain]
    body = bytes(len(entries[height].body or b""))
    entries[height] = replace(entries[height], body=body)
