"""What a person agreed to: for one purpose, towards one recipient, until they take it back."""

from datetime import date
from enum import StrEnum

from corridor.base.ids import ConsentId, PersonId
from corridor.domain.records import Fact


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
