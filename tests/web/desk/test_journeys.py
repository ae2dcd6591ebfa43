from datetime import timedelta

import pytest

from corridor.base.ids import ChainId
from corridor.services.casefiles import open_file
from corridor.services.journey_files import see_journeys
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

    page = office.sit("Lyra").read("journey", journey=chain)

    assert "No sign of life at “Changed trains”" in page.words
    assert "Check-in was due" in page.words
    assert "The next notice, to the next person on duty" in page.words


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
