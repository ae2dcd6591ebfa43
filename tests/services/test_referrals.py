"""Referrals at the desk: believed by listed keys alone, entered once, or set aside."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from corridor.base.ids import ImportId
from corridor.crypto.random import new_key, new_uuid
from corridor.crypto.receipt import Receipt, new_receipt
from corridor.crypto.sign import SigningKey
from corridor.domain.cases import CameThrough
from corridor.domain.errors import NotFoundError
from corridor.domain.intake import Channel, Wish
from corridor.domain.list_errors import (
    NoCardError,
    OtherWordsError,
    PartnerTwiceError,
    ReferralFaultError,
    ReferralTwiceError,
)
from corridor.domain.partners import PartnerListed
from corridor.domain.referrals import Referral
from corridor.ledger.memory_files import MemoryBlobs
from corridor.services import entering_rows, referrals
from corridor.services.asking import come_back, withdraw
from corridor.services.casefiles import open_file
from corridor.services.collecting import collect
from corridor.services.desk import Desk
from corridor.services.identity import show_names, summary_of
from corridor.services.import_lists import Tray
from corridor.services.listing import case_index
from corridor.services.members import agree, ask_to_end, write_with
from corridor.services.referral_packets import PartnerCard, seal_referral, write_partner_card
from corridor.services.rotating import rotate
from tests.services.test_imports import fall, no_books
from tests.services.world import World


@dataclass
class Post:
    world: World = field(default_factory=World)
    partner: SigningKey = field(default_factory=lambda: SigningKey(new_key()))

    def __post_init__(self) -> None:
        self.files = MemoryBlobs(self.world.door, clock=self.world.clock)
        self.tray = Tray(files=self.files, books=no_books, pepper=self.world.pepper)

    def by(self, handle: str = "lyra") -> Desk:
        return self.world.as_member(handle)

    def listed(self) -> "Post":
        referrals.list_partner(self.by("vega"), name="A partner", key=self.partner.public)
        return self

    def packet(self, code: Receipt | None = None, **said: Any) -> bytes:
        referral = Referral(
            receipt=(code or new_receipt()).packed().reveal(),
            made_on=date(2017, 4, 3),
            language="ru",
            words="За ним приходили.",
            soon=Wish.DAYS,
            name="Журавль Серый",
            born="1994",
            phone="+7 916 000 00 01",
            reference="17",
        )
        referral = replace(referral, **said)
        return seal_referral(referrals.intake_card(self.by()), referral, by=self.partner)

    def arrive(self, packet: bytes, *, handle: str = "lyra") -> referrals.Arrived:
        return referrals.arrive(self.by(handle), self.tray, packet)

    def numbers(self) -> int:
        return len(case_index(self.by()).table)


@pytest.fixture
def post() -> Post:
    return Post()


# --- believed ------------------------------------------------------------------------------


def test_a_listed_partners_referral_is_a_request_with_its_origin(post: Post) -> None:
    receipt = new_receipt()

    arrived = post.listed().arrive(post.packet(receipt))

    assert arrived.case is not None
    assert not arrived.is_old
    file = open_file(post.by(), arrived.case)
    assert file.case.request is not None
    assert file.case.request.channel is Channel.PARTNER
    assert file.case.came == CameThrough(sender="A partner", reference="17")
    assert "Журавль" not in repr(file)
    visit = come_back(post.world.public, receipt)
    assert visit.dialogue.messages[0].text == "За ним приходили."


def test_names_go_to_identity_and_intake_that_opened_it_reads_none(post: Post) -> None:
    arrived = post.listed().arrive(post.packet(), handle="altair")

    assert arrived.case is not None
    with pytest.raises(NotFoundError):
        summary_of(post.by("altair"), arrived.case)
    person = open_file(post.by(), arrived.case).case.people[0].person
    known = show_names(post.by(), arrived.case, person).of(person)
    assert [name.value for name in known.names] == ["Журавль Серый"]


def test_the_same_packet_again_adds_nothing(post: Post) -> None:
    packet = post.listed().packet()
    post.arrive(packet)

    with pytest.raises(ReferralTwiceError):
        post.arrive(packet)

    assert post.numbers() == 1


def test_another_packet_with_the_same_code_adds_nothing(post: Post) -> None:
    receipt = new_receipt()
    post.listed().arrive(post.packet(receipt))

    with pytest.raises(ReferralTwiceError):
        post.arrive(post.packet(receipt, words="Other words."))

    assert post.numbers() == 1


def test_who_has_withdrawn_does_not_come_again_by_the_same_packet(post: Post) -> None:
    receipt = new_receipt()
    packet = post.listed().packet(receipt)
    post.arrive(packet)
    withdraw(post.world.public, receipt)

    with pytest.raises(ReferralTwiceError):
        post.arrive(packet)


def test_a_packet_that_was_cut_off_half_way_is_completed(
    post: Post, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet = post.listed().packet()
    with monkeypatch.context() as cut:
        cut.setattr(entering_rows, "write_file", fall)
        with pytest.raises(RuntimeError):
            post.arrive(packet)

    arrived = post.arrive(packet)

    assert arrived.case is not None
    assert open_file(post.by(), arrived.case).case.came is not None
    assert post.numbers() == 1


def test_a_language_that_is_not_offered_keeps_nobody_out(post: Post) -> None:
    arrived = post.listed().arrive(post.packet(language="fa"))

    assert arrived.case is not None
    request = open_file(post.by(), arrived.case).case.request
    assert request is not None
    assert request.language == "en"


def test_an_older_card_opens_and_is_said_to_be_old(post: Post) -> None:
    packet = post.listed().packet()
    asked = ask_to_end(post.by("vega"), post.by("altair").me, reason="Left")
    agree(post.by("sirius"), asked.roster.proposals[0].height)
    post.world.clock.move(minutes=1)

    assert post.arrive(packet).is_old


@pytest.mark.parametrize(
    "said",
    [
        {"words": "  "},
        {"words": "x" * 9000},
        {"born": "soon"},
        {"born": "2050"},
        {"came_on": date(2050, 1, 1)},
        {"receipt": b"short"},
        {"receipt": b"\xff" * 13},
        {"language": "<b>"},
        {"name": "x" * 300},
    ],
)
def test_a_partner_is_never_believed_about_the_form(post: Post, said: dict[str, Any]) -> None:
    packet = post.listed().packet(**said)

    with pytest.raises(ReferralFaultError):
        post.arrive(packet)

    assert post.numbers() == 0
    assert referrals.see_set_aside(post.by()) == ()


@pytest.mark.parametrize("handle", ["vega", "deneb", "rigel", "sirius"])
def test_who_enters_no_requests_opens_no_referral(post: Post, handle: str) -> None:
    packet, desk = post.listed().packet(), post.by(handle)

    for act in (
        lambda: referrals.arrive(desk, post.tray, packet),
        lambda: referrals.see_set_aside(desk),
        lambda: referrals.take_anyway(desk, post.tray, ImportId(new_uuid())),
        lambda: referrals.throw_away(desk, post.tray, ImportId(new_uuid())),
    ):
        with pytest.raises(NotFoundError):
            act()
    assert post.numbers() == 0


# --- set aside -----------------------------------------------------------------------------


def test_what_nobody_knows_is_set_aside_and_becomes_nothing(post: Post) -> None:
    arrived = post.arrive(post.packet())

    assert arrived.case is None
    assert post.numbers() == 0
    (waits,) = referrals.see_set_aside(post.by())
    assert waits.fact.signed_by == post.partner.public


def test_what_is_set_aside_waits_once_and_lies_sealed(post: Post) -> None:
    packet = post.packet()
    post.arrive(packet)

    with pytest.raises(ReferralTwiceError):
        post.arrive(packet)

    (waits,) = referrals.see_set_aside(post.by())
    with post.files.open(waits.fact.file.seal.blob) as stored:
        assert packet[:20] not in stored.read()


def test_somebody_may_take_it_in_anyway_and_the_signers_words_stand_in_it(post: Post) -> None:
    post.arrive(post.packet())
    (waits,) = referrals.see_set_aside(post.by())

    case = referrals.take_anyway(post.by(), post.tray, waits.fact.referral)

    came = open_file(post.by(), case).case.came
    assert came is not None
    assert came.sender == referrals.sender_of(post.by(), post.partner.public)
    assert len(came.sender.split()) == 4
    assert referrals.see_set_aside(post.by()) == ()
    assert not post.world.door.keeps(waits.fact.file.seal.blob)


def test_once_the_partner_is_listed_it_is_taken_under_their_name(post: Post) -> None:
    post.arrive(post.packet())
    (waits,) = referrals.see_set_aside(post.by())
    post.listed()

    case = referrals.take_anyway(post.by(), post.tray, waits.fact.referral)

    came = open_file(post.by(), case).case.came
    assert came is not None
    assert came.sender == "A partner"


def test_what_is_thrown_away_is_gone_from_the_disk(post: Post) -> None:
    post.arrive(post.packet())
    (waits,) = referrals.see_set_aside(post.by())

    referrals.throw_away(post.by(), post.tray, waits.fact.referral)

    assert referrals.see_set_aside(post.by()) == ()
    assert not post.world.door.keeps(waits.fact.file.seal.blob)
    for again in (referrals.throw_away, referrals.take_anyway):
        with pytest.raises(NotFoundError):
            again(post.by(), post.tray, waits.fact.referral)


def test_what_came_meanwhile_by_a_listed_key_is_not_taken_twice(post: Post) -> None:
    receipt = new_receipt()
    post.arrive(post.packet(receipt))
    (waits,) = referrals.see_set_aside(post.by())
    post.listed().arrive(post.packet(receipt))

    with pytest.raises(ReferralTwiceError):
        referrals.take_anyway(post.by(), post.tray, waits.fact.referral)

    assert post.numbers() == 1
    assert referrals.see_set_aside(post.by()) == ()


# --- partners ------------------------------------------------------------------------------


def test_stewards_alone_list_partners_and_everybody_at_intake_sees_them(post: Post) -> None:
    for handle in ("lyra", "altair", "deneb"):
        with pytest.raises(NotFoundError):
            referrals.list_partner(post.by(handle), name="A", key=post.partner.public)

    post.listed()

    assert [one.name for one in referrals.see_partners(post.by("altair"))] == ["A partner"]
    with pytest.raises(NotFoundError):
        referrals.see_partners(post.by("rigel"))


def test_a_key_is_listed_once_and_taken_off_for_good(post: Post) -> None:
    post.listed()
    with pytest.raises(PartnerTwiceError):
        referrals.list_partner(post.by("vega"), name="Again", key=post.partner.public)

    referrals.unlist_partner(post.by("vega"), key=post.partner.public)

    assert post.arrive(post.packet()).case is None
    with pytest.raises(NotFoundError):
        referrals.unlist_partner(post.by("vega"), key=post.partner.public)


def test_a_partner_that_an_intake_worker_wrote_into_the_roster_is_none(post: Post) -> None:
    """With the database and their own keys: a signature alone entitles to nothing."""
    lyra = post.by()
    forged = PartnerListed(name="Mine", key=post.partner.public)
    write_with(lyra, [forged], lambda after: rotate(lyra, after))
    post.world.stores = post.world.fresh()

    assert post.by().roster.partners == ()
    assert post.by().roster.refused


def test_a_card_is_believed_only_with_the_words_that_were_heard(post: Post) -> None:
    card = PartnerCard(name="A partner", key=post.partner.public)
    content, vega = write_partner_card(card), post.by("vega")

    for words in ("", " ".join(card.words()[:7]), "apple " * 8):
        with pytest.raises(OtherWordsError):
            referrals.list_card(vega, content, words=words)
    with pytest.raises(NoCardError):
        referrals.list_card(vega, b"no card", words=" ".join(card.words()))

    referrals.list_card(vega, content, words=" ".join(card.words("ru")).upper())
    assert [one.key for one in referrals.see_partners(post.by())] == [post.partner.public]


def test_what_waits_in_the_mailbox_is_not_held_up(post: Post) -> None:
    post.world.ask()
    post.arrive(post.packet())

    collect(post.by())

    assert post.numbers() == 1
