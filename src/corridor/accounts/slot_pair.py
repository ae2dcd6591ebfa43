"""Two equal slots: one holds a member's keys, the other opens nothing, and none looks used.

Inside a slot the keys are sealed under a key made of passphrase and pepper. Around both slots
lies a second layer under the pepper alone. It is renewed on both at every log-in, so that two
copies of the disk, taken a week apart, show two changed slots and never the one in use.
"""

from typing import Final

import msgspec

from corridor.accounts.keys import Keys, decode_keys, encode_keys
from corridor.base.ids import MemberId
from corridor.crypto.derive import subkey
from corridor.crypto.digest import tag
from corridor.crypto.errors import OpenError
from corridor.crypto.padding import pad, unpad
from corridor.crypto.random import new_key, random_below, random_bytes
from corridor.crypto.seal import seal, unseal
from corridor.crypto.secrets import SecretKey

SMALLEST: Final = 256


class SlotPair(msgspec.Struct, frozen=True):
    """Both slots as they are stored."""

    a: bytes
    b: bytes


class OpenedSlot(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    keys: Keys
    position: int


def slot_key(pepper: SecretKey, stretched: SecretKey) -> SecretKey:
    """Neither the passphrase nor the pepper alone makes this key."""
    return SecretKey(tag(pepper, b"corridor/1/accounts/slot", stretched.reveal()))


def new_pair(keys: Keys, *, key: SecretKey, pepper: SecretKey) -> SlotPair:
    """Lay `keys` into one of the two positions, drawn by lot."""
    return _laid(keys, position=random_below(2), key=key, other=None, pepper=pepper)


def open_pair(
    pair: SlotPair, *, member: MemberId, key: SecretKey, pepper: SecretKey
) -> OpenedSlot:
    """Try both slots always, or raise `OpenError`."""
    found = [
        OpenedSlot(keys=keys, position=position)
        for position, inner in enumerate(_inner(pair, member, pepper))
        if (keys := _keys_in(inner, member, key)) is not None
    ]
    if not found:
        raise OpenError
    return found[0]


def renew_pair(pair: SlotPair, *, member: MemberId, pepper: SecretKey) -> SlotPair:
    """The same two slots in a fresh outer layer."""
    return _outer(_inner(pair, member, pepper), member, pepper)


def put_into_pair(
    pair: SlotPair, opened: OpenedSlot, *, key: SecretKey, pepper: SecretKey
) -> SlotPair:
    """Seal the opened keys again under a new slot key; the other slot stays as it is."""
    member = opened.keys.member
    other = _inner(pair, member, pepper)[1 - opened.position]
    return _laid(opened.keys, position=opened.position, key=key, other=other, pepper=pepper)


def _laid(
    keys: Keys, *, position: int, key: SecretKey, other: bytes | None, pepper: SecretKey
) -> SlotPair:
    padded = pad(encode_keys(keys), smallest=SMALLEST)
    used = seal(padded, key=key, context=_context(b"inner", keys.member))
    # An unused slot is sealed under a key that nobody kept: it looks like every other slot
    # even to who holds the pepper.
    unused = other or seal(
        random_bytes(len(padded)), key=new_key(), context=_context(b"inner", keys.member)
    )
    pair = (used, unused) if position == 0 else (unused, used)
    return _outer(pair, keys.member, pepper)


def _keys_in(inner: bytes, member: MemberId, key: SecretKey) -> Keys | None:
    try:
        padded = unseal(inner, key=key, context=_context(b"inner", member))
    except OpenError:
        return None
    return decode_keys(unpad(padded, smallest=SMALLEST))


def _outer(inner: tuple[bytes, bytes], member: MemberId, pepper: SecretKey) -> SlotPair:
    key = subkey(pepper, label=b"accounts/slot-layer")
    return SlotPair(
        a=seal(inner[0], key=key, context=_context(b"a", member)),
        b=seal(inner[1], key=key, context=_context(b"b", member)),
    )


def _inner(pair: SlotPair, member: MemberId, pepper: SecretKey) -> tuple[bytes, bytes]:
    key = subkey(pepper, label=b"accounts/slot-layer")
    return (
        unseal(pair.a, key=key, context=_context(b"a", member)),
        unseal(pair.b, key=key, context=_context(b"b", member)),
    )


def _context(place: bytes, member: MemberId) -> bytes:
    return b"corridor/1/accounts/slot|" + place + b"|" + member.bytes
