"""The second factor's secret and the last period it was used in, sealed under the pepper.

It stands outside the slot, so that a wrong code is refused in microseconds, before any key is
stretched. Whoever has only the database reads neither.
"""

import base64
from urllib.parse import urlencode

import msgspec

from corridor.base.ids import MemberId
from corridor.crypto.derive import subkey
from corridor.crypto.digest import tag
from corridor.crypto.random import random_bytes
from corridor.crypto.seal import seal, unseal
from corridor.crypto.second_factor import DIGITS, PERIOD_SECONDS, SECRET_LENGTH
from corridor.crypto.secrets import SecretKey


class Second(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """`used`: the period (a count of 30 seconds) of the last code that let somebody in."""

    secret: SecretKey
    used: int = 0


def new_second() -> Second:
    return Second(secret=SecretKey(random_bytes(SECRET_LENGTH)))


def nobodys_second(pepper: SecretKey, lookup: bytes) -> Second:
    """What stands behind a handle that nobody has: always the same, known to nobody."""
    secret = tag(pepper, b"corridor/1/accounts/nobody", lookup)[:SECRET_LENGTH]
    return Second(secret=SecretKey(secret))


def seal_second(second: Second, *, member: MemberId, pepper: SecretKey) -> bytes:
    content = second.used.to_bytes(8, "big") + second.secret.reveal()
    return seal(content, key=_key(pepper), context=_context(member))


def open_second(gate: bytes, *, member: MemberId, pepper: SecretKey) -> Second:
    content = unseal(gate, key=_key(pepper), context=_context(member))
    return Second(secret=SecretKey(content[8:]), used=int.from_bytes(content[:8], "big"))


def as_base32(secret: SecretKey) -> str:
    return base64.b32encode(secret.reveal()).decode()


def as_otpauth(secret: SecretKey) -> str:
    """For the authenticator. It names neither member nor group: phones get searched."""
    asked = {
        "secret": as_base32(secret),
        "algorithm": "SHA1",
        "digits": DIGITS,
        "period": PERIOD_SECONDS,
    }
    return "otpauth://totp/desk?" + urlencode(asked)


def _key(pepper: SecretKey) -> SecretKey:
    return subkey(pepper, label=b"accounts/second")


def _context(member: MemberId) -> bytes:
    return b"corridor/1/accounts/second|" + member.bytes
