"""Lists of people: sealed as they arrive, looked at, planned, taken in row by row, taken back.

A row's code follows from the sealed list and the row's number, so that taking a row twice
writes one request: a job that was cut off goes on, by whoever has the keys, and nothing is
doubled. Once the list is deleted, nobody can work these codes out again.
"""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final

from corridor.base.ids import ChainId, ImportId
from corridor.crypto.random import new_uuid
from corridor.crypto.receipt import Receipt
from corridor.domain import import_rows, imports, tables
from corridor.domain.attachments import MEGABYTE
from corridor.domain.errors import NotFoundError, RefusalError
from corridor.domain.import_rows import PlannedRow, RefusedRow
from corridor.domain.imports import Import, Imports, ListReceived, Plan, RowsTaken, Stage, Taken
from corridor.domain.journal import Export, Exported, Opened, Opening
from corridor.domain.policy import Act
from corridor.domain.tables import Line, Reading
from corridor.domain.words import LINE_LIMIT, bounded
from corridor.ledger.errors import ConflictError
from corridor.services import entering_rows
from corridor.services.chains import imports_chain
from corridor.services.desk import Desk
from corridor.services.duplicates import Candidate, Newcomer, newcomers
from corridor.services.import_chain import known_imports, write_import
from corridor.services.import_lists import Content, Tray, codes, contents, shelf_of
from corridor.services.journal import note_as_member
from corridor.services.sealed_files import Label, arriving

LARGEST_MB: Final = 20
_WORKBOOK: Final = b"PK\x03\x04"
_AT_ONCE: Final = 200
Going = Callable[[], bool]


# --- the list ------------------------------------------------------------------------------


def see_imports(desk: Desk) -> tuple[Import, ...]:
    """Newest first."""
    desk.door(Act.IMPORT_LISTS)
    known = known_imports(desk)
    return tuple(sorted(known.values(), key=lambda one: one.at, reverse=True))


def find_import(desk: Desk, listed: ImportId) -> Import:
    desk.door(Act.IMPORT_LISTS)
    return imports.find(known_imports(desk), listed)


def receive(
    desk: Desk, tray: Tray, label: Label, pieces: Iterable[bytes], *, came_from: str
) -> Import:
    """Seal a list while it arrives: whole, or not at all."""
    desk.door(Act.IMPORT_LISTS)
    sender = bounded(" ".join(came_from.split()), field="came_from", limit=LINE_LIMIT)
    shelf, head, listed = shelf_of(desk, tray), b"", ImportId(new_uuid())
    with arriving(shelf, largest=LARGEST_MB * MEGABYTE) as one:
        for piece in pieces:
            head = (head + piece)[: len(_WORKBOOK)]
            one.write(piece)
        attached = one.close(label)
        tray.files.finish(one.blob)
        fact = ListReceived(
            listed=listed, file=attached, came_from=sender, is_workbook=head == _WORKBOOK
        )
        known = write_import(desk, lambda _known: fact)
    return imports.find(known, listed)


def look(
    desk: Desk, tray: Tray, one: Import, *, reading: Reading | None = None, sheet: int = 0
) -> Content:
    """The rows, as they are read this way; without a way, as they seem to be written."""
    desk.door(Act.IMPORT_LISTS)
    note_as_member(desk, _seen(desk))
    return contents(desk, tray, one, reading=reading, sheet=sheet)


def plan(desk: Desk, tray: Tray, listed: ImportId, draft: Plan) -> Import:
    """Settle how the list is read. It must be readable that way."""
    desk.door(Act.IMPORT_LISTS)
    if imports.ABOUT_PERSON & set(draft.columns):
        desk.door(Act.WRITE_NAMES)
    one = find_import(desk, listed)
    contents(desk, tray, one, reading=draft.reading, sheet=draft.sheet)
    known = write_import(
        desk, lambda known: imports.planned(imports.find(known, listed), draft)
    )
    return imports.find(known, listed)


def remembered(desk: Desk, one: Import, *, width: int) -> Plan | None:
    return imports.remembered(known_imports(desk), one, width=width)


def preview(desk: Desk, tray: Tray, one: Import) -> tuple[PlannedRow | RefusedRow, ...]:
    """Every row as it would be taken, or why it cannot be."""
    desk.door(Act.IMPORT_LISTS)
    note_as_member(desk, _seen(desk))
    return tuple(_rows(desk, tray, one))


def likely_here(
    desk: Desk, rows: Iterable[PlannedRow], *, going: Going
) -> tuple[list[tuple[int, tuple[Candidate, ...]]], int]:
    """Rows whose person may be here already, and the last row there was time to look at."""
    if not desk.may(Act.COMPARE_PEOPLE):
        return [], 0
    several = list(rows)
    people = (
        Newcomer(name=row.name, born=row.born, phone=row.phone, words=row.words)
        for row in several
    )
    found: list[tuple[int, tuple[Candidate, ...]]] = []
    last = 0
    for row, (_person, candidates) in zip(several, newcomers(desk, people), strict=True):
        last = row.number
        if candidates:
            found.append((row.number, candidates))
        if not going():
            break
    return found, last


def cells_of(desk: Desk, tray: Tray, one: Import) -> dict[int, tuple[str, ...]]:
    """What stands in each row, by its number: shown beside why it cannot be taken."""
    desk.door(Act.IMPORT_LISTS)
    return {line.number: line.cells for line in _lines(desk, tray, one)}


def refused_rows(desk: Desk, tray: Tray, one: Import) -> bytes:
    """The rows that were not taken, as a table to be put right and sent again."""
    desk.door(Act.IMPORT_LISTS)
    plan = _planned(one)
    note_as_member(desk, Exported(member=desk.me, chain=None, what=Export.LIST))
    lines = _lines(desk, tray, one)
    wanted = {
        row.number for row in _rows(desk, tray, one) if isinstance(row, RefusedRow)
    } | set(one.refused)
    headings = [lines[0].cells] if plan.has_headings else []
    kept = [line.cells for line in import_rows.body(lines, plan) if line.number in wanted]
    return tables.written(iter([*headings, *kept]))


def delete(desk: Desk, tray: Tray, listed: ImportId) -> None:
    """The table goes; the requests that came of it stay."""
    desk.door(Act.IMPORT_LISTS)
    write_import(desk, lambda known: imports.deleted(imports.find(known, listed)))
    tray.files.clear(imports_chain(desk.organisation))


# --- the job -------------------------------------------------------------------------------


def start(desk: Desk, tray: Tray, listed: ImportId, *, without: Iterable[int] = ()) -> Import:
    desk.door(Act.IMPORT_LISTS)
    one = find_import(desk, listed)
    rows = import_rows.body(_lines(desk, tray, one), _planned(one))
    left_out = tuple(sorted({row.number for row in rows} & set(without)))
    known = write_import(
        desk,
        lambda known: imports.started(
            imports.find(known, listed), rows=len(rows), without=left_out
        ),
    )
    return imports.find(known, listed)


def go_on(desk: Desk, tray: Tray, listed: ImportId, *, going: Going) -> Import:
    """Do the next part of what was started; where nothing was, nothing is done.

    Several may do it at once, and after any interruption: each row is one request.
    """
    one = find_import(desk, listed)
    if one.stage is Stage.RUNNING:
        return _take_rows(desk, tray, one, going)
    if one.stage is Stage.UNDOING:
        return _undo_rows(desk, one, going)
    return one


def undo(desk: Desk, listed: ImportId) -> Import:
    """Within half an hour anybody who imports; later a steward who has intake's key."""
    desk.door(Act.IMPORT_LISTS)
    steward = desk.may(Act.UNDO_LISTS)
    known = write_import(
        desk,
        lambda known: imports.undo_started(
            imports.find(known, listed), at=desk.clock(), by_steward=steward
        ),
    )
    return imports.find(known, listed)


def _take_rows(desk: Desk, tray: Tray, one: Import, going: Going) -> Import:
    started = one.started
    without = set(started.without) if started else set()
    left = [row for row in _rows(desk, tray, one) if row.number > one.through]
    code_of = codes(tray, one)
    taken: list[Taken] = []
    refused: list[int] = []
    through = one.through
    for row in islice(left, _AT_ONCE):
        if through > one.through and not going():
            break
        if row.number not in without:
            _take(desk, tray, one, row, code=code_of(row.number), taken=taken, refused=refused)
        through = row.number
    fact = RowsTaken(
        listed=one.id,
        through=through,
        taken=tuple(taken),
        refused=tuple(refused),
        is_last=not left or through == left[-1].number,
    )
    return imports.find(write_import(desk, lambda known: _new_only(known, fact)), one.id)


def _take(  # noqa: PLR0913 - one row is all of these
    desk: Desk,
    tray: Tray,
    one: Import,
    row: PlannedRow | RefusedRow,
    *,
    code: Receipt,
    taken: list[Taken],
    refused: list[int],
) -> None:
    if isinstance(row, RefusedRow):
        refused.append(row.number)
        return
    origin = entering_rows.Origin(
        sender=one.received.came_from, listed=one.id, channel=_planned(one).channel
    )
    try:
        taken.append(
            entering_rows.take_row(desk, row, origin, receipt=code, pepper=tray.pepper)
        )
    except NotFoundError:
        raise
    except (RefusalError, ConflictError):  # the second: what it became was erased since
        refused.append(row.number)


def _new_only(known: Imports, fact: RowsTaken) -> RowsTaken | None:
    """Of two who took the same rows, one writes them down."""
    through = imports.find(known, fact.listed).through
    if fact.through <= through and not fact.is_last:
        return None
    return RowsTaken(
        listed=fact.listed,
        through=fact.through,
        taken=tuple(one for one in fact.taken if one.row > through),
        refused=tuple(row for row in fact.refused if row > through),
        is_last=fact.is_last,
    )


def _undo_rows(desk: Desk, one: Import, going: Going) -> Import:
    gone: list[ChainId] = []
    kept: list[ChainId] = []
    for taken in islice(one.to_undo, _AT_ONCE):
        if (gone or kept) and not going():
            break
        (gone if entering_rows.take_back(desk, taken) else kept).append(taken.case)
    fact = imports.RowsUndone(listed=one.id, gone=tuple(gone), kept=tuple(kept))
    return imports.find(write_import(desk, lambda _known: fact), one.id)


# --- reading -------------------------------------------------------------------------------


def _rows(desk: Desk, tray: Tray, one: Import) -> Iterator[PlannedRow | RefusedRow]:
    plan, today = _planned(one), desk.today()
    for line in import_rows.body(_lines(desk, tray, one), plan):
        yield import_rows.read_row(line, plan, today=today, languages=desk.settings.languages)


def _lines(desk: Desk, tray: Tray, one: Import) -> tuple[Line, ...]:
    plan = _planned(one)
    return contents(desk, tray, one, reading=plan.reading, sheet=plan.sheet).lines


def _planned(one: Import) -> Plan:
    if one.plan is None:
        raise NotFoundError
    return one.plan


def _seen(desk: Desk) -> Opened:
    chain = imports_chain(desk.organisation)
    return Opened(member=desk.me, chain=chain, what=Opening.LIST)
