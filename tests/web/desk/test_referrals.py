"""The page of referrals: packets opened in memory, partners listed by the words one heard."""

from dataclasses import dataclass, field
from datetime import date

import pytest

from corridor.crypto.random import new_key
from corridor.crypto.receipt import new_receipt
from corridor.crypto.sign import SigningKey
from corridor.domain.referrals import LARGEST_PACKET, Referral
from corridor.services import referrals
from corridor.services.referral_packets import (
    Card,
    PartnerCard,
    read_card,
    seal_referral,
    write_partner_card,
)
from tests.web.desk.office import Browser, Office, Seen, _seen

KIND = "multipart/form-data; boundary=x3q"


def form(content: bytes | None, *, token: str = "", **said: str) -> bytes:
    fields = {"csrfmiddlewaretoken": token, **said}
    body = b"".join(
        f'--x3q\r\nContent-Disposition: form-data; name="{one}"\r\n\r\n{words}\r\n'.encode()
        for one, words in fields.items()
    )
    if content is not None:
        head = '--x3q\r\nContent-Disposition: form-data; name="packet"; filename="a.sealed"\r\n'
        body += head.encode() + b"Content-Type: application/octet-stream\r\n\r\n"
        body += content + b"\r\n"
    return body + b"--x3q--\r\n"


@dataclass
class Desk:
    office: Office
    partner: SigningKey = field(default_factory=lambda: SigningKey(new_key()))

    @property
    def partner_card(self) -> PartnerCard:
        return PartnerCard(name="A partner", key=self.partner.public)

    def card(self) -> Card:
        """As a partner gets it: downloaded from the page."""
        answer = self.office.sit("Lyra").client.get("/desk/referral/card", secure=True)
        return read_card(answer.content)

    def packet(self, words: str = "За ним приходили.") -> bytes:
        referral = Referral(
            receipt=new_receipt().packed().reveal(),
            made_on=date(2017, 4, 3),
            language="ru",
            words=words,
            name="Журавль Серый",
        )
        return seal_referral(self.card(), referral, by=self.partner)

    def post(self, browser: Browser, place: str, body: bytes) -> Seen:
        return _seen(
            browser.client.post(
                f"/desk/referral/{place}", data=body, content_type=KIND, secure=True
            )
        )

    def send(self, content: bytes | None, *, by: str = "Lyra", token: str = "") -> Seen:
        return self.post(self.office.sit(by), "send", form(content, token=token))

    def list_partner(self, *, words: str | None = None, by: str = "Deneb") -> Seen:
        said = " ".join(self.partner_card.words()) if words is None else words
        content = form(write_partner_card(self.partner_card), words=said)
        return self.post(self.office.sit(by), "partners", content)


@pytest.fixture
def desk(office: Office) -> Desk:
    return Desk(office)


def test_a_partner_is_listed_with_the_words_that_were_heard(desk: Desk) -> None:
    listed = desk.list_partner()

    page = desk.office.sit("Lyra").get("/desk/referral")
    assert (listed.status, listed.there) == (302, "/desk/referral")
    assert "A partner" in page.words
    assert " ".join(desk.partner_card.words()) in page.words
    assert "Take off the list" not in page.words


def test_a_card_with_other_words_is_not_listed(desk: Desk) -> None:
    page = desk.list_partner(words="apple " * 8)

    assert page.status == 422
    assert "These are not the words of this card" in page.words
    assert referrals.see_partners(desk.office.open("Lyra")) == ()


def test_a_listed_partners_packet_becomes_a_request(desk: Desk) -> None:
    desk.list_partner()

    sent = desk.send(desk.packet())

    request = desk.office.sit("Lyra").get(sent.there)
    assert sent.status == 302
    assert sent.there.startswith("/desk/requests/")
    assert "За ним приходили." in request.words
    assert "A partner" in request.words
    assert "Журавль" not in request.words


def test_nothing_of_a_packet_lies_in_clear_on_the_disk(desk: Desk) -> None:
    desk.send(desk.packet())
    desk.list_partner()
    desk.send(desk.packet())

    for path in desk.office.folder.rglob("*"):
        if path.is_file():
            kept = path.read_bytes()
            assert "приходили".encode() not in kept
            assert "Журавль".encode() not in kept
            assert b"corridor-referral/1" not in kept


def test_the_same_packet_twice_is_one_request(desk: Desk) -> None:
    desk.list_partner()
    packet = desk.packet()
    desk.send(packet)

    again = desk.send(packet)

    assert again.status == 422
    assert "This very referral is here already" in again.words


def test_what_nobody_knows_is_set_aside_with_a_warning(desk: Desk) -> None:
    page = desk.send(desk.packet())

    assert page.status == 200
    assert "It was set aside" in page.words
    assert " ".join(desk.partner_card.words()) in page.words
    assert "Take it in anyway" in page.words


def test_what_was_set_aside_is_taken_in_or_thrown_away(desk: Desk) -> None:
    desk.send(desk.packet())
    desk.send(desk.packet("Ещё один человек."))
    lyra = desk.office.sit("Lyra")
    first, second = (
        one.fact.referral for one in referrals.see_set_aside(desk.office.open("Lyra"))
    )

    taken = lyra.do("take-referral", referral=first)
    thrown = lyra.do("throw-referral", referral=second)

    assert taken.there.startswith("/desk/requests/")
    assert thrown.there == "/desk/referral"
    assert "Nothing waits" in lyra.get("/desk/referral").words
    assert lyra.do("take-referral", referral=second).status == 404
    assert [p for p in (desk.office.folder / "blobs").rglob("*") if p.is_file()] == []


@pytest.mark.parametrize(
    "spoil", ["cut", "changed", "longer", "other", "empty", "none", "huge"]
)
def test_a_packet_that_is_not_whole_becomes_nothing(desk: Desk, spoil: str) -> None:
    desk.list_partner()
    packet = desk.packet()
    content = {
        "cut": packet[:-1],
        "changed": packet[:-9] + b"\0" + packet[-8:],
        "longer": packet + b"\0",
        "other": b"%PDF-1.7",
        "empty": b"",
        "none": None,
        "huge": b"corridor-referral/1\n" + bytes(LARGEST_PACKET * 4),
    }[spoil]

    page = desk.send(content)

    assert page.status == 422
    assert "Nothing waits" in page.words
    assert [p for p in (desk.office.folder / "blobs").rglob("*") if p.is_file()] == []


@pytest.mark.parametrize("handle", ["Vega", "Deneb", "Capella"])
def test_who_enters_no_requests_opens_and_decides_nothing(desk: Desk, handle: str) -> None:
    packet = desk.packet()
    desk.send(packet)
    (waits,) = referrals.see_set_aside(desk.office.open("Lyra"))
    browser = desk.office.sit(handle)

    assert desk.send(packet, by=handle).status == 404
    assert browser.do("take-referral", referral=waits.fact.referral).status == 404
    assert browser.do("throw-referral", referral=waits.fact.referral).status == 404
    assert len(referrals.see_set_aside(desk.office.open("Lyra"))) == 1


@pytest.mark.parametrize("handle", ["Lyra", "Mira", "Vega"])
def test_only_stewards_list_partners_and_take_them_off(desk: Desk, handle: str) -> None:
    desk.list_partner()

    assert desk.list_partner(by=handle).status == 404
    dropped = desk.office.sit(handle).do("drop-partner", {"key": desk.partner.public.hex()})

    assert dropped.status == 404
    assert len(referrals.see_partners(desk.office.open("Lyra"))) == 1


def test_a_partner_taken_off_the_list_is_a_stranger_again(desk: Desk) -> None:
    desk.list_partner()
    deneb = desk.office.sit("Deneb")

    assert deneb.do("drop-partner", {"key": "zz"}).status == 404
    assert deneb.do("drop-partner", {"key": "00" * 32}).status == 404
    assert deneb.do("drop-partner", {"key": desk.partner.public.hex()}).status == 302

    assert "It was set aside" in desk.send(desk.packet()).words


@pytest.mark.parametrize("place", ["send", "partners"])
def test_without_the_forms_own_token_nothing_is_read(desk: Desk, place: str) -> None:
    browser = desk.office.sit("Lyra" if place == "send" else "Deneb")
    browser.client.handler.enforce_csrf_checks = True

    page = desk.post(browser, place, form(b"x" * 100, token="A" * 64))

    assert page.status == 403


def test_the_card_of_the_desk_leaves_with_the_words_that_the_page_shows(desk: Desk) -> None:
    page = desk.office.sit("Deneb").get("/desk/referral")

    assert " ".join(desk.card().words()) in page.words
    assert desk.card().name == "An invented network"
    assert "The sealed file" not in page.words
