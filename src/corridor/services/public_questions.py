"""Questions as the public face reads them: every form that was ever published, newest last.

The older ones stay, since somebody may still be writing on a page that was drawn from one.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

import msgspec

from corridor.base.ids import OrganisationId
from corridor.crypto.digest import digest
from corridor.crypto.sign import SigningKey
from corridor.domain.questions import Form
from corridor.services.published import publish, read_published

FILE: Final = "questions"
_EDITION_LENGTH: Final = 16
_FORMS: msgspec.json.Decoder[tuple[Form, ...]] = msgspec.json.Decoder(tuple[Form, ...])


def edition_of(form: Form) -> bytes:
    """The same questions in the same words and order have the same edition, on any machine."""
    return digest(b"corridor/1/questions", msgspec.msgpack.encode(form))[:_EDITION_LENGTH]


def by_edition(forms: Iterable[Form]) -> dict[bytes, Form]:
    return {edition_of(form): form for form in forms}


def publish_forms(
    folder: Path, forms: tuple[Form, ...], *, organisation: OrganisationId, by: SigningKey
) -> bool:
    if not forms and not (folder / FILE).exists():
        return False
    body = msgspec.json.encode(forms)
    return publish(folder, FILE, body, organisation=organisation, by=by)


def published_forms(
    folder: Path, *, organisation: OrganisationId, by: bytes
) -> tuple[Form, ...]:
    """Nothing where nobody published any, or where what stands there is not ours."""
    body = read_published(folder, FILE, organisation=organisation, by=by)
    try:
        return () if body is None else _FORMS.decode(body)
    except msgspec.DecodeError:
        return ()
