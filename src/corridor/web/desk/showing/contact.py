"""What a person said themselves about how they may be reached, in the desk's words."""

from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from corridor.domain.intake import PicksUp, ReachRules, Way
from corridor.domain.safety import SafeHours
from corridor.services.casefiles import CaseFile
from corridor.web.desk.pages.common import SafeWay
from corridor.web.desk.words import CHANNELS

_PICKS_UP: Final = {
    PicksUp.ONLY_ME: _("Only they pick up"),
    PicksUp.TRUSTED: _("Somebody they trust may pick up"),
    PicksUp.ANYBODY: _("Anybody may pick up"),
}


def in_detail(rules: ReachRules) -> tuple[SafeWay, ...]:
    """Line by line; what they did not say is not there."""
    never = tuple(
        SafeWay(
            words=gettext("They ask: never say “%(word)s”") % {"word": word},
            icon="x",
            never=True,
        )
        for word in rules.avoid
    )
    return (*_when_and_who(rules), *_words(rules), *never)


def _when_and_who(rules: ReachRules) -> tuple[SafeWay, ...]:
    ways: list[SafeWay] = []
    hours = _hours(rules)
    said = (
        "" if rules.channel is None else str(CHANNELS[rules.channel]),
        "" if hours is None else hours_words(hours),
    )
    if any(said):
        words = {"ways": ", ".join(part for part in said if part)}
        ways.append(SafeWay(words=gettext("They name: %(ways)s") % words, icon="clock"))
    if rules.picks_up in _PICKS_UP:
        ways.append(SafeWay(words=str(_PICKS_UP[rules.picks_up]), icon="user-round"))
    return tuple(ways)


def _words(rules: ReachRules) -> tuple[SafeWay, ...]:
    lines = (
        (gettext("Be, when you call: %(words)s"), rules.pretend, "phone"),
        (gettext("To know each other, ask: %(words)s"), rules.question, "shield-check"),
        (gettext("They answer: %(words)s"), rules.reply, "shield-check"),
        (gettext("Languages: %(words)s"), rules.languages, "languages"),
    )
    return tuple(
        SafeWay(words=sentence % {"words": words}, icon=icon)
        for sentence, words, icon in lines
        if words
    )


def said_by_them(file: CaseFile) -> dict[str, object]:
    """A first proposal for the desk's own rules: what they said, for a worker to look over."""
    rules = None if file.talk is None else file.talk.dialogue.rules
    if rules is None:
        return {}
    hours = _hours(rules)
    rings = rules.channel if rules.way is Way.ALSO_RING else None
    return {
        "channels": [] if rings is None else [rings.value],
        "hours": "" if hours is None else hours_words(hours),
        "never_say": ", ".join(rules.avoid),
        "how": rules.how,
    }


def _hours(rules: ReachRules) -> SafeHours | None:
    if rules.opens is None or rules.closes is None:
        return None
    return SafeHours(start=rules.opens, end=rules.closes)


def hours_words(hours: SafeHours) -> str:
    return f"{_clock(hours.start)}\N{EN DASH}{_clock(hours.end)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"
