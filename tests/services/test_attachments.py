"""Files both ways: whole or not at all, bound to one dialogue, gone when they should be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import msgspec
import pytest
from typing_extensions import override

from corridor.base.ids import BlobId, ChainId
from corridor.crypto.random import new_key, new_uuid, random_bytes
from corridor.crypto.receipt import Receipt, new_receipt
from corridor.crypto.sign import SigningKey
from corridor.crypto.stream import SEGMENT
from corridor.domain.attachments import MEGABYTE, Category, Limits
from corridor.domain.errors import (
    EmptyFileError,
    FilesTogetherError,
    FileTooLargeError,
    IntimateProofError,
    NotFoundError,
    TooManyFilesError,
    WithdrawnError,
)
from corridor.domain.intake import SaidPlace, Who, Wish
from corridor.domain.journal import Export, Exported, Opened, Opening
from corridor.domain.messages import Voice
from corridor.ledger.files import Waiting
from corridor.ledger.memory_files import MemoryBlobs
from corridor.services import attachments, sealed_files
from corridor.services.asking import Question, come_back, lookup_of
from corridor.services.attachments import Reception
from corridor.services.casefiles import open_file
from corridor.services.chains import case_chain, dialogue_chain
from corridor.services.collecting import collect
from corridor.services.journal import journal_authors, read_journal
from corridor.services.sealed_files import DamagedFileError, Label, OpenedFile, Shelf
from tests.services.world import World

QUESTION = Question(
    language="en", soon=Wish.HOURS, who=Who.ME, what="Please.", place=SaidPlace.REGION
)
SUMMONS = Label(name="summons.jpg", declared="image/jpeg", category=Category.PAPERS)
PIECES = [random_bytes(200_000) for _ in range(3)]
CONTENT = b"".join(PIECES)


@dataclass
class House:
    world: World = field(default_factory=World)
    limits: Limits = field(default_factory=Limits)
    receipt: Receipt = field(default_factory=new_receipt)

    def __post_init__(self) -> None:
        self.files = MemoryBlobs(self.world.door, clock=self.world.clock)

    @property
    def here(self) -> Reception:
        return Reception(door=self.world.public, files=self.files, limits=self.limits)

    @property
    def chain(self) -> ChainId:
        return dialogue_chain(lookup_of(self.world.pepper, self.receipt))

    def send(self, *pieces: bytes, label: Label = SUMMONS) -> None:
        attachments.receive(self.here, self.receipt, label, pieces or PIECES)

    def ask(self) -> None:
        attachments.request_help(self.here, self.receipt, QUESTION)

    def case(self) -> ChainId:
        self.ask()
        collect(self.world.as_member("lyra"))
        return case_chain(self.chain)

    def shelved(self) -> int:
        return len(self.files._shelf)

    def heights(self) -> list[int]:
        dialogue = come_back(self.world.public, self.receipt).dialogue
        return [file.height for file in dialogue.files if not file.removed]


@pytest.fixture
def house() -> House:
    return House()


def read(opened: OpenedFile) -> bytes:
    with opened:
        return b"".join(opened.read())


def on_the_desk(house: House, case: ChainId, *, height: int) -> bytes:
    lyra = house.world.as_member("lyra")
    file = open_file(lyra, case)
    return read(attachments.open_to_show(lyra, house.files, file, height=height))


def test_a_file_sent_before_the_request_comes_with_it(house: House) -> None:
    house.send()

    case = house.case()

    assert on_the_desk(house, case, height=1) == CONTENT
    talk = open_file(house.world.as_member("lyra"), case).talk
    assert talk is not None
    (file,) = talk.dialogue.files
    assert (file.attached.name, file.attached.size) == ("summons.jpg", len(CONTENT))
    assert (file.by, file.attached.declared) == (None, "image/jpeg")


def test_words_and_files_are_stored_in_one_act(house: House) -> None:
    house.send()
    house.send(b"another", label=a_recording("threat.ogg"))

    house.ask()

    records = come_back(house.world.public, house.receipt).history.records
    assert len(records) == 3
    assert len({record.act for record in records}) == 1


def a_recording(name: str) -> Label:
    return Label(name=name, declared="audio/ogg", category=Category.THREAT)


def test_a_request_pressed_twice_has_its_files_once(house: House) -> None:
    house.send()
    for _ in range(3):
        house.ask()

    assert house.heights() == [1]
    assert house.shelved() == 1


def test_a_file_uploaded_twice_counts_once(house: House) -> None:
    house.send()
    house.send()
    house.ask()
    house.send()

    assert house.heights() == [1]
    assert house.shelved() == 1


def test_a_file_sent_later_stands_in_the_conversation(house: House) -> None:
    case = house.case()

    house.send()

    assert on_the_desk(house, case, height=1) == CONTENT
    dialogue = come_back(house.world.public, house.receipt).dialogue
    assert dialogue.messages[-1].voice is Voice.PERSON


def test_a_late_file_of_an_urgent_request_wakes_somebody(house: House) -> None:
    house.ask()
    before = len(house.world.door.alarms())

    house.send()

    assert len(house.world.door.alarms()) == before + 1


def broken_off() -> Iterator[bytes]:
    yield PIECES[0]
    raise ConnectionError


def test_a_file_that_breaks_off_leaves_nothing_and_the_one_before_stays(house: House) -> None:
    house.case()
    house.send()

    with pytest.raises(ConnectionError):
        attachments.receive(house.here, house.receipt, SUMMONS, broken_off())

    assert house.heights() == [1]
    assert house.shelved() == 1


@pytest.mark.parametrize("sent", [True, False])
def test_an_empty_file_is_refused_and_leaves_nothing(house: House, sent: bool) -> None:  # noqa: FBT001
    if sent:
        house.ask()

    with pytest.raises(EmptyFileError):
        house.send(b"")

    assert house.shelved() == 0


def test_intimate_proof_is_refused_unread(house: House) -> None:
    label = Label(name="x.jpg", declared="image/jpeg", category=Category.INTIMATE)
    unread = iter(PIECES)

    with pytest.raises(IntimateProofError):
        attachments.receive(house.here, house.receipt, label, unread)

    assert next(unread) == PIECES[0]
    assert house.shelved() == 0


def test_what_is_larger_than_the_limit_is_stopped_on_its_way() -> None:
    house = House(limits=Limits(largest_mb=1, most=3, together_mb=3))
    piece, given = bytes(MEGABYTE // 2), 0

    def endless() -> Iterator[bytes]:
        nonlocal given
        while True:
            given += 1
            yield piece

    with pytest.raises(FileTooLargeError):
        attachments.receive(house.here, house.receipt, SUMMONS, endless())

    assert given == 3
    assert house.shelved() == 0


@pytest.mark.parametrize("sent", [True, False])
def test_files_have_a_limit_in_number_and_together(sent: bool) -> None:  # noqa: FBT001
    house = House(limits=Limits(largest_mb=1, most=2, together_mb=1))
    if sent:
        house.ask()
    house.send(b"one")

    with pytest.raises(FileTooLargeError):
        house.send(bytes(MEGABYTE))
    house.send(bytes(MEGABYTE - 3))
    with pytest.raises((TooManyFilesError, FilesTogetherError)):
        house.send(b"three")

    assert house.shelved() == 2


def test_what_waits_is_shown_and_can_be_taken_back(house: House) -> None:
    house.send()
    (one,) = attachments.pending(house.here, house.receipt)

    attachments.forget(house.here, house.receipt, blob=one.blob)
    house.ask()

    assert one.attached.name == "summons.jpg"
    assert house.heights() == []
    assert house.shelved() == 0


def test_nobody_sees_or_takes_back_what_another_receipt_sent(house: House) -> None:
    house.send()
    (mine,) = attachments.pending(house.here, house.receipt)
    stranger = House(world=house.world)
    stranger.files = house.files

    assert attachments.pending(stranger.here, stranger.receipt) == []
    with pytest.raises(NotFoundError):
        attachments.forget(stranger.here, stranger.receipt, blob=mine.blob)
    stranger.ask()

    assert stranger.heights() == []
    house.ask()
    assert house.heights() == [1]


def test_a_row_moved_to_another_request_is_not_adopted(house: House) -> None:
    """Whoever owns the database puts the chain of their own request into the file's row."""
    house.send()
    stranger = House(world=house.world)
    stranger.files = house.files
    (shelved,) = house.files._shelf.values()
    shelved.chain = stranger.chain
    house.world.door._rows.waiting = dict.fromkeys(
        house.world.door._rows.waiting, stranger.chain
    )

    stranger.ask()

    assert stranger.heights() == []


def test_a_person_takes_a_file_back_and_its_bytes_are_gone(house: House) -> None:
    case = house.case()
    house.send()

    attachments.take_back(house.here, house.receipt, height=1)

    assert house.shelved() == 0
    with pytest.raises(NotFoundError):
        on_the_desk(house, case, height=1)


def test_withdrawing_deletes_every_file_at_once(house: House) -> None:
    house.send()
    house.ask()
    house.send(b"and another")

    attachments.withdraw(house.here, house.receipt)

    assert house.shelved() == 0


def test_nothing_can_be_uploaded_to_what_was_withdrawn(house: House) -> None:
    house.ask()
    attachments.withdraw(house.here, house.receipt)

    with pytest.raises(WithdrawnError):
        house.send()

    assert house.shelved() == 0


def test_what_no_request_names_is_swept(house: House) -> None:
    house.send()
    house.world.clock.move(hours=49)

    assert house.files.sweep() == 1
    house.ask()
    assert house.heights() == []


def test_a_file_swept_while_the_request_is_sent_loses_no_words(house: House) -> None:
    house.send()
    house.files.waiting = lingering(house)  # type: ignore[method-assign, assignment]

    house.ask()

    assert come_back(house.world.public, house.receipt).dialogue.messages[0].text == "Please."


def lingering(house: House) -> Callable[[ChainId], list[Waiting]]:
    """The list was read, and the file went before the request was stored."""
    listed = house.files.waiting(house.chain)
    house.files.discard(listed[0].blob)
    return lambda _chain: list(listed)


def test_the_desk_sends_a_file_behind_the_code(house: House) -> None:
    case = house.case()
    letter = Label(name="letter.pdf", declared="application/pdf", category=Category.OTHER)

    attachments.send(house.world.as_member("lyra"), house.files, case, letter, PIECES)

    opened = attachments.open_theirs(house.here, house.receipt, height=1)
    assert read(opened) == CONTENT
    assert opened.file.attached.name == "letter.pdf"


def test_a_person_is_not_served_their_own_file_again(house: House) -> None:
    """Whoever has the code in their hands need not get the proof with it."""
    house.case()
    house.send()

    with pytest.raises(NotFoundError):
        attachments.open_theirs(house.here, house.receipt, height=1)


def test_the_desk_takes_its_own_file_back_and_not_the_persons(house: House) -> None:
    case, lyra = house.case(), house.world.as_member("lyra")
    house.send()
    attachments.send(lyra, house.files, case, SUMMONS, [b"ours"])

    with pytest.raises(NotFoundError):
        attachments.remove_sent(lyra, house.files, case, height=1)
    attachments.remove_sent(lyra, house.files, case, height=2)

    assert house.heights() == [1]
    assert house.shelved() == 1


@pytest.mark.parametrize("handle", ["vega", "sirius", "rigel"])
def test_who_may_not_answer_sends_nothing(house: House, handle: str) -> None:
    case = house.case()

    with pytest.raises(NotFoundError):
        attachments.send(house.world.as_member(handle), house.files, case, SUMMONS, [b"ours"])

    assert house.shelved() == 0


def test_looking_and_taking_out_are_in_the_journal_first(house: House) -> None:
    case, lyra = house.case(), house.world.as_member("lyra")
    house.send()
    file = open_file(lyra, case)

    attachments.open_to_show(lyra, house.files, file, height=1)
    attachments.open_original(lyra, house.files, file, height=1)

    vega = house.world.as_member("vega")
    authors = journal_authors(vega, machine=SigningKey(new_key()).public)
    noted = [record.fact for record in read_journal(vega, authors=authors)]
    assert Opened(member=lyra.me, chain=case, what=Opening.ATTACHMENT) in noted
    assert Exported(member=lyra.me, chain=case, what=Export.ATTACHMENT) in noted


# --- what lies on the shelf ------------------------------------------------------------------


def spoil(house: House, change: Callable[[bytes], bytes]) -> None:
    for shelved in house.files._shelf.values():
        raw = change(shelved.content.getvalue())
        shelved.content = type(shelved.content)(raw)


SPOILED: dict[str, Callable[[bytes], bytes]] = {
    "flipped": lambda raw: raw[:300_000] + bytes([raw[300_000] ^ 1]) + raw[300_001:],
    "cut by a segment": lambda raw: raw[: 2 * SEGMENT],
    "cut by a byte": lambda raw: raw[:-1],
    "reordered": lambda raw: (
        raw[:SEGMENT]
        + raw[2 * SEGMENT : 3 * SEGMENT].ljust(SEGMENT, b"\0")
        + raw[SEGMENT : 2 * SEGMENT]
    ),
    "doubled": lambda raw: raw[: 2 * SEGMENT] + raw[SEGMENT:],
    "emptied": lambda _raw: b"",
}


@pytest.mark.parametrize("how", SPOILED)
def test_a_spoiled_file_is_never_shown_whole(house: House, how: str) -> None:
    case = house.case()
    house.send()

    spoil(house, SPOILED[how])

    with pytest.raises(DamagedFileError):
        on_the_desk(house, case, height=1)


def test_two_files_that_change_places_open_in_neither(house: House) -> None:
    case = house.case()
    house.send()
    house.send(random_bytes(len(CONTENT)))
    first, second = house.files._shelf.values()
    first.content, second.content = second.content, first.content

    for height in (1, 2):
        with pytest.raises(DamagedFileError):
            on_the_desk(house, case, height=height)


def test_a_file_opens_under_its_own_chain_and_id_alone(house: House) -> None:
    house.case()
    house.send()
    (file,) = come_back(house.world.public, house.receipt).dialogue.files
    shelf = house.here.shelf(house.receipt)
    elsewhere = Shelf(
        files=house.files, organisation=shelf.organisation, chain=ChainId(new_uuid())
    )

    with pytest.raises(DamagedFileError):
        read(OpenedFile(elsewhere, file))


@pytest.mark.parametrize("part", ["key", "commitment"])
def test_a_key_that_its_commitment_does_not_name_opens_nothing(house: House, part: str) -> None:
    house.case()
    house.send()
    (file,) = come_back(house.world.public, house.receipt).dialogue.files
    seal = msgspec.structs.replace(file.attached.seal, **{part: new_key().reveal()})
    attached = msgspec.structs.replace(file.attached, seal=seal)

    with pytest.raises(DamagedFileError):
        OpenedFile(
            house.here.shelf(house.receipt), msgspec.structs.replace(file, attached=attached)
        )


def test_another_size_than_was_sent_opens_nothing(house: House) -> None:
    house.case()
    house.send()
    (file,) = come_back(house.world.public, house.receipt).dialogue.files
    attached = msgspec.structs.replace(file.attached, size=file.attached.size * 2)

    with pytest.raises(DamagedFileError):
        OpenedFile(
            house.here.shelf(house.receipt), msgspec.structs.replace(file, attached=attached)
        )


@pytest.mark.parametrize(
    ("start", "end"), [(0, 1), (0, 600_000), (262_000, 263_000), (599_999, 700_000)]
)
def test_any_range_can_be_read(house: House, start: int, end: int) -> None:
    house.case()
    house.send()
    (file,) = come_back(house.world.public, house.receipt).dialogue.files

    opened = OpenedFile(house.here.shelf(house.receipt), file)

    assert b"".join(opened.read(start, end)) == CONTENT[start:end]
    assert b"".join(opened.read(600_000, 600_001)) == b""


def test_sealed_sizes_are_few(house: House) -> None:
    for size in (70_001, 70_500, 71_000):
        house.send(random_bytes(size))

    assert len({len(one.content.getvalue()) for one in house.files._shelf.values()}) == 1


def test_nothing_clear_lies_on_the_shelf(house: House) -> None:
    word = b"Zarema of the third floor"
    house.send(
        word * 1000,
        label=Label(name="Zarema.jpg", declared="image/jpeg", category=Category.PAPERS),
    )

    for shelved in house.files._shelf.values():
        assert b"Zarema" not in shelved.content.getvalue()
        assert b"Zarema" not in (shelved.note or b"")


def test_notes_have_one_size(house: House) -> None:
    names = ("a", "повестка из военкомата на сегодня, снято вечером.jpg")
    for name in names:
        house.send(
            name.encode(),
            label=Label(name=name, declared="image/jpeg", category=Category.PAPERS),
        )

    assert {len(one.note or b"") for one in house.files._shelf.values()} == {1024 + 29}


def test_a_note_that_somebody_put_there_is_passed_over(house: House) -> None:
    house.send()
    planted = BlobId(new_uuid())
    house.files.begin(planted, chain=house.chain).write(b"anything")
    house.files.finish(planted, note=random_bytes(1053))

    house.ask()

    assert house.heights() == [1]


def test_memory_does_not_grow_with_the_file(house: House) -> None:
    """What is held back is a segment at most, however much has been written."""

    class Sink:
        def write(self, data: bytes, /) -> None:
            del data

    class Nowhere(MemoryBlobs):
        @override
        def begin(self, blob: BlobId, *, chain: ChainId) -> Sink:
            del blob, chain
            return Sink()

    shelf = Shelf(
        files=Nowhere(house.world.door, clock=house.world.clock),
        organisation=house.world.public.organisation,
        chain=house.chain,
    )
    one = sealed_files.Arriving(shelf, largest=2**40)

    for _ in range(200):
        one.write(PIECES[0])

        assert len(one._stream._buffer) <= SEGMENT
