"""What a look at a request or a case does, and where it leads."""

from http import HTTPStatus

import pytest

from corridor.base.ids import ChainId
from corridor.domain.intake import Channel, SaidPlace, Who, Wish
from corridor.domain.tasks import TaskSet
from corridor.services.asking import withdraw
from corridor.services.casefiles import open_file
from corridor.services.cases import write_note
from corridor.services.intake import Entered, enter_request
from corridor.services.queueing import PAGE
from corridor.services.tasks import finish_task, new_task, set_task
from corridor.web import composition
from corridor.web.desk.showing.case_writing import ENTRIES_A_PAGE
from tests.web.desk.office import Office, Seen


def urgent(office: Office) -> ChainId:
    entered = Entered(
        language="en",
        soon=Wish.HOURS,
        who=Who.ME,
        what="They are at the door.",
        place=SaidPlace.UNSAID,
        channel=Channel.PHONE,
    )
    chain, _receipt = enter_request(
        office.open("Lyra"),
        entered,
        pepper=composition.premises().pepper,
        languages=("en", "ru"),
    )
    return chain


def ringing() -> int:
    return len(composition.stores().door.alarms())


def test_a_look_at_the_request_itself_stops_its_notices(office: Office) -> None:
    chain, mira = urgent(office), office.sit("Mira")
    mira.read("queue")
    before = ringing()

    mira.read("request", case=chain)

    assert (before, ringing()) == (1, 0)


def test_a_look_at_another_request_stops_no_notice(office: Office) -> None:
    urgent(office)
    other = office.request()

    office.sit("Mira").read("request", case=other)

    assert ringing() == 1


def test_what_became_a_case_is_shown_as_one_to_who_may_open_cases(office: Office) -> None:
    case = office.case()

    lyra = office.sit("Lyra").read("request", case=case)
    mira = office.sit("Mira").read("request", case=case)

    assert (lyra.status, lyra.there) == (HTTPStatus.FOUND, f"/desk/cases/{case}")
    assert mira.status == HTTPStatus.OK
    assert "It has become a case." in mira.words


def test_what_is_no_case_yet_is_shown_as_the_request_that_it_is(office: Office) -> None:
    request = office.request()

    seen = office.sit("Lyra").read("case", case=request)

    assert (seen.status, seen.there) == (HTTPStatus.FOUND, f"/desk/requests/{request}")


@pytest.mark.parametrize(
    ("name", "words", "room"),
    [
        ("reply", {"text": "We have read it, and we stay."}, "request"),
        ("write", {"kind": "note", "text": "We have read it, and we stay."}, "case"),
    ],
)
def test_what_was_said_is_no_draft_any_more(
    office: Office, name: str, words: dict[str, str], room: str
) -> None:
    chain = office.request() if room == "request" else office.case()
    lyra = office.sit("Lyra")
    lyra.do(f"{name}-draft", {**words, "text": "We have another idea"}, case=chain)
    kept = lyra.read(room, case=chain)

    lyra.do(name, words, case=chain)

    after = lyra.read(room, case=chain)
    assert "We have another idea" in kept.html
    assert "We have another idea" not in after.html


def test_a_withdrawn_request_says_so_and_takes_no_answer(office: Office) -> None:
    receipt, chain = office.entered()
    before = office.sit("Mira").read("request", case=chain)

    withdraw(composition.door(), receipt)

    after = office.sit("Mira").read("request", case=chain)
    refused = office.sit("Mira").do("reply", {"text": "Are you there?"}, case=chain)
    assert f"/desk/requests/{chain}/reply" in before.html
    assert "The person has withdrawn." in after.words
    assert f"/desk/requests/{chain}/reply" not in after.html
    assert refused.status == HTTPStatus.NOT_FOUND


def test_a_case_whose_person_withdrew_offers_notes_only(office: Office) -> None:
    receipt, case = office.asked()
    lyra = office.sit("Lyra")
    before = lyra.read("case", case=case)

    withdraw(composition.door(), receipt)

    after = lyra.read("case", case=case)
    refused = lyra.do("write", {"kind": "message", "text": "Are you there?"}, case=case)
    assert 'value="message"' in before.html
    assert 'value="message"' not in after.html
    assert refused.status == HTTPStatus.UNPROCESSABLE_ENTITY


def test_only_a_task_that_is_done_can_be_taken_back_at_once(office: Office) -> None:
    case, desk, lyra = office.case(), office.open("Lyra"), office.sit("Lyra")
    task = new_task()
    set_task(desk, case, TaskSet(task=task, title="Ring the lawyer", due=None, owner=None))
    waits = _after_done(lyra.get(f"/desk/cases/{case}?done={task}"))

    finish_task(desk, case, task)

    assert not waits
    assert _after_done(lyra.get(f"/desk/cases/{case}?done={task}"))
    assert not _after_done(lyra.get(f"/desk/cases/{case}?done={case}"))


def _after_done(page: Seen) -> bool:
    return "Done: Ring the lawyer" in page.words


def test_older_words_stand_on_the_next_page_of_the_timeline(office: Office) -> None:
    case, desk, lyra = office.case(), office.open("Lyra"), office.sit("Lyra")
    write_note(desk, case, text="The very first note.")
    for number in range(ENTRIES_A_PAGE):
        write_note(desk, case, text=f"Note {number}.")

    first, second = lyra.read("case", case=case), lyra.get(f"/desk/cases/{case}?page=2")

    assert "The very first note." not in first.words
    assert "The very first note." in second.words


def test_of_notes_alone_nothing_else_is_shown(office: Office) -> None:
    case, lyra = office.case(), office.sit("Lyra")
    write_note(office.open("Lyra"), case, text="A note.")

    everything, notes = lyra.read("case", case=case), lyra.get(f"/desk/cases/{case}?only=notes")

    told = "made it a case"
    assert told in everything.words
    assert told not in notes.words
    assert "A note." in notes.words


def test_who_judges_may_say_whose_hands_it_is_in(office: Office) -> None:
    chain = office.request()
    said = {"level": "days", "words": "", "owner": office.id("Mira")}

    office.sit("Lyra").do("request-assess", said, case=chain)

    assert open_file(office.open("Lyra"), chain).case.owner == office.id("Mira")


def test_a_search_says_how_many_it_shows_of_how_many(office: Office) -> None:
    for number in range(PAGE + 1):
        office.request(what=f"Insulin, {number}.")
    lyra = office.sit("Lyra")

    # No codename is drawn from such a word.
    many, none = (lyra.do("search", {"words": word}) for word in ("insulin", "xylograph"))

    assert f"{PAGE + 1} found; the first {PAGE} are shown." in many.words
    assert f"{PAGE + 1} files that your keys open" in none.words
    assert "Nothing found" in none.words


def test_a_hit_shows_the_words_that_were_looked_for(office: Office) -> None:
    office.request(what="Insulin every day")

    page = office.sit("Lyra").do("search", {"words": "INSUL"})

    assert "<mark>insul</mark>" in page.html
    assert "1 found" in page.words
