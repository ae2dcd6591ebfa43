"""The queue of 17 May 2017, with invented people."""

from datetime import date

from corridor.domain.factors import Level
from corridor.web.desk.forms.queue import AddTaskForm, Bulk
from corridor.web.desk.pages.common import CountedLink, Link, Pager, Toast, due_mark, say_people
from corridor.web.desk.pages.queue import (
    Filter,
    QueueActPage,
    QueueGroup,
    QueuePage,
    QueueRow,
    Tile,
)
from corridor.web.desk.pages.shell import Section
from corridor.web.ui.marks import Member, Pill, StepMark, Tone, Urgency
from tests.web.pages.samples_shell import ALTAIR, LYRA, MIRA, VEGA, shell_at

TODAY = date(2017, 5, 17)
STEPS = ("Asked", "In touch", "Out of the republic", "Papers", "Abroad", "Settled")
PLACES = {
    "in": "In the republic",
    "else": "Elsewhere in Russia",
    "abroad": "Abroad",
    "unknown": "Not known",
}
MEMBERS = [("1", "Lyra (you)"), ("2", "Vega"), ("3", "Nunki, on duty tonight")]
HOURS = Urgency(level=Level.HOURS, words="Hours")
DAYS = Urgency(level=Level.DAYS, words="Days")
WEEKS = Urgency(level=Level.WEEKS, words="Weeks")


def row(  # noqa: PLR0913, PLR0917 - a table is easiest to read as a table
    code: str,
    name: str,
    urgency: Urgency,
    summary: str,
    place: str,
    people: int,
    step: int,
    next_: str,
    due: int | None,
    owner: Member | None,
    tags: tuple[Pill, ...] = (),
) -> QueueRow:
    return QueueRow(
        ref=f"0192f0a4-7c1e-7000-8000-00000000{code[2:]}",
        code=code,
        name=name,
        url="/request" if code.startswith("R") else "/case",
        urgency=urgency,
        summary=summary,
        where=PLACES[place],
        people=say_people(people),
        step=StepMark(number=step, words=STEPS[step - 1]),
        next=next_,
        due=None if due is None else due_mark(date(2017, 5, due), today=TODAY),
        owner=owner,
        tags=tags,
    )


def rows_now() -> tuple[QueueRow, ...]:
    new = Pill(words="New request", tone=Tone.BAD, icon="bell")
    missing = Pill(words="Missing", tone=Tone.SEEK, icon="user-round-search")
    return (
        row("R-0594", "Juniper", HOURS,
            "A relative may come today. Has the phone only at night.",
            "in", 1, 1, "First answer", None, None, (new, Pill(words="Russian"))),
        row("K-0429", "Harbour", HOURS,
            "Reported by a friend: taken from home on Tuesday, no word since.",
            "unknown", 1, 2, "Lawyer to call the station", 17, VEGA, (missing,)),
    )  # fmt: skip


def rows_this_week() -> tuple[QueueRow, ...]:
    granted = Pill(words="Visa granted", tone=Tone.OK, icon="check")
    messages = Pill(words="2 new messages", icon="message-square")
    return (
        row("K-0412", "Heron", DAYS, "Both visas granted. Passports still to collect.",
            "else", 2, 4, "Collect passports", 18, LYRA, (granted, messages)),
        row("K-0427", "Lantern", DAYS,
            "Left home, sleeps at a friend’s. Needs a safe place from Monday.",
            "in", 1, 2, "Find a place for 3 weeks", 19, MIRA),
        row("K-0418", "Alder", DAYS,
            "The flat is free only until the 21st. Child goes with the mother.",
            "else", 3, 3, "Extend or move", 21, ALTAIR, (Pill(words="Child", icon="baby"),)),
        row("K-0424", "Pebble", DAYS, "Asks whether to leave alone or wait for the sister.",
            "in", 2, 2, "Call back on the safe line", 15, LYRA),
    )  # fmt: skip


def rows_later() -> tuple[QueueRow, ...]:
    waiting = Pill(words="Waiting 41 days", tone=Tone.WAIT, icon="clock")
    return (
        row("K-0420", "Meadow", WEEKS,
            "Passport expired. Renewal asks for a registered address.",
            "else", 1, 4, "Advice from the lawyer", 23, ALTAIR),
        row("K-0406", "Kestrel", WEEKS, "The consulate has had the file for 41 days.",
            "else", 1, 4, "Ask the consulate again", 22, VEGA, (waiting,)),
        row("K-0385", "Orchard", WEEKS,
            "Asylum interview set. Wants someone to practise with.",
            "abroad", 1, 5, "Practice interview", 31, MIRA),
        row("K-0371", "Willow", WEEKS, "Has a flat and a language course. Monthly call.",
            "abroad", 1, 6, "Monthly call", 31, MIRA),
    )  # fmt: skip


def _views() -> tuple[CountedLink, ...]:
    return (
        CountedLink(words="Needs first answer", url="/queue?view=new", count=4),
        CountedLink(words="All open", url="/queue", count=37, current=True),
        CountedLink(words="Mine", url="/queue?view=mine", count=11),
        CountedLink(words="On a journey", url="/queue?view=journey", count=3),
        CountedLink(words="Deadline in 7 days", url="/queue?view=deadline", count=5),
        CountedLink(words="Waiting on an office", url="/queue?view=office", count=9),
    )


def _filters() -> tuple[Filter, ...]:
    levels = tuple(
        Link(words=w, url=f"/queue?u={w.lower()}") for w in ("Hours", "Days", "Weeks")
    )
    places = tuple(Link(words=words, url=f"/queue?p={key}") for key, words in PLACES.items())
    return (
        Filter(words="State", options=(), chosen="Open", clear_url="/queue?state=any"),
        Filter(words="Urgency", options=levels),
        Filter(words="Place", options=places),
        Filter(words="Owner", options=(Link(words="Nobody yet", url="/queue?o=none"),)),
        Filter(words="Language", options=(Link(words="Russian", url="/queue?l=ru"),)),
    )


def queue() -> QueuePage:
    return QueuePage(
        shell=shell_at(
            Section.QUEUE, toast=Toast(words="Lantern is now yours.", undo_url="/undo")
        ),
        heading="Queue",
        today=TODAY,
        tiles=(
            Tile(count=4, words="wait for a first answer", detail="One is urgent",
                 url="/queue?view=new", hot=True),
            Tile(count=3, words="journeys open, one overdue",
                 detail="Times stand in the journey only", url="/journeys", hot=True),
            Tile(count=5, words="deadlines this week", detail="One is tomorrow",
                 url="/queue?view=deadline"),
            Tile(count=5, words="people we are looking for",
                 detail="Last sign of life: 9 days ago", url="/queue?view=missing"),
        ),
        views=_views(),
        filters=_filters(),
        shown="10 of 37 shown, most urgent first",
        groups=(
            QueueGroup(heading="Now", words="1 request and 1 case", rows=rows_now()),
            QueueGroup(heading="This week", words="4 cases", rows=rows_this_week()),
            QueueGroup(heading="Later", words="4 cases, waiting on papers or an office",
                       rows=rows_later()),
        ),
        pager=Pager(words="Page 1 of 4", older=Link(words="Next page", url="/queue?page=2")),
        act_url="/queue-act",
        acts=tuple(Bulk),
    )  # fmt: skip


def queue_act() -> QueueActPage:
    return QueueActPage(
        shell=shell_at(Section.QUEUE),
        act=Bulk.TASK,
        rows=rows_this_week()[:2],
        act_url="/queue-act",
        back_url="/queue",
        form=AddTaskForm({"title": "", "due": "tomorrow"}, members=MEMBERS),
    )
