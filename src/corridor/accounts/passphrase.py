"""Passphrases are made, not chosen: seven words of 2,048 are 77 bits in everybody's hands."""

import unicodedata
from functools import cache
from importlib.resources import files
from typing import Final

from corridor.crypto.random import random_below
from corridor.crypto.secrets import SecretKey

WORDS: Final = 7
_LONGEST = 1024


@cache
def _words(language: str) -> tuple[str, ...]:
    listed = files("corridor").joinpath("data", "words", f"{language}.txt")
    return tuple(listed.read_text(encoding="utf-8").split())


def new_passphrase(*, language: str = "en") -> SecretKey:
    words = _words(language)
    drawn = (words[random_below(len(words))] for _ in range(WORDS))
    return read_passphrase(" ".join(drawn))


def read_passphrase(typed: str) -> SecretKey:
    """Case, width, runs of spaces and the dots of ё do not matter to who types at night."""
    return SecretKey(_folded(typed).replace("ё", "е").encode(errors="surrogatepass"))


def read_handle(typed: str) -> bytes:
    return _folded(typed).encode(errors="surrogatepass")


def read_code(typed: str) -> str:
    """Digits of any script, in any grouping; six of them, or an empty code that never fits."""
    digits = "".join(str(unicodedata.digit(c)) for c in typed[:_LONGEST] if c.isdigit())
    return digits if len(digits) == 6 else ""  # noqa: PLR2004 - RFC 6238 as everybody has it


def _folded(typed: str) -> str:
    """At most 1,024 characters are read: normalising is work that a stranger asks for."""
    folded = unicodedata.normalize("NFKC", typed[:_LONGEST]).casefold()
    return " ".join(folded.split())
