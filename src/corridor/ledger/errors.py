"""What the ledger refuses. An error names a chain and a height, never a person or a word."""

from corridor.base.ids import ChainId


class LedgerError(Exception):
    """The stored bytes are not what was written. Alarming: shown to who guards the desk."""

    def __init__(self, chain: ChainId | None = None, height: int | None = None) -> None:
        super().__init__()
        self.chain = chain
        self.height = height


class MalformedEntryError(LedgerError):
    """These bytes are not an entry of a format that this release knows."""


class BrokenLinkError(LedgerError):
    """An entry does not follow the one before it: dropped, swapped, moved or replayed."""


class ForgedEntryError(LedgerError):
    """The body does not open at this place, or its signature is not its author's."""


class StrangerError(LedgerError):
    """The author is not in the roster, or had left."""


class CommitmentError(LedgerError):
    """The chain key is not the one that the epoch's first entry is bound to."""


class TruncatedError(LedgerError):
    """Stored heads or a checkpoint know more than the chain still holds."""


class MissingKeyError(LedgerError):
    """No key at hand opens this epoch of the chain."""


class ConflictError(Exception):
    """Another writer was first at this height. Normal: read again and decide again."""
