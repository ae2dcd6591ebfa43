"""Members' ways in: made, changed, replaced and removed."""

from uuid import UUID

import msgspec
from django.db import IntegrityError, transaction

from corridor.accounts.errors import HandleTakenError, NoSuchMemberError
from corridor.accounts.keys import Keys, new_keys
from corridor.accounts.models import MemberSlot
from corridor.accounts.passphrase import new_passphrase, read_handle
from corridor.accounts.second import (
    Second,
    as_base32,
    as_otpauth,
    new_second,
    nobodys_second,
    open_second,
    seal_second,
)
from corridor.accounts.slot_pair import (
    OpenedSlot,
    SlotPair,
    new_pair,
    put_into_pair,
    renew_pair,
    slot_key,
)
from corridor.accounts.stretching import Stretcher
from corridor.base.ids import MemberId
from corridor.crypto.derive import subkey
from corridor.crypto.digest import tag
from corridor.crypto.secrets import SecretKey
from corridor.crypto.stretch import StretchCost, new_salt


class Enrolment(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What a new member is shown once. Public parts of `keys` go to the roster."""

    keys: Keys
    passphrase: SecretKey
    second: SecretKey

    def shown_passphrase(self) -> str:
        return self.passphrase.reveal().decode()

    def shown_second(self) -> str:
        """The secret in base32, for authenticators without a camera."""
        return as_base32(self.second)

    def otpauth(self) -> str:
        return as_otpauth(self.second)


class StoredSlot(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """A row as it was read. `version`: only who still finds these bytes may write."""

    member: MemberId
    salt: bytes
    cost: StretchCost
    pair: SlotPair
    second: Second
    version: bytes


class Slots:
    """The table of ways in. `pepper` stands outside the database."""

    def __init__(self, *, pepper: SecretKey, cost: StretchCost, stretcher: Stretcher) -> None:
        self.pepper = subkey(pepper, label=b"accounts")
        self.cost = cost
        self.stretcher = stretcher

    def enrol(self, member: MemberId, handle: str, *, language: str = "en") -> Enrolment:
        """Raise `HandleTakenError` when somebody answers to this handle in any case."""
        enrolment = _new_enrolment(member, language)
        columns = self._columns(enrolment)
        try:
            with transaction.atomic():
                MemberSlot.objects.create(member=member, lookup=self.lookup(handle), **columns)
        except IntegrityError:  # both columns are unique: the first of two wins
            raise HandleTakenError from None
        return enrolment

    def replace(
        self, member: MemberId, *, language: str = "en", keys: Keys | None = None
    ) -> Enrolment:
        """New keys, passphrase and second factor for who has lost theirs; the handle stays.

        `keys` were made when the replacing was asked for: the roster names them already.
        """
        enrolment = _new_enrolment(member, language)
        if keys is not None:
            enrolment = msgspec.structs.replace(enrolment, keys=keys)
        changed = MemberSlot.objects.filter(member=member).update(**self._columns(enrolment))
        if not changed:
            raise NoSuchMemberError
        return enrolment

    def renew_second(self, member: MemberId) -> SecretKey:
        """A new second factor for a lost phone. Keys and passphrase stay as they are."""
        second = new_second()
        row = MemberSlot.objects.filter(member=member)
        if not row.update(gate=seal_second(second, member=member, pepper=self.pepper)):
            raise NoSuchMemberError
        return second.secret

    def remove(self, member: MemberId) -> None:
        """The row goes; a member who has left has nothing to log in to."""
        deleted, _ = MemberSlot.objects.filter(member=member).delete()
        if not deleted:
            raise NoSuchMemberError

    def lookup(self, handle: str) -> bytes:
        """A handle is found by its tag: the table lists no handles."""
        return tag(self.pepper, b"corridor/1/accounts/login", read_handle(handle))

    def find(self, lookup: bytes) -> StoredSlot | None:
        return self._read(MemberSlot.objects.filter(lookup=lookup).first())

    def of(self, member: MemberId) -> StoredSlot | None:
        return self._read(MemberSlot.objects.filter(member=member).first())

    def stretched(self, passphrase: SecretKey, *, salt: bytes, cost: StretchCost) -> SecretKey:
        return slot_key(self.pepper, self.stretcher.stretch(passphrase, salt=salt, cost=cost))

    def nobody(self, lookup: bytes) -> StoredSlot:
        """The row of a handle that nobody has: always the same, and it never opens."""
        salt = tag(self.pepper, b"corridor/1/accounts/nobody-salt", lookup)[:16]
        return StoredSlot(
            member=MemberId(UUID(int=0)),
            salt=salt,
            cost=self.cost,
            pair=SlotPair(b"", b""),
            second=nobodys_second(self.pepper, lookup),
            version=b"",
        )

    def renewed(self, stored: StoredSlot) -> SlotPair:
        return renew_pair(stored.pair, member=stored.member, pepper=self.pepper)

    def resealed(
        self, stored: StoredSlot, opened: OpenedSlot, *, passphrase: SecretKey
    ) -> SlotPair:
        """The opened keys under this passphrase at today's cost; the salt stays."""
        key = self.stretched(passphrase, salt=stored.salt, cost=self.cost)
        return put_into_pair(stored.pair, opened, key=key, pepper=self.pepper)

    def write(
        self, stored: StoredSlot, *, period: int, pair: SlotPair, cost: StretchCost
    ) -> bool:
        """Mark a code as used and keep `pair`, if the row is as it was read."""
        second = msgspec.structs.replace(stored.second, used=period)
        row = MemberSlot.objects.filter(member=stored.member, gate=stored.version)
        with transaction.atomic():  # it takes its turn among the writers of the file
            changed = row.update(
                gate=seal_second(second, member=stored.member, pepper=self.pepper),
                slot_a=pair.a,
                slot_b=pair.b,
                memory_kib=cost.memory_kib,
                passes=cost.passes,
            )
        return changed == 1

    def _columns(self, enrolment: Enrolment) -> dict[str, bytes | int]:
        salt, keys = new_salt(), enrolment.keys
        key = self.stretched(enrolment.passphrase, salt=salt, cost=self.cost)
        pair = new_pair(keys, key=key, pepper=self.pepper)
        second = Second(secret=enrolment.second)
        return {
            "salt": salt,
            "memory_kib": self.cost.memory_kib,
            "passes": self.cost.passes,
            "gate": seal_second(second, member=keys.member, pepper=self.pepper),
            "slot_a": pair.a,
            "slot_b": pair.b,
        }

    def _read(self, row: MemberSlot | None) -> StoredSlot | None:
        if row is None:
            return None
        member = MemberId(UUID(str(row.member)))
        version = bytes(row.gate)
        return StoredSlot(
            member=member,
            salt=bytes(row.salt),
            cost=StretchCost(row.memory_kib, row.passes),
            pair=SlotPair(bytes(row.slot_a), bytes(row.slot_b)),
            second=open_second(version, member=member, pepper=self.pepper),
            version=version,
        )


def _new_enrolment(member: MemberId, language: str) -> Enrolment:
    return Enrolment(
        keys=new_keys(member),
        passphrase=new_passphrase(language=language),
        second=new_second().secret,
    )
