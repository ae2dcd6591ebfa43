"""How to reach somebody safely, as pages show it."""

from django.utils.translation import gettext

from corridor.domain.intake import Dialogue, Eyes, Way
from corridor.domain.safety import ContactRulesSet
from corridor.services.casefiles import CaseFile
from corridor.web.desk.forms.request import ContactRulesForm
from corridor.web.desk.pages.common import SafeWay
from corridor.web.desk.showing.common import language_name
from corridor.web.desk.showing.contact import hours_words, in_detail, said_by_them
from corridor.web.desk.words import CHANNELS


def safe_ways(file: CaseFile) -> tuple[SafeWay, ...]:
    """What the person said, then what the desk decided. What is forbidden says so."""
    rules, request = file.case.safety.rules, file.case.request
    dialogue = Dialogue() if file.talk is None else file.talk.dialogue
    ways = (*_behind_the_code(file), *_their_rules(dialogue), *_our_rules(rules))
    if request is None:
        return ways
    words = gettext("Write in %(language)s, plain words") % {
        "language": language_name(request.language)
    }
    return (*ways, SafeWay(words=words, icon="languages"))


def _behind_the_code(file: CaseFile) -> tuple[SafeWay, ...]:
    if file.talk is None:
        return ()
    words = gettext("Behind the code: an answer may always be posted there")
    return (SafeWay(words=words, icon="message-square"),)


def _their_rules(dialogue: Dialogue) -> tuple[SafeWay, ...]:
    rules = dialogue.rules
    if rules is None:
        return ()
    ways: list[SafeWay] = []
    if rules.eyes is Eyes.SOMEONE:
        ways.append(SafeWay(words=gettext("Someone else may open the phone"), icon="eye"))
    if rules.way is Way.ALSO_RING and rules.how:
        words = gettext("They say: %(how)s") % {"how": rules.how}
        ways.append(SafeWay(words=words, icon="phone"))
    return (*ways, *in_detail(rules))


def _our_rules(rules: ContactRulesSet | None) -> tuple[SafeWay, ...]:
    if rules is None or not rules.channels:
        never = SafeWay(
            words=gettext("Never call or ring: nothing that rings is known to be safe"),
            icon="phone-off",
            never=True,
        )
        return (never, *_in_words(rules))
    channels = ", ".join(str(CHANNELS[channel]) for channel in rules.channels)
    hours = SafeWay(
        words=gettext("%(channels)s: only %(hours)s")
        % {"channels": channels, "hours": ", ".join(hours_words(one) for one in rules.hours)},
        icon="clock",
    )
    return (hours, *_in_words(rules))


def _in_words(rules: ContactRulesSet | None) -> tuple[SafeWay, ...]:
    if rules is None:
        return ()
    never = tuple(
        SafeWay(words=gettext("Never say “%(word)s”") % {"word": word}, icon="x", never=True)
        for word in rules.never_say
    )
    how = (SafeWay(words=rules.how, icon="shield-check"),) if rules.how else ()
    return (*how, *never)


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def rules_form(file: CaseFile) -> ContactRulesForm:
    rules = file.case.safety.rules
    if rules is None:
        return ContactRulesForm(initial=said_by_them(file))
    first = rules.hours[0] if rules.hours else None
    return ContactRulesForm(
        initial={
            "channels": [channel.value for channel in rules.channels],
            "hours": gettext("%(start)s to %(end)s")
            % {"start": _clock(first.start), "end": _clock(first.end)}
            if first
            else "",
            "never_say": ", ".join(rules.never_say),
            "how": rules.how,
        }
    )
