"""Nobody sleeps through it: due alarms become content-free notices until they are taken.

The worker process that runs this holds no key of the desk: only the notify key, which opens the
addresses of roles and nothing else.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final, Protocol

import msgspec

from corridor.base.ids import OrganisationId
from corridor.crypto.errors import OpenError
from corridor.crypto.padding import pad, unpad
from corridor.crypto.seal import seal, unseal
from corridor.crypto.secrets import SecretKey
from corridor.ledger.store import Alarm, DoorStore


class By(StrEnum):
    MAIL = "mail"
    WEBHOOK = "webhook"
    COMMAND = "command"


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """Where a role on duty is woken: a mailbox, a web address or a local program."""

    by: By
    to: str


class Duty(msgspec.Struct, frozen=True, kw_only=True):
    """Who is woken for a group, in order: after the last the first is woken again."""

    group: str
    addresses: tuple[Address, ...]


class NoticePlan(msgspec.Struct, frozen=True, kw_only=True):
    """`words` are the organisation's own and always the same: no case, no count, no name."""

    words: str
    duties: tuple[Duty, ...]
    repeat_minutes: int = 10

    def address(self, alarm: Alarm) -> Address | None:
        """Whose turn it is: each further notice goes to the next."""
        for duty in self.duties:
            if duty.group == alarm.group and duty.addresses:
                turn = max(alarm.sent - 1, 0)
                return duty.addresses[turn % len(duty.addresses)]
        return None


class Carrier(Protocol):
    """Takes the fixed words to one address. Returns False when it could not."""

    def carry(self, words: str, *, to: Address) -> bool: ...


_PLAN: Final = b"corridor/1/notice-plan"


def seal_plan(plan: NoticePlan, *, key: SecretKey, organisation: OrganisationId) -> bytes:
    return seal(pad(msgspec.json.encode(plan)), key=key, context=_PLAN + organisation.bytes)


def open_plan(sealed: bytes, *, key: SecretKey, organisation: OrganisationId) -> NoticePlan:
    """Raise `OpenError` when the key does not fit."""
    raw = unpad(unseal(sealed, key=key, context=_PLAN + organisation.bytes))
    try:
        return msgspec.json.decode(raw, type=NoticePlan)
    except msgspec.DecodeError:
        raise OpenError from None


def send_due(
    store: DoorStore, plan: NoticePlan, carriers: Sequence[tuple[By, Carrier]], *, at: datetime
) -> tuple[int, int]:
    """Send what is due now; returns how many notices left and how many could not.

    An alarm is claimed before it is sent, so that of several workers one sends it. What could
    not be sent comes round again like what was not taken.
    """
    sent = failed = 0
    now = int(at.timestamp()) // 60
    by = dict(carriers)
    for alarm in store.claim_due(now=now, repeat_after=plan.repeat_minutes):
        address = plan.address(alarm)
        carrier = None if address is None else by.get(address.by)
        if address is None or carrier is None or not carrier.carry(plan.words, to=address):
            failed += 1
        else:
            sent += 1
    return sent, failed
