"""What stands beside the database: pins, public settings and the keys that never enter it.

DIR/desk.toml       the organisation's id, pinned public keys, public settings
DIR/keys/pepper     mixed into log-ins and receipt lookups
DIR/keys/service    signs what no member signs: failed log-ins, backups, notices
DIR/keys/notify     opens the addresses that notices go to
DIR/demo-clock      beside a demo only: how many seconds its days lie behind
"""

import os
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from uuid import UUID

import msgspec

from corridor.base.clock import Clock, system_clock
from corridor.base.ids import OrganisationId
from corridor.crypto.random import random_bytes
from corridor.crypto.secrets import SecretKey
from corridor.domain.settings import OrganisationSettings
from corridor.services.founding import Pins

_KEY_LENGTH = 32
DEMO_CLOCK = "demo-clock"
KEY_FILES = ("pepper", "service", "notify")


class NoDeskError(Exception):
    """There is no desk in this folder yet."""


class _Pinned(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    organisation: UUID
    root: str
    mailbox: str
    mailbox_epoch: int
    security: str
    duty: str = ""
    service: str = ""


class _DeskFile(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    format: int
    pinned: _Pinned
    settings: OrganisationSettings


@dataclass(frozen=True, kw_only=True)
class Premises:
    """A desk's folder, opened. A key is read when it is first needed.

    So the public face holds the pepper alone, and only the worker the addresses' key.
    """

    folder: Path
    pins: Pins
    settings: OrganisationSettings

    @cached_property
    def pepper(self) -> SecretKey:
        return read_key(self.folder, "pepper")

    @cached_property
    def service(self) -> SecretKey:
        return read_key(self.folder, "service")

    @cached_property
    def calendar(self) -> Clock:
        """The desk's own time: the real one, but a demo lives on from the end of its story."""
        try:
            behind = int((self.folder / DEMO_CLOCK).read_text(encoding="ascii"))
        except FileNotFoundError:
            return system_clock
        return lambda: system_clock() - timedelta(seconds=behind)

    @cached_property
    def notify(self) -> SecretKey:
        return read_key(self.folder, "notify")


def make_keys(folder: Path) -> None:
    """Draw the keys that stand outside the database, readable by their owner only."""
    keys = folder / "keys"
    keys.mkdir(mode=0o700, parents=True, exist_ok=True)
    for name in KEY_FILES:
        _write_new(keys / name, random_bytes(_KEY_LENGTH))


def read_key(folder: Path, name: str) -> SecretKey:
    try:
        return SecretKey((folder / "keys" / name).read_bytes())
    except FileNotFoundError:
        raise NoDeskError from None


def set_demo_clock(folder: Path, *, story_ends: datetime) -> None:
    """From now on this folder's desk counts its days from the end of the story."""
    behind = int((system_clock() - story_ends).total_seconds())
    write_whole(folder / DEMO_CLOCK, str(behind).encode())


def write_desk_file(folder: Path, pins: Pins, settings: OrganisationSettings) -> None:
    """Whole or not at all: written beside the old one, flushed, then renamed over it."""
    document = _DeskFile(
        format=1,
        pinned=_Pinned(
            organisation=pins.organisation,
            root=b64encode(pins.root).decode(),
            mailbox=b64encode(pins.mailbox).decode(),
            mailbox_epoch=pins.mailbox_epoch,
            security=b64encode(pins.security).decode(),
            duty=b64encode(pins.duty).decode(),
            service=b64encode(pins.service).decode(),
        ),
        settings=settings,
    )
    write_whole(folder / "desk.toml", msgspec.toml.encode(document))


def open_premises(folder: Path) -> Premises:
    """Raise `NoDeskError` when nothing was founded here."""
    try:
        raw = (folder / "desk.toml").read_bytes()
    except FileNotFoundError:
        raise NoDeskError from None
    document = msgspec.toml.decode(raw, type=_DeskFile)
    pinned = document.pinned
    pins = Pins(
        organisation=OrganisationId(pinned.organisation),
        root=b64decode(pinned.root),
        mailbox=b64decode(pinned.mailbox),
        mailbox_epoch=pinned.mailbox_epoch,
        security=b64decode(pinned.security),
        duty=b64decode(pinned.duty),
        service=b64decode(pinned.service),
    )
    return Premises(folder=folder, pins=pins, settings=document.settings)


def write_whole(path: Path, content: bytes) -> None:
    """Written beside the old file, flushed, then renamed over it: never half a file."""
    fresh = path.with_name(path.name + ".new")
    fresh.unlink(missing_ok=True)
    _write_new(fresh, content)
    fresh.replace(path)


def _write_new(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
