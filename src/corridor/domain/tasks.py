"""What is to be done next, by whom and until when."""

from datetime import date, datetime
from typing import assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import MemberId, TaskId
from corridor.domain.errors import NotFoundError, TaskDoneError, TaskOpenError
from corridor.domain.records import Fact, Recorded
from corridor.domain.words import line


class TaskSet(Fact, frozen=True, kw_only=True, tag="task_set/1"):
    """Sets a new task, or sets an old one anew under the same id."""

    task: TaskId
    title: str
    due: date | None
    owner: MemberId | None


class TaskDone(Fact, frozen=True, kw_only=True, tag="task_done/1"):
    task: TaskId


class TaskReopened(Fact, frozen=True, kw_only=True, tag="task_reopened/1"):
    task: TaskId


TaskFact = TaskSet | TaskDone | TaskReopened


class Task(msgspec.Struct, frozen=True, kw_only=True):
    task: TaskId
    title: str
    due: date | None
    owner: MemberId | None
    done_at: datetime | None = None
    done_by: MemberId | None = None

    @property
    def open(self) -> bool:
        return self.done_at is None


Tasks = tuple[Task, ...]


def told(tasks: Tasks, record: Recorded[Fact], fact: TaskFact) -> Tasks:
    match fact:
        case TaskSet():
            return _set(tasks, fact)
        case TaskDone():
            return _changed(tasks, fact.task, done_at=record.at, done_by=record.by)
        case TaskReopened():
            return _changed(tasks, fact.task, done_at=None, done_by=None)
        case _:
            assert_never(fact)


def _set(tasks: Tasks, fact: TaskSet) -> Tasks:
    new = Task(task=fact.task, title=fact.title, due=fact.due, owner=fact.owner)
    if find(tasks, fact.task) is None:
        return (*tasks, new)
    return tuple(
        replace(one, title=fact.title, due=fact.due, owner=fact.owner)
        if one.task == fact.task
        else one
        for one in tasks
    )


def _changed(
    tasks: Tasks, task: TaskId, *, done_at: datetime | None, done_by: MemberId | None
) -> Tasks:
    return tuple(
        replace(one, done_at=done_at, done_by=done_by) if one.task == task else one
        for one in tasks
    )


def find(tasks: Tasks, task: TaskId) -> Task | None:
    return next((one for one in tasks if one.task == task), None)


def open_tasks(tasks: Tasks) -> Tasks:
    """Soonest first; what has no day comes last, in the order in which it was set."""
    return tuple(sorted((one for one in tasks if one.open), key=lambda t: t.due or date.max))


def set_task(draft: TaskSet) -> TaskSet:
    """A day that has passed may be set: late work is work, too."""
    return replace(draft, title=line(draft.title, field="title"))


def finish(tasks: Tasks, task: TaskId) -> TaskDone:
    if not _known(tasks, task).open:
        raise TaskDoneError
    return TaskDone(task=task)


def reopen(tasks: Tasks, task: TaskId) -> TaskReopened:
    if _known(tasks, task).open:
        raise TaskOpenError
    return TaskReopened(task=task)


def _known(tasks: Tasks, task: TaskId) -> Task:
    found = find(tasks, task)
    if found is None:
        raise NotFoundError
    return found
