"""A night when people come by other doors: a partner's table, and a partner's sealed letter."""

import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.stories.demo_house import House
from tests.support.browser import Windows
from tests.support.server import COMMAND

TABLE = (
    "Имя;Родился;Телефон;Что происходит;Откуда;Когда написал\r\n"
    "Сокол Ясный;08.03.1994;+7 916 000 00 01;За ним приходили на работу;село;02.04.2017\r\n"
    "Цапля Белая;1990;;Отняли паспорт;город;03.04.2017\r\n"
    "Грач;31.02.1991;;Не выпускают из дома;город;\r\n"
    "Дрозд;1988;8 916 000-00-01;Звонят каждую ночь;;\r\n"
).encode("cp1251")
FORM = "language: ru\nsoon: hours\nname: Журавль Серый\nborn: 1994\n\nЗа ней приехали братья.\n"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    founded = House.found(tmp_path_factory.mktemp("other-doors"))
    yield founded
    founded.end()


def bring(page: Page, house: House, *, name: str, content: bytes) -> None:
    page.goto(f"{house.url}/desk/import")
    page.fill("#came-from", "The blue lighthouse")
    file = FilePayload(name=name, mimeType="text/csv", buffer=content)
    page.set_input_files("#file", files=file)
    page.click("#send-list button")


def answer(page: Page, **columns: str) -> None:
    for name, column in columns.items():
        page.select_option(f"[name={name.replace('_', '-')}]", column)
    page.check("[name=days][value=day_first]")
    page.check("[name=channel][value=messenger]")
    page.select_option("[name=language]", "ru")
    page.click("button[value=save]")


def until_done(page: Page, words: str) -> None:
    for _ in range(20):
        if page.locator("main").filter(has_text=words).count():
            return
        page.goto(page.url)
    expect(page.locator("main")).to_contain_text(words)


def test_a_partners_table_is_looked_through_taken_in_and_taken_back(
    house: House, windows: Windows
) -> None:
    worker = windows.open(scripts="off")
    house.sign_in(worker, "lyra")

    bring(worker, house, name="list.csv", content=TABLE)
    expect(worker.locator("main")).to_contain_text("Column 2: Родился")
    worker.check("[name=alphabet][value=utf-8]")
    worker.click("button[value=look]")
    expect(worker.locator("main")).to_contain_text("\N{REPLACEMENT CHARACTER}")
    worker.check("[name=alphabet][value=cp1251]")
    worker.click("button[value=look]")
    answer(
        worker,
        column_0="name",
        column_1="born",
        column_2="phone",
        column_3="words",
        column_4="words",
        column_5="came_on",
    )
    expect(worker.locator("main")).to_contain_text("Take 3 rows in")
    expect(worker.locator("main")).to_contain_text("This is no day in the order")
    expect(worker.locator("main")).to_contain_text("the same as row 2")
    with worker.expect_download() as rows:
        worker.click("form[action$=rows] button")
    worker.check("[name=without][value='5']")
    worker.click("form[action$=start] button.btn-main")
    until_done(worker, "2 requests stand in the queue")

    worker.locator("main a[href*='/desk/requests/']").first.click()
    expect(worker.locator("main")).to_contain_text("За ним приходили на работу")
    expect(worker.locator("main")).to_contain_text("The blue lighthouse")
    assert "Сокол" not in worker.content()
    worker.go_back()
    worker.click("form[action$=undo] button")
    until_done(worker, "2 requests were erased")
    sheet = Path(rows.value.path()).read_text("utf-8-sig")
    assert "Грач" in sheet
    assert "Сокол" not in sheet
    assert windows.complaints == []


def test_a_workbook_from_the_same_partner_finds_its_answers_again(
    house: House, windows: Windows
) -> None:
    book, kept = openpyxl.Workbook(), BytesIO()
    book.active.append(["Имя", "Что происходит"])
    book.active.append(["Сойка", "Забрали телефон"])
    book.save(kept)
    worker = windows.open(scripts="off", size="phone")
    house.sign_in(worker, "lyra")

    for again in (False, True):
        bring(worker, house, name="list.xlsx", content=kept.getvalue())
        expect(worker.locator("main")).to_contain_text("Column 2: Что происходит")
        remembered = worker.locator("text=those for the last list of this sender").count()
        assert bool(remembered) is again
        answer(worker, column_0="name", column_1="words")
        expect(worker.locator("main")).to_contain_text("Take 1 row in")

    assert windows.complaints == []


def test_a_partner_without_a_desk_seals_somebody_to_intake(
    house: House, windows: Windows, tmp_path: Path
) -> None:
    worker, steward = windows.open(scripts="off"), windows.open(scripts="off")
    house.sign_in(worker, "lyra")
    house.sign_in(steward, "vega")
    worker.goto(f"{house.url}/desk/referral")
    words = worker.locator("p.mono[lang=en]").inner_text()
    with worker.expect_download() as card:
        worker.click("a[href$='/referral/card']")
    card.value.save_as(tmp_path / "intake.card")

    told = corridor(tmp_path, "key", "own.key", "own.card", "--name", "The lighthouse")
    heard = told.rpartition(": ")[2].strip()
    code = corridor(
        tmp_path, "seal", "intake.card", "own.key", "one.sealed", "--words", words, form=FORM
    ).splitlines()[1]

    open_packet(worker, house, tmp_path / "one.sealed")
    expect(worker.locator("main")).to_contain_text("It was set aside")
    expect(worker.locator("main")).to_contain_text(heard)
    steward.goto(f"{house.url}/desk/referral")
    steward.fill("#words", heard)
    steward.set_input_files("#partner-card", tmp_path / "own.card")
    steward.click("#add-partner button")
    expect(steward.locator("main")).to_contain_text("The lighthouse")
    worker.goto(f"{house.url}/desk/referral")
    worker.click("button[formaction$=take]")
    expect(worker.locator("main")).to_contain_text("За ней приехали братья")
    open_packet(worker, house, tmp_path / "one.sealed")
    expect(worker.locator("main")).to_contain_text("here already")

    person = windows.open(scripts="off", size="phone")
    person.goto(f"{house.url}/ru/back")
    person.fill("[name=code]", code)
    person.click("form .btn")
    expect(person.locator("body")).to_contain_text("За ней приехали братья")
    assert all("422" in told for told in windows.complaints)  # the one that came twice


def open_packet(page: Page, house: House, packet: Path) -> None:
    page.goto(f"{house.url}/desk/referral")
    page.set_input_files("#packet", packet)
    page.click("#send-referral button")


def corridor(folder: Path, *words: str, form: str = "") -> str:
    """On the partner's own machine: a folder with no desk in it."""
    named = [str(folder / one) if "." in one else one for one in words]
    done = subprocess.run(
        [COMMAND, "--data", str(folder / "nowhere"), "referral", *named],
        check=True,
        capture_output=True,
        text=True,
        input=form,
        timeout=60,
    )
    return done.stdout
