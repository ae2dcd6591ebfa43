"""Who was woken, written down by the worker so that only relocation reads it.

The worker holds no key of the desk. What it writes is sealed to relocation's public key, which
is pinned beside the database: a file for each alarm of a notice, all of one size, named at
random, its day of change told to the quarter of an hour. Who opens the journeys carries them
into the journey whose alarm it was, and the files go.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

import msgspec

from corridor.base.clock import Clock
from corridor.base.ids import AlarmId, OrganisationId
from corridor.crypto.errors import OpenError
from corridor.crypto.padding import pad, unpad
from corridor.crypto.random import new_uuid
from corridor.crypto.wrap import SealKey, seal_to
from corridor.domain.check_ins import Ring
from corridor.ledger.store import Alarm
from corridor.services.alarms import Tried
from corridor.services.asking import RELOCATION_GROUP
from corridor.services.premises import Premises, write_whole

FOLDER: Final = "rung"
MOST_KEPT: Final = 2000
KEPT_DAYS: Final = 90
_QUARTER: Final = 15
_LABEL: Final = b"corridor/1/rung"


class Rung(msgspec.Struct, frozen=True, kw_only=True):
    alarm: AlarmId
    rings: tuple[Ring, ...]


@dataclass(frozen=True, kw_only=True)
class Kept:
    """One record, and the file that goes once it is in its journey."""

    file: Path
    rung: Rung


@dataclass(frozen=True, kw_only=True)
class RungFolder:
    """`duty` is relocation's public key; without it nothing is written down."""

    folder: Path
    organisation: OrganisationId
    duty: bytes = b""

    def write(self, alarms: Iterable[Alarm], tried: Sequence[Tried], *, at: datetime) -> None:
        """For the alarms that relocation is woken for. A full folder keeps what it has."""
        told = [one for one in alarms if one.group == RELOCATION_GROUP]
        if not told or not self.duty or not tried or len(self._files()) + len(told) > MOST_KEPT:
            return
        self.place.mkdir(mode=0o700, exist_ok=True)
        for alarm in told:
            self._keep(_rung(alarm, tried, at=quarter(at)), at=quarter(at))

    def read(self, openers: Sequence[SealKey]) -> Iterator[Kept]:
        """Whatever one of these keys opens. What none opens stays for who can."""
        for file in self._files():
            rung = self._open(file, openers)
            if rung is not None:
                yield Kept(file=file, rung=rung)

    def sweep(self, *, at: datetime) -> None:
        """What nobody came for in a season."""
        oldest = (at - timedelta(days=KEPT_DAYS)).timestamp()
        for file in self._files():
            if file.stat().st_mtime < oldest:
                file.unlink(missing_ok=True)

    @property
    def place(self) -> Path:
        return self.folder / FOLDER

    def _files(self) -> list[Path]:
        return sorted(self.place.glob("*.rung"))

    def _keep(self, rung: Rung, *, at: datetime) -> None:
        file = self.place / f"{new_uuid().hex}.rung"
        content = pad(msgspec.msgpack.encode(rung))
        write_whole(file, seal_to(self.duty, content, context=self._context))
        os.utime(file, (at.timestamp(), at.timestamp()))

    def _open(self, file: Path, openers: Sequence[SealKey]) -> Rung | None:
        try:
            sealed = file.read_bytes()
        except FileNotFoundError:
            return None
        for opener in openers:
            try:
                raw = unpad(opener.open(sealed, context=self._context))
                return msgspec.msgpack.decode(raw, type=Rung)
            except (OpenError, msgspec.DecodeError):
                continue
        return None

    @property
    def _context(self) -> bytes:
        return _LABEL + self.organisation.bytes


def rung_folder(premises: Premises) -> RungFolder:
    pins = premises.pins
    return RungFolder(folder=premises.folder, organisation=pins.organisation, duty=pins.duty)


def quarter(at: datetime) -> datetime:
    whole = at.replace(second=0, microsecond=0)
    return whole - timedelta(minutes=whole.minute % _QUARTER)


def _rung(alarm: Alarm, tried: Sequence[Tried], *, at: datetime) -> Rung:
    rings = tuple(
        Ring(turn=alarm.sent, place=one.place, to=one.name, at=at, went_out=one.went_out)
        for one in tried
    )
    return Rung(alarm=alarm.alarm, rings=rings)


@dataclass(frozen=True)
class Keeper:
    """What `send_due` tells, written down. Notices matter more than their record."""

    rung: RungFolder
    clock: Clock

    def __call__(self, alarms: Sequence[Alarm], tried: Sequence[Tried]) -> None:
        try:
            self.rung.write(alarms, tried, at=self.clock())
        except OSError:
            return
