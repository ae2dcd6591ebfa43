"""Who the people of a case are: names, birth, documents, contacts, relatives."""

from datetime import date
from enum import StrEnum

import msgspec

from corridor.base.ids import BlobId, PersonId
from corridor.domain.access import AccessFact
from corridor.domain.intake import Channel
from corridor.domain.records import Fact


class Script(StrEnum):
    LATIN = "latin"
    CYRILLIC = "cyrillic"
    ARABIC = "arabic"
    OTHER = "other"


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
