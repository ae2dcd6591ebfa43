"""Looking at a file: written down first, drawn once, seen by one member, gone soon."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from corridor.base.ids import ChainId
from corridor.crypto.random import new_key
from corridor.crypto.sign import SigningKey
from corridor.domain.errors import NotFoundError
from corridor.domain.journal import Opened as Looked
from corridor.domain.journal import Opening
from corridor.services import attachments, viewing
from corridor.services.casefiles import open_file
from corridor.services.journal import journal_authors, read_journal
from corridor.services.viewing import Copies, Copy, batch_of
from corridor.viewing.door import Viewer
from corridor.viewing.errors import BusyError, LockedError
from corridor.viewing.limits import Limits
from corridor.viewing.shown import Kind, Opened, Picture, Shown
from tests.services.test_attachments import House
from tests.viewing.files import pdf, tone


@dataclass
class Drawing:
    """Draws what it is told to, and counts how often it was asked."""

    items: list[Shown]
    refusal: Exception | None = None
    asked: list[Limits] = field(default_factory=list)

    def __call__(
        self, source: Iterator[bytes], *, declared: str, limits: Limits
    ) -> Iterator[Shown]:
        assert declared == "image/jpeg"
        assert b"".join(source)
        self.asked.append(limits)
        yield from self.items
        if self.refusal is not None:
            raise self.refusal


def page(number: int) -> Picture:
    return Picture(number=number, width=1, height=1, webp=b"RIFF")


ONE_PAGE: list[Shown] = [Opened(kind=Kind.IMAGE, pages=1), page(1)]


@dataclass
class Table:
    """A request with one file, and a member who looks at it."""

    house: House
    case: ChainId
    height: int

    def look(self, copies: Copies, *, by: str = "lyra", page: int = 1) -> Copy:
        desk = self.house.world.as_member(by)
        file = open_file(desk, self.case)
        box = viewing.Lightbox(files=self.house.files, copies=copies)
        return viewing.look(desk, box, file, height=self.height, page=page)

    def openings(self) -> int:
        vega = self.house.world.as_member("vega")
        authors = journal_authors(vega, machine=SigningKey(new_key()).public)
        noted = [record.fact for record in read_journal(vega, authors=authors)]
        looked = [fact for fact in noted if isinstance(fact, Looked)]
        return sum(fact.what is Opening.ATTACHMENT for fact in looked)


def table(content: bytes = b"a photograph") -> Table:
    house = House()
    house.send(content)
    case = house.case()
    (height,) = house.heights()
    return Table(house=house, case=case, height=height)


def test_a_file_is_drawn_once_however_many_pictures_are_asked_for() -> None:
    drawing, here = Drawing(ONE_PAGE), table()
    copies = Copies(drawing)

    for _picture in range(5):
        assert here.look(copies).picture(1, seconds=5).number == 1

    assert len(drawing.asked) == 1


def test_what_one_member_opened_is_not_there_for_another() -> None:
    drawing, here = Drawing(ONE_PAGE), table()
    copies = Copies(drawing)
    here.look(copies).wait(seconds=5)

    member, blob, first = next(iter(copies._kept))
    other = here.house.world.as_member("vega").me

    assert copies.find((member, blob, first)) is not None
    assert copies.find((other, blob, first)) is None


def test_who_may_not_open_the_request_sees_no_file_of_it() -> None:
    here = table()

    with pytest.raises(NotFoundError):
        here.look(Copies(Drawing(ONE_PAGE)), by="vega")


def test_each_drawing_is_in_the_journal_once_and_first() -> None:
    here = table()
    copies = Copies(Drawing(ONE_PAGE))

    for number in (1, 2, 29):
        here.look(copies, page=number)
        assert here.openings() == (2 if number == 29 else 1)


def test_pages_are_drawn_in_batches() -> None:
    drawing, here = Drawing(ONE_PAGE), table()
    copies = Copies(drawing)

    for number in (1, 28, 29, 56, 57):
        here.look(copies, page=number).wait(seconds=5)

    assert [one.first for one in drawing.asked] == [1, 29, 57]
    assert [batch_of(number) for number in (0, 1, 28, 29)] == [1, 1, 1, 29]


def test_a_file_that_was_taken_back_is_not_shown_again() -> None:
    here = table()
    copies = Copies(Drawing(ONE_PAGE))
    here.look(copies).wait(seconds=5)

    attachments.take_back(here.house.here, here.house.receipt, height=here.height)

    with pytest.raises(NotFoundError):
        here.look(copies)


def test_there_is_no_file_where_there_is_none() -> None:
    here = table()
    here.height += 1

    with pytest.raises(NotFoundError):
        here.look(Copies(Drawing(ONE_PAGE)))


def test_a_page_that_will_never_come_is_not_waited_for_twice() -> None:
    copy = table().look(Copies(Drawing(ONE_PAGE)))

    with pytest.raises(NotFoundError):
        copy.picture(2, seconds=5)


def test_a_refusal_is_kept_with_the_pages_before_it() -> None:
    copy = table().look(Copies(Drawing(ONE_PAGE, LockedError())))
    copy.wait(seconds=5)

    assert isinstance(copy.refusal, LockedError)
    assert len(copy.pictures) == 1


def test_who_found_every_place_taken_may_try_again() -> None:
    drawing, here = Drawing([], BusyError()), table()
    copies = Copies(drawing)
    here.look(copies).wait(seconds=5)

    drawing.items, drawing.refusal = ONE_PAGE, None
    again = here.look(copies)
    again.wait(seconds=5)

    assert (again.refusal, len(again.pictures)) == (None, 1)


def test_pictures_are_forgotten_after_ten_minutes() -> None:
    now = [0.0]
    here, drawing = table(), Drawing(ONE_PAGE)
    copies = Copies(drawing, clock=lambda: now[0])
    here.look(copies).wait(seconds=5)

    now[0] = 601.0

    assert len(copies) == 0
    here.look(copies).wait(seconds=5)
    assert len(drawing.asked) == 2


def test_whoever_leaves_leaves_nothing_open() -> None:
    here = table()
    copies = Copies(Drawing(ONE_PAGE))
    here.look(copies).wait(seconds=5)

    copies.forget(here.house.world.as_member("lyra").me)

    assert len(copies) == 0


def test_no_more_than_a_few_are_kept() -> None:
    here = table()
    copies = Copies(Drawing(ONE_PAGE))

    for batch in range(20):
        here.look(copies, page=batch * 28 + 1).wait(seconds=5)

    assert len(copies) == 8


def test_a_real_file_comes_out_of_the_walls_as_pictures() -> None:
    viewer = Viewer()
    here = table(pdf("one", "two"))

    copy = here.look(Copies(viewer.convert))
    copy.wait(seconds=60)

    assert copy.opened == Opened(kind=Kind.PDF, pages=2)
    assert [one.number for one in copy.pictures] == [1, 2]
    assert copy.refusal is None
    viewer.close()


def test_a_recording_comes_out_as_sound() -> None:
    viewer = Viewer()
    here = table(tone())

    sound = here.look(Copies(viewer.convert)).sound(seconds=60)

    assert sound[:4] == b"OggS"
    viewer.close()
