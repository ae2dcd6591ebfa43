"""The library of answers at the desk: two members, filled in, inserted without a script."""

import re
from html import unescape

import pytest

from corridor.services.casefiles import open_file
from corridor.services.templates import see_templates
from tests.web.desk.office import Browser, Office, Seen

ANSWER = {
    "language": "en",
    "about": "not_yet",
    "title": "Waiting for a visa",
    "text": "We wait for [[what]]. You need not do anything.",
}


@pytest.fixture
def lyra(office: Office) -> Browser:
    return office.sit("Lyra")


def action(seen: Seen, ending: str) -> str:
    (found,) = [one for one in seen.actions if one.endswith(ending)]
    return found


def box(seen: Seen) -> str:
    found = re.search(r'<textarea name="text"[^>]*>\n?(.*?)</textarea>', seen.html, re.DOTALL)
    assert found is not None
    return unescape(found[1])


def test_an_answer_is_offered_once_another_member_has_read_it(
    office: Office, lyra: Browser
) -> None:
    chain, mira = office.request(), office.sit("Mira")
    written = lyra.do("templates", ANSWER)
    before = lyra.read("request", case=chain).words
    own = lyra.read("templates")

    read = mira.post(action(mira.read("templates"), "/read"))
    after = lyra.read("request", case=chain).words

    assert (written.status, read.status) == (302, 302)
    assert [one for one in own.actions if one.endswith("/read")] == []
    assert "Waiting for a visa" not in before
    assert "Waiting for a visa" in after
    assert "Read by Mira." in mira.read("templates").words


def test_it_is_inserted_below_what_was_typed_and_sent_only_when_it_is_filled(
    office: Office, lyra: Browser
) -> None:
    chain = office.request()
    said = {"text": "Good evening.", "template": "en-not-us", "do": "insert"}

    inserted = lyra.do("reply", said, case=chain)
    text = box(inserted)
    unfilled = lyra.do("reply", {"text": text}, case=chain)
    filled = re.sub(r"\[\[[^\]]*\]\]", "the house", text)
    sent = lyra.do("reply", {"text": filled, "template": "gone"}, case=chain)

    assert inserted.status == 200
    assert text.startswith("Good evening.\n\nThank you for writing")
    assert unfilled.status == 422
    assert "There are fields left to fill" in unfilled.words
    assert box(unfilled) == text
    assert sent.status == 302
    talk = open_file(office.open("Lyra"), chain).talk
    assert talk is not None
    assert [one.text for one in talk.dialogue.messages[1:]] == [filled]


def test_in_a_case_it_is_inserted_as_a_message_to_the_person(
    office: Office, lyra: Browser
) -> None:
    chain = office.case()
    said = {"text": "", "kind": "note", "template": "en-never-charge", "do": "insert"}

    inserted = lyra.do("write", said, case=chain)

    assert inserted.status == 200
    assert box(inserted).startswith("Our help costs nothing")
    assert re.search(r'value="message"[^>]* checked', inserted.html)


@pytest.mark.parametrize("key", ["", "en-../../keys", "ru-yes", "x" * 400, "\0"])
def test_a_key_that_is_not_offered_inserts_nothing(
    office: Office, lyra: Browser, key: str
) -> None:
    said = {"text": "Good evening.", "template": key, "do": "insert"}

    inserted = lyra.do("reply", said, case=office.request())

    assert box(inserted) == "Good evening."


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"text": " "}, "Write the text first"),
        ({"text": "We wait for [[what."}, "Look at the double brackets"),
        ({"title": ""}, "This field is required"),
        ({"language": "zz"}, "Select a valid choice"),
    ],
)
def test_what_cannot_be_taken_is_given_back(
    office: Office, lyra: Browser, change: dict[str, str], said: str
) -> None:
    refused = lyra.do("templates", ANSWER | change)

    assert refused.status == 422
    assert said in refused.words
    assert see_templates(office.open("Lyra")) == ()


def test_newer_words_wait_and_a_retired_one_is_offered_no_more(
    office: Office, lyra: Browser
) -> None:
    chain, mira = office.request(), office.sit("Mira")
    lyra.do("templates", ANSWER)
    mira.post(action(mira.read("templates"), "/read"))
    (one,) = see_templates(office.open("Lyra"))

    mira.do("templates", ANSWER | {"template": str(one.template), "title": "Newer title"})
    waiting = lyra.read("request", case=chain).words
    lyra.post(action(lyra.read("templates"), "/read"))
    newer = lyra.read("request", case=chain).words
    lyra.post(action(lyra.read("templates"), "/retire"))

    assert "Waiting for a visa" in waiting
    assert "Newer title" not in waiting
    assert "Newer title" in newer
    assert "Newer title" not in lyra.read("request", case=chain).words


def test_hostile_words_stay_words_in_the_library(office: Office, lyra: Browser) -> None:
    del office
    hostile = '"></textarea><script>alert(1)</script>{{ page.url }}'

    lyra.do("templates", ANSWER | {"title": hostile, "text": hostile})

    page = lyra.read("templates")
    assert "<script>alert" not in page.html
    assert "&lt;script&gt;alert(1)" in page.html
