"""The surge in a browser without scripts: numbers, shifts, handing out and taking back."""

import pytest

from corridor.base.ids import ChainId
from corridor.services.casefiles import open_file
from corridor.services.shifts import see_shifts
from tests.web.desk.office import Office


def owner(office: Office, chain: ChainId) -> object:
    return open_file(office.open("Lyra"), chain).case.owner


def test_what_comes_and_who_waits_is_drawn_and_told(office: Office) -> None:
    for _ in range(3):
        office.request(what="A very particular sentence.")
    office.watch.move(minutes=5)

    page = office.sit("Mira").read("surge")

    assert page.status == 200
    assert "3 requests in 24 hours, at most 3 in one hour." in page.words
    assert "3 requests wait in nobody’s hands." in page.words
    assert 'role="img"' in page.html
    assert "English 3 0 5 min" in page.words
    assert "particular" not in page.html


def test_nobody_is_there_until_they_say_so(office: Office) -> None:
    lyra = office.sit("Lyra")
    before = lyra.read("surge").words

    lyra.do("shift", {"hours": "8"})
    after = lyra.read("surge").words
    lyra.do("end-shift")

    assert "Nobody has said that they are there." in before
    assert "End my shift" not in before
    assert "End my shift" in after
    assert see_shifts(office.open("Mira")) == {}


@pytest.mark.parametrize("hours", ["", "0", "5", "400", "eight"])
def test_a_shift_of_other_hours_is_refused(office: Office, hours: str) -> None:
    page = office.sit("Lyra").do("shift", {"hours": hours})

    assert page.status == 422
    assert see_shifts(office.open("Lyra")) == {}


def test_several_are_handed_out_by_turns_and_taken_back(office: Office) -> None:
    chains = [office.request() for _ in range(4)]
    lyra, to = office.sit("Lyra"), [office.id("Lyra"), office.id("Mira")]

    there = lyra.do("hand-out", {"to": to, "many": "3", "language": ""}).there
    handed = [owner(office, chain) for chain in chains]
    offered = lyra.get(there)
    back = lyra.do("undo", {"case": chains, "back": "surge"})

    assert sorted(map(str, handed)) == sorted(["None", *map(str, [to[0], to[1], to[0]])])
    assert offered.html.count('type="hidden" name="case"') == 3
    assert back.there == "/desk/surge?done=undone"
    assert [owner(office, chain) for chain in chains] == [None] * 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"to": []},
        {"to": ["Nunki"]},
        {"many": ""},
        {"many": "0"},
        {"many": "51"},
        {"many": "all"},
        {"language": "xx"},
    ],
)
def test_what_cannot_be_handed_out_so_is_said_on_the_same_page(
    office: Office, wrong: dict[str, object]
) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    said = {"to": [office.id("Lyra")], "many": "1", "language": ""}

    page = lyra.do("hand-out", {**said, **wrong})

    assert page.status == 422
    assert "It is not saved yet" in page.words
    assert owner(office, chain) is None


def test_whoever_is_on_shift_is_chosen_already(office: Office) -> None:
    office.sit("Mira").do("shift", {"hours": "8"})

    page = office.sit("Lyra").read("surge").html

    boxes = page.split('name="to"')
    chosen = [box for box in boxes[1:] if box.split(">")[0].endswith("checked")]
    assert [str(office.id("Mira")) in box for box in chosen] == [True]


def test_with_nothing_to_hand_out_nothing_is_claimed(office: Office) -> None:
    said = {"to": [office.id("Lyra")], "many": "5", "language": ""}

    assert office.sit("Lyra").do("hand-out", said).there == "/desk/surge"


def test_the_queue_offers_what_needs_a_second_person(office: Office) -> None:
    assert "Needs a second person 0" in office.sit("Lyra").read("queue").words
