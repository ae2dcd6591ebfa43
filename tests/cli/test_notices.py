"""Writing down who is woken: what is refused, and what can be read afterwards."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from corridor.crypto.errors import OpenError
from corridor.crypto.random import new_key
from corridor.services.alarms import open_plan
from corridor.services.premises import open_premises
from tests.cli.duty import Night, found_desk
from tests.support.server import run_corridor

Spoil = Callable[[dict[str, Any]], object]


@pytest.fixture(scope="module")
def night(tmp_path_factory: pytest.TempPathFactory) -> Night:
    place = tmp_path_factory.mktemp("notices")
    found_desk(place / "desk")
    return Night(folder=place / "desk", bells=place / "bells")


@pytest.fixture(autouse=True)
def forgotten(night: Night) -> None:
    (night.folder / "notices.sealed").unlink(missing_ok=True)


def to(by: str, address: str) -> Spoil:
    return lambda plan: plan["duties"][0]["addresses"].append({"by": by, "to": address})


REFUSED: dict[str, tuple[Spoil, str]] = {
    "no words": (lambda plan: plan.update(words="  "), "one line"),
    "two lines": (lambda plan: plan.update(words="Look.\nNow."), "one line"),
    "a letter in the words": (lambda plan: plan.update(words="x" * 101), "at most 100"),
    "no pause": (lambda plan: plan.update(repeat_minutes=0), "between 1 and 60"),
    "a night's pause": (lambda plan: plan.update(repeat_minutes=600), "between 1 and 60"),
    "nobody for check-ins": (lambda plan: plan["duties"].pop(), "named for relocation"),
    "an empty group": (lambda plan: plan["duties"][0].update(addresses=[]), "for intake"),
    "a slip in a group": (
        lambda plan: plan["duties"].append({"group": "intakes", "addresses": []}),
        "no group intakes",
    ),
    "plain http": (to("webhook", "http://night.example/"), "https"),
    "https to nobody": (to("webhook", "https://"), "https"),
    "half a path": (to("command", "ring"), "whole path"),
    "mail without a server": (to("mail", "night@lamp.example"), "[mail]"),
    "a letter in a name": (
        lambda plan: plan["duties"][0]["addresses"].append(
            {"by": "command", "to": "/bin/true", "name": "x" * 41}
        ),
        "at most 40",
    ),
    "two lines in a name": (
        lambda plan: plan["duties"][0]["addresses"].append(
            {"by": "command", "to": "/bin/true", "name": "night\nphone"}
        ),
        "one line",
    ),
    "an unknown way": (to("pigeon", "loft"), "cannot be read"),
    "an unknown word": (lambda plan: plan.update(repeat_minute=5), "cannot be read"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_plan_that_would_leave_somebody_asleep_is_refused(night: Night, name: str) -> None:
    spoil, sentence = REFUSED[name]
    plan = night.plan({"by": "command", "to": "/bin/true"})
    plan["duties"] = [{**duty, "addresses": list(duty["addresses"])} for duty in plan["duties"]]
    spoil(plan)

    done = night.write_plan(plan)

    assert done.returncode == 1
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr
    assert not (night.folder / "notices.sealed").exists()


def test_what_is_written_down_is_sealed(night: Night) -> None:
    plan = night.plan(
        {"by": "mail", "to": "zvonok@lamp.example"},
        mail={
            "host": "mail.lamp.example",
            "sender": "desk@lamp.example",
            "password": "Qy7tall",
        },
    )

    done = night.write_plan(plan)

    kept = [file.read_bytes() for file in night.folder.rglob("*") if file.is_file()]
    assert done.returncode == 0, done.stderr
    assert not any(word in one for one in kept for word in (b"zvonok", b"Qy7tall", b"kettle"))
    assert "zvonok" not in done.stdout


def test_addresses_open_with_the_notify_key_of_this_desk_only(night: Night) -> None:
    night.on_duty("ada")
    here = open_premises(night.folder)
    sealed = (night.folder / "notices.sealed").read_bytes()

    plan = open_plan(sealed, key=here.notify, organisation=here.pins.organisation)

    assert [one.group for one in plan.duties] == ["intake", "relocation"]
    for key in (here.pepper, here.service, new_key()):
        with pytest.raises(OpenError):
            open_plan(sealed, key=key, organisation=here.pins.organisation)


def test_addresses_can_be_forgotten(night: Night) -> None:
    night.on_duty("ada")

    done = run_corridor("notices", "--forget", data=night.folder)

    assert done.returncode == 0
    assert not (night.folder / "notices.sealed").exists()


def test_a_file_that_is_not_there_is_told_in_a_sentence(night: Night, tmp_path: Path) -> None:
    done = run_corridor("notices", str(tmp_path / "nothing"), data=night.folder)

    assert done.returncode == 1
    assert "cannot be read" in done.stderr
