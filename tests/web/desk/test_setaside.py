"""Setting a heap aside in a browser without scripts: two steps, an answer, a way back."""

import re
from html import unescape

from corridor.base.ids import ChainId
from corridor.domain.intake import Wish
from corridor.domain.messages import Voice
from corridor.services.casefiles import open_file
from corridor.services.cases import make_case
from tests.web.desk.office import Office, Seen

PLEA = "They took my brother from work on Friday and nobody says where he is. Please help."


def heap(office: Office, many: int = 5, *, urgent: int = 0) -> list[ChainId]:
    calm = [office.request(what=PLEA) for _ in range(many - urgent)]
    return calm + [office.request(what=PLEA, soon=Wish.HOURS) for _ in range(urgent)]


def chosen(page: Seen) -> set[str]:
    boxes = re.findall(r"<input[^>]*name=\"case\"[^>]*>", page.html)
    return {
        re.findall(r'value="([^"]+)"', box)[0]
        for box in boxes
        if re.search(r"\bchecked\b", box)
    }


def reply(page: Seen) -> str:
    found = re.findall(r"<textarea[^>]*>\s*(.*?)</textarea>", page.html, re.DOTALL)[0]
    return unescape(str(found)).strip()


def test_a_calm_desk_offers_nothing(office: Office) -> None:
    office.request(what=PLEA)
    lyra = office.sit("Lyra")

    assert "Nobody says nearly the same" in lyra.read("alike").words
    assert "nearly the same" not in lyra.read("queue").words


def test_looking_changes_nothing_and_urgent_ones_are_not_chosen(office: Office) -> None:
    cases = heap(office, 7, urgent=2)
    lyra = office.sit("Lyra")

    listed = lyra.read("alike")
    page = lyra.read("alike-to", case=cases[0])

    assert "7 requests say nearly the same" in listed.words
    assert "2 of them may be a matter of hours and are not chosen." in page.words
    assert chosen(page) == {str(case) for case in cases[:5]}
    assert PLEA in page.words
    assert all(open_file(office.open("Lyra"), one).case.aside is None for one in cases)


def test_who_is_chosen_is_answered_set_aside_and_taken_back(office: Office) -> None:
    cases = heap(office, 6, urgent=1)
    lyra = office.sit("Lyra")
    page = lyra.read("alike-to", case=cases[0])

    done = lyra.do(
        "alike-to", {"case": sorted(chosen(page)), "reply": reply(page)}, case=cases[0]
    )
    shown = lyra.get(done.there)
    aside = lyra.get("/desk/queue?view=set_aside")
    lyra.do("undo", {"case": [str(cases[0])], "back": "queue"})

    assert done.status == 302
    assert "Done." in shown.words
    assert "Set aside 5" in shown.words
    assert "Bring them back" in aside.html
    assert aside.words.count("Set aside: many say nearly the same") == 5
    first, last = (open_file(office.open("Lyra"), cases[at]) for at in (0, -1))
    assert first.case.aside is None
    assert last.case.aside is None
    assert open_file(office.open("Lyra"), cases[1]).case.aside is not None
    assert first.talk is not None
    answers = [one for one in first.talk.dialogue.messages if one.voice is Voice.DESK]
    assert [one.text for one in answers] == [reply(page)]


def test_several_are_brought_back_from_the_queue_at_once(office: Office) -> None:
    cases = heap(office)
    lyra, refs = office.sit("Lyra"), [str(case) for case in cases]
    lyra.do("alike-to", {"case": refs, "reply": "We have it."}, case=cases[0])

    lyra.do("queue-act", {"do": "back", "case": refs[:3]})

    left = [open_file(office.open("Lyra"), one).case.aside is not None for one in cases]
    assert left == [False, False, False, True, True]


def test_without_a_choice_or_an_answer_nothing_is_done(office: Office) -> None:
    cases = heap(office)
    lyra = office.sit("Lyra")

    nobody = lyra.do("alike-to", {"reply": "We have it."}, case=cases[0])
    silent = lyra.do("alike-to", {"case": [str(cases[0])], "reply": " "}, case=cases[0])
    strange = lyra.do(
        "alike-to", {"case": [str(office.case())], "reply": "We have it."}, case=cases[0]
    )

    assert {nobody.status, silent.status, strange.status} == {422}
    assert "Choose at least one of them" in nobody.words
    assert all(open_file(office.open("Lyra"), one).case.aside is None for one in cases)


def test_the_file_says_that_it_was_set_aside_and_why(office: Office) -> None:
    cases = heap(office)
    lyra = office.sit("Lyra")
    lyra.do("alike-to", {"case": [str(cases[0])], "reply": "We have it."}, case=cases[0])

    make_case(office.open("Lyra"), cases[0], people=1)
    page = lyra.read("case", case=cases[0])

    assert "set it aside: 5 requests said nearly the same" in page.words


def test_words_stand_in_no_address(office: Office) -> None:
    cases = heap(office)
    page = office.sit("Lyra").read("alike-to", case=cases[0])

    assert "brother" not in " ".join(re.findall(r'(?:href|action)="([^"]*)"', page.html))
    assert "brother" not in re.findall(r"<title>(.*?)</title>", page.html, re.DOTALL)[0]
