"""How an answer may reach somebody outside the page, and what is never said to them."""

from typing import Final

import pytest

from corridor.domain.errors import WordsToAvoidError
from corridor.domain.intake import Channel, Eyes, PicksUp, ReachRules, Way
from corridor.services.casefiles import open_file
from corridor.services.chains import case_chain
from corridor.services.collecting import collect
from corridor.services.intake import answer
from corridor.web.desk.showing.contact import in_detail, said_by_them
from tests.web.public.house import House, Person, Seen

SAID: Final = {
    "way": "1",
    "channel": "2",
    "hours": "20:00 to 23:30",
    "picks_up": "0",
    "eyes": "1",
    "pretend": "A book shop",
    "avoid": "parade, visa , ",
    "question": "What was the dog called?",
    "reply": "It was a cat",
    "languages": "Chechen, a little English",
    "how": "The messenger that we spoke of",
}


def in_detail_of(person: Person, code: str, **said: str) -> Seen:
    opened = person.press(person.come_back(code), "contact")
    return person.press(opened, "contact", do="keep", **said)


def rules(house: House, code: str) -> ReachRules | None:
    return house.visit(code).dialogue.rules


def test_everything_that_makes_contact_safe_can_be_said(person: Person, house: House) -> None:
    code = person.send()

    saved = in_detail_of(person, code, **SAID)

    assert saved.status == 200
    assert "It is saved. We keep to it." in saved.html
    assert rules(house, code) == ReachRules(
        way=Way.ALSO_RING,
        eyes=Eyes.SOMEONE,
        how="The messenger that we spoke of",
        channel=Channel.MESSENGER,
        opens=20 * 60,
        closes=23 * 60 + 30,
        picks_up=PicksUp.ONLY_ME,
        pretend="A book shop",
        avoid=("parade", "visa"),
        question="What was the dog called?",
        reply="It was a cat",
        languages="Chechen, a little English",
    )


def test_nothing_of_it_has_to_be_said(person: Person, house: House) -> None:
    code = person.send()

    saved = in_detail_of(person, code)

    assert saved.status == 200
    assert rules(house, code) == ReachRules(way=Way.ONLY_HERE, eyes=Eyes.UNSAID, how="")


def test_what_was_saved_is_shown_again_to_be_changed(person: Person) -> None:
    code = person.send()
    in_detail_of(person, code, **SAID)

    shown = person.press(person.come_back(code), "contact")

    assert shown.box("how") == SAID["how"]
    for words in ("20:00 – 23:30", "A book shop", "parade, visa", "It was a cat"):
        assert f'value="{words}"' in shown.html
    assert '<option value="2" selected>' in shown.html


def test_the_short_form_changes_three_things_and_keeps_the_rest(
    person: Person, house: House
) -> None:
    code = person.send()
    in_detail_of(person, code, **SAID)

    person.press(person.come_back(code), "reach", way="0", eyes="0", how="Only here now.")

    now = rules(house, code)
    assert now is not None
    assert (now.way, now.how) == (Way.ONLY_HERE, "Only here now.")
    assert now.avoid == ("parade", "visa")
    assert now.opens == 20 * 60


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"hours": "at night"}, "hours"),
        ({"hours": "25:00 to 26:00"}, "hours"),
        ({"channel": "9"}, "channel"),
        ({"picks_up": "anybody"}, "picks_up"),
        ({"pretend": "x" * 201}, "pretend"),
        ({"how": ""}, "how"),
    ],
)
def test_what_cannot_be_kept_is_given_back_with_everything_else(
    person: Person, house: House, wrong: dict[str, str], field: str
) -> None:
    code = person.send()

    refused = in_detail_of(person, code, **{**SAID, **wrong})

    assert refused.status == 422
    assert f'href="#{field}"' in refused.html
    assert 'value="What was the dog called?"' in refused.html
    assert rules(house, code) is None


def test_it_comes_along_when_the_code_has_to_be_typed_again(
    person: Person, house: House
) -> None:
    code = person.send()
    opened = person.press(person.come_back(code), "contact")
    house.watch.move(minutes=21)

    late = person.press(opened, "contact", do="keep", **SAID)
    carried = {**late.carried, "how": late.box("how"), "code": code}
    again = person.post("/en/back", carried)

    assert late.status == 422
    assert 'value="A book shop"' in again.html
    assert again.box("how") == SAID["how"]
    assert rules(house, code) is None


def test_another_language_keeps_what_is_being_typed(person: Person) -> None:
    code = person.send()
    opened = person.press(person.come_back(code), "contact")

    russian = person.post(
        "/ru/page/contact", {**SAID, "token": opened.token, "do": "look", "how": "Вечером"}
    )

    assert 'formaction="/ru/page/contact"' in opened.html
    assert "Кто" in russian.html
    assert russian.box("how") == "Вечером"
    assert 'value="A book shop"' in russian.html


def test_the_desk_reads_it_line_by_line_and_begins_its_own_rules_from_it(
    person: Person, house: House
) -> None:
    code = person.send()
    in_detail_of(person, code, **SAID)
    desk = house.open()
    collect(desk)
    file = open_file(desk, case_chain(house.dialogue(code)))
    said = rules(house, code)

    assert said is not None
    shown = [one.words for one in in_detail(said)]
    begun = said_by_them(file)

    assert shown[:2] == ["They name: Messenger, 20:00–23:30", "Only they pick up"]
    assert shown[-2:] == ["They ask: never say “parade”", "They ask: never say “visa”"]
    assert "Be, when you call: A book shop" in shown
    assert begun["channels"] == ["messenger"]
    assert begun["hours"] == "20:00–23:30"
    assert begun["never_say"] == "parade, visa"


def test_without_leave_to_ring_no_channel_is_proposed(person: Person, house: House) -> None:
    code = person.send()
    in_detail_of(person, code, **{**SAID, "way": "0"})
    desk = house.open()
    collect(desk)

    begun = said_by_them(open_file(desk, case_chain(house.dialogue(code))))

    assert begun["channels"] == []


def test_a_word_that_they_asked_never_to_use_is_kept_from_the_answer(
    person: Person, house: House
) -> None:
    code = person.send()
    in_detail_of(person, code, **SAID)
    desk = house.open()
    collect(desk)
    case = case_chain(house.dialogue(code))

    with pytest.raises(WordsToAvoidError):
        answer(desk, case, text="Your VISA is ready.")
    answer(desk, case, text="Your paper is ready.")

    said = [one.text for one in house.visit(code).dialogue.messages]
    assert "Your paper is ready." in said
    assert "Your VISA is ready." not in said
