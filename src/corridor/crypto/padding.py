"""Sizes speak. Everything sealed is padded: to 1 KiB at least, then to Padmé's few sizes.

Padmé (Nikitin et al., "Reducing Metadata Leakage from Encrypted Files and Communication with
PURBs", 2019) lets a length of n bits keep only log2(n) of its leading bits, so that at most
12 % is wasted and few different sizes remain.
"""

from corridor.crypto.errors import OpenError

LENGTH_BYTES = 4
SMALLEST = 1024


def padded_size(size: int, *, smallest: int = SMALLEST) -> int:
    if size <= smallest:
        return smallest
    exponent = size.bit_length() - 1
    kept = exponent.bit_length()
    mask = (1 << (exponent - kept)) - 1
    return (size + mask) & ~mask


def pad(content: bytes, *, smallest: int = SMALLEST) -> bytes:
    """The true length stands inside, in the first four bytes."""
    framed = len(content).to_bytes(LENGTH_BYTES, "big") + content
    return framed.ljust(padded_size(len(framed), smallest=smallest), b"\0")


def unpad(padded: bytes, *, smallest: int = SMALLEST) -> bytes:
    """Raise `OpenError` unless length and zeros are exactly what `pad` writes."""
    end = LENGTH_BYTES + int.from_bytes(padded[:LENGTH_BYTES], "big")
    zeros = bytes(max(0, len(padded) - end))
    if len(padded) != padded_size(end, smallest=smallest) or padded[end:] != zeros:
        raise OpenError
    return padded[LENGTH_BYTES:end]
