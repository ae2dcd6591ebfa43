"""What is to be done for a case, by whom and until when."""

from corridor.base.ids import ChainId, TaskId
from corridor.crypto.random import new_uuid
from corridor.domain import tasks
from corridor.domain.policy import Act
from corridor.domain.tasks import TaskSet
from corridor.services.casefiles import CaseFile, write_one
from corridor.services.desk import Desk


def new_task() -> TaskId:
    return TaskId(new_uuid())


def set_task(desk: Desk, case: ChainId, draft: TaskSet, *, seen: int | None = None) -> CaseFile:
    return write_one(
        desk, case, lambda _stands: tasks.set_task(draft), act=Act.SET_TASK, seen=seen
    )


def finish_task(
    desk: Desk, case: ChainId, task: TaskId, *, seen: int | None = None
) -> CaseFile:
    return write_one(
        desk,
        case,
        lambda stands: tasks.finish(stands.tasks, task),
        act=Act.SET_TASK,
        seen=seen,
    )


def reopen_task(
    desk: Desk, case: ChainId, task: TaskId, *, seen: int | None = None
) -> CaseFile:
    return write_one(
        desk,
        case,
        lambda stands: tasks.reopen(stands.tasks, task),
        act=Act.SET_TASK,
        seen=seen,
    )
