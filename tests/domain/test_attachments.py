"""What may be sent, how much of it, and how a hostile name looks."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corridor.base.ids import ActId, BlobId, MemberId
from corridor.domain import intake
from corridor.domain.attachments import (
    MEGABYTE,
    NAME_LIMIT,
    UNKNOWN_TYPE,
    Attached,
    Category,
    FileRemoved,
    FileSeal,
    Limits,
    declared,
    named,
    room,
    take,
    visible,
)
from corridor.domain.errors import (
    EmptyFileError,
    FilesTogetherError,
    FileTooLargeError,
    IntimateProofError,
    NotAskedError,
    NotFoundError,
    TooManyFilesError,
)
from corridor.domain.intake import (
    Asked,
    Channel,
    Dialogue,
    DialogueFact,
    SaidPlace,
    Who,
    Wish,
    fold,
)
from corridor.domain.messages import Voice
from corridor.domain.records import Recorded

NOON = datetime(2017, 4, 3, 12, tzinfo=UTC)
LYRA = MemberId(UUID(int=7))
LIMITS = Limits(largest_mb=2, most=3, together_mb=4)
ASKED = Asked(
    language="en",
    soon=Wish.DAYS,
    who=Who.ME,
    what="They came to my work.",
    place=SaidPlace.REGION,
    channel=Channel.PAGE,
    person_key=bytes(32),
    alarm=None,
)


def a_file(size: int = 100, *, mark: int = 1, category: Category = Category.PAPERS) -> Attached:
    return Attached(
        seal=FileSeal(
            blob=BlobId(UUID(int=mark)),
            key=bytes(32),
            commitment=bytes(32),
            size=size,
            digest=bytes(32),
        ),
        size=size,
        digest=bytes([mark]) * 32,
        declared="image/jpeg",
        category=category,
        name="summons.jpg",
    )


def told(*facts: tuple[DialogueFact, MemberId | None]) -> Dialogue:
    return fold(
        Recorded(fact=fact, at=NOON, by=by, act=ActId(UUID(int=1)), height=height)
        for height, (fact, by) in enumerate([(ASKED, None), *facts])
    )


def test_a_file_stands_in_the_conversation_at_its_place() -> None:
    dialogue = told((a_file(), None), (a_file(mark=2), LYRA))

    voices = [(one.voice, one.file is not None) for one in dialogue.messages]

    assert voices == [(Voice.PERSON, False), (Voice.PERSON, True), (Voice.DESK, True)]
    assert [one.height for one in dialogue.files] == [1, 2]


def test_a_file_from_the_person_waits_for_the_desk() -> None:
    dialogue = told((intake.Said(text="We have it."), LYRA), (a_file(), None))

    assert dialogue.waiting_since == NOON
    assert len(dialogue.unread_by_desk) == 1


def test_intimate_proof_is_refused_before_anything_is_read() -> None:
    with pytest.raises(IntimateProofError):
        take(Category.INTIMATE)
    with pytest.raises(IntimateProofError):
        intake.attach(told(), a_file(category=Category.INTIMATE), limits=LIMITS)


def test_the_same_file_sent_twice_counts_once() -> None:
    dialogue = told((a_file(), None))
    again = msgspec.structs.replace(a_file(), name="summons (1).jpg")

    assert intake.attach(dialogue, again, limits=LIMITS) is None


def test_a_file_that_was_taken_back_may_be_sent_again() -> None:
    dialogue = told((a_file(), None), (FileRemoved(height=1), None))

    assert intake.attach(dialogue, a_file(), limits=LIMITS) == a_file()


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(EmptyFileError):
        intake.attach(told(), a_file(0), limits=LIMITS)


def test_a_file_of_just_the_limit_is_taken_and_one_byte_more_is_not() -> None:
    just = a_file(2 * MEGABYTE)

    assert intake.attach(told(), just, limits=LIMITS) == just
    with pytest.raises(FileTooLargeError):
        intake.attach(told(), a_file(2 * MEGABYTE + 1), limits=LIMITS)


def test_all_files_together_have_a_limit_too() -> None:
    assert room([3 * MEGABYTE], limits=LIMITS) == MEGABYTE
    with pytest.raises(FilesTogetherError):
        room([2 * MEGABYTE, 2 * MEGABYTE], limits=LIMITS)


def test_there_may_be_so_many_files_and_no_more() -> None:
    with pytest.raises(TooManyFilesError):
        room([1, 1, 1], limits=LIMITS)


def test_nothing_is_attached_before_a_request() -> None:
    with pytest.raises(NotAskedError):
        intake.attach(Dialogue(), a_file(), limits=LIMITS)


def test_each_side_takes_back_its_own_and_never_the_others() -> None:
    dialogue = told((a_file(), None), (a_file(mark=2), LYRA))

    assert intake.remove_file(dialogue, height=1, by=None) == FileRemoved(height=1)
    assert intake.remove_file(dialogue, height=2, by=LYRA) == FileRemoved(height=2)
    for height, by in ((1, LYRA), (2, None), (0, None), (9, None)):
        with pytest.raises(NotFoundError):
            intake.remove_file(dialogue, height=height, by=by)


def test_a_file_is_taken_back_once() -> None:
    dialogue = told((a_file(), None), (FileRemoved(height=1), None))

    assert intake.remove_file(dialogue, height=1, by=None) is None
    assert dialogue.files[0].removed


def test_a_key_is_never_printed() -> None:
    assert "b'" not in repr(a_file().seal)
    assert repr(a_file().seal) in repr(a_file())


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("C:\\Users\\zarema\\summons.pdf", "summons.pdf"),
        ("../../etc/passwd", "passwd"),
        ("повестка.pdf", "повестка.pdf"),
        ("a" * 500, "a" * NAME_LIMIT),
        ("", ""),
    ],
)
def test_a_name_leads_nowhere(sent: str, kept: str) -> None:
    assert named(sent) == kept


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("photo\u202egpj.exe", "photo⟨202E⟩gpj.exe"),
        ("a\x1b[31mred", "a⟨001B⟩[31mred"),
        ("two\nlines\u2028three", "two⟨000A⟩lines⟨2028⟩three"),
        ("zero\u200bwidth", "zero⟨200B⟩width"),
        ("повестка (1).pdf", "повестка (1).pdf"),
    ],
)
def test_what_hides_in_a_name_is_written_out(name: str, shown: str) -> None:
    assert visible(name) == shown


@given(st.text(alphabet=st.characters(codec="utf-16", exclude_categories=[])))
def test_no_name_turns_or_breaks_a_line(name: str) -> None:
    shown = visible(named(name))

    assert shown.isprintable()
    assert len(shown.splitlines()) <= 1


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("image/jpeg", "image/jpeg"),
        ("IMAGE/JPEG; charset=x", "image/jpeg"),
        ("text/html\r\nX: y", UNKNOWN_TYPE),
        ("nonsense", UNKNOWN_TYPE),
        ("", UNKNOWN_TYPE),
    ],
)
def test_a_declared_type_is_a_type_or_nothing(sent: str, kept: str) -> None:
    assert declared(sent) == kept
