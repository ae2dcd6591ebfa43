"""A story's cases: made, taken, handed over, written in, worked on and closed."""

from typing import assert_never

from corridor.domain import scenario_acts as acts
from corridor.domain.tasks import TaskSet
from corridor.services import cases, tasks
from corridor.services.replay.stage import Stage

CaseAct = acts.MakeCase | acts.Take | acts.HandOver | acts.WriteNote | acts.Close
TaskAct = acts.SetTask | acts.FinishTask


def play_case(stage: Stage, act: CaseAct) -> None:
    desk, case = stage.desk_of(act), stage.case(act.case)
    match act:
        case acts.MakeCase():
            _make(stage, act)
        case acts.Take():
            cases.take(desk, case)
        case acts.HandOver():
            cases.hand_over(desk, case, to=stage.member(act.to))
        case acts.WriteNote():
            cases.write_note(desk, case, text=act.text)
        case acts.Close():
            cases.close(desk, case, reason=act.reason, words=act.words)
        case _:
            assert_never(act)


def _make(stage: Stage, act: acts.MakeCase) -> None:
    """The first of the people is who asked."""
    made = cases.make_case(
        stage.desk_of(act),
        stage.case(act.case),
        people=len(act.people),
        labels=tuple(one.label for one in act.people),
    )
    for one, person in zip(act.people, made.case.people, strict=True):
        stage.people[one.key] = (made.chain, person.person)


def play_task(stage: Stage, act: TaskAct) -> None:
    desk = stage.desk_of(act)
    match act:
        case acts.SetTask():
            task, case = tasks.new_task(), stage.case(act.case)
            owner = None if act.owner is None else stage.member(act.owner)
            draft = TaskSet(task=task, title=act.title, due=act.due, owner=owner)
            tasks.set_task(desk, case, draft)
            stage.tasks[act.task] = (case, task)
        case acts.FinishTask():
            case, task = stage.tasks[act.task]
            tasks.finish_task(desk, case, task)
        case _:
            assert_never(act)
