"""The two private keys of a member: one opens what is sealed to them, one signs."""

from uuid import UUID

import msgspec

from corridor.base.ids import MemberId
from corridor.crypto.random import new_key
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SigningKey
from corridor.crypto.wrap import SealKey


class Keys(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    member: MemberId
    seal: SealKey
    signing: SigningKey

    def same_as(self, other: "Keys") -> bool:
        return (
            self.member == other.member
            and self.seal.seed.same_as(other.seal.seed)
            and self.signing.seed.same_as(other.signing.seed)
        )


class _Written(msgspec.Struct, frozen=True, array_like=True):
    member: bytes
    seal_seed: bytes
    signing_seed: bytes


def new_keys(member: MemberId) -> Keys:
    return Keys(member=member, seal=SealKey(new_key()), signing=SigningKey(new_key()))


def encode_keys(keys: Keys) -> bytes:
    """Secret bytes, on their way into a seal and nowhere else."""
    written = _Written(keys.member.bytes, keys.seal.seed.reveal(), keys.signing.seed.reveal())
    return msgspec.msgpack.encode(written)


def decode_keys(raw: bytes) -> Keys:
    written = msgspec.msgpack.decode(raw, type=_Written)
    return Keys(
        member=MemberId(UUID(bytes=written.member)),
        seal=SealKey(SecretKey(written.seal_seed)),
        signing=SigningKey(SecretKey(written.signing_seed)),
    )
