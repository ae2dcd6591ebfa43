"""Sealed files against the log: each where its entry says, as long and of the same bytes."""

from collections.abc import Callable, Iterator
from typing import BinaryIO, Final
from uuid import UUID

from corridor.base.ids import BlobId
from corridor.crypto.digest import RunningHash, sha256
from corridor.ledger.records import FILE, KeptFile, sealed_bytes
from corridor.ledger.store import LostFileError
from corridor.store.blobs import file_of, file_rows
from corridor.store.proving.faults import Fault, chain_of
from corridor.store.proving.log_lines import LogLines
from corridor.store.reading import Reader
from corridor.store.rows import Row, fetch_one

FileOpener = Callable[[BlobId], BinaryIO]
_PIECE: Final = 1024 * 1024
_NOT_THERE: Final = "missing from the folder"
_UNREADABLE: Final = "not of a form that was ever written"


def file_faults(
    store: Reader, lines: LogLines, open_file: FileOpener | None
) -> Iterator[Fault]:
    """Takes the files' lines out of `lines.newest`: what is left over is missing."""
    for row in file_rows(store.alias, store.organisation.bytes):
        file = _made(row)
        if file is None:
            yield Fault(kind="file", chain=chain_of(row[0]), what=_UNREADABLE)
        elif what := _not_as_logged(file, lines) or _not_in_the_folder(file, open_file):
            yield Fault(kind="file", chain=file.chain, height=file.height, what=what)
    for place in sorted(place for place in lines.newest if place[0] == FILE):
        del lines.newest[place]
        yield _missing(place)


def gone_meanwhile(store: Reader, fault: Fault) -> bool:
    """It was erased on purpose after the rows were read: its row is not kept any more."""
    if fault.what != _NOT_THERE or fault.chain is None:
        return False
    sql = (
        "SELECT 1 FROM store_blob WHERE organisation = %s AND chain = %s AND height = %s"
        " AND state = 'kept'"
    )
    whose = (store.organisation.bytes, fault.chain.bytes)
    return fetch_one(store.alias, sql, *whose, fault.height) is None


def _made(row: Row) -> KeptFile | None:
    try:
        file = file_of(row)
        file.place()
        sealed_bytes(file)
    except (TypeError, ValueError, AttributeError, OverflowError):
        return None
    return file


def _not_as_logged(file: KeptFile, lines: LogLines) -> str:
    expected = lines.newest.pop(file.place(), None)
    if expected is None:
        return "the log has no line for it, or says that it was removed"
    return "" if sha256(sealed_bytes(file)) == expected[0] else "its row was changed"


def _not_in_the_folder(file: KeptFile, open_file: FileOpener | None) -> str:
    if open_file is None:
        return ""
    try:
        with open_file(file.blob) as source:
            size = source.seek(0, 2)
            source.seek(0)
            if size != file.size:
                return f"{size} bytes are there of {file.size}"
            same = _hash_of(source) == file.digest
    except (LostFileError, OSError):
        return _NOT_THERE
    return "" if same else "its bytes were changed, or are another file's"


def _hash_of(source: BinaryIO) -> bytes:
    state = RunningHash()
    while piece := source.read(_PIECE):
        state.update(piece)
    return state.digest()


def _missing(place: bytes) -> Fault:
    return Fault(
        kind="file",
        chain=chain_of(place[1:17]),
        height=int.from_bytes(place[17:21], "big"),
        place=f"file {UUID(bytes=place[21:37])}",
        what="missing",
    )
