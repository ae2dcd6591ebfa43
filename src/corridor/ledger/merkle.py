"""The append log's tree (RFC 6962, section 2.1), kept as its right edge."""

from collections.abc import Iterable

from corridor.crypto.digest import sha256
from corridor.ledger.errors import MalformedEntryError

_HASH = 32


def leaf_hash(leaf: bytes) -> bytes:
    return sha256(b"\x00" + leaf)


def _node_hash(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right)


class Frontier:
    """The roots of the perfect subtrees of the first `size` leaves, largest first."""

    def __init__(self, size: int = 0, roots: Iterable[bytes] = ()) -> None:
        self.size = size
        self._roots = list(roots)

    def append(self, leaf: bytes) -> None:
        node, size = leaf_hash(leaf), self.size
        while size & 1:
            node = _node_hash(self._roots.pop(), node)
            size >>= 1
        self._roots.append(node)
        self.size += 1

    def root(self) -> bytes:
        if not self._roots:
            return sha256(b"")
        *rest, node = self._roots
        for left in reversed(rest):
            node = _node_hash(left, node)
        return node

    def encode(self) -> bytes:
        """Size (8) ‖ the roots (32 each, one for every bit set in size)."""
        return self.size.to_bytes(8, "big") + b"".join(self._roots)


def read_frontier(raw: bytes) -> Frontier:
    size = int.from_bytes(raw[:8], "big")
    if len(raw) != 8 + _HASH * size.bit_count():
        raise MalformedEntryError
    return Frontier(size, (raw[at : at + _HASH] for at in range(8, len(raw), _HASH)))
