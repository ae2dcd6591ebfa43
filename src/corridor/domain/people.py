"""The people of a case: how far each has come, where each is, and who is not heard from."""

from datetime import date
from enum import StrEnum
from typing import assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import ChainId, PersonId
from corridor.domain.milestones import ExitBy, PersonMilestones, Place, Step
from corridor.domain.records import Fact

EXITS = (Step.OUT_OF_REGION, Step.ABROAD)
OUTSIDE = (Place.ELSEWHERE, Place.ABROAD)
_RANK = {step: rank for rank, step in enumerate(Step)}


class StruckAs(StrEnum):
    """Why somebody was never a person of their own in this case."""

    DUPLICATE = "duplicate"
    MISTAKE = "mistake"


class PersonJoined(Fact, frozen=True, kw_only=True, tag="person_joined/1"):
    """`label` is what lists may show ("younger brother"): never a name."""

    person: PersonId
    label: str
    asked_on: date


class PersonStruck(Fact, frozen=True, kw_only=True, tag="person_struck/1"):
    person: PersonId
    why: StruckAs


class StepReached(Fact, frozen=True, kw_only=True, tag="step_reached/1"):
    """`by` says who took the person out, at an exit; `reversed` marks a step taken back."""

    person: PersonId
    step: Step
    on: date
    by: ExitBy | None
    reversed: bool


class PersonPlaced(Fact, frozen=True, kw_only=True, tag="person_placed/1"):
    person: PersonId
    place: Place
    on: date
    by: ExitBy | None


class WentQuiet(Fact, frozen=True, kw_only=True, tag="went_quiet/1"):
    person: PersonId
    since: date


class HeardAgain(Fact, frozen=True, kw_only=True, tag="heard_again/1"):
    person: PersonId
    on: date


class ReportedMissing(Fact, frozen=True, kw_only=True, tag="reported_missing/1"):
    person: PersonId
    on: date


class Found(Fact, frozen=True, kw_only=True, tag="found/1"):
    person: PersonId
    on: date
    place: Place


class Verdict(StrEnum):
    """What somebody says of two people who may be one."""

    SAME = "same"
    DIFFERENT = "different"
    LATER = "later"
    APART_AGAIN = "apart_again"


class Likened(Fact, frozen=True, kw_only=True, tag="likened/1"):
    """`other` stands in `other_case`. `counted_as`: as whom figures count this person now."""

    person: PersonId
    other: PersonId
    other_case: ChainId
    verdict: Verdict
    counted_as: PersonId


PeopleFact = (
    PersonJoined
    | PersonStruck
    | StepReached
    | PersonPlaced
    | WentQuiet
    | HeardAgain
    | ReportedMissing
    | Found
    | Likened
)


class Exit(msgspec.Struct, frozen=True, kw_only=True):
    on: date
    by: ExitBy | None


class Reached(msgspec.Struct, frozen=True, kw_only=True):
    step: Step
    on: date


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """`out` and `abroad` are the earliest exits that anybody recorded; nothing undoes them."""

    person: PersonId
    label: str
    asked_on: date
    step: Step = Step.ASKED
    steps: tuple[Reached, ...] = ()
    reached_on: date | None = None
    out: Exit | None = None
    abroad: Exit | None = None
    last_place: Place = Place.NOT_KNOWN
    placed_on: date | None = None
    quiet_since: date | None = None
    missing_since: date | None = None
    likened: tuple[Likened, ...] = ()

    @property
    def counted_as(self) -> PersonId:
        """Figures count somebody once, in however many cases they stand."""
        return self.likened[-1].counted_as if self.likened else self.person

    @property
    def quiet(self) -> bool:
        return self.quiet_since is not None

    @property
    def missing(self) -> bool:
        return self.missing_since is not None

    @property
    def place(self) -> Place:
        """Nobody knows where the missing and the quiet are, whatever was last said."""
        return Place.NOT_KNOWN if self.quiet or self.missing else self.last_place

    @property
    def ever_out(self) -> bool:
        return self.out is not None

    @property
    def out_now(self) -> bool:
        return self.place in OUTSIDE

    @property
    def milestones(self) -> PersonMilestones:
        return PersonMilestones(
            person=self.counted_as,
            asked_on=self.asked_on,
            reached_on=self.reached_on,
            out_on=self.out.on if self.out else None,
            out_by=self.out.by if self.out else None,
            abroad_on=self.abroad.on if self.abroad else None,
            abroad_by=self.abroad.by if self.abroad else None,
            step=self.step,
            place=self.place,
            quiet=self.quiet,
            missing=self.missing,
        )


People = tuple[Person, ...]


def rank(step: Step) -> int:
    return _RANK[step]


def least_advanced(people: People) -> Step:
    return min((person.step for person in people), key=rank, default=Step.ASKED)


def find(people: People, person: PersonId) -> Person | None:
    return next((one for one in people if one.person == person), None)


def told(people: People, fact: PeopleFact) -> People:
    """The people after `fact`. What is said of a stranger to the case changes nobody."""
    match fact:
        case PersonJoined():
            return _joined(people, fact)
        case PersonStruck():
            return tuple(one for one in people if one.person != fact.person)
        case _:
            return tuple(
                _changed(one, fact) if one.person == fact.person else one for one in people
            )


def _joined(people: People, fact: PersonJoined) -> People:
    if find(people, fact.person) is None:
        new = Person(person=fact.person, label=fact.label, asked_on=fact.asked_on)
        return (*people, new)
    return tuple(
        replace(one, label=fact.label, asked_on=fact.asked_on)
        if one.person == fact.person
        else one
        for one in people
    )


def _changed(
    person: Person,
    fact: StepReached
    | PersonPlaced
    | WentQuiet
    | HeardAgain
    | ReportedMissing
    | Found
    | Likened,
) -> Person:
    match fact:
        case Likened():
            others = (one for one in person.likened if one.other != fact.other)
            return replace(person, likened=(*others, fact))
        case StepReached():
            return _stepped(person, fact)
        case PersonPlaced():
            return _placed(person, place=fact.place, exit_=Exit(on=fact.on, by=fact.by))
        case _:
            return _heard_of(person, fact)


def _heard_of(person: Person, fact: WentQuiet | HeardAgain | ReportedMissing | Found) -> Person:
    match fact:
        case WentQuiet():
            return replace(person, quiet_since=fact.since)
        case HeardAgain():
            return replace(person, quiet_since=None)
        case ReportedMissing():
            return replace(person, missing_since=fact.on)
        case Found():
            found = replace(person, quiet_since=None, missing_since=None)
            return _placed(found, place=fact.place, exit_=Exit(on=fact.on, by=None))
        case _:
            assert_never(fact)


def _stepped(person: Person, fact: StepReached) -> Person:
    """A step back needs `reversed`: an older step written down late takes nobody back."""
    stepped = replace(person, steps=(*person.steps, Reached(step=fact.step, on=fact.on)))
    if fact.reversed or rank(fact.step) > rank(person.step):
        stepped = replace(stepped, step=fact.step)
    if fact.reversed:
        return stepped
    left = _left(_met(stepped, fact), step=fact.step, exit_=Exit(on=fact.on, by=fact.by))
    return _seen(left, place=_PLACES[fact.step], on=fact.on) if fact.step in EXITS else left


_PLACES = {Step.OUT_OF_REGION: Place.ELSEWHERE, Step.ABROAD: Place.ABROAD}
_EXIT_STEPS = {place: step for step, place in _PLACES.items()}


def _met(person: Person, fact: StepReached) -> Person:
    """Who left without us was not reached by that."""
    alone = fact.step in EXITS and fact.by is not ExitBy.US
    if fact.step is Step.ASKED or alone:
        return person
    return replace(person, reached_on=_earlier(person.reached_on, fact.on))


def _left(person: Person, *, step: Step, exit_: Exit) -> Person:
    """Whoever is abroad is out of the region, too."""
    if step is Step.ABROAD:
        person = replace(person, abroad=_first(person.abroad, exit_))
    if step in EXITS:
        person = replace(person, out=_first(person.out, exit_))
    return person


def _placed(person: Person, *, place: Place, exit_: Exit) -> Person:
    seen = _seen(person, place=place, on=exit_.on)
    if seen.placed_on == exit_.on and seen.last_place is place:
        seen = replace(seen, step=_fitting(person.step, place))
    if place not in OUTSIDE:
        return seen
    return _left(seen, step=_EXIT_STEPS[place], exit_=exit_)


def _fitting(step: Step, place: Place) -> Step:
    """Nobody who stands in the region is shown as out of it, and the other way round."""
    match place:
        case Place.ABROAD:
            return max(step, Step.ABROAD, key=rank)
        case Place.ELSEWHERE if step is Step.ABROAD:
            return Step.OUT_OF_REGION
        case Place.ELSEWHERE:
            return max(step, Step.OUT_OF_REGION, key=rank)
        case Place.REGION if step in {*EXITS, Step.SETTLED}:
            return Step.IN_TOUCH
        case _:
            return step


def _seen(person: Person, *, place: Place, on: date) -> Person:
    """The latest day counts, not the latest entry."""
    if person.placed_on is not None and on < person.placed_on:
        return person
    return replace(person, last_place=place, placed_on=on)


def _first(known: Exit | None, new: Exit) -> Exit:
    if known is None or new.on < known.on:
        return new
    fills = new.on == known.on and known.by is None
    return new if fills else known


def _earlier(known: date | None, new: date) -> date:
    return new if known is None else min(known, new)
