"""What words for the public face must keep: placeholders, forms, length; no hidden signs."""

import re
import unicodedata
from typing import Final

from corridor.domain.errors import EmptyFieldError, TooLongError
from corridor.domain.languages import plural_cases
from corridor.domain.wording_errors import HiddenSignError, SlotsChangedError, StrayMarkError
from corridor.domain.wordings import Forms, Sentence

# What a sentence is filled with, and the marks of a link: they are kept, each as often.
SLOT: Final = re.compile(r"%\(\w+\)[a-z]|%%|%[a-z]|\{\w*\}|<[^<>]*>")
_LEFT_OVER: Final = re.compile(r"[<>%{}]")
_SPACES: Final = re.compile(r"\s+")
# Joiners and the soft hyphen are spelling in some languages.
_SPELLING: Final = frozenset("\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{SOFT HYPHEN}")
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_ROOM: Final = 80
_TIMES: Final = 3


def field_of(place: int) -> str:
    """The name under which a form sends the words of one plural case."""
    return f"form-{place}"


def room(sentence: Sentence) -> int:
    """How many letters the words may have: what other languages need, and no essay."""
    return _ROOM + _TIMES * max(len(one) for one in sentence.english)


def cases(sentence: Sentence, language: str) -> int:
    return len(plural_cases(language)) if sentence.plural else 1


def phrased(sentence: Sentence, forms: Forms, *, language: str) -> Forms:
    """Words that can stand for the sentence, cleaned; a refusal names the form."""
    wanted = cases(sentence, language)
    if len(forms) != wanted:
        raise EmptyFieldError(field_of(min(len(forms), wanted - 1)))
    return tuple(
        _phrase(sentence, form, field=field_of(place)) for place, form in enumerate(forms)
    )


def _phrase(sentence: Sentence, form: str, *, field: str) -> str:
    words = unicodedata.normalize("NFC", _SPACES.sub(" ", form).strip())
    if not words:
        raise EmptyFieldError(field)
    if any(_hidden(sign) for sign in words):
        raise HiddenSignError(field)
    if len(words) > room(sentence):
        raise TooLongError(field, room(sentence))
    _same_slots(sentence, words, field=field)
    return words


def _hidden(sign: str) -> bool:
    return unicodedata.category(sign) in _UNSEEN and sign not in _SPELLING


def _same_slots(sentence: Sentence, words: str, *, field: str) -> None:
    """Named placeholders may change places; links and unnamed ones keep their order."""
    english = sentence.plural or sentence.text
    wanted, found = SLOT.findall(english), SLOT.findall(words)
    if sorted(wanted) != sorted(found) or _in_order(wanted) != _in_order(found):
        raise SlotsChangedError(field)
    if _LEFT_OVER.search(SLOT.sub("", words)) and not _LEFT_OVER.search(SLOT.sub("", english)):
        raise StrayMarkError(field)


def _in_order(slots: list[str]) -> list[str]:
    return [slot for slot in slots if not slot.startswith("%(")]
