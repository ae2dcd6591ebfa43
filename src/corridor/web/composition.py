"""Puts a process together once: premises, stores, doors. The only composer of the web layer."""

from functools import cache

from django.conf import settings

from corridor.base.clock import Clock, system_clock
from corridor.services.asking import Door
from corridor.services.desk import Stores
from corridor.services.premises import Premises, open_premises
from corridor.store.door import DjangoDoor
from corridor.store.keeping import DjangoStore


@cache
def premises() -> Premises:
    return open_premises(settings.CORRIDOR_DATA)


@cache
def stores() -> Stores:
    return Stores(
        desk=DjangoStore(organisation=premises().pins.organisation),
        door=DjangoDoor(organisation=premises().pins.organisation),
    )


def clock() -> Clock:
    return system_clock


def door() -> Door:
    """What the public face may touch: no key of the desk is in it."""
    here = premises()
    return Door(
        organisation=here.pins.organisation,
        store=stores().door,
        mailbox=here.pins.mailbox,
        mailbox_epoch=here.pins.mailbox_epoch,
        pepper=here.pepper,
        clock=clock(),
        languages=here.settings.languages,
    )
