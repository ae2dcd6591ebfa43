"""While very many write, each send costs time and then a task, and every word stays."""

import re
from html import unescape

import pytest

from corridor.base import pressure as pressing
from corridor.crypto.receipt import new_receipt
from corridor.web.public import attaching, waiting
from corridor.web.public.prices import SECONDS, price_at
from corridor.web.public.tasks import new_task, read
from corridor.web.public.turns import words_of
from tests.web.public.house import House, Person, Seen

WAIT = {"first": "It was night.", "second": "There were three of them."}
_IN_WORDS = (
    ("two", "three", "four", "five", "six", "seven", "eight", "nine"),
    ("два", "три", "четыре", "пять", "шесть", "семь", "восемь", "девять"),
)
_NUMBERS = {word: number for words in _IN_WORDS for number, word in enumerate(words, start=2)}
_ORDINALS = (
    ("first", "second", "third", "fourth", "last"),
    ("первое", "второе", "третье", "четвёртое", "последнее"),
)
_PLACES = {word: place for words in _ORDINALS for place, word in enumerate(words)}


class Line:
    """How many stand in the line of this process, in the test's hand."""

    def __init__(self) -> None:
        self.people = 0
        self.seconds = 0.0


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Line:
    line = Line()
    pressure = pressing.Pressure(line=lambda: line.people, timer=lambda: line.seconds)
    for reader in (waiting, attaching):
        monkeypatch.setattr(reader, "ON_PUBLIC_PAGES", pressure)
    return line


def question(shown: Seen) -> str:
    return unescape(str(re.findall(r'for="answer">([^<]+)<', shown.html)[0]))


def solved(asked: str) -> str:
    """As a person reads it."""
    if ":" in asked:
        which, words = asked.split(":")
        place = next(place for name, place in _PLACES.items() if name in which)
        return words.split(",")[place].strip()
    return str(sum(_NUMBERS[word] for word in re.findall(r"\w+", asked) if word in _NUMBERS))


def test_a_calm_desk_shows_none_of_it(person: Person, line: Line) -> None:
    line.people = 64
    shown = person.write()

    sent = person.post("/en/send", shown.carried)

    assert sent.status == 200
    assert "turn" not in shown.carried


def test_a_pressed_desk_asks_for_time_first_and_keeps_words_and_code(
    person: Person, house: House, line: Line
) -> None:
    shown, line.people = person.write(what="First.\nSecond <b>&."), 80
    before = house.count("store_entry")

    wait = person.post("/en/send", shown.carried)
    early = person.post("/en/send", wait.carried)
    house.watch.move(seconds=5)
    sent = person.post("/en/send", early.carried)

    assert (wait.status, early.status, sent.status) == (429, 429, 200)
    assert 'for="answer"' not in wait.html
    assert wait.headers["Retry-After"] == "5"
    assert "In 5 seconds" in wait.html
    assert wait.code == shown.code
    assert wait.carried["what"] == "First.\nSecond <b>&."
    assert house.count("store_entry") == before + 1
    asked = house.visit(shown.code).dialogue.asked
    assert asked is not None
    assert asked.what == "First.\nSecond <b>&."


def test_whoever_presses_too_early_loses_no_second(
    person: Person, house: House, line: Line
) -> None:
    shown, line.people = person.write(), 80
    wait = person.post("/en/send", shown.carried)

    house.watch.move(seconds=3)
    line.people = 150
    again = person.post("/en/send", wait.carried)
    house.watch.move(seconds=2)
    sent = person.post("/en/send", again.carried)

    assert "In 2 seconds" in again.html
    assert again.headers["Retry-After"] == "2"
    assert sent.status == 200


@pytest.mark.parametrize("language", ["en", "ru"])
def test_a_flood_makes_it_dearer_by_a_task_in_the_persons_language(
    person: Person, house: House, line: Line, language: str
) -> None:
    person.language = language
    shown, line.people = person.write(), 160

    wait = person.post(f"/{language}/send", shown.carried)
    house.watch.move(seconds=20)
    unsolved = person.post(f"/{language}/send", wait.carried)
    answer = solved(question(unsolved)).upper()
    sent = person.post(f"/{language}/send", {**unsolved.carried, "answer": f" {answer}. "})

    assert wait.headers["Retry-After"] == "20"
    assert unsolved.status == 429
    assert unsolved.trouble != ""
    assert sent.status == 200
    assert house.visit(shown.code).dialogue.asked is not None


def test_a_wrong_answer_costs_another_task_and_no_place_in_the_line(
    person: Person, house: House, line: Line
) -> None:
    shown, line.people = person.write(), 160
    wait = person.post("/en/send", shown.carried)
    house.watch.move(seconds=15)

    wrong = person.post("/en/send", {**wait.carried, "answer": "no idea"})
    right = person.post("/en/send", {**wrong.carried, "answer": solved(question(wrong))})
    house.watch.move(seconds=5)
    sent = person.post("/en/send", right.carried)

    assert wrong.headers["Retry-After"] == "5"
    assert right.status == 429
    assert 'for="answer"' not in right.html
    assert sent.status == 200


def test_an_old_task_is_not_answered_with_a_new_tasks_turn(
    person: Person, house: House, line: Line
) -> None:
    shown, line.people = person.write(), 160
    wait = person.post("/en/send", shown.carried)
    house.watch.move(seconds=60)
    stripped = {**wait.carried, "turn": ""}

    anew = person.post("/en/send", {**stripped, "answer": solved(question(wait))})

    assert anew.status == 429
    assert anew.headers["Retry-After"] == "20"


def test_a_turn_is_good_for_its_own_words_only(
    person: Person, house: House, line: Line
) -> None:
    shown, line.people = person.write(what="The first words."), 80
    wait = person.post("/en/send", shown.carried)
    house.watch.move(seconds=5)
    before = house.count("store_entry")

    other = person.post("/en/send", {**wait.carried, "what": "Quite other words."})
    strange = person.post("/en/send", {**wait.carried, "token": person.write().token})

    assert (other.status, strange.status) == (429, 429)
    assert house.count("store_entry") == before
    assert other.carried["what"] == "Quite other words."


def test_the_same_words_may_be_sent_again_after_a_broken_line(
    person: Person, house: House, line: Line
) -> None:
    shown, line.people = person.write(), 80
    wait = person.post("/en/send", shown.carried)
    house.watch.move(seconds=5)
    person.post("/en/send", wait.carried)
    before = house.count("store_entry")

    again = person.post("/en/send", wait.carried)

    assert again.status == 200
    assert house.count("store_entry") == before


def test_nobody_waits_on_when_it_is_calm_again(person: Person, line: Line) -> None:
    shown, line.people = person.write(), 160
    wait = person.post("/en/send", shown.carried)

    line.people, line.seconds = 0, 60
    sent = person.post("/en/send", wait.carried)

    assert sent.status == 200


def test_messages_behind_the_code_cost_the_same_and_a_sign_of_life_nothing(
    person: Person, house: House, line: Line
) -> None:
    page = person.come_back(person.send())
    line.people = 160

    fine = person.press(page, "ok", answer="a")
    wait = person.press(page, "message", text=WAIT["second"])
    house.watch.move(seconds=20)
    answered = {**wait.carried, "answer": solved(question(wait))}
    sent = person.post("/en/page/message", answered)

    assert fine.status == 200
    assert wait.status == 429
    assert wait.carried["text"] == WAIT["second"]
    assert sent.status == 200
    assert WAIT["second"] in sent.html


def test_reading_and_withdrawing_never_wait(person: Person, line: Line) -> None:
    shown = person.write()
    person.post("/en/send", shown.carried)
    line.people = 160

    page = person.come_back(shown.code)
    gone = person.press(page, "withdraw", sure=shown.code.split()[0])

    assert page.status == 200
    assert gone.status == 200


def test_files_close_first_and_words_do_not(person: Person, line: Line) -> None:
    shown, line.people = person.write(), 80
    body = (
        f'--x\r\nContent-Disposition: form-data; name="token"\r\n\r\n{shown.token}\r\n'
        '--x\r\nContent-Disposition: form-data; name="what"\r\n\r\nWords.\r\n'
        '--x\r\nContent-Disposition: form-data; name="kind"\r\n\r\n0\r\n'
        '--x\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\n\r\n'
        "bytes\r\n--x--\r\n"
    )

    closed = person.send_raw("/en/attach", body.encode(), "multipart/form-data; boundary=x")

    assert closed.status == 503
    assert closed.carried["what"] == "Words."


def test_the_language_can_be_changed_in_the_line(person: Person, line: Line) -> None:
    shown, line.people = person.write(), 160
    wait = person.post("/en/send", shown.carried)

    turned = person.post("/ru/send", {**wait.carried, "do": ""})

    assert turned.status == 429
    assert 'lang="ru"' in turned.html
    assert turned.carried["what"] == wait.carried["what"]


def test_turns_of_every_kind_have_one_length(person: Person, line: Line) -> None:
    lengths = set()
    for people, what in ((80, "a"), (80, "b" * 900), (160, "c")):
        shown, line.people = person.write(what=what), people
        lengths.add(len(person.post("/en/send", shown.carried).carried["turn"]))

    assert len(lengths) == 1


def test_the_price_rises_and_never_falls_with_pressure() -> None:
    prices = [price_at(tenths / 10) for tenths in range(100)]

    assert all(price.is_free for price in prices[:10])
    assert [price.seconds for price in prices] == sorted(price.seconds for price in prices)
    assert {price.seconds for price in prices} == {0, *SECONDS}
    assert [price.task for price in prices] == sorted(price.task for price in prices)
    assert not prices[10].task


@pytest.mark.parametrize("language", ["en", "ru", "fa"])
def test_every_task_has_one_answer_that_a_reader_finds(house: House, language: str) -> None:
    del house
    for _ in range(40):
        task = new_task(language)

        assert read(solved(task.question)) == task.answer


@pytest.mark.parametrize(
    ("typed", "meant"), [("12", "12"), (" 1 2 ", "12"), ("١٢", "12"), ("«Ёлка».", "елка")]
)
def test_an_answer_is_taken_however_it_was_typed(typed: str, meant: str) -> None:
    assert read(typed) == meant


def test_a_turn_binds_every_answer_and_the_code() -> None:
    mine, theirs = new_receipt(), new_receipt()

    bound = words_of(mine, ("0", "words"))

    assert bound == words_of(mine, ("0", "words"))
    assert bound not in {words_of(theirs, ("0", "words")), words_of(mine, ("0w", "ords"))}
