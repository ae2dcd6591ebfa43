"""Lists as pages: what arrived, how it is read, what it becomes, how far it has come."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy

from corridor.domain.attachments import MEGABYTE, visible
from corridor.domain.errors import RefusalError
from corridor.domain.import_rows import Fault, PlannedRow, RefusedRow
from corridor.domain.import_twins import twins
from corridor.domain.imports import Import, Stage, may_undo_still
from corridor.domain.policy import Act
from corridor.services.casefiles import open_file
from corridor.services.duplicates import Candidate
from corridor.services.imports import LARGEST_MB
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.imports import PlanForm
from corridor.web.desk.pages.common import EmptyState, Link
from corridor.web.desk.pages.imports import (
    FaultRow,
    ListPage,
    ListRow,
    ListsPage,
    Outcome,
    Planning,
    Preview,
    PreviewRow,
    Progress,
    TwiceRow,
)
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.refusals import sentence
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.common import day_words, language_name, moment_inside
from corridor.web.desk.showing.duplicates import at_a_glance
from corridor.web.desk.words import WISHES
from corridor.web.ui.marks import Pill, Tone


class Compared(NamedTuple):
    """Who may be here already, by row, and how far the comparing came."""

    found: list[tuple[int, tuple[Candidate, ...]]]
    last: int


_SHOWN: Final = 10
_FAULTS: Final = 50
_LINKS: Final = 20
_STAGES: Final[dict[Stage, tuple[Promise, Tone]]] = {
    Stage.ARRIVED: (pgettext_lazy("list", "Has arrived"), Tone.WAIT),
    Stage.PLANNED: (pgettext_lazy("list", "Looked through"), Tone.WAIT),
    Stage.RUNNING: (pgettext_lazy("list", "Being taken in"), Tone.WARN),
    Stage.DONE: (pgettext_lazy("list", "Taken in"), Tone.OK),
    Stage.UNDOING: (pgettext_lazy("list", "Being taken back"), Tone.WARN),
    Stage.UNDONE: (pgettext_lazy("list", "Taken back"), Tone.PLAIN),
}


def lists_page(
    visit: Visit, known: Sequence[Import], *, came_from: str = "", trouble: str = ""
) -> ListsPage:
    return ListsPage(
        shell=shell_of(visit, Section.IMPORTS),
        lists=tuple(_row(visit, one) for one in known),
        empty=EmptyState(
            heading=gettext("No lists yet"),
            words=gettext("What partners send as a table is taken in here, row by row."),
            icon="file-text",
        ),
        send_url=reverse("send-list"),
        room=gettext("CSV or an Excel workbook (.xlsx), up to %(size)s and 5,000 rows.")
        % {"size": filesizeformat(LARGEST_MB * MEGABYTE)},
        senders=tuple(dict.fromkeys(one.received.came_from for one in known if _sender(one))),
        came_from=came_from,
        trouble=trouble,
    )


def _sender(one: Import) -> str:
    return one.received.came_from


def _row(visit: Visit, one: Import) -> ListRow:
    return ListRow(
        url=list_url(one), title=_title(one), detail=_detail(visit, one), state=_state(one)
    )


def list_url(one: Import) -> str:
    return reverse("list", kwargs={"listed": one.id})


def _title(one: Import) -> str:
    return _sender(one) or gettext("A list without a sender")


def _detail(visit: Visit, one: Import) -> str:
    who = member_mark(visit.desk, one.by).handle
    when = moment_inside(one.at, today=visit.desk.today())
    name = pgettext("list", "deleted") if one.deleted else visible(one.received.file.name)
    return gettext("%(name)s, brought by %(who)s, %(when)s") % {
        "name": name,
        "who": who,
        "when": when,
    }


def _state(one: Import) -> Pill:
    if one.deleted and one.stage in {Stage.ARRIVED, Stage.PLANNED}:
        return Pill(words=pgettext("list", "Deleted"))
    words, tone = _STAGES[one.stage]
    return Pill(words=str(words), tone=tone)


# --- one list ------------------------------------------------------------------------------


def _page(visit: Visit, one: Import, **parts: object) -> ListPage:
    may_delete = not one.deleted and one.stage is not Stage.RUNNING
    return ListPage(
        shell=shell_of(visit, Section.IMPORTS),
        up=Link(words=gettext("Lists"), url=reverse("lists")),
        title=_title(one),
        detail=_detail(visit, one),
        state=_state(one),
        delete_url=_url("delete-list", one) if may_delete else "",
        **parts,  # type: ignore[arg-type]
    )


def _url(name: str, one: Import) -> str:
    return reverse(name, kwargs={"listed": one.id})


def planning_page(
    visit: Visit, one: Import, form: PlanForm, *, is_remembered: bool = False
) -> ListPage:
    names = (
        ""
        if visit.desk.may(Act.WRITE_NAMES)
        else gettext(
            "You may not write names: columns with names, birth and contacts are left out. A"
            " caseworker can take this list in with them."
        )
    )
    like_last = gettext("The answers are those for the last list of this sender.")
    planning = Planning(
        form=form,
        url=_url("plan-list", one),
        is_workbook=one.received.is_workbook,
        names_note=names,
        remembered=like_last if is_remembered else "",
    )
    return _page(visit, one, planning=planning)


def unreadable_page(visit: Visit, one: Import, refusal: RefusalError) -> ListPage:
    return _page(visit, one, trouble=sentence(refusal))


def preview_page(
    visit: Visit,
    one: Import,
    rows: Sequence[PlannedRow | RefusedRow],
    *,
    cells: dict[int, tuple[str, ...]],
    compared: Compared,
) -> ListPage:
    """`cells`: what stands in the rows that cannot be taken, by their numbers."""
    good = [row for row in rows if isinstance(row, PlannedRow)]
    bad = [row for row in rows if isinstance(row, RefusedRow)]
    words = ngettext("Take %(count)s row in", "Take %(count)s rows in", len(good))
    preview = Preview(
        start_url=_url("start-list", one) if good else "",
        start_words=words % {"count": len(good)},
        rows=tuple(_preview_row(row) for row in good[:_SHOWN]),
        shown=_of(min(len(good), _SHOWN), len(good)),
        faults=tuple(_faults(one, bad, cells))[:_FAULTS],
        faults_shown=_cannot(len(bad)),
        change_url=_url("plan-list", one),
        rows_url=_url("list-rows", one) if bad else "",
        twice=tuple(_twice(good, compared)),
        twice_note=_compared_so_far(good, compared),
    )
    return _page(visit, one, preview=preview)


def _twice(good: Sequence[PlannedRow], compared: Compared) -> Iterator[TwiceRow]:
    """The list itself first: what it says twice is surer than what sounds alike."""
    here, repeats = dict(compared.found), twins(good)
    for row in good:
        if row.number not in here and row.number not in repeats:
            continue
        words = ""
        if row.number in repeats:
            words = gettext("the same as row %(row)s") % {"row": repeats[row.number]}
        others = tuple(_other(one) for one in here.get(row.number, ()))
        yield TwiceRow(number=row.number, words=words, others=others)


def _other(one: Candidate) -> Link:
    name = "request" if one.number.startswith("R") else "case"
    return Link(words=at_a_glance(one), url=reverse(name, kwargs={"case": one.case}))


def _compared_so_far(good: Sequence[PlannedRow], compared: Compared) -> str:
    if not good or compared.last >= good[-1].number:
        return ""
    return gettext(
        "There was time to compare the rows up to %(row)s with those who are here. The others"
        " are compared when they are taken in."
    ) % {"row": compared.last}


def _of(shown: int, many: int) -> str:
    return gettext("The first %(shown)s of %(all)s") % {"shown": shown, "all": many}


def _cannot(many: int) -> str:
    words = ngettext(
        "%(count)s row cannot be taken as it is", "%(count)s rows cannot be taken as they are",
        many,
    )  # fmt: skip
    return words % {"count": many}


def _preview_row(row: PlannedRow) -> PreviewRow:
    said = (
        row.name,
        row.born,
        row.phone,
        row.email,
        language_name(row.language),
        str(WISHES[row.soon]),
        day_words(row.came_on) if row.came_on else "",
        row.reference,
    )
    detail = ", ".join(part for part in said if part)
    return PreviewRow(number=row.number, words=row.words, detail=detail)


def _faults(
    one: Import, bad: Sequence[RefusedRow], cells: dict[int, tuple[str, ...]]
) -> Iterator[FaultRow]:
    for row in bad:
        for fault in row.faults:
            yield _fault(one, row.number, fault, cells.get(row.number, ()))


def _fault(one: Import, number: int, fault: Fault, cells: tuple[str, ...]) -> FaultRow:
    place = fault.column
    headings = () if one.plan is None else one.plan.headings
    named = "" if place is None else gettext("Column %(number)s") % {"number": place + 1}
    if place is not None and place < len(headings) and headings[place]:
        named = headings[place]
    said = cells[place] if place is not None and place < len(cells) else ""
    return FaultRow(number=number, column=named, said=said, why=sentence(fault.refusal))


def progress_page(visit: Visit, one: Import) -> ListPage:
    """Taking in counts rows of the table; taking back counts requests."""
    if one.stage is Stage.UNDOING:
        every, left = len(one.taken), len(one.to_undo)
        words = gettext("Taking back: %(done)s of %(all)s requests")
        done = every - left
    else:
        every = one.started.rows if one.started else 0
        done = min(len(one.taken) + len(one.refused), every)
        words = gettext("Taking in: %(done)s of %(all)s rows")
    said = words % {"done": done, "all": every}
    return _page(visit, one, progress=Progress(words=said, done=done, all=max(every, 1)))


def outcome_page(visit: Visit, one: Import) -> ListPage:
    may = may_undo_still(one, at=visit.desk.clock()) or visit.desk.may(Act.UNDO_LISTS)
    links = tuple(_requests(visit, one))
    more = len(one.standing) - len(links)
    outcome = Outcome(
        lines=tuple(_lines(one)),
        requests=links,
        requests_more=_more(more) if more > 0 else "",
        rows_url=_url("list-rows", one) if one.refused and not one.deleted else "",
        undo_url=_url("undo-list", one) if may and one.stage is Stage.DONE else "",
        undo_words=gettext(
            "Every request of this list in which nobody has worked since is erased. Within"
            " half an hour anybody may do it who takes lists in; later a steward."
        ),
    )
    return _page(visit, one, outcome=outcome)


def _more(count: int) -> str:
    words = ngettext("and %(count)s more", "and %(count)s more", count)
    return words % {"count": count}


def _requests(visit: Visit, one: Import) -> Iterator[Link]:
    for taken in one.standing[:_LINKS]:
        file = open_file(visit.desk, taken.case)
        words = gettext("Row %(row)s: %(name)s, %(number)s") % {
            "row": taken.row,
            "name": file.case.name,
            "number": file.case.number,
        }
        yield Link(words=words, url=reverse("request", kwargs={"case": taken.case}))


def _lines(one: Import) -> Iterator[str]:
    count = len(one.standing)
    words = ngettext(
        "%(count)s request stands in the queue", "%(count)s requests stand in the queue", count
    )
    yield words % {"count": count}
    if one.started and one.started.without:
        left = len(one.started.without)
        words = ngettext("%(count)s row was left out", "%(count)s rows were left out", left)
        yield words % {"count": left}
    if one.refused:
        yield _cannot(len(one.refused))
    if one.undone:
        gone = len(one.undone)
        words = ngettext("%(count)s request was erased", "%(count)s requests were erased", gone)
        yield words % {"count": gone}
    if one.kept:
        kept = len(one.kept)
        words = ngettext(
            "%(count)s stays, since somebody has worked in it",
            "%(count)s stay, since somebody has worked in them",
            kept,
        )
        yield words % {"count": kept}
