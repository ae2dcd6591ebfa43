"""Puts a process together once: premises, stores, gate, sessions. The only composer here."""

from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import connection

from corridor.accounts.drafts import Drafts
from corridor.accounts.gate import Gate
from corridor.accounts.session_rows import MemorySessions, TableSessions
from corridor.accounts.sessions import Sessions
from corridor.accounts.setting import stretch_cost
from corridor.accounts.slots import Slots
from corridor.accounts.stretching import Stretcher
from corridor.base.clock import Clock, system_clock
from corridor.base.ids import OrganisationId
from corridor.crypto.sign import SigningKey
from corridor.services.asking import Door
from corridor.services.attachments import Reception
from corridor.services.desk import Stores
from corridor.services.journal import Diarist
from corridor.services.premises import Premises, open_premises
from corridor.store.blobs import FolderBlobs
from corridor.store.door import DjangoDoor
from corridor.store.keeping import DjangoStore
from corridor.store.router import DOOR
from corridor.web.tongues import Tongues, tongues_of


@cache
def premises() -> Premises:
    return open_premises(settings.CORRIDOR_DATA)


@cache
def stores() -> Stores:
    organisation = premises().pins.organisation
    return Stores(
        desk=DjangoStore(organisation=organisation), door=DjangoDoor(organisation=organisation)
    )


def clock() -> Clock:
    """Real time: what sessions, tokens and second factors live by."""
    return system_clock


def tongues() -> Tongues:
    """What strangers may choose to read now; looked at for every request."""
    return tongues_of(settings.CORRIDOR_DATA, founded=premises().settings.languages)


def door() -> Door:
    """What the public face may touch: no key of the desk is in it."""
    here = premises()
    return Door(
        organisation=here.pins.organisation,
        store=stores().door,
        mailbox=here.pins.mailbox,
        mailbox_epoch=here.pins.mailbox_epoch,
        pepper=here.pepper,
        clock=premises().calendar,
        languages=tongues().offered,
        zone=here.settings.zone,
    )


def door_files() -> FolderBlobs:
    """Sealed files of dialogues: both faces keep them in one folder, with rows at the door."""
    return _door_files(settings.CORRIDOR_BLOBS, premises().pins.organisation)


@cache
def _door_files(folder: Path, organisation: OrganisationId) -> FolderBlobs:
    return FolderBlobs(folder, alias=DOOR, organisation=organisation, clock=system_clock)


def reception() -> Reception:
    return Reception(door=door(), files=door_files(), limits=premises().settings.files)


@cache
def slots() -> Slots:
    return Slots(pepper=premises().pepper, cost=stretch_cost(), stretcher=Stretcher())


@cache
def gate() -> Gate:
    return Gate(slots=slots())


@cache
def sessions() -> Sessions:
    """In the memory of the one embedded process; in an unlogged table past one machine."""
    keeper = TableSessions() if connection.vendor == "postgresql" else MemorySessions()
    opened = Sessions(keeper=keeper, pepper=premises().pepper)
    opened.on_last_session_end(stores().forget)
    return opened


@cache
def drafts() -> Drafts:
    return Drafts(pepper=premises().pepper)


def machine_diarist() -> Diarist:
    """For what no member signs: a failed log-in, a notice, a backup."""
    here = premises()
    return Diarist(
        organisation=here.pins.organisation,
        store=stores().desk,
        signing=SigningKey(here.service),
        security=here.pins.security,
        clock=here.calendar,
    )
