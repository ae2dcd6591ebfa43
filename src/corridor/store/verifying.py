"""Is what is stored what was written? Answered without a key, in one walk of each table.

Against who can write rows but not the log's checkpoints: a log that was rewritten as a whole,
with everything else to match, is noticed by a checkpoint kept elsewhere and by nothing else.
"""

from collections.abc import Iterable, Iterator

from django.db import connections

from corridor.ledger.checkpoint import Checkpoint
from corridor.ledger.errors import LedgerError
from corridor.store import triggers
from corridor.store.proving.entry_rows import entry_faults
from corridor.store.proving.faults import Fault
from corridor.store.proving.file_rows import FileOpener, file_faults, gone_meanwhile
from corridor.store.proving.log_lines import LogLines
from corridor.store.proving.record_rows import head_faults, record_faults
from corridor.store.reading import Reader
from corridor.store.rows import snapshot

__all__ = ["Fault", "verify"]


def verify(
    store: Reader,
    *,
    checkpoints: Iterable[Checkpoint] = (),
    open_file: FileOpener | None = None,
) -> list[Fault]:
    """`checkpoints` come from outside the machine; those kept in the store are added.

    With `open_file`, every sealed file is read to its end and compared too.
    """
    with snapshot(store.alias):
        found = [*_faults(store, list(checkpoints), open_file)]
    return [fault for fault in found if not gone_meanwhile(store, fault)]


def _faults(
    store: Reader, checkpoints: list[Checkpoint], open_file: FileOpener | None
) -> Iterator[Fault]:
    for table in triggers.missing(connections[store.alias]):
        yield Fault(kind="guard", place=table, what="the database no longer refuses changes")
    try:
        checkpoints += store.checkpoints()
    except (LedgerError, TypeError):
        yield Fault(kind="checkpoint", what="a stored checkpoint was changed")
    lines = LogLines()
    lines.read(store, [one for one in checkpoints if _speaks_of(store, one)])
    yield from lines.faults
    yield from entry_faults(store, lines)
    yield from head_faults(store, lines)
    yield from file_faults(store, lines, open_file)
    yield from record_faults(store, lines)


def _speaks_of(store: Reader, checkpoint: Checkpoint) -> bool:
    """One file may hold the checkpoints of both stores."""
    return (checkpoint.organisation, checkpoint.store) == (store.organisation, store.name)
