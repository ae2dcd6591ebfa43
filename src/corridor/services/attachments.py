"""Files of a dialogue: sent with a request or later, by either side, and taken back again.

A file belongs to the dialogue that its sender's receipt leads to and to no other. Before there
is a request, what opens a file waits beside it, sealed under the receipt; the request takes
every waiting file along in the transaction that stores it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import msgspec

from corridor.base.ids import BlobId, ChainId
from corridor.crypto.derive import subkey
from corridor.crypto.errors import OpenError
from corridor.crypto.padding import pad, unpad
from corridor.crypto.receipt import Receipt
from corridor.crypto.seal import seal, unseal
from corridor.crypto.secrets import SecretKey
from corridor.domain import attachments, intake
from corridor.domain.attachments import Attached, File, Limits
from corridor.domain.errors import NotFoundError, RefusalError, WithdrawnError
from corridor.domain.intake import Dialogue, DialogueFact
from corridor.domain.journal import Export, Exported, Opened, Opening
from corridor.domain.policy import Act
from corridor.ledger.files import BlobStore
from corridor.ledger.store import LostFileError
from corridor.services import asking
from corridor.services.asking import Door, Question, lookup_of
from corridor.services.casefiles import CaseFile, list_again, open_file
from corridor.services.chains import dialogue_chain
from corridor.services.codec import encode
from corridor.services.desk import Desk
from corridor.services.dialogues import Talk, write_talk
from corridor.services.intake import take_alarms_of
from corridor.services.journal import note_as_member
from corridor.services.sealed_files import Label, OpenedFile, Shelf, arriving

_TRIES: Final = 3
_NOTE: msgspec.msgpack.Decoder[Attached] = msgspec.msgpack.Decoder(Attached)


@dataclass(frozen=True, kw_only=True)
class Reception:
    """The public face's door, with the place for files and how much of them is taken."""

    door: Door
    files: BlobStore
    limits: Limits

    def shelf(self, receipt: Receipt) -> Shelf:
        chain = dialogue_chain(lookup_of(self.door.pepper, receipt))
        return Shelf(files=self.files, organisation=self.door.organisation, chain=chain)

    def has_request(self, receipt: Receipt) -> bool:
        """Raise `WithdrawnError` for a receipt whose words were destroyed."""
        if self.door.store.lock(lookup_of(self.door.pepper, receipt)) is not None:
            return True
        if self.door.store.head(self.shelf(receipt).chain) is not None:
            raise WithdrawnError
        return False


@dataclass(frozen=True, kw_only=True)
class Pending:
    """A file that is here before the request that it belongs to."""

    blob: BlobId
    attached: Attached


# --- the person's side ---------------------------------------------------------------------


def receive(
    reception: Reception, receipt: Receipt, label: Label, pieces: Iterable[bytes]
) -> None:
    """Take one file, whole or not at all. The same file sent twice counts once."""
    attachments.take(label.category)
    shelf, here = reception.shelf(receipt), _here(reception, receipt)
    largest = attachments.room([one.size for one in here], limits=reception.limits)
    with arriving(shelf, largest=largest) as one:
        for piece in pieces:
            one.write(piece)
        attached = one.close(label)
        note = _sealed_note(shelf, attached, key=_note_key(receipt))
        shelf.files.finish(one.blob, note=note)
    if any((attached.digest, attached.size) == (it.digest, it.size) for it in here):
        shelf.files.discard(one.blob)
    adopt(reception, receipt)


def _here(reception: Reception, receipt: Receipt) -> list[Attached]:
    if not reception.has_request(receipt):
        return [one.attached for one in pending(reception, receipt)]
    dialogue = asking.come_back(reception.door, receipt).dialogue
    return [file.attached for file in dialogue.files if not file.removed]


def pending(reception: Reception, receipt: Receipt) -> list[Pending]:
    """What waits for this receipt's request, in the order of names."""
    shelf, key = reception.shelf(receipt), _note_key(receipt)
    found = []
    for blob, note in shelf.files.waiting(shelf.chain):
        attached = _read_note(shelf, blob, note, key=key)
        if attached is not None:
            found.append(Pending(blob=blob, attached=attached))
    return sorted(found, key=lambda one: (one.attached.name, one.blob.bytes))


def forget(reception: Reception, receipt: Receipt, *, blob: BlobId) -> None:
    """Take a file back before anything was sent."""
    if all(one.blob != blob for one in pending(reception, receipt)):
        raise NotFoundError
    reception.files.discard(blob)


def request_help(reception: Reception, receipt: Receipt, question: Question) -> None:
    """A request with everything that waits for it, in one transaction."""
    for _ in range(_TRIES):
        along = [one.attached for one in pending(reception, receipt)]
        try:
            asking.request_help(reception.door, receipt, question, along=along)
        except LostFileError:  # taken back, or swept, since it was listed
            continue
        if along:  # the words may have been there before; a later file adopts itself
            adopt(reception, receipt)
        return
    asking.request_help(reception.door, receipt, question)


def adopt(reception: Reception, receipt: Receipt) -> None:
    """Write down what arrived whole and no entry names yet. Done twice, it counts once."""
    if not reception.has_request(receipt):
        return
    for one in pending(reception, receipt):
        _adopt(reception, receipt, one)


def _adopt(reception: Reception, receipt: Receipt, one: Pending) -> None:
    written: list[DialogueFact | None] = []

    def decide(dialogue: Dialogue) -> DialogueFact | None:
        written[:] = [intake.attach(dialogue, one.attached, limits=reception.limits)]
        return written[0]

    try:
        asking.append(reception.door, receipt, decide)
    except LostFileError:  # another window was first
        return
    except RefusalError:
        reception.files.discard(one.blob)
        raise
    if written == [None]:
        reception.files.discard(one.blob)


def take_back(reception: Reception, receipt: Receipt, *, height: int) -> None:
    """The person removes a file of theirs: its bytes are gone when this returns."""

    def decide(dialogue: Dialogue) -> DialogueFact | None:
        return intake.remove_file(dialogue, height=height, by=None)

    asking.append(reception.door, receipt, decide)
    reception.files.clear(reception.shelf(receipt).chain)


def withdraw(reception: Reception, receipt: Receipt) -> None:
    """Destroy the words and delete the files, at once."""
    chain = reception.shelf(receipt).chain
    asking.withdraw(reception.door, receipt)
    reception.files.clear(chain)


def open_theirs(reception: Reception, receipt: Receipt, *, height: int) -> OpenedFile:
    """A file that the desk sent to this person."""
    dialogue = asking.come_back(reception.door, receipt).dialogue
    file = _file_at(dialogue, height)
    if file.by is None:
        raise NotFoundError
    return OpenedFile(reception.shelf(receipt), file)


# --- the desk's side -----------------------------------------------------------------------


def send(
    desk: Desk, files: BlobStore, case: ChainId, label: Label, pieces: Iterable[bytes]
) -> CaseFile:
    """A file behind the person's code, from the desk."""
    desk.door(Act.REPLY)
    attachments.take(label.category)
    file, limits = open_file(desk, case), desk.settings.files
    talk = _talk_of(file)
    shelf = _shelf_of(desk, files, talk)
    sizes = [one.attached.size for one in talk.dialogue.files if not one.removed]
    with arriving(shelf, largest=attachments.room(sizes, limits=limits)) as one:
        for piece in pieces:
            one.write(piece)
        attached = one.close(label)
        shelf.files.finish(one.blob)
        written = write_talk(
            desk,
            shelf.chain,
            lambda dialogue: intake.attach(dialogue, attached, limits=limits),
        )
    if all(there.attached.seal.blob != one.blob for there in written.dialogue.files):
        shelf.files.discard(one.blob)
    take_alarms_of(desk, file)
    return list_again(desk, case)


def remove_sent(desk: Desk, files: BlobStore, case: ChainId, *, height: int) -> CaseFile:
    """Take back a file that the desk had sent."""
    desk.door(Act.REPLY)
    chain = _talk_of(open_file(desk, case)).history.chain
    write_talk(
        desk,
        chain,
        lambda dialogue: intake.remove_file(dialogue, height=height, by=desk.me),
    )
    files.clear(chain)
    return list_again(desk, case)


def open_to_show(desk: Desk, files: BlobStore, file: CaseFile, *, height: int) -> OpenedFile:
    """For a picture of it. That somebody looked is in the journal before they see anything."""
    _file_at(_talk_of(file).dialogue, height)
    note_as_member(desk, Opened(member=desk.me, chain=file.chain, what=Opening.ATTACHMENT))
    return _opened(desk, files, file, height)


def open_original(desk: Desk, files: BlobStore, file: CaseFile, *, height: int) -> OpenedFile:
    """The original itself leaves the desk: only when a member asks, and was warned."""
    _file_at(_talk_of(file).dialogue, height)
    note_as_member(desk, Exported(member=desk.me, chain=file.chain, what=Export.ATTACHMENT))
    return _opened(desk, files, file, height)


def _opened(desk: Desk, files: BlobStore, file: CaseFile, height: int) -> OpenedFile:
    talk = _talk_of(file)
    return OpenedFile(_shelf_of(desk, files, talk), _file_at(talk.dialogue, height))


def _talk_of(file: CaseFile) -> Talk:
    if file.talk is None:
        raise NotFoundError
    return file.talk


def _shelf_of(desk: Desk, files: BlobStore, talk: Talk) -> Shelf:
    return Shelf(files=files, organisation=desk.organisation, chain=talk.history.chain)


def _file_at(dialogue: Dialogue, height: int) -> File:
    for file in dialogue.files:
        if file.height == height and not file.removed:
            return file
    raise NotFoundError


# --- what waits beside a file, sealed under the receipt --------------------------------------


def _note_key(receipt: Receipt) -> SecretKey:
    return subkey(receipt.wrap_key(), label=b"attachments")


def _sealed_note(shelf: Shelf, attached: Attached, *, key: SecretKey) -> bytes:
    return seal(pad(encode(attached)), key=key, context=shelf.context(attached.seal.blob))


def _read_note(shelf: Shelf, blob: BlobId, note: bytes, *, key: SecretKey) -> Attached | None:
    """None for the desk's own files, and for what somebody put there."""
    try:
        attached = _NOTE.decode(unpad(unseal(note, key=key, context=shelf.context(blob))))
    except (OpenError, msgspec.DecodeError):
        return None
    return attached if attached.seal.blob == blob else None
