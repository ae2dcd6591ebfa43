"""The demo's story against the published series, counted here by hand, not by statistics."""

import json
import re
import subprocess
import sys
from collections import Counter
from datetime import UTC, date, datetime
from importlib.resources import files
from pathlib import Path
from uuid import UUID, uuid5

import msgspec
import pytest

from corridor.base.ids import FilingId, PersonId
from corridor.domain import steps
from corridor.domain.milestones import (
    ApplicationMilestone,
    ExitBy,
    FilingState,
    PersonMilestones,
    Place,
    Step,
)
from corridor.domain.people import (
    Found,
    HeardAgain,
    People,
    PersonJoined,
    PersonPlaced,
    ReportedMissing,
    StepReached,
    WentQuiet,
    told,
)
from corridor.domain.scenario import Scenario, load
from corridor.domain.scenario_acts import (
    Answered,
    AnyAct,
    Ask,
    EndLeg,
    FindPerson,
    GoQuiet,
    Granted,
    HearAgain,
    HearCheckIn,
    Lodge,
    MakeCase,
    NamePerson,
    PlacePerson,
    PlanJourney,
    ReachStep,
    RecordClaim,
    Refused,
    ReportMissing,
    StartLeg,
    Summarise,
    TakeAlarm,
    WithdrawFiling,
)
from corridor.domain.statistics import count

ROOT = Path(__file__).parents[2]
FILE = files("corridor") / "data" / "scenarios" / "spring-2017.json"
LAST = date(2017, 5, 17)


@pytest.fixture(scope="module")
def spring() -> Scenario:
    return load(FILE.read_bytes())


def until(spring: Scenario, day: date) -> list[AnyAct]:
    return [act for act in spring.acts if act.at.date() <= day]


def on(month: int, day: int) -> date:
    return date(2017, month, day)


def asked(acts: list[AnyAct]) -> int:
    """A request counts as one person, until a case says how many it is about."""
    requests = sum(isinstance(act, Ask) for act in acts)
    return requests + sum(len(act.people) - 1 for act in acts if isinstance(act, MakeCase))


def stepped(acts: list[AnyAct], *ways: Step) -> set[str]:
    return {act.person for act in acts if isinstance(act, ReachStep) and act.step in ways}


def last_places(acts: list[AnyAct]) -> dict[str, Place]:
    places: dict[str, Place] = {}
    for act in acts:
        match act:
            case MakeCase():
                places |= {one.key: Place.NOT_KNOWN for one in act.people}
            case PlacePerson() | FindPerson():
                places[act.person] = act.place
            case ReachStep(step=Step.OUT_OF_REGION):
                places[act.person] = Place.ELSEWHERE
            case ReachStep(step=Step.ABROAD):
                places[act.person] = Place.ABROAD
            case _:
                pass
    return places


def lost(acts: list[AnyAct]) -> tuple[set[str], set[str]]:
    missing: set[str] = set()
    quiet: set[str] = set()
    for act in acts:
        match act:
            case ReportMissing():
                missing.add(act.person)
            case GoQuiet():
                quiet.add(act.person)
            case HearAgain():
                quiet.discard(act.person)
            case FindPerson():
                missing.discard(act.person)
                quiet.discard(act.person)
            case _:
                pass
    return missing, quiet - missing


def test_the_line_opens_before_anybody_asks(spring: Scenario) -> None:
    first = next(act for act in spring.acts if isinstance(act, Ask))

    assert spring.opened.date() == on(3, 29)
    assert first.at.date() == on(4, 2)
    assert spring.until.date() == on(5, 18)


@pytest.mark.parametrize(
    ("day", "people"),
    [
        (on(4, 1), 0),
        (on(4, 14), 50),
        (on(4, 17), 60),
        (on(5, 16), 82),
        (on(5, 17), 83),
        (on(5, 18), 83),
    ],
)
def test_as_many_ask_by_each_day_as_was_published(
    spring: Scenario, day: date, people: int
) -> None:
    assert asked(until(spring, day)) == people


@pytest.mark.parametrize(
    ("day", "people"),
    [(on(4, 6), 0), (on(4, 7), 1), (on(5, 15), 41), (on(5, 16), 42), (on(5, 17), 43)],
)
def test_as_many_are_out_by_each_day_as_was_published(
    spring: Scenario, day: date, people: int
) -> None:
    left = stepped(until(spring, day), Step.OUT_OF_REGION, Step.ABROAD)

    assert len(left) == people


def test_more_than_thirty_are_supported_by_17_april(spring: Scenario) -> None:
    assert len(stepped(until(spring, on(4, 17)), Step.IN_TOUCH)) > 30
    assert len(stepped(until(spring, LAST), Step.IN_TOUCH)) == 74


def test_contact_is_lost_with_two_people_on_17_april(spring: Scenario) -> None:
    gone = [act for act in spring.acts if isinstance(act, GoQuiet)]

    assert sum(act.at.date() == on(4, 17) for act in gone) == 2


def test_nine_are_abroad(spring: Scenario) -> None:
    abroad = [
        act for act in spring.acts if isinstance(act, ReachStep) and act.step is Step.ABROAD
    ]

    assert len({act.person for act in abroad}) == 9
    assert Counter(act.exit_by for act in abroad) == {
        ExitBy.US: 6,
        ExitBy.PARTNER: 2,
        ExitBy.ALONE: 1,
    }


def test_people_are_not_cases(spring: Scenario) -> None:
    sizes = Counter(len(act.people) for act in spring.acts if isinstance(act, MakeCase))

    assert sum(sizes.values()) == 62
    assert sizes == {1: 47, 2: 12, 3: 2, 4: 1}


def test_two_requests_still_wait_for_their_first_answer(spring: Scenario) -> None:
    requests = {act.case for act in spring.acts if isinstance(act, Ask)}
    answered = {act.case for act in spring.acts if isinstance(act, Answered)}

    assert requests - answered == {"juniper", "bracken"}


def test_everybody_is_somewhere_once(spring: Scenario) -> None:
    acts = list(spring.acts)
    missing, quiet = lost(acts)
    places = Counter(
        place for who, place in last_places(acts).items() if who not in missing | quiet
    )

    assert (len(missing), len(quiet)) == (5, 4)
    assert places[Place.REGION] == 29  # and one who wrote "in the republic", not yet a case
    assert places[Place.ELSEWHERE] == 33
    assert places[Place.ABROAD] == 9
    assert places[Place.NOT_KNOWN] == 1  # and one who asked without saying where


def filed(spring: Scenario) -> Counter[tuple[str, str]]:
    country = {act.filing: act.country for act in spring.acts if isinstance(act, Lodge)}
    state = dict.fromkeys(country, "waiting")
    for act in spring.acts:
        if isinstance(act, Granted | Refused | WithdrawFiling):
            state[act.filing] = type(act).__name__.lower()
    return Counter((country[filing], state[filing]) for filing in country)


def test_applications_wait_are_granted_and_refused_in_several_countries(
    spring: Scenario,
) -> None:
    assert filed(spring) == {
        ("LT", "granted"): 2,
        ("LT", "waiting"): 3,
        ("DE", "waiting"): 7,
        ("DE", "refused"): 1,
        ("FR", "waiting"): 4,
        ("FR", "refused"): 2,
        ("CA", "waiting"): 5,
        ("CA", "withdrawfiling"): 1,
        ("NL", "waiting"): 3,
    }


def test_some_apply_to_more_than_one_country(spring: Scenario) -> None:
    lodged = [act for act in spring.acts if isinstance(act, Lodge)]

    assert len({act.person for act in lodged}) == 21
    assert len({(act.person, act.country) for act in lodged}) == len(lodged) == 28


def test_the_ministers_two_is_a_claim_of_17_may(spring: Scenario) -> None:
    (claim,) = [act.claim for act in spring.acts if isinstance(act, RecordClaim)]

    assert (claim.count, claim.as_of) == (2, LAST)


def test_one_journey_is_under_way_and_its_check_in_overdue(spring: Scenario) -> None:
    started = {act.journey for act in spring.acts if isinstance(act, StartLeg)}
    ended = {act.journey for act in spring.acts if isinstance(act, EndLeg)}
    heard = {act.journey for act in spring.acts if isinstance(act, HearCheckIn)}
    plans = {act.journey: act for act in spring.acts if isinstance(act, PlanJourney)}

    (open_way,) = started - ended

    assert open_way not in heard
    due = plans[open_way].check_in
    assert (spring.until - due.due_at).total_seconds() / 60 > due.grace


def test_an_earlier_alarm_was_taken_and_ended_well(spring: Scenario) -> None:
    taken = [act.journey for act in spring.acts if isinstance(act, TakeAlarm)]

    assert len(taken) == 1
    assert set(taken) <= {act.journey for act in spring.acts if isinstance(act, EndLeg)}


def test_every_request_has_its_own_words_and_its_own_line(spring: Scenario) -> None:
    words = [act.what for act in spring.acts if isinstance(act, Ask)]
    lines = [act.line for act in spring.acts if isinstance(act, Summarise)]

    assert len(set(words)) == len(words) == 64
    assert len(set(lines)) == len(lines) == 64
    assert len({text[:20] for text in words}) == 64


def test_requests_come_in_two_languages_and_by_every_way(spring: Scenario) -> None:
    requests = [act for act in spring.acts if isinstance(act, Ask)]

    languages = Counter(act.language for act in requests)
    assert set(languages) == {"ru", "en"}
    assert languages["en"] >= 12
    assert {act.channel.value for act in requests} >= {"page", "phone", "messenger", "partner"}
    for act in requests:
        if act.channel.value == "page":
            cyrillic = bool(re.search("[а-яё]", act.what))
            assert cyrillic == (act.language == "ru")


def test_names_stand_in_identity_records_only_and_in_two_scripts(spring: Scenario) -> None:
    acts = [act for act in spring.acts if isinstance(act, NamePerson)]
    surnames = {name.value.split()[-1] for act in acts for name in act.names}

    rest = msgspec.json.encode(
        [act for act in spring.acts if not isinstance(act, NamePerson)]
    ).decode()

    assert len(acts) >= 20
    assert all(
        {name.script.value for name in act.names} == {"cyrillic", "latin"} for act in acts
    )
    assert not [surname for surname in surnames if surname in rest]


def test_a_journey_goes_through_areas_that_every_language_has_a_word_for(
    spring: Scenario,
) -> None:
    known = json.loads((ROOT / "src/corridor/data/map/areas.json").read_text())
    legs = [act.leg for act in spring.acts if isinstance(act, PlanJourney)]

    named = {area for leg in legs for area in (leg.from_area, leg.to_area)}

    assert legs
    assert named <= {*known, "region"}


def test_what_is_counted_falls_on_the_same_day_in_utc(spring: Scenario) -> None:
    for act in spring.acts:
        assert spring.time_of(act).astimezone(UTC).date() == act.at.date()


def test_the_file_is_what_the_stories_give(tmp_path: Path) -> None:
    again = tmp_path / "again.json"

    subprocess.run(
        [
            sys.executable,
            ROOT / "scripts" / "write_scenario.py",
            ROOT / "scripts" / "scenarios" / "spring-2017.toml",
            again,
        ],
        check=True,
    )

    assert again.read_bytes() == FILE.read_bytes()
    assert len(again.read_bytes()) < 400_000


# --- the same story, through the rules of the domain -------------------------------------


class Card(msgspec.Struct):
    people: tuple[PersonMilestones, ...]
    applications: tuple[ApplicationMilestone, ...]


def identity(key: str) -> PersonId:
    return PersonId(uuid5(UUID(int=0), key))


def decided(people: People, act: AnyAct) -> People:
    """Each act is decided by the domain, which refuses whatever could not have happened."""
    today = act.at.date()
    match act:
        case ReachStep():
            draft = StepReached(
                person=identity(act.person),
                step=act.step,
                on=today,
                by=act.exit_by,
                reversed=False,
            )
            return told(people, steps.reach(people, draft, today=today))
        case PlacePerson():
            placed = PersonPlaced(
                person=identity(act.person), place=act.place, on=today, by=None
            )
            return told(people, steps.place(people, placed, today=today))
        case _:
            return told_of_silence(people, act, today=today)


def told_of_silence(people: People, act: AnyAct, *, today: date) -> People:
    match act:
        case GoQuiet():
            gone = WentQuiet(person=identity(act.person), since=today)
            return told(people, steps.go_quiet(people, gone, today=today))
        case HearAgain():
            heard = HeardAgain(person=identity(act.person), on=today)
            return told(people, steps.hear_again(people, heard, today=today))
        case ReportMissing():
            missing = ReportedMissing(person=identity(act.person), on=today)
            return told(people, steps.report_missing(people, missing, today=today))
        case FindPerson():
            found = Found(person=identity(act.person), on=today, place=act.place)
            return told(people, steps.find_again(people, found, today=today))
        case _:
            return people


def replayed(spring: Scenario) -> dict[str, People]:
    cases: dict[str, People] = {}
    days: dict[str, date] = {}
    of: dict[str, str] = {}
    for act in spring.acts:
        match act:
            case Ask():
                days[act.case] = act.at.date()
                cases[act.case] = joined((), f"{act.case}.1", asked_on=act.at.date())
            case MakeCase():
                of |= {one.key: act.case for one in act.people}
                for one in act.people[1:]:
                    cases[act.case] = joined(cases[act.case], one.key, asked_on=days[act.case])
            case _:
                case = of.get(getattr(act, "person", ""), "")
                if case:
                    cases[case] = decided(cases[case], act)
    return cases


def joined(people: People, key: str, *, asked_on: date) -> People:
    draft = PersonJoined(person=identity(key), label=key, asked_on=asked_on)
    return told(people, steps.join(people, draft, today=asked_on))


def applications(spring: Scenario) -> tuple[ApplicationMilestone, ...]:
    ends = {Granted: FilingState.GRANTED, Refused: FilingState.REFUSED}
    filings: dict[str, ApplicationMilestone] = {}
    for act in spring.acts:
        if isinstance(act, Lodge):
            filings[act.filing] = ApplicationMilestone(
                filing=FilingId(uuid5(UUID(int=1), act.filing)),
                person=identity(act.person),
                country=act.country,
                lodged_on=act.at.date(),
                state=FilingState.LODGED,
                decided_on=None,
            )
        elif isinstance(act, Granted | Refused | WithdrawFiling):
            filings[act.filing] = msgspec.structs.replace(
                filings[act.filing],
                state=ends.get(type(act), FilingState.WITHDRAWN),
                decided_on=act.at.date(),
            )
    return tuple(filings.values())


def test_the_domain_allows_the_whole_story_and_counts_what_was_published(
    spring: Scenario,
) -> None:
    cards = [
        Card(tuple(person.milestones for person in people), ())
        for people in replayed(spring).values()
    ]
    cards.append(Card((), applications(spring)))

    figures = count(cards, as_of=datetime(2017, 5, 18, tzinfo=UTC).date())

    assert figures.requests.count == 64
    assert figures.asked.count == 83
    assert figures.reached.count == 74
    assert figures.out_of_region.count == 43
    assert figures.out_now.count == 42
    assert figures.abroad.count == 9
    assert figures.applicants == 21
    assert (figures.where.missing, figures.where.quiet) == (5, 4)
    assert (figures.exits.by_us, figures.exits.by_partner, figures.exits.alone) == (38, 2, 3)
    weekly = dict(zip(figures.series.days, figures.series.asked, strict=True))
    assert [weekly[on(4, day)] for day in (7, 14, 17, 21, 28)] == [25, 50, 60, 63, 69]
