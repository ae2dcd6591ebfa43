"""A story's people: named, on their way, silent, found; what they allow, where they applied."""

from datetime import date
from typing import assert_never

from corridor.base.ids import ConsentId, PersonId
from corridor.crypto.random import new_uuid
from corridor.domain import scenario_acts as acts
from corridor.domain.consent import ConsentFact, ConsentGiven, ConsentRefused, GivenBy
from corridor.domain.filings import (
    FilingGranted,
    FilingLodged,
    FilingRefused,
    FilingWithdrawn,
)
from corridor.domain.identity import NamesSet
from corridor.domain.people import (
    Found,
    HeardAgain,
    PeopleFact,
    PersonPlaced,
    ReportedMissing,
    StepReached,
    WentQuiet,
)
from corridor.services.consent import tell_of_consent
from corridor.services.filings import decide_filing, lodge, new_filing
from corridor.services.identity import write_identity
from corridor.services.people import tell_of_person
from corridor.services.replay.stage import Stage

SilenceAct = acts.GoQuiet | acts.HearAgain | acts.ReportMissing | acts.FindPerson
PersonAct = acts.ReachStep | acts.PlacePerson | SilenceAct
ConsentAct = acts.GiveConsent | acts.RefuseConsent
DecisionAct = acts.Granted | acts.Refused | acts.WithdrawFiling


def play_name(stage: Stage, act: acts.NamePerson) -> None:
    case, person = stage.people[act.person]
    write_identity(stage.desk_of(act), case, NamesSet(person=person, names=act.names))


def play_person(stage: Stage, act: PersonAct) -> None:
    desk = stage.desk_of(act)
    case, person = stage.people[act.person]
    tell_of_person(desk, case, _of_person(act, person, on=desk.today()))


def _of_person(act: PersonAct, person: PersonId, *, on: date) -> PeopleFact:
    match act:
        case acts.ReachStep():
            return StepReached(
                person=person, step=act.step, on=on, by=act.exit_by, reversed=False
            )
        case acts.PlacePerson():
            return PersonPlaced(person=person, place=act.place, on=on, by=None)
        case _:
            return _of_silence(act, person, on=on)


def _of_silence(act: SilenceAct, person: PersonId, *, on: date) -> PeopleFact:
    match act:
        case acts.GoQuiet():
            return WentQuiet(person=person, since=on)
        case acts.HearAgain():
            return HeardAgain(person=person, on=on)
        case acts.ReportMissing():
            return ReportedMissing(person=person, on=on)
        case acts.FindPerson():
            return Found(person=person, on=on, place=act.place)
        case _:
            assert_never(act)


def play_consent(stage: Stage, act: ConsentAct) -> None:
    desk = stage.desk_of(act)
    case, person = stage.people[act.person]
    tell_of_consent(desk, case, _consent(act, person, on=desk.today()))


def _consent(act: ConsentAct, person: PersonId, *, on: date) -> ConsentFact:
    match act:
        case acts.GiveConsent():
            return ConsentGiven(
                consent=ConsentId(new_uuid()),
                person=person,
                purpose=act.purpose,
                recipient=act.recipient,
                given_by=GivenBy.SELF,
                how=act.how,
                language=act.language,
                read_back=True,
                risks_explained=True,
                withhold="",
                on=on,
                expires_on=None,
            )
        case acts.RefuseConsent():
            return ConsentRefused(
                person=person, purpose=act.purpose, recipient=act.recipient, on=on
            )
        case _:
            assert_never(act)


def play_lodging(stage: Stage, act: acts.Lodge) -> None:
    desk, filing = stage.desk_of(act), new_filing()
    case, person = stage.people[act.person]
    draft = FilingLodged(
        filing=filing, person=person, country=act.country, route=act.route, on=desk.today()
    )
    lodge(desk, case, draft)
    stage.filings[act.filing] = (case, filing)


def play_decision(stage: Stage, act: DecisionAct) -> None:
    desk = stage.desk_of(act)
    case, filing = stage.filings[act.filing]
    on = desk.today()
    match act:
        case acts.Granted():
            decide_filing(desk, case, FilingGranted(filing=filing, on=on))
        case acts.Refused():
            decide_filing(desk, case, FilingRefused(filing=filing, on=on, words=act.words))
        case acts.WithdrawFiling():
            decide_filing(desk, case, FilingWithdrawn(filing=filing, on=on, words=act.words))
        case _:
            assert_never(act)
