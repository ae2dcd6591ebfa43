"""One case file as a page. How to reach the people safely comes first."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from corridor.domain.access import Compartment
from corridor.domain.cards import Card, card_of
from corridor.domain.casefile import Case
from corridor.domain.milestones import Step
from corridor.domain.people import rank
from corridor.domain.policy import Act, compartments
from corridor.domain.queueing import urgency as urgency_of
from corridor.domain.tasks import Task
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.queue import AddTaskForm
from corridor.web.desk.pages.case import (
    CasePage,
    CasePanel,
    DateLine,
    Reached,
    StepPoint,
    TaskRow,
)
from corridor.web.desk.pages.common import Link, due_mark, say_people
from corridor.web.desk.pages.request import RulesPanel
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.attempts import attempts_panel
from corridor.web.desk.showing.case_papers import (
    add_consent,
    add_filing,
    applications,
    consents,
)
from corridor.web.desk.showing.case_people import add_person, people, taken_out
from corridor.web.desk.showing.case_running import running
from corridor.web.desk.showing.case_travel import journeys, plan_journey
from corridor.web.desk.showing.case_writing import timeline, write_panel
from corridor.web.desk.showing.common import (
    colleagues,
    day_words,
    may_take,
    urgency_mark,
    wording_of,
)
from corridor.web.desk.showing.queue_rows import card_tags, paper_tags
from corridor.web.desk.showing.safety import rules_form, safe_ways
from corridor.web.desk.showing.sent import Shown
from corridor.web.desk.showing.triage import may_second
from corridor.web.desk.words import CLOSE_REASONS, step_words
from corridor.web.ui.marks import Member, Pill


def case_page(visit: Visit, file: CaseFile, shown: Shown) -> CasePage:
    desk, case = visit.desk, file.case
    card = card_of(case, None if file.talk is None else file.talk.dialogue)
    told = timeline(desk, file, shown)
    return CasePage(
        shell=shell_of(visit, Section.QUEUE, toast=shown.toast),
        up=Link(words=gettext("Queue"), url=reverse("queue")),
        seen=str(file.height),
        code=case.number,
        name=case.name,
        urgency=urgency_mark(urgency_of(card, at=desk.clock())),
        tags=_tags(desk, card),
        lead=_lead(desk, case),
        steps=_steps(desk, case),
        safe_ways=safe_ways(file),
        tasks=tuple(_task(desk, file, task) for task in case.open_tasks),
        applications=applications(desk, file, shown),
        people=people(desk, file, shown),
        taken_out=taken_out(desk, file, shown),
        timeline=told.days,
        pager=told.pager,
        filters=told.filters,
        attempts=attempts_panel(desk, file, shown=shown, room="case"),
        readers=_readers(desk),
        readers_words=_readers_words(desk),
        sheet_url=case_url("print-sheet", file),
        weigh_url=case_url("case-triage", file)
        if desk.may(Act.ASSESS) and case.closed is None
        else "",
        take_url=case_url("case-take", file) if may_take(desk, case) else "",
        files_url=case_url("files", file),
        unowned=case.owner is None and case.closed is None,
        closed=_closed(case),
        second_url=case_url("case-second", file)
        if may_second(desk, case.safety.urgency)
        else "",
        write=write_panel(desk, file, shown),
        rules=_rules(desk, file, shown),
        add_task=_add_task(desk, file, shown),
        add_filing=add_filing(desk, file, shown),
        add_person=add_person(desk, file, shown),
        here_twice=_here_twice(desk, file),
        add_consent=add_consent(desk, file, shown),
        plan_journey=plan_journey(desk, file),
        journeys=journeys(desk, file),
        consents=consents(desk, file),
        dates=_dates(desk, case),
        running=running(desk, file, shown),
    )


def case_url(name: str, file: CaseFile, **place: object) -> str:
    return reverse(name, kwargs={"case": file.chain, **place})


def _tags(desk: Desk, card: Card) -> tuple[Pill, ...]:
    return (_counted(card), *card_tags(card, at=desk.clock(), today=desk.today()))


def tags_on_paper(desk: Desk, card: Card) -> tuple[Pill, ...]:
    return (_counted(card), *paper_tags(card, today=desk.today()))


def _counted(card: Card) -> Pill:
    return Pill(words=say_people(len(card.people)), icon="users")


def _lead(desk: Desk, case: Case) -> str:
    owned = gettext("Nobody has taken it yet.")
    if case.owner is not None:
        handle = member_mark(desk, case.owner).handle
        owned = gettext("In the hands of %(handle)s.") % {"handle": handle}
    return " ".join(part for part in (case.summary, owned) if part)


def _steps(desk: Desk, case: Case) -> tuple[StepPoint, ...]:
    """The case stands where its least advanced person stands."""
    wording = wording_of(desk)
    return tuple(
        StepPoint(
            words=step_words(step, wording=wording),
            detail=_step_day(case, step),
            reached=_reached(step, now=case.step),
        )
        for step in Step
    )


def _reached(step: Step, *, now: Step) -> Reached:
    if step is now:
        return Reached.NOW
    return Reached.DONE if rank(step) < rank(now) else Reached.AHEAD


def _step_day(case: Case, step: Step) -> str:
    """The day on which the last of them came this far; nothing while one has not."""
    if step is Step.ASKED:
        return day_words(min(one.asked_on for one in case.people)) if case.people else ""
    days = [
        max((one.on for one in person.steps if one.step is step), default=None)
        for person in case.people
    ]
    known = [day for day in days if day is not None]
    return day_words(max(known)) if known and len(known) == len(days) else ""


def _task(desk: Desk, file: CaseFile, task: Task) -> TaskRow:
    return TaskRow(
        title=task.title,
        done_url=case_url("task-done", file, task=task.task),
        owner=None if task.owner is None else member_mark(desk, task.owner),
        due=None if task.due is None else due_mark(task.due, today=desk.today()),
    )


def _add_task(desk: Desk, file: CaseFile, shown: Shown) -> CasePanel | None:
    if not desk.may(Act.SET_TASK):
        return None
    form = shown.form(AddTaskForm(members=colleagues(desk, act=Act.SET_TASK)))
    return CasePanel(
        words=gettext("Add a task"),
        button=gettext("Add the task"),
        form=form,
        url=case_url("add-task", file),
        key="t",
    )


def _here_twice(desk: Desk, file: CaseFile) -> Link | None:
    if not desk.may(Act.COMPARE_PEOPLE):
        return None
    return Link(words=gettext("Is somebody here twice?"), url=case_url("duplicates-of", file))


def _rules(desk: Desk, file: CaseFile, shown: Shown) -> RulesPanel | None:
    if not desk.may(Act.SET_CONTACT_RULES):
        return None
    return RulesPanel(form=shown.form(rules_form(file)), url=case_url("case-rules", file))


def _dates(desk: Desk, case: Case) -> tuple[DateLine, ...]:
    today = desk.today()
    tasks = [("list-checks", one.title, one.due) for one in case.open_tasks if one.due]
    ends = [
        ("hand-heart", gettext("A consent ends"), one.given.expires_on)
        for one in case.consents.given
        if one.given.expires_on and one.holds(on=today)
    ]
    return tuple(_date(icon, words, due, today=today) for icon, words, due in (*tasks, *ends))


def _date(icon: str, words: str, due: date, *, today: date) -> DateLine:
    return DateLine(words=words, icon=icon, due=due_mark(due, today=today))


def _readers(desk: Desk) -> tuple[Member, ...]:
    keys = {Compartment.INTAKE, Compartment.CASEWORK}
    return tuple(
        member_mark(desk, one.member)
        for one in desk.roster.members
        if one.here and not keys.isdisjoint(compartments(one.roles))
    )


def _readers_words(desk: Desk) -> str:
    count = len(_readers(desk))
    words = ngettext(
        "%(count)s person with a key of casework or intake. Names need the identity key as"
        " well. Each opening is written in the journal, which only security reads.",
        "%(count)s people with a key of casework or intake. Names need the identity key as"
        " well. Each opening is written in the journal, which only security reads.",
        count,
    )
    return words % {"count": count}


def _closed(case: Case) -> str:
    if case.closed is None:
        return ""
    reason = str(CLOSE_REASONS[case.closed.reason])
    said = ". ".join(part for part in (reason, case.closed.words) if part)
    return gettext("This case is closed: %(reason)s") % {"reason": said}
