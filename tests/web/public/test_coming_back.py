"""A code and everything that is almost one: the typed text stays, and time tells nothing."""

import time

import pytest

from corridor.crypto.receipt import new_receipt
from corridor.web.public.tokens import receipt_in
from tests.web.public.house import House, Person

BEATS = 60


def test_digits_open_the_same_page_however_they_are_grouped(person: Person) -> None:
    shown = person.write(what="By digits.")
    person.post("/en/send", shown.carried)

    for typed in (shown.digits, shown.digits.replace(" ", ""), f"\n{shown.digits}\n"):
        assert "By digits." in person.come_back(typed).html


@pytest.mark.parametrize(("asks", "comes"), [("en", "ru"), ("ru", "en")])
def test_words_of_one_language_open_on_the_page_of_the_other(
    person: Person, asks: str, comes: str
) -> None:
    person.language = asks
    code = person.send(what="From the other side.")
    person.language = comes

    assert "From the other side." in person.come_back(code).html


def test_a_code_of_the_same_person_in_the_other_language_opens_too(person: Person) -> None:
    shown = person.write(what="Two spellings.")
    person.post("/en/send", shown.carried)
    receipt = receipt_in(shown.token)
    assert receipt is not None

    assert "Two spellings." in person.come_back(" ".join(receipt.words("ru"))).html


def test_what_stands_around_the_words_does_not_matter(person: Person) -> None:
    code = person.send(what="Numbered.")
    words = code.upper().split()
    numbered = "\r\n".join(f"{place}. {word}," for place, word in enumerate(words, start=1))

    assert "Numbered." in person.come_back(numbered).html


ROOTS = " ".join(["root"] * 9)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "Write your nine words or thirty digits."),
        ("?!", "Write your nine words or thirty digits."),
        (f"{ROOTS[:-5]}", "There are 8 words here"),
        (f"{ROOTS} root", "There are 10 words here"),
        ("12345", "There are 5 digits here"),
        ("1" * 30, "Something is changed in it."),
        (f"qqqqq {ROOTS}", "The first word is not one of ours."),
        (ROOTS, "Something is changed in it."),
        (" ".join(new_receipt().words("en")), "No page is kept under this code."),
    ],
    ids=["none", "marks", "eight", "ten", "five digits", "digits", "slip", "sum", "unknown"],
)
def test_a_wrong_code_keeps_what_was_typed_and_says_what_is_wrong(
    person: Person, typed: str, said: str
) -> None:
    shown = person.come_back(typed)

    assert shown.status == 422
    assert said in shown.trouble
    assert shown.box("code") == typed
    assert "What you typed is still here." in shown.trouble


def test_a_withdrawn_code_and_one_that_never_was_are_one_answer(person: Person) -> None:
    code = person.send()
    person.press(person.come_back(code), "withdraw", sure=code.split()[0])
    never = " ".join(new_receipt().words("en"))

    gone, unknown = person.come_back(code), person.come_back(never)

    assert gone.status == unknown.status == 422
    assert gone.html.replace(code, never) == unknown.html


def test_a_withdrawn_code_takes_as_long_as_one_that_never_was(person: Person) -> None:
    codes = [person.send() for _ in range(3)]
    for code in codes:
        person.press(person.come_back(code), "withdraw", sure=code.split()[0])
    never = [" ".join(new_receipt().words("en")) for _ in codes]

    gone, unknown = _took(person, codes, never)

    assert 0.7 < gone / unknown < 1.4


def test_an_ended_code_takes_as_long_as_one_that_never_was(
    person: Person, house: House
) -> None:
    codes = [person.send() for _ in range(3)]
    for code in codes:
        ends = house.open().today()
        house.open().stores.door.set_end(house.dialogue(code), day=ends)
    never = [" ".join(new_receipt().words("en")) for _ in codes]

    ended = [person.come_back(code) for code in codes]
    gone, unknown = _took(person, codes, never)

    assert {one.status for one in ended} == {422}
    assert 0.7 < gone / unknown < 1.4


def test_no_code_stands_in_an_address_a_title_or_a_header(person: Person) -> None:
    shown = person.write(what="Nowhere else.")
    person.post("/en/send", shown.carried)
    person.come_back(shown.code)

    for seen in person.seen:
        told = f"{seen.headers} {seen.html.split('<body>')[0]}"
        assert not any(word in told.split() for word in shown.code.split())


@pytest.mark.parametrize("language", ["zz", "de", "e", "engl", "EN", "en%20"])
def test_a_language_that_is_not_offered_has_no_page(person: Person, language: str) -> None:
    for seen in (person.get(f"/{language}/"), person.get(f"/{language}/back")):
        assert seen.status == 404
        assert "There is no page here" in seen.html


def test_the_front_leads_to_an_offered_language_alone(person: Person) -> None:
    asked = {
        "ru": "/ru/",
        "ru-RU,ru;q=0.9,en;q=0.8": "/ru/",
        "de-DE,ru;q=0.4": "/ru/",
        "de": "/en/",
        "": "/en/",
        "../../etc": "/en/",
        "x" * 900: "/en/",
    }

    led = {
        wish: person.get("/", **{"accept-language": wish}).headers["Location"] for wish in asked
    }

    assert led == asked


def test_the_way_out_leaves_nothing_to_return_to(person: Person, house: House) -> None:
    del house

    left = person.get("/out")

    assert (left.status, left.headers["Location"]) == (303, "https://weather.example/")
    assert left.headers["Clear-Site-Data"] == '"cache","cookies","storage"'
    assert left.headers["Referrer-Policy"] == "no-referrer"


def _took(person: Person, *kinds: list[str]) -> list[float]:
    """The quickest of each kind, in turns: the machine's other work only ever adds."""
    beats: list[list[float]] = [[] for _ in kinds]
    for beat in range(BEATS):
        for kind, codes in zip(beats, kinds, strict=True):
            begun = time.perf_counter()
            person.come_back(codes[beat % len(codes)])
            kind.append(time.perf_counter() - begun)
    return [min(kind) for kind in beats]
