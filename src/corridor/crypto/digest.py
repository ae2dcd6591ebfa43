"""Labelled hashing: a digest of one kind never equals one of another kind."""

import hashlib
import hmac

from corridor.crypto.secrets import SecretKey

DIGEST_LENGTH = 32


def digest(label: bytes, *parts: bytes) -> bytes:
    """SHA-256 over the label and each part, every one preceded by its length (8 bytes)."""
    state = hashlib.sha256()
    for part in (label, *parts):
        state.update(len(part).to_bytes(8, "big"))
        state.update(part)
    return state.digest()


def sha256(data: bytes) -> bytes:
    """The bare hash, for formats that other programs define (RFC 6962, checksums of files)."""
    return hashlib.sha256(data).digest()


class RunningHash:
    """The bare SHA-256 of what comes in pieces."""

    __slots__ = ("_state",)

    def __init__(self) -> None:
        self._state = hashlib.sha256()

    def update(self, data: bytes | memoryview) -> None:
        self._state.update(data)

    def digest(self) -> bytes:
        return self._state.digest()


def tag(key: SecretKey, label: bytes, *parts: bytes) -> bytes:
    """HMAC-SHA-256 under `key` over the labelled digest of the parts."""
    return hmac.digest(key.reveal(), digest(label, *parts), "sha256")


def same(left: bytes, right: bytes) -> bool:
    """Compare public or derived bytes in constant time."""
    return hmac.compare_digest(left, right)
