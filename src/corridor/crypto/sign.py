"""Ed25519. Verification returns nothing, or raises: there is no boolean to forget."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from corridor.crypto.errors import SignatureError
from corridor.crypto.secrets import SecretKey

SIGNATURE_LENGTH = 64
PUBLIC_LENGTH = 32


class SigningKey:
    def __init__(self, seed: SecretKey) -> None:
        self.seed = seed
        self._key = Ed25519PrivateKey.from_private_bytes(seed.reveal())
        self.public = self._key.public_key().public_bytes_raw()

    def sign(self, message: bytes) -> bytes:
        return self._key.sign(message)


def verify(message: bytes, signature: bytes, *, by: bytes) -> None:
    """Return quietly, or raise `SignatureError`."""
    try:
        Ed25519PublicKey.from_public_bytes(by).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise SignatureError from None
