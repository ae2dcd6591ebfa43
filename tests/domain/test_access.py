import pytest

from corridor.domain import access
from corridor.domain.access import CompartmentGranted, CompartmentRevoked
from corridor.domain.errors import GrantedAlreadyError, LastCompartmentError, NotFoundError
from tests.domain.telling import CASEWORK, RELOCATION

ONE = frozenset({CASEWORK})
BOTH = frozenset({CASEWORK, RELOCATION})


def test_a_compartment_is_granted_once() -> None:
    assert access.grant(ONE, RELOCATION) == CompartmentGranted(compartment=RELOCATION)
    with pytest.raises(GrantedAlreadyError):
        access.grant(ONE, CASEWORK)


def test_a_compartment_is_revoked_and_never_the_last() -> None:
    assert access.revoke(BOTH, CASEWORK) == CompartmentRevoked(compartment=CASEWORK)
    with pytest.raises(LastCompartmentError):
        access.revoke(ONE, CASEWORK)
    with pytest.raises(NotFoundError):
        access.revoke(ONE, RELOCATION)
