"""A person's own words behind the code: corrected, deleted, seen by day, erased on a day."""

import re
from html import unescape

import pytest

from corridor.domain.cases import CloseReason
from corridor.services.casefiles import open_file
from corridor.services.cases import close
from corridor.services.chains import case_chain
from corridor.services.collecting import collect
from corridor.services.intake import answer
from corridor.services.messages import see, take_back
from tests.web.public.house import House, Person, Seen

HOSTILE = '"></textarea><script>alert(1)</script>{{ page.token }}'


def reply(house: House, code: str, text: str) -> int:
    """A worker collects the request, sees it and answers; the height of the answer."""
    desk = house.open()
    collect(desk)
    chain = case_chain(house.dialogue(code))
    see(desk, open_file(desk, chain))
    talk = answer(desk, chain, text=text).talk
    assert talk is not None
    return talk.dialogue.messages[-1].height


def listed(seen: Seen) -> list[str]:
    rows = re.findall(r'<ol class="talk">(.*?)</ol>', seen.html, re.DOTALL)[0]
    found = re.findall(r"<li.*?</li>", rows, re.DOTALL)
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in found]


def numbers(seen: Seen) -> list[str]:
    return re.findall(r'form="one" name="number" value="(\d+)"', seen.html)


def test_an_answer_is_there_at_once_and_a_taken_back_one_never(
    person: Person, house: House
) -> None:
    code = person.send(what="First words.")
    height = reply(house, code, text="Dear Juniper,")
    take_back(house.open(), case_chain(house.dialogue(code)), height=height)
    reply(house, code, text="We read it.")

    seen = person.come_back(code)

    assert "Juniper" not in seen.html
    assert "We read it." in listed(seen)[-1]


def test_each_side_sees_the_day_on_which_it_was_seen_and_no_hour(
    person: Person, house: House
) -> None:
    code = person.send(what="First words.")
    house.watch.move(minutes=3)
    reply(house, code, text="We read it.")
    house.watch.move(minutes=4)

    mine, theirs = listed(person.come_back(code))

    today = house.visit(code).dialogue.looks[0].on
    for said, who in ((mine, "Seen by the desk on"), (theirs, "Seen by you on")):
        seen = said.partition(who)[2].strip()
        assert seen.split()[0] == str(today.day)
        assert ":" not in seen


def test_a_correction_takes_the_place_of_the_words_and_the_desk_keeps_both(
    person: Person, house: House
) -> None:
    code = person.send(what="They come today.")
    found = person.come_back(code)

    chosen = person.press(found, "words", number=numbers(found)[0])
    after = person.press(chosen, "correct", number="0", text="They come tomorrow.")

    assert chosen.box("text") == "They come today."
    assert "Your new words are with us." in after.html
    assert len(listed(after)) == 1
    assert "They come tomorrow. Corrected." in listed(after)[0]
    texts = [one.text for one in house.visit(code).dialogue.messages]
    assert texts == ["They come today.", "They come tomorrow."]


@pytest.mark.parametrize("text", ["", " ", "\0", "x" * 8_001])
def test_a_correction_that_cannot_be_taken_is_given_back(person: Person, text: str) -> None:
    found = person.come_back(person.send(what="They come today."))

    shown = person.press(found, "correct", number="0", text=text)

    assert shown.status == 422
    assert shown.box("text").strip("\0") == text.strip("\0")


def test_deleted_words_leave_the_page_and_the_desk(person: Person, house: House) -> None:
    code = person.send(what="My brother is Juniper.")
    found = person.press(person.come_back(code), "message", text="Stay.")

    after = person.press(found, "delete", number="0")
    again = person.press(found, "delete", number="0")

    for page in (after, again):
        assert "It is deleted from this page." in page.html
        assert "Juniper" not in page.html
    reply(house, code, text="We read it.")
    file = open_file(house.open(), case_chain(house.dialogue(code)))
    assert file.talk is not None
    assert "Juniper" not in repr(file.talk.dialogue)


def test_an_answer_is_taken_off_the_page_and_said_to_stay_with_the_desk(
    person: Person, house: House
) -> None:
    code = person.send(what="First words.")
    height = reply(house, code, text="Go to the north door.")
    house.watch.move(minutes=1)
    found = person.come_back(code)

    chosen = person.press(found, "words", number=str(height))
    after = person.press(chosen, "delete", number=str(height))

    assert "The desk keeps it." in chosen.html
    assert '<textarea id="text"' not in chosen.html
    assert "north door" not in after.html


@pytest.mark.parametrize("number", ["1", "7", "-1", "x", "", "9" * 40, "0\0", "٠"])
@pytest.mark.parametrize("what", ["words", "correct"])
def test_no_number_reaches_what_is_not_ones_own(
    person: Person, house: House, what: str, number: str
) -> None:
    """1 is an answer that may still be taken back: nobody reads it by its number."""
    code = person.send(what="First words.")
    found = person.come_back(code)
    reply(house, code, text="Go to the north door.")
    before = house.count("store_entry")

    shown = person.press(found, what, number=number, text="Mine now.")

    assert shown.status == 422
    assert "This message is not here any more" in shown.trouble
    assert "north door" not in shown.html
    assert house.count("store_entry") == before


def test_all_words_go_with_the_beginning_of_the_code_and_the_page_stays(
    person: Person, house: House
) -> None:
    code = person.send(what="My brother is Juniper.")
    reply(house, code, text="Go to the north door.")
    house.watch.move(minutes=1)
    found = person.come_back(code)

    unsure = person.press(found, "withdraw", do="words", sure="")
    gone = person.press(found, "withdraw", do="words", sure=code.split()[0])

    assert unsure.status == 422
    assert listed(unsure) != []
    assert listed(gone) == []
    assert "Juniper" not in gone.html
    assert person.press(gone, "message", text="I am still here.").status == 200


def test_the_page_says_when_it_is_erased_and_opens_nothing_from_that_day(
    person: Person, house: House
) -> None:
    code = person.send(what="First words.")
    chain = case_chain(house.dialogue(code))
    working = person.come_back(code)
    reply(house, code, text="You are safe. We end here.")
    close(house.open(), chain, reason=CloseReason.SETTLED, words="")
    ends = house.visit(code).dialogue.kept_until
    assert ends is not None

    ending = person.come_back(code)
    house.watch.move(days=90)
    ended, never = person.come_back(code), person.come_back(person.write().code)

    assert "Nothing is erased while we work with you." in working.html
    assert f"On {ends.day} " in ending.html
    assert ended.status == 422
    assert "No page is kept under this code." in ended.trouble
    assert ended.trouble == never.trouble


def test_hostile_words_stay_words_on_the_page_of_one_message(person: Person) -> None:
    found = person.come_back(person.send(what=HOSTILE))

    chosen = person.press(found, "words", number="0")
    refused = person.press(found, "correct", number="0", text=HOSTILE + "x" * 8_000)

    for page in (chosen, refused):
        assert "<script" not in page.html
        assert "&lt;script&gt;" in page.html


@pytest.mark.parametrize("what", ["/words", "/correct", "/delete"])
def test_whoever_comes_by_the_address_is_asked_for_the_code(person: Person, what: str) -> None:
    led = person.get(f"/ru/page{what}")

    assert (led.status, led.headers["Location"]) == (303, "/ru/back")
