"""A desk in memory: a fixed cast, a hand-moved clock, fresh keys. Each holds only their own."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from uuid import UUID

from corridor.base.ids import ChainId, CompartmentId, MemberId, OrganisationId
from corridor.crypto.random import new_key
from corridor.crypto.receipt import Receipt, new_receipt
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SigningKey
from corridor.crypto.wrap import SealKey
from corridor.domain.access import Compartment
from corridor.domain.intake import SaidPlace, Who, Wish
from corridor.domain.policy import Role
from corridor.domain.settings import OrganisationSettings, StaffedHours, Wording
from corridor.ledger.memory import MemoryDoor, MemoryStore
from corridor.services.asking import Door, Question, lookup_of, request_help
from corridor.services.cases import make_case
from corridor.services.chains import case_chain, dialogue_chain
from corridor.services.collecting import collect
from corridor.services.desk import Desk, Stores
from corridor.services.founding import Newcomer, Pins, found
from corridor.services.opening import OwnKeys, open_desk, unwrap

NOON = datetime(2017, 4, 3, 12, tzinfo=UTC)
ORGANISATION = OrganisationId(UUID(int=0x0C0441D0))
CAST: dict[str, tuple[Role, ...]] = {
    "vega": (Role.STEWARD, Role.SECURITY),
    "lyra": (Role.INTAKE, Role.CASEWORKER),
    "altair": (Role.INTAKE,),
    "deneb": (Role.LAWYER,),
    "rigel": (Role.RELOCATION,),
    "sirius": (Role.STEWARD, Role.PRESS),
}
SETTINGS = OrganisationSettings(
    name="Lighthouse Line",
    wordings=(
        Wording(
            language="en",
            region="the republic",
            in_region="in the republic",
            out_of_region="out of the republic",
            origin="from the republic",
            left="the republic",
            elsewhere="elsewhere in the country",
            exit_site="a weather site",
        ),
    ),
    country="RU",
    zone="Europe/Moscow",
    staffed=(StaffedHours(start=540, end=1380),),
    exit_site="https://weather.example/",
    languages=("en", "ru"),
)


class Hands:
    """A clock that only a test moves."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now

    def move(self, **by: float) -> None:
        self.now += timedelta(**by)


def new_own(member: MemberId) -> OwnKeys:
    return OwnKeys(member=member, seal=SealKey(new_key()), signing=SigningKey(new_key()))


def member_id(handle: str) -> MemberId:
    return MemberId(UUID(int=0x5EA70000 + list(CAST).index(handle)))


@dataclass
class World:
    clock: Hands = field(default_factory=Hands)
    desk: MemoryStore = field(default_factory=lambda: MemoryStore(organisation=ORGANISATION))
    door: MemoryDoor = field(default_factory=lambda: MemoryDoor(organisation=ORGANISATION))
    pepper: SecretKey = field(default_factory=new_key)
    own: dict[str, OwnKeys] = field(
        default_factory=lambda: {name: new_own(member_id(name)) for name in CAST}
    )

    def __post_init__(self) -> None:
        self.stores = Stores(desk=self.desk, door=self.door)
        self.pins: Pins = found(
            self.desk,
            organisation=ORGANISATION,
            settings=SETTINGS,
            founder=self.own["vega"].signing,
            members=[self.newcomer(name) for name in CAST],
            clock=self.clock,
        )
        self.clock.move(minutes=1)

    def newcomer(self, handle: str) -> Newcomer:
        own = self.own[handle]
        return Newcomer(
            member=own.member,
            handle=handle,
            roles=CAST[handle],
            signing_key=own.signing.public,
            seal_key=own.seal.public,
        )

    def as_member(self, handle: str, *, stores: Stores | None = None) -> Desk:
        """The desk as this member's own keys open it now, in a process of its own if asked."""
        stores, own = stores or self.stores, self.own[handle]
        keys = unwrap(stores, self.pins, own)
        return open_desk(stores, self.pins, own, keys=keys, clock=self.clock)

    def fresh(self) -> Stores:
        """A process that has just started: nothing opened, nothing remembered."""
        return Stores(desk=self.desk, door=self.door)

    @property
    def public(self) -> Door:
        return Door(
            organisation=ORGANISATION,
            store=self.door,
            mailbox=self.pins.mailbox,
            mailbox_epoch=self.pins.mailbox_epoch,
            pepper=self.pepper,
            clock=self.clock,
            languages=SETTINGS.languages,
        )

    def ask(
        self, what: str = "They took my brother.", *, soon: Wish = Wish.DAYS
    ) -> tuple[Receipt, ChainId]:
        """A request that waits in the mailbox; the receipt and the dialogue."""
        receipt = new_receipt()
        question = Question(
            language="en", soon=soon, who=Who.ME, what=what, place=SaidPlace.REGION
        )
        request_help(self.public, receipt, question)
        return receipt, dialogue_chain(lookup_of(self.pepper, receipt))

    def case(self, *, people: int = 1) -> tuple[Receipt, ChainId]:
        """A request that became a case."""
        receipt, dialogue = self.ask()
        lyra = self.as_member("lyra")
        collect(lyra)
        chain = case_chain(dialogue)
        make_case(lyra, chain, people=people)
        return receipt, chain

    def compartment(self, slug: Compartment) -> CompartmentId:
        return self.as_member("vega").compartment(slug)
