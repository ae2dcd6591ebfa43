"""One case file: two siblings, both with a visa, papers still to collect."""

from datetime import date

from corridor.web.desk.forms.case import (
    CloseForm,
    ConsentForm,
    DecisionForm,
    FilingForm,
    HandOverForm,
    PersonForm,
    PlaceForm,
    PutBackForm,
    StepForm,
    SummaryForm,
    WriteForm,
)
from corridor.web.desk.forms.queue import AddTaskForm
from corridor.web.desk.forms.request import AttemptForm, ContactRulesForm
from corridor.web.desk.pages.case import (
    Application,
    CaseForm,
    CasePage,
    CasePanel,
    ConsentLine,
    DateLine,
    JourneyCard,
    LegRow,
    PersonCard,
    Reached,
    StepPoint,
    TakenOut,
    TaskRow,
    WritePanel,
)
from corridor.web.desk.pages.common import (
    CountedLink,
    Draft,
    Fact,
    Link,
    MarkedLine,
    Pager,
    Quoted,
    due_mark,
)
from corridor.web.desk.pages.request import AttemptsPanel, RulesPanel
from corridor.web.desk.pages.shell import Section
from corridor.web.desk.pages.timeline import Event, TimelineDay
from corridor.web.ui.marks import DueMark, Mark, MarkKind, Member, Pill, Tone
from tests.web.pages.samples_queue import DAYS, MEMBERS, TODAY
from tests.web.pages.samples_request import REPUBLIC, attempts, safe_ways
from tests.web.pages.samples_shell import ALTAIR, LYRA, MIRA, VEGA, shell_at

PEOPLE = [("1", "Person 1"), ("2", "Person 2")]
YES = Mark(kind=MarkKind.OK, meaning="Yes:")
NO = Mark(kind=MarkKind.NO, meaning="No:")


def _panel(words: str, form: CaseForm, *, button: str = "Save", key: str = "") -> CasePanel:
    return CasePanel(words=words, button=button, form=form, url="/case/act", key=key)


def _steps() -> tuple[StepPoint, ...]:
    return (
        StepPoint(words="Asked", detail="3 April", reached=Reached.DONE),
        StepPoint(words="In touch", detail="4 April", reached=Reached.DONE),
        StepPoint(words="Out of the republic", detail="9 April", reached=Reached.DONE),
        StepPoint(words="Papers", detail="In hand since 18 April", reached=Reached.NOW),
        StepPoint(words="Abroad", detail="Planned", reached=Reached.AHEAD),
        StepPoint(words="Settled", detail="", reached=Reached.AHEAD),
    )


def _tasks() -> tuple[TaskRow, ...]:
    return (
        TaskRow(title="Collect both passports at the visa centre", done_url="/done",
                owner=LYRA, due=due_mark(date(2017, 5, 18), today=TODAY)),
        TaskRow(title="Agree the check-in times with Heron", done_url="/done", owner=LYRA,
                due=due_mark(date(2017, 5, 18), today=TODAY)),
        TaskRow(title="Meet them on arrival", done_url="/done", owner=MIRA,
                tag=Pill(words="Partner", icon="hand-heart")),
        TaskRow(title="Ask where the younger one wants to study", done_url="/done",
                owner=ALTAIR),
    )  # fmt: skip


def _journey() -> JourneyCard:
    return JourneyCard(
        url="/journey",
        legs=(
            LegRow(words="1. The republic to a safe place", detail="9 to 10 April",
                   state=Pill(words="Done", tone=Tone.OK, icon="check")),
            LegRow(words="2. Rest and papers", detail="Central Russia",
                   state=Pill(words="In hand", tone=Tone.WARN, icon="clock")),
            LegRow(words="3. On to Lithuania", detail="Day and hour stand in the journey",
                   state=Pill(words="Planned", tone=Tone.WAIT, icon="route")),
        ),
        check_in="If no sign of life comes after the last leg, Lyra and Vega are woken.",
    )  # fmt: skip


def _applications() -> tuple[Application, ...]:
    granted = Pill(words="Granted", tone=Tone.OK, icon="check")
    waiting = Pill(words="Waiting", tone=Tone.WAIT, icon="clock")
    refused = Pill(words="Refused", tone=Tone.BAD, icon="x")
    return (
        Application(country="Lithuania", route="Humanitarian visa, person 1", state=granted,
                    sent="18 April", days=23, next="Collect on 18 May"),
        Application(country="Lithuania", route="Humanitarian visa, person 2", state=granted,
                    sent="18 April", days=23, next="Collect on 18 May"),
        Application(country="Germany", route="Admission on humanitarian grounds, person 1",
                    state=waiting, sent="20 April", days=27, next="Withdraw after arrival",
                    decide=_panel("Write the decision", DecisionForm())),
        Application(country="France", route="Asylum, person 2", state=refused,
                    sent="21 April", days=14, next="Reason filed, no appeal"),
    )  # fmt: skip


def _person(number: int, tag: str, *, passport: str) -> PersonCard:
    part = f"-{number}"
    return PersonCard(
        label=f"Person {number}",
        tags=(Pill(words=tag),),
        facts=(
            Fact(term="Age", words="25 to 29"),
            Fact(term="Place", words="Elsewhere in Russia, since 10 April"),
            Fact(term="Languages", words="Russian"),
            Fact(term="Passport", words=passport),
        ),
        show_url="/name",
        panels=(
            _panel("How far", StepForm(wording=REPUBLIC, part=part)),
            _panel("Where", PlaceForm(wording=REPUBLIC, part=part)),
        ),
    )


def _timeline() -> tuple[TimelineDay, ...]:
    return (
        TimelineDay(heading="Today", events=(
            Event(who="Lyra", what="wrote to Heron, 10:05", icon="send", tone=Tone.OK,
                  text="Yes, please bring it. Bring the copy too."),
            Event(who="Heron", what="on the code page, 09:40", icon="message-square",
                  tone=Tone.WAIT,
                  said=Quoted(text="We are fine. A second quiet night. Should we bring the "
                              "birth certificate too?", language="en"),
                  original=Quoted(text="У нас всё хорошо. Вторая ночь спокойная. Свидетельство "
                                  "о рождении тоже взять?", language="ru"),
                  original_words="Original, Russian"),
            Event(who="Lyra", what="added a note, 08:55", icon="pen-line",
                  text="Two tickets bought from the travel fund."),
        )),
        TimelineDay(heading="Thursday 11 May", events=(
            Event(who="Lithuania", what="granted both visas, 15:20", icon="stamp", tone=Tone.OK,
                  text="Single entry, valid until 11 August."),
        )),
        TimelineDay(heading="Friday 5 May", events=(
            Event(who="France", what="refused, 11:02", icon="stamp", tone=Tone.WARN,
                  text="Reason: another application is open. No appeal, agreed with Heron."),
        )),
    )  # fmt: skip


def _consents() -> tuple[ConsentLine, ...]:
    return (
        ConsentLine(line=MarkedLine(mark=YES, words="Share with the consulate", end="17 April"),
                    withdraw_url="/withdraw"),
        ConsentLine(line=MarkedLine(mark=YES, words="Count in our figures", end="4 April")),
        ConsentLine(line=MarkedLine(mark=YES, words="Follow-up after arrival", end="16 May")),
        ConsentLine(line=MarkedLine(mark=NO, words="Any story, photo or age", end="4 April")),
    )  # fmt: skip


def _dates() -> tuple[DateLine, ...]:
    def due(month: int, number: int) -> DueMark:
        return due_mark(date(2017, month, number), today=TODAY)

    return (
        DateLine(words="Passports ready", icon="stamp", due=due(5, 18)),
        DateLine(words="Place ends", icon="house", due=due(5, 21)),
        DateLine(words="Visas run out", icon="scroll-text", due=due(8, 11)),
    )


def case() -> CasePage:
    return CasePage(
        shell=shell_at(Section.CASES),
        up=Link(words="Cases", url="/queue"),
        code="K-0412",
        name="Heron",
        urgency=DAYS,
        tags=(
            Pill(words="Visa granted", tone=Tone.OK, icon="check"),
            Pill(words="2 people", icon="users"),
        ),
        lead="Two siblings. Out of the republic since 9 April. Both hold a Lithuanian visa.",
        steps=_steps(),
        safe_ways=safe_ways(),
        rules=RulesPanel(form=ContactRulesForm(), url="/case/rules"),
        tasks=_tasks(),
        add_task=_panel("Add a task", AddTaskForm(members=MEMBERS), key="t"),
        journeys=(_journey(),),
        plan_journey=Link(words="Plan a journey", url="/journeys"),
        applications=_applications(),
        add_filing=_panel(
            "Add an application",
            FilingForm(people=PEOPLE, countries=[("LT", "Lithuania"), ("CA", "Canada")]),
        ),
        people=(
            _person(1, "Speaks for both", passport="Valid to March 2022"),
            _person(2, "Sibling", passport="Valid to June 2021"),
        ),
        add_person=_panel("Add a person", PersonForm()),
        attempts=AttemptsPanel(attempts=attempts(), form=AttemptForm(), url="/case/attempt"),
        write=WritePanel(
            form=WriteForm(
                initial={"text": "Visa centre confirmed: both passports are ready. They need"}
            ),
            url="/case/write",
            draft=Draft(url="/draft", kept="Draft kept on the server, 14:02"),
        ),
        timeline=_timeline(),
        filters=(
            CountedLink(words="Everything", url="/case", count=41, current=True),
            CountedLink(words="Messages", url="/case?only=messages", count=12),
        ),
        pager=Pager(words="5 of 41 entries", older=Link(words="Older", url="/case?page=2")),
        dates=_dates(),
        consents=_consents(),
        add_consent=_panel("Write an answer down", ConsentForm(people=PEOPLE)),
        readers=(LYRA, VEGA, ALTAIR, MIRA, Member(handle="Rigel", tint="b")),
        readers_words="Casework, five people. Names need the identity key as well. Each "
        "opening is written in the journal, which only security reads.",
        taken_out=(
            TakenOut(
                words="Person 3",
                detail="Counted elsewhere already. Lyra, 12 May.",
                back=_panel("Put back", PutBackForm(), button="Put back"),
            ),
        ),
        running=(
            _panel("Change the line for lists", SummaryForm()),
            _panel("Hand over", HandOverForm(members=MEMBERS)),
            _panel("Close the case", CloseForm(), button="Close the case"),
        ),
        sheet_url="/case/sheet",
    )
