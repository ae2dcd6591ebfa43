"""From the first page to words that are kept: nothing is lost, nothing counts twice."""

from html import unescape

import pytest

from corridor.base.clock import to_milliseconds
from corridor.crypto.receipt import new_receipt
from corridor.domain.intake import SaidPlace, Who, Wish
from corridor.web.public import tokens
from corridor.web.receipt_tokens import ReceiptTokens
from tests.web.public.house import SAID, House, Person

RUSSIAN = "Моего брата увели ночью. Помогите."


def stored(house: House) -> tuple[int, int, int]:
    """Dialogues, entries, wraps in the mailbox."""
    tables = ("store_lock", "store_entry", "store_mailbox")
    dialogues, entries, wraps = (house.count(table) for table in tables)
    return dialogues, entries, wraps


def test_what_was_asked_is_what_the_code_opens(person: Person, house: House) -> None:
    code = person.send(soon="1", who="3", what="Line one.\r\nLine two.", place="4")

    asked = house.visit(code).dialogue.asked
    assert asked is not None
    assert (asked.soon, asked.who, asked.place) == (
        Wish.DAYS,
        Who.DISAPPEARED,
        SaidPlace.ABROAD,
    )
    assert asked.what == "Line one.\nLine two."


def test_nothing_is_stored_before_send_is_pressed(person: Person, house: House) -> None:
    before = stored(house)

    shown = person.write()

    assert shown.status == 200
    assert stored(house) == before


def test_only_the_words_are_needed(person: Person, house: House) -> None:
    shown = person.post("/en/", {"what": "Help."})
    sent = person.post("/en/send", shown.carried)

    assert sent.status == 200
    assert house.visit(shown.code).dialogue.asked is not None


def test_words_without_a_letter_are_asked_for_again(person: Person) -> None:
    for what in ("", " \r\n ", "\0", "\x01\x02"):
        shown = person.write(what=what)

        assert shown.status == 422
        assert "Write a few words about what is happening." in shown.trouble
        assert 'name="soon" value="2" checked' in shown.html


@pytest.mark.parametrize("path", ["/en/", "/en/send"])
def test_eight_thousand_letters_are_taken_and_one_more_is_given_back(
    person: Person, path: str
) -> None:
    token = person.write().token

    fits = person.post(path, {**SAID, "what": "ш" * 8_000, "token": token})
    too_long = person.post(path, {**SAID, "what": "ш" * 8_001, "token": token})

    assert fits.status == 200
    assert too_long.status == 422
    assert too_long.box("what") == "ш" * 8_001


def test_letters_of_any_kind_come_through_as_they_were(person: Person, house: House) -> None:
    words = "Ёлка \u202eback\u202c 👩\u200d👧 \u0306e\u0301 <b>&amp;\"' \u2028 end"

    code = person.send(what=f"{words}\x07\x1b\x00")

    assert house.visit(code).dialogue.messages[0].text == words
    assert "<b>" not in person.come_back(code).html


def test_half_a_letter_becomes_a_mark_and_breaks_nothing(person: Person, house: House) -> None:
    code = person.send(what="before \ud83d after")

    text = house.visit(code).dialogue.messages[0].text
    assert text.startswith("before ")
    assert text.endswith(" after")
    text.encode()


def test_changing_the_words_keeps_answers_and_code(person: Person) -> None:
    shown = person.write(soon="0", place="3")

    changing = person.post("/en/send", {**shown.carried, "do": "change"})
    again = person.post(
        "/en/", {**SAID, "soon": "0", "what": "Other words.", "token": changing.token}
    )

    assert changing.status == 200
    assert changing.trouble == ""
    assert changing.box("what") == SAID["what"]
    assert 'name="soon" value="0" checked' in changing.html
    assert '<option value="3" selected>' in changing.html
    assert again.code == shown.code


def test_pressing_send_twice_stores_once_and_shows_the_same_page(
    person: Person, house: House
) -> None:
    shown = person.write()
    first = person.post("/en/send", shown.carried)
    after_one = stored(house)

    second = person.post("/en/send", shown.carried)

    assert stored(house) == after_one
    assert (second.status, second.html) == (first.status, first.html)


def test_words_changed_after_they_were_sent_are_kept_as_a_message(
    person: Person, house: House
) -> None:
    shown = person.write(what="First words.")
    person.post("/en/send", shown.carried)
    ringing = house.count("store_alarm")

    sent = person.post(
        "/en/send", {**shown.carried, "what": "They are at the door.", "soon": "0"}
    )

    said = [one.text for one in house.visit(shown.code).dialogue.messages]
    assert sent.status == 200
    assert said == ["First words.", "They are at the door."]
    assert house.count("store_alarm") == ringing + 1


def test_an_urgent_request_rings_and_another_does_not(person: Person, house: House) -> None:
    before = house.count("store_alarm")

    person.send(soon="1")
    quiet = house.count("store_alarm")
    person.send(soon="0")

    assert (quiet - before, house.count("store_alarm") - quiet) == (0, 1)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_page_open_for_twenty_one_minutes_keeps_words_and_shows_a_new_code(
    person: Person, house: House, language: str
) -> None:
    person.language = language
    shown = person.write(what=RUSSIAN)
    before = stored(house)
    house.watch.move(minutes=21)

    late = person.post(f"/{language}/send", shown.carried)
    sent = person.post(f"/{language}/send", late.carried)

    heading = {"en": "Your code has changed", "ru": "Ваш код изменился"}[language]
    assert late.status == 422
    assert heading in late.trouble
    assert late.code != shown.code
    assert {**late.carried, "token": ""} == {**shown.carried, "token": ""}
    assert stored(house)[0] == before[0] + 1
    assert sent.status == 200
    assert house.visit(late.code).dialogue.messages[0].text == RUSSIAN


def test_nineteen_minutes_are_not_too_long(person: Person, house: House) -> None:
    shown = person.write()
    house.watch.move(minutes=19)

    assert person.post("/en/send", shown.carried).status == 200


def test_a_restarted_server_knows_no_token_and_loses_no_word(
    person: Person, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = person.write(what=RUSSIAN)
    restarted = ReceiptTokens.good_for(tokens.LIFETIME, purpose=tokens.PURPOSE)
    monkeypatch.setattr(tokens, "_TOKENS", restarted)

    late = person.post("/en/send", shown.carried)
    sent = person.post("/en/send", late.carried)

    assert late.status == 422
    assert RUSSIAN in unescape(late.html)
    assert sent.status == 200
    assert house.visit(late.code).dialogue.messages[0].text == RUSSIAN


@pytest.mark.parametrize("token", ["", "AAAA", "é", "=", "A" * 4_000, "../../etc"])
def test_a_token_that_is_not_ours_opens_nothing_and_costs_no_word(
    person: Person, house: House, token: str
) -> None:
    before = stored(house)

    shown = person.post("/en/send", {**SAID, "token": token})

    assert shown.status == 422
    assert shown.carried["what"] == SAID["what"]
    assert stored(house) == before


def test_a_token_from_the_future_opens_nothing(house: House) -> None:
    made = tokens.token_of(new_receipt())
    house.watch.move(minutes=-1)

    assert tokens.receipt_in(made) is None
    house.watch.move(minutes=1)
    assert to_milliseconds(house.watch()) > 0


def test_a_token_tells_nothing_by_its_length_and_never_repeats() -> None:
    receipt = new_receipt()

    made = [tokens.token_of(receipt), tokens.token_of(receipt), tokens.token_of(new_receipt())]

    assert len(set(made)) == 3
    assert len({len(one) for one in made}) == 1
    assert len(made[0]) < 100


@pytest.mark.parametrize(
    "origin", ["https://other.example", "null", "http://127.0.0.1.other.example", "//"]
)
def test_a_form_of_another_site_is_refused_and_its_words_are_given_back(
    person: Person, house: House, origin: str
) -> None:
    shown, before = person.write(), stored(house)

    refused = person.post("/en/send", shown.carried, origin=origin)

    assert refused.status == 403
    assert SAID["what"] in refused.box("kept")
    assert stored(house) == before


def test_a_form_of_this_site_is_taken(person: Person) -> None:
    shown = person.write()

    assert person.post("/en/send", shown.carried, origin="http://127.0.0.1").status == 200


def test_the_code_is_shown_once_and_never_after_it_was_sent(person: Person) -> None:
    shown = person.write()
    sent = person.post("/en/send", shown.carried)

    assert 'id="receipt"' not in sent.html
    assert not any(f">{word}<" in sent.html for word in shown.code.split())
