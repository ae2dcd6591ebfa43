"""Applications to other countries. One filing is one person's application to one country."""

from datetime import date
from enum import StrEnum

from corridor.base.ids import FilingId, PersonId
from corridor.domain.records import Fact


class FilingKind(StrEnum):
    HUMANITARIAN_VISA = "humanitarian_visa"
    VISA = "visa"
    ADMISSION = "admission"
    ASYLUM = "asylum"
    RESETTLEMENT = "resettlement"
    FAMILY_REUNION = "family_reunion"
    OTHER = "other"


class FilingLodged(Fact, frozen=True, kw_only=True, tag="filing_lodged/1"):
    """`country` is ISO 3166-1 alpha-2."""

    filing: FilingId
    person: PersonId
    country: str
    route: FilingKind
    on: date


class FilingGranted(Fact, frozen=True, kw_only=True, tag="filing_granted/1"):
    filing: FilingId
    on: date


class FilingRefused(Fact, frozen=True, kw_only=True, tag="filing_refused/1"):
    filing: FilingId
    on: date
    words: str


class FilingWithdrawn(Fact, frozen=True, kw_only=True, tag="filing_withdrawn/1"):
    filing: FilingId
    on: date
    words: str


FilingFact = FilingLodged | FilingGranted | FilingRefused | FilingWithdrawn
