"""A story's journeys: planned, begun, heard from, missed, ended."""

from datetime import datetime
from typing import assert_never

from corridor.domain import scenario_acts as acts
from corridor.services import intake, journey_watch, journeys
from corridor.services.casefiles import open_file
from corridor.services.desk import Desk
from corridor.services.replay.stage import Stage, Watch, Way

WayAct = acts.StartLeg | acts.HearCheckIn | acts.TakeAlarm | acts.EndLeg


def play_plan(stage: Stage, act: acts.PlanJourney) -> None:
    """Whoever plans a way keeps watch over it."""
    file = journeys.plan(
        stage.desk_of(act),
        stage.case(act.case),
        people=tuple(stage.people[key][1] for key in act.people),
        origin=act.leg.from_area,
        goal=act.leg.to_area,
        leg=_leg(stage, act),
    )
    leg, check_in = file.journey.legs[0], file.journey.check_ins[0]
    stage.ways[act.journey] = Way(
        chain=file.chain, leg=leg.planned.leg, alarm=check_in.planned.alarm
    )
    stage.watches.append(Watch(at=check_in.alarm_at, by=act.by))


def _leg(stage: Stage, act: acts.PlanJourney) -> journeys.LegDraft:
    def at(local: datetime) -> datetime:
        return stage.scenario.in_zone(local, zone=act.zone)

    return journeys.LegDraft(
        mode=act.leg.mode,
        from_area=act.leg.from_area,
        to_area=act.leg.to_area,
        leaves_at=at(act.leg.leaves_at),
        arrives_at=at(act.leg.arrives_at),
        check_in_where=act.check_in.where,
        check_in_due=at(act.check_in.due_at),
        grace_minutes=act.check_in.grace,
        meanings=act.check_in.meanings,
    )


def play_way(stage: Stage, act: WayAct) -> None:
    desk, way = stage.desk_of(act), stage.ways[act.journey]
    match act:
        case acts.StartLeg():
            journeys.start_leg(desk, way.chain, way.leg)
        case acts.HearCheckIn():
            _hear(desk, way, act)
        case acts.TakeAlarm():
            journeys.take_alarm(desk, way.chain, way.alarm)
        case acts.EndLeg():
            journeys.end_leg(desk, way.chain, way.leg, how=act.how)
        case _:
            assert_never(act)


def _hear(desk: Desk, way: Way, act: acts.HearCheckIn) -> None:
    """Whoever hears an answer reads it where the person gave it."""
    heard = journeys.hear(desk, way.chain, way.alarm, answer=act.answer, verdict=act.verdict)
    if act.answer is not None:
        intake.take_alarms_of(desk, open_file(desk, heard.planned.case))


def keep_watch(stage: Stage, *, until: datetime) -> None:
    """Every sign of life that is due by then is looked for at its own minute."""
    due = sorted((one for one in stage.watches if one.at <= until), key=lambda one: one.at)
    stage.watches = [one for one in stage.watches if one.at > until]
    for watch in due:
        stage.clock.move_to(watch.at)
        journey_watch.miss_overdue(stage.desks[watch.by])
