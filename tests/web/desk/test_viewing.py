"""Looking at a file: pictures and nothing of the original, for who may open the request."""

from dataclasses import dataclass
from io import BytesIO

import pytest
from PIL import Image

from corridor.base.ids import ChainId
from corridor.crypto.receipt import Receipt
from corridor.domain.attachments import Category
from corridor.domain.journal import Opened, Opening
from corridor.services import attachments
from corridor.services.asking import come_back
from corridor.services.cases import make_case
from corridor.services.journal import journal_authors, read_journal
from corridor.services.sealed_files import Label
from corridor.web import composition
from corridor.web.desk import viewing
from tests.viewing.files import pdf, picture, tone
from tests.web.desk.office import Office, Seen

NAME = "summons\u202egpj.pdf"


@dataclass
class Sent:
    receipt: Receipt
    case: ChainId
    height: int

    @property
    def place(self) -> dict[str, object]:
        return {"case": self.case, "height": self.height}


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """And time enough on a busy machine: what is shown while drawing has a test of its own."""
    viewing.copies.cache_clear()
    monkeypatch.setattr(viewing, "_PATIENCE", 60.0)


def send(
    office: Office, content: bytes, *, declared: str = "application/pdf", name: str = NAME
) -> Sent:
    receipt, case = office.entered()
    here = composition.reception()
    label = Label(name=name, declared=declared, category=Category.PAPERS)
    attachments.receive(here, receipt, label, [content])
    (file,) = come_back(here.door, receipt).dialogue.files
    return Sent(receipt=receipt, case=case, height=file.height)


def see(office: Office, sent: Sent, *, by: str = "Lyra") -> Seen:
    return office.sit(by).read("view-file", **sent.place)


def test_a_file_is_shown_as_pictures_with_words_for_who_cannot_see(office: Office) -> None:
    sent = send(office, pdf("one", "two"))

    page = see(office, sent)

    assert page.status == 200
    assert "Page 1 of 2" in page.words
    assert 'alt="Picture 2 of the file"' in page.html
    assert 'width="1131" height="1600"' in page.html


def test_each_picture_is_inert(office: Office) -> None:
    sent = send(office, pdf("one"))

    shown = office.sit("Lyra").client.get(
        f"/desk/files/{sent.case}/{sent.height}/pages/1", secure=True
    )

    assert shown["Content-Type"] == "image/webp"
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert shown["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert shown["Cache-Control"] == "no-store"
    assert shown["Content-Disposition"] == "inline"
    assert Image.open(BytesIO(shown.content)).format == "WEBP"


def test_the_name_they_gave_hides_nothing_and_stays_out_of_the_title(office: Office) -> None:
    page = see(office, send(office, pdf("one")))

    assert "summons⟨202E⟩gpj.pdf" in page.words
    assert "summons" not in page.html.partition("</title>")[0]


def test_what_is_wrong_with_a_file_is_told_before_its_pages(office: Office) -> None:
    page = see(office, send(office, picture("PNG"), declared="application/pdf"))

    warned = page.html.index("It is not what it was sent as")
    assert warned < page.html.index("<figure")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\x7fELF" + bytes(99), "Files of this kind are not drawn here."),
        (b"%PDF-1.7 and no more", "It is cut short or damaged"),
        (
            pdf("one", change=lambda writer: writer.encrypt("word", algorithm="RC4-128")),
            "It is locked with a password.",
        ),
    ],
)
def test_why_a_file_is_not_shown_is_said(office: Office, content: bytes, said: str) -> None:
    page = see(office, send(office, content))

    assert page.status == 200
    assert said in page.words
    assert "<figure" not in page.html


def test_what_is_still_being_drawn_says_so_and_names_its_pages(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(viewing, "_PATIENCE", 0.0)
    sent = send(office, pdf(*"x" * 27))

    page = see(office, sent)

    assert "It is still being drawn." in page.words
    assert "Page 27 of 27" in page.words
    assert 'loading="lazy"' in page.html


def test_a_long_file_leads_on_to_the_rest(office: Office) -> None:
    sent = send(office, pdf(*"x" * 30))
    lyra = office.sit("Lyra")

    first = lyra.read("view-file", **sent.place)
    rest = lyra.get(f"/desk/files/{sent.case}/{sent.height}?page=29")

    assert "Pages from 29 on" in first.words
    assert "Page 30 of 30" in rest.words
    assert "Pages from 1 on" in rest.words


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "1&page=²"])
def test_a_page_that_cannot_be_is_no_fault(office: Office, page: str) -> None:
    sent = send(office, pdf("one"))

    seen = office.sit("Lyra").get(f"/desk/files/{sent.case}/{sent.height}?page={page}")

    assert seen.status in {200, 404}


def test_a_picture_that_there_is_not_is_not_found(office: Office) -> None:
    sent = send(office, pdf("one"))

    assert office.sit("Lyra").read("view-file-page", **sent.place, number=2).status == 404


def test_sound_is_played_in_any_part(office: Office) -> None:
    sent = send(office, tone(seconds=3.0), declared="audio/wav")
    lyra = office.sit("Lyra").client
    page = lyra.get(f"/desk/files/{sent.case}/{sent.height}", secure=True)
    place = f"/desk/files/{sent.case}/{sent.height}/sound"

    whole = lyra.get(place, secure=True)
    part = lyra.get(place, secure=True, headers={"Range": "bytes=4-9"})
    end = lyra.get(place, secure=True, headers={"Range": "bytes=-7"})
    beyond = lyra.get(place, secure=True, headers={"Range": "bytes=99999999-"})

    assert b"<audio" in page.content
    assert "media-src 'self'" in page["Content-Security-Policy"]
    assert (whole.content[:4], whole["Accept-Ranges"]) == (b"OggS", "bytes")
    assert (part.status_code, part.content) == (206, whole.content[4:10])
    assert part["Content-Range"] == f"bytes 4-9/{len(whole.content)}"
    assert end.content == whole.content[-7:]
    assert beyond.status_code == 416


def test_looking_is_in_the_journal_once_for_all_pictures(office: Office) -> None:
    sent = send(office, pdf("one", "two"))
    lyra = office.sit("Lyra").client

    for place in ("", "/pages/1", "/pages/2"):
        lyra.get(f"/desk/files/{sent.case}/{sent.height}{place}", secure=True)

    deneb = office.open("Deneb")
    authors = journal_authors(deneb, machine=composition.machine_diarist().signing.public)
    noted = [one.fact for one in read_journal(deneb, authors=authors)]
    looked = Opened(member=office.id("Lyra"), chain=sent.case, what=Opening.ATTACHMENT)
    assert noted.count(looked) == 1


def test_a_file_that_was_taken_back_is_gone_at_once(office: Office) -> None:
    sent = send(office, pdf("one"))
    lyra = office.sit("Lyra")
    assert lyra.read("view-file", **sent.place).status == 200

    attachments.take_back(composition.reception(), sent.receipt, height=sent.height)

    assert lyra.read("view-file-page", **sent.place, number=1).status == 404
    assert lyra.read("view-file", **sent.place).status == 404


@pytest.mark.parametrize("way_out", ["lock", "sign-out", "end-everywhere"])
def test_whoever_leaves_the_desk_leaves_no_picture_in_its_memory(
    office: Office, way_out: str
) -> None:
    sent = send(office, pdf("one"))
    lyra = office.sit("Lyra")
    lyra.read("view-file", **sent.place)
    assert len(viewing.copies()) == 1

    lyra.do(way_out)

    assert len(viewing.copies()) == 0


def test_what_has_become_a_case_keeps_its_files(office: Office) -> None:
    sent = send(office, pdf("one"))
    make_case(office.open("Lyra"), sent.case, people=1)

    assert office.sit("Lyra").read("view-file", **sent.place).status == 200


@pytest.mark.parametrize("who", ["Deneb", "Capella", "Vega"])
@pytest.mark.parametrize("name", ["view-file", "view-file-sound"])
def test_who_may_not_open_the_request_learns_nothing_of_its_files(
    office: Office, who: str, name: str
) -> None:
    sent = send(office, pdf("one"))
    stranger = office.sit(who)

    there = stranger.read(name, **sent.place)
    nowhere = stranger.read(name, **{**sent.place, "height": 999})

    assert there.status == nowhere.status == 404
    assert there.words == nowhere.words


def test_a_height_that_is_no_file_is_not_found(office: Office) -> None:
    sent = send(office, pdf("one"))

    assert office.sit("Lyra").read("view-file", case=sent.case, height=0).status == 404
