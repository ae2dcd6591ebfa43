"""Who the people of a case are: names, birth, documents, contacts, relatives."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from functools import reduce
from typing import assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import BlobId, CompartmentId, PersonId
from corridor.domain import access
from corridor.domain.access import AccessFact
from corridor.domain.countries import CODES
from corridor.domain.errors import (
    EmptyFieldError,
    InFutureError,
    NotAChoiceError,
    UnknownCountryError,
)
from corridor.domain.intake import Channel
from corridor.domain.records import Fact, Recorded, Unknown
from corridor.domain.words import LINE_LIMIT, bounded, line

_BORN = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")


class Script(StrEnum):
    LATIN = "latin"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"
    OTHER = "other"


def script_of(text: str) -> Script:
    """By the first letter: what stands before a name is a sign, not an alphabet."""
    first = next((letter for letter in text if letter.isalpha()), "")
    named = unicodedata.name(first, "").partition(" ")[0].lower()
    return next((one for one in Script if one.value == named), Script.OTHER)


class NameKind(StrEnum):
    LEGAL = "legal"
    USED = "used"
    ALIAS = "alias"
    NEVER = "never"


class SafeWith(StrEnum):
    TEAM = "team"
    FAMILY = "family"
    NOBODY = "nobody"


class DocumentKind(StrEnum):
    PASSPORT = "passport"
    INNER_PASSPORT = "inner_passport"
    BIRTH_CERTIFICATE = "birth_certificate"
    VISA = "visa"
    OTHER = "other"


class HeldBy(StrEnum):
    PERSON = "person"
    FAMILY = "family"
    DESK = "desk"
    CONFISCATED = "confiscated"
    LOST = "lost"
    NOT_KNOWN = "not_known"


class Stance(StrEnum):
    ALLY = "ally"
    NEUTRAL = "neutral"
    THREAT = "threat"
    NOT_KNOWN = "not_known"


class Name(msgspec.Struct, frozen=True, kw_only=True):
    value: str
    script: Script
    sort: NameKind
    safe_with: SafeWith


class NamesSet(Fact, frozen=True, kw_only=True, tag="names_set/1"):
    person: PersonId
    names: tuple[Name, ...]


class BirthSet(Fact, frozen=True, kw_only=True, tag="birth_set/1"):
    """`born` is as far as it is known: "1994", "1994-03" or "1994-03-08"."""

    person: PersonId
    born: str
    place: str


class DocumentKept(Fact, frozen=True, kw_only=True, tag="document_kept/1"):
    person: PersonId
    document: DocumentKind
    number: str
    country: str
    expires_on: date | None
    held_by: HeldBy
    copy: BlobId | None


class ContactKept(Fact, frozen=True, kw_only=True, tag="contact_kept/1"):
    person: PersonId
    channel: Channel
    value: str
    words: str


class RelativeNoted(Fact, frozen=True, kw_only=True, tag="relative_noted/1"):
    person: PersonId
    relation: str
    name: str
    stance: Stance
    words: str


IdentityFact = NamesSet | BirthSet | DocumentKept | ContactKept | RelativeNoted | AccessFact


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """One person, as far as is known. The last word on names and birth counts."""

    person: PersonId
    names: tuple[Name, ...] = ()
    birth: BirthSet | None = None
    documents: tuple[DocumentKept, ...] = ()
    contacts: tuple[ContactKept, ...] = ()
    relatives: tuple[RelativeNoted, ...] = ()

    @property
    def speakable(self) -> tuple[Name, ...]:
        """Names that the team may say. A name that must never be used is none of them."""
        return tuple(
            name
            for name in self.names
            if name.sort is not NameKind.NEVER and name.safe_with is not SafeWith.NOBODY
        )


class Identities(msgspec.Struct, frozen=True, kw_only=True):
    people: tuple[Identity, ...] = ()
    compartments: frozenset[CompartmentId] = frozenset()
    timeline: tuple[Recorded[IdentityFact], ...] = ()

    def of(self, person: PersonId) -> Identity:
        found = (one for one in self.people if one.person == person)
        return next(found, Identity(person=person))


def fold(records: Iterable[Recorded[IdentityFact]]) -> Identities:
    timeline = tuple(records)
    return replace(reduce(_told, timeline, Identities()), timeline=timeline)


def _told(known: Identities, record: Recorded[IdentityFact]) -> Identities:
    fact = record.fact
    if isinstance(fact, Unknown):
        return known
    if isinstance(fact, AccessFact):
        return replace(known, compartments=access.told(known.compartments, fact))
    changed = _changed(known.of(fact.person), fact)
    others = tuple(one for one in known.people if one.person != fact.person)
    return replace(known, people=(*others, changed))


def _changed(
    identity: Identity,
    fact: NamesSet | BirthSet | DocumentKept | ContactKept | RelativeNoted,
) -> Identity:
    match fact:
        case NamesSet():
            return replace(identity, names=fact.names)
        case BirthSet():
            return replace(identity, birth=fact)
        case DocumentKept():
            return replace(identity, documents=_renewed(identity.documents, fact))
        case _:
            return _surrounded(identity, fact)


def _surrounded(identity: Identity, fact: ContactKept | RelativeNoted) -> Identity:
    match fact:
        case ContactKept():
            return replace(identity, contacts=(*identity.contacts, fact))
        case RelativeNoted():
            return replace(identity, relatives=(*identity.relatives, fact))
        case _:
            assert_never(fact)


def _renewed(known: tuple[DocumentKept, ...], fact: DocumentKept) -> tuple[DocumentKept, ...]:
    """The same paper, said again, takes the place of what was said before."""
    same = (fact.document, fact.country, fact.number)
    kept = (one for one in known if (one.document, one.country, one.number) != same)
    return (*kept, fact)


def set_names(draft: NamesSet) -> NamesSet:
    """At least one name; a code name needs no record here."""
    if not draft.names:
        raise EmptyFieldError("names")
    names = tuple(replace(one, value=line(one.value, field="value")) for one in draft.names)
    return replace(draft, names=names)


def set_birth(draft: BirthSet, *, today: date) -> BirthSet:
    """A year, a month or a day are all knowledge; a guessed day is not."""
    if not _BORN.fullmatch(draft.born):
        raise NotAChoiceError("born")
    try:
        earliest = date.fromisoformat(draft.born + "-01-01"[len(draft.born) - 4 :])
    except ValueError:
        raise NotAChoiceError("born") from None
    if earliest > today:
        raise InFutureError("born")
    return replace(draft, place=bounded(draft.place, field="place", limit=LINE_LIMIT))


def keep_document(draft: DocumentKept) -> DocumentKept:
    if draft.country not in CODES:
        raise UnknownCountryError("country")
    return replace(draft, number=bounded(draft.number, field="number", limit=LINE_LIMIT))


def keep_contact(draft: ContactKept) -> ContactKept:
    return replace(
        draft,
        value=line(draft.value, field="value"),
        words=bounded(draft.words, field="words"),
    )


def note_relative(draft: RelativeNoted) -> RelativeNoted:
    return replace(
        draft,
        relation=line(draft.relation, field="relation"),
        name=bounded(draft.name, field="name", limit=LINE_LIMIT),
        words=bounded(draft.words, field="words"),
    )
