"""What a log-in opened, as one run of secret bytes: on its way into a session's seal."""

from collections.abc import Iterable
from uuid import UUID

import msgspec

from corridor.accounts.keys import Keys, decode_keys, encode_keys
from corridor.base.ids import CompartmentId
from corridor.crypto.secrets import SecretKey
from corridor.ledger.boxes import CompartmentKey


class Bundle(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """`confirmed`: the minute since 1970 when the second factor was last shown."""

    keys: Keys
    compartments: tuple[CompartmentKey, ...]
    roster_height: int
    confirmed: int


class _Compartment(msgspec.Struct, frozen=True, array_like=True):
    compartment: bytes
    epoch: int
    secret: bytes


class _Written(msgspec.Struct, frozen=True, array_like=True):
    keys: bytes
    compartments: tuple[_Compartment, ...]
    roster_height: int
    confirmed: int


def encode_bundle(bundle: Bundle) -> bytes:
    written = _Written(
        encode_keys(bundle.keys),
        tuple(_written(bundle.compartments)),
        bundle.roster_height,
        bundle.confirmed,
    )
    return msgspec.msgpack.encode(written)


def decode_bundle(raw: bytes) -> Bundle:
    written = msgspec.msgpack.decode(raw, type=_Written)
    return Bundle(
        keys=decode_keys(written.keys),
        compartments=tuple(_read(kept) for kept in written.compartments),
        roster_height=written.roster_height,
        confirmed=written.confirmed,
    )


def _written(keys: Iterable[CompartmentKey]) -> Iterable[_Compartment]:
    return (_Compartment(k.compartment.bytes, k.epoch, k.secret.reveal()) for k in keys)


def _read(kept: _Compartment) -> CompartmentKey:
    return CompartmentKey(
        compartment=CompartmentId(UUID(bytes=kept.compartment)),
        epoch=kept.epoch,
        secret=SecretKey(kept.secret),
    )
