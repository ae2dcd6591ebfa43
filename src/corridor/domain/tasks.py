"""What is to be done next, by whom and until when."""

from datetime import date

from corridor.base.ids import MemberId, TaskId
from corridor.domain.records import Fact


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
