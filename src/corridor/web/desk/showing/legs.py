"""The legs of a way as its page shows them: where each stands, why, and what may be done."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.translation import gettext, gettext_noop

from corridor.base.ids import AlarmId
from corridor.domain.check_ins import CheckIn as Heard
from corridor.domain.check_ins import CheckInState
from corridor.domain.legs import Leg, LegChange, LegEnd, LegState, LegTurn
from corridor.domain.policy import Act
from corridor.services.desk import Desk
from corridor.services.journey_files import JourneyFile
from corridor.web.desk.entry import Visit
from corridor.web.desk.forms.journey import (
    CALL_OFF,
    HOLD,
    LEG_ENDS,
    MODES,
    ChangeLegForm,
    LegEndForm,
    SignPlanForm,
    WhyForm,
)
from corridor.web.desk.pages.journey import (
    ChangeLegPage,
    CheckIn,
    LegActs,
    LegNote,
    LegShown,
    ReasonForm,
    SignPage,
)
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.shells import member_mark, paper_moment, shell_of
from corridor.web.desk.showing.common import moment_inside, wording_of
from corridor.web.desk.showing.journeys import name_of, way_words
from corridor.web.ui.marks import Mark, MarkKind, Pill, Tone

_TURNS: Final = {
    LegTurn.HELD: gettext_noop("Held by %(handle)s, %(at)s"),
    LegTurn.CLEARED: gettext_noop("“Go” by %(handle)s, %(at)s"),
    LegTurn.REPLANNED: gettext_noop("Another plan by %(handle)s, %(at)s"),
    LegTurn.CALLED_OFF: gettext_noop("Called off by %(handle)s, %(at)s"),
}
_POINTS: Final = {
    CheckInState.LATER: (MarkKind.OFF, gettext_noop("Later:")),
    CheckInState.DUE: (MarkKind.WARN, gettext_noop("Due:")),
    CheckInState.OVERDUE: (MarkKind.BAD, gettext_noop("Overdue:")),
    CheckInState.CAME: (MarkKind.OK, gettext_noop("Came:")),
    CheckInState.WORRYING: (MarkKind.BAD, gettext_noop("Not fine:")),
    CheckInState.DROPPED: (MarkKind.OFF, gettext_noop("Called off:")),
}


def legs_of(desk: Desk, file: JourneyFile, *, paper: bool = False) -> Iterator[LegShown]:
    """On paper a day has its date: "today" is over when somebody reads it."""

    def said(at: datetime) -> str:
        return paper_moment(at) if paper else moment_inside(at, today=desk.today())

    for number, leg in enumerate(file.journey.legs, start=1):
        yield _leg(desk, file, leg, number, said)


def _leg(
    desk: Desk, file: JourneyFile, leg: Leg, number: int, said: Callable[[datetime], str]
) -> LegShown:
    planned = leg.planned
    points = file.journey.on_leg(planned.leg)
    return LegShown(
        number=number,
        title=_way(desk, leg),
        state=leg_pill(leg),
        detail=gettext("%(mode)s. Leaves %(leaves)s, arrives %(arrives)s.")
        % {
            "mode": MODES[planned.mode],
            "leaves": said(planned.leaves_at),
            "arrives": said(planned.arrives_at),
        },
        check_ins=tuple(_point(desk, file, one) for one in points),
        notes=tuple(_note(desk, one) for one in leg.changes),
        acts=_acts(desk, file, leg),
    )


def _way(desk: Desk, leg: Leg) -> str:
    return way_words(leg.planned.from_area, leg.planned.to_area, wording_of(desk))


def leg_pill(leg: Leg) -> Pill:
    if leg.how is not None:
        tone = Tone.OK if leg.how is LegEnd.ARRIVED else Tone.WARN
        return Pill(words=str(LEG_ENDS[leg.how]), tone=tone)
    return {
        LegState.HELD: Pill(words=gettext("Held"), tone=Tone.BAD, icon="flag"),
        LegState.CLEARED: Pill(words=gettext("Go"), tone=Tone.OK, icon="check"),
        LegState.UNDER_WAY: Pill(words=gettext("On the way"), tone=Tone.WARN, icon="clock"),
    }.get(leg.state, Pill(words=gettext("Planned"), tone=Tone.WAIT))


def _note(desk: Desk, change: LegChange) -> LegNote:
    handle = member_mark(desk, change.by).handle if change.by else ""
    at = moment_inside(change.at, today=desk.today())
    words = gettext(_TURNS[change.turn]) % {"handle": handle, "at": at}
    return LegNote(words=words, why=change.why)


def _acts(desk: Desk, file: JourneyFile, leg: Leg) -> LegActs:
    place = {"journey": file.chain, "leg": leg.planned.leg}
    if not desk.may(Act.PLAN_JOURNEY) or leg.ended_at is not None:
        return LegActs()
    change = reverse("change-leg", kwargs=place)
    add_sign = reverse("add-sign", kwargs=place)
    if leg.under_way:
        end = reverse("end-leg", kwargs=place)
        return LegActs(end=end, end_form=LegEndForm(), change=change, add_sign=add_sign)
    cleared = leg.readiness is LegState.CLEARED
    return LegActs(
        clear="" if cleared else reverse("clear-leg", kwargs=place),
        start=reverse("start-leg", kwargs=place) if _may_leave(file, leg) else "",
        change=change,
        add_sign=add_sign,
    )


def _may_leave(file: JourneyFile, leg: Leg) -> bool:
    before = (one for one in file.journey.legs if one.planned.leaves_at < leg.planned.leaves_at)
    return leg.readiness is not LegState.HELD and all(one.ended_at for one in before)


def _point(desk: Desk, file: JourneyFile, one: Heard) -> CheckIn:
    now = desk.clock()
    state = one.state(at=now)
    kind, meaning = _POINTS[state]
    return CheckIn(
        where=one.planned.where,
        mark=Mark(kind=kind, meaning=gettext(meaning)),
        due_at=one.planned.due_at,
        grace=one.planned.grace,
        heard_at=one.heard.at if one.heard else None,
        overdue=one.alarming(at=now),
        dropped=state is CheckInState.DROPPED,
        move_url=_move_url(file, one.planned.alarm) if _may_move(desk, file, one, now) else "",
    )


def _may_move(desk: Desk, file: JourneyFile, one: Heard, now: datetime) -> bool:
    leg = file.journey.leg(one.planned.leg)
    ahead = one.state(at=now) in {CheckInState.LATER, CheckInState.DUE}
    return desk.may(Act.PLAN_JOURNEY) and ahead and leg is not None and leg.ended_at is None


def _move_url(file: JourneyFile, alarm: AlarmId) -> str:
    return reverse("move-sign", kwargs={"journey": file.chain, "alarm": alarm})


def change_page(
    visit: Visit,
    file: JourneyFile,
    leg: Leg,
    form: ChangeLegForm,
    *,
    reason: WhyForm | None = None,
) -> ChangeLegPage:
    """`reason` is one of the two that was sent back."""
    place = {"journey": file.chain, "leg": leg.planned.leg}
    waiting = leg.started_at is None
    return ChangeLegPage(
        shell=shell_of(visit, Section.JOURNEYS),
        number=file.planned.number,
        name=name_of(visit.desk, file.planned.case),
        journeys_url=reverse("journeys"),
        journey_url=reverse("journey", kwargs={"journey": file.chain}),
        title=_way(visit.desk, leg),
        state=leg_pill(leg),
        moves=_moves(leg),
        action=reverse("change-leg", kwargs=place),
        form=form,
        hold=_reason("hold-leg", place, HOLD, reason) if waiting else None,
        call_off=_reason("call-off-leg", place, CALL_OFF, reason) if waiting else None,
    )


def _moves(leg: Leg) -> str:
    if leg.under_way:
        return gettext(
            "They have left: the rest of the way can change. Check-ins that lie ahead move with"
            " the arrival. Tell them."
        )
    return gettext("Check-ins that lie ahead move with the departure. Tell them.")


def _reason(
    name: str, place: Mapping[str, object], part: str, sent: WhyForm | None
) -> ReasonForm:
    empty = WhyForm(part=part)
    form = sent if sent is not None and sent.key == empty.key else empty
    return ReasonForm(url=reverse(name, kwargs=dict(place)), form=form)


def sign_page(
    visit: Visit,
    file: JourneyFile,
    leg: Leg,
    form: SignPlanForm,
    *,
    alarm: AlarmId | None = None,
) -> SignPage:
    place = {"journey": file.chain, "leg": leg.planned.leg}
    return SignPage(
        shell=shell_of(visit, Section.JOURNEYS),
        number=file.planned.number,
        journeys_url=reverse("journeys"),
        journey_url=reverse("journey", kwargs={"journey": file.chain}),
        heading=gettext("Move a check-in") if alarm else gettext("One more check-in"),
        title=_way(visit.desk, leg),
        action=_move_url(file, alarm) if alarm else reverse("add-sign", kwargs=place),
        form=form,
    )
