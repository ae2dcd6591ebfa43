"""How soon somebody must act, as pages show it: what was judged, by whom, and for how long."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from corridor.domain.cards import card_of
from corridor.domain.factors import Weighed, factors, suggest
from corridor.domain.intake import Dialogue, Eyes, Wish
from corridor.domain.policy import Act
from corridor.domain.queueing import urgency as urgency_of
from corridor.domain.triage import Assessed, Standing, Urgency
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.web.desk.entry import Visit
from corridor.web.desk.factor_words import (
    ACTORS,
    CAPACITIES,
    REACHES,
    THREATS,
    VULNERABILITIES,
    forced_words,
    listed,
)
from corridor.web.desk.forms.triage import AssessForm, WeighForm, first_marks
from corridor.web.desk.pages.common import Fact, Link, MarkedLine
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.pages.triage import Judgement, TriagePage
from corridor.web.desk.shells import member_mark, shell_of
from corridor.web.desk.showing.common import (
    colleagues,
    moment_inside,
    moment_words,
    urgency_mark,
)
from corridor.web.desk.words import LEVELS, WISHES
from corridor.web.ui.marks import Mark, MarkKind


def assess_form(desk: Desk, file: CaseFile) -> AssessForm:
    """What the list suggests is chosen already; a person decides."""
    members = colleagues(desk, act=Act.TAKE_CASE)
    return AssessForm(members=members, me=desk.me, initial=_first(desk, file))


def weigh_form(desk: Desk, file: CaseFile) -> WeighForm:
    urgency = file.case.safety.urgency
    weighed = urgency.assessed.weighed if urgency else Weighed()
    return WeighForm(
        members=colleagues(desk, act=Act.TAKE_CASE),
        me=desk.me,
        initial={**_first(desk, file), **first_marks(weighed)},
    )


def _first(desk: Desk, file: CaseFile) -> dict[str, object]:
    urgency, request = file.case.safety.urgency, file.case.request
    wish = request.wish if request else Wish.UNSAID
    level = urgency.assessed.level if urgency else suggest(wish=wish, reasons=())
    reasons = urgency.assessed.reasons if urgency else ()
    return {
        "level": level.value,
        "reasons": [reason.value for reason in reasons],
        "owner": str(file.case.owner or desk.me),
    }


def triage_page(visit: Visit, file: CaseFile, *, room: str, form: WeighForm) -> TriagePage:
    desk, case = visit.desk, file.case
    place = {"case": file.chain}
    card = card_of(case, None if file.talk is None else file.talk.dialogue)
    urgency = case.safety.urgency
    seconds = may_second(desk, urgency)
    return TriagePage(
        shell=shell_of(visit, Section.QUEUE),
        up=Link(words=case.number, url=reverse(room, kwargs=place)),
        seen=str(file.height),
        code=case.number,
        name=case.name,
        urgency=urgency_mark(urgency_of(card, at=desk.clock())),
        form=form,
        url=reverse(f"{room}-triage", kwargs=place),
        reasons=raising(desk, file),
        made=assessment_made(desk, urgency),
        second_url=reverse(f"{room}-second", kwargs=place) if seconds else "",
        earlier=tuple(_earlier(desk, file)),
        sources=_sources(),
        as_of=factors().as_of,
    )


def _sources() -> tuple[Link, ...]:
    return tuple(Link(words=one.title, url=one.address) for one in factors().sources.values())


def _earlier(desk: Desk, file: CaseFile) -> Iterator[Judgement]:
    """Newest first, the one that stands left out: it is told above."""
    stands = file.case.safety.urgency
    for record in reversed(file.case.timeline):
        fact = record.fact
        if not isinstance(fact, Assessed) or (stands and stands.height == record.height):
            continue
        who = member_mark(desk, record.by).handle
        yield Judgement(
            urgency=urgency_mark(fact.level),
            words=f"{who}, {moment_inside(record.at, today=desk.today())}",
            detail=". ".join(
                part for part in (weighed_words(fact.weighed), fact.words) if part
            ),
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
    facts = (
        Fact(term=gettext("Chosen"), words=str(LEVELS[made.level])),
        Fact(term=gettext("Suggested"), words=str(LEVELS[made.suggested])),
        Fact(term=gettext("By"), words=f"{who}, {moment_inside(urgency.at, today=today)}"),
        Fact(term=gettext("Holds until"), words=moment_words(urgency.until, today=today)),
        Fact(term=gettext("Forced by"), words=", ".join(map(forced_words, made.reasons))),
        *_weighed_facts(made.weighed),
        Fact(term=gettext("Why, in words"), words=made.words),
        Fact(term=gettext("Second person"), words=_second_words(desk, urgency)),
    )
    return tuple(fact for fact in facts if fact.words)


def _weighed_facts(weighed: Weighed) -> Iterator[Fact]:
    reach = "" if weighed.reach is None else str(REACHES[weighed.reach])
    yield Fact(term=gettext("Weighed"), words=weighed_words(weighed))
    yield Fact(term=gettext("Threats"), words=listed(THREATS[one] for one in weighed.threats))
    yield Fact(
        term=gettext("Who is behind them"), words=listed(ACTORS[one] for one in weighed.actors)
    )
    yield Fact(term=gettext("How far they can follow"), words=reach)
    yield Fact(
        term=gettext("What makes them easier to harm"),
        words=listed(VULNERABILITIES[one] for one in weighed.vulnerabilities),
    )
    yield Fact(
        term=gettext("What protects them"),
        words=listed(CAPACITIES[one] for one in weighed.capacities),
    )


def weighed_words(weighed: Weighed) -> str:
    if weighed.figure is None:
        return ""
    return gettext(
        "Threat %(threat)s times vulnerability %(vulnerability)s, through capacity"
        " %(capacity)s: %(figure)s"
    ) % {
        "threat": weighed.threat,
        "vulnerability": weighed.vulnerability,
        "capacity": weighed.capacity,
        "figure": f"{weighed.figure:.1f}".removesuffix(".0"),
    }


def _second_words(desk: Desk, urgency: Urgency) -> str:
    if urgency.standing is Standing.HOLDS:
        return ""
    firm = {"level": LEVELS[urgency.firm]}
    if not urgency.waits(at=desk.clock()):
        return gettext("Nobody agreed in time. What stood before counts: %(level)s.") % firm
    asked = urgency.assessed.second
    whom = "" if asked is None else _asked_words(desk, asked)
    if urgency.standing is Standing.PROVISIONAL:
        words = gettext("Provisional, by one person alone. Then %(level)s counts again.") % firm
    else:
        words = (
            gettext("Waits for a second person. Until then %(level)s orders the list.") % firm
        )
    return " ".join(part for part in (words, whom) if part)


def _asked_words(desk: Desk, asked: object) -> str:
    return gettext("%(handle)s was asked.") % {"handle": member_mark(desk, asked).handle}


def may_second(desk: Desk, urgency: Urgency | None) -> bool:
    return (
        urgency is not None
        and urgency.waits(at=desk.clock())
        and urgency.by != desk.me
        and desk.may(Act.ASSESS)
    )
