"""A language that nobody speaks, written from right to left: every sentence, and nothing else.

Each Latin letter becomes a Hebrew one and words grow by a third, so that whatever is still read
from left to right was never translated, and whatever does not fit shows. Placeholders and links
stay. It stands under the code of a language that is written so; no product code knows of it.
"""

from typing import Final

from corridor.domain.phrases import SLOT, room
from corridor.domain.wordings import Forms, Sentence
from corridor.services.desk import Desk
from corridor.services.wordings import (
    Draft,
    lines_of,
    offer,
    review,
    see_wordings,
    write,
)
from corridor.web.desk.tending import keep_words
from corridor.web.sentences import source_of

LANGUAGE: Final = "he"
_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
_MIRROR: Final = "אבגדהוזחטיכלמנסעפצקרשתםןףץ"
_LETTERS: Final = str.maketrans(_LATIN + _LATIN.upper(), _MIRROR + _MIRROR)


def mirrored(text: str, *, longer: bool = True) -> str:
    said, at = "", 0
    for slot in SLOT.finditer(text):
        said += text[at : slot.start()].translate(_LETTERS) + slot[0]
        at = slot.end()
    said += text[at:].translate(_LETTERS)
    return f"{said} {'ש' * min(12, len(text) // 3)}" if longer and len(text) > 8 else said


def mirror(sentence: Sentence, source: Forms, *, forms: int) -> Forms:
    english = source[-1] if sentence.plural else source[0]
    return tuple(mirrored(english)[: room(sentence)] for _ in range(forms))


def write_all(writer: Desk, reader: Desk, *, forms: int = 3) -> None:
    """All sentences of the language, written by one member and read by another."""
    source = source_of(writer.settings)
    lines = lines_of(see_wordings(writer), LANGUAGE, source)
    drafts = [
        Draft(
            sentence=one.sentence,
            forms=mirror(one.sentence, one.source, forms=forms if one.sentence.plural else 1),
            seen=one.seen,
        )
        for one in lines
    ]
    after = write(writer, LANGUAGE, drafts, source=source)
    read = [(one.sentence, after.height) for one in lines]
    review(reader, LANGUAGE, read, source=source)


def offer_it(steward: Desk) -> None:
    source = source_of(steward.settings)
    keep_words(steward, offer(steward, LANGUAGE, source=source))
