"""Lists at the desk: brought, looked through, taken in and taken back, without a script."""

import re
from dataclasses import dataclass
from io import BytesIO
from uuid import UUID

import openpyxl
import pytest

from corridor.base.ids import ImportId
from corridor.domain.imports import Import
from corridor.services import imports
from corridor.services.casefiles import open_file
from corridor.services.imports import LARGEST_MB
from corridor.viewing.door import Viewer
from corridor.web.desk.imports import tray
from tests.web.desk.office import Browser, Office, Seen, _seen

KIND = "multipart/form-data; boundary=x3q"
HEADINGS = "Имя;Родился;Что;Когда"
GOOD = "Сокол Ясный;08.03.1994;За ним приходили;02.04.2017"
BAD = "=cmd();31.02.1990;Не выпускают;"
TABLE = f"{HEADINGS}\r\n{GOOD}\r\n{BAD}\r\nЦапля;1990;Отняли паспорт;\r\n"
PLAN = {
    "alphabet": "cp1251",
    "sign": "semicolon",
    "has_headings": "on",
    "days": "day_first",
    "language": "ru",
    "channel": "partner",
    "column-0": "name",
    "column-1": "born",
    "column-2": "words",
    "column-3": "came_on",
    "do": "save",
}


def form(
    content: bytes | None, *, name: str = "list.csv", sender: str = "A partner", token: str = ""
) -> bytes:
    fields = {"csrfmiddlewaretoken": token, "came_from": sender}
    body = b"".join(
        f'--x3q\r\nContent-Disposition: form-data; name="{one}"\r\n\r\n{said}\r\n'.encode()
        for one, said in fields.items()
    )
    if content is not None:
        head = f'--x3q\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\n'
        body += head.encode() + b"Content-Type: text/csv\r\n\r\n" + content + b"\r\n"
    return body + b"--x3q--\r\n"


@dataclass
class Hall:
    office: Office

    def by(self, handle: str = "Lyra") -> Browser:
        return self.office.sit(handle)

    def send(self, content: bytes | None, *, by: str = "Lyra", **said: str) -> Seen:
        return self.post(self.by(by), form(content, **said))

    def post(self, browser: Browser, body: bytes) -> Seen:
        return _seen(
            browser.client.post("/desk/import/send", data=body, content_type=KIND, secure=True)
        )

    def brought(self, content: str = TABLE) -> str:
        """The address of a list that is here."""
        return self.send(content.encode("cp1251")).there

    def planned(self, content: str = TABLE) -> str:
        there = self.brought(content)
        answer = self.by().post(f"{there}/plan", PLAN)
        assert (answer.status, answer.there) == (302, there), answer.words
        return there

    def taken(self) -> str:
        there, lyra = self.planned(), self.by()
        lyra.post(f"{there}/start")
        for _ in range(5):
            if lyra.get(there).status == 302:
                break
        return there

    def blobs(self) -> list[str]:
        folder = self.office.folder / "blobs"
        return sorted(path.name for path in folder.rglob("*") if path.is_file())

    def find(self, there: str) -> Import:
        listed = ImportId(UUID(there.rpartition("/")[2]))
        return imports.find_import(self.office.open("Lyra"), listed)


@pytest.fixture
def hall(office: Office) -> Hall:
    return Hall(office)


def workbook() -> bytes:
    book = openpyxl.Workbook()
    for row in (("Имя", "Что"), ("Сокол", "За ним приходили")):
        book.active.append(row)
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


# --- arriving ------------------------------------------------------------------------------


def test_a_list_is_brought_and_its_columns_are_asked_about(hall: Hall) -> None:
    sent = hall.send(TABLE.encode("cp1251"))
    page = hall.by().get(sent.there)

    assert sent.status == 302
    assert page.status == 200
    assert "Column 2: Родился" in page.words
    assert "08.03.1994; 31.02.1990; 1990" in page.words
    assert re.search(r'value="cp1251"[^>]*checked', page.html)
    assert re.search(r'value="semicolon"[^>]*checked', page.html)
    assert not re.search(r'value="(day|month)_first"[^>]*checked', page.html)


def test_nothing_of_a_list_is_in_an_address_a_title_or_in_clear_on_the_disk(
    hall: Hall,
) -> None:
    there = hall.taken()
    page = hall.by().get(there)

    title = page.html.partition("<title>")[2].partition("</title>")[0]
    for word in ("Сокол", "partner", "list.csv", "приходили"):
        assert word not in title
        assert word not in there
    for path in (hall.office.folder).rglob("*"):
        if path.is_file():
            kept = path.read_bytes()
            for alphabet in ("utf-8", "cp1251"):
                assert "приходили".encode(alphabet) not in kept
            assert b"list.csv" not in kept


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "There is nothing in this file"),
        (b"", "There is nothing in this file"),
        (bytes(1024) * 1024 * (LARGEST_MB + 1), "larger than what is taken here"),
    ],
)
def test_what_is_not_taken_is_said_and_the_sender_is_kept(
    hall: Hall, content: bytes | None, words: str
) -> None:
    page = hall.send(content, sender="The people of the lake")

    assert page.status == 422
    assert words in page.words
    assert content is None or 'value="The people of the lake"' in page.html
    assert hall.blobs() == []


def test_a_list_that_breaks_off_is_not_kept(hall: Hall) -> None:
    body = form(TABLE.encode("cp1251"))

    page = hall.post(hall.by(), body[:-40])

    assert page.status == 422
    assert "did not arrive whole" in page.words
    assert hall.blobs() == []


@pytest.mark.parametrize("token", ["", "A" * 64])
def test_without_the_forms_own_token_no_byte_is_kept(hall: Hall, token: str) -> None:
    lyra = hall.by()
    lyra.client.handler.enforce_csrf_checks = True

    page = hall.post(lyra, form(TABLE.encode(), token=token))

    assert page.status == 403
    assert hall.blobs() == []


@pytest.mark.parametrize("handle", ["Vega", "Deneb", "Capella"])
def test_who_enters_no_requests_learns_of_no_list(hall: Hall, handle: str) -> None:
    there, browser = hall.planned(), hall.by(handle)
    never = "/desk/import/00000000-0000-4000-8000-000000000000"

    assert browser.get("/desk/import").status == 404
    assert browser.get(there).html == browser.get(never).html
    for act in ("plan", "start", "undo", "delete", "rows"):
        assert browser.post(f"{there}/{act}", PLAN).status == 404
    assert hall.send(TABLE.encode(), by=handle).status == 404
    assert len(hall.blobs()) == 1


# --- how it is read ------------------------------------------------------------------------


def test_another_alphabet_is_looked_at_without_settling_anything(hall: Hall) -> None:
    there, lyra = hall.brought(), hall.by()

    wrong = lyra.post(f"{there}/plan", {**PLAN, "alphabet": "utf-8", "do": "look"})
    right = lyra.post(f"{there}/plan", {**PLAN, "do": "look"})

    assert "\N{REPLACEMENT CHARACTER}" in wrong.words
    assert "Родился" in right.words
    assert hall.find(there).plan is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"column-2": "leave_out"}, "Write something here"),
        ({"column-3": "name"}, "Only one column may be read as this"),
        ({"days": "unsaid"}, "Write something here"),
        ({"days": ""}, "Choose one of them"),
        ({"column-1": "intimate"}, "Select a valid choice"),
        ({"language": "xx"}, "Select a valid choice"),
        ({"channel": "page"}, "Select a valid choice"),
        ({"alphabet": "rot13"}, "Select a valid choice"),
    ],
)
def test_a_plan_that_cannot_stand_comes_back_with_every_answer_kept(
    hall: Hall, change: dict[str, str], words: str
) -> None:
    there = hall.brought()

    page = hall.by().post(f"{there}/plan", {**PLAN, **change})

    assert page.status == 422
    assert words in page.words
    assert hall.find(there).plan is None
    assert re.search(r'<option value="born"[^>]*selected', page.html) or "column-1" in change


def test_who_may_not_write_names_is_offered_no_column_of_them(hall: Hall) -> None:
    there, mira = hall.brought(), hall.by("Mira")

    page = mira.get(there)
    forced = mira.post(f"{there}/plan", PLAN)

    assert "You may not write names" in page.words
    assert '<option value="name"' not in page.html
    assert forced.status == 422
    assert hall.find(there).plan is None


def test_a_preview_says_what_comes_of_each_row_and_what_keeps_others_out(hall: Hall) -> None:
    page = hall.by().get(hall.planned())

    assert "Take 2 rows in" in page.words
    assert "За ним приходили" in page.words
    assert "1 row cannot be taken as it is" in page.words
    assert "3 Родился 31.02.1990 This is no day in the order that was chosen" in page.words


def test_a_row_that_may_be_here_already_can_be_left_out(hall: Hall) -> None:
    there = hall.taken()
    again, lyra = hall.planned(), hall.by()

    page = lyra.get(again)
    lyra.post(f"{again}/start", {"without": ["2", "x", "-1"]})
    while lyra.get(again).status == 200 and hall.find(again).done_at is None:
        continue

    case = hall.find(there).taken[0].case
    assert "Leave row 2 out" in page.words
    assert f'href="/desk/requests/{case}"' in page.html
    assert [taken.row for taken in hall.find(again).taken] == [4]


def test_a_row_that_stands_twice_in_the_list_is_said(hall: Hall) -> None:
    page = hall.by().get(hall.planned(f"{TABLE}{GOOD}\r\n"))

    assert "the same as row 2" in page.words


def test_a_senders_answers_are_offered_for_their_next_list(hall: Hall) -> None:
    hall.planned()

    page = hall.by().get(hall.brought())

    assert "those for the last list of this sender" in page.words
    assert re.search(r'<option value="born"[^>]*selected', page.html)


def test_how_it_is_read_can_be_changed_until_it_is_taken_in(hall: Hall) -> None:
    there, lyra = hall.planned(), hall.by()

    assert re.search(r'<option value="name"[^>]*selected', lyra.get(f"{there}/plan").html)
    lyra.post(f"{there}/start")
    assert lyra.get(f"{there}/plan").status == 302
    late = lyra.post(f"{there}/plan", {**PLAN, "column-0": "leave_out"})
    assert "Somebody has gone on with this list" in late.words


def test_a_workbook_is_read_behind_the_walls(hall: Hall) -> None:
    there, lyra = hall.send(workbook(), name="list.xlsx").there, hall.by()

    page = lyra.get(there)
    settled = lyra.post(
        f"{there}/plan", {**PLAN, "sheet": "0", "column-0": "name", "column-1": "words"}
    )

    assert "Column 2: Что" in page.words
    assert "Alphabet of the file" not in page.words
    assert settled.status == 302
    assert "Take 1 row in" in lyra.get(there).words


def test_a_workbook_that_is_none_is_said_and_can_be_deleted(hall: Hall) -> None:
    there, lyra = hall.send(b"PK\x03\x04 no workbook", name="list.xlsx").there, hall.by()

    page = lyra.get(there)

    assert page.status == 422
    assert "This cannot be read as a list" in page.words
    assert lyra.post(f"{there}/delete").there == "/desk/import"
    assert hall.blobs() == []
    assert "Deleted" in lyra.get("/desk/import").words


# --- taking in and back --------------------------------------------------------------------


def test_rows_become_requests_in_the_queue(hall: Hall) -> None:
    there = hall.taken()

    page = hall.by().get(there)
    one = hall.find(there)

    assert "2 requests stand in the queue" in page.words
    assert "1 row cannot be taken as it is" in page.words
    case = one.taken[0].case
    assert f'href="/desk/requests/{case}"' in page.html
    request = hall.by().get(f"/desk/requests/{case}")
    assert "За ним приходили" in request.words
    assert "Сокол" not in request.words
    assert open_file(hall.office.open("Lyra"), case).case.came is not None


def test_a_page_of_progress_goes_on_by_itself(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("corridor.web.desk.imports._SECONDS_AT_ONCE", 0)
    there, lyra = hall.planned(), hall.by()
    lyra.post(f"{there}/start")

    seen = [lyra.get(there) for _ in range(3)]

    assert [one.status for one in seen] == [200, 200, 302]
    assert seen[0].headers["Refresh"] == "1"
    assert "Taking in: 1 of 3 rows" in seen[0].words
    assert '<progress class="prog" value="1" max="3"' in seen[0].html


def test_pressed_twice_it_starts_once(hall: Hall) -> None:
    there, lyra = hall.taken(), hall.by()

    again = lyra.post(f"{there}/start")

    assert (again.status, again.there) == (302, there)
    assert len(hall.find(there).taken) == 2


def test_the_rows_that_were_not_taken_leave_as_a_table_that_runs_nothing(hall: Hall) -> None:
    answer = hall.by().client.post(f"{hall.taken()}/rows", secure=True)

    assert answer["Content-Disposition"] == 'attachment; filename="rows.csv"'
    assert answer["Cache-Control"] == "no-store"
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines == [
        '"Имя","Родился","Что","Когда"',
        '"\'=cmd()","31.02.1990","Не выпускают",""',
    ]


def test_a_whole_list_is_taken_back(hall: Hall) -> None:
    there, lyra = hall.taken(), hall.by()
    cases = [taken.case for taken in hall.find(there).taken]

    assert lyra.post(f"{there}/undo").there == there
    for _ in range(5):
        if lyra.get(there).status == 302:
            break

    page = lyra.get(there)
    assert "2 requests were erased" in page.words
    assert [lyra.get(f"/desk/requests/{case}").status for case in cases] == [404, 404]


def test_after_half_an_hour_the_button_is_gone_and_so_is_what_it_did(hall: Hall) -> None:
    there = hall.taken()
    hall.office.watch.move(minutes=31)
    lyra = hall.by()

    assert "Take the whole list back" not in lyra.get(there).words
    lyra.post(f"{there}/undo")
    assert hall.find(there).undoing is False


def test_a_deleted_list_leaves_its_requests(hall: Hall) -> None:
    there, lyra = hall.taken(), hall.by()

    lyra.post(f"{there}/delete")

    assert hall.blobs() == []
    page = lyra.get(there)
    assert "2 requests stand in the queue" in page.words
    assert "These rows as CSV" not in page.words
    assert lyra.post(f"{there}/rows").status == 404


def test_a_machine_that_cannot_lock_reads_no_workbook_and_says_so(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = hall.send(workbook(), name="list.xlsx").there
    monkeypatch.setattr("corridor.viewing.door.commands", lambda _line: [])
    monkeypatch.setattr("corridor.viewing.door.viewer", Viewer)

    page = hall.by().get(there)

    assert "cannot lock up what reads workbooks" in page.words


def test_nobody_signed_in_is_led_to_the_door(hall: Hall) -> None:
    nobody = Browser()

    assert hall.post(nobody, form(TABLE.encode())).there.startswith("/desk/sign-in")
    assert nobody.get("/desk/import").there.startswith("/desk/sign-in")
    assert tray().files.sweep() == 0
