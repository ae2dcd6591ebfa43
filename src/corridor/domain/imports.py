"""Lists of people that arrive as a table: what a column answers, and how far one has come.

The list itself stays sealed as it came; here stands only what was decided about it, and which
requests came of which row, so that no row becomes two and a whole list can be taken back.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from functools import reduce
from typing import Final, assert_never

import msgspec
from msgspec.structs import replace

from corridor.base.ids import ChainId, ImportId, MemberId
from corridor.domain.attachments import Attached
from corridor.domain.errors import EmptyFieldError, NotFoundError
from corridor.domain.intake import Channel
from corridor.domain.list_errors import ColumnTwiceError, ListStageError, UndoOverError
from corridor.domain.records import Fact, Recorded, Unknown
from corridor.domain.set_aside import ReferralFact
from corridor.domain.tables import Reading

UNDO_WITHIN: Final = timedelta(minutes=30)


class Column(StrEnum):
    """What a column of a list answers. Only `WORDS` may stand several times."""

    LEAVE_OUT = "leave_out"
    WORDS = "words"
    NAME = "name"
    BORN = "born"
    PHONE = "phone"
    EMAIL = "email"
    LANGUAGE = "language"
    SOON = "soon"
    CAME_ON = "came_on"
    REFERENCE = "reference"


ABOUT_PERSON: Final = frozenset({Column.NAME, Column.BORN, Column.PHONE, Column.EMAIL})


class DayOrder(StrEnum):
    """How days are written: 03.04.2017 is April in one country and March in another."""

    UNSAID = "unsaid"
    DAY_FIRST = "day_first"
    MONTH_FIRST = "month_first"


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """How a list is read. `reading` is None for a workbook, whose cells are words already."""

    reading: Reading | None
    sheet: int
    has_headings: bool
    headings: tuple[str, ...]
    columns: tuple[Column, ...]
    days: DayOrder
    language: str
    channel: Channel


class ListReceived(Fact, frozen=True, kw_only=True, tag="list_received/1"):
    listed: ImportId
    file: Attached
    came_from: str
    is_workbook: bool


class ListPlanned(Fact, frozen=True, kw_only=True, tag="list_planned/1"):
    listed: ImportId
    plan: Plan


class ImportStarted(Fact, frozen=True, kw_only=True, tag="import_started/1"):
    """`rows` will be looked at; those in `without` were left out by whoever started it."""

    listed: ImportId
    rows: int
    without: tuple[int, ...]


class Taken(msgspec.Struct, frozen=True, array_like=True):
    """The request that came of one row, and how far its file went by that."""

    row: int
    case: ChainId
    dialogue: ChainId
    height: int


class RowsTaken(Fact, frozen=True, kw_only=True, tag="rows_taken/1"):
    """Every row up to `through` was looked at; `refused` are the numbers of those not taken."""

    listed: ImportId
    through: int
    taken: tuple[Taken, ...]
    refused: tuple[int, ...]
    is_last: bool


class UndoStarted(Fact, frozen=True, kw_only=True, tag="undo_started/1"):
    listed: ImportId


class RowsUndone(Fact, frozen=True, kw_only=True, tag="rows_undone/1"):
    """`kept` are requests in which somebody has worked since: they stay."""

    listed: ImportId
    gone: tuple[ChainId, ...]
    kept: tuple[ChainId, ...]


class ListDeleted(Fact, frozen=True, kw_only=True, tag="list_deleted/1"):
    """The table itself is gone; the requests that came of it stay."""

    listed: ImportId


ImportFact = (
    ListReceived
    | ListPlanned
    | ImportStarted
    | RowsTaken
    | UndoStarted
    | RowsUndone
    | ListDeleted
    | ReferralFact
)


class Stage(StrEnum):
    ARRIVED = "arrived"
    PLANNED = "planned"
    RUNNING = "running"
    DONE = "done"
    UNDOING = "undoing"
    UNDONE = "undone"


class Import(msgspec.Struct, frozen=True, kw_only=True):
    received: ListReceived
    at: datetime
    by: MemberId | None
    height: int
    plan: Plan | None = None
    started: ImportStarted | None = None
    through: int = 0
    taken: tuple[Taken, ...] = ()
    refused: tuple[int, ...] = ()
    done_at: datetime | None = None
    undoing: bool = False
    undone: frozenset[ChainId] = frozenset()
    kept: frozenset[ChainId] = frozenset()
    deleted: bool = False

    @property
    def id(self) -> ImportId:
        return self.received.listed

    @property
    def to_undo(self) -> tuple[Taken, ...]:
        settled = self.undone | self.kept
        return tuple(one for one in self.taken if one.case not in settled)

    @property
    def standing(self) -> tuple[Taken, ...]:
        """The requests of this list that are there."""
        return tuple(one for one in self.taken if one.case not in self.undone)

    @property
    def stage(self) -> Stage:
        if self.undoing:
            return Stage.UNDOING if self.to_undo else Stage.UNDONE
        if self.done_at is not None:
            return Stage.DONE
        if self.started is not None:
            return Stage.RUNNING
        return Stage.PLANNED if self.plan else Stage.ARRIVED


Imports = Mapping[ImportId, Import]


def fold(records: Iterable[Recorded[ImportFact]]) -> Imports:
    return reduce(_told, records, {})


def _told(known: Imports, record: Recorded[ImportFact]) -> Imports:
    fact = record.fact
    if isinstance(fact, Unknown | ReferralFact):
        return known
    if isinstance(fact, ListReceived):
        new = Import(received=fact, at=record.at, by=record.by, height=record.height)
        return {**known, fact.listed: new}
    one = known.get(fact.listed)
    return known if one is None else {**known, fact.listed: _changed(one, record.at, fact)}


def _changed(
    one: Import,
    at: datetime,
    fact: ListPlanned | ImportStarted | RowsTaken | UndoStarted | RowsUndone | ListDeleted,
) -> Import:
    match fact:
        case ListPlanned():
            return replace(one, plan=fact.plan)
        case ImportStarted():
            return replace(one, started=fact)
        case ListDeleted():
            return replace(one, deleted=True)
        case _:
            return _moved(one, at, fact)


def _moved(one: Import, at: datetime, fact: RowsTaken | UndoStarted | RowsUndone) -> Import:
    match fact:
        case RowsTaken():
            return _taken(one, at, fact)
        case UndoStarted():
            return replace(one, undoing=True)
        case RowsUndone():
            gone, kept = one.undone.union(fact.gone), one.kept.union(fact.kept)
            return replace(one, undone=gone, kept=kept)
        case _:
            assert_never(fact)


def _taken(one: Import, at: datetime, fact: RowsTaken) -> Import:
    return replace(
        one,
        through=max(one.through, fact.through),
        taken=(*one.taken, *fact.taken),
        refused=(*one.refused, *fact.refused),
        done_at=at if fact.is_last else one.done_at,
    )


# --- what may be done next -----------------------------------------------------------------


def find(known: Imports, listed: ImportId) -> Import:
    found = known.get(listed)
    if found is None:
        raise NotFoundError
    return found


def planned(one: Import, plan: Plan) -> ListPlanned:
    """A plan that can be carried out; until somebody starts, another may take its place."""
    _at_stage(one, Stage.ARRIVED, Stage.PLANNED)
    for column in Column:
        many = plan.columns.count(column)
        if column not in {Column.WORDS, Column.LEAVE_OUT} and many > 1:
            raise ColumnTwiceError("columns")
    if Column.WORDS not in plan.columns:
        raise EmptyFieldError("columns")
    if {Column.BORN, Column.CAME_ON} & set(plan.columns) and plan.days is DayOrder.UNSAID:
        raise EmptyFieldError("days")
    return ListPlanned(listed=one.id, plan=plan)


def started(one: Import, *, rows: int, without: tuple[int, ...]) -> ImportStarted:
    _at_stage(one, Stage.PLANNED)
    if not rows:
        raise EmptyFieldError("file")
    return ImportStarted(listed=one.id, rows=rows, without=without)


def undo_started(one: Import, *, at: datetime, by_steward: bool) -> UndoStarted | None:
    """None when it is being undone already. What still runs is stopped by it."""
    if one.undoing:
        return None
    _at_stage(one, Stage.RUNNING, Stage.DONE)
    if not (by_steward or may_undo_still(one, at=at)):
        raise UndoOverError
    return UndoStarted(listed=one.id)


def may_undo_still(one: Import, *, at: datetime) -> bool:
    return one.done_at is None or at - one.done_at <= UNDO_WITHIN


def deleted(one: Import) -> ListDeleted | None:
    """None when it is gone already. While rows are being taken it is needed."""
    if one.deleted:
        return None
    if one.stage is Stage.RUNNING:
        raise ListStageError
    return ListDeleted(listed=one.id)


def remembered(known: Imports, one: Import, *, width: int) -> Plan | None:
    """How the last list of the same sender was read, if that could fit this one too."""
    same = (
        other
        for other in known.values()
        if other.plan is not None
        and other.id != one.id
        and other.received.came_from == one.received.came_from
        and other.received.is_workbook == one.received.is_workbook
        and len(other.plan.columns) == width
    )
    newest = max(same, key=lambda other: other.at, default=None)
    return None if newest is None else newest.plan


def _at_stage(one: Import, *stages: Stage) -> None:
    if one.stage not in stages or (one.deleted and Stage.DONE not in stages):
        raise ListStageError
