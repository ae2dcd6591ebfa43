"""One organisation and what its people write, sealed with fresh keys."""

from dataclasses import dataclass, field
from uuid import UUID

from corridor.base.clock import system_clock
from corridor.base.ids import (
    ActId,
    AlarmId,
    BlobId,
    ChainId,
    CompartmentId,
    MemberId,
    OrganisationId,
)
from corridor.crypto.digest import sha256
from corridor.crypto.random import new_key, new_uuid, random_bytes
from corridor.crypto.secrets import SecretKey
from corridor.crypto.sign import SigningKey
from corridor.ledger.boxes import CompartmentKey, give_grant, seal_card
from corridor.ledger.chain import Head, first_header, follow
from corridor.ledger.checkpoint import Checkpoint, sign_checkpoint
from corridor.ledger.entry import SealedEntry, Written, seal_entry
from corridor.ledger.records import (
    CompartmentWrap,
    Grant,
    KeptFile,
    MailboxWrap,
    SealedCard,
)
from corridor.ledger.store import Alarm, DeskStore, DoorStore, LedgerStore, ReceiptLock

ORGANISATION = OrganisationId(UUID(int=0xC0441D04))
CASEWORK = CompartmentKey(
    compartment=CompartmentId(UUID(int=0xCA5E)), epoch=0, secret=SecretKey(bytes(range(32)))
)
MARYAM = SigningKey(SecretKey(sha256(b"maryam")))
ILYA = MemberId(UUID(int=0x11A))


@dataclass(frozen=True, kw_only=True)
class Keepers:
    desk: DeskStore
    door: DoorStore


@dataclass(kw_only=True)
class Story:
    """One chain and its next entry: `write` seals without storing."""

    chain: ChainId = field(default_factory=lambda: ChainId(new_uuid()))
    key: SecretKey = field(default_factory=new_key)
    organisation: OrganisationId = ORGANISATION
    head: Head | None = None

    def write(self, fact: bytes = b"a fact", *, era: int = 0) -> SealedEntry:
        header = (
            first_header(self.organisation, self.chain, era=era, chain_key=self.key)
            if self.head is None
            else self.head.next_header(era=era)
        )
        entry = seal_entry(header, written(fact), author=MARYAM, chain_key=self.key)
        self.head = follow(self.head, entry)
        return entry

    def new_epoch(self) -> SealedEntry:
        if self.head is None:
            raise ValueError("a chain begins with its first entry")
        self.key = new_key()
        header = self.head.next_epoch_header(era=self.head.era, chain_key=self.key)
        entry = seal_entry(header, written(b"new epoch"), author=MARYAM, chain_key=self.key)
        self.head = follow(self.head, entry)
        return entry

    def grant(self, to: CompartmentKey = CASEWORK) -> Grant:
        return give_grant(self.organisation, self.chain, epoch=0, chain_key=self.key, to=to)

    def card(self, words: bytes = b"a card", to: CompartmentKey = CASEWORK) -> SealedCard:
        if self.head is None:
            raise ValueError("a card sums up entries")
        return seal_card(
            self.organisation,
            self.chain,
            words,
            height=self.head.height,
            head_digest=self.head.digest,
            to=to,
        )

    def lock(self) -> ReceiptLock:
        return ReceiptLock(
            lookup=sha256(self.chain.bytes), chain=self.chain, wrapped=random_bytes(60)
        )

    def mailbox(self) -> MailboxWrap:
        return MailboxWrap(chain=self.chain, mailbox_epoch=0, wrapped=random_bytes(60))


def written(fact: bytes) -> Written:
    return Written(
        key_id=bytes(16), at=system_clock(), act=ActId(new_uuid()), siblings=1, fact=fact
    )


def wrap(holder: MemberId = ILYA) -> CompartmentWrap:
    return CompartmentWrap(
        compartment=CASEWORK.compartment, epoch=0, holder=holder, wrapped=random_bytes(60)
    )


def alarm(*, due: int = 100, level: int = 1) -> Alarm:
    return Alarm(alarm=AlarmId(new_uuid()), due=due, level=level, group="duty")


def blob() -> BlobId:
    return BlobId(new_uuid())


def kept(story: Story, name: BlobId, content: bytes = b"sealed already") -> KeptFile:
    """The file as the story's newest entry names it."""
    return KeptFile(
        chain=story.chain,
        height=story.head.height if story.head else 0,
        blob=name,
        size=len(content),
        digest=sha256(content),
    )


def checkpoint_of(store: LedgerStore) -> Checkpoint:
    frontier = store.frontier()
    unsigned = Checkpoint(
        organisation=ORGANISATION,
        store=store.name,
        era=store.era(),
        size=frontier.size,
        root=frontier.root(),
        key=MARYAM.public,
    )
    return sign_checkpoint(unsigned, by=MARYAM)
