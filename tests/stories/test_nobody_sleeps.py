"""A message at night: one after the other is woken, through a power cut, until one gets up."""

import argparse
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from corridor.cli.signing_in import sign_in
from corridor.services.casefiles import open_file
from corridor.services.collecting import collect
from corridor.services.intake import take_alarms_of
from corridor.services.listing import case_index
from corridor.services.premises import open_premises
from tests.cli.desks import code_now
from tests.cli.duty import Night, found_desk
from tests.floods.asking import Visitor, come_back, send, write_down
from tests.support.processes import wait_until
from tests.support.server import RunningDesk

MEMBERS = ("Deneb:steward,security", "Capella:steward", "Mira:intake,caseworker")
LOG_IN = re.compile(r"Mira .*\n\s+passphrase\s+(\S.*)\n\s+second factor\s+(\S+)")


@dataclass(frozen=True, kw_only=True)
class Place:
    night: Night
    passphrase: str
    totp_secret: str


@pytest.fixture
def place(tmp_path: Path, django_db_blocker: Any) -> Iterator[Place]:
    told = found_desk(tmp_path / "desk", members=MEMBERS)
    found = LOG_IN.search(told)
    assert found is not None
    with django_db_blocker.unblock():
        yield Place(
            night=Night(folder=tmp_path / "desk", bells=tmp_path / "bells"),
            passphrase=found[1].strip(),
            totp_secret=found[2],
        )


def until(seen: Callable[[], bool]) -> None:
    wait_until(seen, alive=lambda: True, seconds=60)


def get_up(place: Place) -> None:
    """Mira signs in with what she knows, and opens everything that waits."""
    secrets = place.night.bells / "secrets"
    secrets.write_text(f"{place.passphrase}\n{code_now(place.totp_secret)}\n")
    with place.night.door():
        here = open_premises(place.night.folder)
        desk = sign_in(here, argparse.Namespace(handle="Mira", secrets_file=secrets))
        collect(desk)
        for chain in list(case_index(desk).cases):
            take_alarms_of(desk, open_file(desk, chain))


def test_a_message_at_night_wakes_one_after_the_other_until_somebody_opens_it(
    place: Place,
) -> None:
    night = place.night
    night.on_duty("ada", "boris", "cleo")
    first = RunningDesk.start(data=night.folder)
    with Visitor.at(first.url) as visitor:
        written = write_down(visitor, what="Two men wait outside.", soon="0")
        assert send(visitor, written).status == 200
    until(lambda: night.woken == ["ada"])

    first.kill()
    first.log.unlink()
    night.minutes_pass()
    second = RunningDesk.start(data=night.folder)
    until(lambda: night.woken == ["ada", "boris"])
    get_up(place)
    night.minutes_pass()

    assert night.alarms() == []
    assert {tuple(row[1:3]) for row in night.told} == {("", "Please look at the kettle.")}
    with Visitor.at(second.url) as visitor:
        assert "Two men wait outside." in come_back(visitor, written.receipt).text
    second.stop()
    second.log.unlink()
