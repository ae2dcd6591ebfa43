"""A steward says what people are asked; strangers see it once it is published."""

import re
from typing import Any, Final

import pytest
from django.test import Client

from corridor.domain.intake import Who
from corridor.domain.wordings import Sentence
from corridor.web.public.questions import current, published, shipped
from tests.web.desk.office import Browser, Office, Seen
from tests.web.desk.test_wordings import read_by, say
from tests.web.public.house import Person

ASKED: Final = {
    "kind": "one",
    "who": "disappeared",
    "words_en": "Was anybody there when it happened?",
    "options_en": "I was\nSomebody else\nNobody",
    "words_ru": "Был ли кто-нибудь рядом?",
    "options_ru": "Я\nКто-то другой\nНикого",
}
ENTERED: Final = {
    "channel": "phone",
    "reached_at": "01.05.2017 10:00",
    "language": "en",
    "what": "A neighbour called.",
    "who": "disappeared",
    "place": "region",
    "soon": "days",
    "reach": "only_here",
    "tried-TOTAL_FORMS": "0",
    "tried-INITIAL_FORMS": "0",
}
_OF = re.compile(r'href="(/desk/questions/of/[a-z0-9]+)"')


@pytest.fixture
def steward(office: Office) -> Browser:
    return office.sit("Deneb")


def publish(browser: Browser) -> Seen:
    return browser.do("publish-questions", {"looked": "on"})


def asked_of(who: str, language: str = "en") -> str:
    person = Person(language=language, client=Client(SERVER_NAME="127.0.0.1"))
    shown = person.write(who=who)
    return person.post(f"/{language}/more", {**shown.carried, "do": "more"}).html


def test_a_new_question_is_asked_once_it_is_published(office: Office, steward: Browser) -> None:
    kept = steward.do("add-question", ASKED)
    before = asked_of("3")

    done = publish(steward)

    assert (kept.status, done.status) == (302, 302)
    assert "Was anybody there" not in before
    assert "Was anybody there when it happened?" in asked_of("3")
    assert "Был ли кто-нибудь рядом?" in asked_of("3", "ru")
    assert "Was anybody there" not in asked_of("0")
    forms = office.open("Mira").roster.forms
    assert forms == published()
    assert forms[-1] == current()


def test_a_draft_is_its_stewards_own(office: Office, steward: Browser) -> None:
    steward.do("add-question", ASKED)

    other = office.sit("Capella").read("questions")

    assert "Was anybody there" in steward.read("questions").words
    assert "Was anybody there" not in other.words
    assert "This is your draft" not in other.words


def test_the_order_is_changed_and_a_question_asked_no_longer(steward: Browser) -> None:
    first, second, *_ = (one.question for one in shipped().questions)

    steward.do("change-questions", {"do": "down", "question": first})
    steward.do("change-questions", {"do": "retire", "question": "hurt"})
    publish(steward)

    order = [one.question for one in current().questions if not one.retired]
    assert order[:2] == [second, first]
    assert "hurt" not in order
    assert "Is anybody hurt" not in asked_of("0")


def test_what_is_asked_no_longer_can_be_asked_again(steward: Browser) -> None:
    steward.do("change-questions", {"do": "retire", "question": "hurt"})
    publish(steward)

    steward.do("change-questions", {"do": "ask", "question": "hurt"})
    publish(steward)

    assert "Is anybody hurt" in asked_of("0")


def test_the_preview_is_the_page_that_people_see(steward: Browser) -> None:
    steward.do("add-question", ASKED)
    looked = steward.read("preview-questions", language="ru", who=3)

    publish(steward)

    seen = asked_of("3", "ru")
    assert looked.status == 200
    fields = re.compile(r'<form id="more".*?<input type="hidden"', re.DOTALL)
    shown = fields.findall(looked.html)[0].replace('action=""', 'action="/ru/more"')
    assert shown == fields.findall(seen)[0]
    assert re.findall(r"<button (?!type=.button.)", looked.html) == []
    assert "script-src" not in looked.html


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"words_en": ""}, "Write the question in this language"),
        ({"words_en": "x" * 161}, ""),
        ({"kind": "essay"}, ""),
        ({"who": "the_police"}, ""),
        ({"options_en": "Only one"}, "two to twelve different answers"),
        ({"options_en": "Same\nSame"}, "two to twelve different answers"),
        ({"options_ru": "Я\nНикого"}, "as many answers as in the first language"),
        ({"words_en": "What is your full name?"}, "Nothing here asks who somebody is"),
        ({"words_en": "Your surname"}, "Nothing here asks who somebody is"),
        ({"hint_en": "As in the passport: last name"}, "Nothing here asks who somebody is"),
        ({"words_ru": "Как вас зовут?"}, "Nothing here asks who somebody is"),
        ({"words_ru": "Фамилия и отчество"}, "Nothing here asks who somebody is"),
        ({"words_en": "Send an intimate picture"}, "Nothing here asks who somebody is"),
    ],
)
def test_a_question_that_cannot_stand_is_given_back(
    steward: Browser, wrong: dict[str, str], said: str
) -> None:
    refused = steward.do("add-question", {**ASKED, **wrong})

    assert refused.status == 422
    assert said in refused.words
    kept = {**ASKED, **wrong}["words_ru"]
    assert kept in refused.html
    assert "This is your draft" not in steward.read("questions").words


def test_no_question_can_be_made_one_that_must_be_answered(steward: Browser) -> None:
    steward.do("add-question", {**ASKED, "required": "on", "needed": "1"})
    publish(steward)

    person = Person(client=Client(SERVER_NAME="127.0.0.1"))
    shown = person.write(who="3")
    page = person.post("/en/more", {**shown.carried, "do": "more"})
    sent = person.post("/en/send", shown.carried)

    assert "required" not in page.html
    assert sent.status == 200


def test_publishing_needs_a_look_first(steward: Browser) -> None:
    steward.do("add-question", ASKED)

    refused = steward.do("publish-questions", {})

    assert refused.status == 422
    assert published() == ()
    assert "Was anybody there" in refused.words


def test_two_stewards_do_not_publish_over_each_other(office: Office, steward: Browser) -> None:
    other = office.sit("Capella")
    steward.do("add-question", ASKED)
    other.do("change-questions", {"do": "retire", "question": "hurt"})
    publish(steward)

    refused = publish(other)

    assert refused.status == 422
    assert "Another steward has published" in refused.words
    assert len(published()) == 1
    other.do("change-questions", {"do": "discard"})
    other.do("change-questions", {"do": "retire", "question": "hurt"})
    assert publish(other).status == 302
    assert len(published()) == 2


@pytest.mark.parametrize(
    ("name", "place", "said"),
    [
        ("question", {"question": "neverasked"}, None),
        ("question", {"question": "neverasked"}, ASKED),
        ("preview-questions", {"language": "xx", "who": 0}, None),
        ("preview-questions", {"language": "en", "who": 9}, None),
        ("change-questions", {}, {"do": "up", "question": "neverasked"}),
        ("change-questions", {}, {"do": "burn", "question": "need"}),
    ],
)
def test_what_is_not_there_is_not_found(
    steward: Browser, name: str, place: dict[str, Any], said: dict[str, str] | None
) -> None:
    steward.client.raise_request_exception = False

    seen = steward.read(name, **place) if said is None else steward.do(name, said, **place)

    assert seen.status == 404


@pytest.mark.parametrize("handle", ["Mira", "Lyra", "Vega"])
def test_only_stewards_edit_questions(office: Office, handle: str) -> None:
    browser = office.sit(handle)
    browser.client.raise_request_exception = False

    assert browser.read("questions").status == 404
    assert browser.do("add-question", ASKED).status == 404
    assert publish(browser).status == 404


def test_whoever_is_writing_finishes_on_the_questions_they_see(
    office: Office, steward: Browser
) -> None:
    steward.do("add-question", ASKED)
    publish(steward)
    person = Person(client=Client(SERVER_NAME="127.0.0.1"))
    page = person.post("/en/more", {**person.write(who="3").carried, "do": "more"})
    (name,) = [one for one in re.findall(r'name="(q_\w+)"', page.html) if len(one) == 14]
    url = _OF.findall(steward.read("questions").html)[-1]

    changed = {"words_en": "Who saw it?", "options_en": "A\nB", "options_ru": "А\nБ"}
    steward.post(url, {**ASKED, **changed})
    publish(steward)
    checked = person.post("/en/more", {**page.carried, "do": "keep", name: "2"})
    again = person.post("/en/more", {**checked.carried, "do": "more"})
    person.post("/en/send", checked.carried)

    assert "Somebody else" in checked.html
    assert '<option value="2" selected>Somebody else' in again.html
    assert "Who saw it?" in asked_of("3")
    shown = _first_request(office)
    assert "Was anybody there when it happened?" in shown.words
    assert "Somebody else" in shown.words
    assert "Asked on an earlier form" in shown.words
    assert "Who saw it?" not in shown.words


def _first_request(office: Office) -> Seen:
    browser = office.sit("Mira")
    listed = browser.read("queue")
    url = re.findall(r'href="(/desk/requests/[0-9a-f-]{36})"', listed.html)[0]
    return browser.get(url)


def test_the_desk_reads_an_answer_in_its_own_language(office: Office, steward: Browser) -> None:
    steward.do("add-question", ASKED)
    publish(steward)
    person = Person(language="ru", client=Client(SERVER_NAME="127.0.0.1"))
    page = person.post("/ru/more", {**person.write(who="3").carried, "do": "more"})
    (name,) = [one for one in re.findall(r'name="(q_\w+)"', page.html) if len(one) == 14]
    checked = person.post("/ru/more", {**page.carried, "do": "keep", name: "3"})
    person.post("/ru/send", checked.carried)

    shown = _first_request(office)

    assert "Никого" in checked.html
    assert "Was anybody there when it happened?" in shown.words
    assert "Nobody" in shown.words
    assert "Asked on an earlier form" not in shown.words


def test_a_shipped_question_is_said_as_the_organisation_corrected_it(office: Office) -> None:
    hurt = Sentence(text="Is anybody hurt or ill?")
    say(office, "ru", hurt, "Кто-нибудь ранен или болеет?")
    before = asked_of("0", "ru")

    read_by(office, "Mira", hurt)

    assert "Кто-нибудь ранен" not in before
    assert "Кто-нибудь ранен или болеет?" in asked_of("0", "ru")
    assert "Is anybody hurt or ill?" in asked_of("0")


def test_what_another_put_there_is_not_asked(office: Office, steward: Browser) -> None:
    steward.do("add-question", ASKED)
    publish(steward)
    file = office.folder / "questions"
    ours = file.read_bytes()

    for forged in (
        ours.replace(b"Was anybody", b"Who exactly"),
        ours.partition(b"\n")[2],
        ours[: len(ours) // 2],
        b"",
        b"\xff" * 200,
    ):
        file.write_bytes(forged)
        assert published() == ()
        assert "Is anybody hurt" in asked_of("0")

    file.write_bytes(ours)
    assert "Was anybody there" in asked_of("3")


def test_a_lost_copy_is_written_again_when_somebody_arrives(
    office: Office, steward: Browser
) -> None:
    steward.do("add-question", ASKED)
    publish(steward)
    (office.folder / "questions").unlink()

    Browser().post("/desk/sign-in", office.three_answers("Mira"))

    assert "Was anybody there" in asked_of("3")


def test_what_strangers_are_asked_is_looked_at_anew_without_a_restart(
    office: Office, steward: Browser
) -> None:
    del office
    assert "Was anybody there" not in asked_of(str(list(Who).index(Who.DISAPPEARED)))

    steward.do("add-question", ASKED)
    publish(steward)

    assert "Was anybody there" in asked_of("3")


def test_a_worker_asks_the_same_questions_by_voice(office: Office) -> None:
    chain, mira = office.request(by="Mira"), office.sit("Mira")
    page = mira.read("ask-questions", case=chain)

    saved = mira.do(
        "ask-questions",
        {"q_sought": "1", "q_need": ["1", "3"], "q_tongues": "Chechen"},
        case=chain,
    )

    assert "Is somebody looking for you now?" in page.words
    assert "Are there children among them?" not in page.words
    assert saved.there == f"/desk/requests/{chain}#words"
    shown = mira.read("request", case=chain).words
    assert "Is somebody looking for you now? Yes" in shown
    assert "A safe place for the night, A lawyer" in shown
    again = mira.read("ask-questions", case=chain)
    assert re.findall(r'value="(\d)"[^>]*checked', again.html) == ["1", "3"]


def test_an_answer_by_voice_is_changed_and_taken_back(office: Office) -> None:
    chain, mira = office.request(by="Mira"), office.sit("Mira")
    mira.do("ask-questions", {"q_sought": "1", "q_tongues": "Chechen"}, case=chain)

    mira.do("ask-questions", {"q_sought": "", "q_tongues": "Russian"}, case=chain)

    shown = mira.read("request", case=chain).html.split('id="given"')[1].split("</dl>")[0]
    assert "Russian" in shown
    assert "Chechen" not in shown
    assert "looking for you" not in shown


@pytest.mark.parametrize(
    "wrong", [{"q_sought": "9"}, {"q_need": ["1", "x"]}, {"q_tongues": "я" * 2_001}]
)
def test_what_was_not_offered_by_voice_is_given_back(
    office: Office, wrong: dict[str, Any]
) -> None:
    chain, mira = office.request(by="Mira"), office.sit("Mira")

    refused = mira.do("ask-questions", {"q_tongues": "Chechen", **wrong}, case=chain)

    assert refused.status == 422
    assert 'id="given"' not in mira.read("request", case=chain).html


def test_a_request_that_is_entered_leads_on_to_the_questions(office: Office) -> None:
    mira = office.sit("Mira")
    page = mira.read("enter-request")
    token = page.html.split('name="token" value="')[1].split('"')[0]

    saved = mira.do("enter-request", {**ENTERED, "token": token, "do": "more"})

    assert saved.there.endswith("/questions")
    assert "What has been done so far?" in mira.get(saved.there).words
