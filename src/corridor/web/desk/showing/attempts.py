"""Tries to reach somebody, and wishes to ring outside their rules."""

from django.urls import reverse
from django.utils.translation import gettext

from corridor.domain.casefile import Attempt as Tried
from corridor.domain.policy import Act
from corridor.domain.ringing import HOLDS_FOR, Ring
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.web.desk.forms.request import AttemptForm, RingForm
from corridor.web.desk.pages.common import Attempt
from corridor.web.desk.pages.request import AttemptsPanel, RingLine
from corridor.web.desk.shells import member_mark
from corridor.web.desk.showing.common import first_try, moment_words, outcome_pill
from corridor.web.desk.showing.sent import Shown
from corridor.web.desk.words import CHANNELS
from corridor.web.ui.marks import Pill, Tone


def attempts_panel(desk: Desk, file: CaseFile, *, shown: Shown, room: str) -> AttemptsPanel:
    """Newest first, with the forms only for who may try."""
    attempts = tuple(_attempt(desk, one) for one in reversed(file.case.attempts))
    rings = tuple(_ring(desk, file, one, room=room) for one in reversed(file.case.rings))
    if not desk.may(Act.TRY_CONTACT):
        return AttemptsPanel(attempts=attempts, rings=rings)
    place = {"case": file.chain}
    return AttemptsPanel(
        attempts=attempts,
        form=shown.form(AttemptForm(initial=first_try(desk))),
        url=reverse(f"{room}-attempt", kwargs=place),
        rings=rings,
        ring=shown.form(RingForm()),
        ring_url=reverse(f"{room}-ring", kwargs=place),
    )


def _ring(desk: Desk, file: CaseFile, one: Ring, *, room: str) -> RingLine:
    waits = one.waits(at=desk.clock())
    may = waits and one.by != desk.me and desk.may(Act.TRY_CONTACT)
    place = {"case": file.chain, "height": one.height}
    return RingLine(
        when=moment_words(one.at, today=desk.today()),
        by=member_mark(desk, one.by),
        words=str(CHANNELS[one.asked.way]),
        why=one.asked.why,
        said=one.asked.said,
        state=_ring_state(desk, one, waits=waits),
        agree_url=reverse(f"{room}-agree-ring", kwargs=place) if may else "",
    )


def _ring_state(desk: Desk, one: Ring, *, waits: bool) -> Pill:
    if one.agreed_at is not None:
        words = gettext("%(handle)s agreed, until %(until)s") % {
            "handle": member_mark(desk, one.agreed_by).handle,
            "until": moment_words(one.agreed_at + HOLDS_FOR, today=desk.today()),
        }
        return Pill(words=words, tone=Tone.OK)
    if waits:
        return Pill(words=gettext("Waits for a second person"), tone=Tone.WARN)
    return Pill(words=gettext("Nobody agreed in time"), tone=Tone.PLAIN)


def _attempt(desk: Desk, one: Tried) -> Attempt:
    tried = one.tried
    late = gettext("outside the safe hours") if tried.outside_hours else ""
    how = ", ".join(part for part in (str(CHANNELS[tried.way]), late) if part)
    return Attempt(
        when=moment_words(tried.tried_at, today=desk.today()),
        outcome=outcome_pill(tried.outcome),
        by=member_mark(desk, one.by),
        words=". ".join(part for part in (how, tried.words) if part),
    )
