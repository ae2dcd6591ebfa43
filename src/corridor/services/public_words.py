"""What the public face may read of the organisation's words: reviewed, signed, no names in it.

DIR/wording holds one line with the signature and then the words. The desk writes it whole when
words were reviewed or a language was offered; a public process reads it again when it changed.
It is signed by the service key, whose public side is pinned in the desk file, and bound to the
organisation: what anybody else put there is not said.
"""

import os
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from corridor.base.ids import OrganisationId
from corridor.crypto.errors import SignatureError
from corridor.crypto.sign import SigningKey, verify
from corridor.domain.reviewing import Line
from corridor.domain.wordings import SOURCE_LANGUAGE, Forms, Sentence, Wordings, spoken
from corridor.services.premises import write_whole

FILE: Final = "wording"
_LABEL: Final = b"corridor/1/wording/"
_LARGEST: Final = 8 * 1024 * 1024


class SaidSentence(msgspec.Struct, frozen=True, kw_only=True):
    sentence: Sentence
    forms: Forms


class SaidLanguage(msgspec.Struct, frozen=True, kw_only=True):
    language: str
    said: tuple[SaidSentence, ...]


class PublicWords(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`offered` are the languages beside those that the desk was founded with."""

    format: int = 1
    offered: tuple[str, ...] = ()
    languages: tuple[SaidLanguage, ...] = ()

    def said(self, language: str) -> Mapping[Sentence, Forms]:
        found = next((one for one in self.languages if one.language == language), None)
        return {} if found is None else {one.sentence: one.forms for one in found.said}


NOTHING_WRITTEN: Final = PublicWords()


def public_words(
    wordings: Wordings, *, founded: Sequence[str], sentences: Mapping[str, Iterable[Sentence]]
) -> PublicWords:
    """Only languages that strangers may choose, only words that count."""
    offered = tuple(one for one in wordings.offered if one not in founded)
    shown = [*founded, *offered]
    languages = [_language(wordings, one, sentences.get(one, ())) for one in shown]
    return PublicWords(offered=offered, languages=tuple(one for one in languages if one.said))


def newest_words(
    wordings: Wordings, language: str, *, lines: Iterable[Line], english: Iterable[Sentence]
) -> PublicWords:
    """For a look at a page: the newest words of one language, read by a second or not."""
    said = tuple(
        SaidSentence(sentence=one.sentence, forms=one.told.newest.forms)
        for one in lines
        if one.told is not None and one.told.newest.forms
    )
    here = SaidLanguage(language=language, said=said)
    if language == SOURCE_LANGUAGE:
        return PublicWords(offered=(language,), languages=(here,))
    corrected = _language(wordings, SOURCE_LANGUAGE, english)
    return PublicWords(offered=(language,), languages=(here, corrected))


def _language(wordings: Wordings, language: str, sentences: Iterable[Sentence]) -> SaidLanguage:
    tongue = wordings.tongue(language)
    found = []
    for sentence in sentences:
        source = sentence.english if language == SOURCE_LANGUAGE else wordings.english(sentence)
        forms = spoken(tongue, sentence, source=source)
        if forms is not None:
            found.append(SaidSentence(sentence=sentence, forms=forms))
    return SaidLanguage(language=language, said=tuple(found))


def publish(
    folder: Path, words: PublicWords, *, organisation: OrganisationId, by: SigningKey
) -> bool:
    """Whole or not at all; True when something else stood there before."""
    body = msgspec.json.encode(words)
    signed = b64encode(by.sign(_signed(organisation, body))) + b"\n" + body
    path = folder / FILE
    if words == NOTHING_WRITTEN and not path.exists():
        return False
    if path.exists() and path.read_bytes() == signed:
        return False
    write_whole(path, signed)
    return True


def read_public(folder: Path, *, organisation: OrganisationId, by: bytes) -> PublicWords | None:
    """None for what is not there, is not whole, or was signed by somebody else."""
    try:
        raw = _read(folder / FILE)
        signature, _, body = raw.partition(b"\n")
        verify(_signed(organisation, body), b64decode(signature, validate=True), by=by)
        return msgspec.json.decode(body, type=PublicWords)
    except (OSError, ValueError, SignatureError, msgspec.DecodeError):
        return None


def version_of(folder: Path) -> tuple[int, int, int] | None:
    """What changes when the file does; one look at the folder, nothing is opened."""
    try:
        found = os.stat(folder / FILE)  # noqa: PTH116 - on every request: no object for it
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_LARGEST)


def _signed(organisation: OrganisationId, body: bytes) -> bytes:
    return _LABEL + organisation.bytes + body
