"""What an entry of a file says to people: one phrase, a sign, and the words in it."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy, gettext_noop, ngettext

from corridor.domain import (
    access,
    cases,
    consent,
    filings,
    likeness,
    people,
    ringing,
    safety,
    tasks,
    triage,
)
from corridor.domain.records import Unknown
from corridor.domain.triage import Standing
from corridor.web.desk.pages.countries import country_name
from corridor.web.desk.showing.common import day_words
from corridor.web.desk.showing.told import Teller, Told, joined
from corridor.web.desk.words import (
    CHANNELS,
    CLOSE_REASONS,
    EXITS,
    FILING_KINDS,
    LEVELS,
    OUTCOMES,
    PURPOSES,
    REASONS,
    STRUCK_AS,
    place_words,
    step_words,
)
from corridor.web.ui.marks import Tone


def newer_version() -> Told:
    return Told(
        what=gettext("wrote something with a newer version"),
        icon="circle-dashed",
        tone=Tone.WARN,
        text=gettext("This desk does not know this kind of entry. It is kept as it is."),
    )


def _collected(_teller: Teller, fact: cases.RequestCollected) -> Told:
    channel = str(CHANNELS[fact.channel])
    return Told(what=gettext("took the request in"), icon="inbox", text=channel)


def _came_through(_teller: Teller, fact: cases.CameThrough) -> Told:
    row = gettext("row %(row)s") % {"row": fact.row} if fact.row else ""
    return Told(
        what=gettext("took it from a list") if fact.listed else gettext("took a referral in"),
        icon="inbox",
        text=", ".join(part for part in (fact.sender, row, fact.reference) if part),
    )


def _made(_teller: Teller, fact: cases.CaseMade) -> Told:
    count = len(fact.people)
    words = ngettext(
        "made it a case of %(count)s person", "made it a case of %(count)s people", count
    )
    return Told(what=words % {"count": count}, icon="folder-open", tone=Tone.OK)


def _handed_over(teller: Teller, fact: cases.HandedOver) -> Told:
    words = gettext("handed it over to %(handle)s") % {"handle": teller.handle(fact.to)}
    return Told(what=words, icon="users")


def _tried(_teller: Teller, fact: cases.ContactTried) -> Told:
    late = gettext("outside the safe hours") if fact.outside_hours else ""
    how = ", ".join(str(part) for part in (CHANNELS[fact.way], late) if part)
    return Told(
        what=gettext("wrote down a contact attempt"),
        icon="phone",
        tone=Tone.WARN if fact.outside_hours else Tone.PLAIN,
        text=". ".join(str(part) for part in (how, OUTCOMES[fact.outcome], fact.words) if part),
    )


def _tagged(_teller: Teller, fact: cases.TagsSet) -> Told:
    return Told(what=gettext("changed the tags"), icon="flag", text=", ".join(fact.tags))


def _set_aside(_teller: Teller, fact: likeness.SetAside) -> Told:
    words = ngettext(
        "set it aside: %(count)s request said nearly the same",
        "set it aside: %(count)s requests said nearly the same",
        fact.many,
    )
    return Told(what=words % {"count": fact.many}, icon="inbox")


def _printed(_teller: Teller, fact: cases.SheetPrinted) -> Told:
    copy = gettext("Copy %(copy)s") % {"copy": fact.copy}
    what = gettext("made a sheet for paper")
    return Told(what=what, icon="printer", tone=Tone.WARN, text=copy)


def _closed(_teller: Teller, fact: cases.CaseClosed) -> Told:
    said = (str(CLOSE_REASONS[fact.reason]), fact.words)
    return Told(
        what=gettext("closed the case"),
        icon="circle-check",
        tone=Tone.OK,
        text=". ".join(part for part in said if part),
    )


def _struck(_teller: Teller, fact: cases.EntryStruck) -> Told:
    return Told(
        what=gettext("struck an entry as a mistake"),
        icon="undo-2",
        tone=Tone.WARN,
        text=fact.words,
    )


def _person_struck(teller: Teller, fact: people.PersonStruck) -> Told:
    text = joined(teller.person(fact.person), str(STRUCK_AS[fact.why]))
    what = gettext("took a person out of the file")
    return Told(what=what, icon="user-round", tone=Tone.WARN, text=text)


def _likened(teller: Teller, fact: people.Likened) -> Told:
    what = {
        people.Verdict.SAME: gettext("linked a person with one of another file"),
        people.Verdict.DIFFERENT: gettext("wrote that somebody of another file is another"),
        people.Verdict.LATER: gettext("left open whether somebody is in another file, too"),
        people.Verdict.APART_AGAIN: gettext("undid a link with a person of another file"),
    }[fact.verdict]
    return Told(what=what, icon="users", text=teller.person(fact.person))


def _stepped(teller: Teller, fact: people.StepReached) -> Told:
    said = (
        teller.person(fact.person),
        step_words(fact.step, wording=teller.wording),
        day_words(fact.on),
        str(EXITS[fact.by]) if fact.by else "",
        gettext("a step taken back") if fact.reversed else "",
    )
    return Told(
        what=gettext("wrote down a step"),
        icon="route",
        tone=Tone.WARN if fact.reversed else Tone.OK,
        text=joined(*said),
    )


def _placed(teller: Teller, fact: people.PersonPlaced) -> Told:
    said = (
        teller.person(fact.person),
        place_words(fact.place, wording=teller.wording),
        day_words(fact.on),
        str(EXITS[fact.by]) if fact.by else "",
    )
    return Told(what=gettext("wrote down a place"), icon="house", text=joined(*said))


def _quiet(teller: Teller, fact: people.WentQuiet) -> Told:
    text = joined(teller.person(fact.person), day_words(fact.since))
    return Told(
        what=gettext("marked them as gone quiet"), icon="clock", tone=Tone.WARN, text=text
    )


def _missing(teller: Teller, fact: people.ReportedMissing) -> Told:
    text = joined(teller.person(fact.person), day_words(fact.on))
    return Told(
        what=gettext("marked them as missing"),
        icon="user-round-search",
        tone=Tone.WARN,
        text=text,
    )


def _found(teller: Teller, fact: people.Found) -> Told:
    place = place_words(fact.place, wording=teller.wording)
    text = joined(teller.person(fact.person), place, day_words(fact.on))
    return Told(
        what=gettext("wrote that they were found"), icon="check", tone=Tone.OK, text=text
    )


def _assessed(teller: Teller, fact: triage.Assessed) -> Told:
    return _judged(teller, fact, waits=_STANDINGS[fact.standing])


def _assessed_earlier(teller: Teller, fact: triage.EarlierAssessed) -> Told:
    waits = _STANDINGS[Standing.PROVISIONAL] if fact.provisional else ""
    return _judged(teller, fact, waits=waits)


_STANDINGS: Final[dict[Standing, Promise | str]] = {
    Standing.HOLDS: "",
    Standing.PROPOSED: gettext_lazy("waits for a second person"),
    Standing.PROVISIONAL: gettext_lazy("provisional, waits for a second person"),
}


def _judged(
    _teller: Teller, fact: triage.Assessed | triage.EarlierAssessed, *, waits: object
) -> Told:
    reasons = ", ".join(str(REASONS[reason]) for reason in fact.reasons)
    said = (str(LEVELS[fact.level]), str(waits), reasons, fact.words)
    return Told(
        what=gettext("set the urgency"),
        icon="flag",
        text=". ".join(part for part in said if part),
    )


def _agreed(teller: Teller, fact: consent.ConsentGiven) -> Told:
    said = (
        teller.person(fact.person),
        str(PURPOSES[fact.purpose]),
        country_name(fact.recipient),
    )
    return Told(
        what=gettext("wrote down a yes"), icon="hand-heart", tone=Tone.OK, text=joined(*said)
    )


def _declined(teller: Teller, fact: consent.ConsentRefused) -> Told:
    said = (
        teller.person(fact.person),
        str(PURPOSES[fact.purpose]),
        country_name(fact.recipient),
    )
    return Told(what=gettext("wrote down a no"), icon="hand-heart", text=joined(*said))


def _task(_teller: Teller, fact: tasks.TaskSet) -> Told:
    due = day_words(fact.due) if fact.due else ""
    return Told(what=gettext("set a task"), icon="list-checks", text=joined(fact.title, due))


def _lodged(teller: Teller, fact: filings.FilingLodged) -> Told:
    said = (
        country_name(fact.country),
        str(FILING_KINDS[fact.route]),
        teller.person(fact.person),
        day_words(fact.on),
    )
    return Told(what=gettext("sent an application"), icon="stamp", text=joined(*said))


def _decision(what: str, tone: Tone) -> Callable[[Teller, Any], Told]:
    def tell(teller: Teller, fact: filings.Decision) -> Told:
        said = (teller.application(fact.filing), day_words(fact.on), getattr(fact, "words", ""))
        return Told(what=gettext(what), icon="stamp", tone=tone, text=joined(*said))

    return tell


def _of_person(what: str, icon: str, tone: Tone = Tone.PLAIN) -> Callable[[Teller, Any], Told]:
    def tell(teller: Teller, fact: people.HeardAgain | people.PersonJoined) -> Told:
        on = fact.on if isinstance(fact, people.HeardAgain) else None
        text = joined(teller.person(fact.person), day_words(on) if on else "")
        return Told(what=gettext(what), icon=icon, tone=tone, text=text)

    return tell


def _ring_asked(_teller: Teller, fact: ringing.RingAsked) -> Told:
    text = joined(str(CHANNELS[fact.way]), fact.why)
    return Told(
        what=gettext("asked to ring outside the rules"), icon="phone", tone=Tone.WARN, text=text
    )


def _of_task(what: str, tone: Tone = Tone.PLAIN) -> Callable[[Teller, Any], Told]:
    def tell(teller: Teller, fact: tasks.TaskDone | tasks.TaskReopened) -> Told:
        return Told(
            what=gettext(what), icon="list-checks", tone=tone, text=teller.task(fact.task)
        )

    return tell


def _plain(what: str, icon: str, *, words: str = "") -> Callable[[Teller, Any], Told]:
    def tell(_teller: Teller, fact: object) -> Told:
        return Told(what=gettext(what), icon=icon, text=getattr(fact, words) if words else "")

    return tell


def tell(teller: Teller, fact: object) -> Told:
    known = _TELLERS.get(type(fact))
    return newer_version() if known is None else known(teller, fact)


_TELLERS: Final[Mapping[type, Callable[[Teller, Any], Told]]] = {
    Unknown: lambda _teller, _fact: newer_version(),
    cases.RequestCollected: _collected,
    cases.CodeHandedOver: _plain(gettext_noop("handed the code over"), "key-round"),
    cases.CaseMade: _made,
    cases.CaseTaken: _plain(gettext_noop("took it"), "user-round"),
    cases.HandedOver: _handed_over,
    cases.ContactTried: _tried,
    cases.NoteWritten: _plain(gettext_noop("added a note"), "pen-line", words="text"),
    cases.SummaryWritten: _plain(
        gettext_noop("changed the line for lists"), "pen-line", words="line"
    ),
    cases.TagsSet: _tagged,
    cases.CaseClosed: _closed,
    cases.CaseReopened: _plain(gettext_noop("reopened the case"), "folder-open", words="words"),
    cases.JourneyOpened: _plain(gettext_noop("planned a journey"), "route"),
    cases.JourneyClosed: _plain(gettext_noop("ended a journey"), "route"),
    cases.EntryStruck: _struck,
    cases.SheetPrinted: _printed,
    cases.CameThrough: _came_through,
    likeness.SetAside: _set_aside,
    likeness.BroughtBack: _plain(gettext_noop("brought it back into the queue"), "inbox"),
    people.PersonJoined: _of_person(gettext_noop("added a person"), "user-round"),
    people.PersonStruck: _person_struck,
    people.StepReached: _stepped,
    people.PersonPlaced: _placed,
    people.WentQuiet: _quiet,
    people.HeardAgain: _of_person(gettext_noop("heard from them again"), "check", Tone.OK),
    people.ReportedMissing: _missing,
    people.Found: _found,
    people.Likened: _likened,
    safety.ContactRulesSet: _plain(
        gettext_noop("changed how to reach them"), "shield-check", words="how"
    ),
    triage.EarlierAssessed: _assessed_earlier,
    triage.Assessed: _assessed,
    cases.Undone: _plain(gettext_noop("took their last change back"), "undo-2"),
    triage.AssessmentSeconded: _plain(gettext_noop("agreed with the urgency"), "flag"),
    ringing.RingAsked: _ring_asked,
    ringing.RingAgreed: _plain(gettext_noop("agreed to ring outside the rules"), "phone"),
    cases.WordUsedKnowingly: _plain(
        gettext_noop("sent a word to avoid, and said why"), "message-square", words="why"
    ),
    consent.ConsentGiven: _agreed,
    consent.ConsentRefused: _declined,
    consent.ConsentWithdrawn: _plain(gettext_noop("wrote down a yes taken back"), "undo-2"),
    tasks.TaskSet: _task,
    tasks.TaskDone: _of_task(gettext_noop("did a task"), Tone.OK),
    tasks.TaskReopened: _of_task(gettext_noop("reopened a task")),
    filings.FilingLodged: _lodged,
    filings.FilingGranted: _decision(gettext_noop("wrote that it was granted"), Tone.OK),
    filings.FilingRefused: _decision(gettext_noop("wrote that it was refused"), Tone.WARN),
    filings.FilingWithdrawn: _decision(gettext_noop("wrote that it was withdrawn"), Tone.PLAIN),
    access.CompartmentGranted: _plain(gettext_noop("opened it to a compartment"), "key-round"),
    access.CompartmentRevoked: _plain(gettext_noop("closed it to a compartment"), "key-round"),
}
