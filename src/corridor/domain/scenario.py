"""A dated story to be replayed through the desk: read whole, checked whole, or refused."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import msgspec

from corridor.domain.countries import CODES
from corridor.domain.intake import Channel
from corridor.domain.milestones import Step
from corridor.domain.policy import Role
from corridor.domain.scenario_acts import (
    AnyAct,
    Ask,
    Assess,
    CheckIn,
    FreezeFigures,
    HandOver,
    Lodge,
    PlanJourney,
    ReachStep,
    SetReach,
    SetTask,
    Wrote,
)
from corridor.domain.scenario_terms import THE_PERSON, Act, Handle, LocalTime, Thing
from corridor.domain.settings import OrganisationSettings
from corridor.domain.zones import is_zone

FORMAT = "corridor-scenario/1"
EXITS = frozenset({Step.OUT_OF_REGION, Step.ABROAD})


class ScenarioError(ValueError):
    """Says where and why, in words for who writes scenarios. Their people are invented."""

    def __init__(self, problem: str, *, position: int | None = None) -> None:
        super().__init__(problem if position is None else f"act {position}: {problem}")
        self.position = position


class Member(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    handle: Handle
    roles: tuple[Role, ...]


class Scenario(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`opened` is when the organisation starts, `until` where the story's clock stops."""

    format: str
    title: str
    zone: str
    opened: LocalTime
    until: LocalTime
    organisation: OrganisationSettings
    members: tuple[Member, ...]
    acts: tuple[AnyAct, ...]

    def time_of(self, act: Act) -> datetime:
        return self.in_zone(act.at, zone=act.zone)

    def in_zone(self, at: datetime, *, zone: str | None = None) -> datetime:
        """A time of the story with its zone: the act's own, or else the scenario's."""
        return at.replace(tzinfo=ZoneInfo(zone or self.zone))


def load(raw: bytes) -> Scenario:
    """Read and check a scenario; positions count from 1."""
    try:
        scenario = msgspec.json.decode(raw, type=Scenario, strict=False)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise _unreadable(str(error)) from None
    if scenario.format != FORMAT:
        raise ScenarioError(f"format is {scenario.format!r}, not {FORMAT!r}")
    _check_frame(scenario)
    _check_acts(scenario)
    return scenario


def _unreadable(problem: str) -> ScenarioError:
    """The decoder counts acts from 0, people from 1."""
    place = re.search(r"\$\.acts\[(\d+)\]", problem)
    return ScenarioError(problem, position=int(place[1]) + 1 if place else None)


def _check_frame(scenario: Scenario) -> None:
    handles = [member.handle for member in scenario.members]
    if THE_PERSON in handles:
        raise ScenarioError(f"no member may be called {THE_PERSON!r}")
    if len(set(handles)) < len(handles):
        raise ScenarioError("two members have the same handle")
    if not is_zone(scenario.zone):
        raise ScenarioError(f"unknown time zone {scenario.zone!r}")


def _check_acts(scenario: Scenario) -> None:
    handles = {member.handle for member in scenario.members}
    known: set[Thing] = set()
    before = scenario.in_zone(scenario.opened)
    for position, act in enumerate(scenario.acts, start=1):
        for problem in _problems(act, known=known, handles=handles):
            raise ScenarioError(problem, position=position)
        now = scenario.time_of(act)
        if now < before:
            raise ScenarioError("comes before the act that stands above it", position=position)
        before = now
        known.update(act.brings())
    if before > scenario.in_zone(scenario.until):
        raise ScenarioError("the last act comes after the end", position=len(scenario.acts))


def _problems(act: AnyAct, *, known: set[Thing], handles: set[Handle]) -> Iterator[str]:
    if act.zone is not None and not is_zone(act.zone):
        yield f"unknown time zone {act.zone!r}"
    for kind, key in act.needs():
        if (kind, key) not in known:
            yield f"unknown {kind} {key!r}"
    for kind, key in act.brings():
        if (kind, key) in known:
            yield f"there is already a {kind} {key!r}"
    yield from _hands(act, handles=handles)
    yield from _sense(act)


def _hands(act: AnyAct, *, handles: set[Handle]) -> Iterator[str]:
    """Who does it, and whoever else is named."""
    if _is_the_persons(act) != (act.by == THE_PERSON):
        yield f"cannot be done by {act.by!r}"
    for handle in (act.by, *_named(act)):
        if handle not in handles and handle != THE_PERSON:
            yield f"unknown member {handle!r}"


def _is_the_persons(act: AnyAct) -> bool:
    match act:
        case Ask():
            return act.channel is Channel.PAGE
        case Wrote() | SetReach() | CheckIn():
            return True
        case _:
            return False


def _named(act: AnyAct) -> tuple[Handle, ...]:
    match act:
        case HandOver():
            return (act.to,)
        case Assess() if act.second is not None:
            return (act.second,)
        case SetTask() if act.owner is not None:
            return (act.owner,)
        case _:
            return ()


def _sense(act: AnyAct) -> Iterator[str]:
    match act:
        case ReachStep() if (act.exit_by is not None) != (act.step in EXITS):
            yield f"the step {act.step.value!r} and exit_by do not go together"
        case Lodge() if act.country not in CODES:
            yield f"unknown country {act.country!r}"
        case FreezeFigures() if act.granting not in CODES:
            yield f"unknown country {act.granting!r}"
        case SetTask() if act.due is not None and act.due < act.at.date():
            yield "the task is due before it is set"
        case PlanJourney():
            yield from _way(act)
        case _:
            return


def _way(act: PlanJourney) -> Iterator[str]:
    leg, check_in = act.leg, act.check_in
    if not act.at <= leg.leaves_at < leg.arrives_at:
        yield "the leg does not run forward in time"
    if not leg.leaves_at <= check_in.due_at <= leg.arrives_at + timedelta(hours=12):
        yield "the check-in is not due on the way"
    if len({meaning.answer for meaning in check_in.meanings}) < len(check_in.meanings):
        yield "one answer has two meanings"
