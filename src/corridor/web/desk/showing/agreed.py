"""What was agreed with who is on the way: their answers' meanings, and how to reach them."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from django.utils.translation import gettext, gettext_noop

from corridor.domain.check_ins import CheckIn, Verdict
from corridor.domain.intake import Answer
from corridor.domain.journeys import Journey, JourneyState
from corridor.services.casefiles import CaseFile
from corridor.web.desk.forms.journey import VERDICTS
from corridor.web.desk.pages.common import MarkedLine, SafeWay
from corridor.web.desk.showing.safety import safe_ways
from corridor.web.public.forms import OKS
from corridor.web.ui.marks import Mark, MarkKind

_SAID: Final = {Answer(code): words for code, words in OKS}
_MARKS: Final = {
    Verdict.FINE: (MarkKind.OK, gettext_noop("Fine:")),
    Verdict.UNCLEAR: (MarkKind.ASK, gettext_noop("Not clear:")),
    Verdict.DURESS: (MarkKind.BAD, gettext_noop("Danger:")),
}


def ways_of(case: CaseFile | None) -> tuple[SafeWay, ...]:
    """Rules that cannot be read forbid everything."""
    if case is not None:
        return safe_ways(case)
    words = gettext("Their rules cannot be read just now: do not call or ring")
    return (SafeWay(words=words, icon="phone-off", never=True),)


def agreed(journey: Journey, *, at: datetime) -> Iterator[MarkedLine]:
    """What the three answers of their page mean at the sign of life that is waited for."""
    waited = _waited_for(journey, at)
    if waited is None or journey.state is JourneyState.OVER:
        return
    for answer in Answer:
        verdict = waited.verdict(answer)
        kind, meaning = _MARKS[verdict]
        yield MarkedLine(
            mark=Mark(kind=kind, meaning=gettext(meaning)),
            words=str(_SAID[answer]),
            detail=str(VERDICTS[verdict]),
        )


def _waited_for(journey: Journey, at: datetime) -> CheckIn | None:
    open_still = (one for one in journey.check_ins if not one.settled)
    return next(iter(journey.alarms(at=at)), next(open_still, None))
