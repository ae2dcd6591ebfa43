"""Where open sessions are kept: in the memory of the one process, or in PostgreSQL.

A keeper knows sealed rows and minutes. It opens nothing.
"""

from threading import Lock
from typing import Protocol

import msgspec
from django.db import connection

from corridor.accounts.errors import Over, WrongEngineError
from corridor.accounts.models import OpenSession


class SessionRow(msgspec.Struct, frozen=True, kw_only=True):
    """`over` is empty while the session lives; when it ends, the bundle goes at once.

    What stays (`whose`, sealed) lets a form that comes too late be kept for who sent it.
    """

    id: bytes
    holder: bytes
    whose: bytes
    bundle: bytes
    opened: int
    seen: int
    over: str = ""


class SessionKeeper(Protocol):
    def put(self, row: SessionRow) -> None: ...
    def get(self, session: bytes) -> SessionRow | None: ...
    def touch(self, session: bytes, *, seen: int) -> None:
        """Move a live session's last minute on; an ended one stays ended."""

    def rewrite(self, session: bytes, *, bundle: bytes) -> bool:
        """Another bundle for a live session; False when it is over."""

    def move(self, session: bytes, *, to: SessionRow) -> bool:
        """Put `to` in the place of a live session, in one step; False when it is over.

        One step, since "end everywhere" may come in between and must not miss it.
        """

    def finish(self, session: bytes, *, reason: Over) -> None:
        """Drop the bundle of a live session, now."""

    def finish_of(self, holder: bytes) -> int: ...
    def finish_overdue(self, *, seen_until: int, opened_until: int) -> int:
        """End what was last seen, or opened, at or before these minutes."""

    def forget_old(self, *, opened_until: int) -> None: ...
    def live_count(self) -> int: ...


def finished(row: SessionRow, reason: Over) -> SessionRow:
    return msgspec.structs.replace(row, bundle=b"", over=reason.value)


class MemorySessions:
    """For the embedded desk: one process with threads. A restart ends every session."""

    def __init__(self) -> None:
        self._rows: dict[bytes, SessionRow] = {}
        self._lock = Lock()

    def put(self, row: SessionRow) -> None:
        with self._lock:
            self._rows[row.id] = row

    def get(self, session: bytes) -> SessionRow | None:
        with self._lock:
            return self._rows.get(session)

    def touch(self, session: bytes, *, seen: int) -> None:
        with self._lock:
            row = self._rows.get(session)
            if row and not row.over and row.seen < seen:
                self._rows[session] = msgspec.structs.replace(row, seen=seen)

    def rewrite(self, session: bytes, *, bundle: bytes) -> bool:
        with self._lock:
            row = self._rows.get(session)
            if row is None or row.over:
                return False
            self._rows[session] = msgspec.structs.replace(row, bundle=bundle)
            return True

    def move(self, session: bytes, *, to: SessionRow) -> bool:
        with self._lock:
            row = self._rows.get(session)
            if row is None or row.over:
                return False
            del self._rows[session]
            self._rows[to.id] = to
            return True

    def finish(self, session: bytes, *, reason: Over) -> None:
        with self._lock:
            row = self._rows.get(session)
            if row and not row.over:
                self._rows[session] = finished(row, reason)

    def finish_of(self, holder: bytes) -> int:
        with self._lock:
            mine = [row for row in self._live() if row.holder == holder]
            self._rows.update({row.id: finished(row, Over.ENDED) for row in mine})
            return len(mine)

    def finish_overdue(self, *, seen_until: int, opened_until: int) -> int:
        with self._lock:
            overdue = {
                row.id: finished(row, Over.EXPIRED if row.opened <= opened_until else Over.IDLE)
                for row in self._live()
                if row.opened <= opened_until or row.seen <= seen_until
            }
            self._rows.update(overdue)
            return len(overdue)

    def forget_old(self, *, opened_until: int) -> None:
        with self._lock:
            kept = {i: row for i, row in self._rows.items() if row.opened > opened_until}
            self._rows = kept

    def live_count(self) -> int:
        with self._lock:
            return len(self._live())

    def _live(self) -> list[SessionRow]:
        return [row for row in self._rows.values() if not row.over]


class TableSessions:
    """For several processes: an unlogged PostgreSQL table, emptied by a crash."""

    def __init__(self) -> None:
        if connection.vendor != "postgresql":
            raise WrongEngineError

    def put(self, row: SessionRow) -> None:
        OpenSession.objects.create(**msgspec.structs.asdict(row))

    def get(self, session: bytes) -> SessionRow | None:
        row = OpenSession.objects.filter(id=session).first()
        if row is None:
            return None
        return SessionRow(
            id=bytes(row.id),
            holder=bytes(row.holder),
            whose=bytes(row.whose),
            bundle=bytes(row.bundle),
            opened=row.opened,
            seen=row.seen,
            over=row.over,
        )

    def touch(self, session: bytes, *, seen: int) -> None:
        OpenSession.objects.filter(id=session, over="", seen__lt=seen).update(seen=seen)

    def rewrite(self, session: bytes, *, bundle: bytes) -> bool:
        live = OpenSession.objects.filter(id=session, over="")
        return live.update(bundle=bundle) == 1

    def move(self, session: bytes, *, to: SessionRow) -> bool:
        live = OpenSession.objects.filter(id=session, over="")
        return live.update(**msgspec.structs.asdict(to)) == 1

    def finish(self, session: bytes, *, reason: Over) -> None:
        live = OpenSession.objects.filter(id=session, over="")
        live.update(bundle=b"", over=reason.value)

    def finish_of(self, holder: bytes) -> int:
        live = OpenSession.objects.filter(holder=holder, over="")
        return live.update(bundle=b"", over=Over.ENDED.value)

    def finish_overdue(self, *, seen_until: int, opened_until: int) -> int:
        live = OpenSession.objects.filter(over="")
        expired = live.filter(opened__lte=opened_until)
        idle = live.filter(seen__lte=seen_until)
        return expired.update(bundle=b"", over=Over.EXPIRED.value) + idle.update(
            bundle=b"", over=Over.IDLE.value
        )

    def forget_old(self, *, opened_until: int) -> None:
        OpenSession.objects.filter(opened__lte=opened_until).delete()

    def live_count(self) -> int:
        return OpenSession.objects.filter(over="").count()
