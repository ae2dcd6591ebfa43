"""The only source of randomness."""

import secrets
from uuid import UUID

from corridor.crypto.secrets import SecretKey


def random_bytes(count: int) -> bytes:
    return secrets.token_bytes(count)


def random_below(limit: int) -> int:
    """A uniform number from 0 to `limit` - 1."""
    return secrets.randbelow(limit)


def new_key() -> SecretKey:
    return SecretKey(secrets.token_bytes(32))


def new_uuid() -> UUID:
    """A random (version 4) identifier: it says nothing of host, time or order."""
    return UUID(bytes=secrets.token_bytes(16), version=4)
