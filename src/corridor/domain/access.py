"""Which compartments may open a chain. The keys follow these facts, never the other way."""

from enum import StrEnum

from corridor.base.ids import CompartmentId
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
