"""Sealed files of a desk in use: checked, carried along, missed when they are gone."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from corridor.base.clock import system_clock
from corridor.base.ids import BlobId, ChainId
from corridor.config.databases import databases
from corridor.crypto.receipt import Receipt, new_receipt
from corridor.domain.attachments import Category, Limits
from corridor.domain.intake import SaidPlace, Who, Wish
from corridor.services import attachments
from corridor.services.asking import Door, Question, come_back
from corridor.services.attachments import Reception
from corridor.services.premises import open_premises
from corridor.services.sealed_files import Label, OpenedFile
from corridor.store.blobs import FolderBlobs
from corridor.store.door import DjangoDoor
from corridor.store.router import DOOR
from tests.cli.desks import Told
from tests.store.engines import standing_in
from tests.support.server import run_corridor

FINE = "nothing missing, nothing changed\n"
CONTENT = bytes(range(256)) * 3000
QUESTION = Question(
    language="en", soon=Wish.DAYS, who=Who.ME, what="Look at this.", place=SaidPlace.REGION
)


def reception(folder: Path) -> Reception:
    premises = open_premises(folder)
    organisation = premises.pins.organisation
    door = Door(
        organisation=organisation,
        store=DjangoDoor(organisation=organisation),
        mailbox=premises.pins.mailbox,
        mailbox_epoch=premises.pins.mailbox_epoch,
        pepper=premises.pepper,
        clock=system_clock,
        languages=premises.settings.languages,
    )
    files = FolderBlobs(
        folder / "blobs", alias=DOOR, organisation=organisation, clock=system_clock
    )
    return Reception(door=door, files=files, limits=Limits())


@dataclass(kw_only=True)
class Sent:
    """A request with a file, on a desk in use."""

    desk: Told
    receipt: Receipt
    chain: ChainId
    blob: BlobId

    def path(self) -> Path:
        return self.desk.folder / "blobs" / self.blob.hex[:2] / self.blob.hex


@pytest.fixture
def sent(desk: Told, django_db_blocker: Any) -> Any:
    receipt = new_receipt()
    with django_db_blocker.unblock(), standing_in(databases(data=desk.folder, url="")):
        here = reception(desk.folder)
        label = Label(name="summons.jpg", declared="image/jpeg", category=Category.PAPERS)
        attachments.receive(here, receipt, label, [CONTENT])
        attachments.request_help(here, receipt, QUESTION)
        visit = come_back(here.door, receipt)
        (file,) = visit.dialogue.files
        yield Sent(
            desk=desk,
            receipt=receipt,
            chain=visit.history.chain,
            blob=file.attached.seal.blob,
        )


def test_a_whole_desk_with_files_is_whole(sent: Sent) -> None:
    done = run_corridor("verify", data=sent.desk.folder)

    assert (done.returncode, done.stdout) == (0, FINE)


def test_a_changed_file_is_named_by_chain_and_height(sent: Sent) -> None:
    raw = bytearray(sent.path().read_bytes())
    raw[500_000] ^= 1
    sent.path().write_bytes(raw)

    done = run_corridor("verify", data=sent.desk.folder)

    words = "its bytes were changed, or are another file's"
    assert done.returncode == 1
    assert done.stdout == f"door: file chain {UUID(bytes=sent.chain.bytes)} height 1: {words}\n"


def test_a_lost_file_is_said_by_doctor_and_by_verify(sent: Sent) -> None:
    sent.path().unlink()

    examined = run_corridor("doctor", data=sent.desk.folder)
    verified = run_corridor("verify", data=sent.desk.folder)

    assert "unsafe: Sealed files that are missing or cut: 1." in examined.stdout
    assert f"chain {sent.chain} height 1: missing from the folder" in verified.stdout


def test_a_file_comes_back_from_a_backup_and_opens(sent: Sent, tmp_path: Path) -> None:
    kept, new = tmp_path / "kept", tmp_path / "new"
    run_corridor("backup", str(kept), data=sent.desk.folder)
    keys = str(sent.desk.folder / "keys")

    done = run_corridor("restore", str(kept), "--keys", keys, data=new)

    assert (done.returncode, FINE.capitalize()[:15]) == (0, done.stdout.splitlines()[-1][:15])
    with standing_in(databases(data=new, url="")):
        here = reception(new)
        (file,) = come_back(here.door, sent.receipt).dialogue.files
        with OpenedFile(here.shelf(sent.receipt), file) as opened:
            assert b"".join(opened.read()) == CONTENT


def test_a_pending_file_is_no_part_of_a_backup_and_its_row_is_swept(
    sent: Sent, tmp_path: Path
) -> None:
    kept, new = tmp_path / "kept", tmp_path / "new"
    label = Label(name="later.jpg", declared="image/jpeg", category=Category.PAPERS)
    attachments.receive(reception(sent.desk.folder), new_receipt(), label, [b"not sent yet"])
    run_corridor("backup", str(kept), data=sent.desk.folder)

    done = run_corridor(
        "restore", str(kept), "--keys", str(sent.desk.folder / "keys"), data=new
    )

    assert done.returncode == 0, done.stdout
    assert len([path for path in (new / "blobs").rglob("*") if path.is_file()]) == 1
    assert run_corridor("verify", data=new).stdout == FINE


def test_the_worker_deletes_what_nobody_sent(sent: Sent) -> None:
    label = Label(name="later.jpg", declared="image/jpeg", category=Category.PAPERS)
    attachments.receive(reception(sent.desk.folder), new_receipt(), label, [b"never sent"])
    with closing(sqlite3.connect(sent.desk.file("door"))) as file:
        file.execute("UPDATE store_blob SET day = day - 3")
        file.commit()

    run_corridor("worker", "--once", data=sent.desk.folder)

    left = [path.name for path in (sent.desk.folder / "blobs").rglob("*") if path.is_file()]
    assert left == [sent.blob.hex]
