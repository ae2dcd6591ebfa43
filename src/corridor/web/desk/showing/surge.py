"""The surge as a page: no names, no hour of any journey."""

from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from corridor.domain.factors import Level, answer_within
from corridor.domain.policy import Act
from corridor.domain.queueing import ORDER, View
from corridor.services.desk import Desk
from corridor.services.surge import HOURS, Surge, Waiting
from corridor.web.charts.hours import Hours, draw_hours
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.surge import HOURS as SHIFT_HOURS
from corridor.web.desk.forms.surge import HandOutForm, ShiftForm
from corridor.web.desk.pages.common import Toast
from corridor.web.desk.pages.queue import Tile
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.pages.statistics import ChartCard
from corridor.web.desk.pages.surge import LanguageRow, LevelRow, OnShift, SurgePage
from corridor.web.desk.pages.tables import Row, Table, counts
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.chosen import Chosen
from corridor.web.desk.showing.common import (
    colleagues,
    hour_words,
    language_name,
    moment_words,
    urgency_mark,
)
from corridor.web.desk.showing.queue import unopened_notices
from corridor.web.ui.forms import Choices

_HOUR = timedelta(hours=1)


def surge_page(
    visit: Visit,
    found: Surge,
    *,
    hand_out: HandOutForm | None = None,
    shift: ShiftForm | None = None,
    toast: Toast | None = None,
) -> SurgePage:
    desk = visit.desk
    mine = any(one.member == desk.me for one in found.shifts)
    return SurgePage(
        shell=shell_of(
            visit, Section.SURGE, notices=unopened_notices(found.unopened), toast=toast
        ),
        tiles=_tiles(desk, found),
        arrivals=_arrivals(found),
        levels=tuple(
            _level_row(desk, level, found.by_level[level])
            for level in sorted(found.by_level, key=ORDER.__getitem__)
        ),
        languages=_languages(desk, found),
        shifts=tuple(
            OnShift(
                member=member_mark(desk, one.member),
                until=moment_words(one.until, today=desk.today()),
            )
            for one in found.shifts
        ),
        shift=shift or shift_form(),
        shift_url=reverse("shift"),
        end_url=reverse("end-shift") if mine else "",
        unowned=_unowned_words(found.unowned),
        hand_out=(hand_out or hand_out_form(desk, found)) if desk.may(Act.HAND_OVER) else None,
        hand_out_url=reverse("hand-out"),
    )


def hand_out_choices(desk: Desk) -> tuple[Choices, Choices]:
    languages = [(code, language_name(code)) for code in desk.settings.languages]
    return colleagues(desk, act=Act.TAKE_CASE), languages


def hand_out_form(desk: Desk, found: Surge) -> HandOutForm:
    """Whoever is on shift is chosen already."""
    members, languages = hand_out_choices(desk)
    there = {str(one.member) for one in found.shifts}
    first = {"to": [ref for ref, _words in members if ref in there], "many": 10}
    return HandOutForm(initial=first, members=members, languages=languages)


def shift_choices() -> Choices:
    return [
        (hours, ngettext("%(count)s hour", "%(count)s hours", int(hours)) % {"count": hours})
        for hours in SHIFT_HOURS
    ]


def shift_form() -> ShiftForm:
    return ShiftForm(initial={"hours": "8"}, said=shift_choices())


def _unowned_words(many: int) -> str:
    if not many:
        return gettext("Nothing waits in nobody’s hands.")
    words = ngettext(
        "%(count)s request waits in nobody’s hands.",
        "%(count)s requests wait in nobody’s hands.",
        many,
    )
    return words % {"count": many}


def long_words(since: datetime, *, at: datetime) -> str:
    """Say how long: in minutes, then hours, then days, always less than it was."""
    minutes = int((at - since).total_seconds()) // 60
    if minutes < 60:  # noqa: PLR2004
        words, many = ngettext("%(count)s min", "%(count)s min", minutes), minutes
    elif minutes < 48 * 60:
        many = minutes // 60
        words = ngettext("%(count)s hour", "%(count)s hours", many)
    else:
        many = minutes // (24 * 60)
        words = ngettext("%(count)s day", "%(count)s days", many)
    return words % {"count": many}


def _tiles(desk: Desk, found: Surge) -> tuple[Tile, ...]:
    hour, day = found.arrivals[-1], sum(found.arrivals)
    late = sum(1 for one in found.by_level.values() if one.late)
    oldest = min((one.since for one in found.by_level.values()), default=None)
    waits = found.waiting
    first = Chosen(view=View.NEEDS_FIRST_ANSWER).url()
    return (
        Tile(
            count=day,
            words=gettext("came in 24 hours"),
            detail=gettext("%(count)s in the hour that runs now") % {"count": hour},
            url=Chosen().url(),
        ),
        Tile(
            count=waits,
            words=ngettext("waits for an answer", "wait for an answer", waits),
            detail=gettext("The first for %(long)s")
            % {"long": long_words(oldest, at=desk.clock())}
            if oldest
            else gettext("Nobody waits"),
            url=first,
            hot=late > 0,
        ),
        Tile(
            count=found.unowned,
            words=gettext("in nobody’s hands"),
            detail=gettext("Hand them out below"),
            url="#hand-out",
        ),
        Tile(
            count=len(found.shifts),
            words=gettext("on shift"),
            detail=gettext("Everybody says it of themselves"),
            url="#shift",
            hot=not found.shifts,
        ),
    )


def _arrivals(found: Surge) -> ChartCard:
    starts = [found.first + place * _HOUR for place in range(len(found.arrivals))]
    names = tuple(map(hour_words, starts))
    day, most = sum(found.arrivals), max(found.arrivals)
    sentence = gettext(
        "%(count)s requests in %(hours)s hours, at most %(most)s in one hour."
    ) % {
        "count": day,
        "hours": HOURS,
        "most": most,
    }
    label = gettext("Requests in each of the last %(hours)s hours") % {"hours": HOURS}
    return ChartCard(
        slug="arrivals",
        title=gettext("What comes in"),
        sentence=sentence,
        drawing=draw_hours(Hours(label=label, counts=found.arrivals, names=names)),
        table=Table(
            caption=label,
            heads=(gettext("Hour from"), gettext("Requests")),
            rows=tuple(
                Row(head=name, cells=counts(many))
                for name, many in zip(names, found.arrivals, strict=True)
            ),
        ),
        end=gettext("The last hour still runs"),
    )


def _level_row(desk: Desk, level: Level, waiting: Waiting) -> LevelRow:
    at = desk.clock()
    return LevelRow(
        urgency=urgency_mark(level),
        count=waiting.many,
        longest=long_words(waiting.since, at=at),
        allowed=long_words(at - answer_within(level), at=at),
        late=bool(waiting.late),
    )


def _languages(desk: Desk, found: Surge) -> tuple[LanguageRow, ...]:
    at = desk.clock()
    most_first = sorted(found.by_language.items(), key=lambda one: (-one[1].many, one[0]))
    return tuple(
        LanguageRow(
            name=language_name(code) if code else gettext("Not known"),
            url=Chosen(language=code).url() if code in desk.settings.languages else "",
            count=waiting.many,
            urgent=waiting.urgent,
            longest=long_words(waiting.since, at=at),
        )
        for code, waiting in most_first
    )
