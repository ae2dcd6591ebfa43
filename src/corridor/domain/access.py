"""Which compartments may open a chain. The keys follow these facts, never the other way."""

from enum import StrEnum
from typing import assert_never

from corridor.base.ids import CompartmentId
from corridor.domain.errors import GrantedAlreadyError, LastCompartmentError, NotFoundError
from corridor.domain.records import Fact


class Compartment(StrEnum):
    EVERYBODY = "everybody"
    INTAKE = "intake"
    CASEWORK = "casework"
    IDENTITY = "identity"
    RELOCATION = "relocation"
    PLACES = "places"
    DOCUMENTATION = "documentation"
    MISSING = "missing"
    PRESS = "press"
    SECURITY = "security"
    STEWARDS = "stewards"


class CompartmentGranted(Fact, frozen=True, kw_only=True, tag="compartment_granted/1"):
    compartment: CompartmentId


class CompartmentRevoked(Fact, frozen=True, kw_only=True, tag="compartment_revoked/1"):
    compartment: CompartmentId


AccessFact = CompartmentGranted | CompartmentRevoked


def told(granted: frozenset[CompartmentId], fact: AccessFact) -> frozenset[CompartmentId]:
    match fact:
        case CompartmentGranted():
            return granted | {fact.compartment}
        case CompartmentRevoked():
            return granted - {fact.compartment}
        case _:
            assert_never(fact)


def grant(granted: frozenset[CompartmentId], compartment: CompartmentId) -> CompartmentGranted:
    if compartment in granted:
        raise GrantedAlreadyError
    return CompartmentGranted(compartment=compartment)


def revoke(granted: frozenset[CompartmentId], compartment: CompartmentId) -> CompartmentRevoked:
    """The last key to a chain is never taken away: that would be erasing, by another name."""
    if compartment not in granted:
        raise NotFoundError
    if len(granted) == 1:
        raise LastCompartmentError
    return CompartmentRevoked(compartment=compartment)
