"""Files at the desk: who sees them, who sends them, and how an original leaves."""

from dataclasses import dataclass

import pytest

from corridor.base.ids import ChainId
from corridor.crypto.random import random_bytes
from corridor.domain.attachments import Category
from corridor.domain.journal import Export, Exported
from corridor.services import attachments
from corridor.services.asking import come_back
from corridor.services.journal import journal_authors, read_journal
from corridor.services.sealed_files import Label
from corridor.web import composition
from corridor.web.composition import door_files, machine_diarist, reception
from tests.web.desk.office import Browser, Office, Seen, _seen

PICTURE = random_bytes(300_000)
KIND = "multipart/form-data; boundary=x3q"
HOSTILE = 'a"b\r\nX-Evil: 1\u202egpj.exe'


def form(*files: tuple[str, bytes], token: str = "") -> bytes:
    head = f'--x3q\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{token}'
    sent = [
        b'--x3q\r\nContent-Disposition: form-data; name="file"; filename="'
        + name.encode()
        + b'"\r\nContent-Type: image/jpeg\r\n\r\n'
        + content
        + b"\r\n"
        for name, content in files
    ]
    return b"".join((head.encode(), b"\r\n", *sent, b"--x3q--\r\n"))


@dataclass
class Talk:
    """A request that came by phone, with a file that the person has sent since."""

    office: Office
    case: ChainId

    def by(self, handle: str) -> Browser:
        return self.office.sit(handle)

    def send(self, browser: Browser, *files: tuple[str, bytes], token: str = "") -> Seen:
        return _seen(
            browser.client.post(
                f"/desk/files/{self.case}/attach",
                data=form(*files, token=token),
                content_type=KIND,
                secure=True,
            )
        )

    @property
    def address(self) -> str:
        return f"/desk/files/{self.case}"


@pytest.fixture
def talk(office: Office) -> Talk:
    receipt, case = office.asked()
    label = Label(name=HOSTILE, declared="text/html", category=Category.THREAT)
    attachments.receive(reception(), receipt, label, [PICTURE])
    return Talk(office=office, case=case)


def test_a_file_stands_in_the_list_and_in_the_conversation(talk: Talk) -> None:
    lyra = talk.by("Lyra")

    listed, told = lyra.get(talk.address), lyra.read("case", case=talk.case)

    assert listed.status == 200
    assert "A threat: a message, a picture, a recording, text/html" in listed.words
    assert f'href="{talk.address}"' in told.html
    assert "sent a file" in told.words


def test_what_hides_in_a_name_is_written_out_and_nothing_of_it_acts(talk: Talk) -> None:
    page = talk.by("Lyra").get(talk.address)

    assert 'a"b⟨000D⟩⟨000A⟩X-Evil: 1⟨202E⟩gpj.exe' in page.words
    assert "\u202e" not in page.html
    assert "X-Evil" not in page.headers


@pytest.mark.parametrize("handle", ["Vega", "Deneb", "Capella"])
def test_who_opens_no_request_learns_nothing_of_its_files(talk: Talk, handle: str) -> None:
    browser, stranger = talk.by(handle), "/desk/files/00000000-0000-4000-8000-000000000000"

    for end in ("", "/1/original"):
        mine, never = browser.get(f"{talk.address}{end}"), browser.get(f"{stranger}{end}")
        assert (mine.status, never.status) == (404, 404)
        assert mine.html == never.html


def test_an_original_is_warned_about_before_it_leaves(talk: Talk) -> None:
    page = talk.by("Lyra").get(f"{talk.address}/1/original")

    assert page.status == 200
    assert "It may hold a program" in page.words
    assert "Leave it sealed" in page.words


def test_an_original_leaves_as_bytes_under_a_name_that_says_nothing(talk: Talk) -> None:
    answer = talk.by("Lyra").client.post(f"{talk.address}/1/original", secure=True)

    assert b"".join(answer) == PICTURE
    assert answer["Content-Type"] == "application/octet-stream"
    assert answer["Content-Disposition"] == 'attachment; filename="file-1.bin"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].endswith("sandbox")
    assert answer["Cache-Control"] == "no-store"


def test_taking_an_original_out_is_in_the_journal_before_a_byte_is_sent(talk: Talk) -> None:
    talk.by("Lyra").client.post(f"{talk.address}/1/original", secure=True).close()

    deneb = talk.office.open("Deneb")
    authors = journal_authors(deneb, machine=machine_diarist().signing.public)
    noted = [record.fact for record in read_journal(deneb, authors=authors)]
    member = talk.office.id("Lyra")
    assert Exported(member=member, chain=talk.case, what=Export.ATTACHMENT) in noted


def test_looking_at_the_list_takes_nothing_out(talk: Talk) -> None:
    talk.by("Lyra").get(talk.address)
    talk.by("Lyra").get(f"{talk.address}/1/original")

    deneb = talk.office.open("Deneb")
    authors = journal_authors(deneb, machine=machine_diarist().signing.public)
    assert not any(
        isinstance(one.fact, Exported) for one in read_journal(deneb, authors=authors)
    )


@pytest.mark.parametrize("height", [0, 2, 999])
def test_what_is_no_file_is_not_there(talk: Talk, height: int) -> None:
    lyra = talk.by("Lyra")

    assert lyra.get(f"{talk.address}/{height}/original").status == 404
    assert lyra.post(f"{talk.address}/{height}/original").status == 404
    assert lyra.post(f"{talk.address}/{height}/remove").status == 404


def test_a_damaged_file_is_said_and_nothing_of_it_leaves(talk: Talk) -> None:
    folder = talk.office.folder / "blobs"
    (path,) = [path for path in folder.rglob("*") if path.is_file()]
    path.write_bytes(path.read_bytes()[:-1])

    page = talk.by("Lyra").post(f"{talk.address}/1/original")

    assert page.status == 500
    assert "corridor verify" in page.words


def test_the_desk_sends_files_and_the_person_has_them(talk: Talk) -> None:
    lyra = talk.by("Lyra")

    sent = talk.send(lyra, ("letter.pdf", b"a letter"), ("map.png", b"a map"))

    assert (sent.status, sent.there) == (302, talk.address)
    page = lyra.get(talk.address)
    assert page.words.index("map.png") < page.words.index("letter.pdf")


@pytest.mark.parametrize("handle", ["Vega", "Deneb", "Capella"])
def test_who_may_not_answer_sends_and_removes_nothing(talk: Talk, handle: str) -> None:
    browser, before = talk.by(handle), len(list((talk.office.folder / "blobs").rglob("*")))

    assert talk.send(browser, ("x", b"x")).status == 404
    assert browser.post(f"{talk.address}/1/remove").status == 404

    assert len(list((talk.office.folder / "blobs").rglob("*"))) == before


def test_the_desk_takes_back_its_own_and_never_theirs(talk: Talk) -> None:
    lyra = talk.by("Lyra")
    talk.send(lyra, ("letter.pdf", b"a letter"))

    theirs = lyra.post(f"{talk.address}/1/remove")
    ours = lyra.post(f"{talk.address}/2/remove")

    assert (theirs.status, ours.status) == (404, 302)
    assert "A file that was deleted" in lyra.get(talk.address).words
    assert len([p for p in (talk.office.folder / "blobs").rglob("*") if p.is_file()]) == 1


def test_what_was_not_taken_is_named_and_the_rest_is_sent(talk: Talk) -> None:
    lyra = talk.by("Lyra")

    page = talk.send(lyra, ("good.pdf", b"good"), ("empty.pdf", b""))

    assert page.status == 422
    assert "“empty.pdf”: There is nothing in this file" in page.words
    assert "good.pdf" in lyra.get(talk.address).words


def test_without_the_forms_own_token_no_byte_is_kept(talk: Talk) -> None:
    lyra = talk.by("Lyra")
    lyra.client.handler.enforce_csrf_checks = True
    page = lyra.get(talk.address)
    token = page.html.partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    before = sorted((talk.office.folder / "blobs").rglob("*"))

    forged = [
        talk.send(lyra, ("x", PICTURE)),
        talk.send(lyra, ("x", PICTURE), token="A" * 64),
    ]

    assert [one.status for one in forged] == [403, 403]
    assert sorted((talk.office.folder / "blobs").rglob("*")) == before
    right = _seen(
        lyra.client.post(
            f"{talk.address}/attach",
            data=form(("x", b"x"), token=token),
            content_type=KIND,
            secure=True,
            headers={"Referer": "https://testserver/desk/"},
        )
    )
    assert right.status in {302, 403}
    assert token


def test_nobody_signed_in_is_led_to_the_door(talk: Talk) -> None:
    nobody = Browser()

    assert talk.send(nobody, ("x", PICTURE)).there.startswith("/desk/sign-in")
    assert nobody.get(talk.address).there.startswith("/desk/sign-in")


def test_a_withdrawn_person_has_no_files_left(office: Office) -> None:
    receipt, case = office.asked()
    label = Label(name="a.jpg", declared="image/jpeg", category=Category.PAPERS)
    attachments.receive(reception(), receipt, label, [PICTURE])

    attachments.withdraw(reception(), receipt)

    assert [p for p in (office.folder / "blobs").rglob("*") if p.is_file()] == []
    lyra = office.sit("Lyra")
    assert "No files" in lyra.get(f"/desk/files/{case}").words
    assert lyra.get(f"/desk/files/{case}/1/original").status == 404


def test_only_the_persons_own_code_leads_to_what_the_desk_sent(talk: Talk) -> None:
    other, _case = talk.office.asked()
    talk.send(talk.by("Lyra"), ("letter.pdf", b"a letter"))

    theirs = come_back(composition.door(), other).dialogue

    assert theirs.files == ()
    assert door_files().lost() == 0
