"""What strangers read is corrected at the desk; a further language is offered when whole."""

from collections.abc import Iterator, Mapping
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import Page, expect

from corridor.domain.wordings import Sentence
from corridor.services.premises import open_premises
from corridor.services.wordings import name_of
from corridor.web.sentences import source_of
from tests.stories.demo_house import House
from tests.support.browser import Windows
from tests.support.server import RunningDesk

HEADING = "Come back with your code"
CORRECTED = "Снова на вашу страницу"
CHECHEN = "ce"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    founded = House.found(tmp_path_factory.mktemp("public-wording"))
    yield founded
    founded.end()


@pytest.fixture(scope="module")
def strangers(house: House) -> Iterator[RunningDesk]:
    """The public face in a process of its own, which is never started again."""
    running = RunningDesk.start("--face", "public", data=house.data)
    yield running
    running.stop()
    running.log.unlink()


def sentences(house: House) -> tuple[Sentence, ...]:
    return tuple(source_of(open_premises(house.data).settings).sentences(CHECHEN))


def others(house: House) -> list[Sentence]:
    return [one for one in sentences(house) if one.text != HEADING]


def card(sentence: str) -> str:
    return f"#s-{name_of(Sentence(text=sentence))}"


def find(page: Page, house: House, language: str, sentence: str, *, show: str = "all") -> None:
    """Page by page, as somebody would who looks for it."""
    page.goto(f"{house.url}/desk/wording/{language}?show={show}")
    while not page.locator(card(sentence)).count():
        page.get_by_role("link", name="Next page").click()


def write(page: Page, house: House, language: str, sentence: str, words: str) -> None:
    find(page, house, language, sentence)
    page.fill(f"{card(sentence)} textarea", words)
    page.get_by_role("button", name="Save this page").click()
    page.wait_for_load_state()


def read(page: Page, house: House, language: str, sentence: str) -> None:
    find(page, house, language, sentence, show="waiting")
    page.locator(card(sentence)).get_by_label("I have read these words").check()
    page.get_by_role("button", name="Save this page").click()
    page.wait_for_load_state()


def send_all(page: Page, house: House, said: Mapping[str, str]) -> None:
    """What the form of the open page would send for every sentence, in one go."""
    token = str(page.locator("#sentences [name=csrfmiddlewaretoken]").get_attribute("value"))
    jar = "; ".join(f"{one['name']}={one['value']}" for one in page.context.cookies())
    body = urlencode({**said, "csrfmiddlewaretoken": token}).encode()
    request = Request(page.url, data=body, headers={"Cookie": jar, "Origin": house.url})
    with urlopen(request, timeout=30) as answer:
        assert answer.url != page.url or answer.status == 200


def words_for_all(house: House) -> dict[str, str]:
    """An invented Chechen: each sentence with a letter of that alphabet before it."""
    said = {}
    for one in others(house):
        name, forms = name_of(one), (one.text, one.plural)
        said[f"{name}-seen"] = "-1"
        for place in range(2 if one.plural else 1):
            said[f"{name}-form-{place}"] = f"Ӏ {forms[place]}"
    return said


def test_a_corrected_sentence_is_said_by_a_process_that_was_not_started_again(
    house: House, strangers: RunningDesk, windows: Windows
) -> None:
    stranger = windows.open(scripts="off", size="phone", language="ru-RU")
    steward, reader = windows.open(scripts="off"), windows.open(scripts="off")
    stranger.goto(f"{strangers.url}/ru/back")
    shipped = str(stranger.locator("h1").text_content())
    house.sign_in(steward, "deneb")
    house.sign_in(reader, "lyra")

    write(steward, house, "ru", HEADING, CORRECTED)
    stranger.reload()
    expect(stranger.locator("h1")).to_have_text(shipped)

    read(reader, house, "ru", HEADING)
    stranger.reload()
    expect(stranger.locator("h1")).to_have_text(CORRECTED)
    assert windows.complaints == []


def test_a_further_language_is_offered_whole_and_lacks_only_what_is_said_in_english(
    house: House, strangers: RunningDesk, windows: Windows
) -> None:
    steward, reader = windows.open(scripts="off"), windows.open(scripts="off")
    stranger = windows.open(scripts="off", size="phone")
    house.sign_in(steward, "altair")
    house.sign_in(reader, "mira")
    write(steward, house, CHECHEN, HEADING, "Юха ван")
    read(reader, house, CHECHEN, HEADING)
    expect(steward.get_by_role("button", name="Offer it to strangers")).to_have_count(0)
    stranger.goto(f"{strangers.url}/en/")
    expect(stranger.locator("body")).not_to_contain_text("Нохчийн")

    send_all(steward, house, words_for_all(house))
    reader.goto(f"{house.url}/desk/wording/{CHECHEN}?show=waiting")
    height = reader.locator("#sentences [name$=-seen]").last.get_attribute("value")
    ticks = {f"{name_of(one)}-read": "on" for one in others(house)}
    seen = {f"{name_of(one)}-seen": str(height) for one in others(house)}
    send_all(reader, house, {**ticks, **seen})
    steward.goto(f"{house.url}/desk/wording/{CHECHEN}")
    steward.get_by_role("button", name="Offer it to strangers").click()

    stranger.goto(f"{strangers.url}/{CHECHEN}/back")
    assert stranger.locator("html").get_attribute("lang") == CHECHEN
    expect(stranger.locator("h1")).to_have_text("Юха ван")
    assert stranger.locator("main [lang=en]").count() == 0

    write(steward, house, "en", HEADING, "Come back here")
    read(reader, house, "en", HEADING)
    stranger.reload()
    english = stranger.locator("h1 span[lang=en][dir=ltr]")
    expect(english).to_have_text("Come back here")
    assert windows.complaints == []
