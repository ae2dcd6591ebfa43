"""In which words the public face speaks: what is shipped, and what was written over it.

Django asks one object for every sentence of a request. Here that object looks into the words
that the organisation wrote and reviewed, then into the shipped ones. What a further language
lacks is said in English, between two signs that no keyboard writes; when the page is whole
they become its `lang` and `dir`, so that no screen reader reads English as that language.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from html import escape
from typing import Any, Final

from django.utils import translation
from django.utils.safestring import SafeString
from django.utils.translation import trans_real

from corridor.domain.languages import plural_place
from corridor.domain.wordings import SOURCE_LANGUAGE, Forms, Sentence
from corridor.services.public_words import PublicWords
from corridor.web.sentences import SHIPPED

_BEGIN, _END = "\N{START OF TEXT}", "\N{END OF TEXT}"
_CONTEXT: Final = "\N{END OF TRANSMISSION}"
_TAG: Final = re.compile(r"(<[^<>]*>)")
# Where a page holds bare text or an attribute, no element can say which language it is.
_BARE: Final = re.compile(
    r"<(title|textarea|option)\b[^>]*>.*?</\1>|<[^>]*>", re.DOTALL | re.IGNORECASE
)


def _asked() -> Any:
    """Where Django keeps the object that it asks in this thread: it has no public name."""
    return trans_real._active  # type: ignore[attr-defined]  # noqa: SLF001


class Plain(str):
    """Words that somebody wrote at a desk: no tag can mark them as safe, so all escape them."""

    __slots__ = ()

    def __html__(self) -> SafeString:
        return SafeString(escape(str.__str__(self)))


class Speech:
    """What Django asks for each sentence. `markup`: the answer goes into a page as it is."""

    def __init__(self, language: str, words: PublicWords, *, markup: bool = False) -> None:
        self._language, self._words, self._markup = language, words, markup
        self._said = _by_lookup(words.said(language))
        self._english = _by_lookup(words.said(SOURCE_LANGUAGE))
        self._under = trans_real.translation(language)
        self._shipped = language in SHIPPED

    def in_markup(self) -> "Speech":
        return Speech(self._language, self._words, markup=True)

    def language(self) -> str:
        return self._language

    def to_language(self) -> str:
        return self._language

    def gettext(self, message: str) -> str:
        said = self._said.get(message)
        if said is not None:
            return self._shown(said[0], message)
        shipped = str(self._under.gettext(message))
        if self._shipped or shipped != message:
            return shipped
        return self._in_english(message, message, place=0)

    def ngettext(self, singular: str, plural: str, number: int) -> str:
        said = self._said.get(singular)
        if said is not None:
            return self._shown(said[plural_place(self._language, number)], singular)
        shipped = str(self._under.ngettext(singular, plural, number))
        if self._shipped or shipped not in {singular, plural}:
            return shipped
        return self._in_english(singular, shipped, place=plural_place("en", number))

    def _in_english(self, lookup: str, shipped: str, *, place: int) -> str:
        corrected = self._english.get(lookup)
        if corrected is not None:
            return f"{_BEGIN}{self._shown(corrected[place], lookup)}{_END}"
        return f"{_BEGIN}{shipped.rpartition(_CONTEXT)[2]}{_END}"

    def _shown(self, words: str, lookup: str) -> str:
        if not self._markup:
            return Plain(words)
        links = set(_TAG.findall(lookup))
        parts = _TAG.split(words)
        return "".join(part if part in links else escape(part) for part in parts)


def _by_lookup(said: Mapping[Sentence, Forms]) -> dict[str, Forms]:
    return {
        f"{one.context}{_CONTEXT}{one.text}" if one.context else one.text: forms
        for one, forms in said.items()
    }


@contextmanager
def speaking(speech: Speech) -> Iterator[None]:
    """For the length of a request."""
    with as_shipped(speech.language()):
        _asked().value = speech
        yield


@contextmanager
def as_shipped(language: str) -> Iterator[None]:
    """In the words of the release. Django's own override would forget who spoke before it."""
    before = getattr(_asked(), "value", None)
    try:
        with translation.override(language):
            yield
    finally:
        if before is not None:
            _asked().value = before


@contextmanager
def as_markup() -> Iterator[None]:
    """Around a tag whose words go into the page unescaped."""
    now = getattr(_asked(), "value", None)
    if not isinstance(now, Speech):
        yield
        return
    _asked().value = now.in_markup()
    try:
        yield
    finally:
        _asked().value = now


def spelled_out(page: str) -> str:
    """The page with every English sentence in it marked as such, where it can be."""
    bare = _BARE.sub(lambda found: found[0].replace(_BEGIN, "").replace(_END, ""), page)
    marked = f'<span lang="{SOURCE_LANGUAGE}" dir="ltr">'
    return bare.replace(_BEGIN, marked).replace(_END, "</span>")


def in_english(words: str) -> bool:
    """Whether a further language has no words of its own for this sentence."""
    return _BEGIN in words


def said_in_english(drawn: bytes) -> bool:
    return _BEGIN.encode() in drawn
