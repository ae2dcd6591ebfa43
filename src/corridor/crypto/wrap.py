"""Seal to a public key: HPKE with X-Wing (ML-KEM-768 and X25519 together).

HPKE base mode, KEM 0x647a, HKDF-SHA-256, AES-256-GCM (RFC 9180; the KEM is the IETF draft
"X-Wing"). The context goes into `info`, so that a box opens only where it was meant to.
"""

import hashlib
from functools import cached_property, lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import (
    MLKEM768PrivateKey,
    MLKEM768PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from corridor.crypto.errors import OpenError
from corridor.crypto.secrets import SecretKey

SUITE = b"\x01"
_HPKE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
_MLKEM_PUBLIC = 1184
PUBLIC_LENGTH = _MLKEM_PUBLIC + 32


class SealKey:
    """The private side, kept as its 32-byte seed (the X-Wing draft's expansion)."""

    def __init__(self, seed: SecretKey) -> None:
        self.seed = seed

    @cached_property
    def _parts(self) -> tuple[MLKEM768PrivateKey, X25519PrivateKey]:
        expanded = hashlib.shake_256(self.seed.reveal()).digest(96)
        return (
            MLKEM768PrivateKey.from_seed_bytes(expanded[:64]),
            X25519PrivateKey.from_private_bytes(expanded[64:]),
        )

    @cached_property
    def public(self) -> bytes:
        """ML-KEM-768 encapsulation key (1,184 bytes) ‖ X25519 public key (32 bytes)."""
        lattice, curve = self._parts
        return lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()

    def open(self, box: bytes, *, context: bytes) -> bytes:
        """Raise `OpenError` unless `box` was sealed to this key in this context."""
        if box[:1] != SUITE:
            raise OpenError
        try:
            return _HPKE.decrypt(box[1:], MLKEM768X25519PrivateKey(*self._parts), info=context)
        except (InvalidTag, ValueError):
            raise OpenError from None


def seal_to(public: bytes, message: bytes, *, context: bytes) -> bytes:
    """Suite (1) ‖ encapsulated key (1,120) ‖ ciphertext and tag."""
    return SUITE + _HPKE.encrypt(message, _public_key(public), info=context)


@lru_cache(maxsize=64)
def _public_key(public: bytes) -> MLKEM768X25519PublicKey:
    """Read once: a desk seals to the same few keys again and again."""
    if len(public) != PUBLIC_LENGTH:
        raise ValueError("a public sealing key has 1,216 bytes")
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(public[:_MLKEM_PUBLIC]),
        X25519PublicKey.from_public_bytes(public[_MLKEM_PUBLIC:]),
    )
