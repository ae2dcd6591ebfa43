"""Key stretching in a small room of its own: two at a time, whoever else waits outside."""

from threading import BoundedSemaphore
from typing import Final

from corridor.crypto.secrets import SecretKey
from corridor.crypto.stretch import StretchCost, stretch

AT_ONCE: Final = 2


class Stretcher:
    """Argon2id for one process, never inside a transaction.

    Each call holds its memory (64 MiB by default) while it runs, and more than two at once
    share the same memory bus: everybody would wait longer for the same total.
    """

    def __init__(self, *, at_once: int = AT_ONCE) -> None:
        self._room = BoundedSemaphore(at_once)
        self.calls = 0

    def stretch(self, passphrase: SecretKey, *, salt: bytes, cost: StretchCost) -> SecretKey:
        with self._room:
            self.calls += 1
            return stretch(passphrase, salt=salt, cost=cost)
