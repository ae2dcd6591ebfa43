"""Legs from the page: one more, held, cleared, changed, called off, and their check-ins."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from corridor.base.ids import ChainId
from corridor.crypto.random import new_uuid
from corridor.domain.journeys import Journey
from corridor.domain.legs import LegState
from corridor.ledger.store import Alarm
from corridor.services.casefiles import open_file
from corridor.services.journey_files import open_journey
from corridor.web import composition
from tests.web.desk.office import Office, Seen
from tests.web.desk.test_journeys import SHAPE, leg, planned, pressed


def second_leg(office: Office, **changed: str) -> dict[str, str]:
    """Leaves a day after the first has arrived."""
    now = office.open("Lyra").clock() + timedelta(hours=27)
    return {
        "mode": "flight",
        "from_area": "central_russia",
        "to_area": "lithuania",
        "leaves_at": now.strftime(SHAPE),
        "where": "At the gate",
        "due_at": (now + timedelta(hours=1)).strftime(SHAPE),
        "arrives_at": (now + timedelta(hours=2)).strftime(SHAPE),
        "grace": "45",
        "answer_a": "fine",
        "answer_b": "unclear",
        "answer_c": "duress",
        **changed,
    }


def journey(office: Office, chain: ChainId) -> Journey:
    return open_journey(office.open("Lyra"), chain).journey


def ringing() -> list[Alarm]:
    return composition.stores().door.alarms()


def page(office: Office, chain: ChainId) -> Seen:
    return office.sit("Lyra").read("journey", journey=chain)


def change_page(office: Office, chain: ChainId) -> Seen:
    place = {"journey": chain, "leg": journey(office, chain).legs[0].planned.leg}
    return office.sit("Lyra").read("change-leg", **place)


def changed(office: Office, **said: str) -> dict[str, str]:
    """The first leg's plan, as its form was filled in, with a reason."""
    typed = leg(office, office.case())
    plan = {key: typed[key] for key in ("mode", "from_area", "to_area")}
    hours = {key: typed[key] for key in ("leaves_at", "arrives_at")}
    return {**plan, **hours, "why": "The train was taken off.", **said}


def test_a_second_and_a_third_leg_follow_the_first(office: Office) -> None:
    chain = planned(office)
    third = office.open("Lyra").clock() + timedelta(days=3)

    pressed(office, page(office, chain), "/legs", **second_leg(office))
    pressed(
        office,
        page(office, chain),
        "/legs",
        **second_leg(
            office,
            from_area="lithuania",
            to_area="germany",
            leaves_at=third.strftime(SHAPE),
            due_at=third.strftime(SHAPE),
            arrives_at=(third + timedelta(hours=3)).strftime(SHAPE),
        ),
    )

    words = page(office, chain).words
    assert "3 legs." in words
    assert words.index("Changed trains") < words.index("At the gate")
    assert "3. Lithuania to Germany" in words
    assert len(ringing()) == 3


def test_a_leg_into_the_hours_of_another_is_refused_with_every_word(office: Office) -> None:
    chain = planned(office)
    now = office.open("Lyra").clock() + timedelta(hours=4)

    refused = pressed(
        office,
        page(office, chain),
        "/legs",
        **second_leg(office, leaves_at=now.strftime(SHAPE)),
    )

    assert refused.status == 422
    assert 'value="At the gate"' in refused.html
    assert "One leg starts when the one before it has arrived" in refused.words
    assert len(journey(office, chain).legs) == 1
    assert len(ringing()) == 1


def test_the_second_leg_cannot_begin_before_the_first_has_ended(office: Office) -> None:
    chain = planned(office)
    pressed(office, page(office, chain), "/legs", **second_leg(office))

    starts = [one for one in page(office, chain).actions if one.endswith("/start")]

    assert len(starts) == 1
    assert str(journey(office, chain).legs[0].planned.leg) in starts[0]


def test_a_leg_after_the_end_opens_the_journey_again_in_its_case(office: Office) -> None:
    chain = planned(office)
    lyra = office.open("Lyra")
    case = open_journey(lyra, chain).planned.case
    pressed(office, page(office, chain), "/start")
    pressed(office, page(office, chain), "/sign", verdict="fine", words="")
    pressed(office, page(office, chain), "/end", how="arrived")
    assert open_file(lyra, case).case.journeys == ()

    pressed(office, page(office, chain), "/legs", **second_leg(office))

    assert open_file(office.open("Lyra"), case).case.journeys == (chain,)
    assert "At the gate" in office.sit("Lyra").read("journeys").words


# --- held, cleared, called off -------------------------------------------------------------


def test_a_held_leg_says_why_and_offers_no_departure(office: Office) -> None:
    chain = planned(office)

    pressed(office, change_page(office, chain), "/hold", why="The station is watched.")

    after = page(office, chain)
    assert "The station is watched." in after.words
    assert "Held by Lyra" in after.words
    assert not [one for one in after.actions if one.endswith("/start")]


def test_who_presses_an_old_page_leaves_on_no_held_leg(office: Office) -> None:
    chain = planned(office)
    old = page(office, chain)
    pressed(office, change_page(office, chain), "/hold", why="The station is watched.")

    pressed(office, old, "/start")

    assert journey(office, chain).legs[0].state is LegState.HELD


def test_after_go_they_may_leave(office: Office) -> None:
    chain = planned(office)
    pressed(office, change_page(office, chain), "/hold", why="The station is watched.")

    pressed(office, page(office, chain), "/clear")
    pressed(office, page(office, chain), "/start")

    assert journey(office, chain).legs[0].state is LegState.UNDER_WAY
    assert "“Go” by Lyra" in page(office, chain).words


def test_holding_without_a_reason_is_refused(office: Office) -> None:
    chain = planned(office)

    refused = pressed(office, change_page(office, chain), "/hold", why="")

    assert refused.status == 422
    assert "colleagues will ask" in refused.words
    assert journey(office, chain).legs[0].state is LegState.PLANNED


def test_a_leg_that_is_called_off_rings_no_more(office: Office) -> None:
    chain = planned(office)
    assert len(ringing()) == 1

    pressed(office, change_page(office, chain), "/call-off", why="No ticket.")

    office.watch.move(hours=9)
    after = page(office, chain)
    assert ringing() == []
    assert "No sign of life" not in after.words
    assert "Called off by Lyra" in after.words


def test_silence_is_not_called_off_from_the_page(office: Office) -> None:
    chain = planned(office)
    change = change_page(office, chain)
    office.watch.move(hours=6)

    refused = pressed(office, change, "/call-off", why="No ticket.")

    assert refused.status == 422
    assert "A sign of life is overdue on this leg." in refused.words
    assert len(ringing()) == 1


# --- another plan --------------------------------------------------------------------------


def test_another_plan_moves_the_check_in_and_its_alarm(office: Office) -> None:
    chain = planned(office)
    (before,) = ringing()
    later = office.open("Lyra").clock() + timedelta(hours=5)
    said = changed(
        office,
        leaves_at=later.strftime(SHAPE),
        arrives_at=(later + timedelta(hours=4)).strftime(SHAPE),
    )

    pressed(office, change_page(office, chain), "/change", **said)

    (after,) = ringing()
    assert after.alarm == before.alarm
    assert 118 <= after.due - before.due <= 122
    assert "The train was taken off." in page(office, chain).words


def test_another_plan_without_a_reason_is_refused(office: Office) -> None:
    chain = planned(office)

    refused = pressed(office, change_page(office, chain), "/change", **changed(office, why=" "))

    assert refused.status == 422
    assert journey(office, chain).legs[0].changes == ()


def test_the_change_page_begins_with_the_plan_as_it_is(office: Office) -> None:
    chain = planned(office)
    leaves = journey(office, chain).legs[0].planned.leaves_at
    zone = ZoneInfo(office.open("Lyra").settings.zone)

    shown = change_page(office, chain)

    assert f'value="{leaves.astimezone(zone).strftime(SHAPE)}"' in shown.html


def test_one_more_check_in_has_an_alarm_of_its_own(office: Office) -> None:
    chain = planned(office)
    first = journey(office, chain).legs[0].planned
    at = (office.open("Lyra").clock() + timedelta(hours=6)).strftime(SHAPE)
    said = {**second_leg(office), "where": "At the door", "due_at": at}
    place = {"journey": chain, "leg": first.leg}

    office.sit("Lyra").do("add-sign", said, **place)

    assert [one.planned.where for one in journey(office, chain).check_ins] == [
        "Changed trains",
        "At the door",
    ]
    assert len(ringing()) == 2


def test_a_check_in_is_moved_and_rings_at_its_new_hour(office: Office) -> None:
    chain = planned(office)
    (before,) = ringing()
    at = (office.open("Lyra").clock() + timedelta(hours=5)).strftime(SHAPE)
    said = {**second_leg(office), "where": "Past the bridge", "due_at": at, "grace": "30"}

    office.sit("Lyra").do("move-sign", said, journey=chain, alarm=before.alarm)

    (after,) = ringing()
    assert after.alarm == before.alarm
    assert 58 <= after.due - before.due <= 62
    assert "Past the bridge" in page(office, chain).words


def test_an_overdue_check_in_is_not_moved(office: Office) -> None:
    chain = planned(office)
    (before,) = ringing()
    office.watch.move(hours=5)
    at = (office.open("Lyra").clock() + timedelta(hours=1)).strftime(SHAPE)
    said = {**second_leg(office), "due_at": at}

    refused = office.sit("Lyra").do("move-sign", said, journey=chain, alarm=before.alarm)

    assert refused.status == 422
    assert "A sign of life is overdue on this leg." in refused.words
    assert ringing() == [before]
    assert journey(office, chain).check_ins[0].planned.where == "Changed trains"


@pytest.mark.parametrize("name", ["change-leg", "add-sign"])
def test_a_leg_of_another_journey_or_of_none_is_not_found(office: Office, name: str) -> None:
    chain, other = planned(office), new_uuid()
    lyra = office.sit("Lyra")
    mine = journey(office, chain).legs[0].planned.leg

    assert lyra.read(name, journey=chain, leg=other).status == 404
    assert lyra.read(name, journey=other, leg=mine).status == 404
    assert lyra.read("move-sign", journey=chain, alarm=other).status == 404


@pytest.mark.parametrize("handle", ["Mira", "Vega", "Deneb"])
def test_nobody_without_relocation_changes_a_leg(office: Office, handle: str) -> None:
    chain = planned(office)
    place = {"journey": chain, "leg": journey(office, chain).legs[0].planned.leg}

    for name in ("hold-leg", "clear-leg", "call-off-leg", "change-leg", "add-sign"):
        assert office.sit(handle).do(name, changed(office), **place).status == 404
    assert office.sit(handle).do("add-leg", second_leg(office), journey=chain).status == 404

    assert len(journey(office, chain).legs) == 1
    assert journey(office, chain).legs[0].changes == ()


def test_a_way_that_has_ended_stays_open_until_its_last_sign_came(office: Office) -> None:
    chain = planned(office)
    pressed(office, page(office, chain), "/start")
    pressed(office, page(office, chain), "/end", how="not_known")
    office.watch.move(hours=6)

    listed = office.sit("Lyra").read("journeys")

    assert "1 overdue" in listed.words
    assert "Changed trains" in listed.words
    pressed(office, page(office, chain), "/sign", verdict="fine", words="")
    assert "Nobody on the way" in office.sit("Lyra").read("journeys").words
