"""The recovery page: whose turn it is."""

from typing import NamedTuple
from uuid import UUID

from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi, gettext

from corridor.web.desk.forms.recovery import OpenRecoveryForm, StewardPartForm
from corridor.web.desk.pages.common import MarkedLine
from corridor.web.desk.pages.recovery import RecoveryPage
from corridor.web.ui.marks import Mark, MarkKind, Member


class Turn(NamedTuple):
    """A recovery that waits for its second steward."""

    handle: str
    reason: str
    first: str
    minutes_left: int


def recovery_page(
    part_form: StewardPartForm,
    *,
    open_form: OpenRecoveryForm | None = None,
    turn: Turn | None = None,
    name: UUID | None = None,
) -> RecoveryPage:
    place = {"turn": name}
    return RecoveryPage(
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        action=reverse("recovery-turn", kwargs=place) if name else reverse("recovery"),
        cancel_url=reverse("stop-recovery", kwargs=place) if name else "",
        sign_in_url=reverse("sign-in"),
        turns=_turns(turn),
        part_form=part_form,
        open_form=open_form,
        member=Member(handle=turn.handle) if turn else None,
        reason=turn.reason if turn else "",
        minutes_left=turn.minutes_left if turn else 0,
    )


def _turns(turn: Turn | None) -> tuple[MarkedLine, ...]:
    given = Mark(kind=MarkKind.OK, meaning=gettext("Given:"))
    waits = Mark(kind=MarkKind.OFF, meaning=gettext("Not yet:"))
    return (
        MarkedLine(
            mark=given if turn else waits,
            words=gettext("First steward"),
            detail=turn.first if turn else "",
        ),
        MarkedLine(mark=waits, words=gettext("Second steward")),
    )
