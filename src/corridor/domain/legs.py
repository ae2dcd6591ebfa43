"""Legs of a way: planned, held or cleared, under way, ended. Each change keeps its reason."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import LegId, MemberId
from corridor.domain.records import Fact


class Mode(StrEnum):
    PRIVATE_CAR = "private_car"
    HIRED_CAR = "hired_car"
    BUS = "bus"
    TRAIN = "train"
    FLIGHT = "flight"
    FERRY = "ferry"
    ON_FOOT = "on_foot"


class LegEnd(StrEnum):
    ARRIVED = "arrived"
    TURNED_BACK = "turned_back"
    ABORTED = "aborted"
    STOPPED = "stopped"
    NOT_KNOWN = "not_known"


class LegPlanned(Fact, frozen=True, kw_only=True, tag="leg_planned/1"):
    leg: LegId
    mode: Mode
    from_area: str
    to_area: str
    leaves_at: datetime
    arrives_at: datetime


class LegReplanned(Fact, frozen=True, kw_only=True, tag="leg_replanned/1"):
    """Another plan for the same leg, and why: who goes must learn of it."""

    plan: LegPlanned
    why: str


class LegHeld(Fact, frozen=True, kw_only=True, tag="leg_held/1"):
    """Nobody leaves until somebody says go."""

    leg: LegId
    why: str


class LegCleared(Fact, frozen=True, kw_only=True, tag="leg_cleared/1"):
    """Somebody looked, and said go."""

    leg: LegId


class LegStarted(Fact, frozen=True, kw_only=True, tag="leg_started/1"):
    leg: LegId
    at: datetime


class LegEnded(Fact, frozen=True, kw_only=True, tag="leg_ended/1"):
    leg: LegId
    how: LegEnd
    at: datetime


class LegCalledOff(Fact, frozen=True, kw_only=True, tag="leg_called_off/1"):
    """It will not happen: nobody left, and its signs of life are waited for no more."""

    leg: LegId
    why: str


LegFact = (
    LegPlanned | LegReplanned | LegHeld | LegCleared | LegStarted | LegEnded | LegCalledOff
)


class LegState(StrEnum):
    PLANNED = "planned"
    HELD = "held"
    CLEARED = "cleared"
    UNDER_WAY = "under_way"
    COMPLETED = "completed"
    ABORTED = "aborted"


class LegTurn(StrEnum):
    REPLANNED = "replanned"
    HELD = "held"
    CLEARED = "cleared"
    CALLED_OFF = "called_off"


class LegChange(msgspec.Struct, frozen=True, kw_only=True):
    """What became of a plan, by whom, and the reason that they gave."""

    turn: LegTurn
    at: datetime
    by: MemberId | None
    why: str = ""


class Leg(msgspec.Struct, frozen=True, kw_only=True):
    """`readiness` is what was said last before anybody left: planned, held or cleared."""

    planned: LegPlanned
    readiness: LegState = LegState.PLANNED
    started_at: datetime | None = None
    ended_at: datetime | None = None
    how: LegEnd | None = None
    changes: tuple[LegChange, ...] = ()

    @property
    def under_way(self) -> bool:
        return self.started_at is not None and self.ended_at is None

    @property
    def state(self) -> LegState:
        if self.ended_at is not None:
            return LegState.COMPLETED if self.how is LegEnd.ARRIVED else LegState.ABORTED
        return self.readiness if self.started_at is None else LegState.UNDER_WAY


def leg_of(fact: LegFact) -> LegId:
    return fact.plan.leg if isinstance(fact, LegReplanned) else fact.leg


def told(
    legs: Sequence[Leg], fact: LegFact, *, at: datetime, by: MemberId | None
) -> tuple[Leg, ...]:
    """The legs in the order of their hours, with what this fact says of one of them."""
    known = next((one for one in legs if one.planned.leg == leg_of(fact)), None)
    if known is None:
        new = (Leg(planned=fact),) if isinstance(fact, LegPlanned) else ()
        found = (*legs, *new)
    else:
        changed = _after(known, fact, at=at, by=by)
        found = tuple(changed if one is known else one for one in legs)
    return tuple(sorted(found, key=lambda leg: leg.planned.leaves_at))


def _after(leg: Leg, fact: LegFact, *, at: datetime, by: MemberId | None) -> Leg:
    match fact:
        case LegPlanned():
            return replace(leg, planned=fact)
        case LegStarted():
            return replace(leg, started_at=fact.at)
        case LegEnded():
            return replace(leg, ended_at=fact.at, how=fact.how)
        case LegHeld() | LegCleared() | LegReplanned() | LegCalledOff():
            return _turned(leg, fact, at=at, by=by)
        case _:
            assert_never(fact)


def _turned(
    leg: Leg,
    fact: LegHeld | LegCleared | LegReplanned | LegCalledOff,
    *,
    at: datetime,
    by: MemberId | None,
) -> Leg:
    turn = _TURNS[type(fact)]
    why = "" if isinstance(fact, LegCleared) else fact.why
    changed = replace(leg, changes=(*leg.changes, LegChange(turn=turn, at=at, by=by, why=why)))
    match fact:
        case LegHeld():
            return replace(changed, readiness=LegState.HELD)
        case LegCleared():
            return replace(changed, readiness=LegState.CLEARED)
        case LegCalledOff():
            return replace(changed, ended_at=at, how=LegEnd.ABORTED)
        case LegReplanned():
            # Another plan wants another look; it does not lift a hold.
            held = leg.readiness is LegState.HELD
            ready = LegState.HELD if held else LegState.PLANNED
            return replace(changed, planned=fact.plan, readiness=ready)
        case _:
            assert_never(fact)


_TURNS = {
    LegHeld: LegTurn.HELD,
    LegCleared: LegTurn.CLEARED,
    LegReplanned: LegTurn.REPLANNED,
    LegCalledOff: LegTurn.CALLED_OFF,
}
