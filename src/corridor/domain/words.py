"""What people write: cleaned and bounded when it comes in, folded when it is searched."""

import re
import unicodedata

from corridor.domain.errors import EmptyFieldError, TooLongError

MESSAGE_LIMIT = 8000
LINE_LIMIT = 200

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"\w+")


def cleaned(text: str) -> str:
    """Without what no keyboard writes and no database stores."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return _UNSEEN.sub("", lines).strip()


def needed(text: str, *, field: str, limit: int = MESSAGE_LIMIT) -> str:
    kept = bounded(text, field=field, limit=limit)
    if not kept:
        raise EmptyFieldError(field)
    return kept


def bounded(text: str, *, field: str, limit: int = MESSAGE_LIMIT) -> str:
    kept = cleaned(text)
    if len(kept) > limit:
        raise TooLongError(field, limit)
    return kept


def line(text: str, *, field: str, limit: int = LINE_LIMIT) -> str:
    """One line that must say something."""
    return needed(_SPACES.sub(" ", text), field=field, limit=limit)


def folded(text: str) -> str:
    """How two spellings of one word become equal: no case, no accents, е for ё."""
    if text.isascii():
        return _SPACES.sub(" ", text.lower()).strip()
    plain = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", plain)
    bare = "".join(sign for sign in apart if not unicodedata.combining(sign))
    return _SPACES.sub(" ", bare).strip()


def search_words(*texts: str) -> str:
    """Each word once, in the order of its first use: what a search may find, and no more."""
    found = dict.fromkeys(word for text in texts for word in _WORDS.findall(folded(text)))
    return " ".join(found)
