"""Rows of sealed bytes. The organisation leads every key, so that rows can be spread by it.

No row holds a time of day: what a thief of the disk learns from rows is place and order, from
alarms the minute, from files the day.
"""

# ruff: noqa: DJ008 - a row of sealed bytes has no name to print

from typing import ClassVar, NoReturn

from django.db import models
from typing_extensions import override


class AppendOnlyError(TypeError):
    """This table is written by the ledger alone: nothing in it is changed or removed."""


class AppendOnlyQuerySet(models.QuerySet[models.Model]):
    @override
    def update(self, **_values: object) -> NoReturn:
        raise AppendOnlyError

    @override
    def delete(self) -> NoReturn:
        raise AppendOnlyError


class AppendOnly(models.Model):
    """Refuses in Python what the triggers refuse in the database."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    @override
    def save(self, *_args: object, **_options: object) -> NoReturn:
        raise AppendOnlyError

    @override
    def delete(self, *_args: object, **_options: object) -> NoReturn:
        raise AppendOnlyError


def _id() -> "models.BinaryField[bytes, bytes]":
    return models.BinaryField(max_length=16)


def _digest() -> "models.BinaryField[bytes, bytes]":
    return models.BinaryField(max_length=32)


class Entry(AppendOnly):
    """The one table with a number of its own: its rows keep the order of writing."""

    id = models.BigAutoField(primary_key=True)
    organisation = _id()
    chain = _id()
    height = models.BigIntegerField()
    header = models.BinaryField()
    body = models.BinaryField(null=True)
    body_digest = _digest()

    class Meta:
        db_table = "store_entry"
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["organisation", "chain", "height"], name="store_entry_place"
            )
        ]


class Head(AppendOnly):
    pk = models.CompositePrimaryKey("organisation", "chain")
    organisation = _id()
    chain = _id()
    era = models.BigIntegerField()
    epoch = models.BigIntegerField()
    height = models.BigIntegerField()
    digest = _digest()

    class Meta:
        db_table = "store_head"


class LogLine(AppendOnly):
    pk = models.CompositePrimaryKey("organisation", "seq")
    organisation = _id()
    seq = models.BigIntegerField()
    leaf = models.BinaryField()

    class Meta:
        db_table = "store_log"


class Frontier(AppendOnly):
    """The right edge of the append log's tree: whoever holds this row may append."""

    organisation = models.BinaryField(max_length=16, primary_key=True)
    edge = models.BinaryField()

    class Meta:
        db_table = "store_frontier"


class StoredCheckpoint(AppendOnly):
    """The signed text, and the tree's right edge at that size."""

    pk = models.CompositePrimaryKey("organisation", "size", "root", "key")
    organisation = _id()
    size = models.BigIntegerField()
    root = _digest()
    key = _digest()
    text = models.TextField()
    edge = models.BinaryField()

    class Meta:
        db_table = "store_checkpoint"


class Era(AppendOnly):
    pk = models.CompositePrimaryKey("organisation", "number")
    organisation = _id()
    number = models.BigIntegerField()

    class Meta:
        db_table = "store_era"


class StoredGrant(models.Model):
    pk = models.CompositePrimaryKey(
        "organisation", "chain", "epoch", "compartment", "compartment_epoch"
    )
    organisation = _id()
    chain = _id()
    epoch = models.BigIntegerField()
    compartment = _id()
    compartment_epoch = models.BigIntegerField()
    wrapped = models.BinaryField()

    class Meta:
        db_table = "store_grant"
        indexes: ClassVar = [
            models.Index(fields=["organisation", "compartment"], name="store_grant_to")
        ]


class Card(models.Model):
    """`counter` is the card's line in the append log plus one: it rises with every commit."""

    pk = models.CompositePrimaryKey("organisation", "compartment", "chain")
    organisation = _id()
    compartment = _id()
    chain = _id()
    compartment_epoch = models.BigIntegerField()
    height = models.BigIntegerField()
    head_digest = _digest()
    sealed = models.BinaryField()
    counter = models.BigIntegerField()

    class Meta:
        db_table = "store_card"
        indexes: ClassVar = [
            models.Index(
                fields=["organisation", "compartment", "counter"], name="store_card_newest"
            ),
            models.Index(fields=["organisation", "chain"], name="store_card_of"),
        ]


class Page(models.Model):
    """Some thousand cards' columns together: a cache, left out of backups."""

    pk = models.CompositePrimaryKey("organisation", "compartment", "epoch", "number")
    organisation = _id()
    compartment = _id()
    epoch = models.BigIntegerField()
    number = models.BigIntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "store_page"


class Wrap(models.Model):
    pk = models.CompositePrimaryKey("organisation", "holder", "compartment", "epoch")
    organisation = _id()
    holder = _id()
    compartment = _id()
    epoch = models.BigIntegerField()
    wrapped = models.BinaryField()

    class Meta:
        db_table = "store_wrap"


class Lock(models.Model):
    """The person's side of a dialogue: found by the tag of a receipt, never by a name."""

    pk = models.CompositePrimaryKey("organisation", "lookup")
    organisation = _id()
    lookup = _digest()
    chain = _id()
    wrapped = models.BinaryField()
    wakes = models.BooleanField()
    ends = models.BigIntegerField(null=True)

    class Meta:
        db_table = "store_lock"
        indexes: ClassVar = [
            models.Index(fields=["organisation", "chain"], name="store_lock_of")
        ]


class Mailbox(models.Model):
    pk = models.CompositePrimaryKey("organisation", "chain", "mailbox_epoch")
    organisation = _id()
    chain = _id()
    mailbox_epoch = models.BigIntegerField()
    wrapped = models.BinaryField()

    class Meta:
        db_table = "store_mailbox"


class Alarm(models.Model):
    """Anybody may see it: a time to the minute, how loud, whom to wake."""

    pk = models.CompositePrimaryKey("organisation", "alarm")
    organisation = _id()
    alarm = _id()
    due = models.BigIntegerField()
    level = models.SmallIntegerField()
    group = models.TextField(db_column="duty_group")
    sent = models.IntegerField()
    next_at = models.BigIntegerField()

    class Meta:
        db_table = "store_alarm"
        indexes: ClassVar = [
            models.Index(fields=["organisation", "next_at"], name="store_alarm_next")
        ]


class Blob(models.Model):
    """A sealed file. Until an entry names it, it is pending and is swept after a day.

    `note` is what its sender needs to have it named later, sealed under their receipt; when it
    is kept, `height` says by which entry and `digest` what lies in the folder.
    """

    pk = models.CompositePrimaryKey("organisation", "blob")
    organisation = _id()
    blob = _id()
    state = models.TextField()
    size = models.BigIntegerField()
    day = models.BigIntegerField()
    chain = _id()
    note = models.BinaryField(null=True)
    height = models.BigIntegerField(null=True)
    digest = models.BinaryField(max_length=32, null=True)

    class Meta:
        db_table = "store_blob"
        indexes: ClassVar = [
            models.Index(fields=["organisation", "chain"], name="store_blob_of"),
            models.Index(fields=["organisation", "state", "day"], name="store_blob_state"),
        ]
