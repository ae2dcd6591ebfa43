"""Which chain a thing lives in, which store keeps it, and which compartments open it."""

from enum import StrEnum
from typing import Final
from uuid import UUID

from corridor.base.ids import ChainId, OrganisationId
from corridor.crypto.digest import digest
from corridor.domain.access import Compartment


class Kind(StrEnum):
    ROSTER = "roster"
    DIALOGUE = "dialogue"
    CASE = "case"
    IDENTITY = "identity"
    JOURNEY = "journey"
    STATEMENT = "statement"
    WORDING = "wording"
    IMPORTS = "imports"
    TEMPLATES = "templates"
    JOURNAL = "journal"
    SHIFTS = "shifts"
    VIEWS = "views"


OPEN_TO: Final = {
    Kind.ROSTER: (Compartment.EVERYBODY,),
    Kind.DIALOGUE: (Compartment.INTAKE, Compartment.CASEWORK),
    Kind.CASE: (Compartment.INTAKE, Compartment.CASEWORK),
    Kind.IDENTITY: (Compartment.IDENTITY,),
    Kind.JOURNEY: (Compartment.RELOCATION,),
    Kind.STATEMENT: (Compartment.PRESS,),
    Kind.WORDING: (Compartment.EVERYBODY,),
    Kind.IMPORTS: (Compartment.INTAKE,),
    Kind.TEMPLATES: (Compartment.EVERYBODY,),
    Kind.JOURNAL: (),
    Kind.SHIFTS: (Compartment.EVERYBODY,),
    Kind.VIEWS: (Compartment.EVERYBODY,),
}


def _derived(label: bytes, base: UUID) -> ChainId:
    raw = digest(b"corridor/1/chain/" + label, base.bytes)[:16]
    return ChainId(UUID(bytes=raw, version=4))


def roster_chain(organisation: OrganisationId) -> ChainId:
    return _derived(b"roster", organisation)


def journal_chain(organisation: OrganisationId) -> ChainId:
    return _derived(b"journal", organisation)


def wording_chain(organisation: OrganisationId) -> ChainId:
    return _derived(b"wording", organisation)


def templates_chain(organisation: OrganisationId) -> ChainId:
    return _derived(b"templates", organisation)


def imports_chain(organisation: OrganisationId) -> ChainId:
    return _derived(b"imports", organisation)


def shift_chain(organisation: OrganisationId, month: str) -> ChainId:
    """One for each month ("2017-05"), so that none grows for ever."""
    return _derived(b"shifts/" + month.encode(), organisation)


def views_chain(organisation: OrganisationId) -> ChainId:
    return _derived(b"views", organisation)


def case_chain(dialogue: ChainId) -> ChainId:
    """A request's desk-side chain follows from its dialogue: collected twice, it is one."""
    return _derived(b"case", dialogue)


def identity_chain(case: ChainId) -> ChainId:
    return _derived(b"identity", case)


def dialogue_chain(lookup: bytes) -> ChainId:
    """A dialogue's chain follows from its receipt: sent twice, it is one."""
    return ChainId(UUID(bytes=digest(b"corridor/1/chain/dialogue", lookup)[:16], version=4))
