"""Every sentence that the public face of this release can say, and its shipped words.

Read from the catalogues that are shipped, with the places where each is said; nothing is listed
by hand, so nothing can be forgotten.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path, PurePosixPath
from typing import Final, NamedTuple

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from django.conf import settings

from corridor.domain.languages import is_described, name_in
from corridor.domain.settings import OrganisationSettings
from corridor.domain.wordings import SOURCE_LANGUAGE, Forms, Sentence
from corridor.services.wordings import Source

SHIPPED: Final = tuple(code for code, _name in settings.LANGUAGES)
OWN_WORDS: Final = "the organisation's own words"
LANGUAGE_NAME: Final = "the language's own name"
_PUBLIC: Final = ("/web/public/", "/templates/public/")


class Placed(NamedTuple):
    """A sentence, and the page on which it is met first."""

    sentence: Sentence
    place: str


@cache
def placed_sentences() -> tuple[Placed, ...]:
    """Page by page."""
    found = (_placed(message) for message in _catalogue(SOURCE_LANGUAGE))
    return tuple(sorted((one for one in found if one is not None), key=lambda one: one.place))


@cache
def places_of() -> Mapping[Sentence, str]:
    return {one.sentence: one.place for one in placed_sentences()}


def _placed(message: Message) -> Placed | None:
    files = [file for file, _line in message.locations if any(one in file for one in _PUBLIC)]
    if not message.id or not files:
        return None
    first = min(files, key=lambda file: ("/templates/" not in file, file))
    return Placed(_sentence(message), PurePosixPath(first).stem)


def _sentence(message: Message) -> Sentence:
    said = message.id
    text, plural = (said, "") if isinstance(said, str) else (said[0], said[1])
    return Sentence(text=text, plural=plural, context=message.context or "")


def _catalogue(language: str) -> Iterator[Message]:
    path = Path(settings.LOCALE_PATHS[0]) / language / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        read: Catalog = read_po(file)
    yield from read


@cache
def _shipped_words(language: str) -> Mapping[Sentence, Forms]:
    if language == SOURCE_LANGUAGE:
        return {one.sentence: one.sentence.english for one in placed_sentences()}
    if language not in SHIPPED:
        return {}
    return {_sentence(one): _forms(one) for one in _catalogue(language) if one.id}


def _forms(message: Message) -> Forms:
    said = message.string
    return (said,) if isinstance(said, str) else tuple(said or ())


def own_words(language: str, own: OrganisationSettings) -> tuple[Sentence, ...]:
    """What only the organisation can say in a language that it was not founded with."""
    wording = own.wording(language)
    if wording.language == language:
        return ()
    said = (wording.in_region, wording.elsewhere, wording.exit_site)
    theirs = [Sentence(text=words, context=OWN_WORDS) for words in dict.fromkeys(said)]
    named = [] if is_described(language) else [name_sentence(language)]
    return (*named, *theirs)


def name_sentence(language: str) -> Sentence:
    return Sentence(text=name_in(language, SOURCE_LANGUAGE), context=LANGUAGE_NAME)


def source_of(own: OrganisationSettings) -> Source:
    """What a language has to say here: the program's sentences and the organisation's own."""

    def sentences(language: str) -> tuple[Sentence, ...]:
        return (
            *own_words(language, own),
            *(one.sentence for one in placed_sentences()),
        )

    return Source(sentences=sentences, shipped=lambda one: _shipped_words(one).get)
