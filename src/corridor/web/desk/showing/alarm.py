"""An alarm of a way: how it climbed, who was woken, who has it, and what comes next."""

from collections.abc import Iterator
from datetime import UTC, datetime

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from corridor.domain.check_ins import AlarmTaken, Ring
from corridor.domain.check_ins import CheckIn as Heard
from corridor.domain.policy import Act
from corridor.ledger.store import Alarm as Notice
from corridor.services.desk import Desk
from corridor.services.journey_files import JourneyFile
from corridor.web.desk.forms.journey import SignOfLifeForm
from corridor.web.desk.pages.journey import Alarm, Rung, Waiting
from corridor.web.desk.shells import member_mark
from corridor.web.ui.marks import Mark, MarkKind

_MINUTE = 60


def waiting_for(desk: Desk, file: JourneyFile, form: SignOfLifeForm) -> Waiting | None:
    """A sign of life that came by another way, before anything was late."""
    point = file.journey.awaited
    if point is None or not desk.may(Act.RECORD_CHECK_IN):
        return None
    url = _alarm_url("sign-of-life", file, point)
    return Waiting(where=point.planned.where, sign_url=url, sign_form=form)


def _alarm_url(name: str, file: JourneyFile, point: Heard) -> str:
    return reverse(name, kwargs={"journey": file.chain, "alarm": point.planned.alarm})


def alarm_of(  # noqa: PLR0913 - where it stands, and how
    desk: Desk,
    file: JourneyFile,
    point: Heard,
    *,
    notice: Notice | None,
    woken: bool,
    form: SignOfLifeForm,
) -> Alarm:
    """`woken`: whether any address was ever written down."""
    minutes = int((desk.clock() - point.planned.due_at).total_seconds()) // _MINUTE
    return Alarm(
        where=point.planned.where,
        minutes_over=max(0, minutes),
        rungs=tuple(_rungs(desk, file, point, notice, woken=woken)),
        warning=gettext("Look behind the code first. Do not call while they travel."),
        take_url=_alarm_url("take-alarm", file, point),
        sign_url=_alarm_url("sign-of-life", file, point),
        sign_form=form,
        taken_by=member_mark(desk, point.taken_by) if point.taken_by else None,
    )


def _rungs(
    desk: Desk, file: JourneyFile, point: Heard, notice: Notice | None, *, woken: bool
) -> Iterator[Rung]:
    yield _due(point)
    yield _raised(point, notice)
    for ring in point.rings:
        yield _rung(ring)
    for record in file.journey.timeline:
        if isinstance(record.fact, AlarmTaken) and record.fact.alarm == point.planned.alarm:
            yield _taken(desk, record.at, record.fact)
    if notice is not None:
        yield _ahead(notice) if woken else _nobody()


def _due(point: Heard) -> Rung:
    return Rung(
        at=point.planned.due_at,
        mark=Mark(kind=MarkKind.OFF, meaning=gettext("Due:")),
        words=gettext("Check-in was due"),
        detail=ngettext(
            "Grace of %(count)s minute began",
            "Grace of %(count)s minutes began",
            point.planned.grace,
        )
        % {"count": point.planned.grace},
    )


def _rung(ring: Ring) -> Rung:
    """Its hour is told to the quarter."""
    address = ring.to or gettext("address %(number)s of the plan") % {"number": ring.place}
    if ring.went_out:
        mark = Mark(kind=MarkKind.OK, meaning=gettext("Woken:"))
        words, detail = gettext("Notice to %(address)s"), gettext("Went out")
    else:
        mark = Mark(kind=MarkKind.WARN, meaning=gettext("Not woken:"))
        words, detail = (
            gettext("No way to %(address)s"),
            gettext("The next one was tried at once"),
        )
    return Rung(
        at=ring.at, mark=mark, words=words % {"address": address}, detail=detail, about=True
    )


def _raised(point: Heard, notice: Notice | None) -> Rung:
    heard = point.heard
    return Rung(
        at=heard.at if heard else point.alarm_at,
        mark=Mark(kind=MarkKind.BAD, meaning=gettext("Alarm:")),
        words=gettext("A sign of life that is not fine") if heard else gettext("Alarm raised"),
        detail=_sent(notice),
    )


def _sent(notice: Notice | None) -> str:
    if notice is None:
        return gettext("The notices have stopped")
    if notice.sent == 0:
        return gettext("No notice was sent yet")
    words = ngettext("%(count)s notice sent", "%(count)s notices sent", notice.sent)
    return words % {"count": notice.sent}


def _ahead(notice: Notice) -> Rung:
    return Rung(
        at=datetime.fromtimestamp(notice.next_at * _MINUTE, tz=UTC),
        mark=Mark(kind=MarkKind.ASK, meaning=gettext("Next:")),
        words=gettext("The next notice, to the next person on duty"),
        detail=gettext("Goes on after a restart and with nobody signed in"),
        ahead=True,
    )


def _nobody() -> Rung:
    return Rung(
        at=None,
        mark=Mark(kind=MarkKind.BAD, meaning=gettext("Nobody:")),
        words=gettext("Nobody will be woken: no notice address is set"),
        detail=gettext("A steward sets one on the server: corridor notices"),
    )


def _taken(desk: Desk, at: datetime, fact: AlarmTaken) -> Rung:
    return Rung(
        at=at,
        mark=Mark(kind=MarkKind.OK, meaning=gettext("Taken:")),
        words=gettext("Taken by"),
        detail=gettext("The search goes on"),
        member=member_mark(desk, fact.by),
    )
