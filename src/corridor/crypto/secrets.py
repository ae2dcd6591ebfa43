"""A secret has a type that cannot be printed, hashed, compared by accident or pickled."""

import hmac
from typing import NoReturn

from typing_extensions import override


class SecretKey:
    """Secret bytes. `grep reveal` is the whole list of places that see them."""

    __slots__ = ("_raw",)

    def __init__(self, raw: bytes) -> None:
        self._raw = bytes(raw)

    def reveal(self) -> bytes:
        return self._raw

    def same_as(self, other: "SecretKey") -> bool:
        """Compare in constant time."""
        return hmac.compare_digest(self._raw, other.reveal())

    @override
    def __repr__(self) -> str:
        return "SecretKey(<hidden>)"

    @override
    def __eq__(self, other: object) -> bool:
        raise TypeError("compare secrets with same_as")

    @override
    def __reduce__(self) -> NoReturn:
        raise TypeError("a SecretKey is never pickled")

    __hash__ = None  # type: ignore[assignment]
