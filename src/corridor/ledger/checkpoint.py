"""A checkpoint says: at this many lines the append log had this root. It can leave the machine.

Text, so that it can be printed, photographed or read over the phone:

    corridor checkpoint 1
    organisation <32 hex>
    store <desk|door>
    era <number>
    size <number>
    root <64 hex>
    key <64 hex>
    signature <128 hex>

The signature (Ed25519) covers the labelled digest of all lines above it.
"""

import re
from uuid import UUID

import msgspec

from corridor.base.ids import OrganisationId
from corridor.crypto.digest import digest
from corridor.crypto.errors import SignatureError
from corridor.crypto.sign import SigningKey, verify
from corridor.ledger.errors import ForgedEntryError, MalformedEntryError

_TEXT = re.compile(
    r"corridor checkpoint 1\norganisation ([0-9a-f]{32})\nstore (desk|door)\n"
    r"era (0|[1-9][0-9]{,9})\nsize (0|[1-9][0-9]{,18})\nroot ([0-9a-f]{64})\n"
    r"key ([0-9a-f]{64})\nsignature ([0-9a-f]{128})\n"
)


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    organisation: OrganisationId
    store: str
    era: int
    size: int
    root: bytes
    key: bytes
    signature: bytes = b""

    def signed_lines(self) -> str:
        return (
            f"corridor checkpoint 1\norganisation {self.organisation.hex}\n"
            f"store {self.store}\nera {self.era}\nsize {self.size}\n"
            f"root {self.root.hex()}\nkey {self.key.hex()}\n"
        )

    def text(self) -> str:
        return f"{self.signed_lines()}signature {self.signature.hex()}\n"


def _message(checkpoint: Checkpoint) -> bytes:
    return digest(b"corridor/1/checkpoint", checkpoint.signed_lines().encode())


def sign_checkpoint(checkpoint: Checkpoint, *, by: SigningKey) -> Checkpoint:
    named = msgspec.structs.replace(checkpoint, key=by.public)
    return msgspec.structs.replace(named, signature=by.sign(_message(named)))


def read_checkpoints(text: str) -> list[Checkpoint]:
    """One or more checkpoints, each signed by the key it names; anything else is refused."""
    found, end = [], 0
    for match in _TEXT.finditer(text):
        if text[end : match.start()].strip():
            raise MalformedEntryError
        end = match.end()
        found.append(_checked(match))
    if not found or text[end:].strip():
        raise MalformedEntryError
    return found


def _checked(match: re.Match[str]) -> Checkpoint:
    organisation, store, era, size, root, key, signature = match.groups()
    checkpoint = Checkpoint(
        organisation=OrganisationId(UUID(hex=organisation)),
        store=store,
        era=int(era),
        size=int(size),
        root=bytes.fromhex(root),
        key=bytes.fromhex(key),
        signature=bytes.fromhex(signature),
    )
    try:
        verify(_message(checkpoint), checkpoint.signature, by=checkpoint.key)
    except SignatureError:
        raise ForgedEntryError from None
    return checkpoint
