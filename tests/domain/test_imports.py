"""Rows as requests, and how far a list has come: what is refused, and why, all at once."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from msgspec.structs import replace

from corridor.base.ids import ActId, BlobId, ChainId, ImportId, MemberId
from corridor.domain import imports
from corridor.domain.attachments import Attached, Category, FileSeal
from corridor.domain.errors import (
    EmptyFieldError,
    FieldRefusalError,
    InFutureError,
    NotAChoiceError,
    NotFoundError,
    TooLongError,
)
from corridor.domain.import_rows import PlannedRow, RefusedRow, body, read_day, read_row
from corridor.domain.imports import Column, DayOrder, Import, ImportFact, Plan, Stage, Taken
from corridor.domain.intake import Channel, Wish
from corridor.domain.list_errors import (
    ColumnTwiceError,
    ListStageError,
    LostDigitsError,
    LostLettersError,
    UndoOverError,
    UnreadableDayError,
)
from corridor.domain.records import Recorded
from corridor.domain.tables import LOST, Line

NOON = datetime(2017, 4, 3, 12, tzinfo=UTC)
TODAY = NOON.date()
LIST = ImportId(UUID(int=7))
ATTACHED = Attached(
    seal=FileSeal(blob=BlobId(UUID(int=1)), key=b"k", commitment=b"c", size=9, digest=b"d"),
    size=3,
    digest=b"e",
    declared="text/csv",
    category=Category.OTHER,
    name="list.csv",
)
RECEIVED = imports.ListReceived(
    listed=LIST, file=ATTACHED, came_from="A partner", is_workbook=False
)
PLAN = Plan(
    reading=None,
    sheet=0,
    has_headings=True,
    headings=("What", "Where", "Name", "Born", "Phone", "Language", "Soon", "Came", "Nr"),
    columns=(
        Column.WORDS,
        Column.WORDS,
        Column.NAME,
        Column.BORN,
        Column.PHONE,
        Column.LANGUAGE,
        Column.SOON,
        Column.CAME_ON,
        Column.REFERENCE,
    ),
    days=DayOrder.DAY_FIRST,
    language="ru",
    channel=Channel.PARTNER,
)
GOOD = ("They came", "A village", "Журавль", "08.03.1994", "+7 916 000", "en", "hours", "", "7")
PLANNED = imports.ListPlanned(listed=LIST, plan=PLAN)
STARTED = imports.ImportStarted(listed=LIST, rows=2, without=())
ONE = Taken(2, ChainId(UUID(int=21)), ChainId(UUID(int=22)), 1)
TWO = Taken(3, ChainId(UUID(int=31)), ChainId(UUID(int=32)), 1)


def row(*cells: str, plan: Plan = PLAN) -> PlannedRow | RefusedRow:
    return read_row(Line(2, cells), plan, today=TODAY, languages=("en", "ru"))


def changed(**cells: str) -> PlannedRow | RefusedRow:
    """The good row with some cells written otherwise, by their headings."""
    places = {name: at for at, name in enumerate(PLAN.headings)}
    new = {places[name.capitalize()]: cell for name, cell in cells.items()}
    return row(*(new.get(at, cell) for at, cell in enumerate(GOOD)))


def faults(found: PlannedRow | RefusedRow) -> list[tuple[int | None, type[FieldRefusalError]]]:
    assert isinstance(found, RefusedRow)
    return [(one.column, type(one.refusal)) for one in found.faults]


def rows_taken(*taken: Taken, through: int, is_last: bool = False) -> imports.RowsTaken:
    return imports.RowsTaken(
        listed=LIST, through=through, taken=taken, refused=(), is_last=is_last
    )


def after(*facts: ImportFact) -> Import:
    records: list[Recorded[ImportFact]] = [
        Recorded(
            fact=fact,
            at=NOON + timedelta(minutes=height),
            by=MemberId(UUID(int=5)),
            act=ActId(UUID(int=6)),
            height=height,
        )
        for height, fact in enumerate((RECEIVED, *facts))
    ]
    return imports.fold(records)[LIST]


DONE = (PLANNED, STARTED, rows_taken(ONE, TWO, through=3, is_last=True))


# --- one row -------------------------------------------------------------------------------


def test_a_row_says_what_its_columns_answer() -> None:
    assert row(*GOOD) == PlannedRow(
        number=2,
        words="What: They came\nWhere: A village",
        language="en",
        soon=Wish.HOURS,
        came_on=None,
        name="Журавль",
        born="1994-03-08",
        phone="+7 916 000",
        email="",
        reference="7",
    )


def test_what_is_left_empty_is_what_the_whole_list_says() -> None:
    found = row("They came")

    assert isinstance(found, PlannedRow)
    assert (found.language, found.soon, found.says_who) == ("ru", Wish.UNSAID, False)


@pytest.mark.parametrize(
    ("heading", "cell", "place", "refusal"),
    [
        ("born", "31.02.1994", 3, UnreadableDayError),
        ("born", "03/1994", 3, UnreadableDayError),
        ("born", "01.01.2050", 3, InFutureError),
        ("came", "04.04.2017", 7, InFutureError),
        ("came", "yesterday", 7, UnreadableDayError),
        ("language", "Klingon", 5, NotAChoiceError),
        ("soon", "maybe", 6, NotAChoiceError),
        ("phone", "7,91612E+10", 4, LostDigitsError),
        ("name", "x" * 201, 2, TooLongError),
        ("what", "x" * 9000, 0, TooLongError),
        ("name", f"Ж{LOST}равль", 2, LostLettersError),
    ],
)
def test_a_cell_that_cannot_stand_is_named_by_its_column(
    heading: str, cell: str, place: int, refusal: type[FieldRefusalError]
) -> None:
    assert faults(changed(**{heading: cell})) == [(place, refusal)]


def test_every_fault_of_a_row_is_found_at_once() -> None:
    found = faults(changed(what="", where="", born="?", soon="?"))

    assert found == [
        (0, EmptyFieldError),
        (6, NotAChoiceError),
        (3, UnreadableDayError),
    ]


def test_what_stands_in_a_column_that_is_left_out_is_never_looked_at() -> None:
    plan = replace(PLAN, columns=(Column.WORDS, *[Column.LEAVE_OUT] * 8))

    found = row("They came", f"{LOST}", *["?"] * 7, plan=plan)

    assert isinstance(found, PlannedRow)
    assert found.words == "They came"


@pytest.mark.parametrize(
    ("text", "order", "day"),
    [
        ("03.04.2017", DayOrder.DAY_FIRST, date(2017, 4, 3)),
        ("03/04/2017", DayOrder.MONTH_FIRST, date(2017, 3, 4)),
        ("2017-04-03", DayOrder.MONTH_FIRST, date(2017, 4, 3)),
        ("2017-04-03 11:40", DayOrder.DAY_FIRST, date(2017, 4, 3)),
        ("2017-04-03", DayOrder.UNSAID, date(2017, 4, 3)),
        ("03.04.2017", DayOrder.UNSAID, None),
        ("13/04/2017", DayOrder.MONTH_FIRST, None),
        ("03.04.17", DayOrder.DAY_FIRST, None),
    ],
)
def test_a_day_is_read_in_the_order_that_was_said_and_never_guessed(
    text: str, order: DayOrder, day: date | None
) -> None:
    assert read_day(text, order=order) == day


def test_a_year_alone_is_knowledge() -> None:
    found = changed(born="1994")

    assert isinstance(found, PlannedRow)
    assert found.born == "1994"


def test_headings_are_no_person() -> None:
    lines = (Line(1, PLAN.headings), Line(2, GOOD))

    assert body(lines, PLAN) == lines[1:]
    assert body(lines, replace(PLAN, has_headings=False)) == lines


# --- the list as a whole -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"columns": (Column.NAME,)}, EmptyFieldError),
        ({"columns": (Column.WORDS, Column.NAME, Column.NAME)}, ColumnTwiceError),
        ({"columns": (Column.WORDS, Column.BORN), "days": DayOrder.UNSAID}, EmptyFieldError),
        ({"columns": (Column.WORDS, Column.CAME_ON), "days": DayOrder.UNSAID}, EmptyFieldError),
    ],
)
def test_a_plan_that_cannot_be_carried_out_is_refused(
    change: dict[str, object], refusal: type[Exception]
) -> None:
    with pytest.raises(refusal):
        imports.planned(after(), replace(PLAN, **change))


def test_a_list_goes_through_its_stages_and_back_through_none() -> None:
    stages = [after(*DONE[:count]).stage for count in range(4)]

    assert stages == [Stage.ARRIVED, Stage.PLANNED, Stage.RUNNING, Stage.DONE]
    for facts in (DONE[:2], DONE):
        with pytest.raises(ListStageError):
            imports.planned(after(*facts), PLAN)
        with pytest.raises(ListStageError):
            imports.started(after(*facts), rows=2, without=())


def test_nothing_starts_without_a_plan_or_without_a_row() -> None:
    with pytest.raises(ListStageError):
        imports.started(after(), rows=2, without=())
    with pytest.raises(EmptyFieldError):
        imports.started(after(PLANNED), rows=0, without=())


def test_a_list_is_taken_back_within_half_an_hour_and_later_by_a_steward() -> None:
    done = after(*DONE)
    assert done.done_at is not None
    last, late = done.done_at + imports.UNDO_WITHIN, done.done_at + timedelta(minutes=31)

    assert imports.undo_started(done, at=last, by_steward=False)
    assert imports.undo_started(done, at=late, by_steward=True)
    with pytest.raises(UndoOverError):
        imports.undo_started(done, at=late, by_steward=False)


def test_what_was_never_started_is_not_taken_back() -> None:
    for facts in ((), (PLANNED,)):
        with pytest.raises(ListStageError):
            imports.undo_started(after(*facts), at=NOON, by_steward=True)


def test_what_is_being_taken_back_ends_when_every_request_is_settled() -> None:
    undoing = (*DONE, imports.UndoStarted(listed=LIST))
    half = imports.RowsUndone(listed=LIST, gone=(ONE.case,), kept=())
    rest = imports.RowsUndone(listed=LIST, gone=(), kept=(TWO.case,))

    assert after(*undoing).to_undo == (ONE, TWO)
    assert after(*undoing, half).stage is Stage.UNDOING
    ended = after(*undoing, half, rest)
    assert (ended.stage, ended.standing) == (Stage.UNDONE, (TWO,))


def test_a_list_that_is_needed_is_not_deleted_and_one_that_is_gone_is_not_planned() -> None:
    with pytest.raises(ListStageError):
        imports.deleted(after(*DONE[:2]))

    gone = after(PLANNED, imports.ListDeleted(listed=LIST))
    assert imports.deleted(gone) is None
    with pytest.raises(ListStageError):
        imports.started(gone, rows=2, without=())


def test_the_last_plan_of_the_same_sender_is_remembered_for_a_like_table() -> None:
    known = {LIST: after(PLANNED)}
    new = replace(after(), received=replace(RECEIVED, listed=ImportId(UUID(int=8))))
    stranger = replace(new, received=replace(new.received, came_from="Somebody"))

    assert imports.remembered(known, new, width=9) == PLAN
    assert imports.remembered(known, new, width=8) is None
    assert imports.remembered(known, stranger, width=9) is None


def test_a_list_that_nobody_sent_is_not_found() -> None:
    with pytest.raises(NotFoundError):
        imports.find({}, LIST)
