"""A stage in memory: a scenario's own members on a desk of their own, with fresh keys."""

from importlib.resources import files
from typing import Any

import msgspec

from corridor.base.ids import MemberId, OrganisationId
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.sign import SigningKey
from corridor.crypto.wrap import SealKey
from corridor.domain.scenario import Scenario, load
from corridor.domain.scenario_terms import Handle
from corridor.ledger.memory import MemoryDoor, MemoryStore
from corridor.services.asking import Door
from corridor.services.desk import Stores
from corridor.services.enrolling import Seat, Seated, found_desk
from corridor.services.opening import OwnKeys, open_desk, unwrap
from corridor.services.replay.playing import replay
from corridor.services.replay.stage import Stage, StoryClock

Story = dict[str, Any]
SHIPPED = files("corridor").joinpath("data", "scenarios", "spring-2017.json")
WORDING = {
    "language": "en",
    "region": "the republic",
    "in_region": "in the republic",
    "out_of_region": "out of the republic",
    "origin": "from the republic",
    "left": "the republic",
    "elsewhere": "elsewhere",
    "exit_site": "a weather site",
}


def story(*acts: Story) -> Scenario:
    """Three days of April with one worker for everything, one for intake, and a steward."""
    written = {
        "format": "corridor-scenario/1",
        "title": "Three days",
        "zone": "Europe/Moscow",
        "opened": "2017-04-03T09:00:00",
        "until": "2017-04-05T20:00:00",
        "organisation": {
            "name": "Lighthouse Line",
            "wordings": [WORDING, WORDING | {"language": "ru"}],
            "country": "RU",
            "zone": "Europe/Moscow",
            "staffed": [],
            "exit_site": "https://weather.example/",
            "languages": ["en", "ru"],
        },
        "members": [
            {"handle": "lyra", "roles": ["caseworker", "intake", "relocation"]},
            {"handle": "nunki", "roles": ["intake"]},
            {"handle": "vega", "roles": ["steward"]},
        ],
        "acts": list(acts),
    }
    return load(msgspec.json.encode(written))


def act(kind: str, at: str, by: str = "lyra", **fields: object) -> Story:
    return {"act": kind, "at": f"2017-04-{at}:00", "by": by, **fields}


def asked(at: str, case: str, *, soon: str = "days", what: str = "They know my name.") -> Story:
    return act(
        "ask", at, "person", case=case, channel="page", language="en", soon=soon, who="me",
        place="region", what=what,
    )  # fmt: skip


def shipped() -> Scenario:
    return load(SHIPPED.read_bytes())


def open_stage(scenario: Scenario) -> Stage:
    organisation = OrganisationId(new_uuid())
    desk, door = MemoryStore(organisation=organisation), MemoryDoor(organisation=organisation)
    stores, own = Stores(desk=desk, door=door), {}
    clock = StoryClock(scenario.in_zone(scenario.opened))

    def enrol(member: MemberId, handle: str) -> Seated:
        keys = OwnKeys(member=member, seal=SealKey(new_key()), signing=SigningKey(new_key()))
        own[Handle(handle)] = keys
        return Seated(signing=keys.signing, seal_public=keys.seal.public)

    pins = found_desk(
        desk,
        organisation=organisation,
        settings=scenario.organisation,
        seats=[Seat(handle=one.handle, roles=one.roles) for one in scenario.members],
        enrol=enrol,
        clock=clock,
    )
    return Stage(
        scenario=scenario,
        clock=clock,
        door=Door(
            organisation=organisation,
            store=door,
            mailbox=pins.mailbox,
            mailbox_epoch=pins.mailbox_epoch,
            pepper=new_key(),
            clock=clock,
            languages=scenario.organisation.languages,
        ),
        desks={
            handle: open_desk(stores, pins, keys, keys=unwrap(stores, pins, keys), clock=clock)
            for handle, keys in own.items()
        },
    )


def played(scenario: Scenario) -> Stage:
    stage = open_stage(scenario)
    replay(stage, until=scenario.in_zone(scenario.until), progress=lambda _done, _whole: None)
    return stage
