"""What was just sent to a person is taken back for half a minute, and goes on as a draft."""

import re

from corridor.base.ids import ChainId
from corridor.services.asking import correct_words, delete_words, read_page, write_message
from corridor.services.casefiles import open_file
from corridor.web import composition
from tests.web.desk.office import Office, Seen


def button(seen: Seen) -> str:
    (found,) = re.findall(r'action="([^"]+/back)"', seen.html)
    return str(found)


def heard(office: Office, chain: ChainId) -> list[str]:
    talk = open_file(office.open("Lyra"), chain).talk
    return [] if talk is None else [one.text for one in talk.dialogue.messages[1:]]


def test_a_worker_takes_an_answer_back_and_finds_it_in_the_form(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    lyra.do("reply", {"text": "Dear Juniper,"}, case=chain)
    waiting = lyra.read("request", case=chain)

    taken = lyra.post(button(waiting))
    after = lyra.read("request", case=chain)

    assert "Nobody has seen it yet: until " in waiting.words
    assert (taken.status, taken.there) == (302, f"/desk/requests/{chain}#answer")
    assert "Taken back before it could be seen" in after.words
    assert re.search(r"<textarea[^>]*>\s*Dear Juniper,</textarea>", after.html)
    assert heard(office, chain) == []


def test_in_a_case_it_goes_back_as_a_message_and_not_as_a_note(office: Office) -> None:
    chain, lyra = office.case(), office.sit("Lyra")
    lyra.do("write", {"kind": "message", "text": "Dear Juniper,", "as": "message"}, case=chain)

    taken = lyra.post(button(lyra.read("case", case=chain)))
    after = lyra.read("case", case=chain)

    assert taken.there == f"/desk/cases/{chain}#write"
    assert re.search(r'value="message"[^>]* checked', after.html)
    assert re.search(r"<textarea[^>]*>\s*Dear Juniper,</textarea>", after.html)


def test_after_half_a_minute_it_is_said_that_it_was_read(office: Office) -> None:
    chain, lyra = office.request(), office.sit("Lyra")
    lyra.do("reply", {"text": "We are here."}, case=chain)
    url = button(lyra.read("request", case=chain))

    office.watch.move(seconds=30)
    late = lyra.post(url)

    assert late.status == 422
    assert "The half minute is over" in late.words
    assert "/back" not in lyra.read("request", case=chain).html
    assert heard(office, chain) == ["We are here."]


def test_what_the_person_has_seen_is_offered_back_no_more(office: Office) -> None:
    receipt, chain = office.entered()
    lyra = office.sit("Lyra")
    lyra.do("reply", {"text": "We are here."}, case=chain)
    url = button(lyra.read("request", case=chain))

    read_page(composition.door(), receipt)
    late = lyra.post(url)

    assert late.status == 422
    assert "they have seen it" in late.words
    assert "/back" not in lyra.read("request", case=chain).html
    assert heard(office, chain) == ["We are here."]


def test_nobody_takes_a_colleagues_words_back(office: Office) -> None:
    chain, lyra, mira = office.request(), office.sit("Lyra"), office.sit("Mira")
    lyra.do("reply", {"text": "We are here."}, case=chain)
    url = button(lyra.read("request", case=chain))

    tried = mira.post(url)

    assert tried.status == 404
    assert "/back" not in mira.read("request", case=chain).html
    assert heard(office, chain) == ["We are here."]


def test_the_desk_sees_on_which_day_its_answer_was_seen(office: Office) -> None:
    receipt, chain = office.entered()
    lyra = office.sit("Lyra")
    lyra.do("reply", {"text": "We are here."}, case=chain)
    office.watch.move(minutes=1)
    before = lyra.read("request", case=chain).words

    read_page(composition.door(), receipt)

    after = lyra.read("request", case=chain).words
    seen = after.partition("Seen on their page on ")[2]
    assert "Seen on their page" not in before
    assert ":" not in " ".join(seen.split()[:2])


def test_what_the_person_corrected_and_deleted_is_told_and_not_shown(office: Office) -> None:

    receipt, chain = office.entered(what="They come today.")
    door = composition.door()
    correct_words(door, receipt, height=0, text="They come tomorrow.")
    write_message(door, receipt, text="My brother is Juniper.")
    delete_words(door, receipt, heights=[2])

    page = office.sit("Lyra").read("request", case=chain)

    assert "They come tomorrow." in page.words
    assert "corrected what they had said" in page.words
    assert "They come today." in page.words
    assert "They have deleted these words" in page.words
    assert "Juniper" not in page.html
