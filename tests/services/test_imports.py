"""Lists taken in: sealed as they come, each row once, whatever is cut off, and taken back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from msgspec.structs import replace

from corridor.base.ids import ChainId, ImportId
from corridor.crypto.digest import tag
from corridor.crypto.receipt import derived_receipt
from corridor.crypto.secrets import SecretKey
from corridor.domain.access import Compartment
from corridor.domain.attachments import Category
from corridor.domain.cases import CameThrough, ContactTried
from corridor.domain.errors import EmptyFileError, FileTooLargeError, NotFoundError
from corridor.domain.import_rows import PlannedRow, RefusedRow
from corridor.domain.imports import Column, DayOrder, Import, Plan, Stage
from corridor.domain.intake import Channel
from corridor.domain.journal import Export, Exported, Opened, Opening
from corridor.domain.list_errors import (
    ListStageError,
    TooManyRowsError,
    UndoOverError,
    UnreadableTableError,
)
from corridor.domain.tables import Alphabet, Reading, Sign
from corridor.ledger.files import NoRoomError
from corridor.ledger.memory_files import MemoryBlobs
from corridor.ledger.store import LostFileError
from corridor.services import entering_rows, imports
from corridor.services.asking import come_back
from corridor.services.casefiles import open_file
from corridor.services.cases import take
from corridor.services.chains import imports_chain
from corridor.services.desk import Desk
from corridor.services.identity import show_names, summary_of
from corridor.services.import_lists import Tray, codes
from corridor.services.imports import LARGEST_MB
from corridor.services.journal import journal_authors, read_journal
from corridor.services.listing import case_index
from corridor.services.sealed_files import Label
from corridor.viewing.errors import BrokenFileError, BusyError, TooBigError, ViewingError
from corridor.viewing.shown import SheetRow
from tests.services.world import World

LABEL = Label(name="list.csv", declared="text/csv", category=Category.OTHER)
TABLE = (
    "Имя;Родился;Телефон;Что;Когда\r\n"
    "Сокол Ясный;08.03.1994;+7 916 000 00 01;За ним приходили;02.04.2017\r\n"
    "Цапля Белая;1990;;У неё забрали паспорт;\r\n"
    "Грач;31.02.1990;;Не выпускают из дома;\r\n"
    "Дрозд;;;Звонят с угрозами;01.04.2017\r\n"
).encode("cp1251")
PLAN = Plan(
    reading=Reading(alphabet=Alphabet.WINDOWS_1251, sign=Sign.SEMICOLON),
    sheet=0,
    has_headings=True,
    headings=("Имя", "Родился", "Телефон", "Что", "Когда"),
    columns=(Column.NAME, Column.BORN, Column.PHONE, Column.WORDS, Column.CAME_ON),
    days=DayOrder.DAY_FIRST,
    language="ru",
    channel=Channel.PARTNER,
)


def no_books(source: Iterable[bytes]) -> Iterator[SheetRow]:
    del source
    raise BrokenFileError


def always() -> bool:
    return True


def never() -> bool:
    return False


@dataclass
class Lists:
    world: World = field(default_factory=World)

    def __post_init__(self) -> None:
        files = MemoryBlobs(self.world.door, clock=self.world.clock)
        self.tray = Tray(files=files, books=no_books, pepper=self.world.pepper)

    def by(self, handle: str = "lyra") -> Desk:
        return self.world.as_member(handle)

    def received(self, content: bytes = TABLE, *, handle: str = "lyra") -> Import:
        desk = self.by(handle)
        return imports.receive(desk, self.tray, LABEL, [content], came_from="A partner")

    def planned(self, content: bytes = TABLE, plan: Plan = PLAN) -> Import:
        one = self.received(content)
        return imports.plan(self.by(), self.tray, one.id, plan)

    def running(self, *, without: tuple[int, ...] = ()) -> Import:
        return imports.start(self.by(), self.tray, self.planned().id, without=without)

    def done(self) -> Import:
        return imports.go_on(self.by(), self.tray, self.running().id, going=always)

    def numbers(self) -> int:
        return len(case_index(self.by()).table)


@pytest.fixture
def lists() -> Lists:
    return Lists()


# --- arriving ------------------------------------------------------------------------------


def test_a_list_lies_sealed_from_its_first_byte(lists: Lists) -> None:
    one = lists.received()

    with lists.tray.files.open(one.received.file.seal.blob) as source:
        sealed = source.read()
    assert TABLE[:40] not in sealed
    assert b"list.csv" not in b"".join(
        entry.body or b""
        for entry in lists.world.door.entries(imports_chain(lists.by().organisation))
    )
    assert imports.look(lists.by(), lists.tray, one).lines[1].cells[0] == "Сокол Ясный"


def test_a_list_that_is_cut_short_empty_or_too_large_leaves_nothing(lists: Lists) -> None:
    def breaking() -> Iterator[bytes]:
        yield TABLE
        raise NoRoomError

    piece = bytes(1024 * 1024)
    for pieces, refusal in (
        (breaking(), NoRoomError),
        (iter([b""]), EmptyFileError),
        (iter([piece] * (LARGEST_MB + 1)), FileTooLargeError),
    ):
        with pytest.raises(refusal):
            imports.receive(lists.by(), lists.tray, LABEL, pieces, came_from="")

    assert imports.see_imports(lists.by()) == ()
    assert lists.tray.files.sweep() == 0


@pytest.mark.parametrize("handle", ["deneb", "rigel", "vega", "sirius"])
def test_who_enters_no_requests_sees_and_sends_no_list(lists: Lists, handle: str) -> None:
    one = lists.planned()
    desk = lists.by(handle)

    for act in (
        lambda: imports.receive(desk, lists.tray, LABEL, [TABLE], came_from=""),
        lambda: imports.see_imports(desk),
        lambda: imports.look(desk, lists.tray, one),
        lambda: imports.preview(desk, lists.tray, one),
        lambda: imports.start(desk, lists.tray, one.id),
        lambda: imports.undo(desk, one.id),
        lambda: imports.delete(desk, lists.tray, one.id),
        lambda: imports.refused_rows(desk, lists.tray, one),
    ):
        with pytest.raises(NotFoundError):
            act()


def test_intakes_key_alone_opens_the_chain_of_lists(lists: Lists) -> None:
    lists.received()

    chain = imports_chain(lists.by().organisation)
    compartments = {grant.compartment for grant in lists.world.door.grants(chain)}

    assert compartments == {lists.world.compartment(Compartment.INTAKE)}


def test_whoever_looks_at_a_list_or_takes_rows_out_is_in_the_journal(lists: Lists) -> None:
    one = lists.planned()
    imports.preview(lists.by(), lists.tray, one)
    imports.refused_rows(lists.by(), lists.tray, one)

    desk = lists.by("vega")
    authors = journal_authors(desk, machine=b"\0" * 32)
    noted = [record.fact for record in read_journal(desk, authors=authors)]
    me, chain = lists.by().me, imports_chain(desk.organisation)
    assert Opened(member=me, chain=chain, what=Opening.LIST) in noted
    assert Exported(member=me, chain=None, what=Export.LIST) in noted


# --- planning ------------------------------------------------------------------------------


def test_a_preview_says_what_each_row_becomes_or_why_it_cannot(lists: Lists) -> None:
    rows = imports.preview(lists.by(), lists.tray, lists.planned())

    assert [(row.number, not isinstance(row, RefusedRow)) for row in rows] == [
        (2, True),
        (3, True),
        (4, False),
        (5, True),
    ]
    assert lists.numbers() == 0


def test_who_may_not_write_names_plans_no_column_of_them(lists: Lists) -> None:
    one, altair = lists.received(), lists.by("altair")

    with pytest.raises(NotFoundError):
        imports.plan(altair, lists.tray, one.id, PLAN)

    bare = replace(PLAN, columns=(Column.LEAVE_OUT,) * 3 + (Column.WORDS, Column.CAME_ON))
    assert imports.plan(altair, lists.tray, one.id, bare).stage is Stage.PLANNED


def test_a_workbook_that_cannot_be_read_is_refused_in_words(lists: Lists) -> None:
    def fails(error: type[ViewingError]) -> Tray:
        def books(source: Iterable[bytes]) -> Iterator[SheetRow]:
            del source
            raise error

        return Tray(files=lists.tray.files, books=books, pepper=lists.tray.pepper)

    one = lists.received(b"PK\x03\x04 and more")

    for error, refusal in (
        (BrokenFileError, UnreadableTableError),
        (TooBigError, TooManyRowsError),
        (BusyError, BusyError),
    ):
        with pytest.raises(refusal):
            imports.look(lists.by(), fails(error), one)


def test_the_chosen_sheet_of_a_workbook_is_read(lists: Lists) -> None:
    def books(source: Iterable[bytes]) -> Iterator[SheetRow]:
        assert b"".join(source).startswith(b"PK")
        yield SheetRow(0, 0, ("First",))
        yield SheetRow(1, 0, ("Second",))
        yield SheetRow(1, 4, ("Что", "за ним приходили"))

    tray = Tray(files=lists.tray.files, books=books, pepper=lists.tray.pepper)
    one = lists.received(b"PK\x03\x04 and more")

    found = imports.look(lists.by(), tray, one, sheet=1)

    assert found.sheets == ("First", "Second")
    assert [(line.number, line.cells[1]) for line in found.lines] == [(4, "за ним приходили")]


# --- who may be here already ---------------------------------------------------------------


def rows_of(lists: Lists, content: bytes) -> list[PlannedRow]:
    one = lists.planned(content)
    rows = imports.preview(lists.by(), lists.tray, one)
    return [row for row in rows if isinstance(row, PlannedRow)]


HERE_AGAIN = (
    "Имя;Родился;Телефон;Что;Когда\r\n"
    "Sokol Yasnyj;1994-03-08;;Совсем другими словами;\r\n"
    "Кречет;;8 916 000-00-01;Никто не знает, где он;\r\n"
    "Неясыть;1970;;Живёт у моря;\r\n"
).encode("cp1251")


def test_rows_that_may_say_somebody_who_is_here_are_found_with_reasons(lists: Lists) -> None:
    here = lists.done().taken[0].case

    found, last = imports.likely_here(lists.by(), rows_of(lists, HERE_AGAIN), going=always)

    assert [(row, {one.case for one in several}) for row, several in found] == [
        (2, {here}),
        (3, {here}),
    ]
    assert last == 4


def test_without_identitys_key_no_row_is_compared_by_name(lists: Lists) -> None:
    lists.done()
    rows = rows_of(lists, HERE_AGAIN)

    found, _last = imports.likely_here(lists.by("altair"), rows, going=always)

    assert found == []


def test_comparing_stops_when_there_is_no_more_time(lists: Lists) -> None:
    lists.done()

    _found, last = imports.likely_here(lists.by(), rows_of(lists, HERE_AGAIN), going=never)

    assert last == 2


# --- the job -------------------------------------------------------------------------------


def test_every_good_row_becomes_a_request_with_its_origin(lists: Lists) -> None:
    one = lists.done()

    assert (one.stage, one.refused, one.through) == (Stage.DONE, (4,), 5)
    assert lists.numbers() == 3
    first = open_file(lists.by(), one.taken[0].case)
    assert first.talk is not None
    assert first.talk.dialogue.messages[0].text == "За ним приходили"
    assert first.case.came == CameThrough(
        sender="A partner", reference="", listed=one.id, row=2
    )
    (tried,) = [r.fact for r in first.case.timeline if isinstance(r.fact, ContactTried)]
    assert tried.tried_at.date().isoformat() == "2017-04-02"
    listed = case_index(lists.by()).cases
    assert {taken.case for taken in one.taken} <= set(listed)


def test_names_stand_only_in_identitys_chain(lists: Lists) -> None:
    one = lists.done()
    case = one.taken[0].case
    file = open_file(lists.by(), case)
    person = file.case.people[0].person

    known = show_names(lists.by(), case, person).of(person)

    assert [name.value for name in known.names] == ["Сокол Ясный"]
    assert known.birth is not None
    assert known.birth.born == "1994-03-08"
    assert [contact.value for contact in known.contacts] == ["+7 916 000 00 01"]
    assert "Сокол" not in repr(file.case)
    with pytest.raises(NotFoundError):
        summary_of(lists.by("altair"), case)


@pytest.mark.parametrize("parts", [1, 2, 3, 4])
def test_a_job_that_was_cut_off_goes_on_and_takes_no_row_twice(
    lists: Lists, parts: int
) -> None:
    listed = lists.running().id
    for _ in range(parts):
        imports.go_on(lists.by(), lists.tray, listed, going=never)
    lists.world.stores = lists.world.fresh()

    one = imports.go_on(lists.by(), lists.tray, listed, going=always)

    assert one.stage is Stage.DONE
    assert [taken.row for taken in one.taken] == [2, 3, 5]
    assert len({taken.case for taken in one.taken}) == 3
    assert lists.numbers() == 3


def test_a_list_that_is_longer_than_one_step_comes_to_its_end(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "_AT_ONCE", 1)
    listed = lists.running().id

    stages = [
        imports.go_on(lists.by(), lists.tray, listed, going=always).stage for _ in range(4)
    ]

    assert stages == [Stage.RUNNING] * 3 + [Stage.DONE]


def test_rows_that_were_written_and_never_noted_are_completed_not_doubled(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = lists.running().id
    with monkeypatch.context() as cut:
        cut.setattr(imports, "write_import", fall)
        with pytest.raises(RuntimeError):
            imports.go_on(lists.by(), lists.tray, listed, going=always)
    assert lists.numbers() == 3

    one = imports.go_on(lists.by(), lists.tray, listed, going=always)

    assert (one.stage, lists.numbers()) == (Stage.DONE, 3)
    for taken in one.taken:
        timeline = open_file(lists.by(), taken.case).case.timeline
        assert sum(isinstance(record.fact, CameThrough) for record in timeline) == 1


def fall(*_given: object, **_named: object) -> None:
    raise RuntimeError


def test_a_row_that_was_half_written_gets_its_other_half(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    listed = lists.running().id
    with monkeypatch.context() as cut:
        cut.setattr(entering_rows, "begin_identity", fall)
        with pytest.raises(RuntimeError):
            imports.go_on(lists.by(), lists.tray, listed, going=always)

    one = imports.go_on(lists.by(), lists.tray, listed, going=always)

    case = one.taken[0].case
    person = open_file(lists.by(), case).case.people[0].person
    assert show_names(lists.by(), case, person).of(person).names


def test_two_who_go_on_at_once_take_each_row_once(lists: Lists) -> None:
    listed = lists.running().id
    asked = iter([True, True])

    def meanwhile() -> bool:
        """Somebody else finishes the job between two rows of ours."""
        if next(asked, False):
            imports.go_on(lists.by("lyra"), lists.tray, listed, going=always)
        return True

    one = imports.go_on(lists.by(), lists.tray, listed, going=meanwhile)

    assert [taken.row for taken in one.taken] == [2, 3, 5]
    assert (one.stage, lists.numbers()) == (Stage.DONE, 3)


def test_rows_that_were_left_out_are_neither_taken_nor_refused(lists: Lists) -> None:
    listed = lists.running(without=(2, 5, 99)).id

    one = imports.go_on(lists.by(), lists.tray, listed, going=always)

    assert [taken.row for taken in one.taken] == [3]
    assert one.refused == (4,)


def test_nothing_goes_on_that_was_never_started(lists: Lists) -> None:
    one = lists.planned()

    assert imports.go_on(lists.by(), lists.tray, one.id, going=always) == one
    assert lists.numbers() == 0


def test_an_urgent_row_is_in_the_queue_and_wakes_nobody(lists: Lists) -> None:
    columns = (Column.SOON, Column.LEAVE_OUT, Column.LEAVE_OUT, Column.WORDS, Column.LEAVE_OUT)
    table = b"a;;;b;\r\nhours;;;They are at the door;\r\n"
    reading = Reading(alphabet=Alphabet.UTF_8, sign=Sign.SEMICOLON)
    one = lists.planned(table, replace(PLAN, columns=columns, reading=reading))
    imports.start(lists.by(), lists.tray, one.id)

    imports.go_on(lists.by(), lists.tray, one.id, going=always)

    assert lists.numbers() == 1
    assert lists.world.door.alarms() == []


def test_a_rows_code_opens_its_request_and_goes_with_the_list(lists: Lists) -> None:
    one = lists.done()
    code = codes(lists.tray, one)(2)

    visit = come_back(lists.world.public, code)

    assert visit.dialogue.messages[0].text == "За ним приходили"
    imports.delete(lists.by(), lists.tray, one.id)
    with pytest.raises(LostFileError):
        codes(lists.tray, one)


def test_the_ledger_alone_gives_no_code_of_a_row(lists: Lists) -> None:
    """It holds the list's key, and not the random head with which the sealed list begins."""
    one = lists.done()
    seal = one.received.file.seal

    for known in (b"", seal.digest, seal.commitment, seal.blob.bytes):
        key = SecretKey(tag(SecretKey(seal.key), b"corridor/1/import", known, one.id.bytes))
        guessed = derived_receipt(key, place=(2).to_bytes(8, "big"))
        assert not guessed.same_as(codes(lists.tray, one)(2))


def test_refused_rows_come_back_as_they_were_with_their_headings(lists: Lists) -> None:
    content = imports.refused_rows(lists.by(), lists.tray, lists.done()).decode("utf-8-sig")

    assert content.splitlines() == [
        '"Имя","Родился","Телефон","Что","Когда"',
        '"Грач","31.02.1990","","Не выпускают из дома",""',
    ]


# --- taking back ---------------------------------------------------------------------------


def test_a_list_is_taken_back_whole_and_nothing_of_it_can_be_read(lists: Lists) -> None:
    one = lists.done()
    imports.undo(lists.by(), one.id)

    after = imports.go_on(lists.by(), lists.tray, one.id, going=always)

    assert (after.stage, after.standing) == (Stage.UNDONE, ())
    assert lists.numbers() == 0
    desk, door = lists.world.desk, lists.world.door
    for taken in one.taken:
        assert all(entry.body is None for entry in desk.entries(taken.case))
        assert all(entry.body is None for entry in door.entries(taken.dialogue))
        with pytest.raises(NotFoundError):
            open_file(lists.by(), taken.case)


def test_taking_back_stops_a_job_that_still_runs(lists: Lists) -> None:
    listed = lists.running().id
    imports.go_on(lists.by(), lists.tray, listed, going=never)
    imports.undo(lists.by(), listed)

    one = imports.go_on(lists.by(), lists.tray, listed, going=always)

    assert (one.stage, lists.numbers()) == (Stage.UNDONE, 0)


def test_a_request_that_somebody_worked_on_stays(lists: Lists) -> None:
    one = lists.done()
    worked = one.taken[1].case
    take(lists.by(), worked)
    imports.undo(lists.by(), one.id)

    after = imports.go_on(lists.by(), lists.tray, one.id, going=always)

    assert after.kept == {worked}
    assert [taken.case for taken in after.standing] == [worked]
    assert open_file(lists.by(), worked).case.owner == lists.by().me


def test_taking_back_that_was_cut_off_between_two_stores_is_finished(
    lists: Lists, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = lists.done()
    imports.undo(lists.by(), one.id)
    with monkeypatch.context() as cut:
        cut.setattr(entering_rows, "_erase_talk", fall)
        with pytest.raises(RuntimeError):
            imports.go_on(lists.by(), lists.tray, one.id, going=always)

    after = imports.go_on(lists.by(), lists.tray, one.id, going=always)

    assert (after.stage, after.kept) == (Stage.UNDONE, frozenset())
    door = lists.world.door
    assert all(e.body is None for t in one.taken for e in door.entries(t.dialogue))


def test_after_half_an_hour_it_takes_a_steward(lists: Lists) -> None:
    one = lists.done()
    lists.world.clock.now += timedelta(minutes=31)

    with pytest.raises(UndoOverError):
        imports.undo(lists.by(), one.id)
    with pytest.raises(NotFoundError):  # a steward without intake's key opens no list
        imports.undo(lists.by("vega"), one.id)


def test_a_deleted_list_is_gone_from_the_disk_and_its_requests_stay(lists: Lists) -> None:
    one = lists.done()

    imports.delete(lists.by(), lists.tray, one.id)

    with pytest.raises(NotFoundError):
        imports.look(lists.by(), lists.tray, imports.find_import(lists.by(), one.id))
    assert not lists.world.door.keeps(one.received.file.seal.blob)
    assert lists.numbers() == 3


def test_a_running_list_is_not_deleted_under_the_job(lists: Lists) -> None:
    listed = lists.running().id

    with pytest.raises(ListStageError):
        imports.delete(lists.by(), lists.tray, listed)


def test_what_is_no_list_is_not_found(lists: Lists) -> None:
    lists.received()

    with pytest.raises(NotFoundError):
        imports.find_import(lists.by(), ImportId(ChainId(lists.by().organisation)))


def test_how_a_sender_writes_is_remembered_for_the_next_list(lists: Lists) -> None:
    lists.planned()
    again = lists.received()

    assert imports.remembered(lists.by(), again, width=5) == PLAN
