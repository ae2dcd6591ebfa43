"""Seal and unseal one message under one key in one context (AES-256-GCM, random nonce)."""

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from corridor.crypto.errors import OpenError
from corridor.crypto.random import random_bytes
from corridor.crypto.secrets import SecretKey

SUITE = b"\x01"
NONCE_LENGTH = 12
TAG_LENGTH = 16
OVERHEAD = len(SUITE) + NONCE_LENGTH + TAG_LENGTH


def seal(message: bytes, *, key: SecretKey, context: bytes) -> bytes:
    """Suite (1) ‖ nonce (12) ‖ ciphertext and tag. `context` is authenticated, not stored."""
    nonce = random_bytes(NONCE_LENGTH)
    return SUITE + nonce + AESGCM(key.reveal()).encrypt(nonce, message, SUITE + context)


def unseal(sealed: bytes, *, key: SecretKey, context: bytes) -> bytes:
    """Raise `OpenError` for another key, another context, another suite or changed bytes."""
    if len(sealed) < OVERHEAD or sealed[:1] != SUITE:
        raise OpenError
    nonce, box = sealed[1 : 1 + NONCE_LENGTH], sealed[1 + NONCE_LENGTH :]
    try:
        return AESGCM(key.reveal()).decrypt(nonce, box, SUITE + context)
    except InvalidTag:
        raise OpenError from None
