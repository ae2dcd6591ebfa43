"""What several pages show in the same way: marks, days and hours, colleagues, safe ways."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone
from django.utils.dateformat import format as format_day
from django.utils.translation import get_language, gettext, pgettext

from corridor.domain.casefile import Case
from corridor.domain.cases import Outcome
from corridor.domain.factors import Level
from corridor.domain.languages import name_in
from corridor.domain.milestones import Step
from corridor.domain.policy import Act, may
from corridor.domain.settings import Wording
from corridor.services.desk import Desk
from corridor.web.desk.words import LEVELS, OUTCOMES, step_words
from corridor.web.ui.forms import Choices
from corridor.web.ui.marks import Pill, StepMark, Tone, Urgency

_TONES: Final = {
    Outcome.REACHED: Tone.OK,
    Outcome.THEY_WROTE: Tone.OK,
    Outcome.NOT_ANSWERED: Tone.WARN,
    Outcome.NOT_DELIVERED: Tone.WARN,
    Outcome.SOMEONE_ELSE_ANSWERED: Tone.BAD,
}


def wording_of(desk: Desk) -> Wording:
    return desk.settings.wording(get_language() or "en")


def language_name(code: str) -> str:
    """As the reader calls it: Chechen, Чеченский."""
    name = name_in(code, get_language() or "en")
    return name[:1].upper() + name[1:]


def urgency_mark(level: Level) -> Urgency:
    return Urgency(level=level, words=str(LEVELS[level]))


def step_mark(step: Step, *, wording: Wording) -> StepMark:
    return StepMark(number=list(Step).index(step) + 1, words=step_words(step, wording=wording))


def day_words(day: date) -> str:
    return format_day(day, pgettext("day in Django's date letters: 19 May", "j E"))


def day_heading(day: date, *, today: date) -> str:
    if day == today:
        return gettext("Today")
    letters = pgettext("day in Django's date letters: Friday 19 May", "l j E")
    return format_day(day, letters)


def hour_words(at: datetime) -> str:
    return format_day(timezone.localtime(at), "H:i")


def moment_words(at: datetime, *, today: date) -> str:
    """Say "Today, 11:40" or "19 May, 11:40", in the organisation's zone."""
    local = timezone.localtime(at)
    said = gettext("Today") if local.date() == today else day_words(local.date())
    return f"{said}, {hour_words(at)}"


def moment_inside(at: datetime, *, today: date) -> str:
    """Say the same within a sentence: "today, 11:40"."""
    said = moment_words(at, today=today)
    return said[:1].lower() + said[1:]


def colleagues(desk: Desk, *, act: Act) -> Choices:
    """Offer who is here and may do `act`; the reader first, marked as such."""
    here = [one for one in desk.roster.members if one.here and may(one.roles, act)]
    ordered = sorted(here, key=lambda one: (one.member != desk.me, one.handle))
    return [
        (
            str(one.member),
            gettext("%(handle)s (you)") % {"handle": one.handle}
            if one.member == desk.me
            else one.handle,
        )
        for one in ordered
    ]


def outcome_pill(outcome: Outcome) -> Pill:
    return Pill(words=str(OUTCOMES[outcome]), tone=_TONES[outcome])


def first_try(desk: Desk) -> dict[str, str]:
    """Fill a try's hour with now: most are written down at once."""
    now = timezone.localtime(desk.clock())
    return {"tried_at": now.strftime("%d.%m.%Y %H:%M")}


def may_take(desk: Desk, case: Case) -> bool:
    return case.closed is None and case.owner != desk.me and desk.may(Act.TAKE_CASE)
