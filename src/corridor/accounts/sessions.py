"""Open sessions: the cookie holds the secret, the row holds the sealed keys, neither suffices.

Both the row's id and its key are derived from the cookie's secret. A stolen row (of the memory
of one process, or of the table) opens nothing without the cookie; a stolen cookie opens nothing
without the row. Times are whole minutes, rounded so that a session ends early, never late.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from threading import Lock
from typing import Final
from uuid import UUID

import msgspec

from corridor.accounts.bundle import Bundle, decode_bundle, encode_bundle
from corridor.accounts.errors import Over, SessionOverError
from corridor.accounts.keys import Keys
from corridor.accounts.session_rows import SessionKeeper, SessionRow
from corridor.base.clock import to_milliseconds
from corridor.base.ids import MemberId
from corridor.crypto.derive import subkey
from corridor.crypto.digest import digest, same, tag
from corridor.crypto.errors import OpenError
from corridor.crypto.padding import pad, unpad
from corridor.crypto.random import new_key
from corridor.crypto.seal import seal, unseal
from corridor.crypto.secrets import SecretKey
from corridor.ledger.boxes import CompartmentKey

IDLE_MINUTES: Final = 15
LONGEST_MINUTES: Final = 12 * 60
REMEMBERED: Final = timedelta(days=7)
_SECRET_LENGTH = 32


class Session(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """What one request works with; it dies with the request.

    `id` tells sessions apart inside the process (an upload belongs to one) and opens nothing.
    `confirmed`: the minute since 1970 when both factors, or the code, were last shown.
    """

    id: bytes
    keys: Keys
    compartments: tuple[CompartmentKey, ...]
    roster_height: int
    minutes_left: int
    confirmed: int

    def confirmed_within(self, minutes: int, *, at: datetime) -> bool:
        """Whether the step-up is fresh enough for an act that asks for one."""
        return _minute(at) - self.confirmed < minutes


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Whose session it was: enough to keep words for them, not to read any."""

    member: MemberId
    public: bytes


class Sessions:
    """Opens, resumes and ends sessions. `pepper` hides in rows who is on duty."""

    def __init__(self, *, keeper: SessionKeeper, pepper: SecretKey) -> None:
        self._keeper = keeper
        self._pepper = subkey(pepper, label=b"accounts/sessions")
        self._callbacks: list[Callable[[], None]] = []
        self._lock = Lock()
        self._were_live = False

    def open_session(
        self,
        keys: Keys,
        compartments: Iterable[CompartmentKey],
        *,
        roster_height: int,
        at: datetime,
    ) -> tuple[Session, str]:
        """A new session and the cookie's value."""
        minute, secret = _minute(at), new_key()
        session = Session(
            id=_session_id(secret),
            keys=keys,
            compartments=tuple(compartments),
            roster_height=roster_height,
            minutes_left=IDLE_MINUTES,
            confirmed=minute,
        )
        row = self._new_row(secret, session, opened=minute, seen=minute)
        self._keeper.put(row)
        with self._lock:
            self._were_live = True
        return session, _cookie(secret)

    def resume(self, cookie: str, *, at: datetime) -> Session:
        """A request by the member: the idle quarter of an hour starts again."""
        secret, row = self._live_row(cookie, at)
        minute = _minute(at)
        if minute > row.seen:
            self._keeper.touch(row.id, seen=minute)
        return _opened(secret, msgspec.structs.replace(row, seen=max(row.seen, minute)), at)

    def peek(self, cookie: str, *, at: datetime) -> Session:
        """A request by the page itself (a refresh): it keeps nobody signed in."""
        secret, row = self._live_row(cookie, at)
        return _opened(secret, row, at)

    def minutes_left(self, cookie: str, *, at: datetime) -> int:
        return _minutes_left(self._live_row(cookie, at)[1], at)

    def renew(self, cookie: str, *, at: datetime) -> tuple[Session, str]:
        """After a step-up: the same session behind a new secret. The old cookie is dead."""
        secret = new_key()
        session = msgspec.structs.replace(
            self.resume(cookie, at=at), id=_session_id(secret), confirmed=_minute(at)
        )
        row = self._live_row(cookie, at)[1]
        fresh = self._new_row(secret, session, opened=row.opened, seen=row.seen)
        if not self._keeper.move(row.id, to=fresh):
            raise SessionOverError(Over.ENDED)
        return session, _cookie(secret)

    def refresh(
        self,
        cookie: str,
        compartments: Iterable[CompartmentKey],
        *,
        roster_height: int,
        at: datetime,
    ) -> Session:
        """Newer compartment keys for an open session, after the roster has moved."""
        secret, row = self._live_row(cookie, at)
        session = msgspec.structs.replace(
            _opened(secret, row, at),
            compartments=tuple(compartments),
            roster_height=roster_height,
        )
        if not self._keeper.rewrite(row.id, bundle=_sealed(secret, session)):
            raise SessionOverError(Over.ENDED)
        return session

    def end(self, cookie: str, *, at: datetime) -> None:
        """Log-out and lock: the keys go now. An unknown cookie is already ended."""
        secret = _read_cookie(cookie)
        if secret is not None:
            self._keeper.finish(_session_id(secret), reason=Over.ENDED)
        self.sweep(at=at)

    def end_all(self, member: MemberId, *, at: datetime) -> int:
        """End everywhere: every session of this member, on every machine."""
        ended = self._keeper.finish_of(self._holder(member))
        self.sweep(at=at)
        return ended

    def holder_of(self, cookie: str) -> Holder | None:
        """Whose session this cookie opened, also after its end, for a week."""
        secret = _read_cookie(cookie)
        row = None if secret is None else self._keeper.get(_session_id(secret))
        if secret is None or row is None or not self._is_ours(secret, row):
            return None
        return _holder_in(row, secret)

    def live_count(self, *, at: datetime) -> int:
        self._finish_overdue(at)
        return self._keeper.live_count()

    def on_last_session_end(self, callback: Callable[[], None]) -> None:
        """Called when no session is open any more: opened indexes are to be dropped."""
        self._callbacks.append(callback)

    def sweep(self, *, at: datetime) -> None:
        """Wipe what is overdue and tell who waits for the last end. Due every minute."""
        live = self.live_count(at=at)
        self._keeper.forget_old(opened_until=_minute(at - REMEMBERED))
        with self._lock:
            last_ended = self._were_live and not live
            self._were_live = bool(live)
        if last_ended:
            for callback in self._callbacks:
                callback()

    def _new_row(
        self, secret: SecretKey, session: Session, *, opened: int, seen: int
    ) -> SessionRow:
        member, public = session.keys.member, session.keys.seal.public
        return SessionRow(
            id=session.id,
            holder=self._holder(member),
            whose=seal(member.bytes + public, key=_whose_key(secret), context=session.id),
            bundle=_sealed(secret, session),
            opened=opened,
            seen=seen,
        )

    def _live_row(self, cookie: str, at: datetime) -> tuple[SecretKey, SessionRow]:
        secret = _read_cookie(cookie)
        row = None if secret is None else self._keeper.get(_session_id(secret))
        if secret is None or row is None or not self._is_ours(secret, row):
            raise SessionOverError(Over.UNKNOWN)
        reason = Over(row.over) if row.over else _overdue(row, at)
        if reason is not None:
            self._keeper.finish(row.id, reason=reason)
            self.sweep(at=at)
            raise SessionOverError(reason)
        return secret, row

    def _is_ours(self, secret: SecretKey, row: SessionRow) -> bool:
        """A row may have come from another organisation: the pepper tells them apart."""
        try:
            return same(row.holder, self._holder(_holder_in(row, secret).member))
        except OpenError:
            return False

    def _finish_overdue(self, at: datetime) -> None:
        minute = _minute(at)
        self._keeper.finish_overdue(
            seen_until=minute - IDLE_MINUTES, opened_until=minute - LONGEST_MINUTES
        )

    def _holder(self, member: MemberId) -> bytes:
        return tag(self._pepper, b"corridor/1/session/holder", member.bytes)


def _holder_in(row: SessionRow, secret: SecretKey) -> Holder:
    whose = unseal(row.whose, key=_whose_key(secret), context=row.id)
    return Holder(member=MemberId(UUID(bytes=whose[:16])), public=whose[16:])


def _sealed(secret: SecretKey, session: Session) -> bytes:
    bundle = Bundle(
        keys=session.keys,
        compartments=session.compartments,
        roster_height=session.roster_height,
        confirmed=session.confirmed,
    )
    return seal(
        pad(encode_bundle(bundle)),
        key=subkey(secret, label=b"session/key"),
        context=_session_id(secret),
    )


def _opened(secret: SecretKey, row: SessionRow, at: datetime) -> Session:
    try:
        padded = unseal(row.bundle, key=subkey(secret, label=b"session/key"), context=row.id)
    except OpenError:  # wiped between finding and opening, or another's bytes in this row
        raise SessionOverError(Over.ENDED) from None
    bundle = decode_bundle(unpad(padded))
    return Session(
        id=row.id,
        keys=bundle.keys,
        compartments=bundle.compartments,
        roster_height=bundle.roster_height,
        minutes_left=_minutes_left(row, at),
        confirmed=bundle.confirmed,
    )


def _overdue(row: SessionRow, at: datetime) -> Over | None:
    minute = _minute(at)
    if minute - row.opened >= LONGEST_MINUTES:
        return Over.EXPIRED
    return Over.IDLE if minute - row.seen >= IDLE_MINUTES else None


def _minutes_left(row: SessionRow, at: datetime) -> int:
    minute = _minute(at)
    return min(
        row.seen + IDLE_MINUTES - minute,
        row.opened + LONGEST_MINUTES - minute,
    )


def _session_id(secret: SecretKey) -> bytes:
    return digest(b"corridor/1/session/id", subkey(secret, label=b"session/id").reveal())


def _whose_key(secret: SecretKey) -> SecretKey:
    return subkey(secret, label=b"session/whose")


def _cookie(secret: SecretKey) -> str:
    return urlsafe_b64encode(secret.reveal()).rstrip(b"=").decode()


def _read_cookie(cookie: str) -> SecretKey | None:
    try:
        secret = SecretKey(urlsafe_b64decode(cookie.encode("ascii") + b"="))
    except ValueError:
        return None
    whole = len(secret.reveal()) == _SECRET_LENGTH
    return secret if whole and same(_cookie(secret).encode(), cookie.encode()) else None


def _minute(at: datetime) -> int:
    return to_milliseconds(at) // 60_000
