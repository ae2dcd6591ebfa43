"""Words that were typed and not yet said. Sealed to the member, so that no key is needed.

A form that arrives after the desk has locked is held here and offered after the next sign-in.
"""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import msgspec

from corridor.accounts.errors import DraftsFullError
from corridor.accounts.keys import Keys
from corridor.accounts.models import HeldDraft
from corridor.accounts.sessions import Holder
from corridor.base.clock import from_milliseconds, to_milliseconds
from corridor.base.ids import MemberId
from corridor.crypto.derive import subkey
from corridor.crypto.digest import tag
from corridor.crypto.errors import OpenError
from corridor.crypto.padding import pad, unpad
from corridor.crypto.random import new_uuid
from corridor.crypto.secrets import SecretKey
from corridor.crypto.wrap import seal_to

KEPT_DAYS: Final = 7
MOST_HELD: Final = 200
_DAY = timedelta(days=1)


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """`form_key` says which form the text belongs to; it stands inside the seal."""

    id: UUID
    form_key: str
    text: bytes
    at: datetime


class _Content(msgspec.Struct, frozen=True, array_like=True):
    form_key: str
    text: bytes
    at: int


class Drafts:
    def __init__(self, *, pepper: SecretKey) -> None:
        self._pepper = subkey(pepper, label=b"accounts/drafts")

    def hold(self, holder: Holder, form_key: str, text: bytes, *, at: datetime) -> UUID:
        """Hold what came too late; raise `DraftsFullError` rather than fill the disk."""
        if HeldDraft.objects.filter(member=holder.member).count() >= MOST_HELD:
            raise DraftsFullError
        draft = Draft(id=new_uuid(), form_key=form_key, text=text, at=at)
        _write(draft, holder)
        return draft.id

    def keep(self, holder: Holder, form_key: str, text: bytes, *, at: datetime) -> UUID:
        """Keep what is being typed: one draft for a form, the newest words replace older."""
        draft = Draft(
            id=self._place(holder.member, form_key), form_key=form_key, text=text, at=at
        )
        _write(draft, holder)
        return draft.id

    def kept(self, keys: Keys, form_key: str) -> Draft | None:
        place = self._place(keys.member, form_key)
        return next((draft for draft in _taken(keys) if draft.id == place), None)

    def take(self, keys: Keys) -> list[Draft]:
        """All that this member's keys open, oldest first. Taking removes nothing."""
        return sorted(_taken(keys), key=lambda draft: draft.at)

    def drop(self, member: MemberId, draft: UUID) -> None:
        """Said or thrown away; another member's draft is not there to drop."""
        HeldDraft.objects.filter(id=draft, member=member).delete()

    def drop_all(self, member: MemberId) -> None:
        HeldDraft.objects.filter(member=member).delete()

    def sweep(self, *, at: datetime) -> None:
        HeldDraft.objects.filter(day__lte=_day(at) - KEPT_DAYS).delete()

    def _place(self, member: MemberId, form_key: str) -> UUID:
        """Where a form's draft stands: to who has no pepper it is as random as any other."""
        place = tag(self._pepper, b"corridor/1/accounts/draft", member.bytes, form_key.encode())
        return UUID(bytes=place[:16], version=4)


def _write(draft: Draft, holder: Holder) -> None:
    content = _Content(draft.form_key, draft.text, to_milliseconds(draft.at))
    sealed = seal_to(
        holder.public,
        pad(msgspec.msgpack.encode(content)),
        context=_context(holder.member, draft.id),
    )
    HeldDraft.objects.update_or_create(
        id=draft.id,
        defaults={"member": holder.member, "sealed": sealed, "day": _day(draft.at)},
    )


def _taken(keys: Keys) -> list[Draft]:
    rows = HeldDraft.objects.filter(member=keys.member)
    return [draft for row in rows if (draft := _opened(row, keys)) is not None]


def _opened(row: HeldDraft, keys: Keys) -> Draft | None:
    """None for what was sealed to keys that are lost: nobody reads it, the sweep takes it."""
    try:
        padded = keys.seal.open(bytes(row.sealed), context=_context(keys.member, row.id))
    except OpenError:
        return None
    content = msgspec.msgpack.decode(unpad(padded), type=_Content)
    return Draft(
        id=row.id,
        form_key=content.form_key,
        text=content.text,
        at=from_milliseconds(content.at),
    )


def _context(member: MemberId, draft: UUID) -> bytes:
    return b"corridor/1/accounts/draft|" + member.bytes + b"|" + draft.bytes


def _day(at: datetime) -> int:
    return to_milliseconds(at) // (_DAY // timedelta(milliseconds=1))
