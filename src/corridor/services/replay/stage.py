"""Where a story is played again: an open desk for each member, and what its keys stand for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from corridor.base.ids import AlarmId, ChainId, FilingId, LegId, MemberId, PersonId, TaskId
from corridor.crypto.receipt import Receipt
from corridor.domain.claims import Claim
from corridor.domain.scenario import Scenario
from corridor.domain.scenario_terms import Act, Handle, Key
from corridor.services.asking import Door
from corridor.services.desk import Desk


class StoryClock:
    """Stands at the time of the act that is being played; it never goes back."""

    def __init__(self, at: datetime) -> None:
        self._at = at.astimezone(UTC)

    def __call__(self) -> datetime:
        return self._at

    def move_to(self, at: datetime) -> None:
        self._at = max(self._at, at.astimezone(UTC))


@dataclass(frozen=True, kw_only=True)
class Asker:
    """One request: the desk's chain of it, and the code that only its asker keeps."""

    case: ChainId
    receipt: Receipt
    language: str
    by_page: bool


@dataclass(frozen=True, kw_only=True)
class Way:
    """One journey of one leg with one sign of life."""

    chain: ChainId
    leg: LegId
    alarm: AlarmId


@dataclass(frozen=True, kw_only=True)
class Watch:
    """When silence on a way becomes an alarm, and who keeps watch."""

    at: datetime
    by: Handle


@dataclass(kw_only=True)
class Stage:
    """What the keys of a story stand for on this desk grows with every act."""

    scenario: Scenario
    clock: StoryClock
    door: Door
    desks: Mapping[Handle, Desk]
    askers: dict[Key, Asker] = field(default_factory=dict)
    people: dict[Key, tuple[ChainId, PersonId]] = field(default_factory=dict)
    tasks: dict[Key, tuple[ChainId, TaskId]] = field(default_factory=dict)
    filings: dict[Key, tuple[ChainId, FilingId]] = field(default_factory=dict)
    ways: dict[Key, Way] = field(default_factory=dict)
    watches: list[Watch] = field(default_factory=list)
    statements: dict[Key, ChainId] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)

    def desk_of(self, act: Act) -> Desk:
        return self.desks[act.by]

    def member(self, handle: Handle) -> MemberId:
        return self.desks[handle].me

    def case(self, key: Key) -> ChainId:
        return self.askers[key].case

    def zone_of(self, act: Act) -> str:
        return act.zone or self.scenario.zone
