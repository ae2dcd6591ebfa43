"""New requests reach the desk once each, whatever else lies in the mailbox."""

from collections.abc import Callable, Iterable
from dataclasses import replace

import msgspec
import pytest
from typing_extensions import override

from corridor.base.ids import ChainId
from corridor.crypto.random import new_key, new_uuid, random_bytes
from corridor.crypto.receipt import new_receipt
from corridor.crypto.sign import SigningKey
from corridor.crypto.wrap import SealKey
from corridor.domain.intake import Asked, Channel, SaidPlace, Who, Wish
from corridor.domain.queueing import Filter, View
from corridor.ledger.boxes import drop_in_mailbox
from corridor.ledger.chain import first_header
from corridor.ledger.entry import Written, key_id_of, seal_entry
from corridor.ledger.memory import MemoryDoor, MemoryStore
from corridor.ledger.records import MailboxWrap
from corridor.ledger.store import Batch, ReceiptLock
from corridor.services.asking import come_back, store_request, withdraw
from corridor.services.chains import case_chain
from corridor.services.codec import encode
from corridor.services.collecting import AT_ONCE, collect
from corridor.services.desk import new_act
from corridor.services.listing import case_index
from corridor.services.queueing import see_queue
from tests.services.world import NOON, ORGANISATION, World


@pytest.fixture
def world() -> World:
    return World()


def asked(*, person_key: bytes, what: str = "Junk.") -> Asked:
    return Asked(
        language="en",
        soon=Wish.DAYS,
        who=Who.ME,
        what=what,
        place=SaidPlace.REGION,
        channel=Channel.PAGE,
        person_key=person_key,
        alarm=None,
    )


def drop(world: World, fact: bytes, *, declared: SigningKey, time: bytes | None = None) -> None:
    """A dialogue written by whoever holds the database and the public mailbox key."""
    chain, key = ChainId(new_uuid()), new_key()
    written = Written(
        key_id=key_id_of(declared.public), at=NOON, act=new_act(), siblings=1, fact=fact
    )
    if time is not None:
        written = _Odd(**{**msgspec.structs.asdict(written), "raw_time": time})
    header = first_header(ORGANISATION, chain, era=0, chain_key=key)
    entry = seal_entry(header, written, author=declared, chain_key=key)
    wrap = drop_in_mailbox(
        ORGANISATION, chain, chain_key=key, mailbox_epoch=0, mailbox=world.pins.mailbox
    )
    lock = ReceiptLock(lookup=random_bytes(32), chain=chain, wrapped=random_bytes(61))
    world.door.accept(Batch(entries=[entry]), lock=lock, wrap=wrap, alarms=[])


class _Odd(Written, frozen=True, kw_only=True):
    """Content with a time that no clock shows."""

    raw_time: bytes = bytes(8)

    @override
    def preface(self) -> bytes:
        whole = super().preface()
        return whole[:16] + self.raw_time + whole[24:]


def put_wrap(world: World, wrapped: bytes, *, chain: ChainId, epoch: int = 0) -> None:
    wrap = MailboxWrap(chain=chain, mailbox_epoch=epoch, wrapped=wrapped)
    lock = ReceiptLock(lookup=random_bytes(32), chain=chain, wrapped=b"")
    world.door.accept(Batch(), lock=lock, wrap=wrap, alarms=[])


def junk_box(world: World) -> None:
    put_wrap(world, random_bytes(1169), chain=ChainId(new_uuid()))


def empty_box(world: World) -> None:
    put_wrap(world, b"", chain=ChainId(new_uuid()))


def zero_box(world: World) -> None:
    put_wrap(world, b"\x01" + bytes(1168), chain=ChainId(new_uuid()))


def box_for_nothing(world: World) -> None:
    chain = ChainId(new_uuid())
    wrap = drop_in_mailbox(
        ORGANISATION, chain, chain_key=new_key(), mailbox_epoch=0, mailbox=world.pins.mailbox
    )
    put_wrap(world, wrap.wrapped, chain=chain)


def box_of_an_unknown_epoch(world: World) -> None:
    put_wrap(world, random_bytes(1169), chain=ChainId(new_uuid()), epoch=9)


def box_from_another_chain(world: World) -> None:
    _, chain = world.ask()
    (true,) = (wrap for wrap in world.door.mailbox() if wrap.chain == chain)
    put_wrap(world, true.wrapped, chain=ChainId(new_uuid()))
    world.door.empty_mailbox([true])


def stranger_wrote_it(world: World) -> None:
    named = SigningKey(new_key()).public
    drop(world, encode(asked(person_key=named)), declared=SigningKey(new_key()))


def no_request_in_it(world: World) -> None:
    drop(world, b"\x81\xa4kind\xa7new/999", declared=SigningKey(new_key()))


def not_a_fact(world: World) -> None:
    drop(world, b"\xc1", declared=SigningKey(new_key()))


def nested_without_end(world: World) -> None:
    deep = b"\x82\xa4kind\xa7asked/1\xa1x" + b"\x91" * 200_000
    drop(world, deep, declared=SigningKey(new_key()))


def time_out_of_reach(world: World) -> None:
    writer = SigningKey(new_key())
    drop(world, encode(asked(person_key=writer.public)), declared=writer, time=b"\xff" * 8)


def short_key(world: World) -> None:
    drop(world, encode(asked(person_key=b"short")), declared=SigningKey(new_key()))


JUNK: list[Callable[[World], None]] = [
    junk_box,
    empty_box,
    zero_box,
    box_for_nothing,
    box_of_an_unknown_epoch,
    box_from_another_chain,
    stranger_wrote_it,
    no_request_in_it,
    not_a_fact,
    nested_without_end,
    time_out_of_reach,
    short_key,
]


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: junk.__name__)
def test_what_does_not_open_never_holds_up_the_others(
    world: World, junk: Callable[[World], None]
) -> None:
    junk(world)
    _, dialogue = world.ask()
    lyra = world.as_member("lyra")

    unopened = collect(lyra)

    assert unopened == 1
    assert set(case_index(lyra).cases) == {case_chain(dialogue)}


def test_a_heap_of_junk_never_holds_up_the_others(world: World) -> None:
    for _ in range(AT_ONCE + 1):
        junk_box(world)
    _, dialogue = world.ask()
    lyra = world.as_member("lyra")

    unopened = collect(lyra)

    assert unopened >= AT_ONCE
    assert set(case_index(lyra).cases) == {case_chain(dialogue)}


def test_a_request_that_was_sent_twice_counts_once(world: World) -> None:
    receipt = new_receipt()
    first = asked(person_key=SigningKey(receipt.signing_seed()).public, what="Please answer.")
    store_request(world.public, receipt, first, alarms=[])
    store_request(world.public, receipt, first, alarms=[])
    lyra = world.as_member("lyra")

    collect(lyra)

    assert len(case_index(lyra).cases) == 1
    assert world.door.mailbox_size() == 0
    assert come_back(world.public, receipt).dialogue.messages[0].text == "Please answer."


def test_two_workers_who_collect_at_once_open_each_request_once(world: World) -> None:
    receipts = [world.ask() for _ in range(5)]
    waiting = world.door.mailbox()
    collect(world.as_member("lyra"))
    for wrap in waiting:
        lock = ReceiptLock(lookup=random_bytes(32), chain=wrap.chain, wrapped=b"")
        world.door.accept(Batch(), lock=lock, wrap=wrap, alarms=[])

    collect(world.as_member("altair", stores=world.fresh()))

    cases = case_index(world.as_member("lyra", stores=world.fresh())).cases
    assert set(cases) == {case_chain(dialogue) for _, dialogue in receipts}
    assert world.door.mailbox_size() == 0


class _Breaking:
    """Lets so many writes through and breaks down at the next."""

    def __init__(self) -> None:
        self.left: int | None = None

    def count(self) -> None:
        if self.left == 0:
            raise ConnectionError
        if self.left is not None:
            self.left -= 1


class _BreakingDoor(MemoryDoor):
    def __init__(self, breaking: _Breaking) -> None:
        super().__init__(organisation=ORGANISATION)
        self.breaking = breaking

    @override
    def commit(self, batch: Batch) -> None:
        self.breaking.count()
        super().commit(batch)

    @override
    def empty_mailbox(self, wraps: Iterable[MailboxWrap]) -> None:
        self.breaking.count()
        super().empty_mailbox(wraps)


class _BreakingDesk(MemoryStore):
    def __init__(self, breaking: _Breaking) -> None:
        super().__init__(organisation=ORGANISATION)
        self.breaking = breaking

    @override
    def commit(self, batch: Batch) -> None:
        self.breaking.count()
        super().commit(batch)


@pytest.mark.parametrize("steps", [0, 1, 2], ids=["granting", "opening", "emptying"])
def test_a_crash_between_the_steps_is_completed_by_doing_it_again(steps: int) -> None:
    breaking = _Breaking()
    world = World(desk=_BreakingDesk(breaking), door=_BreakingDoor(breaking))
    receipt, dialogue = world.ask("I cannot stay here.")
    lyra, door = world.as_member("lyra"), world.door
    breaking.left = steps
    with pytest.raises(ConnectionError):
        collect(lyra)
    breaking.left = None

    unopened = collect(world.as_member("lyra", stores=world.fresh()))

    index = case_index(world.as_member("lyra", stores=world.fresh()))
    assert (unopened, door.mailbox_size(), set(index.cases)) == (
        0,
        0,
        {case_chain(dialogue)},
    )
    assert come_back(world.public, receipt).dialogue.asked is not None


def test_a_withdrawn_request_leaves_nothing_to_collect(world: World) -> None:
    receipt, dialogue = world.ask()
    withdraw(world.public, receipt)
    lyra = world.as_member("lyra")

    collect(lyra)

    assert case_index(lyra).cases == {}
    assert all(entry.body is None for entry in world.door.entries(dialogue))


def test_a_request_sealed_to_another_mailbox_is_reported_not_opened(world: World) -> None:
    world.pins = replace(world.pins, mailbox=SealKey(new_key()).public)
    world.ask()
    lyra = world.as_member("lyra")

    assert collect(lyra) == 1
    assert case_index(lyra).cases == {}
    assert world.door.mailbox_size() == 1


def test_the_queue_says_how_many_did_not_open(world: World) -> None:
    junk_box(world)

    queue = see_queue(world.as_member("lyra"), view=View.ALL_OPEN, chosen=Filter())

    assert queue.unopened == 1
