"""An assessment with everything weighed, and the worst week."""

from datetime import date

from corridor.web.charts.hours import Hours, draw_hours
from corridor.web.desk.forms.surge import HandOutForm, ShiftForm
from corridor.web.desk.forms.triage import WeighForm
from corridor.web.desk.pages.common import Fact, Link, MarkedLine
from corridor.web.desk.pages.queue import Tile
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.pages.statistics import ChartCard
from corridor.web.desk.pages.surge import LanguageRow, LevelRow, OnShift, SurgePage
from corridor.web.desk.pages.tables import Row, Table, counts
from corridor.web.desk.pages.triage import Judgement, TriagePage
from tests.web.pages.samples_queue import DAYS, HOURS, MEMBERS, WEEKS
from tests.web.pages.samples_request import RAISES
from tests.web.pages.samples_shell import LYRA, NUNKI, shell_at

CAME = (0, 1, 0, 0, 2, 3, 1, 0, 4, 6, 9, 12, 15, 22, 31, 40, 38, 26, 19, 12, 8, 7, 5, 2)


def triage() -> TriagePage:
    form = WeighForm(
        members=MEMBERS,
        me="1",
        initial={"level": "days", "threat": 4, "owner": "1", "threats": ["death_threat"]},
    )
    form.suggested = "The list suggests: Days. Threat 4 times vulnerability 3: 6"
    return TriagePage(
        shell=shell_at(Section.QUEUE),
        up=Link(words="R-0594", url="/request"),
        seen="4",
        code="R-0594",
        name="Juniper",
        urgency=HOURS,
        form=form,
        url="/request/triage",
        reasons=(MarkedLine(mark=RAISES, words="Their wish: Hours", detail="Since 03:12"),),
        made=(
            Fact(term="Chosen", words="Weeks"),
            Fact(term="Second person", words="Waits for a second person."),
        ),
        second_url="/request/second",
        earlier=(Judgement(urgency=DAYS, words="lyra, 16 May, 09:10", detail="First look"),),
        sources=(Link(words="A manual", url="https://manual.example/risk"),),
        as_of=date(2026, 11, 22),
    )


def surge() -> SurgePage:
    names = tuple(f"{hour:02}:00" for hour in range(24))
    label = "Requests in each of the last 24 hours"
    return SurgePage(
        shell=shell_at(Section.SURGE),
        tiles=(
            Tile(count=263, words="came in 24 hours", detail="2 now", url="/queue"),
            Tile(count=87, words="wait", detail="The first for 9 hours", url="/q", hot=True),
        ),
        arrivals=ChartCard(
            slug="arrivals",
            title="What comes in",
            sentence="263 requests in 24 hours, at most 40 in one hour.",
            drawing=draw_hours(Hours(label=label, counts=CAME, names=names)),
            table=Table(
                caption=label,
                heads=("Hour from", "Requests"),
                rows=tuple(
                    Row(head=name, cells=counts(many))
                    for name, many in zip(names, CAME, strict=True)
                ),
            ),
            end="The last hour still runs",
        ),
        levels=(
            LevelRow(urgency=HOURS, count=12, longest="3 hours", allowed="1 hour", late=True),
            LevelRow(urgency=WEEKS, count=61, longest="9 h", allowed="3 days", late=False),
        ),
        languages=(
            LanguageRow(name="Russian", url="/q?l=ru", count=70, urgent=9, longest="9 h"),
            LanguageRow(name="Chechen", url="", count=3, urgent=1, longest="2 h"),
        ),
        shifts=(
            OnShift(member=LYRA, until="Today, 22:00"),
            OnShift(member=NUNKI, until="Today, 23:30"),
        ),
        shift=ShiftForm(initial={"hours": "8"}),
        shift_url="/shift",
        end_url="/shift/end",
        unowned="41 requests wait in nobody’s hands.",
        hand_out=HandOutForm(
            members=MEMBERS, languages=[("ru", "Russian")], initial={"many": 10, "to": ["1"]}
        ),
        hand_out_url="/surge/hand-out",
    )
