"""What a partner says of somebody whom they send on to this desk."""

import re
from datetime import date
from typing import Final, Literal
from uuid import UUID

import msgspec
from msgspec.structs import replace
from typing_extensions import override

from corridor.base.ids import PersonId
from corridor.domain.errors import RefusalError
from corridor.domain.identity import BirthSet, set_birth
from corridor.domain.import_rows import PlannedRow
from corridor.domain.intake import Wish
from corridor.domain.list_errors import ReferralFaultError
from corridor.domain.words import LINE_LIMIT, bounded, needed

LARGEST_PACKET: Final = 64 * 1024
RECEIPT_LENGTH: Final = 13
_NOBODY: Final = PersonId(UUID(int=0))
_CODE: Final = re.compile(r"[a-z]{2,8}(-[a-zA-Z]{2,8})?")


class Referral(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The message inside a packet. `receipt` is the person's own code: the partner drew it."""

    format: Literal["corridor-referral/1"] = "corridor-referral/1"
    receipt: bytes
    made_on: date
    language: str
    words: str
    soon: Wish = Wish.UNSAID
    came_on: date | None = None
    name: str = ""
    born: str = ""
    phone: str = ""
    email: str = ""
    reference: str = ""

    @override
    def __repr__(self) -> str:
        return "Referral(<hidden>)"


def checked(draft: Referral, *, today: date) -> Referral:
    """What a partner may send: both sides look, and the receiving side never believes."""
    if len(draft.receipt) != RECEIPT_LENGTH or not _CODE.fullmatch(draft.language):
        raise ReferralFaultError("packet")
    if draft.came_on is not None and draft.came_on > today:
        raise ReferralFaultError("packet")
    return replace(
        draft,
        words=needed(draft.words, field="words"),
        born=_born(draft.born, today=today),
        **{
            name: bounded(" ".join(getattr(draft, name).split()), field=name, limit=LINE_LIMIT)
            for name in ("name", "phone", "email", "reference")
        },
    )


def _born(text: str, *, today: date) -> str:
    if not text:
        return ""
    return set_birth(BirthSet(person=_NOBODY, born=text, place=""), today=today).born


def believed(draft: Referral, *, today: date, languages: tuple[str, ...]) -> PlannedRow:
    """A referral as a request. A language that is not offered here becomes the first one."""
    try:
        referral = checked(draft, today=today)
    except RefusalError:
        raise ReferralFaultError("packet") from None
    return PlannedRow(
        number=0,
        words=referral.words,
        language=referral.language if referral.language in languages else languages[0],
        soon=referral.soon,
        came_on=referral.came_on,
        name=referral.name,
        born=referral.born,
        phone=referral.phone,
        email=referral.email,
        reference=referral.reference,
    )
