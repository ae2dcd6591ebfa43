"""Play a story again through the services, as the members who did it, on the story's clock."""

from collections.abc import Callable
from datetime import datetime

from corridor.domain import scenario_acts as acts
from corridor.domain.errors import RefusalError
from corridor.domain.policy import Act, Role, may
from corridor.domain.scenario import Scenario, ScenarioError
from corridor.services.replay import casework, lives, requests, telling, ways
from corridor.services.replay.stage import Stage

Progress = Callable[[int, int], None]


def check_cast(scenario: Scenario) -> None:
    """Whom a desk needs before anything can be played on it."""
    members = scenario.members
    if not any(Role.STEWARD in one.roles for one in members):
        raise ScenarioError("nobody is a steward, who founds the desk")
    if not any(may(one.roles, Act.SEE_STATISTICS) for one in members):
        raise ScenarioError("nobody may see the statistics")
    if len({one.handle.casefold() for one in members}) < len(members):
        raise ScenarioError("two handles differ only in large and small letters")


def replay(stage: Stage, *, until: datetime, progress: Progress) -> int:
    """Play every act up to `until`; returns how many.

    `progress` hears how many acts are done, and of how many. `ScenarioError` names the act that
    the desk refuses, for who writes scenarios.
    """
    due = [act for act in stage.scenario.acts if stage.scenario.time_of(act) <= until]
    for position, act in enumerate(due, start=1):
        at = stage.scenario.time_of(act)
        ways.keep_watch(stage, until=at)
        stage.clock.move_to(at)
        try:
            play(stage, act)
        except RefusalError as refusal:
            problem = f"the desk refuses it ({type(refusal).__name__})"
            raise ScenarioError(problem, position=position) from refusal
        progress(position, len(due))
    ways.keep_watch(stage, until=until)
    stage.clock.move_to(until)
    return len(due)


def play(stage: Stage, act: acts.AnyAct) -> None:
    if isinstance(act, requests.DialogueAct):
        requests.play_dialogue(stage, act)
    elif isinstance(act, requests.LookAct):
        requests.play_look(stage, act)
    elif isinstance(act, casework.CaseAct):
        casework.play_case(stage, act)
    elif isinstance(act, casework.TaskAct):
        casework.play_task(stage, act)
    else:
        _play_of_people(stage, act)


PeopleAct = (
    acts.NamePerson
    | lives.PersonAct
    | lives.ConsentAct
    | acts.Lodge
    | lives.DecisionAct
    | acts.PlanJourney
    | ways.WayAct
    | telling.StatementAct
)


def _play_of_people(stage: Stage, act: PeopleAct) -> None:
    if isinstance(act, acts.NamePerson):
        lives.play_name(stage, act)
    elif isinstance(act, lives.PersonAct):
        lives.play_person(stage, act)
    elif isinstance(act, lives.ConsentAct):
        lives.play_consent(stage, act)
    elif isinstance(act, acts.Lodge):
        lives.play_lodging(stage, act)
    elif isinstance(act, lives.DecisionAct):
        lives.play_decision(stage, act)
    else:
        _play_outside(stage, act)


def _play_outside(
    stage: Stage, act: acts.PlanJourney | ways.WayAct | telling.StatementAct
) -> None:
    if isinstance(act, acts.PlanJourney):
        ways.play_plan(stage, act)
    elif isinstance(act, ways.WayAct):
        ways.play_way(stage, act)
    else:
        telling.play_statement(stage, act)
