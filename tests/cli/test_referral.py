"""`corridor referral`: what a partner does, on a machine where there is no desk."""

import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from corridor.base.ids import OrganisationId
from corridor.crypto.random import new_key
from corridor.crypto.receipt import Receipt, read_receipt
from corridor.crypto.secrets import SecretKey
from corridor.crypto.wrap import SealKey
from corridor.domain.intake import Wish
from corridor.services.referral_packets import (
    Card,
    open_referral,
    read_partner_card,
    write_card,
)
from tests.support.server import COMMAND

FORM = """\
language: ru
soon: hours
name: Журавль Серый
born: 1994

За ним приходили.

Дважды.
"""


@dataclass
class Partner:
    """A folder with the organisation's card in it, and no desk anywhere."""

    folder: Path

    def __post_init__(self) -> None:
        self.intake = SealKey(new_key())
        self.card = Card(
            organisation=OrganisationId(UUID(int=9)),
            epoch=1,
            name="Lighthouse Line",
            key=self.intake.public,
        )
        (self.folder / "intake.card").write_bytes(write_card(self.card))

    def run(self, *words: str, form: str = "") -> subprocess.CompletedProcess[str]:
        named = [str(self.folder / one) if "." in one else one for one in words]
        return subprocess.run(
            [COMMAND, "--data", str(self.folder / "nowhere"), "referral", *named],
            check=False,
            capture_output=True,
            text=True,
            input=form,
            timeout=60,
        )

    def with_key(self) -> "Partner":
        made = self.run("key", "own.key", "own.card", "--name", "A partner")
        assert made.returncode == 0, made.stderr
        return self

    def seal(self, form: str = FORM, *, words: str = "") -> subprocess.CompletedProcess[str]:
        said = words or " ".join(self.card.words())
        return self.run(
            "seal", "intake.card", "own.key", "packet.sealed", "--words", said, form=form
        )

    def names(self) -> set[str]:
        return {one.name for one in self.folder.iterdir()}


@pytest.fixture
def partner(tmp_path: Path) -> Partner:
    return Partner(tmp_path)


def test_a_partner_seals_what_the_organisation_opens(partner: Partner) -> None:
    sealed = partner.with_key().seal()

    packet = (partner.folder / "packet.sealed").read_bytes()
    opened = open_referral(packet, partner.card.organisation, [(1, partner.intake)])
    assert sealed.returncode == 0, sealed.stderr
    assert opened.referral.words == "За ним приходили.\n\nДважды."
    assert (opened.referral.soon, opened.referral.name) == (Wish.HOURS, "Журавль Серый")
    card = read_partner_card((partner.folder / "own.card").read_bytes())
    assert opened.signed_by == card.key


def test_the_code_for_the_person_is_shown_once_in_their_language(partner: Partner) -> None:
    shown = partner.with_key().seal().stdout

    packet = (partner.folder / "packet.sealed").read_bytes()
    opened = open_referral(packet, partner.card.organisation, [(1, partner.intake)])
    words, digits = shown.splitlines()[1:]
    code = Receipt(SecretKey(opened.referral.receipt))
    assert read_receipt(words).same_as(code)
    assert read_receipt(digits).same_as(code)
    assert words.strip() == " ".join(code.words("ru"))


def test_a_key_can_be_read_by_its_owner_alone_and_is_never_written_over(
    partner: Partner,
) -> None:
    partner.with_key()
    before = (partner.folder / "own.key").read_bytes()

    again = partner.run("key", "own.key", "own.card", "--name", "A partner")

    assert stat.S_IMODE((partner.folder / "own.key").stat().st_mode) == 0o600
    assert again.returncode == 2
    assert (partner.folder / "own.key").read_bytes() == before


def test_words_of_another_card_seal_nothing(partner: Partner) -> None:
    other = Card(
        organisation=partner.card.organisation, epoch=1, name="", key=SealKey(new_key()).public
    )

    refused = partner.with_key().seal(words=" ".join(other.words()))

    assert refused.returncode == 2
    assert "These are not the words of this card" in refused.stderr
    assert "packet.sealed" not in partner.names()


def test_a_card_says_by_which_words_it_is_compared(partner: Partner) -> None:
    shown = partner.run("card", "intake.card").stdout

    assert "Lighthouse Line" in shown
    assert " ".join(partner.card.words()) in shown


@pytest.mark.parametrize(
    ("form", "reason"),
    [
        ("", "words"),
        ("language: ru\n", "words"),
        ("language: ru\n\n   \n", "words"),
        ("soon: maybe\n\nPlease.", "soon: hours, days, can_wait or nothing"),
        ("came_on: yesterday\n\nPlease.", "came_on: a day as 2017-04-03"),
        ("came_on: 2090-01-01\n\nPlease.", "a day in it cannot be"),
        ("born: long ago\n\nPlease.", "born"),
        ("Журавль Серый\n\nPlease.", "Before the first empty line stand only"),
        ("language: ru\n\n" + "x" * 9000, "words"),
    ],
)
def test_a_form_that_cannot_be_sent_says_which_field_and_never_what_stood_in_it(
    partner: Partner, form: str, reason: str
) -> None:
    refused = partner.with_key().seal(form)

    assert refused.returncode == 2
    assert reason in refused.stderr
    assert refused.stdout == ""
    for word in ("Журавль", "yesterday", "long ago", "maybe"):
        assert word not in refused.stderr
    assert "packet.sealed" not in partner.names()


@pytest.mark.parametrize("spoiled", ["intake.card", "own.key"])
def test_a_spoiled_card_or_key_seals_nothing(partner: Partner, spoiled: str) -> None:
    partner.with_key()
    (partner.folder / spoiled).write_bytes(b"nothing of the kind")

    refused = partner.seal()

    assert refused.returncode == 2
    assert "This is no" in refused.stderr
    assert "packet.sealed" not in partner.names()


def test_the_form_that_is_printed_is_the_form_that_is_read(partner: Partner) -> None:
    form = partner.run("form").stdout

    sealed = partner.with_key().seal(form)

    assert sealed.returncode == 0, sealed.stderr


def test_nothing_but_what_was_asked_for_is_written_anywhere(partner: Partner) -> None:
    partner.with_key().seal()

    assert partner.names() == {"intake.card", "own.key", "own.card", "packet.sealed"}
    for name in partner.names():
        assert "приходили".encode() not in (partner.folder / name).read_bytes()
