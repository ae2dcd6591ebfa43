"""What people do in a scenario, one struct for each kind. `docs/spec/scenario-format.md`."""

from datetime import date
from typing import Annotated

import msgspec
from typing_extensions import override

from corridor.domain.cases import CloseReason, Outcome
from corridor.domain.check_ins import Meaning, Verdict
from corridor.domain.claims import Claim
from corridor.domain.consent import GivenHow, Purpose
from corridor.domain.factors import Level, Reason
from corridor.domain.filings import FilingKind
from corridor.domain.identity import Name
from corridor.domain.intake import Answer, Channel, Eyes, SaidPlace, Way, Who, Wish
from corridor.domain.legs import LegEnd, Mode
from corridor.domain.milestones import ExitBy, Place, Step
from corridor.domain.safety import SafeHours
from corridor.domain.scenario_terms import (
    Act,
    CountryCode,
    Handle,
    Key,
    Line,
    LocalTime,
    OnCase,
    OnFiling,
    OnJourney,
    OnPerson,
    OnTask,
    Thing,
    Words,
)

# --- asking and answering ----------------------------------------------------------------


class Ask(Act, frozen=True, kw_only=True, tag="ask"):
    """By the person on the page, or entered by a member for another channel."""

    case: Key
    channel: Channel
    language: str
    soon: Wish
    who: Who
    place: SaidPlace
    what: Words

    @override
    def brings(self) -> tuple[Thing, ...]:
        return (("case", self.case),)


class Collect(OnCase, frozen=True, kw_only=True, tag="collect"):
    """A member opens the request and takes it into the desk."""


class HandCode(OnCase, frozen=True, kw_only=True, tag="hand_code"):
    pass


class Answered(OnCase, frozen=True, kw_only=True, tag="answer"):
    text: Words


class Wrote(OnCase, frozen=True, kw_only=True, tag="write"):
    text: Words


class SetReach(OnCase, frozen=True, kw_only=True, tag="reach_rules"):
    way: Way
    eyes: Eyes
    how: str


class CheckIn(OnCase, frozen=True, kw_only=True, tag="check_in"):
    """One of the three ordinary sentences, from the person's own page."""

    answer: Answer


# --- the case ----------------------------------------------------------------------------


class Summarise(OnCase, frozen=True, kw_only=True, tag="summary"):
    line: Line


class Assess(OnCase, frozen=True, kw_only=True, tag="assess"):
    """Lowering a level needs words and a second member; in a scenario they are both there."""

    level: Level
    reasons: tuple[Reason, ...] = ()
    words: str = ""
    second: Handle | None = None


class SetContactRules(OnCase, frozen=True, kw_only=True, tag="contact_rules"):
    channels: tuple[Channel, ...]
    hours: tuple[SafeHours, ...]
    never_say: tuple[str, ...] = ()
    how: str = ""


class TryContact(OnCase, frozen=True, kw_only=True, tag="contact_tried"):
    way: Channel
    outcome: Outcome
    words: str = ""


class Companion(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    key: Key
    label: Line


class MakeCase(OnCase, frozen=True, kw_only=True, tag="make_case"):
    """The first of `people` is the asker, who has counted as one person until now."""

    people: Annotated[tuple[Companion, ...], msgspec.Meta(min_length=1)]

    @override
    def brings(self) -> tuple[Thing, ...]:
        return tuple(("person", one.key) for one in self.people)


class Take(OnCase, frozen=True, kw_only=True, tag="take"):
    pass


class HandOver(OnCase, frozen=True, kw_only=True, tag="hand_over"):
    to: Handle


class WriteNote(OnCase, frozen=True, kw_only=True, tag="note"):
    text: Words


class SetTask(OnCase, frozen=True, kw_only=True, tag="task"):
    task: Key
    title: Line
    due: date | None = None
    owner: Handle | None = None

    @override
    def brings(self) -> tuple[Thing, ...]:
        return (("task", self.task),)


class FinishTask(OnTask, frozen=True, kw_only=True, tag="task_done"):
    pass


class Close(OnCase, frozen=True, kw_only=True, tag="close"):
    reason: CloseReason
    words: str = ""


# --- the people --------------------------------------------------------------------------


class NamePerson(OnPerson, frozen=True, kw_only=True, tag="name_person"):
    names: Annotated[tuple[Name, ...], msgspec.Meta(min_length=1)]


class ReachStep(OnPerson, frozen=True, kw_only=True, tag="step"):
    """`exit_by` is said at "out_of_region" and "abroad", and at no other step."""

    step: Step
    exit_by: ExitBy | None = None


class PlacePerson(OnPerson, frozen=True, kw_only=True, tag="place"):
    place: Place


class GoQuiet(OnPerson, frozen=True, kw_only=True, tag="quiet"):
    pass


class HearAgain(OnPerson, frozen=True, kw_only=True, tag="heard_again"):
    pass


class ReportMissing(OnPerson, frozen=True, kw_only=True, tag="missing"):
    pass


class FindPerson(OnPerson, frozen=True, kw_only=True, tag="found"):
    place: Place


class GiveConsent(OnPerson, frozen=True, kw_only=True, tag="consent"):
    purpose: Purpose
    language: str
    how: GivenHow = GivenHow.CHAT
    recipient: str = ""


class RefuseConsent(OnPerson, frozen=True, kw_only=True, tag="refuse_consent"):
    purpose: Purpose
    recipient: str = ""


# --- applications ------------------------------------------------------------------------


class Lodge(OnPerson, frozen=True, kw_only=True, tag="lodge"):
    filing: Key
    country: CountryCode
    route: FilingKind

    @override
    def brings(self) -> tuple[Thing, ...]:
        return (("filing", self.filing),)


class Granted(OnFiling, frozen=True, kw_only=True, tag="grant"):
    pass


class Refused(OnFiling, frozen=True, kw_only=True, tag="refuse"):
    words: str = ""


class WithdrawFiling(OnFiling, frozen=True, kw_only=True, tag="withdraw_filing"):
    words: str = ""


# --- journeys ----------------------------------------------------------------------------


class Leg(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    mode: Mode
    from_area: Line
    to_area: Line
    leaves_at: LocalTime
    arrives_at: LocalTime


class DueCheckIn(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    where: Line
    due_at: LocalTime
    grace: Annotated[int, msgspec.Meta(ge=5)]
    meanings: Annotated[tuple[Meaning, ...], msgspec.Meta(min_length=1)]


class PlanJourney(OnCase, frozen=True, kw_only=True, tag="plan_journey"):
    journey: Key
    people: Annotated[tuple[Key, ...], msgspec.Meta(min_length=1)]
    leg: Leg
    check_in: DueCheckIn

    @override
    def needs(self) -> tuple[Thing, ...]:
        return (("case", self.case), *(("person", person) for person in self.people))

    @override
    def brings(self) -> tuple[Thing, ...]:
        return (("journey", self.journey),)


class StartLeg(OnJourney, frozen=True, kw_only=True, tag="start_leg"):
    pass


class HearCheckIn(OnJourney, frozen=True, kw_only=True, tag="check_in_heard"):
    """`answer` is left out when the sign of life came another way; then a member judges."""

    verdict: Verdict
    answer: Answer | None = None


class TakeAlarm(OnJourney, frozen=True, kw_only=True, tag="alarm_taken"):
    pass


class EndLeg(OnJourney, frozen=True, kw_only=True, tag="end_leg"):
    how: LegEnd


# --- what is told outside ---------------------------------------------------------------------


class FreezeFigures(Act, frozen=True, kw_only=True, tag="freeze"):
    """A statement is begun from what is counted now; `granting` is kept inside."""

    statement: Key
    granting: CountryCode

    @override
    def brings(self) -> tuple[Thing, ...]:
        return (("statement", self.statement),)


class RecordClaim(Act, frozen=True, kw_only=True, tag="claim"):
    statement: Key
    claim: Claim

    @override
    def needs(self) -> tuple[Thing, ...]:
        return (("statement", self.statement),)


AnyAct = (
    Ask | Collect | HandCode | Answered | Wrote | SetReach | CheckIn
    | Summarise | Assess | SetContactRules | TryContact | MakeCase | Take | HandOver
    | WriteNote | SetTask | FinishTask | Close
    | NamePerson | ReachStep | PlacePerson | GoQuiet | HearAgain | ReportMissing | FindPerson
    | GiveConsent | RefuseConsent
    | Lodge | Granted | Refused | WithdrawFiling
    | PlanJourney | StartLeg | HearCheckIn | TakeAlarm | EndLeg
    | FreezeFigures | RecordClaim
)  # fmt: skip
