"""Answers that are written ahead: by one member, read by another, filled in before they go.

A release ships some in a few languages. What an organisation writes takes their place, language
by language and kind by kind; every version stays in the chain.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from functools import cache, reduce
from importlib.resources import files
from typing import Final, assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import MemberId, TemplateId
from corridor.domain.errors import (
    BrokenFieldError,
    NotAChoiceError,
    NotFoundError,
    NothingToSecondError,
    SecondIsFirstError,
    UnfilledFieldError,
)
from corridor.domain.records import Fact, Recorded, Unknown
from corridor.domain.words import line, needed

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_FIELD: Final = re.compile(r"(?<!\[)\[\[([^\[\]\n]{1,120})\]\](?!\])")
_BRACKETS: Final = re.compile(r"\[\[|\]\]")
FALLBACK: Final = "en"


class About(StrEnum):
    """What an answer says, honestly. Their order is the order of the list."""

    YES = "yes"
    NOT_US = "not_us"
    NOT_YET = "not_yet"
    ELSEWHERE = "elsewhere"
    NEVER_CHARGE = "never_charge"
    OTHER = "other"


class TemplateWritten(Fact, frozen=True, kw_only=True, tag="template_written/1"):
    """A new template, or newer words for one that stands."""

    template: TemplateId
    language: str
    about: About
    title: str
    text: str


class TemplateReviewed(Fact, frozen=True, kw_only=True, tag="template_reviewed/1"):
    """Another member has read the words that were written at `height`."""

    height: int


class TemplateRetired(Fact, frozen=True, kw_only=True, tag="template_retired/1"):
    template: TemplateId


TemplateFact = TemplateWritten | TemplateReviewed | TemplateRetired


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """One version: what it says, and who wrote it when."""

    about: About
    title: str
    text: str
    by: MemberId | None
    at: datetime
    height: int


class Template(msgspec.Struct, frozen=True, kw_only=True):
    """`newest` waits for a reader while it differs from `standing`, which was read."""

    template: TemplateId
    language: str
    newest: Words
    standing: Words | None = None
    reviewed_by: MemberId | None = None

    @property
    def waits(self) -> bool:
        return self.standing != self.newest


Library = tuple[Template, ...]


class Shipped(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """An answer that came with this release: nobody of the organisation has read it."""

    name: str
    about: About
    title: str
    text: str


class _Shelf(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    template: tuple[Shipped, ...]


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """What a writer may take. `key` finds it again; `shipped` says that nobody here read it."""

    key: str
    language: str
    about: About
    title: str
    text: str
    shipped: bool


@cache
def shipped(language: str) -> tuple[Shipped, ...]:
    """Empty for a language in which nothing ships."""
    if _LANGUAGE.fullmatch(language) is None:
        return ()
    file = files("corridor") / "data" / "templates" / f"{language}.toml"
    if not file.is_file():
        return ()
    shelf = msgspec.toml.decode(file.read_bytes(), type=_Shelf)
    return tuple(
        Shipped(one.name, one.about, one.title, one.text.strip()) for one in shelf.template
    )


# --- folding -----------------------------------------------------------------------------


def fold(records: Iterable[Recorded[TemplateFact]]) -> Library:
    empty: Library = ()
    return reduce(_told, records, empty)


def _told(library: Library, record: Recorded[TemplateFact]) -> Library:
    fact = record.fact
    match fact:
        case Unknown():
            return library
        case TemplateWritten():
            return _written(library, record, fact)
        case TemplateReviewed():
            return tuple(_reviewed(one, record, fact) for one in library)
        case TemplateRetired():
            return tuple(one for one in library if one.template != fact.template)
        case _:
            assert_never(fact)


def _written(
    library: Library, record: Recorded[TemplateFact], fact: TemplateWritten
) -> Library:
    words = Words(
        about=fact.about,
        title=fact.title,
        text=fact.text,
        by=record.by,
        at=record.at,
        height=record.height,
    )
    if all(one.template != fact.template for one in library):
        new = Template(template=fact.template, language=fact.language, newest=words)
        return (*library, new)
    return tuple(
        replace(one, newest=words) if one.template == fact.template else one for one in library
    )


def _reviewed(
    template: Template, record: Recorded[TemplateFact], fact: TemplateReviewed
) -> Template:
    """Only the newest words, and never by who wrote them."""
    newest = template.newest
    if newest.height != fact.height or newest.by == record.by:
        return template
    return replace(template, standing=newest, reviewed_by=record.by)


# --- reading -----------------------------------------------------------------------------


def fields_of(text: str) -> tuple[str, ...]:
    """What is left to fill, each once, in order."""
    return tuple(dict.fromkeys(_FIELD.findall(text)))


def offers(library: Library, *, language: str) -> tuple[Offer, ...]:
    """What may be taken for somebody who reads this language; English where there is none."""
    found = _offers_in(library, language)
    return found or _offers_in(library, FALLBACK)


def _offers_in(library: Library, language: str) -> tuple[Offer, ...]:
    own = [
        Offer(
            key=str(one.template),
            language=language,
            about=one.standing.about,
            title=one.standing.title,
            text=one.standing.text,
            shipped=False,
        )
        for one in library
        if one.language == language and one.standing is not None
    ]
    covered = {one.about for one in own}
    ships = [
        Offer(
            key=f"{language}-{one.name}",
            language=language,
            about=one.about,
            title=one.title,
            text=one.text,
            shipped=True,
        )
        for one in shipped(language)
        if one.about not in covered
    ]
    order = list(About)
    return tuple(sorted((*own, *ships), key=lambda one: (order.index(one.about), one.title)))


def find(library: Library, template: TemplateId) -> Template:
    for one in library:
        if one.template == template:
            return one
    raise NotFoundError


# --- deciding ----------------------------------------------------------------------------


def filled(text: str) -> str:
    """Refuse an answer in which a field of a template is still open."""
    if _BRACKETS.search(text):
        raise UnfilledFieldError("text")
    return text


def write(library: Library, draft: TemplateWritten) -> TemplateWritten | None:
    """None where nothing is new. A template stays in its language for life."""
    if _LANGUAGE.fullmatch(draft.language) is None:
        raise NotAChoiceError("language")
    text = needed(draft.text, field="text")
    if _BRACKETS.search(_FIELD.sub("", text)):
        raise BrokenFieldError("text")
    fact = replace(draft, title=line(draft.title, field="title"), text=text)
    known = [one for one in library if one.template == draft.template]
    if any(one.language != draft.language for one in known):
        raise NotAChoiceError("language")
    same = (one.newest for one in known)
    if any((w.about, w.title, w.text) == (fact.about, fact.title, text) for w in same):
        return None
    return fact


def review(library: Library, *, height: int, by: MemberId) -> TemplateReviewed:
    """What was written anew since the reader's page was made is not what they have read."""
    found = [one for one in library if one.newest.height == height and one.waits]
    if not found:
        raise NothingToSecondError
    if found[0].newest.by == by:
        raise SecondIsFirstError
    return TemplateReviewed(height=height)


def retire(library: Sequence[Template], *, template: TemplateId) -> TemplateRetired:
    return TemplateRetired(template=find(tuple(library), template).template)
