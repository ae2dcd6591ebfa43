"""Nobody sleeps through it: due alarms become content-free notices until they are taken.

The worker process that runs this holds no key of the desk: only the notify key, which opens the
addresses of roles and nothing else.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Final, Protocol
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace
from typing_extensions import override

from corridor.base.ids import OrganisationId
from corridor.crypto.errors import OpenError
from corridor.crypto.padding import pad, unpad
from corridor.crypto.seal import seal, unseal
from corridor.crypto.secrets import SecretKey
from corridor.ledger.store import Alarm, DoorStore
from corridor.services.asking import INTAKE_GROUP, RELOCATION_GROUP

PLAN_FILE: Final = "notices.sealed"
GROUPS: Final = (INTAKE_GROUP, RELOCATION_GROUP)
MOST_WORDS: Final = 100
MOST_MINUTES: Final = 60
MOST_NAME: Final = 40


class By(StrEnum):
    MAIL = "mail"
    WEBHOOK = "webhook"
    COMMAND = "command"


class UnusablePlanError(Exception):
    """Somebody would sleep through it. Its words say what to mend."""


class Address(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a role on duty is woken: a mailbox, a web address or a local program.

    `name` is how the desk speaks of it ("night phone"), and may be empty.
    """

    by: By
    to: str
    name: str = ""


class Duty(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who is woken for a group, in order: after the last the first is woken again."""

    group: str
    addresses: tuple[Address, ...]


class MailServer(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The organisation's own: TLS from the first word, its certificate checked."""

    host: str
    sender: str
    port: int = 465
    user: str = ""
    password: str = ""

    @override
    def __repr__(self) -> str:
        return "MailServer(...)"


class NoticePlan(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """`words` are the organisation's own and always the same: no case, no count, no name."""

    words: str
    duties: tuple[Duty, ...]
    repeat_minutes: int = 10
    mail: MailServer | None = None

    def turns(self, alarm: Alarm) -> tuple[Address, ...]:
        """Whose turn it is, and who comes next when that one cannot be reached.

        Each further notice begins with the next. A group without addresses wakes everybody
        else's: better the wrong person than nobody.
        """
        return tuple(address for _place, address in self.places(alarm))

    def places(self, alarm: Alarm) -> tuple[tuple[int, Address], ...]:
        """The same with the place of each in the plan, from 1."""
        duty = next((one for one in self.duties if one.group == alarm.group), None)
        found = duty.addresses if duty else ()
        everybody = found or tuple(to for one in self.duties for to in one.addresses)
        placed = tuple(enumerate(everybody, start=1))
        first = max(alarm.sent - 1, 0) % len(placed) if placed else 0
        return placed[first:] + placed[:first]


@dataclass(frozen=True, kw_only=True)
class Tried:
    """One address that a notice was taken to, or could not be."""

    place: int
    name: str
    went_out: bool


# Hears of which alarms a notice was, and which addresses it was tried at.
Register = Callable[[Sequence[Alarm], Sequence[Tried]], None]


class Carrier(Protocol):
    """Takes the fixed words to one address. Returns False when it could not."""

    def carry(self, words: str, *, to: Address) -> bool: ...


def check_plan(plan: NoticePlan) -> None:
    """Raise `UnusablePlanError` for a plan that would leave somebody asleep or say too much."""
    for mistake in _mistakes(plan):
        raise UnusablePlanError(mistake)


def _mistakes(plan: NoticePlan) -> Iterator[str]:
    if not plan.words.strip() or not plan.words.isprintable() or len(plan.words) > MOST_WORDS:
        yield f"The words must be one line of at most {MOST_WORDS} characters."
    if not 1 <= plan.repeat_minutes <= MOST_MINUTES:
        yield f"repeat_minutes must lie between 1 and {MOST_MINUTES}."
    for group in GROUPS:
        if not any(one.addresses for one in plan.duties if one.group == group):
            yield f"Nobody is named for {group}: each of {', '.join(GROUPS)} needs an address."
    for duty in plan.duties:
        yield from _mistakes_in(duty, plan)


def _mistakes_in(duty: Duty, plan: NoticePlan) -> Iterator[str]:
    if duty.group not in GROUPS:
        yield f"There is no group {duty.group}: they are {', '.join(GROUPS)}."
    for address in duty.addresses:
        if not _is_name(address.name):
            yield f"The name of an address is one line of at most {MOST_NAME} characters."
        yield from _mistakes_of(address, plan)


def _mistakes_of(address: Address, plan: NoticePlan) -> Iterator[str]:
    match address.by:
        case By.WEBHOOK if not _is_https(address.to):
            yield "A webhook needs an https:// address."
        case By.COMMAND if not Path(address.to).is_absolute():
            yield "A command needs its whole path, beginning with a stroke."
        case By.MAIL if plan.mail is None:
            yield "Mail needs a [mail] section with host and sender."
        case By.MAIL if "@" not in address.to or not address.to.isprintable():
            yield "A mail address needs an @."
        case _:
            return


def _is_name(name: str) -> bool:
    return name.isprintable() and len(name) <= MOST_NAME


def _is_https(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname)


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


def is_anybody_woken(folder: Path) -> bool:
    """Whether addresses were ever written down: without them nothing leaves this machine."""
    return (folder / PLAN_FILE).is_file()


def send_due(
    store: DoorStore,
    plan: NoticePlan,
    carriers: Sequence[tuple[By, Carrier]],
    *,
    at: datetime,
    register: Register | None = None,
) -> tuple[int, int]:
    """Send what is due now; returns how many notices left and how many could not.

    An alarm is claimed before it is sent, so that of several workers one sends it. Alarms of a
    group that are due together make one notice, to whoever the oldest has come to: how many
    there are is not told. What reached nobody comes round again like what was not taken.
    """
    sent = failed = 0
    by, now = dict(carriers), int(at.timestamp()) // 60
    _mind_the_clock(store, now=now, repeat_after=plan.repeat_minutes)
    due = store.claim_due(now=now, repeat_after=plan.repeat_minutes)
    for _group, together in groupby(sorted(due, key=_by_group), key=lambda one: one.group):
        alarms = list(together)
        tried = _wake(plan, alarms[0], by)
        if register is not None:
            register(alarms, tried)
        if any(one.went_out for one in tried):
            sent += 1
        else:
            failed += 1
    return sent, failed


def _mind_the_clock(store: DoorStore, *, now: int, repeat_after: int) -> None:
    """A notice was put off by a clock that ran ahead and has been put right: it is due now.

    No notice is ever put off for longer than the minutes between two of them.
    """
    for one in store.alarms():
        if one.due <= now and one.next_at > now + repeat_after:
            store.raise_alarm(replace(one, next_at=now))


def _by_group(alarm: Alarm) -> tuple[str, int]:
    """The one that most people have slept through comes first."""
    return alarm.group, -alarm.sent


def _wake(plan: NoticePlan, alarm: Alarm, by: dict[By, Carrier]) -> list[Tried]:
    """One address after the other, until one is reached."""
    tried: list[Tried] = []
    for place, address in plan.places(alarm):
        carrier = by.get(address.by)
        went_out = carrier is not None and carrier.carry(plan.words, to=address)
        tried.append(Tried(place=place, name=address.name, went_out=went_out))
        if went_out:
            break
    return tried
