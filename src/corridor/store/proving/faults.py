"""What can be wrong with stored bytes, said without keys and without a word about anybody."""

from typing import Final
from uuid import UUID

import msgspec
from typing_extensions import override

from corridor.base.ids import ChainId

_ID_LENGTH: Final = 16


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """`kind`: entry, head, grant, card, wrap, mailbox, file, log, checkpoint or guard."""

    kind: str
    what: str
    chain: ChainId | None = None
    height: int | None = None
    place: str = ""

    @override
    def __str__(self) -> str:
        words = [self.kind]
        if self.chain is not None:
            words.append(f"chain {self.chain}")
        if self.height is not None:
            words.append(f"height {self.height}")
        if self.place:
            words.append(self.place)
        return f"{' '.join(words)}: {self.what}"


def chain_of(raw: object) -> ChainId | None:
    """Changed rows may hold anything, also where an id should stand."""
    if not isinstance(raw, bytes) or len(raw) != _ID_LENGTH:
        return None
    return ChainId(UUID(bytes=raw))
