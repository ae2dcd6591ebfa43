"""Passphrase to key: Argon2id with stored parameters and a ceiling on what is paid.

One lane (p=1), since that is what every library computes alike.
"""

from typing import Final

import msgspec
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from corridor.crypto.errors import StretchLimitError
from corridor.crypto.random import random_bytes
from corridor.crypto.secrets import SecretKey

LEAST_MEMORY_KIB: Final = 8
MOST_MEMORY_KIB: Final = 1024 * 1024
MOST_PASSES: Final = 16


class StretchCost(msgspec.Struct, frozen=True, array_like=True):
    memory_kib: int = 64 * 1024
    passes: int = 3


def new_salt() -> bytes:
    return random_bytes(16)


def stretch(passphrase: SecretKey, *, salt: bytes, cost: StretchCost) -> SecretKey:
    """32 bytes. Raise `StretchLimitError` rather than pay any price a stored row asks."""
    if not (
        LEAST_MEMORY_KIB <= cost.memory_kib <= MOST_MEMORY_KIB
        and 1 <= cost.passes <= MOST_PASSES
    ):
        raise StretchLimitError
    argon = Argon2id(
        salt=salt, length=32, iterations=cost.passes, lanes=1, memory_cost=cost.memory_kib
    )
    return SecretKey(argon.derive(passphrase.reveal()))
