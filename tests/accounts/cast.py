"""Who stands at the door in these tests, and how cheaply their passphrases are stretched."""

from datetime import UTC, datetime
from uuid import UUID

from corridor.accounts.slots import Enrolment, Slots
from corridor.accounts.stretching import Stretcher
from corridor.base.ids import CompartmentId, MemberId
from corridor.crypto.random import new_key
from corridor.crypto.second_factor import code_at
from corridor.crypto.secrets import SecretKey
from corridor.crypto.stretch import StretchCost
from corridor.ledger.boxes import CompartmentKey

NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
ZAREMA = MemberId(UUID(int=1))
OLEG = MemberId(UUID(int=2))
PEPPER = SecretKey(b"\x07" * 32)
OTHER_PEPPER = SecretKey(b"\x08" * 32)
CHEAP = StretchCost(8, 1)
DEARER = StretchCost(16, 2)
CASEWORK = CompartmentId(UUID(int=11))


def slots(*, pepper: SecretKey = PEPPER, cost: StretchCost = CHEAP) -> Slots:
    return Slots(pepper=pepper, cost=cost, stretcher=Stretcher())


def code(enrolment: Enrolment, *, at: datetime = NOON) -> str:
    return code_at(enrolment.second, at)


def compartment_key() -> CompartmentKey:
    return CompartmentKey(compartment=CASEWORK, epoch=3, secret=new_key())
