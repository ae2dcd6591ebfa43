"""A chain is the life of one thing: entries in one order, each bound to all before it."""

from collections.abc import Iterable

import msgspec

from corridor.base.ids import ChainId, OrganisationId
from corridor.crypto.derive import commitment
from corridor.crypto.digest import same, sha256
from corridor.crypto.secrets import SecretKey
from corridor.ledger.entry import NO_DIGEST, Header, SealedEntry, read_header
from corridor.ledger.errors import BrokenLinkError, CommitmentError


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The last entry of a chain: enough to write the next one and to notice a lost one."""

    organisation: OrganisationId
    chain: ChainId
    era: int
    epoch: int
    height: int
    digest: bytes

    def next_header(self, *, era: int) -> Header:
        """The header of the next entry in the same key epoch."""
        return Header(
            organisation=self.organisation,
            era=era,
            chain=self.chain,
            epoch=self.epoch,
            height=self.height + 1,
            previous=self.digest,
        )

    def next_epoch_header(self, *, era: int, chain_key: SecretKey) -> Header:
        """The header of the next entry, which opens a new key epoch."""
        return msgspec.structs.replace(
            self.next_header(era=era),
            epoch=self.epoch + 1,
            commitment=commitment(chain_key),
        )


def first_header(
    organisation: OrganisationId, chain: ChainId, *, era: int, chain_key: SecretKey
) -> Header:
    return Header(
        organisation=organisation,
        era=era,
        chain=chain,
        epoch=0,
        height=0,
        previous=NO_DIGEST,
        commitment=commitment(chain_key),
    )


def follow(head: Head | None, entry: SealedEntry) -> Head:
    """The new head, or `BrokenLinkError`.

    In order: same organisation and chain; height one more; previous digest equal; era never
    lower; epoch the same without commitment, or one more with it; body as its digest says.
    """
    header = read_header(entry.header)
    if not (_continues(head, header) and _body_is_whole(entry)):
        raise BrokenLinkError(header.chain, header.height)
    return Head(
        organisation=header.organisation,
        chain=header.chain,
        era=header.era,
        epoch=header.epoch,
        height=header.height,
        digest=entry.digest,
    )


def follow_all(entries: Iterable[SealedEntry], *, chain: ChainId) -> Head | None:
    """Walk a whole chain from its first entry; `BrokenLinkError` names the first bad height."""
    head: Head | None = None
    for height, entry in enumerate(entries):
        head = follow(head, entry)
        if head.chain != chain or head.height != height:
            raise BrokenLinkError(chain, height)
    return head


def check_commitment(header: Header, chain_key: SecretKey) -> None:
    """Whoever opens an epoch checks first that the key is the one its first entry names."""
    if not header.commitment or not same(header.commitment, commitment(chain_key)):
        raise CommitmentError(header.chain, header.height)


def _continues(head: Head | None, header: Header) -> bool:
    if head is None:
        return (header.height, header.epoch, header.previous, bool(header.commitment)) == (
            0,
            0,
            NO_DIGEST,
            True,
        )
    same_place = (header.organisation, header.chain, header.height, header.previous) == (
        head.organisation,
        head.chain,
        head.height + 1,
        head.digest,
    )
    new_epoch = bool(header.commitment)
    return same_place and header.era >= head.era and header.epoch == head.epoch + new_epoch


def _body_is_whole(entry: SealedEntry) -> bool:
    return entry.body is None or same(sha256(entry.body), entry.body_digest)
