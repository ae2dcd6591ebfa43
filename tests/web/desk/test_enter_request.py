"""A request that a worker writes down for somebody who called."""

from uuid import UUID

import pytest

from corridor.base.ids import ChainId
from corridor.crypto.receipt import read_receipt
from corridor.domain.cases import Outcome
from corridor.domain.intake import Channel
from corridor.services import asking
from corridor.services.casefiles import open_file
from corridor.web import composition
from corridor.web.desk.forms.enter_request import MOST_ATTEMPTS
from tests.web.desk.office import Browser, Office, Seen

FILLED = {
    "channel": "messenger",
    "reached_at": "01.05.2017 10:00",
    "language": "en",
    "what": "Left home with a small bag.",
    "who": "me",
    "place": "region",
    "soon": "days",
    "reach": "also_ring",
    "hours": "20:00 to 23:00",
    "eyes": "on",
    "handed": "on",
    "tried-TOTAL_FORMS": "0",
    "tried-INITIAL_FORMS": "0",
}


def _token(page: Seen) -> str:
    return page.html.split('name="token" value="')[1].split('"')[0]


def _begun(browser: Browser) -> tuple[str, str]:
    page = browser.read("enter-request")
    words = page.html.split('id="receipt"')[1].split("</ol>")[0].split("<li>")[1:]
    return _token(page), " ".join(word.split("<")[0] for word in words)


def test_the_code_that_was_read_out_opens_the_request(office: Office) -> None:
    mira = office.sit("Mira")
    token, words = _begun(mira)

    saved = mira.do("enter-request", {**FILLED, "token": token, "do": "save"})

    visit = asking.come_back(composition.door(), read_receipt(words, "en"))
    assert saved.there.startswith("/desk/requests/")
    assert visit.dialogue.asked is not None
    assert visit.dialogue.asked.what == FILLED["what"]
    assert visit.dialogue.asked.channel is Channel.MESSENGER


def test_saved_twice_it_is_there_once(office: Office) -> None:
    mira = office.sit("Mira")
    token, _words = _begun(mira)
    said = {**FILLED, "token": token, "do": "save"}

    first, second = mira.do("enter-request", said), mira.do("enter-request", said)

    chain = ChainId(UUID(first.there.rsplit("/", 1)[1]))
    case = open_file(office.open("Mira"), chain).case
    assert first.there == second.there
    assert [one.tried.outcome for one in case.attempts] == [Outcome.THEY_WROTE]
    assert case.code_handed_over


def chain_of(text: str) -> ChainId:
    return ChainId(UUID(text))


def test_an_attempt_is_carried_along_until_the_request_is_saved(office: Office) -> None:
    mira = office.sit("Mira")
    token, words = _begun(mira)
    another = {
        "another-tried_at": "01.05.2017 12:05",
        "another-way": "messenger",
        "another-outcome": "not_answered",
        "another-words": "Asked for a safe hour",
    }

    page = mira.do("enter-request", {**FILLED, **another, "token": token, "do": "attempt"})

    assert page.status == 200
    assert "Asked for a safe hour" in page.words
    assert FILLED["what"] in page.html
    assert all(word in page.html for word in words.split())
    assert 'name="tried-0-way" value="messenger"' in page.html


@pytest.mark.parametrize(
    ("field", "text"),
    [("what", ""), ("reached_at", "31.02.2017 10:00"), ("hours", "late"), ("language", "xx")],
)
def test_what_cannot_stand_is_refused_with_the_same_code(
    office: Office, field: str, text: str
) -> None:
    mira = office.sit("Mira")
    token, words = _begun(mira)

    page = mira.do("enter-request", {**FILLED, field: text, "token": token, "do": "save"})

    assert page.status == 422
    assert all(f">{word}<" in page.html for word in words.split())


def test_an_hour_that_lies_ahead_is_refused_before_anything_is_stored(office: Office) -> None:
    mira = office.sit("Mira")
    token, _words = _begun(mira)
    ahead = {**FILLED, "reached_at": "01.01.2099 10:00", "token": token, "do": "save"}

    page = mira.do("enter-request", ahead)

    assert page.status == 422
    assert mira.read("queue").html.count("data-case=") == 0


@pytest.mark.parametrize("token", ["", "forged", "AAAA"])
def test_a_code_of_another_making_is_replaced_and_said_so(office: Office, token: str) -> None:
    page = office.sit("Mira").do("enter-request", {**FILLED, "token": token, "do": "save"})

    assert page.status == 422
    assert "the code is a new one" in page.words


def test_a_draft_keeps_the_words_and_never_the_code(office: Office) -> None:
    mira = office.sit("Mira")
    token, _words = _begun(mira)

    mira.do("enter-request-draft", {**FILLED, "token": token})

    later = mira.read("enter-request")
    assert FILLED["what"] in later.html
    assert token not in later.html


def test_a_flood_of_attempts_is_refused(office: Office) -> None:
    mira = office.sit("Mira")
    token, _words = _begun(mira)
    many = {**FILLED, "tried-TOTAL_FORMS": str(MOST_ATTEMPTS + 5), "token": token, "do": "save"}

    page = mira.do("enter-request", many)

    assert page.status == 422
