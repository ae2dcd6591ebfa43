"""Which languages strangers may choose now, and their words: loaded when they change."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from pathlib import Path

from corridor.domain.languages import own_name
from corridor.services.premises import open_premises
from corridor.services.public_words import (
    FILE,
    NOTHING_WRITTEN,
    PublicWords,
    published_words,
)
from corridor.services.published import version_of
from corridor.web.sentences import SHIPPED, name_sentence
from corridor.web.speech import Speech, as_shipped, speaking

Version = tuple[int, int, int] | None


class Tongues:
    """One state of the words. `version` stands in what is drawn once for everybody."""

    def __init__(
        self, words: PublicWords, *, founded: tuple[str, ...], version: Version
    ) -> None:
        self.words, self.version = words, version
        self.offered = (*founded, *(one for one in words.offered if one not in founded))
        self._speeches = {
            language: Speech(language, words)
            for language in self.offered
            if language not in SHIPPED or words.said(language)
        }

    def name(self, language: str) -> str:
        """As its speakers call it; of some languages only the organisation knows that."""
        written = self.words.said(language).get(name_sentence(language))
        return written[0] if written else own_name(language)

    @contextmanager
    def speaking(self, language: str) -> Iterator[None]:
        """As shipped where nothing was written: then nothing stands in between."""
        speech = self._speeches.get(language)
        with as_shipped(language) if speech is None else speaking(speech):
            yield


_PREVIEWED: ContextVar[Tongues | None] = ContextVar("previewed", default=None)


@contextmanager
def previewed(tongues: Tongues) -> Iterator[None]:
    """For the length of one page: words that a desk looks at before strangers see them."""
    token = _PREVIEWED.set(tongues)
    try:
        yield
    finally:
        _PREVIEWED.reset(token)


def tongues_of(folder: Path, *, founded: tuple[str, ...]) -> Tongues:
    """A look at the folder; the file is read and its signature checked when it is another."""
    return _PREVIEWED.get() or _tongues(folder, founded, version_of(folder, FILE))


@lru_cache(maxsize=4)
def _tongues(folder: Path, founded: tuple[str, ...], version: Version) -> Tongues:
    words = None if version is None else _read(folder)
    return Tongues(words or NOTHING_WRITTEN, founded=founded, version=version)


def _read(folder: Path) -> PublicWords | None:
    """The pin is read anew: an older desk pins its service key at somebody's next sign-in."""
    pins = open_premises(folder).pins
    return published_words(folder, organisation=pins.organisation, by=pins.service)
