"""A story played again comes to what it tells, by the hands of those who did it."""

from collections import Counter
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from corridor.crypto.receipt import read_receipt
from corridor.domain.casefile import Case
from corridor.domain.check_ins import CheckInState
from corridor.domain.errors import (
    NotFoundError,
    NotMissingError,
    TakenAlreadyError,
    TaskDoneError,
)
from corridor.domain.messages import Message, Voice
from corridor.domain.milestones import FilingState, Step
from corridor.domain.scenario import Scenario, ScenarioError
from corridor.domain.scenario_acts import (
    Answered,
    Ask,
    GiveConsent,
    Granted,
    HandOver,
    Lodge,
    MakeCase,
    NamePerson,
    ReachStep,
    RefuseConsent,
    Refused,
    SetTask,
    Summarise,
    Take,
    WithdrawFiling,
    WriteNote,
)
from corridor.domain.scenario_terms import Handle
from corridor.services.asking import INTAKE_GROUP, RELOCATION_GROUP, come_back
from corridor.services.casefiles import open_file
from corridor.services.identity import show_names
from corridor.services.intake import answer
from corridor.services.journey_files import open_journey
from corridor.services.replay.outcome import Outcome, count_entries, outcome
from corridor.services.replay.playing import replay
from corridor.services.replay.stage import Stage, StoryClock
from corridor.services.statements import see_statements
from corridor.services.statistics import see_statistics
from tests.services.playhouse import (
    Story,
    act,
    asked,
    open_stage,
    played,
    shipped,
    story,
)

LYRA = Handle("lyra")
MINISTER = (
    "Lithuania’s foreign minister says that two people have been granted visas by his country."
)
PEOPLE = [{"key": "heron.1", "label": "self"}]
LEG = {
    "mode": "train",
    "from_area": "The republic",
    "to_area": "A city on the Volga",
    "leaves_at": "2017-04-04T08:00:00",
    "arrives_at": "2017-04-04T18:00:00",
}
CLAIM = {
    "words": [],
    "verb": "says",
    "count": 2,
    "unit": "person",
    "as_of": "2017-04-03",
    "source": "A minister",
}
CHECK_IN = {
    "where": "Changed trains",
    "due_at": "2017-04-04T12:00:00",
    "grace": 30,
    "meanings": [{"answer": "a", "verdict": "fine"}, {"answer": "b", "verdict": "duress"}],
}


@pytest.fixture(scope="module")
def spring() -> Stage:
    return played(shipped())


@pytest.fixture(scope="module")
def told(spring: Stage) -> Outcome:
    return outcome(spring)


def a_case(*more: Story) -> Scenario:
    return story(
        asked("03T10:00", "heron"),
        act("collect", "03T10:05", case="heron"),
        act("make_case", "03T10:30", case="heron", people=PEOPLE),
        *more,
    )


def on_the_way(*more: Story) -> Scenario:
    return a_case(
        act("plan_journey", "03T11:00", case="heron", journey="way", people=["heron.1"],
            leg=LEG, check_in=CHECK_IN),
        act("start_leg", "04T08:05", journey="way"),
        *more,
    )  # fmt: skip


# --- the spring that ships -----------------------------------------------------------------


def test_the_shipped_spring_comes_to_the_published_figures(told: Outcome) -> None:
    counted = told.figures

    assert (counted.asked.count, counted.reached.count) == (83, 74)
    assert (counted.out_of_region.count, counted.abroad.count) == (43, 9)
    assert counted.granted_lithuania.count == 2
    assert counted.granted_lithuania.unit == "application"
    assert counted.asked.as_of == date(2017, 5, 18)
    assert told.cases == 62


def test_the_statement_says_more_than_eighty_more_than_forty_and_nine(told: Outcome) -> None:
    english, russian = " ".join(told.sentences.en), " ".join(told.sentences.ru)

    assert "More than eighty people from the republic have asked us" in english
    assert "More than forty people have left the republic." in english
    assert "Nine people have reached another country." in english
    assert "более восьмидесяти человек из республики" in russian
    assert "Из республики выехало более сорока человек." in russian
    assert "добрались девять человек" in russian


def test_the_two_grants_are_told_only_as_the_minister_s_word(told: Outcome) -> None:
    about_grants = [one for one in told.sentences.en if "visa" in one]

    assert about_grants == [MINISTER]


def test_every_code_reopens_exactly_its_own_words(spring: Stage) -> None:
    said = {one.case: one.what for one in spring.scenario.acts if isinstance(one, Ask)}

    reopened = {
        key: come_back(spring.door, asker.receipt).dialogue.messages[0].text
        for key, asker in spring.askers.items()
    }

    assert reopened == said
    assert len(set(said.values())) == 64


def test_the_codes_that_are_shown_open_dialogues_that_the_desk_can_answer(
    spring: Stage, told: Outcome
) -> None:
    desk = spring.desks[LYRA]
    cases = {asker.receipt.digits(): asker.case for asker in spring.askers.values()}

    for words in told.receipts:
        receipt = read_receipt(words)
        answer(desk, cases[receipt.digits()], text="We read you.")
        last = come_back(spring.door, receipt).dialogue.messages[-1]
        assert (last.text, last.voice) == ("We read you.", Voice.DESK)
    assert len(set(told.receipts)) == 2


def test_every_answer_stands_under_its_giver_and_at_its_time(spring: Stage) -> None:
    wanted = {
        (one.case, spring.scenario.time_of(one), spring.member(one.by), one.text)
        for one in spring.scenario.acts
        if isinstance(one, Answered)
    }

    found = {
        (key, message.at, message.by, message.text)
        for key in spring.askers
        for message in messages(spring, key)
    }

    assert len(wanted) == 121
    assert wanted <= found


def messages(stage: Stage, key: str) -> tuple[Message, ...]:
    talk = open_file(stage.desks[LYRA], stage.case(key)).talk
    return () if talk is None else talk.dialogue.messages


def test_what_was_allowed_and_refused_stands_with_its_recipient(spring: Stage) -> None:
    wanted = Counter(
        (spring.people[one.person][1], type(one).__name__, one.purpose, one.recipient)
        for one in spring.scenario.acts
        if isinstance(one, GiveConsent | RefuseConsent)
    )

    found = Counter(
        (fact.person, name, fact.purpose, fact.recipient)
        for case in cases(spring)
        for name, facts in (
            ("GiveConsent", [one.given for one in case.consents.given]),
            ("RefuseConsent", case.consents.refused),
        )
        for fact in facts
    )

    assert found == wanted
    assert wanted.total() == 159


def test_every_application_ended_as_the_story_tells(spring: Stage) -> None:
    decided = {
        one.filing: (type(one).__name__, one.at.date())
        for one in spring.scenario.acts
        if isinstance(one, Granted | Refused | WithdrawFiling)
    }
    wanted = Counter(
        (
            spring.people[one.person][1],
            one.country,
            one.route,
            one.at.date(),
            *decided.get(one.filing, ("waiting", None)),
        )
        for one in spring.scenario.acts
        if isinstance(one, Lodge)
    )
    told = {
        FilingState.LODGED: "waiting",
        FilingState.GRANTED: "Granted",
        FilingState.REFUSED: "Refused",
        FilingState.WITHDRAWN: "WithdrawFiling",
    }

    found = Counter(
        (one.person, one.country, one.route, one.lodged_on, told[one.state], one.decided_on)
        for case in cases(spring)
        for one in case.filings
    )

    assert found == wanted
    assert wanted.total() == 28


def test_notes_tasks_summaries_and_owners_stand_as_told(spring: Stage) -> None:
    acts = spring.scenario.acts
    owners = {one.case: one.by for one in acts if isinstance(one, Take)}
    owners |= {one.case: one.to for one in acts if isinstance(one, HandOver)}

    assert {one.text for case in cases(spring) for one in case.notes} == {
        one.text for one in acts if isinstance(one, WriteNote)
    }
    assert {case.summary for case in cases(spring)} == {
        one.line for one in acts if isinstance(one, Summarise)
    }
    assert Counter((one.title, one.due) for case in cases(spring) for one in case.tasks) == (
        Counter((one.title, one.due) for one in acts if isinstance(one, SetTask))
    )
    assert sum(not one.open for case in cases(spring) for one in case.tasks) == 26
    assert {key: case_of(spring, key).owner for key in owners} == {
        key: spring.member(handle) for key, handle in owners.items()
    }


def test_names_lie_in_their_own_chain_as_they_were_told(spring: Stage) -> None:
    desk = spring.desks[LYRA]
    named = [one for one in spring.scenario.acts if isinstance(one, NamePerson)]

    for one in named[:5]:
        case, person = spring.people[one.person]
        assert show_names(desk, case, person).of(person).names == one.names
    assert len(named) == 38


def cases(stage: Stage) -> list[Case]:
    return [case_of(stage, key) for key in stage.askers]


def case_of(stage: Stage, key: str) -> Case:
    return open_file(stage.desks[LYRA], stage.case(key)).case


def test_what_the_desk_counts_are_entries_of_both_stores(spring: Stage, told: Outcome) -> None:
    stores = spring.desks[LYRA].stores
    counted = [
        sum(len(store.entries(chain)) for chain in store.chains())
        for store in (stores.desk, stores.door)
    ]

    assert count_entries(stores) == sum(counted)
    assert told.entries <= sum(counted)
    assert min(counted) > 250


def test_at_the_end_only_the_silent_way_and_the_unread_words_still_ring() -> None:
    stage = played(shipped())

    relocation, intake = sorted(stage.door.store.alarms(), key=lambda one: one.group)[::-1]

    assert (intake.group, relocation.group) == (INTAKE_GROUP, RELOCATION_GROUP)
    assert 0 <= moscow("2017-05-17T20:30") - intake.due <= 3
    assert 0 <= moscow("2017-05-18T07:05") - relocation.due <= 3


def moscow(at: str) -> int:
    """A local time of the story, in minutes as alarms count them."""
    local = datetime.fromisoformat(at).replace(tzinfo=ZoneInfo("Europe/Moscow"))
    return int(local.timestamp()) // 60


def test_a_story_that_stops_earlier_counts_what_was_known_by_then() -> None:
    scenario, day = shipped(), date(2017, 4, 17)
    stage = open_stage(scenario)
    until = datetime(2017, 4, 17, 23, 59, tzinfo=UTC)

    replay(stage, until=until, progress=lambda _done, _whole: None)
    counted = see_statistics(stage.desks[LYRA], as_of=day)

    assert counted.asked.count == asked_by(scenario, day)
    assert stage.clock() == until
    assert counted.abroad.count == abroad_by(scenario, day)
    assert 0 < counted.abroad.count < 9


def asked_by(scenario: Scenario, day: date) -> int:
    """One for each request until its people are known, then as many as they are."""
    people: dict[str, int] = {}
    for one in scenario.acts:
        if one.at.date() > day:
            break
        if isinstance(one, Ask):
            people[one.case] = 1
        if isinstance(one, MakeCase):
            people[one.case] = len(one.people)
    return sum(people.values())


def abroad_by(scenario: Scenario, day: date) -> int:
    return len(
        {
            one.person
            for one in scenario.acts
            if isinstance(one, ReachStep) and one.step is Step.ABROAD and one.at.date() <= day
        }
    )


def test_the_statement_that_was_begun_keeps_the_figures_and_the_minister_s_word(
    spring: Stage,
) -> None:
    (file,) = see_statements(spring.desks[Handle("capella")])
    frozen, (claim,) = file.statement.frozen, file.statement.claims

    assert frozen is not None
    assert [one.count for one in frozen.figures] == [83, 74, 43, 9]
    assert [one.count for one in frozen.kept_inside] == [2]
    assert (claim.count, claim.as_of) == (2, date(2017, 5, 17))
    assert file.statement.begun_by == spring.member(Handle("polaris"))


# --- the watch over ways -------------------------------------------------------------------


def test_a_sign_of_life_that_did_not_come_is_written_down_at_its_minute() -> None:
    stage = played(on_the_way(act("note", "05T10:00", case="heron", text="No word.")))

    journey = open_journey(stage.desks[LYRA], stage.ways["way"].chain).journey
    (check_in,) = journey.check_ins

    assert check_in.missed_at == datetime(2017, 4, 4, 9, 30, tzinfo=UTC)
    assert check_in.state(at=stage.clock()) is CheckInState.OVERDUE
    assert [one.group for one in stage.door.store.alarms()] == [RELOCATION_GROUP]


def test_a_silence_after_the_last_act_is_noticed_too() -> None:
    stage = played(on_the_way())

    journey = open_journey(stage.desks[LYRA], stage.ways["way"].chain).journey

    assert journey.check_ins[0].missed_at == datetime(2017, 4, 4, 9, 30, tzinfo=UTC)


def test_who_answered_in_time_is_not_missed_and_nothing_rings() -> None:
    stage = played(
        on_the_way(
            act("check_in", "04T12:10", "person", case="heron", answer="a"),
            act("check_in_heard", "04T12:20", journey="way", answer="a", verdict="unclear"),
        )
    )

    journey = open_journey(stage.desks[LYRA], stage.ways["way"].chain).journey

    assert journey.check_ins[0].missed_at is None
    assert journey.check_ins[0].settled
    assert stage.door.store.alarms() == []


# --- words that nobody has read ------------------------------------------------------------


def urgent(*more: Story) -> Scenario:
    return story(
        asked("03T10:00", "heron", soon="hours"),
        act("collect", "03T10:05", case="heron"),
        *more,
    )


def test_an_urgent_request_rings_until_somebody_opens_it() -> None:
    waiting = played(story(asked("03T10:00", "heron", soon="hours")))
    opened = played(urgent())

    assert len(waiting.door.store.alarms()) == 1
    assert opened.door.store.alarms() == []


def test_each_word_on_an_urgent_request_rings_until_it_is_read() -> None:
    stage = played(
        urgent(
            act("write", "03T11:00", "person", case="heron", text="They are here."),
            act("write", "03T11:01", "person", case="heron", text="Are you there?"),
        )
    )

    assert len(stage.door.store.alarms()) == 2


@pytest.mark.parametrize(
    "reading",
    [
        act("answer", "03T11:10", case="heron", text="We are here."),
        act("collect", "03T11:10", "nunki", case="heron"),
    ],
)
def test_reading_them_stops_the_ringing(reading: Story) -> None:
    stage = played(
        urgent(act("write", "03T11:00", "person", case="heron", text="They are here."), reading)
    )

    assert stage.door.store.alarms() == []


def test_reading_one_person_s_words_leaves_another_s_ringing() -> None:
    stage = played(
        story(
            asked("03T10:00", "heron", soon="hours"),
            asked("03T10:01", "egret", soon="hours"),
            act("collect", "03T10:05", case="heron"),
            act("collect", "03T10:06", case="egret"),
            act("write", "03T11:00", "person", case="heron", text="They are here."),
            act("write", "03T11:01", "person", case="egret", text="They are here, too."),
            act("answer", "03T11:10", case="heron", text="We are here."),
        )
    )

    assert len(stage.door.store.alarms()) == 1


def test_what_is_written_after_the_answer_rings_again() -> None:
    stage = played(
        urgent(
            act("answer", "03T11:00", case="heron", text="We are here."),
            act("write", "03T12:00", "person", case="heron", text="They came back."),
        )
    )

    (alarm,) = stage.door.store.alarms()

    assert 0 <= moscow("2017-04-03T12:00") - alarm.due <= 3


def test_words_on_a_request_that_can_wait_do_not_ring() -> None:
    stage = played(
        story(
            asked("03T10:00", "heron", soon="can_wait"),
            act("collect", "03T10:05", case="heron"),
            act("write", "03T11:00", "person", case="heron", text="Thank you."),
        )
    )

    assert stage.door.store.alarms() == []


# --- what the desk refuses -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("refused", "refusal"),
    [
        (act("take", "03T11:00", case="heron"), TakenAlreadyError),
        (act("task_done", "03T11:00", task="call"), TaskDoneError),
        (act("note", "03T11:00", "vega", case="heron", text="I look in."), NotFoundError),
        (act("close", "03T11:00", "nunki", case="heron", reason="settled"), NotFoundError),
        (act("found", "03T11:00", person="heron.1", place="region"), NotMissingError),
    ],
    ids=["twice taken", "twice done", "no key", "not for this role", "never missing"],
)
def test_what_the_desk_refuses_stops_the_story_and_names_the_act(
    refused: Story, refusal: type[Exception]
) -> None:
    scenario = a_case(
        act("take", "03T10:40", case="heron"),
        act("task", "03T10:41", case="heron", task="call", title="Call"),
        act("task_done", "03T10:42", task="call"),
        refused,
    )

    with pytest.raises(ScenarioError, match=f"act 7: .*{refusal.__name__}") as stopped:
        played(scenario)

    assert stopped.value.position == 7
    assert isinstance(stopped.value.__cause__, refusal)


def test_an_act_on_what_the_story_never_brought_is_refused_before_anything_is_played() -> None:
    with pytest.raises(ScenarioError, match="act 2: unknown case 'egret'"):
        story(asked("03T10:00", "heron"), act("note", "03T11:00", case="egret", text="Nobody."))


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        (act("freeze", "04T09:00", statement="may", granting="XX"), "unknown country 'XX'"),
        (act("claim", "04T09:00", statement="may", claim=CLAIM), "unknown statement 'may'"),
    ],
)
def test_a_statement_that_could_not_be_begun_is_refused_before_anything_is_played(
    told: Story, problem: str
) -> None:
    with pytest.raises(ScenarioError, match=f"act 1: {problem}"):
        story(told)


def test_a_refusal_leaves_what_came_before_it_as_it_was() -> None:
    scenario = a_case(act("note", "03T11:00", "vega", case="heron", text="I look in."))
    stage = open_stage(scenario)

    with pytest.raises(ScenarioError):
        replay(stage, until=stage.scenario.in_zone(scenario.until), progress=lambda *_: None)

    assert open_file(stage.desks[LYRA], stage.case("heron")).case.notes == ()
    assert see_statistics(stage.desks[LYRA], as_of=date(2017, 4, 3)).asked.count == 1


# --- the clock and the progress ------------------------------------------------------------


def test_nothing_is_played_before_the_story_begins() -> None:
    scenario = a_case()
    stage = open_stage(scenario)
    heard: list[tuple[int, int]] = []

    done = replay(
        stage,
        until=datetime(2017, 4, 3, 6, 30, tzinfo=UTC),
        progress=lambda *so_far: heard.append(so_far),
    )

    assert (done, heard, stage.askers) == (0, [], {})


def test_progress_counts_every_act_up_to_the_last() -> None:
    scenario = a_case()
    stage = open_stage(scenario)
    heard: list[tuple[int, int]] = []

    replay(
        stage,
        until=scenario.in_zone(scenario.until),
        progress=lambda *so_far: heard.append(so_far),
    )

    assert heard == [(1, 3), (2, 3), (3, 3)]


def test_the_story_s_clock_never_goes_back() -> None:
    clock = StoryClock(datetime(2017, 4, 3, 9, tzinfo=UTC))

    clock.move_to(datetime(2017, 4, 3, 8, tzinfo=UTC))
    stood = clock()
    clock.move_to(datetime(2017, 4, 3, 13, tzinfo=ZoneInfo("Europe/Moscow")))

    assert stood == datetime(2017, 4, 3, 9, tzinfo=UTC)
    assert clock() == datetime(2017, 4, 3, 10, tzinfo=UTC)
    assert clock().tzinfo is UTC
