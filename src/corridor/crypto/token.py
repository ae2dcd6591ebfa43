"""Short-lived tokens that only this process can open: its key lives in memory alone."""

from datetime import datetime, timedelta

from corridor.base.clock import to_milliseconds
from corridor.crypto.errors import OpenError
from corridor.crypto.random import new_key
from corridor.crypto.seal import seal, unseal


class TokenMaker:
    """Seal something of a fixed length into a form and read it back while it is fresh.

    It is not padded: a length that never changes tells nothing.
    """

    def __init__(self, *, lifetime: timedelta, purpose: bytes) -> None:
        self._key = new_key()
        self._lifetime = int(lifetime.total_seconds() * 1000)
        self._purpose = purpose

    def make(self, content: bytes, *, at: datetime) -> bytes:
        stamped = to_milliseconds(at).to_bytes(8, "big") + content
        return seal(stamped, key=self._key, context=self._purpose)

    def read(self, token: bytes, *, at: datetime) -> bytes:
        """Raise `OpenError` for a stranger's, an old or a changed token."""
        stamped = unseal(token, key=self._key, context=self._purpose)
        age = to_milliseconds(at) - int.from_bytes(stamped[:8], "big")
        if not 0 <= age <= self._lifetime:
            raise OpenError
        return stamped[8:]
