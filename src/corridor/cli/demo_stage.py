"""Opens a new demo desk for each of its members, with the keys in their own slots."""

from pathlib import Path

from corridor.accounts.keys import Keys
from corridor.accounts.passphrase import read_passphrase
from corridor.accounts.setting import stretch_cost
from corridor.accounts.slot_pair import open_pair
from corridor.accounts.slots import Slots
from corridor.accounts.stretching import Stretcher
from corridor.cli.founding import LogIn
from corridor.domain.scenario import Scenario
from corridor.domain.scenario_terms import Handle
from corridor.services.asking import Door
from corridor.services.desk import Desk, Stores
from corridor.services.opening import OwnKeys, open_desk, unwrap
from corridor.services.premises import NoDeskError, Premises, open_premises
from corridor.services.replay.stage import Stage, StoryClock
from corridor.store.door import DjangoDoor
from corridor.store.keeping import DjangoStore


def open_stage(
    folder: Path, scenario: Scenario, clock: StoryClock, log_ins: list[LogIn]
) -> Stage:
    here = open_premises(folder)
    organisation = here.pins.organisation
    stores = Stores(
        desk=DjangoStore(organisation=organisation), door=DjangoDoor(organisation=organisation)
    )
    slots = Slots(pepper=here.pepper, cost=stretch_cost(), stretcher=Stretcher())
    return Stage(
        scenario=scenario,
        clock=clock,
        door=_door(here, stores, clock),
        desks={
            Handle(one.name): _desk(here, stores, _open_slot(slots, one), clock)
            for one in log_ins
        },
    )


def _open_slot(slots: Slots, one: LogIn) -> Keys:
    """By the passphrase alone: no code of the second factor is used up."""
    stored = slots.find(slots.lookup(one.name))
    if stored is None:
        raise NoDeskError
    words = read_passphrase(one.passphrase)
    key = slots.stretched(words, salt=stored.salt, cost=stored.cost)
    return open_pair(stored.pair, member=stored.member, key=key, pepper=slots.pepper).keys


def _desk(here: Premises, stores: Stores, keys: Keys, clock: StoryClock) -> Desk:
    own = OwnKeys(member=keys.member, seal=keys.seal, signing=keys.signing)
    opened = unwrap(stores, here.pins, own)
    return open_desk(stores, here.pins, own, keys=opened, clock=clock)


def _door(here: Premises, stores: Stores, clock: StoryClock) -> Door:
    return Door(
        organisation=here.pins.organisation,
        store=stores.door,
        mailbox=here.pins.mailbox,
        mailbox_epoch=here.pins.mailbox_epoch,
        pepper=here.pepper,
        clock=clock,
        languages=here.settings.languages,
    )
