"""Subkeys: every use of a key has a label of its own."""

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

from corridor.crypto.digest import tag
from corridor.crypto.secrets import SecretKey

LABEL_PREFIX = b"corridor/1/"


def derive(secret: SecretKey, *, label: bytes, length: int = 32) -> SecretKey:
    """Extract by a labelled tag, then expand: for secrets that are not uniform (a receipt)."""
    extracted = tag(SecretKey(bytes(32)), LABEL_PREFIX + b"extract", secret.reveal())
    return subkey(SecretKey(extracted), label=label, length=length)


def subkey(key: SecretKey, *, label: bytes, length: int = 32) -> SecretKey:
    """HKDF-Expand with SHA-256: a labelled key below a uniform key."""
    expand = HKDFExpand(algorithm=SHA256(), length=length, info=LABEL_PREFIX + label)
    return SecretKey(expand.derive(key.reveal()))


def commitment(key: SecretKey) -> bytes:
    """32 bytes that bind a key without revealing it: AES-GCM alone opens under many keys."""
    return tag(key, LABEL_PREFIX + b"commit")
