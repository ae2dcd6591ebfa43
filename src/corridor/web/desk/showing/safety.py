"""How to reach somebody safely, and how urgent they are, as pages show it."""

from django.utils.translation import gettext, ngettext

from corridor.domain.intake import Dialogue, Eyes, Way, Wish
from corridor.domain.policy import Act
from corridor.domain.safety import ContactRulesSet, SafeHours, Urgency, suggest
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.web.desk.forms.request import AssessForm, ContactRulesForm
from corridor.web.desk.pages.common import Fact, MarkedLine, SafeWay
from corridor.web.desk.shells import member_mark
from corridor.web.desk.showing.common import (
    colleagues,
    language_name,
    moment_inside,
    moment_words,
)
from corridor.web.desk.words import CHANNELS, LEVELS, REASONS, WISHES
from corridor.web.ui.marks import Mark, MarkKind


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
    return tuple(ways)


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


def hours_words(hours: SafeHours) -> str:
    return f"{_clock(hours.start)}\N{EN DASH}{_clock(hours.end)}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def rules_form(file: CaseFile) -> ContactRulesForm:
    rules = file.case.safety.rules
    if rules is None:
        return ContactRulesForm()
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


def assess_form(desk: Desk, file: CaseFile) -> AssessForm:
    """What the list suggests is chosen already; a person decides."""
    urgency, request = file.case.safety.urgency, file.case.request
    wish = request.wish if request else Wish.UNSAID
    level = urgency.assessed.level if urgency else suggest(wish=wish, reasons=())
    reasons = urgency.assessed.reasons if urgency else ()
    return AssessForm(
        members=colleagues(desk, act=Act.TAKE_CASE),
        initial={
            "level": level.value,
            "reasons": [reason.value for reason in reasons],
            "owner": str(file.case.owner or desk.me),
        },
    )


def raising(desk: Desk, file: CaseFile) -> tuple[MarkedLine, ...]:
    """What speaks for hurry, one by one: no sum and no score decides about a person."""
    request = file.case.request
    if request is None:
        return ()
    lines = [_wish_line(request.wish)]
    dialogue = Dialogue() if file.talk is None else file.talk.dialogue
    if dialogue.rules is not None and dialogue.rules.eyes is Eyes.SOMEONE:
        lines.append(_raises(gettext("Someone else may open the phone"), ""))
    waits = dialogue.waiting_since
    if waits is not None:
        days = (desk.clock() - waits).days
        said = ngettext("for %(count)s day", "for %(count)s days", days) % {"count": days}
        when = said if days else moment_words(waits, today=desk.today())
        lines.append(_raises(gettext("They wait for an answer"), when))
    return tuple(lines)


def _wish_line(wish: Wish) -> MarkedLine:
    words = gettext("Their wish: %(wish)s") % {"wish": WISHES[wish]}
    detail = gettext("The list suggests: %(level)s") % {
        "level": LEVELS[suggest(wish=wish, reasons=())]
    }
    if wish is Wish.UNSAID:
        mark = Mark(kind=MarkKind.ASK, meaning=gettext("Not known:"))
        return MarkedLine(mark=mark, words=words, detail=detail)
    return _raises(words, detail)


def _raises(words: str, detail: str) -> MarkedLine:
    mark = Mark(kind=MarkKind.WARN, meaning=gettext("Raises it:"))
    return MarkedLine(mark=mark, words=words, detail=detail)


def assessment_made(desk: Desk, urgency: Urgency | None) -> tuple[Fact, ...]:
    if urgency is None:
        return ()
    made, today = urgency.assessed, desk.today()
    who = member_mark(desk, urgency.by).handle
    until = moment_words(urgency.until, today=today)
    facts = (
        Fact(term=gettext("Chosen"), words=str(LEVELS[made.level])),
        Fact(term=gettext("Suggested"), words=str(LEVELS[made.suggested])),
        Fact(term=gettext("By"), words=f"{who}, {moment_inside(urgency.at, today=today)}"),
        Fact(term=gettext("Holds until"), words=until),
        Fact(
            term=gettext("Reasons"),
            words=", ".join(str(REASONS[reason]) for reason in made.reasons),
        ),
        Fact(term=gettext("Why, in words"), words=made.words),
    )
    waits = gettext("Waits for a second person; until then the earlier level orders the list")
    second = (Fact(term=gettext("Second person"), words=waits),) if urgency.provisional else ()
    return (*(fact for fact in facts if fact.words), *second)


def may_second(desk: Desk, urgency: Urgency | None) -> bool:
    return (
        urgency is not None
        and urgency.provisional
        and urgency.by != desk.me
        and desk.may(Act.ASSESS)
    )
