"""Applications to states, and what the people of a case agreed to."""

from django.urls import reverse
from django.utils.translation import gettext

from corridor.domain.consent import Consent, ConsentGiven, ConsentRefused
from corridor.domain.filings import Filing
from corridor.domain.milestones import FilingState
from corridor.domain.policy import Act
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.web.desk.forms.case import ConsentForm, DecisionForm, FilingForm
from corridor.web.desk.pages.case import Application, CasePanel, ConsentLine
from corridor.web.desk.pages.common import MarkedLine
from corridor.web.desk.pages.countries import countries, country_name
from corridor.web.desk.showing.common import day_words
from corridor.web.desk.showing.sent import Shown
from corridor.web.desk.showing.told import joined, person_label
from corridor.web.desk.words import FILING_KINDS, FILING_STATES, PURPOSES
from corridor.web.ui.forms import Choices
from corridor.web.ui.marks import Mark, MarkKind, Pill, Tone

_STATE_MARKS = {
    FilingState.LODGED: (Tone.WAIT, "clock"),
    FilingState.GRANTED: (Tone.OK, "check"),
    FilingState.REFUSED: (Tone.BAD, "x"),
    FilingState.WITHDRAWN: (Tone.PLAIN, "undo-2"),
}


def people_choices(file: CaseFile) -> Choices:
    return [(str(one.person), person_label(file.case, one.person)) for one in file.case.people]


def applications(desk: Desk, file: CaseFile, shown: Shown) -> tuple[Application, ...]:
    return tuple(_application(desk, file, shown, one) for one in file.case.filings)


def _application(desk: Desk, file: CaseFile, shown: Shown, one: Filing) -> Application:
    tone, icon = _STATE_MARKS[one.state]
    until = one.decided_on or desk.today()
    who = person_label(file.case, one.person)
    return Application(
        country=country_name(one.country),
        route=f"{FILING_KINDS[one.route]}, {who}",
        state=Pill(words=str(FILING_STATES[one.state]), tone=tone, icon=icon),
        sent=day_words(one.lodged_on),
        days=(until - one.lodged_on).days,
        next=_next(one),
        decide=_decide(desk, file, shown, one),
    )


def _next(one: Filing) -> str:
    if one.decided_on is None:
        return gettext("An office has it")
    decided = gettext("Decided on %(day)s") % {"day": day_words(one.decided_on)}
    return ". ".join(part for part in (decided, one.words) if part)


def _decide(desk: Desk, file: CaseFile, shown: Shown, one: Filing) -> CasePanel | None:
    if not one.waiting or not desk.may(Act.LODGE_FILING):
        return None
    form = DecisionForm(part=f"-{one.filing}", initial={"on": desk.today()})
    return CasePanel(
        words=gettext("Write the decision"),
        button=gettext("Save"),
        form=shown.form(form),
        url=reverse("decide-filing", kwargs={"case": file.chain, "filing": one.filing}),
    )


def add_filing(desk: Desk, file: CaseFile, shown: Shown) -> CasePanel | None:
    if not desk.may(Act.LODGE_FILING) or file.case.closed is not None:
        return None
    form = FilingForm(
        people=people_choices(file), countries=countries(), initial={"on": desk.today()}
    )
    return CasePanel(
        words=gettext("Add an application"),
        button=gettext("Add the application"),
        form=shown.form(form),
        url=reverse("add-filing", kwargs={"case": file.chain}),
    )


def add_consent(desk: Desk, file: CaseFile, shown: Shown) -> CasePanel | None:
    if not desk.may(Act.RECORD_CONSENT):
        return None
    form = ConsentForm(people=people_choices(file), initial={"on": desk.today()})
    return CasePanel(
        words=gettext("Write an answer down"),
        button=gettext("Save the answer"),
        form=shown.form(form),
        url=reverse("add-consent", kwargs={"case": file.chain}),
    )


def consents(desk: Desk, file: CaseFile) -> tuple[ConsentLine, ...]:
    given = tuple(_given(desk, file, one) for one in file.case.consents.given)
    return (*given, *(_refused(file, one) for one in file.case.consents.refused))


def _given(desk: Desk, file: CaseFile, one: Consent) -> ConsentLine:
    fact, holds = one.given, one.holds(on=desk.today())
    place = {"case": file.chain, "consent": fact.consent}
    may_end = one.withdrawn_on is None and desk.may(Act.RECORD_CONSENT)
    mark = (
        Mark(kind=MarkKind.OK, meaning=gettext("Yes:"))
        if holds
        else Mark(kind=MarkKind.OFF, meaning=gettext("No longer:"))
    )
    line = MarkedLine(
        mark=mark,
        words=_subject(fact),
        detail=joined(_whose(file, fact), _ended(one) or fact.withhold),
        end=day_words(fact.on),
    )
    url = reverse("withdraw-consent", kwargs=place) if may_end else ""
    return ConsentLine(line=line, withdraw_url=url)


def _refused(file: CaseFile, one: ConsentRefused) -> ConsentLine:
    line = MarkedLine(
        mark=Mark(kind=MarkKind.NO, meaning=gettext("No:")),
        words=_subject(one),
        detail=_whose(file, one),
        end=day_words(one.on),
    )
    return ConsentLine(line=line)


def _subject(fact: ConsentGiven | ConsentRefused) -> str:
    return joined(str(PURPOSES[fact.purpose]), country_name(fact.recipient))


def _whose(file: CaseFile, fact: ConsentGiven | ConsentRefused) -> str:
    """Where there is one person, nobody has to be told apart."""
    alone = [one.person for one in file.case.people] == [fact.person]
    return "" if alone else person_label(file.case, fact.person)


def _ended(one: Consent) -> str:
    if one.withdrawn_on is not None:
        return gettext("Taken back on %(day)s") % {"day": day_words(one.withdrawn_on)}
    if one.refused_on is not None:
        return gettext("A later no, %(day)s") % {"day": day_words(one.refused_on)}
    return ""
