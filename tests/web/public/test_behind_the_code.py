"""Behind the code: both sides are heard, presses count once, and a withdrawal destroys."""

import re
from html import unescape

import pytest

from corridor.domain.intake import Answer, Eyes, Way
from corridor.services.casefiles import open_file
from corridor.services.chains import case_chain
from corridor.services.collecting import collect
from corridor.services.intake import answer
from corridor.web.public import tokens
from corridor.web.receipt_tokens import ReceiptTokens
from tests.web.public.house import House, Person

HOSTILE = '"></textarea><script>alert(1)</script>{{ page.token }}'


def reply(house: House, code: str, text: str) -> None:
    """A worker collects the request and answers it with their own keys."""
    desk = house.open()
    collect(desk)
    answer(desk, case_chain(house.dialogue(code)), text=text)
    house.watch.move(minutes=1)


def messages(html: str) -> list[str]:
    listed = re.findall(r'<ol class="talk">(.*?)</ol>', html, re.DOTALL)[0]
    rows = re.findall(r"<li.*?</li>", listed, re.DOTALL)
    return [unescape(re.sub(r"<[^>]+>", " ", row)).strip() for row in rows]


def test_a_reply_of_the_desk_waits_behind_the_code_and_is_new_until_one_writes(
    person: Person, house: House
) -> None:
    code = person.send(what="First words.")
    reply(house, code, text="We read it.\nStay inside.")

    found = person.come_back(code)
    after = person.press(found, "message", text="I stay.")

    said = " ".join(messages(found.html)[1].split())
    assert said.startswith("The desk,")
    assert "New We read it. Stay inside." in said
    assert "New" not in " ".join(messages(after.html))
    assert "Your message is with us." in after.html


def test_hours_stand_in_the_zone_of_the_desk(person: Person, house: House) -> None:
    later = house.watch.now.year + 1
    house.watch.now = house.watch.now.replace(year=later, month=5, day=17, hour=22, minute=12)

    code = person.send()

    assert "18 May at 01:12" in person.come_back(code).html
    assert "18 мая в 01:12" in person.post("/ru/back", {"code": code}).html


def test_what_either_side_writes_stays_words(person: Person, house: House) -> None:
    code = person.send(what=HOSTILE)
    reply(house, code, text=HOSTILE)
    found = person.come_back(code)

    shown = person.press(found, "reach", way="1", how=HOSTILE)
    late = person.post("/en/page/message", {"token": "", "text": HOSTILE})

    for page in (found, shown, late):
        assert "<script" not in page.html
        assert "&lt;script&gt;" in page.html


def test_a_message_sent_twice_counts_once(person: Person, house: House) -> None:
    found = person.come_back(person.send())
    first = person.press(found, "message", text="Two men wait outside.")
    before = house.count("store_entry")

    second = person.press(found, "message", text="Two men wait outside.")

    assert house.count("store_entry") == before
    assert second.status == first.status == 200
    assert messages(second.html) == messages(first.html)


def test_the_same_words_after_a_reply_are_a_new_message(person: Person, house: House) -> None:
    code = person.send(what="Yes.")
    reply(house, code, text="Are you alone?")

    person.press(person.come_back(code), "message", text="Yes.")

    assert len(house.visit(code).dialogue.messages) == 3


@pytest.mark.parametrize("text", ["", " ", "\0", "x" * 8_001])
def test_a_message_that_cannot_be_taken_is_given_back(person: Person, text: str) -> None:
    found = person.come_back(person.send())

    shown = person.press(found, "message", text=text)

    assert shown.status == 422
    assert "Your message is not sent yet" in shown.trouble
    assert shown.box("text").strip("\0") == text.strip("\0")


def test_a_check_in_leaves_the_same_traces_whatever_it_says(
    person: Person, house: House
) -> None:
    code = person.send(soon="0")
    found, traces = person.come_back(code), []

    for value in ("a", "b", "c"):
        before = _traces(house)
        pressed = person.press(found, "ok", answer=value)
        after = _traces(house)
        traces.append((pressed.status, len(pressed.html), _grown(before, after)))

    given = [one.answer for one in house.visit(code).dialogue.check_ins]
    assert given == [Answer.A, Answer.B, Answer.C]
    assert len(set(map(repr, traces))) == 1


def test_a_check_in_without_an_answer_is_asked_for_again(person: Person, house: House) -> None:
    code = person.send()
    before = house.count("store_entry")

    for said in ({}, {"answer": "d"}, {"answer": "a\0"}):
        shown = person.press(person.come_back(code), "ok", **said)

        assert shown.status == 422
        assert "Press one of the three answers." in shown.trouble
    assert house.count("store_entry") == before


def test_ways_of_reaching_are_kept_and_shown_again(person: Person, house: House) -> None:
    code = person.send()

    person.press(
        person.come_back(code), "reach", way="1", eyes="1", how="After nine. Not Sasha."
    )

    rules = house.visit(code).dialogue.rules
    assert rules is not None
    assert (rules.way, rules.eyes) == (Way.ALSO_RING, Eyes.SOMEONE)
    assert person.come_back(code).box("how") == "After nine. Not Sasha."


def test_who_may_be_rung_has_to_say_how(person: Person, house: House) -> None:
    code = person.send()

    shown = person.press(person.come_back(code), "reach", way="1", eyes="0")

    assert shown.status == 422
    assert "Write how and when we may write or call." in shown.trouble
    assert 'name="eyes" value="0" checked' in shown.html
    assert house.visit(code).dialogue.rules is None


@pytest.mark.parametrize("by", ["twenty-one minutes", "a restart"])
def test_words_outlive_a_page_that_had_to_close(
    person: Person, house: House, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    code = person.send()
    found, said = person.come_back(code), {"text": "I am in the cellar.\nCome."}
    if by == "a restart":
        fresh = ReceiptTokens.good_for(tokens.LIFETIME, purpose=tokens.PURPOSE)
        monkeypatch.setattr(tokens, "_TOKENS", fresh)
    else:
        house.watch.move(minutes=21)

    closed = person.press(found, "message", **said)
    wrong = person.come_back("maple river", text=closed.box("text"))
    opened = person.come_back(code, text=wrong.box("text"))
    person.press(opened, "message", text=opened.box("text"))

    assert (closed.status, wrong.status) == (422, 422)
    assert "Your words are still here." in closed.trouble
    assert opened.box("text") == said["text"]
    assert house.visit(code).dialogue.messages[-1].text == said["text"]


def test_rules_typed_on_a_page_that_had_to_close_go_along(person: Person, house: House) -> None:
    code = person.send()
    found = person.come_back(code)
    house.watch.move(minutes=21)

    closed = person.press(found, "reach", way="1", eyes="1", how="After nine.")
    opened = person.come_back(code, how=closed.box("how"), **closed.carried)

    assert opened.box("how") == "After nine."
    assert 'name="way" value="1" checked' in opened.html
    assert 'name="eyes" value="1" checked' in opened.html


def test_a_check_in_on_a_page_that_had_to_close_says_that_it_is_not_saved(
    person: Person, house: House
) -> None:
    code = person.send()
    found = person.come_back(code)
    house.watch.move(minutes=21)

    closed = person.press(found, "ok", answer="a")

    assert closed.status == 422
    assert "press the button once more" in closed.trouble
    assert house.visit(code).dialogue.check_ins == ()


@pytest.mark.parametrize("sure", ["", "maple maple", "00000x", "\0"])
def test_withdrawing_needs_the_beginning_of_the_code(person: Person, sure: str) -> None:
    code = person.send()

    shown = person.press(person.come_back(code), "withdraw", sure=sure)

    assert shown.status == 422
    assert "Nothing is withdrawn yet" in shown.trouble
    assert person.come_back(code).status == 200


def test_the_page_says_before_and_after_what_a_withdrawal_cannot_reach(
    person: Person,
) -> None:
    """No day is promised: this desk does not know when the last backup ends."""
    shown = person.write()
    person.post("/en/send", shown.carried)
    page = person.come_back(shown.code)

    gone = person.press(page, "withdraw", sure=shown.digits[:5])

    for seen in (page, gone):
        assert "Backups made before may still hold them" in seen.html
        assert "ends on" not in seen.html


@pytest.mark.parametrize("first", ["word", "other word", "digits"])
def test_the_first_word_in_either_language_or_five_digits_are_enough(
    person: Person, first: str
) -> None:
    shown = person.write()
    person.post("/en/send", shown.carried)
    receipt = tokens.receipt_in(shown.token)
    assert receipt is not None
    typed = {
        "word": f" {receipt.words('en')[0].upper()} ",
        "other word": receipt.words("ru")[0].capitalize(),
        "digits": shown.digits[:5],
    }

    gone = person.press(person.come_back(shown.code), "withdraw", sure=typed[first])

    assert (gone.status, "It is withdrawn" in gone.html) == (200, True)


@pytest.mark.parametrize("collected", [False, True])
def test_a_withdrawal_destroys_every_key_and_every_word(
    person: Person, house: House, *, collected: bool
) -> None:
    code = person.send()
    if collected:
        reply(house, code, text="We read it.")
    chain = house.dialogue(code)
    found = person.come_back(code)

    person.press(found, "withdraw", sure=code.split()[0])

    for table in ("store_grant", "store_mailbox", "store_lock"):
        sql = f"SELECT COUNT(*) FROM {table} WHERE chain = %s"
        assert house.rows(sql, chain.bytes) == [(0,)]
    bodies = house.rows("SELECT body FROM store_entry WHERE chain = %s", chain.bytes)
    assert len(bodies) == 1 + 2 * collected  # the answer, and that it was seen
    assert set(bodies) == {(None,)}
    assert person.come_back(code).status == 422
    assert person.press(found, "message", text="Still there?").status == 422
    if collected:
        assert open_file(house.open(), case_chain(chain)).talk is None


def test_a_withdrawal_reaches_a_request_behind_a_long_queue(
    person: Person, house: House
) -> None:
    codes = [person.send(what=f"Request {number}.") for number in range(3)]
    waiting = house.count("store_mailbox")

    for code in codes:
        person.press(person.come_back(code), "withdraw", sure=code.split()[0])

    assert house.count("store_mailbox") == waiting - 3
    assert collect(house.open()) == 0


def test_words_of_a_withdrawn_code_sent_once_more_get_a_new_code(
    person: Person, house: House
) -> None:
    shown = person.write()
    person.post("/en/send", shown.carried)
    person.press(person.come_back(shown.code), "withdraw", sure=shown.code.split()[0])

    again = person.post("/en/send", shown.carried)
    sent = person.post("/en/send", again.carried)

    assert (again.status, sent.status) == (422, 200)
    assert again.code != shown.code
    assert person.come_back(shown.code).status == 422
    assert house.visit(again.code).dialogue.asked is not None


@pytest.mark.parametrize("what", ["", "/message", "/ok", "/reach", "/withdraw"])
def test_whoever_comes_by_the_address_is_asked_for_the_code(person: Person, what: str) -> None:
    led = person.get(f"/ru/page{what}")

    assert (led.status, led.headers["Location"]) == (303, "/ru/back")


def _traces(house: House) -> dict[str, list[int]]:
    """Of every table of this face: how many rows, and how long each is."""
    tables = ("store_entry", "store_lock", "store_grant", "store_mailbox", "store_alarm")
    return {name: sorted(map(_size, house.rows(f"SELECT * FROM {name}"))) for name in tables}


def _size(row: tuple[object, ...]) -> int:
    return sum(len(cell) if isinstance(cell, bytes | str) else 8 for cell in row)


def _grown(before: dict[str, list[int]], after: dict[str, list[int]]) -> dict[str, list[int]]:
    return {
        name: [sum(sizes) - sum(before[name]), len(sizes) - len(before[name])]
        for name, sizes in after.items()
    }
