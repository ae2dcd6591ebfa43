"""A desk in memory, founded as every desk is, and its members with their own keys."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from corridor.base.ids import MemberId, OrganisationId
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.sign import SigningKey
from corridor.crypto.wrap import SealKey
from corridor.domain.policy import Role
from corridor.domain.settings import OrganisationSettings, StaffedHours, Wording
from corridor.ledger.memory import MemoryDoor, MemoryStore
from corridor.services.desk import Desk, Stores
from corridor.services.founding import Newcomer, Pins, found
from corridor.services.opening import OwnKeys, open_desk, unwrap

NOON = datetime(2017, 5, 17, 12, 0, tzinfo=UTC)
CAST = {
    "Deneb": (Role.STEWARD, Role.SECURITY),
    "Capella": (Role.STEWARD, Role.DIRECTOR),
    "Lyra": (Role.CASEWORKER, Role.RELOCATION),
    "Mira": (Role.INTAKE,),
    "Vega": (Role.PRESS,),
}
REPUBLIC = OrganisationSettings(
    name="An invented network",
    wordings=(
        Wording(
            language="en",
            region="the republic",
            in_region="in the republic",
            out_of_region="out of the republic",
            elsewhere="elsewhere in Russia",
            exit_site="a weather site",
            origin="from the republic",
            left="the republic",
        ),
        Wording(
            language="ru",
            region="республика",
            in_region="в республике",
            out_of_region="за пределами республики",
            elsewhere="в другом регионе России",
            exit_site="сайт погоды",
            origin="из республики",
            left="из республики",
        ),
    ),
    country="RU",
    zone="Europe/Moscow",
    staffed=(StaffedHours(start=540, end=1380),),
    exit_site="https://weather.example/",
    languages=("en", "ru"),
)


@dataclass
class Watch:
    """A clock that stands until it is moved."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: int) -> None:
        self.now += timedelta(**by)


def keys_of(member: MemberId) -> OwnKeys:
    return OwnKeys(member=member, seal=SealKey(new_key()), signing=SigningKey(new_key()))


def newcomer(handle: str, own: OwnKeys, roles: tuple[Role, ...]) -> Newcomer:
    return Newcomer(
        member=own.member,
        handle=handle,
        roles=roles,
        signing_key=own.signing.public,
        seal_key=own.seal.public,
    )


@dataclass
class House:
    stores: Stores
    pins: Pins
    own: dict[str, OwnKeys]
    watch: Watch = field(default_factory=Watch)

    def open(self, handle: str) -> Desk:
        """As a log-in does: from the member's own keys alone."""
        own = self.own[handle]
        opened = unwrap(self.stores, self.pins, own)
        return open_desk(self.stores, self.pins, own, keys=opened, clock=self.watch)

    def id(self, handle: str) -> MemberId:
        return self.own[handle].member

    def own_ids(self) -> list[MemberId]:
        return [own.member for own in self.own.values()]


def house(cast: dict[str, tuple[Role, ...]] | None = None) -> House:
    organisation, seats = OrganisationId(new_uuid()), CAST if cast is None else cast
    own = {handle: keys_of(MemberId(new_uuid())) for handle in seats}
    watch = Watch(now=NOON - timedelta(days=1))
    stores = Stores(
        desk=MemoryStore(organisation=organisation), door=MemoryDoor(organisation=organisation)
    )
    pins = found(
        stores.desk,
        organisation=organisation,
        settings=REPUBLIC,
        founder=next(iter(own.values())).signing,
        members=[newcomer(handle, own[handle], seats[handle]) for handle in seats],
        clock=watch,
    )
    watch.move(days=1)
    return House(stores=stores, pins=pins, own=own, watch=watch)
