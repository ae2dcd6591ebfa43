"""Rows at the door of the desk: sealed bytes, coarse times, no names."""

from typing import TYPE_CHECKING

from django.db import models
from typing_extensions import override

if TYPE_CHECKING:
    from uuid import UUID


class Unprinted(models.Model):
    """A row that reaches a log says what it is and nothing of what it holds."""

    class Meta:
        abstract = True

    @override
    def __str__(self) -> str:
        return type(self).__name__


class MemberSlot(Unprinted):
    """A member's way in. Every write seals `gate` anew: its bytes are the row's version."""

    member: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True)
    lookup: "models.BinaryField[bytes, bytes]" = models.BinaryField(max_length=32, unique=True)
    salt: "models.BinaryField[bytes, bytes]" = models.BinaryField(max_length=16)
    memory_kib: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()
    passes: "models.PositiveSmallIntegerField[int, int]" = models.PositiveSmallIntegerField()
    gate: "models.BinaryField[bytes, bytes]" = models.BinaryField()
    slot_a: "models.BinaryField[bytes, bytes]" = models.BinaryField()
    slot_b: "models.BinaryField[bytes, bytes]" = models.BinaryField()

    class Meta:
        db_table = "accounts_slot"


class OpenSession(Unprinted):
    """An open session of one of several processes. Times are minutes since 1970.

    PostgreSQL alone, where the migration keeps this table out of the write-ahead log and so
    out of every physical backup. On SQLite the table does not exist.
    """

    id: "models.BinaryField[bytes, bytes]" = models.BinaryField(primary_key=True, max_length=32)
    holder: "models.BinaryField[bytes, bytes]" = models.BinaryField(
        max_length=32, db_index=True
    )
    whose: "models.BinaryField[bytes, bytes]" = models.BinaryField()
    bundle: "models.BinaryField[bytes, bytes]" = models.BinaryField()
    opened: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()
    seen: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField()
    over: "models.CharField[str, str]" = models.CharField(max_length=8, blank=True)

    class Meta:
        db_table = "accounts_session"
        required_db_vendor = "postgresql"


class HeldDraft(Unprinted):
    """Words that a member had typed, sealed to that member. `day`: days since 1970."""

    id: "models.UUIDField[UUID, UUID]" = models.UUIDField(primary_key=True)
    member: "models.UUIDField[UUID, UUID]" = models.UUIDField(db_index=True)
    sealed: "models.BinaryField[bytes, bytes]" = models.BinaryField()
    day: "models.PositiveIntegerField[int, int]" = models.PositiveIntegerField(db_index=True)

    class Meta:
        db_table = "accounts_draft"
