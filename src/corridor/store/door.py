"""The public face's store: new dialogues, receipts, the mailbox and alarms."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Final
from uuid import UUID

import msgspec
from django.db import connections
from typing_extensions import override

from corridor.base.ids import AlarmId, ChainId, OrganisationId
from corridor.ledger.records import MailboxWrap, dropped_leaf, record_leaf
from corridor.ledger.store import Alarm, Batch, ReceiptLock
from corridor.store.keeping import Keeper
from corridor.store.router import DOOR
from corridor.store.rows import Row, durably, execute, execute_many, fetch, fetch_one, paged
from corridor.store.writing import Writer

_MAILBOX: Final = "SELECT chain, mailbox_epoch, wrapped FROM store_mailbox"
_ALARM: Final = "SELECT alarm, due, level, duty_group, sent, next_at FROM store_alarm"
_AT_ONCE: Final = 100


class DoorWriter(Writer):
    """Also keeps what leads to a dialogue from outside: the receipt and the mailbox."""

    def put_mailbox(self, wrap: MailboxWrap) -> None:
        sql = (
            "INSERT INTO store_mailbox (organisation, chain, mailbox_epoch, wrapped)"
            " VALUES (%s, %s, %s, %s)"
        )
        self.run(sql, wrap.chain.bytes, wrap.mailbox_epoch, wrap.wrapped)
        self.leaves.append(record_leaf(wrap))

    def drop_mailbox(self, wrap: MailboxWrap) -> None:
        sql = (
            "DELETE FROM store_mailbox"
            " WHERE organisation = %s AND chain = %s AND mailbox_epoch = %s"
        )
        if self.run(sql, wrap.chain.bytes, wrap.mailbox_epoch):
            self.leaves.append(dropped_leaf(wrap))

    @override
    def prune(self, chain: ChainId) -> None:
        sql = f"{_MAILBOX} WHERE organisation = %s AND chain = %s ORDER BY mailbox_epoch"
        for row in fetch(self.alias, sql, self.whose, chain.bytes):
            self.drop_mailbox(mailbox_of(row))
        self.run("DELETE FROM store_lock WHERE organisation = %s AND chain = %s", chain.bytes)
        super().prune(chain)


class DjangoDoor(Keeper[DoorWriter]):
    """A `DoorStore`."""

    writer = DoorWriter

    def __init__(self, alias: str = DOOR, *, organisation: OrganisationId) -> None:
        super().__init__(alias, organisation=organisation)

    def accept(
        self,
        batch: Batch,
        *,
        lock: ReceiptLock,
        wrap: MailboxWrap | None,
        alarms: Sequence[Alarm],
    ) -> bool:
        def act(writer: DoorWriter) -> bool:
            if self.lock(lock.lookup) is not None:
                return False
            writer.put(batch)
            if wrap is not None:
                writer.put_mailbox(wrap)
            self._put_lock(lock)
            self._put_alarms(alarms)
            return True

        return self._gathered.write(act)

    def write(self, batch: Batch, *, alarms: Sequence[Alarm] = ()) -> None:
        def act(writer: DoorWriter) -> None:
            writer.put(batch)
            self._put_alarms(alarms)

        self._gathered.write(act)

    def lock(self, lookup: bytes) -> ReceiptLock | None:
        sql = (
            "SELECT lookup, chain, wrapped, wakes, ends FROM store_lock"
            " WHERE organisation = %s AND lookup = %s"
        )
        row = fetch_one(self.alias, sql, self._whose, lookup)
        if row is None:
            return None
        lookup, chain, wrapped, wakes, ends = row
        return ReceiptLock(
            lookup=lookup,
            chain=ChainId(UUID(bytes=chain)),
            wrapped=wrapped,
            wakes=bool(wakes),
            ends=None if ends is None else date.fromordinal(ends),
        )

    def set_wakes(self, chain: ChainId, *, wakes: bool) -> None:
        sql = "UPDATE store_lock SET wakes = %s WHERE organisation = %s AND chain = %s"
        durably(self.alias, lambda: execute(self.alias, sql, wakes, self._whose, chain.bytes))

    def set_end(self, chain: ChainId, *, day: date | None) -> None:
        ends = None if day is None else day.toordinal()
        sql = "UPDATE store_lock SET ends = %s WHERE organisation = %s AND chain = %s"
        durably(self.alias, lambda: execute(self.alias, sql, ends, self._whose, chain.bytes))

    def ended(self, *, by: date) -> list[ChainId]:
        sql = (
            "SELECT chain FROM store_lock WHERE organisation = %s AND ends <= %s"
            " ORDER BY ends, chain"
        )
        rows = fetch(self.alias, sql, self._whose, by.toordinal())
        return [ChainId(UUID(bytes=row[0])) for row in rows]

    def drop_lock(self, chain: ChainId) -> None:
        sql = "DELETE FROM store_lock WHERE organisation = %s AND chain = %s"
        durably(self.alias, lambda: execute(self.alias, sql, self._whose, chain.bytes))

    def mailbox(self, *, limit: int = 200) -> list[MailboxWrap]:
        sql = f"{_MAILBOX} WHERE organisation = %s ORDER BY chain, mailbox_epoch LIMIT %s"
        return [mailbox_of(row) for row in fetch(self.alias, sql, self._whose, limit)]

    def mailbox_rows(self) -> Iterator[Row]:
        """The whole mailbox in the order of its key, as rows."""
        sql = (
            f"{_MAILBOX} WHERE organisation = %s AND (chain, mailbox_epoch) > (%s, %s)"
            " ORDER BY chain, mailbox_epoch LIMIT"
        )
        return paged(self.alias, sql, self._whose, after=(b"", -1))

    def mailbox_size(self) -> int:
        sql = "SELECT COUNT(*) FROM store_mailbox WHERE organisation = %s"
        row = fetch_one(self.alias, sql, self._whose)
        return int(row[0]) if row else 0

    def empty_mailbox(self, wraps: Iterable[MailboxWrap]) -> None:
        taken = list(wraps)

        def act(writer: DoorWriter) -> None:
            for wrap in taken:
                writer.drop_mailbox(wrap)

        self._gathered.write(act)

    def raise_alarm(self, alarm: Alarm) -> None:
        durably(self.alias, lambda: self._put_alarms([alarm]))

    def clear_alarms(self, alarms: Iterable[AlarmId]) -> None:
        rows = [(self._whose, alarm.bytes) for alarm in alarms]
        sql = "DELETE FROM store_alarm WHERE organisation = %s AND alarm = %s"
        durably(self.alias, lambda: execute_many(self.alias, sql, rows))

    def alarms(self) -> list[Alarm]:
        sql = f"{_ALARM} WHERE organisation = %s ORDER BY due, alarm"
        return [_alarm(row) for row in fetch(self.alias, sql, self._whose)]

    def claim_due(self, *, now: int, repeat_after: int) -> list[Alarm]:
        return durably(self.alias, lambda: self._claim_due(now, now + repeat_after))

    def _claim_due(self, now: int, next_at: int) -> list[Alarm]:
        # Rows that another worker has in hand are its business.
        skip = " FOR UPDATE SKIP LOCKED" if self._vendor == "postgresql" else ""
        sql = (
            f"{_ALARM} WHERE organisation = %s AND due <= %s AND next_at <= %s"
            f" ORDER BY next_at, alarm LIMIT {_AT_ONCE}{skip}"
        )
        due = [_alarm(row) for row in fetch(self.alias, sql, self._whose, now, now)]
        moved = [
            msgspec.structs.replace(alarm, sent=alarm.sent + 1, next_at=next_at)
            for alarm in due
        ]
        self._put_alarms(moved)
        return moved

    def _put_lock(self, lock: ReceiptLock) -> None:
        sql = (
            "INSERT INTO store_lock (organisation, lookup, chain, wrapped, wakes, ends)"
            " VALUES (%s, %s, %s, %s, %s, %s)"
        )
        ends = None if lock.ends is None else lock.ends.toordinal()
        values = (lock.lookup, lock.chain.bytes, lock.wrapped, lock.wakes, ends)
        execute(self.alias, sql, self._whose, *values)

    def _put_alarms(self, alarms: Sequence[Alarm]) -> None:
        sql = (
            "INSERT INTO store_alarm"
            " (organisation, alarm, due, level, duty_group, sent, next_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (organisation, alarm) DO UPDATE SET due = EXCLUDED.due,"
            " level = EXCLUDED.level, duty_group = EXCLUDED.duty_group,"
            " sent = EXCLUDED.sent, next_at = EXCLUDED.next_at"
        )
        rows = [
            (self._whose, one.alarm.bytes, one.due, one.level, one.group, one.sent, one.next_at)
            for one in alarms
        ]
        execute_many(self.alias, sql, rows)

    @property
    def _vendor(self) -> str:
        return connections[self.alias].vendor


def mailbox_of(row: Row) -> MailboxWrap:
    chain, mailbox_epoch, wrapped = row
    return MailboxWrap(
        chain=ChainId(UUID(bytes=chain)), mailbox_epoch=mailbox_epoch, wrapped=wrapped
    )


def _alarm(row: Row) -> Alarm:
    alarm, due, level, group, sent, next_at = row
    return Alarm(
        alarm=AlarmId(UUID(bytes=alarm)),
        due=due,
        level=level,
        group=group,
        sent=sent,
        next_at=next_at,
    )
