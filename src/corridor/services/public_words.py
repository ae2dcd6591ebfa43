"""What the public face may read of the organisation's words: reviewed, and no names in it.

The desk publishes it when words were reviewed or a language was offered; a public process reads
it again when it changed.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

import msgspec

from corridor.base.ids import OrganisationId
from corridor.crypto.sign import SigningKey
from corridor.domain.reviewing import Line
from corridor.domain.wordings import SOURCE_LANGUAGE, Forms, Sentence, Wordings, spoken
from corridor.services.published import publish, read_published

FILE: Final = "wording"


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


def publish_words(
    folder: Path, words: PublicWords, *, organisation: OrganisationId, by: SigningKey
) -> bool:
    if words == NOTHING_WRITTEN and not (folder / FILE).exists():
        return False
    body = msgspec.json.encode(words)
    return publish(folder, FILE, body, organisation=organisation, by=by)


def published_words(
    folder: Path, *, organisation: OrganisationId, by: bytes
) -> PublicWords | None:
    """None for what is not there, or not ours."""
    body = read_published(folder, FILE, organisation=organisation, by=by)
    try:
        return None if body is None else msgspec.json.decode(body, type=PublicWords)
    except msgspec.DecodeError:
        return None
