"""Files: Tink's AES256-GCM-HKDF streaming format, 256 KiB segments, any range readable.

header = length (1) ‖ salt (32) ‖ nonce prefix (7); the segment key is HKDF-SHA-256 of the file
key with the salt and the associated data; segment i is sealed under nonce prefix ‖ i (4) ‖ last
(1). A dropped, swapped, doubled or cut segment does not open.
"""

from collections.abc import Iterator
from typing import BinaryIO, Protocol

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from corridor.crypto.errors import OpenError
from corridor.crypto.random import random_bytes
from corridor.crypto.secrets import SecretKey

SEGMENT = 256 * 1024
TAG = 16
HEADER = 40
_PREFIX = 7


class Sink(Protocol):
    def write(self, data: bytes, /) -> object: ...


def _segment_key(key: SecretKey, salt: bytes, context: bytes) -> AESGCM:
    hkdf = HKDF(algorithm=SHA256(), length=32, salt=salt, info=context)
    return AESGCM(hkdf.derive(key.reveal()))


def _nonce(prefix: bytes, number: int, *, last: bool) -> bytes:
    return prefix + number.to_bytes(4, "big") + bytes([last])


class StreamSealer:
    """Seal as bytes arrive; `close` writes the last segment. Nothing is written in clear."""

    def __init__(self, sink: Sink, *, key: SecretKey, context: bytes) -> None:
        salt, self._prefix = random_bytes(32), random_bytes(_PREFIX)
        self._box = _segment_key(key, salt, context)
        self._sink = sink
        self._buffer = bytearray()
        self._number = 0
        self._room = SEGMENT - HEADER - TAG
        self.size = 0
        sink.write(bytes([HEADER]) + salt + self._prefix)

    def write(self, data: bytes) -> None:
        self.size += len(data)
        self._buffer += data
        # One byte more than a segment holds proves that this segment is not the last.
        while len(self._buffer) > self._room:
            self._put(last=False)

    def close(self) -> None:
        self._put(last=True)

    def _put(self, *, last: bool) -> None:
        segment = bytes(self._buffer[: self._room])
        del self._buffer[: self._room]
        nonce = _nonce(self._prefix, self._number, last=last)
        self._sink.write(self._box.encrypt(nonce, segment, b""))
        self._number += 1
        self._room = SEGMENT - TAG


class StreamOpener:
    """Read any range of a sealed file of `sealed_size` bytes; raise `OpenError` if changed."""

    def __init__(
        self, source: BinaryIO, *, key: SecretKey, context: bytes, sealed_size: int
    ) -> None:
        header = source.read(HEADER)
        if len(header) != HEADER or header[0] != HEADER or sealed_size < HEADER + TAG:
            raise OpenError
        self._box = _segment_key(key, header[1:33], context)
        self._prefix = header[33:]
        self._source = source
        self._sealed_size = sealed_size
        self._segments = -(-sealed_size // SEGMENT)
        self.size = sealed_size - HEADER - TAG * self._segments

    def read_range(self, start: int, end: int) -> Iterator[bytes]:
        """Clear bytes from `start` up to `end`, a segment at a time."""
        end = min(end, self.size)
        first, last = self._segment_of(start), self._segment_of(max(start, end - 1))
        # The empty file still has one segment to check.
        for number in range(first, last + 1):
            clear, begins = self._open(number), self._begins(number)
            yield clear[max(0, start - begins) : max(0, end - begins)]

    def _segment_of(self, position: int) -> int:
        return min((position + HEADER) // (SEGMENT - TAG), self._segments - 1)

    def _begins(self, number: int) -> int:
        return max(0, number * (SEGMENT - TAG) - HEADER)

    def _open(self, number: int) -> bytes:
        begins = number * SEGMENT if number else HEADER
        length = min((number + 1) * SEGMENT, self._sealed_size) - begins
        self._source.seek(begins)
        nonce = _nonce(self._prefix, number, last=number == self._segments - 1)
        try:
            return self._box.decrypt(nonce, self._source.read(length), b"")
        except InvalidTag:
            raise OpenError from None
