"""Entries that anybody may write and only one compartment may read: the journal.

Every such entry opens a key epoch of its own: its chain key is new, sealed to the compartment's
public key, and stands before the sealed body (suite 1 ‖ encapsulation 1,120 ‖ box 48). Order,
digest and signature are those of any entry.
"""

from typing import Final

import msgspec

from corridor.base.ids import ChainId, OrganisationId
from corridor.crypto.digest import sha256
from corridor.crypto.errors import OpenError
from corridor.crypto.random import new_key
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SigningKey
from corridor.crypto.wrap import SealKey, seal_to
from corridor.ledger.chain import Head, check_commitment, first_header
from corridor.ledger.entry import SealedEntry, Written, open_entry, read_header, seal_entry
from corridor.ledger.errors import ForgedEntryError

ENVELOPE_LENGTH: Final = 1 + 1120 + 48


def _context(header: bytes) -> bytes:
    return b"corridor/1/addressed|" + header


def address_entry(  # noqa: PLR0913 - place, content, author and reader of one entry
    organisation: OrganisationId,
    chain: ChainId,
    head: Head | None,
    written: Written,
    *,
    era: int,
    author: SigningKey,
    to: bytes,
) -> SealedEntry:
    """An entry that follows `head` and that only the holder of `to`'s private side opens."""
    key = new_key()
    if head is None:
        header = first_header(organisation, chain, era=era, chain_key=key)
    else:
        header = head.next_epoch_header(era=era, chain_key=key)
    entry = seal_entry(header, written, author=author, chain_key=key)
    envelope = seal_to(to, key.reveal(), context=_context(entry.header))
    body = envelope + (entry.body or b"")
    return SealedEntry(header=entry.header, body=body, body_digest=sha256(body))


def open_addressed(entry: SealedEntry, *, by: SealKey) -> Written:
    """Raise `ForgedEntryError` unless the entry was addressed to `by` at this place."""
    header = read_header(entry.header)
    body = entry.body or b""
    try:
        raw = by.open(body[:ENVELOPE_LENGTH], context=_context(entry.header))
    except OpenError:
        raise ForgedEntryError(header.chain, header.height) from None
    key = SecretKey(raw)
    check_commitment(header, key)
    inner = msgspec.structs.replace(entry, body=body[ENVELOPE_LENGTH:])
    return open_entry(inner, chain_key=key)
