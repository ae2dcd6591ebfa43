import pytest

from corridor.domain import casefile, tasks
from corridor.domain.errors import (
    EmptyFieldError,
    NotFoundError,
    TaskDoneError,
    TaskOpenError,
    TooLongError,
)
from corridor.domain.tasks import TaskDone, TaskFact, TaskReopened, Tasks, TaskSet
from tests.domain.telling import LYRA, SECOND_TASK, TASK, TODAY, VEGA, a_case, days

COLLECT = TaskSet(task=TASK, title="Collect both passports", due=days(45), owner=LYRA)
ASK = TaskSet(task=SECOND_TASK, title="Ask about the sister", due=None, owner=None)


def after(*facts: TaskFact) -> Tasks:
    return casefile.fold(a_case(*facts)).tasks


def test_a_task_is_open_until_it_is_done() -> None:
    done = after(COLLECT, TaskDone(task=TASK))[0]

    assert not done.open
    assert done.done_by == LYRA
    assert after(COLLECT)[0].open


def test_a_task_comes_back() -> None:
    back = after(COLLECT, TaskDone(task=TASK), TaskReopened(task=TASK))[0]

    assert back.open
    assert back.done_by is None


def test_setting_a_task_anew_keeps_it_one_task() -> None:
    anew = TaskSet(task=TASK, title="Collect one passport", due=None, owner=VEGA)

    (task,) = after(COLLECT, anew)

    assert (task.title, task.due, task.owner) == ("Collect one passport", None, VEGA)


def test_one_task_does_not_touch_another() -> None:
    first, second = after(COLLECT, ASK, TaskDone(task=TASK))

    assert not first.open
    assert second.open
    assert after(COLLECT, ASK, COLLECT)[1].title == ASK.title


def test_the_soonest_comes_first_and_what_has_no_day_last() -> None:
    listed = tasks.open_tasks(after(ASK, COLLECT))

    assert [one.task for one in listed] == [TASK, SECOND_TASK]
    assert tasks.open_tasks(after(COLLECT, TaskDone(task=TASK))) == ()


def test_a_task_says_something_in_one_line() -> None:
    with pytest.raises(EmptyFieldError, match="title"):
        tasks.set_task(TaskSet(task=TASK, title=" \n ", due=TODAY, owner=None))
    with pytest.raises(TooLongError, match="title"):
        tasks.set_task(TaskSet(task=TASK, title="x" * 201, due=TODAY, owner=None))
    two_lines = TaskSet(task=TASK, title="one\ntwo", due=None, owner=None)
    assert tasks.set_task(two_lines).title == "one two"


def test_a_task_is_finished_once_and_only_if_there_is_one() -> None:
    assert tasks.finish(after(COLLECT), TASK) == TaskDone(task=TASK)
    with pytest.raises(NotFoundError):
        tasks.finish(after(), TASK)
    with pytest.raises(TaskDoneError):
        tasks.finish(after(COLLECT, TaskDone(task=TASK)), TASK)


def test_only_what_was_finished_is_reopened() -> None:
    done = after(COLLECT, TaskDone(task=TASK))

    assert tasks.reopen(done, TASK) == TaskReopened(task=TASK)
    with pytest.raises(TaskOpenError):
        tasks.reopen(after(COLLECT), TASK)
    with pytest.raises(NotFoundError):
        tasks.reopen(done, SECOND_TASK)
