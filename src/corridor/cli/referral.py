"""`corridor referral`: a partner seals what they know of somebody to an organisation's intake.

It needs no desk. What is said of a person comes on standard input and never stands in the words
of a command, which others on the machine can see.
"""

import argparse
import os
import sys
from base64 import b64decode, b64encode
from datetime import date
from pathlib import Path
from typing import Final

from corridor.base.clock import system_clock
from corridor.crypto.random import new_key
from corridor.crypto.receipt import Receipt, new_receipt
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SigningKey
from corridor.crypto.word_lists import list_languages
from corridor.domain.errors import FieldRefusalError, RefusalError
from corridor.domain.intake import Wish
from corridor.domain.list_errors import ReferralFaultError
from corridor.domain.referrals import Referral, checked
from corridor.domain.words import LINE_LIMIT, line
from corridor.services.referral_packets import (
    LARGEST_CARD,
    Card,
    CardError,
    PartnerCard,
    read_card,
    seal_referral,
    write_partner_card,
)

FORM: Final = """\
language: en
soon: days
came_on:
name:
born:
phone:
email:
reference:

Write here what is happening, in their words. Everything below the first empty line is sent.
"""
_FIELDS: Final = ("language", "soon", "came_on", "name", "born", "phone", "email", "reference")
_KEY_LENGTH: Final = 32
_LONGEST: Final = 64 * 1024
_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL
UNUSABLE: Final = 2


class CannotError(Exception):
    """A sentence for the terminal; it names a field, never what stands in it."""


def describe(parser: argparse.ArgumentParser) -> None:
    acts = parser.add_subparsers(dest="act", metavar="ACT", required=True)
    acts.add_parser("form", help="print the form that is filled in for one person")
    key = acts.add_parser("key", help="make a key of your own, once, and a card of it")
    key.add_argument("key", type=Path, help="a new file that only you can read")
    key.add_argument("card", type=Path, help="a new file that you give to the organisation")
    key.add_argument("--name", required=True, help="what your organisation is called")
    card = acts.add_parser("card", help="show the words by which a card is compared")
    card.add_argument("card", type=Path, help="the organisation's card")
    seal = acts.add_parser("seal", help="seal the form on standard input into a new file")
    seal.add_argument("card", type=Path, help="the organisation's card")
    seal.add_argument("key", type=Path, help="your key")
    seal.add_argument("packet", type=Path, help="a new file that you send")
    seal.add_argument("--words", required=True, help="the eight words that you compared")


def run(arguments: argparse.Namespace) -> int:
    try:
        sys.stdout.write(_done(arguments))
    except CannotError as cannot:
        sys.stderr.write(f"{cannot}\n")
        return UNUSABLE
    return 0


def _done(arguments: argparse.Namespace) -> str:
    match arguments.act:
        case "form":
            return FORM
        case "key":
            return _make_key(arguments)
        case "card":
            return _said_of(_card(arguments.card))
        case _:
            return _seal(arguments)


def _make_key(arguments: argparse.Namespace) -> str:
    seed = new_key()
    try:
        name = line(arguments.name, field="name", limit=LINE_LIMIT)
    except RefusalError:
        raise CannotError("Give a name of one line.") from None
    card = PartnerCard(name=name, key=SigningKey(seed).public)
    _write(arguments.key, b64encode(seed.reveal()) + b"\n")
    _write(arguments.card, write_partner_card(card))
    return f"Read these words to the organisation: {' '.join(card.words())}\n"


def _said_of(card: Card) -> str:
    return f"{card.name}\nCompare these words with theirs: {' '.join(card.words())}\n"


def _seal(arguments: argparse.Namespace) -> str:
    card, key = _card(arguments.card), _key(arguments.key)
    if tuple(arguments.words.lower().split()) not in _all_words(card):
        raise CannotError("These are not the words of this card. Ask the organisation again.")
    receipt = new_receipt()
    try:
        referral = checked(_referral(sys.stdin.read(_LONGEST), receipt), today=_today())
        packet = seal_referral(card, referral, by=key)
    except ReferralFaultError:
        raise CannotError("The form is too long, or a day in it cannot be.") from None
    except FieldRefusalError as refusal:
        raise CannotError(f"This cannot stand in the form: {refusal.field}.") from None
    _write(arguments.packet, packet)
    language = referral.language if referral.language in list_languages() else "en"
    return (
        "Hand this code to the person, and keep no copy. It opens their page:\n"
        f"  {' '.join(receipt.words(language))}\n  {receipt.digits()}\n"
    )


def _all_words(card: Card) -> list[tuple[str, ...]]:
    return [card.words(language) for language in list_languages()]


def _referral(text: str, receipt: Receipt) -> Referral:
    """Lines of `field: words`, an empty line, and then what is happening."""
    head, _, words = text.replace("\r\n", "\n").partition("\n\n")
    said = dict(_field(one) for one in head.splitlines() if one.strip())
    return Referral(
        receipt=receipt.packed().reveal(),
        made_on=_today(),
        language=said.get("language", "") or "en",
        words=words,
        soon=_wish(said.get("soon", "")),
        came_on=_day(said.get("came_on", "")),
        name=said.get("name", ""),
        born=said.get("born", ""),
        phone=said.get("phone", ""),
        email=said.get("email", ""),
        reference=said.get("reference", ""),
    )


def _field(text: str) -> tuple[str, str]:
    name, colon, words = text.partition(":")
    if not colon or name.strip() not in _FIELDS:
        raise CannotError(f"Before the first empty line stand only: {', '.join(_FIELDS)}.")
    return name.strip(), words.strip()


def _wish(text: str) -> Wish:
    try:
        return Wish(text or Wish.UNSAID)
    except ValueError:
        raise CannotError("soon: hours, days, can_wait or nothing.") from None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise CannotError("came_on: a day as 2017-04-03, or nothing.") from None


def _today() -> date:
    return system_clock().date()


def _card(path: Path) -> Card:
    try:
        return read_card(_read(path))
    except CardError:
        raise CannotError("This is no card of an organisation.") from None


def _key(path: Path) -> SigningKey:
    try:
        seed = b64decode(_read(path).strip(), validate=True)
    except ValueError:
        raise CannotError("This is no key.") from None
    if len(seed) != _KEY_LENGTH:
        raise CannotError("This is no key.")
    return SigningKey(SecretKey(seed))


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(LARGEST_CARD + 1)
    except OSError:
        raise CannotError("A file cannot be read.") from None


def _write(path: Path, content: bytes) -> None:
    """A new file that only its owner can read: nothing is written over."""
    try:
        handle = os.open(path, _NEW, 0o600)
    except OSError:
        raise CannotError("A new file cannot be made there.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(content)
