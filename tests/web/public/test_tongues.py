"""Words reach a running public process by the folder, and cost it nothing while they stand."""

from dataclasses import replace
from time import perf_counter

import pytest

from corridor.crypto.random import new_key
from corridor.crypto.sign import SigningKey
from corridor.domain.wordings import Sentence
from corridor.services.premises import open_premises, write_desk_file
from corridor.services.public_words import (
    FILE,
    PublicWords,
    SaidLanguage,
    SaidSentence,
    publish_words,
)
from corridor.services.published import publish
from corridor.web import composition, tongues
from tests.web.public.house import House, Person

TITLE = Sentence(text="Contact form")
SERVICE = SigningKey(new_key())


@pytest.fixture(autouse=True)
def pinned(house: House) -> None:
    here = open_premises(house.folder)
    pins = replace(here.pins, service=SERVICE.public)
    write_desk_file(house.folder, pins, here.settings)
    (house.folder / FILE).unlink(missing_ok=True)


def say(house: House, words: str, *, by: SigningKey = SERVICE, offered: str = "") -> None:
    said = SaidLanguage(language="ru", said=(SaidSentence(sentence=TITLE, forms=(words,)),))
    publish_words(
        house.folder,
        PublicWords(offered=(offered,) if offered else (), languages=(said,)),
        organisation=house.pins.organisation,
        by=by,
    )


def title(person: Person) -> str:
    return person.get("/ru/").html.partition("<title>")[2].partition("</title>")[0]


def test_new_words_are_said_at_the_next_request(house: House, person: Person) -> None:
    before = title(person)

    say(house, "Одно")
    first = title(person)
    say(house, "Другое")

    assert (before, first, title(person)) == ("Форма обратной связи", "Одно", "Другое")


def test_the_file_is_read_once_for_each_time_it_was_written(
    house: House, person: Person
) -> None:
    say(house, "Одно")
    title(person)
    read = tongues._tongues.cache_info().misses

    for _ in range(20):
        title(person)

    assert tongues._tongues.cache_info().misses == read


def test_a_look_at_the_folder_costs_next_to_nothing(house: House) -> None:
    say(house, "Одно")
    composition.tongues()

    def look() -> float:
        start = perf_counter()
        composition.tongues()
        return perf_counter() - start

    assert min(look() for _ in range(200)) < 0.000_1


def test_words_of_another_key_are_not_said(house: House, person: Person) -> None:
    say(house, "Чужое", by=SigningKey(new_key()), offered="ar")

    assert title(person) == "Форма обратной связи"
    assert person.get("/ar/").status == 404


def test_words_signed_under_another_name_are_not_said(house: House, person: Person) -> None:
    say(house, "Одно")
    body = (house.folder / FILE).read_bytes().partition(b"\n")[2]
    publish(house.folder, "questions", body, organisation=house.pins.organisation, by=SERVICE)

    (house.folder / "questions").replace(house.folder / FILE)

    assert title(person) == "Форма обратной связи"


def test_the_browsers_language_is_chosen_of_those_that_are_offered(
    house: House, person: Person
) -> None:
    say(house, "Одно", offered="ar")

    def led(asked: str) -> str:
        return person.get("/", **{"Accept-Language": asked}).headers["Location"]

    assert led("ar-EG,ru;q=0.8") == "/ar/"
    assert led("de,ru;q=0.8,en;q=0.2") == "/ru/"
    assert led("de") == "/en/"
    assert led("../../x;q=\x00") == "/en/"
