"""One fact at one height: its exact bytes. Normative text: docs/spec/ledger-format.md."""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

import msgspec

from corridor.base.clock import from_milliseconds, to_milliseconds
from corridor.base.ids import ActId, ChainId, OrganisationId
from corridor.crypto.derive import subkey
from corridor.crypto.digest import DIGEST_LENGTH, digest, sha256
from corridor.crypto.errors import OpenError, SignatureError
from corridor.crypto.padding import pad, unpad
from corridor.crypto.seal import seal, unseal
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SIGNATURE_LENGTH, SigningKey, verify
from corridor.ledger.errors import ForgedEntryError, MalformedEntryError

SUITE = 1
NO_DIGEST = bytes(DIGEST_LENGTH)
KEY_ID_LENGTH = 16
_FIXED = 2 + 16 + 4 + 16 + 4 + 8 + DIGEST_LENGTH
_PREFACE = KEY_ID_LENGTH + 8 + 16 + 2
_HEADERS_AT_HAND = 4_096


def key_id_of(public: bytes) -> bytes:
    """16 bytes that name a signing key inside the seal."""
    return digest(b"corridor/1/key-id", public)[:KEY_ID_LENGTH]


class Header(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in clear: place and order, no author, no time, no meaning."""

    organisation: OrganisationId
    era: int
    chain: ChainId
    epoch: int
    height: int
    previous: bytes
    commitment: bytes = b""

    def encode(self) -> bytes:
        return b"".join(
            (
                bytes((SUITE, bool(self.commitment))),
                self.organisation.bytes,
                self.era.to_bytes(4, "big"),
                self.chain.bytes,
                self.epoch.to_bytes(4, "big"),
                self.height.to_bytes(8, "big"),
                self.previous,
                self.commitment,
            )
        )


@lru_cache(maxsize=_HEADERS_AT_HAND)
def read_header(raw: bytes) -> Header:
    """Raise `MalformedEntryError` for any byte that `Header.encode` would not write.

    A header stands in clear and is looked at by everyone who follows, opens and checks.
    """
    expected = _FIXED + DIGEST_LENGTH * (raw[1:2] == b"\x01")
    if len(raw) != expected or raw[0] != SUITE or raw[1] > 1:
        raise MalformedEntryError
    return Header(
        organisation=OrganisationId(UUID(bytes=raw[2:18])),
        era=int.from_bytes(raw[18:22], "big"),
        chain=ChainId(UUID(bytes=raw[22:38])),
        epoch=int.from_bytes(raw[38:42], "big"),
        height=int.from_bytes(raw[42:50], "big"),
        previous=raw[50:82],
        commitment=raw[82:],
    )


class SealedEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An entry as it is stored. An erased entry has lost its body and keeps its digest."""

    header: bytes
    body: bytes | None
    body_digest: bytes

    @property
    def digest(self) -> bytes:
        return digest(b"corridor/1/entry", self.header, self.body_digest)


class Written(msgspec.Struct, frozen=True, kw_only=True):
    """What the seal holds. `siblings`: how many entries the same act wrote here, with this."""

    key_id: bytes
    at: datetime
    act: ActId
    siblings: int
    fact: bytes
    signature: bytes = b""

    def preface(self) -> bytes:
        return b"".join(
            (
                self.key_id,
                to_milliseconds(self.at).to_bytes(8, "big"),
                self.act.bytes,
                self.siblings.to_bytes(2, "big"),
            )
        )


def seal_entry(
    header: Header, written: Written, *, author: SigningKey, chain_key: SecretKey
) -> SealedEntry:
    """Sign header and content, then seal both away at this place and no other."""
    raw = header.encode()
    content = written.preface() + written.fact
    signature = author.sign(digest(b"corridor/1/sign", raw, content))
    body = seal(pad(content + signature), key=subkey(chain_key, label=b"entries"), context=raw)
    return SealedEntry(header=raw, body=body, body_digest=sha256(body))


class EntryKey:
    """What opens the entries of one key epoch: derived once, however many there are."""

    def __init__(self, chain_key: SecretKey) -> None:
        self._key = subkey(chain_key, label=b"entries")

    def open(self, entry: SealedEntry) -> Written:
        """Raise `ForgedEntryError` unless the body opens at exactly this header."""
        header = read_header(entry.header)
        if entry.body is None:
            raise ForgedEntryError(header.chain, header.height)
        try:
            content = unpad(unseal(entry.body, key=self._key, context=entry.header))
        except OpenError:
            raise ForgedEntryError(header.chain, header.height) from None
        at = _time(content[16:24])
        if len(content) < _PREFACE + SIGNATURE_LENGTH or at is None:
            raise ForgedEntryError(header.chain, header.height)
        return Written(
            key_id=content[:16],
            at=at,
            act=ActId(UUID(bytes=content[24:40])),
            siblings=int.from_bytes(content[40:42], "big"),
            fact=content[_PREFACE:-SIGNATURE_LENGTH],
            signature=content[-SIGNATURE_LENGTH:],
        )


def open_entry(entry: SealedEntry, *, chain_key: SecretKey) -> Written:
    """One entry alone. Raise `ForgedEntryError` as `EntryKey.open` does."""
    return EntryKey(chain_key).open(entry)


def _time(raw: bytes) -> datetime | None:
    """None for a time that no clock shows: a forger's word must not stop who reads on."""
    try:
        return from_milliseconds(int.from_bytes(raw, "big"))
    except (ValueError, OverflowError, OSError):
        return None


def check_signature(entry: SealedEntry, written: Written, *, by: bytes) -> None:
    """Return quietly, or raise `ForgedEntryError`: the author did not write this here."""
    message = digest(b"corridor/1/sign", entry.header, written.preface() + written.fact)
    try:
        verify(message, written.signature, by=by)
    except SignatureError:
        header = read_header(entry.header)
        raise ForgedEntryError(header.chain, header.height) from None
