"""A name as it was typed, to words: unseen signs out, look-alike letters mended."""

import re
import unicodedata
from typing import Final

# Zero-width and direction signs, soft hyphen, accents that stand by themselves, ties.
_UNSEEN: Final = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufe00-\ufe0f\ufeff"
    "\u0300\u0301\u0361\ufe20\ufe21]"
)
_MARKS: Final = re.compile(
    "['\u0060\u00b4\u02b9\u02ba\u02bb\u02bc\u2018\u2019\"\u201c\u201d\u201e]"
)
_WORD: Final = re.compile(r"[^\W_]+")
_LATIN: Final = re.compile("[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_CYRILLIC: Final = re.compile("[\u0400-\u052f]")

# Latin and Cyrillic letters that nobody tells apart by looking.
_ALIKE: Final = (
    "AА aа BВ CС cс EЕ eе HН IІ iі JЈ jј KК kк MМ OО oо PР pр SЅ sѕ TТ XХ xх YУ yу dԁ hһ ËЁ ëё"
)
_TO_LATIN: Final = str.maketrans(
    {pair[1]: pair[0] for pair in _ALIKE.split()} | {"ь": "", "ъ": ""}
)
_TO_CYRILLIC: Final = str.maketrans({pair[0]: pair[1] for pair in _ALIKE.split()})
_ONLY_ALIKE: Final = re.compile(f"[{_ALIKE[1::3]}]+")
# The sign of Chechen and Avar that few keyboards have is typed as a capital i, an l or a one.
_PALOCHKA: Final = re.compile("(?<=[кпцчтхгКПЦЧТХГ])[Il1]|^[1I]")


def words_of(name: str) -> list[str]:
    """The words in the order typed. Marks inside a word go; anything else parts words."""
    if name.isascii():
        return _WORD.findall(_MARKS.sub("", name))
    whole = _MARKS.sub("", _UNSEEN.sub("", unicodedata.normalize("NFKC", name)))
    words: list[str] = _WORD.findall(whole)
    if not _CYRILLIC.search(whole):
        return words
    return [_in_one_alphabet(word, beside=words) for word in words]


def _in_one_alphabet(word: str, *, beside: list[str]) -> str:
    """Letters of another alphabet that look the same are read as what surrounds them."""
    if not _CYRILLIC.search(word):
        return word
    as_cyrillic = _PALOCHKA.sub("\u04cf", word).translate(_TO_CYRILLIC)
    if _LATIN.search(as_cyrillic):
        return word.translate(_TO_LATIN)
    dressed_up = _ONLY_ALIKE.fullmatch(word) and any(map(_surely_latin, beside))
    return word.translate(_TO_LATIN) if dressed_up else as_cyrillic


def _surely_latin(word: str) -> bool:
    return _LATIN.search(word.translate(_TO_CYRILLIC)) is not None


def undressed(text: str) -> str:
    """Without accents, as a list of words would have it."""
    if text.isascii():
        return text
    parted = unicodedata.normalize("NFKD", text)
    return "".join([sign for sign in parted if not unicodedata.combining(sign)])
