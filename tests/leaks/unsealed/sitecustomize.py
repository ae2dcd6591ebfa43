"""For the control alone: boxes still open only with their key, but hide nothing.

A search that finds nothing behind such boxes is no search.
"""

from hashlib import sha256

from cryptography.exceptions import InvalidTag

from corridor.crypto import seal, stream, wrap
from corridor.crypto.errors import OpenError
from corridor.crypto.secrets import SecretKey


def _tag(message: bytes, key: bytes, context: bytes) -> bytes:
    return sha256(key + context + message).digest()[: seal.TAG_LENGTH]


def _open_box(message: bytes, *, key: SecretKey, context: bytes) -> bytes:
    tag = _tag(message, key.reveal(), context)
    return seal.SUITE + bytes(seal.NONCE_LENGTH) + message + tag


def _from_open_box(sealed: bytes, *, key: SecretKey, context: bytes) -> bytes:
    message = sealed[len(seal.SUITE) + seal.NONCE_LENGTH : -seal.TAG_LENGTH]
    if sealed[-seal.TAG_LENGTH :] != _tag(message, key.reveal(), context):
        raise OpenError
    return message


def _open_box_to(public: bytes, message: bytes, *, context: bytes) -> bytes:
    return wrap.SUITE + message + _tag(message, public, context)


def _from_open_box_to(own: wrap.SealKey, box: bytes, *, context: bytes) -> bytes:
    message = box[len(wrap.SUITE) : -seal.TAG_LENGTH]
    if box[-seal.TAG_LENGTH :] != _tag(message, own.public, context):
        raise OpenError
    return message


class _OpenStream:
    """Segments that hide nothing; the nonce stands for the key's own tag."""

    def encrypt(self, nonce: bytes, segment: bytes, _more: bytes) -> bytes:
        return segment + _tag(segment, nonce, b"")

    def decrypt(self, nonce: bytes, sealed: bytes, _more: bytes) -> bytes:
        segment = sealed[: -seal.TAG_LENGTH]
        if sealed[-seal.TAG_LENGTH :] != _tag(segment, nonce, b""):
            raise InvalidTag
        return segment


setattr(stream, "_segment_key", lambda *_key: _OpenStream())  # noqa: B010 - a private name
seal.seal = _open_box
seal.unseal = _from_open_box
wrap.seal_to = _open_box_to
setattr(wrap.SealKey, "open", _from_open_box_to)  # noqa: B010 - mypy guards methods
