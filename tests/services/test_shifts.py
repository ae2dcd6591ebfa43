"""The shift book: everybody writes of themselves, and nobody stays in it by an old entry."""

from datetime import datetime, timedelta

import pytest

from corridor.base.ids import ChainId
from corridor.domain.errors import NotAChoiceError, NotFoundError
from corridor.domain.factors import Level
from corridor.domain.records import Recorded
from corridor.domain.shifts import LONGEST, ShiftBegun, ShiftEnded, ShiftFact, on_shift
from corridor.services.chains import shift_chain
from corridor.services.shifts import alone_on_shift, begin_shift, end_shift, see_shifts
from corridor.services.triage import Judged, assess
from tests.domain.telling import LYRA, NOON, VEGA, tell
from tests.services.faults import spoil
from tests.services.world import ORGANISATION, World, member_id

Told = list[Recorded[ShiftFact]]
BEGUN: ShiftFact = ShiftBegun(until=NOON + timedelta(hours=8))
ENDED: ShiftFact = ShiftEnded()


@pytest.fixture
def world() -> World:
    return World()


def there(world: World, *, seen_by: str = "lyra") -> set[str]:
    found = see_shifts(world.as_member(seen_by, stores=world.fresh()))
    return {name for name in world.own if member_id(name) in found}


def book(world: World) -> ChainId:
    return shift_chain(ORGANISATION, f"{world.clock():%Y-%m}")


def test_who_begins_is_there_until_they_end(world: World) -> None:
    begin_shift(world.as_member("lyra"), hours=8)
    begin_shift(world.as_member("altair"), hours=8)
    both = there(world)

    end_shift(world.as_member("lyra"))

    assert both == {"lyra", "altair"}
    assert there(world) == {"altair"}


def test_a_shift_ends_by_itself(world: World) -> None:
    begin_shift(world.as_member("lyra"), hours=4)

    world.clock.move(hours=4)

    assert there(world) == set()


def test_a_shift_that_runs_into_another_month_goes_on(world: World) -> None:
    world.clock.now = datetime(2017, 4, 30, 20, tzinfo=world.clock.now.tzinfo)
    begin_shift(world.as_member("lyra"), hours=8)
    world.clock.move(hours=6)
    begin_shift(world.as_member("altair"), hours=8)

    assert there(world) == {"lyra", "altair"}
    end_shift(world.as_member("lyra"))
    assert there(world) == {"altair"}


def test_ending_what_was_never_begun_writes_nothing(world: World) -> None:
    end_shift(world.as_member("lyra"))

    assert world.desk.head(book(world)) is None


@pytest.mark.parametrize("hours", [0, -1, 17, 9_999])
def test_a_shift_of_no_or_of_too_many_hours_is_refused(world: World, hours: int) -> None:
    with pytest.raises(NotAChoiceError, match="hours"):
        begin_shift(world.as_member("lyra"), hours=hours)

    assert there(world) == set()


@pytest.mark.parametrize("handle", ["vega", "sirius"])
def test_who_has_no_queue_has_no_shift(world: World, handle: str) -> None:
    with pytest.raises(NotFoundError):
        begin_shift(world.as_member(handle), hours=8)
    with pytest.raises(NotFoundError):
        see_shifts(world.as_member(handle))


def test_only_who_could_agree_keeps_somebody_from_being_alone(world: World) -> None:
    lyra = world.as_member("lyra")
    nobody = alone_on_shift(lyra)
    begin_shift(lyra, hours=8)
    begin_shift(world.as_member("rigel"), hours=8)
    beside_a_driver = alone_on_shift(lyra)

    begin_shift(world.as_member("altair"), hours=8)

    assert (nobody, beside_a_driver, alone_on_shift(lyra)) == (False, True, False)


def test_a_book_that_somebody_has_torn_names_nobody_and_stops_nobody(world: World) -> None:
    lyra = world.as_member("lyra")
    begin_shift(lyra, hours=8)
    case = world.case()[1]
    assess(lyra, case, Judged(level=Level.HOURS))
    before = there(world)

    spoil(world.desk, book(world), height=0)

    assert (before, there(world)) == ({"lyra"}, set())
    lowered = assess(
        world.as_member("lyra", stores=world.fresh()),
        case,
        Judged(level=Level.MONTHS, words="Away."),
    )
    assert lowered.case.safety.urgency is not None
    assert lowered.case.safety.urgency.level(at=world.clock()) is Level.HOURS


def test_no_entry_keeps_anybody_for_longer_than_a_shift() -> None:
    told = tell(ShiftBegun(until=NOON + timedelta(days=400)))

    assert set(on_shift(told, at=NOON + LONGEST - timedelta(seconds=1))) == {LYRA}
    assert on_shift(told, at=NOON + LONGEST) == {}


def test_nobody_ends_a_colleagues_shift() -> None:
    begun: Told = tell(BEGUN)
    ended: Told = tell(ENDED, by=VEGA, start=1)

    assert set(on_shift(begun + ended, at=NOON + timedelta(hours=1))) == {LYRA}


def test_what_lies_ahead_is_not_there_yet() -> None:
    told = tell(ShiftBegun(until=NOON + timedelta(hours=8)))

    assert on_shift(told, at=NOON - timedelta(seconds=1)) == {}
