"""Questions as they were published: which form somebody answered is known by its digest."""

from collections.abc import Iterable

import msgspec

from corridor.crypto.digest import digest
from corridor.domain.questions import Form

_LENGTH = 16


def edition_of(form: Form) -> bytes:
    """The same questions in the same words and order have the same edition, on any machine."""
    return digest(b"corridor/1/questions", msgspec.msgpack.encode(form))[:_LENGTH]


def by_edition(forms: Iterable[Form]) -> dict[bytes, Form]:
    return {edition_of(form): form for form in forms}
