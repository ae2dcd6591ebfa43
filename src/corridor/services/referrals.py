"""Referrals that partners send sealed: opened, believed or set aside, and entered once."""

from dataclasses import dataclass
from typing import Final

from corridor.base.ids import ChainId, ImportId
from corridor.crypto.digest import sha256
from corridor.crypto.random import new_uuid
from corridor.crypto.receipt import Receipt
from corridor.crypto.secrets import SecretKey
from corridor.crypto.word_lists import list_languages
from corridor.domain import partners, referrals
from corridor.domain.access import Compartment
from corridor.domain.attachments import Category, File
from corridor.domain.errors import NotFoundError
from corridor.domain.intake import Channel
from corridor.domain.journal import Opened, Opening
from corridor.domain.list_errors import (
    NoCardError,
    OtherWordsError,
    ReferralFaultError,
    ReferralTwiceError,
)
from corridor.domain.partners import Partner, PartnerFact, PartnerListed, Partners
from corridor.domain.policy import Act
from corridor.domain.referrals import LARGEST_PACKET
from corridor.domain.set_aside import ReferralSetAside, ReferralSettled, SetAside, fold
from corridor.ledger.errors import ConflictError
from corridor.services.asking import lookup_of
from corridor.services.casefiles import open_file
from corridor.services.chains import case_chain, dialogue_chain, imports_chain
from corridor.services.desk import Desk
from corridor.services.entering_rows import Origin, take_row
from corridor.services.import_chain import import_records, write_import_fact
from corridor.services.import_lists import Tray, shelf_of
from corridor.services.journal import note_as_member
from corridor.services.members import write_with
from corridor.services.referral_packets import (
    Card,
    CardError,
    OpenedPacket,
    open_referral,
    partner_words,
    read_partner_card,
)
from corridor.services.rotating import rotate
from corridor.services.sealed_files import Label, OpenedFile, arriving

_LABEL: Final = Label(name="", declared="", category=Category.OTHER)
_WORDS_OF_A_STRANGER: Final = 4


@dataclass(frozen=True, kw_only=True)
class Arrived:
    """What became of a packet: a request, or one more that waits. `is_old`: the card was."""

    case: ChainId | None
    is_old: bool = False


# --- cards and partners --------------------------------------------------------------------


def intake_card(desk: Desk) -> Card:
    """What partners seal to. Public: it opens nothing."""
    desk.door(Act.SEE_PARTNERS)
    keyed = desk.keyed(Compartment.INTAKE)
    return Card(
        organisation=desk.organisation,
        epoch=keyed.epoch,
        name=desk.settings.name,
        key=keyed.public_key,
    )


def list_card(desk: Desk, content: bytes, *, words: str) -> None:
    """Believe a partner's card once somebody has heard its words from them."""
    desk.door(Act.LIST_PARTNERS)
    try:
        card = read_partner_card(content)
    except CardError:
        raise NoCardError("card") from None
    if not any(same_words(words, card.words(language)) for language in list_languages()):
        raise OtherWordsError("words")
    list_partner(desk, name=card.name, key=card.key)


def same_words(said: str, words: tuple[str, ...]) -> bool:
    return tuple(said.lower().split()) == words


def see_partners(desk: Desk) -> Partners:
    desk.door(Act.SEE_PARTNERS)
    return desk.roster.partners


def list_partner(desk: Desk, *, name: str, key: bytes) -> None:
    desk.door(Act.LIST_PARTNERS)
    draft = PartnerListed(name=name, key=key)
    _write_roster(desk, partners.listed(desk.roster.partners, draft))


def unlist_partner(desk: Desk, *, key: bytes) -> None:
    desk.door(Act.LIST_PARTNERS)
    _write_roster(desk, partners.unlisted(desk.roster.partners, key))


def _write_roster(desk: Desk, fact: PartnerFact) -> None:
    write_with(desk, [fact], lambda after: rotate(desk, after))


# --- a packet arrives ----------------------------------------------------------------------


def arrive(desk: Desk, tray: Tray, packet: bytes) -> Arrived:
    """Believe what a listed partner signed; set aside what opens well and nobody knows."""
    desk.door(Act.OPEN_REFERRALS)
    opened = _open(desk, packet)
    is_old = opened.epoch < desk.keyed(Compartment.INTAKE).epoch
    partner = partners.find(desk.roster.partners, opened.signed_by)
    if partner is not None:
        return Arrived(case=_enter(desk, opened, sender=partner.name, tray=tray), is_old=is_old)
    _refuse_twice(desk, opened, tray)
    _set_aside(desk, tray, packet, opened)
    return Arrived(case=None, is_old=is_old)


def _open(desk: Desk, packet: bytes) -> OpenedPacket:
    """By every key of intake that this member still holds: an older card opens, too."""
    compartment = desk.compartment(Compartment.INTAKE)
    held = [(key.epoch, key.seal_key()) for key in desk.keys if key.compartment == compartment]
    opened = open_referral(packet, desk.organisation, held)
    referrals.believed(opened.referral, today=desk.today(), languages=desk.settings.languages)
    return opened


def _enter(desk: Desk, opened: OpenedPacket, *, sender: str, tray: Tray) -> ChainId:
    """A packet that was cut off half way is completed; a whole one comes once."""
    receipt = _refuse_twice(desk, opened, tray)
    row = referrals.believed(
        opened.referral, today=desk.today(), languages=desk.settings.languages
    )
    origin = Origin(sender=sender, channel=Channel.PARTNER)
    try:
        return take_row(desk, row, origin, receipt=receipt, pepper=tray.pepper).case
    except ConflictError:  # the same person has withdrawn: it does not come again
        raise ReferralTwiceError("packet") from None


def _refuse_twice(desk: Desk, opened: OpenedPacket, tray: Tray) -> Receipt:
    try:
        receipt = Receipt(SecretKey(opened.referral.receipt))
    except ValueError:
        raise ReferralFaultError("packet") from None
    if _is_here(desk, dialogue_chain(lookup_of(tray.pepper, receipt))):
        raise ReferralTwiceError("packet")
    return receipt


def _is_here(desk: Desk, dialogue: ChainId) -> bool:
    case = case_chain(dialogue)
    if desk.stores.desk.head(case) is None:
        return False
    try:
        return open_file(desk, case).case.came is not None
    except NotFoundError:
        return True


# --- set aside -----------------------------------------------------------------------------


def see_set_aside(desk: Desk) -> tuple[SetAside, ...]:
    desk.door(Act.OPEN_REFERRALS)
    return tuple(fold(import_records(desk)).values())


def take_anyway(desk: Desk, tray: Tray, referral: ImportId) -> ChainId:
    """Somebody has asked the sender, or needs no sender to believe: their name stands in it."""
    desk.door(Act.OPEN_REFERRALS)
    waits = _waiting(desk, referral)
    note_as_member(
        desk,
        Opened(member=desk.me, chain=imports_chain(desk.organisation), what=Opening.LIST),
    )
    file = File(attached=waits.fact.file, at=waits.at, by=None, height=waits.height)
    with OpenedFile(shelf_of(desk, tray), file) as stored:
        packet = b"".join(stored.read())
    opened = _open(desk, packet)
    try:
        case = _enter(desk, opened, sender=sender_of(desk, opened.signed_by), tray=tray)
    except ReferralTwiceError:
        _settle(desk, tray, waits)
        raise
    _settle(desk, tray, waits)
    return case


def throw_away(desk: Desk, tray: Tray, referral: ImportId) -> None:
    desk.door(Act.OPEN_REFERRALS)
    _settle(desk, tray, _waiting(desk, referral))


def sender_of(desk: Desk, key: bytes) -> str:
    """A listed partner's name; of a stranger the first words of their key."""
    partner: Partner | None = partners.find(desk.roster.partners, key)
    if partner is not None:
        return partner.name
    return " ".join(partner_words(key)[:_WORDS_OF_A_STRANGER])


def _waiting(desk: Desk, referral: ImportId) -> SetAside:
    found = fold(import_records(desk)).get(referral)
    if found is None:
        raise NotFoundError
    return found


def _set_aside(desk: Desk, tray: Tray, packet: bytes, opened: OpenedPacket) -> None:
    """Kept as it came, and sealed once more by this desk. The same packet waits once."""
    known = {one.fact.file.digest for one in fold(import_records(desk)).values()}
    if sha256(packet) in known:
        raise ReferralTwiceError("packet")
    shelf = shelf_of(desk, tray)
    with arriving(shelf, largest=LARGEST_PACKET) as one:
        one.write(packet)
        attached = one.close(_LABEL)
        tray.files.finish(one.blob)
        fact = ReferralSetAside(
            referral=ImportId(new_uuid()), file=attached, signed_by=opened.signed_by
        )
        write_import_fact(desk, fact)


def _settle(desk: Desk, tray: Tray, waits: SetAside) -> None:
    write_import_fact(desk, ReferralSettled(referral=waits.fact.referral))
    tray.files.clear(imports_chain(desk.organisation))
