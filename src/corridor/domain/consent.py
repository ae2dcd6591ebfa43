"""What a person agreed to: for one purpose, towards one recipient, until they take it back."""

from datetime import date
from enum import StrEnum
from typing import assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import ConsentId, PersonId
from corridor.domain.errors import (
    ConsentEndedError,
    InFutureError,
    NotFoundError,
    RecipientUnsaidError,
    TooEarlyError,
)
from corridor.domain.records import Fact
from corridor.domain.words import LINE_LIMIT, bounded, folded


class Purpose(StrEnum):
    CASE_SERVICES = "case_services"
    SHARE_PARTNER = "share_partner"
    SHARE_EMBASSY = "share_embassy"
    SHARE_UN = "share_un"
    SHARE_AUTHORITY = "share_authority"
    MISSING_SEARCH = "missing_search"
    DOCUMENTATION_INTERNAL = "documentation_internal"
    DOCUMENTATION_COURT = "documentation_court"
    STATISTICS = "statistics"
    STORY_ANONYMOUS = "story_anonymous"
    STORY_IDENTIFIED = "story_identified"
    MEDIA_CONTACT = "media_contact"
    LONG_TERM_ARCHIVE = "long_term_archive"


class GivenBy(StrEnum):
    SELF = "self"
    GUARDIAN = "guardian"
    FAMILY = "family"
    PROXY = "proxy"


class GivenHow(StrEnum):
    SPOKEN = "spoken"
    WRITTEN = "written"
    SIGNED = "signed"
    CHAT = "chat"


class ConsentGiven(Fact, frozen=True, kw_only=True, tag="consent_given/1"):
    """`recipient` names a partner, country or authority; empty where the purpose has none."""

    consent: ConsentId
    person: PersonId
    purpose: Purpose
    recipient: str
    given_by: GivenBy
    how: GivenHow
    language: str
    read_back: bool
    risks_explained: bool
    withhold: str
    on: date
    expires_on: date | None


class ConsentRefused(Fact, frozen=True, kw_only=True, tag="consent_refused/1"):
    person: PersonId
    purpose: Purpose
    recipient: str
    on: date


class ConsentWithdrawn(Fact, frozen=True, kw_only=True, tag="consent_withdrawn/1"):
    consent: ConsentId
    on: date


ConsentFact = ConsentGiven | ConsentRefused | ConsentWithdrawn


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    given: ConsentGiven
    withdrawn_on: date | None = None
    refused_on: date | None = None

    def holds(self, *, on: date) -> bool:
        ended = self.withdrawn_on is not None or self.refused_on is not None
        expires = self.given.expires_on
        return not ended and self.given.on <= on and (expires is None or on < expires)


class Consents(msgspec.Struct, frozen=True, kw_only=True):
    given: tuple[Consent, ...] = ()
    refused: tuple[ConsentRefused, ...] = ()

    def allow(self, *, person: PersonId, purpose: Purpose, recipient: str, on: date) -> bool:
        """Silence is no. A yes holds for its own recipient only."""
        asked = (person, purpose, folded(recipient))
        return any(one.holds(on=on) and _subject(one.given) == asked for one in self.given)


NAMES_RECIPIENT = frozenset(
    {
        Purpose.SHARE_PARTNER,
        Purpose.SHARE_EMBASSY,
        Purpose.SHARE_UN,
        Purpose.SHARE_AUTHORITY,
    }
)


def _subject(fact: ConsentGiven | ConsentRefused) -> tuple[PersonId, Purpose, str]:
    return fact.person, fact.purpose, folded(fact.recipient)


def told(consents: Consents, fact: ConsentFact) -> Consents:
    match fact:
        case ConsentGiven():
            return replace(consents, given=(*consents.given, Consent(given=fact)))
        case ConsentRefused():
            given = tuple(_after_no(one, fact) for one in consents.given)
            return replace(consents, given=given, refused=(*consents.refused, fact))
        case ConsentWithdrawn():
            given = tuple(_after_withdrawal(one, fact) for one in consents.given)
            return replace(consents, given=given)
        case _:
            assert_never(fact)


def _after_no(consent: Consent, fact: ConsentRefused) -> Consent:
    """A later no ends an earlier yes to the same question."""
    if _subject(consent.given) != _subject(fact):
        return consent
    return replace(consent, refused_on=consent.refused_on or fact.on)


def _after_withdrawal(consent: Consent, fact: ConsentWithdrawn) -> Consent:
    if consent.given.consent != fact.consent:
        return consent
    return replace(consent, withdrawn_on=consent.withdrawn_on or fact.on)


def give(draft: ConsentGiven, *, today: date) -> ConsentGiven:
    if draft.on > today:
        raise InFutureError("on")
    if draft.expires_on is not None and draft.expires_on <= draft.on:
        raise TooEarlyError("expires_on", earliest=draft.on)
    return replace(
        draft,
        recipient=_recipient(draft.purpose, draft.recipient),
        withhold=bounded(draft.withhold, field="withhold"),
    )


def refuse(draft: ConsentRefused, *, today: date) -> ConsentRefused:
    if draft.on > today:
        raise InFutureError("on")
    return replace(draft, recipient=_recipient(draft.purpose, draft.recipient))


def _recipient(purpose: Purpose, recipient: str) -> str:
    words = bounded(recipient, field="recipient", limit=LINE_LIMIT)
    if purpose in NAMES_RECIPIENT and not words:
        raise RecipientUnsaidError("recipient")
    return words if purpose in NAMES_RECIPIENT else ""


def withdraw(consents: Consents, draft: ConsentWithdrawn, *, today: date) -> ConsentWithdrawn:
    """Taking back is free on any day; only what was given can be taken back."""
    given = next((one for one in consents.given if one.given.consent == draft.consent), None)
    if given is None:
        raise NotFoundError
    if given.withdrawn_on is not None:
        raise ConsentEndedError
    if draft.on > today:
        raise InFutureError("on")
    return draft
