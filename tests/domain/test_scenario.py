"""A scenario is read whole or refused, and the refusal says at which act."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import msgspec
import pytest

from corridor.domain.scenario import ScenarioError, load
from corridor.domain.scenario_acts import Ask, MakeCase

Story = dict[str, Any]
LEG = {
    "mode": "train",
    "from_area": "The republic",
    "to_area": "The north-west",
    "leaves_at": "2017-04-04T07:00:00",
    "arrives_at": "2017-04-04T19:00:00",
}
CHECK_IN: dict[str, Any] = {
    "where": "Changed trains",
    "due_at": "2017-04-04T12:00:00",
    "grace": 30,
    "meanings": [{"answer": "a", "verdict": "fine"}, {"answer": "b", "verdict": "duress"}],
}


def story() -> Story:
    return {
        "format": "corridor-scenario/1",
        "title": "Two days",
        "zone": "Europe/Moscow",
        "opened": "2017-04-02T09:00:00",
        "until": "2017-04-05T09:00:00",
        "organisation": {
            "name": "Lighthouse Line",
            "wordings": [],
            "country": "RU",
            "zone": "Europe/Moscow",
            "staffed": [],
            "exit_site": "",
            "languages": ["en"],
        },
        "members": [
            {"handle": "lyra", "roles": ["intake", "caseworker"]},
            {"handle": "vega", "roles": ["steward"]},
        ],
        "acts": [
            act("ask", 1, "person", case="heron", channel="page", language="en", soon="days",
                who="me", place="region", what="I need a way out."),
            act("make_case", 2, people=[{"key": "heron.1", "label": "self"}], case="heron"),
            act("step", 3, person="heron.1", step="in_touch"),
            act("lodge", 4, person="heron.1", filing="f1", country="LT", route="visa"),
            act("task", 5, case="heron", task="t1", title="Call", due="2017-04-09",
                owner="vega"),
            act("plan_journey", 6, case="heron", journey="j1", people=["heron.1"], leg=LEG,
                check_in=CHECK_IN),
            act("assess", 7, case="heron", level="days", second="vega"),
        ],
    }  # fmt: skip


def act(kind: str, minute: int, by: str = "lyra", **fields: object) -> Story:
    return {"act": kind, "at": f"2017-04-03T10:{minute:02}:00", "by": by, **fields}


def read(written: Story) -> object:
    return load(msgspec.json.encode(written))


def test_a_whole_story_is_read() -> None:
    scenario = load(msgspec.json.encode(story()))

    asked, made = scenario.acts[:2]
    assert isinstance(asked, Ask)
    assert isinstance(made, MakeCase)
    assert made.people[0].key == "heron.1"
    assert scenario.time_of(asked) == datetime(2017, 4, 3, 7, 1, tzinfo=UTC)


def test_an_act_may_stand_in_a_zone_of_its_own() -> None:
    written = story()
    written["acts"][0] |= {"zone": "Europe/Vilnius", "at": "2017-04-03T10:00:00"}

    scenario = load(msgspec.json.encode(written))

    assert scenario.time_of(scenario.acts[0]) == datetime(2017, 4, 3, 7, 0, tzinfo=UTC)


Change = Callable[[list[Story]], object]


@pytest.mark.parametrize(
    ("change", "position", "problem"),
    [
        (lambda acts: acts[1].update(case="crane"), 2, "unknown case 'crane'"),
        (lambda acts: acts[2].update(person="heron.2"), 3, "unknown person 'heron.2'"),
        (lambda acts: acts[5].update(people=["crane.1"]), 6, "unknown person 'crane.1'"),
        (lambda acts: acts.append(act("grant", 8, filing="f2")), 8, "unknown filing 'f2'"),
        (lambda acts: acts.append(act("task_done", 8, task="t2")), 8, "unknown task 't2'"),
        (
            lambda acts: acts.append(act("start_leg", 8, journey="j2")),
            8,
            "unknown journey 'j2'",
        ),
        (
            lambda acts: acts.append(acts[0] | {"at": "2017-04-03T10:08:00"}),
            8,
            "already a case",
        ),
        (lambda acts: acts.append(acts[3] | {"at": "2017-04-03T10:08:00"}), 8, "already a fil"),
        (lambda acts: acts[2].update(at="2017-04-03T10:01:59"), 3, "comes before the act"),
        (lambda acts: acts[0].update(at="2017-04-01T10:00:00"), 1, "comes before the act"),
        (lambda acts: acts[6].update(at="2017-04-06T10:00:00"), 7, "after the end"),
        (lambda acts: acts[0].update(zone="Europe/Nowhere"), 1, "unknown time zone"),
        (lambda acts: acts[1].update(by="deneb"), 2, "unknown member 'deneb'"),
        (lambda acts: acts[6].update(second="deneb"), 7, "unknown member 'deneb'"),
        (lambda acts: acts[4].update(owner="deneb"), 5, "unknown member 'deneb'"),
        (
            lambda acts: acts.append(act("hand_over", 8, case="heron", to="deneb")),
            8,
            "unknown member 'deneb'",
        ),
        (lambda acts: acts[1].update(by="person"), 2, "cannot be done by 'person'"),
        (lambda acts: acts[0].update(by="lyra"), 1, "cannot be done by 'lyra'"),
        (lambda acts: acts[0].update(channel="phone"), 1, "cannot be done by 'person'"),
        (
            lambda acts: acts.append(act("check_in", 8, case="heron", answer="a")),
            8,
            "cannot be done by 'lyra'",
        ),
        (lambda acts: acts[1].update(people=[]), 2, "length >= 1"),
        (lambda acts: acts[2].update(step="out_of_region"), 3, "the step 'out_of_region'"),
        (lambda acts: acts[2].update(exit_by="us"), 3, "the step 'in_touch' and exit"),
        (lambda acts: acts[3].update(country="XX"), 4, "unknown country 'XX'"),
        (lambda acts: acts[4].update(due="2017-04-02"), 5, "due before it is set"),
        (
            lambda acts: acts[5].update(leg=LEG | {"arrives_at": "2017-04-04T06:00:00"}),
            6,
            "forward in time",
        ),
        (
            lambda acts: acts[5].update(check_in=CHECK_IN | {"due_at": "2017-04-06T06:00:00"}),
            6,
            "not due on the way",
        ),
        (
            lambda acts: acts[5].update(
                check_in=CHECK_IN | {"meanings": CHECK_IN["meanings"] * 2}
            ),
            6,
            "two meanings",
        ),
        (lambda acts: acts[5].update(check_in=CHECK_IN | {"grace": 4}), 6, ">= 5"),
        (lambda acts: acts[0].update(what=""), 1, "length >= 1"),
        (lambda acts: acts[0].update(soon="yesterday"), 1, "yesterday"),
        (lambda acts: acts[0].update(phone="1"), 1, "unknown field"),
        (lambda acts: acts[1].update(act="vanish"), 2, "vanish"),
        (lambda acts: acts[0].update(at="2017-04-03T10:00:00Z"), 1, "timezone"),
        (lambda acts: acts[0].update(case="Heron"), 1, "regex"),
    ],
)
def test_the_refusal_names_the_act_and_the_reason(
    change: Change, position: int, problem: str
) -> None:
    written = story()
    change(written["acts"])

    with pytest.raises(ScenarioError) as refused:
        read(written)

    assert refused.value.position == position
    assert str(refused.value).startswith(f"act {position}: ")
    assert problem in str(refused.value)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"format": "corridor-scenario/2"}, "format is"),
        ({"zone": "Europe/Nowhere"}, "unknown time zone"),
        ({"members": [{"handle": "person", "roles": []}]}, "no member may be called"),
        ({"members": [{"handle": "lyra", "roles": []}] * 2}, "same handle"),
        ({"members": [{"handle": "lyra", "roles": ["king"]}]}, "king"),
        ({"colour": "blue"}, "unknown field"),
    ],
)
def test_a_frame_that_does_not_hold_is_refused(change: Story, problem: str) -> None:
    with pytest.raises(ScenarioError, match=problem) as refused:
        read(story() | change)

    assert refused.value.position is None


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"\xff\xfe", b'{"format": 1}'])
def test_other_bytes_are_refused(raw: bytes) -> None:
    with pytest.raises(ScenarioError):
        load(raw)
