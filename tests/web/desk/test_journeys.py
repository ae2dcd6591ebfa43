from datetime import timedelta

import pytest

from corridor.base.ids import AlarmId, ChainId
from corridor.crypto.random import new_uuid
from corridor.domain.intake import Answer, Channel
from corridor.domain.safety import ContactRulesSet, SafeHours
from corridor.ledger.store import Alarm
from corridor.services.alarms import PLAN_FILE, Tried
from corridor.services.asking import RELOCATION_GROUP, answer_check_in
from corridor.services.casefiles import open_file
from corridor.services.journey_files import open_journey, see_journeys
from corridor.services.rung import rung_folder
from corridor.services.safety import set_contact_rules
from corridor.web import composition
from tests.web.desk.office import Browser, Office, Seen

SHAPE = "%d.%m.%Y %H:%M"


def leg(office: Office, case: ChainId, **changed: str) -> dict[str, str]:
    """A way of today, as a relocation worker types it, in the desk's own time."""
    now = office.open("Lyra").clock() + timedelta(hours=3)
    person = open_file(office.open("Lyra"), case).case.people[0].person
    return {
        "people": str(person),
        "mode": "train",
        "from_area": "region",
        "to_area": "central_russia",
        "leaves_at": now.strftime(SHAPE),
        "where": "Changed trains",
        "due_at": (now + timedelta(hours=1)).strftime(SHAPE),
        "arrives_at": (now + timedelta(hours=4)).strftime(SHAPE),
        "grace": "30",
        "answer_a": "fine",
        "answer_b": "unclear",
        "answer_c": "duress",
        **changed,
    }


def planned(office: Office) -> ChainId:
    case = office.case()
    office.sit("Lyra").do("plan-journey", leg(office, case), case=case)
    ((chain, _card),) = see_journeys(office.open("Lyra"))
    return chain


def missed(office: Office) -> ChainId:
    chain = planned(office)
    office.watch.move(hours=2)
    return chain


def pressed(office: Office, page: Seen, ending: str, **said: str) -> Seen:
    (there,) = [action for action in page.actions if action.endswith(ending)]
    return office.sit("Lyra").post(there, said)


def test_a_planned_journey_stands_in_the_list_and_on_its_page(office: Office) -> None:
    chain = planned(office)
    lyra = office.sit("Lyra")

    assert "The republic to Central Russia" in lyra.read("journeys").words
    page = lyra.read("journey", journey=chain)
    assert "Changed trains" in page.words
    assert "by region" in page.html.casefold()


def test_a_check_in_outside_the_leg_is_refused_and_every_word_kept(office: Office) -> None:
    case = office.case()
    said = leg(office, case, due_at="01.01.2017 12:00")

    page = office.sit("Lyra").do("plan-journey", said, case=case)

    assert page.status == 422
    assert 'value="Changed trains"' in page.html
    assert see_journeys(office.open("Lyra")) == []


def test_somebody_of_another_case_does_not_travel_in_this_one(office: Office) -> None:
    case, other = office.case(), office.case()
    stranger = str(open_file(office.open("Lyra"), other).case.people[0].person)

    page = office.sit("Lyra").do("plan-journey", leg(office, case, people=stranger), case=case)

    assert page.status == 422
    assert see_journeys(office.open("Lyra")) == []


def test_silence_becomes_an_alarm_on_the_page(office: Office) -> None:
    chain = missed(office)

    (office.folder / PLAN_FILE).write_bytes(b"sealed")

    page = office.sit("Lyra").read("journey", journey=chain)

    assert "No sign of life at “Changed trains”" in page.words
    assert "Check-in was due" in page.words
    assert "The next notice, to the next person on duty" in page.words
    assert "Nobody will be woken" not in page.words


def test_an_alarm_says_that_nobody_will_be_woken_until_an_address_is_set(
    office: Office,
) -> None:
    chain = missed(office)

    page = office.sit("Lyra").read("journey", journey=chain)

    assert "Nobody will be woken: no notice address is set" in page.words
    assert "A steward sets one on the server: corridor notices" in page.words
    assert "The next notice" not in page.words


def test_taking_an_alarm_stops_the_notices_and_not_the_search(office: Office) -> None:
    chain = missed(office)
    page = office.sit("Lyra").read("journey", journey=chain)
    assert composition.stores().door.alarms()

    pressed(office, page, "/take")

    after = office.sit("Lyra").read("journey", journey=chain)
    assert composition.stores().door.alarms() == []
    assert "Lyra has taken it" in after.words
    assert "No sign of life" in after.words


def test_a_fine_sign_of_life_ends_the_alarm(office: Office) -> None:
    chain = missed(office)
    page = office.sit("Lyra").read("journey", journey=chain)

    pressed(office, page, "/sign", verdict="fine", words="She called from the station.")

    after = office.sit("Lyra").read("journey", journey=chain)
    assert "No sign of life" not in after.words
    assert composition.stores().door.alarms() == []


@pytest.mark.parametrize("verdict", ["duress", "unclear"])
def test_a_sign_that_is_not_fine_keeps_ringing(office: Office, verdict: str) -> None:
    chain = missed(office)
    page = office.sit("Lyra").read("journey", journey=chain)

    pressed(office, page, "/sign", verdict=verdict, words="")

    assert (
        "A sign of life that is not fine"
        in office.sit("Lyra").read("journey", journey=chain).words
    )
    assert composition.stores().door.alarms()


def test_a_sign_of_life_that_says_nothing_is_refused_with_its_words(office: Office) -> None:
    chain = missed(office)
    page = office.sit("Lyra").read("journey", journey=chain)

    refused = pressed(office, page, "/sign", words="She called from the station.")

    assert refused.status == 422
    assert "She called from the station." in refused.html


def test_a_leg_that_ended_closes_the_journey(office: Office) -> None:
    chain = planned(office)
    lyra = office.sit("Lyra")
    pressed(office, lyra.read("journey", journey=chain), "/start")
    pressed(
        office,
        lyra.read("journey", journey=chain),
        "/sign",
        verdict="fine",
        words="",
    )

    pressed(office, lyra.read("journey", journey=chain), "/end", how="arrived")

    assert "They arrived" in lyra.read("journey", journey=chain).words
    assert "Nobody on the way" in lyra.read("journeys").words


@pytest.mark.parametrize("handle", ["Mira", "Vega", "Deneb", "Capella"])
def test_nobody_without_relocations_key_finds_a_way(office: Office, handle: str) -> None:
    chain = planned(office)
    browser = office.sit(handle)

    assert browser.read("journeys").status == 404
    assert browser.read("journey", journey=chain).status == 404


def test_no_title_and_no_address_says_who_or_where(office: Office) -> None:
    chain = planned(office)

    page = office.sit("Lyra").read("journey", journey=chain)

    title = page.html.split("<title>")[1].split("</title>")[0]
    assert "Changed" not in title
    assert "republic" not in title
    assert Browser().read("journey", journey=chain).status == 302


def test_opening_the_list_writes_down_what_did_not_come(office: Office) -> None:
    chain = missed(office)

    page = office.sit("Lyra").read("journeys")

    (point,) = open_journey(office.open("Lyra"), chain).journey.check_ins
    assert point.missed_at is not None
    assert "Changed trains overdue" in page.words
    assert "1 overdue" in page.words


def test_opening_the_list_carries_an_answer_of_the_code_page_over(office: Office) -> None:
    receipt, case = office.asked()
    office.sit("Lyra").do("plan-journey", leg(office, case), case=case)
    ((chain, _card),) = see_journeys(office.open("Lyra"))
    office.watch.move(hours=2)
    answer_check_in(composition.door(), receipt, answer=Answer.A)

    page = office.sit("Lyra").read("journeys")

    (point,) = open_journey(office.open("Lyra"), chain).journey.check_ins
    assert point.settled
    assert "0 overdue" in page.words


def test_a_journey_says_how_to_reach_them_and_what_their_answers_mean(office: Office) -> None:
    chain = planned(office)

    page = office.sit("Lyra").read("journey", journey=chain)

    assert "Never call or ring" in page.words
    assert "I am all right They are fine" in page.words
    assert "All right, busy today They are not free to speak" in page.words


def test_a_journey_tells_the_safe_hours_of_its_case(office: Office) -> None:
    chain = planned(office)
    lyra = office.open("Lyra")
    rules = ContactRulesSet(
        channels=(Channel.PHONE,),
        hours=(SafeHours(start=20 * 60, end=23 * 60),),
        zone="Europe/Moscow",
        never_say=("network",),
        how="",
    )
    set_contact_rules(lyra, open_journey(lyra, chain).planned.case, rules)

    page = office.sit("Lyra").read("journey", journey=chain)

    assert "Phone call: only 20:00\N{EN DASH}23:00" in page.words
    assert "Never say “network”" in page.words


def stray(office: Office) -> AlarmId:
    alarm, due = AlarmId(new_uuid()), int(office.watch().timestamp()) // 60
    composition.stores().door.raise_alarm(
        Alarm(alarm=alarm, due=due, level=1, group=RELOCATION_GROUP, next_at=due)
    )
    return alarm


def test_an_alarm_without_a_journey_is_offered_and_cleared(office: Office) -> None:
    planned(office)
    alarm = stray(office)
    page = office.sit("Lyra").read("journeys")
    assert "1 alarm rings without a journey" in page.words
    (left,) = {one.alarm for one in composition.stores().door.alarms()} - {alarm}

    pressed(office, page, "/alarms", alarm=str(alarm))

    assert [one.alarm for one in composition.stores().door.alarms()] == [left]
    assert "without a journey" not in office.sit("Lyra").read("journeys").words


def test_the_alarm_of_a_journey_is_not_cleared_by_its_number(office: Office) -> None:
    missed(office)
    (alarm,) = composition.stores().door.alarms()

    office.sit("Lyra").do("clear-strays", {"alarm": str(alarm.alarm)})

    assert composition.stores().door.alarms() == [alarm]


def test_what_is_no_alarm_is_not_found(office: Office) -> None:
    assert office.sit("Lyra").do("clear-strays", {"alarm": "all"}).status == 404


def test_a_journey_that_is_not_late_says_too_that_nobody_is_woken(office: Office) -> None:
    chain = planned(office)
    told = "No notice address is set: nobody will be woken."

    assert told in office.sit("Lyra").read("journey", journey=chain).words


@pytest.mark.parametrize("name", ["queue", "journeys"])
def test_who_meets_alarms_is_told_that_nobody_is_woken(office: Office, name: str) -> None:
    told = "No notice address is set: nobody will be woken."
    assert told in office.sit("Lyra").read(name).words
    assert told not in office.sit("Lyra").read("team").words

    (office.folder / PLAN_FILE).write_bytes(b"sealed")

    assert told not in office.sit("Lyra").read(name).words


def test_the_page_tells_whom_the_worker_woke_and_whom_it_could_not(office: Office) -> None:
    chain = missed(office)
    (alarm,) = composition.stores().door.alarms()
    folder = rung_folder(composition.premises())
    tried = [
        Tried(place=1, name="night phone", went_out=False),
        Tried(place=2, name="", went_out=True),
    ]
    folder.write([alarm], tried, at=office.watch())

    page = office.sit("Lyra").read("journey", journey=chain)

    assert "No way to night phone" in page.words
    assert "Notice to address 2 of the plan" in page.words
    assert list(folder.place.iterdir()) == []


def test_a_record_that_cannot_be_read_hides_no_alarm(office: Office) -> None:
    chain = missed(office)
    place = rung_folder(composition.premises()).place
    place.mkdir()
    (place / "one.rung").mkdir()

    page = office.sit("Lyra").read("journey", journey=chain)

    assert page.status == 200
    assert "No sign of life at" in page.words
