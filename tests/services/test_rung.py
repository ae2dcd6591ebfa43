"""Who was woken is written down for relocation alone, and carried into its journey once."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from corridor.base.ids import AlarmId, OrganisationId
from corridor.crypto.random import new_uuid
from corridor.domain.access import Compartment
from corridor.domain.check_ins import Ring
from corridor.ledger.boxes import CompartmentKey
from corridor.ledger.store import Alarm
from corridor.services import journeys
from corridor.services.alarms import Address, By, Duty, NoticePlan, send_due
from corridor.services.asking import INTAKE_GROUP, RELOCATION_GROUP
from corridor.services.desk import Desk
from corridor.services.journey_files import JourneyFile, open_journey
from corridor.services.journey_rings import carry_rings
from corridor.services.rung import MOST_KEPT, Keeper, RungFolder, quarter
from tests.services.faults import spoil
from tests.services.test_journey_watch import alarm_of, plan, planned
from tests.services.world import CAST, World

NAMES = ("night phone", "", "Vega")


class Bell:
    def __init__(self, *reached: str) -> None:
        self.reached = reached

    def carry(self, words: str, *, to: Address) -> bool:
        return bool(words) and to.to in self.reached


PLAN = NoticePlan(
    words="Kettle.",
    duties=tuple(
        Duty(
            group=group,
            addresses=tuple(
                Address(by=By.COMMAND, to=f"/ring/{place}", name=name)
                for place, name in enumerate(NAMES, start=1)
            ),
        )
        for group in (INTAKE_GROUP, RELOCATION_GROUP)
    ),
)


@pytest.fixture
def world() -> World:
    return World()


def folder_of(world: World, place: Path) -> RungFolder:
    pins = world.pins
    return RungFolder(folder=place, organisation=pins.organisation, duty=pins.duty)


def ring(world: World, folder: RungFolder, *reached: str) -> None:
    send_due(
        world.door,
        PLAN,
        [(By.COMMAND, Bell(*reached))],
        at=world.clock.now,
        register=Keeper(folder, world.clock),
    )


def rings(world: World, file: JourneyFile) -> tuple[Ring, ...]:
    return open_journey(world.as_member("rigel"), file.chain).journey.check_ins[0].rings


def test_each_address_that_was_tried_stands_in_the_journey(
    world: World, tmp_path: Path
) -> None:
    _receipt, _case, file = planned(world)
    folder = folder_of(world, tmp_path)
    world.clock.move(hours=2, minutes=30)
    ring(world, folder, "/ring/2")
    world.clock.move(minutes=10)
    ring(world, folder, "/ring/2", "/ring/3")

    told = carry_rings(world.as_member("rigel"), folder)

    assert told == 1
    assert [(one.turn, one.place, one.to, one.went_out) for one in rings(world, file)] == [
        (1, 1, "night phone", False),
        (1, 2, "", True),
        (2, 2, "", True),
    ]


def test_it_is_told_once_and_the_files_go(world: World, tmp_path: Path) -> None:
    _receipt, _case, file = planned(world)
    folder = folder_of(world, tmp_path)
    world.clock.move(hours=3)
    ring(world, folder, "/ring/1")

    carried = [carry_rings(world.as_member("rigel"), folder) for _ in range(2)]

    assert carried == [1, 0]
    assert list(folder.place.iterdir()) == []
    assert len(rings(world, file)) == 1


def test_a_file_that_was_kept_by_a_crash_is_not_told_twice(
    world: World, tmp_path: Path
) -> None:
    _receipt, _case, file = planned(world)
    folder = folder_of(world, tmp_path)
    world.clock.move(hours=3)
    ring(world, folder, "/ring/1")
    (left,) = folder.place.iterdir()
    kept = left.read_bytes()
    carry_rings(world.as_member("rigel"), folder)

    left.write_bytes(kept)
    carry_rings(world.as_member("rigel"), folder)

    assert len(rings(world, file)) == 1
    assert list(folder.place.iterdir()) == []


def test_hours_are_told_to_the_quarter_in_it_and_outside(world: World, tmp_path: Path) -> None:
    _receipt, _case, file = planned(world)
    folder = folder_of(world, tmp_path)
    world.clock.move(hours=2, minutes=37, seconds=11)
    ring(world, folder, "/ring/1")

    (kept,) = folder.place.iterdir()
    outside = kept.stat().st_mtime
    carry_rings(world.as_member("rigel"), folder)

    assert outside == quarter(world.clock.now).timestamp()
    assert rings(world, file)[0].at == quarter(world.clock.now)
    assert rings(world, file)[0].at.minute % 15 == 0


def test_a_record_says_nothing_and_is_as_large_as_every_other(
    world: World, tmp_path: Path
) -> None:
    _receipt, case, file = planned(world)
    plan(world, case)
    folder = folder_of(world, tmp_path)
    world.clock.move(hours=3)
    ring(world, folder, "/ring/1")
    world.clock.move(minutes=10)
    ring(world, folder)

    kept = list(folder.place.iterdir())

    assert len({one.stat().st_size for one in kept}) == 1
    assert len(kept) == 4
    for one in kept:
        sealed, name = one.read_bytes(), one.name
        for planted in (b"night phone", b"ring", b"Kettle", alarm_of(file).bytes):
            assert planted not in sealed
        assert alarm_of(file).hex not in name


@pytest.mark.parametrize("slug", [one for one in Compartment if one != Compartment.RELOCATION])
def test_no_other_key_of_the_desk_opens_a_record(
    world: World, tmp_path: Path, slug: Compartment
) -> None:
    planned(world)
    folder = folder_of(world, tmp_path)
    world.clock.move(hours=3)
    ring(world, folder, "/ring/1")

    openers = [key.seal_key() for key in _every_key(world) if _is(world, key, slug)]

    assert openers
    assert list(folder.read(openers)) == []


def _every_key(world: World) -> list[CompartmentKey]:
    return [key for handle in CAST for key in world.as_member(handle).keys]


def _is(world: World, key: CompartmentKey, slug: Compartment) -> bool:
    return key.compartment == world.compartment(slug)


def test_a_record_of_another_organisation_opens_nowhere_else(
    world: World, tmp_path: Path
) -> None:
    planned(world)
    stranger = RungFolder(
        folder=tmp_path, organisation=OrganisationId(new_uuid()), duty=world.pins.duty
    )
    world.clock.move(hours=3)
    ring(world, stranger, "/ring/1")

    told = carry_rings(world.as_member("rigel"), folder_of(world, tmp_path))

    assert told == 0
    assert len(list(stranger.place.iterdir())) == 1


def test_what_wakes_intake_is_not_written_down_for_relocation(
    world: World, tmp_path: Path
) -> None:
    _raise(world, group=INTAKE_GROUP)
    folder = folder_of(world, tmp_path)

    ring(world, folder, "/ring/1")

    assert not folder.place.exists()


def test_without_the_pinned_key_nothing_is_written(world: World, tmp_path: Path) -> None:
    planned(world)
    world.clock.move(hours=3)
    bare = RungFolder(folder=tmp_path, organisation=world.pins.organisation)

    ring(world, bare, "/ring/1")

    assert list(tmp_path.iterdir()) == []


def test_who_may_record_nothing_carries_nothing(world: World, tmp_path: Path) -> None:
    planned(world)
    folder = folder_of(world, tmp_path)
    world.clock.move(hours=3)
    ring(world, folder, "/ring/1")

    for handle in ("altair", "deneb", "vega", "sirius"):
        assert carry_rings(world.as_member(handle), folder) == 0

    assert len(list(folder.place.iterdir())) == 1


def test_what_belongs_to_no_journey_goes(world: World, tmp_path: Path) -> None:
    _raise(world, group=RELOCATION_GROUP)
    folder = folder_of(world, tmp_path)
    ring(world, folder, "/ring/1")

    carry_rings(world.as_member("rigel"), folder)

    assert list(folder.place.iterdir()) == []


def test_it_stays_while_a_journey_does_not_open(world: World, tmp_path: Path) -> None:
    _receipt, _case, file = planned(world)
    folder = folder_of(world, tmp_path)
    world.clock.move(hours=3)
    ring(world, folder, "/ring/1")
    spoil(world.desk, file.chain, height=0)

    carry_rings(_fresh(world), folder)

    assert len(list(folder.place.iterdir())) == 1


def _fresh(world: World) -> Desk:
    return world.as_member("rigel", stores=world.fresh())


def test_taking_the_alarm_leaves_the_record_of_who_was_woken(
    world: World, tmp_path: Path
) -> None:
    _receipt, _case, file = planned(world)
    folder = folder_of(world, tmp_path)
    world.clock.move(hours=3)
    ring(world, folder, "/ring/1")
    journeys.take_alarm(world.as_member("rigel"), file.chain, alarm_of(file))

    carry_rings(world.as_member("lyra"), folder)

    assert [one.to for one in rings(world, file)] == ["night phone"]


def test_a_full_folder_keeps_what_it_has_and_the_notice_still_goes_out(
    world: World, tmp_path: Path
) -> None:
    planned(world)
    folder = folder_of(world, tmp_path)
    folder.place.mkdir()
    for number in range(MOST_KEPT):
        (folder.place / f"{number}.rung").write_bytes(b"")
    world.clock.move(hours=3)

    sent, failed = send_due(
        world.door,
        PLAN,
        [(By.COMMAND, Bell("/ring/1"))],
        at=world.clock.now,
        register=Keeper(folder, world.clock),
    )

    assert (sent, failed) == (1, 0)
    assert len(list(folder.place.iterdir())) == MOST_KEPT


def test_a_folder_that_cannot_be_written_keeps_nobody_asleep(
    world: World, tmp_path: Path
) -> None:
    planned(world)
    (tmp_path / "rung").write_text("in the way")
    world.clock.move(hours=3)

    sent, failed = send_due(
        world.door,
        PLAN,
        [(By.COMMAND, Bell("/ring/1"))],
        at=world.clock.now,
        register=Keeper(folder_of(world, tmp_path), world.clock),
    )

    assert (sent, failed) == (1, 0)


def test_what_nobody_came_for_goes_after_a_season(world: World, tmp_path: Path) -> None:
    planned(world)
    folder = folder_of(world, tmp_path)
    world.clock.move(hours=3)
    ring(world, folder, "/ring/1")
    (old,) = folder.place.iterdir()
    day = world.clock.now.timestamp()
    os.utime(old, (day, day))

    folder.sweep(at=world.clock.now + timedelta(days=89))
    kept = list(folder.place.iterdir())
    folder.sweep(at=world.clock.now + timedelta(days=91))

    assert kept == [old]
    assert list(folder.place.iterdir()) == []


def _raise(world: World, *, group: str) -> AlarmId:
    alarm = AlarmId(new_uuid())
    due = int(world.clock.now.timestamp()) // 60
    world.door.raise_alarm(Alarm(alarm=alarm, due=due, level=1, group=group, next_at=due))
    return alarm
