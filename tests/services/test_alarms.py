"""A notice stops when, and only when, somebody with keys has what it was about open."""

from datetime import timedelta

import pytest

from corridor.base.ids import AlarmId, ChainId
from corridor.crypto.random import new_uuid
from corridor.crypto.receipt import Receipt
from corridor.domain.errors import NotFoundError
from corridor.domain.intake import Answer, Wish
from corridor.ledger.store import Alarm
from corridor.services.alarms import Address, By, Duty, NoticePlan, send_due
from corridor.services.asking import answer_check_in, withdraw, write_message
from corridor.services.casefiles import open_file
from corridor.services.chains import case_chain
from corridor.services.collecting import collect
from corridor.services.intake import answer, take_alarms_of
from tests.services.world import World

NAMES = ("ada", "boris", "cleo")


class Bell:
    """Writes down who was woken, and with what."""

    def __init__(self) -> None:
        self.rung: list[str] = []
        self.words: set[str] = set()

    def carry(self, words: str, *, to: Address) -> bool:
        self.words.add(words)
        self.rung.append(to.to)
        return True


def plan(*groups: str) -> NoticePlan:
    addresses = tuple(Address(by=By.COMMAND, to=name) for name in NAMES)
    duties = tuple(Duty(group=group, addresses=addresses) for group in groups)
    return NoticePlan(words="Kettle.", duties=duties)


def ring(world: World, plan: NoticePlan, *, minutes: int = 30) -> list[str]:
    """Who is woken by a worker that looks every minute."""
    bell = Bell()
    for minute in range(minutes):
        at = world.clock.now + timedelta(minutes=minute)
        send_due(world.door, plan, [(By.COMMAND, bell)], at=at)
    return bell.rung


@pytest.fixture
def world() -> World:
    return World()


def urgent(world: World) -> tuple[Receipt, ChainId]:
    """A person in danger, whose request somebody has collected and opened."""
    receipt, dialogue = world.ask(soon=Wish.HOURS)
    lyra, case = world.as_member("lyra"), case_chain(dialogue)
    collect(lyra)
    take_alarms_of(lyra, open_file(lyra, case))
    return receipt, case


def test_an_urgent_request_wakes_one_after_the_other_until_it_is_opened(world: World) -> None:
    _receipt, dialogue = world.ask(soon=Wish.HOURS)
    before = ring(world, plan("intake", "relocation"))

    lyra = world.as_member("lyra")
    collect(lyra)
    take_alarms_of(lyra, open_file(lyra, case_chain(dialogue)))

    assert before == ["ada", "boris", "cleo"]
    assert ring(world, plan("intake", "relocation")) == []


def test_collecting_is_not_opening(world: World) -> None:
    world.ask(soon=Wish.HOURS)

    collect(world.as_member("lyra"))

    assert len(world.door.alarms()) == 1


@pytest.mark.parametrize("wish", [Wish.DAYS, Wish.CAN_WAIT, Wish.UNSAID])
def test_what_can_wait_wakes_nobody(world: World, wish: Wish) -> None:
    receipt, _dialogue = world.ask(soon=wish)

    write_message(world.public, receipt, text="And something else.")

    assert world.door.alarms() == []


def test_words_on_an_urgent_request_wake_until_they_are_opened(world: World) -> None:
    receipt, case = urgent(world)
    write_message(world.public, receipt, text="They are at the door.")
    before = ring(world, plan("intake"))

    lyra = world.as_member("lyra")
    take_alarms_of(lyra, open_file(lyra, case))

    assert before == ["ada", "boris", "cleo"]
    assert world.door.alarms() == []


def test_words_that_arrive_while_others_are_read_go_on_ringing(world: World) -> None:
    receipt, case = urgent(world)
    write_message(world.public, receipt, text="They are at the door.")
    lyra = world.as_member("lyra")
    seen = open_file(lyra, case)

    write_message(world.public, receipt, text="They are inside.")
    take_alarms_of(lyra, seen)

    assert len(world.door.alarms()) == 1
    take_alarms_of(lyra, open_file(lyra, case))
    assert world.door.alarms() == []


def test_an_answer_stops_what_it_answers(world: World) -> None:
    receipt, case = urgent(world)
    write_message(world.public, receipt, text="Are you there?")

    answer(world.as_member("altair"), case, text="We are.")

    assert world.door.alarms() == []


def test_opening_one_case_leaves_the_others_ringing(world: World) -> None:
    urgent(world)
    receipt, case = urgent(world)
    other, _case = urgent(world)
    write_message(world.public, receipt, text="Help.")
    write_message(world.public, other, text="Help.")

    lyra = world.as_member("lyra")
    take_alarms_of(lyra, open_file(lyra, case))

    assert len(world.door.alarms()) == 1


def test_who_has_no_key_to_the_words_cannot_stop_them(world: World) -> None:
    receipt, case = urgent(world)
    write_message(world.public, receipt, text="Help.")

    for handle in ("sirius", "vega"):
        with pytest.raises(NotFoundError):
            open_file(world.as_member(handle), case)

    assert len(world.door.alarms()) == 1


def test_rows_of_alarms_lead_to_no_person(world: World) -> None:
    receipt, case = urgent(world)
    write_message(world.public, receipt, text="One.")
    write_message(world.public, receipt, text="Two.")

    rows = world.door.alarms()

    known = {case, *(lock.chain for lock in world.door._rows.locks.values())}
    assert len({one.alarm for one in rows}) == 2
    assert not {one.alarm for one in rows} & known
    assert {(one.level, one.group, one.sent) for one in rows} == {(2, "intake", 0)}


def test_a_request_that_is_withdrawn_rings_no_more(world: World) -> None:
    receipt, _dialogue = world.ask(soon=Wish.HOURS)
    write_message(world.public, receipt, text="Still here.")

    withdraw(world.public, receipt)

    assert world.door.alarms() == []


@pytest.mark.parametrize("given", list(Answer))
def test_every_answer_to_a_check_in_makes_the_same_alarm(world: World, given: Answer) -> None:
    receipt, _case = urgent(world)

    answer_check_in(world.public, receipt, answer=given)

    [row] = world.door.alarms()
    now = int(world.clock.now.timestamp()) // 60
    assert (row.level, row.group, row.sent) == (2, "intake", 0)
    assert now - 3 < row.due <= now


def test_a_minute_is_blurred_only_earlier(world: World) -> None:
    now = int(world.clock.now.timestamp()) // 60

    for _ in range(40):
        world.ask(soon=Wish.HOURS)

    assert {now - row.due for row in world.door.alarms()} == {0, 1, 2}


def test_a_group_that_nobody_serves_wakes_everybody_elses(world: World) -> None:
    world.door.raise_alarm(
        Alarm(alarm=AlarmId(new_uuid()), due=0, level=1, group="relocation", next_at=0)
    )

    assert ring(world, plan("intake"), minutes=1) == ["ada"]


def test_a_plan_without_a_single_address_says_that_it_failed(world: World) -> None:
    world.ask(soon=Wish.HOURS)
    nobody = NoticePlan(words="Kettle.", duties=())

    assert send_due(world.door, nobody, [], at=world.clock.now) == (0, 1)
    assert len(world.door.alarms()) == 1


def test_alarms_that_ring_together_go_to_whoever_the_oldest_has_come_to(
    world: World,
) -> None:
    minute = int(world.clock.now.timestamp()) // 60
    for sent in (0, 2, 1):
        world.door.raise_alarm(
            Alarm(
                alarm=AlarmId(new_uuid()),
                due=minute,
                level=1,
                group="relocation",
                sent=sent,
                next_at=minute,
            )
        )

    rung = ringing_at(world, plan("intake", "relocation"), minutes=0)

    assert rung == ["cleo"]


# --- a server whose clock jumps ------------------------------------------------------------


def ringing_at(world: World, plan: NoticePlan, *, minutes: int) -> list[str]:
    """Who is woken by one look, so many minutes from now."""
    bell = Bell()
    at = world.clock.now + timedelta(minutes=minutes)
    send_due(world.door, plan, [(By.COMMAND, bell)], at=at)
    return bell.rung


def test_a_clock_that_ran_two_days_ahead_lets_nobody_sleep_once_it_is_right(
    world: World,
) -> None:
    world.ask(soon=Wish.HOURS)
    ahead = ringing_at(world, plan("intake", "relocation"), minutes=2 * 24 * 60)

    right = [ringing_at(world, plan("intake", "relocation"), minutes=at) for at in (0, 5, 10)]

    assert ahead == ["ada"]
    assert right == [["boris"], [], ["cleo"]]


def test_a_clock_that_falls_back_a_little_wakes_nobody_twice(world: World) -> None:
    world.ask(soon=Wish.HOURS)
    first = ringing_at(world, plan("intake", "relocation"), minutes=10)

    back = ringing_at(world, plan("intake", "relocation"), minutes=10)

    assert (first, back) == (["ada"], [])


def test_a_clock_that_jumps_ahead_rings_what_is_due_by_it_and_nothing_twice(
    world: World,
) -> None:
    world.ask(soon=Wish.HOURS)
    ringing_at(world, plan("intake", "relocation"), minutes=0)

    jumped = [
        ringing_at(world, plan("intake", "relocation"), minutes=at) for at in (600, 601, 609)
    ]

    assert jumped == [["boris"], [], []]


def test_an_alarm_that_is_not_due_is_not_rung_by_minding_the_clock(world: World) -> None:
    later = int(world.clock.now.timestamp()) // 60 + 300
    alarm = AlarmId(new_uuid())
    world.door.raise_alarm(
        Alarm(alarm=alarm, due=later, level=1, group="relocation", next_at=later)
    )

    rung = ringing_at(world, plan("intake", "relocation"), minutes=0)

    assert rung == []
    assert [one.next_at for one in world.door.alarms()] == [later]
