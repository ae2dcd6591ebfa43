"""The one thing a person keeps: nine words or thirty digits that open their page.

A receipt is 91 random bits and a checksum of 8. The three keys that come from it have labels
of their own: who sees the key by which a dialogue is looked up learns nothing of the key that
opens it, and guessing 91 bits is out of reach without stretching, so a stranger's guesses cost
the desk nothing.
"""

import re
import unicodedata
from typing import Final, NoReturn

from typing_extensions import override

from corridor.crypto.derive import derive
from corridor.crypto.digest import digest, same, tag
from corridor.crypto.random import random_bytes
from corridor.crypto.secrets import SecretKey
from corridor.crypto.word_lists import (
    BITS_IN_A_WORD,
    find_word,
    list_languages,
    neighbours,
    word_list,
)

SECRET_BITS: Final = 91
CHECK_BITS: Final = 8
WORDS: Final = 9
DIGITS: Final = 30
_SECRET_BYTES: Final = 13
_DIGITS_IN_A_GROUP: Final = 5
_CHECK_LABEL: Final = b"corridor/1/receipt/check"
_DERIVED_LABEL: Final = b"corridor/1/receipt/derived"
_LONGEST_TEXT: Final = 2_000
_NUMBERING: Final = re.compile(r"^\d+[.):]*")
_BETWEEN: Final = re.compile(r"[\s,;.:()\[\]\"'«»“”‘’`|/\\–—_-]+")


class ReceiptError(Exception):
    """What was typed is no receipt. Carries nothing that a log could keep."""


class ReceiptSlipError(ReceiptError):
    """One word is not of our lists. `position` counts from 1.

    `typed_is_word` is false when letters and digits stand mixed in one word.
    """

    def __init__(
        self, *, position: int, typed_is_word: bool, suggestions: tuple[str, ...]
    ) -> None:
        super().__init__()
        self.position = position
        self.typed_is_word = typed_is_word
        self.suggestions = suggestions


class ReceiptLengthError(ReceiptError):
    """Too few or too many: `found` words, or digits when only digits were typed."""

    def __init__(self, *, found: int, in_digits: bool) -> None:
        super().__init__()
        self.found = found
        self.in_digits = in_digits


class ReceiptChecksumError(ReceiptError):
    """Every word is ours, and yet they were never given out together."""


class Receipt:
    """A secret: it cannot be printed, hashed, compared by accident or pickled."""

    __slots__ = ("_secret",)

    def __init__(self, secret: SecretKey) -> None:
        number = int.from_bytes(secret.reveal(), "big")
        if len(secret.reveal()) != _SECRET_BYTES or number >> SECRET_BITS:
            raise ValueError("a receipt is 91 bits in 13 bytes")
        self._secret = secret

    def words(self, language: str) -> tuple[str, ...]:
        listed = word_list(language)
        number = self._number()
        places = (number >> BITS_IN_A_WORD * left for left in reversed(range(WORDS)))
        return tuple(listed[place % len(listed)] for place in places)

    def digits(self) -> str:
        """Thirty digits in groups of five."""
        row = f"{self._number():0{DIGITS}d}"
        starts = range(0, DIGITS, _DIGITS_IN_A_GROUP)
        return " ".join(row[start : start + _DIGITS_IN_A_GROUP] for start in starts)

    def packed(self) -> SecretKey:
        """The 91 bits in 13 bytes, for a sealed token. `Receipt` takes them back."""
        return self._secret

    def lookup_key(self) -> bytes:
        """What finds the dialogue. It opens nothing."""
        return derive(self._secret, label=b"receipt/lookup").reveal()

    def wrap_key(self) -> SecretKey:
        return derive(self._secret, label=b"receipt/wrap")

    def signing_seed(self) -> SecretKey:
        return derive(self._secret, label=b"receipt/sign")

    def same_as(self, other: "Receipt") -> bool:
        """Compare in constant time."""
        return same(self.lookup_key(), other.lookup_key())

    def _number(self) -> int:
        secret = self._secret.reveal()
        return int.from_bytes(secret + _checksum(secret), "big")

    @override
    def __repr__(self) -> str:
        return "Receipt(<hidden>)"

    @override
    def __eq__(self, other: object) -> bool:
        raise TypeError("compare receipts with same_as")

    @override
    def __reduce__(self) -> NoReturn:
        raise TypeError("a Receipt is never pickled")

    __hash__ = None  # type: ignore[assignment]


def new_receipt() -> Receipt:
    return _of_random(random_bytes(_SECRET_BYTES))


def derived_receipt(key: SecretKey, *, place: bytes) -> Receipt:
    """The same each time for who holds `key`; for everybody else as random as any other."""
    return _of_random(tag(key, _DERIVED_LABEL, place)[:_SECRET_BYTES])


def _of_random(drawn: bytes) -> Receipt:
    left_out = 8 * _SECRET_BYTES - SECRET_BITS
    number = int.from_bytes(drawn, "big") >> left_out
    return Receipt(SecretKey(number.to_bytes(_SECRET_BYTES, "big")))


def read_receipt(text: str, language_hint: str | None = None) -> Receipt:
    """Read what a person typed, however they wrote it down; say what is wrong, or return.

    The hint decides only where two lists explain the words equally well. A receipt that was
    written down as an ordinary note is read, too: what stands around it is passed over.
    """
    plain = _plain(text[:_LONGEST_TEXT])
    try:
        return _read_bare(plain, hint=language_hint)
    except ReceiptError as slip:
        try:
            return _read_note(plain)
        except ReceiptError:
            raise slip from None


def _read_bare(plain: str, *, hint: str | None) -> Receipt:
    if not any(letter.isalpha() for letter in plain):
        return _from_number(_read_digits(plain))
    typed = _typed_words(plain)
    return _from_number(_read_words(typed, language=_language_of(typed, hint=hint)))


def _read_note(plain: str) -> Receipt:
    """Thirty digits with words between them, or nine words of one list among others."""
    if sum(sign.isdecimal() for sign in plain) == DIGITS:
        return _from_number(_read_digits(plain))
    typed = _typed_words(plain)
    language = _language_of(typed, hint=None)
    ours = tuple(word for word in typed if find_word(word, language=language) is not None)
    return _from_number(_read_words(ours, language=language))


def _plain(text: str) -> str:
    """Lower case, one form for each letter, no stress marks, no invisible characters."""
    lowered = unicodedata.normalize("NFC", text.lower()).replace("ё", "е")
    marks = {"Mn", "Cf"}
    return "".join(sign for sign in lowered if unicodedata.category(sign) not in marks)


def _typed_words(plain: str) -> tuple[str, ...]:
    """The words without their numbering: "1. maple", "2) river", "3.candle"."""
    unnumbered = (_NUMBERING.sub("", chunk) for chunk in plain.split())
    parts = (part for chunk in unnumbered for part in _BETWEEN.split(chunk))
    return tuple(part for part in parts if any(sign.isalpha() for sign in part))


def _language_of(typed: tuple[str, ...], *, hint: str | None) -> str:
    def known(language: str) -> tuple[int, bool]:
        found = sum(find_word(word, language=language) is not None for word in typed)
        return found, language == hint

    return max(list_languages(), key=known)


def _read_words(typed: tuple[str, ...], *, language: str) -> int:
    number = 0
    for position, word in enumerate(typed, start=1):
        place = find_word(word, language=language)
        if place is None:
            raise ReceiptSlipError(
                position=position,
                typed_is_word=word.isalpha(),
                suggestions=neighbours(word, language=language),
            )
        number = (number << BITS_IN_A_WORD) | place
    if len(typed) != WORDS:
        raise ReceiptLengthError(found=len(typed), in_digits=False)
    return number


def _read_digits(plain: str) -> int:
    values = [unicodedata.decimal(sign) for sign in plain if sign.isdecimal()]
    if len(values) != DIGITS:
        raise ReceiptLengthError(found=len(values), in_digits=bool(values))
    return int("".join(str(value) for value in values))


def _from_number(number: int) -> Receipt:
    if number >> (SECRET_BITS + CHECK_BITS):
        raise ReceiptChecksumError
    secret = (number >> CHECK_BITS).to_bytes(_SECRET_BYTES, "big")
    if not same(_checksum(secret), (number % (1 << CHECK_BITS)).to_bytes(1, "big")):
        raise ReceiptChecksumError
    return Receipt(SecretKey(secret))


def _checksum(secret: bytes) -> bytes:
    return digest(_CHECK_LABEL, secret)[:1]
