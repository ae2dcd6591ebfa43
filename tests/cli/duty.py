"""A desk at night: its alarms, its people on duty, a bell that writes down who was woken."""

import os
import shlex
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from corridor.base.ids import AlarmId
from corridor.config.databases import databases
from corridor.crypto.random import new_uuid
from corridor.ledger.store import Alarm
from corridor.services.premises import open_premises
from corridor.store.door import DjangoDoor
from tests.services.world import SETTINGS
from tests.store.engines import standing_in
from tests.support.processes import stop, tied_to_this_run
from tests.support.server import COMMAND, run_corridor

WORDS = "Please look at the kettle."


def minute_now() -> int:
    return int(datetime.now(UTC).timestamp()) // 60


def found_desk(
    folder: Path, *, url: str = "", members: Sequence[str] = ("vega:steward,security",)
) -> str:
    """What the command printed: the log-ins, once."""
    settings = folder.parent / "settings.toml"
    spoken = msgspec.structs.replace(SETTINGS, languages=("en",))
    settings.write_bytes(msgspec.toml.encode(spoken))
    made = run_corridor(
        "init",
        "--settings",
        str(settings),
        *(word for member in members for word in ("--member", member)),
        data=folder,
        environment={"CORRIDOR_DATABASE_URL": url},
    )
    assert made.returncode == 0, made.stderr
    return made.stdout


@dataclass(frozen=True, kw_only=True)
class Night:
    folder: Path
    bells: Path
    url: str = ""

    @property
    def environment(self) -> Mapping[str, str]:
        return {"CORRIDOR_DATABASE_URL": self.url}

    def bell(self, name: str, *, works: bool = True) -> dict[str, str]:
        """Somebody on duty, woken by a program that notes all that it was told."""
        self.bells.mkdir(exist_ok=True)
        program = self.bells / f"ring-{name}"
        told = shlex.quote(str(self.bells / "told"))
        line = (
            f"printf '%s|%s|%s|%s\\n' {name} \"$*\" \"$(cat)\" \"$(env | sort | tr '\\n' ' ')\""
        )
        program.write_text(f"#!/bin/sh\n{line} >> {told}\nexit {0 if works else 1}\n")
        program.chmod(0o700)
        return {"by": "command", "to": str(program)}

    def plan(self, *addresses: dict[str, str], **more: Any) -> dict[str, Any]:
        duties = [
            {"group": group, "addresses": list(addresses)} for group in ("intake", "relocation")
        ]
        return {"words": WORDS, "repeat_minutes": 1, "duties": duties, **more}

    def write_plan(self, plan: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
        file = self.bells / "plan.toml"
        self.bells.mkdir(exist_ok=True)
        file.write_bytes(msgspec.toml.encode(plan))
        return run_corridor(
            "notices", str(file), data=self.folder, environment=self.environment
        )

    def on_duty(self, *names: str) -> None:
        written = self.write_plan(self.plan(*(self.bell(name) for name in names)))
        assert written.returncode == 0, written.stderr

    @property
    def told(self) -> list[list[str]]:
        """Who was woken, the arguments, the words, the environment: a row for each notice."""
        file = self.bells / "told"
        return (
            [row.split("|") for row in file.read_text().splitlines()] if file.exists() else []
        )

    @property
    def woken(self) -> list[str]:
        return [row[0] for row in self.told]

    @contextmanager
    def door(self) -> Iterator[DjangoDoor]:
        with standing_in(databases(data=self.folder, url=self.url)):
            yield DjangoDoor(organisation=open_premises(self.folder).pins.organisation)

    def raise_alarm(self, *, due: int | None = None, group: str = "intake") -> Alarm:
        minute = minute_now() - 1 if due is None else due
        alarm = Alarm(
            alarm=AlarmId(new_uuid()), due=minute, level=1, group=group, next_at=minute
        )
        with self.door() as door:
            door.raise_alarm(alarm)
        return alarm

    def alarms(self) -> list[Alarm]:
        with self.door() as door:
            return door.alarms()

    def minutes_pass(self) -> None:
        """What rang a while ago is due again."""
        with self.door() as door:
            for alarm in door.alarms():
                door.raise_alarm(msgspec.structs.replace(alarm, next_at=alarm.due))

    def round(self) -> subprocess.CompletedProcess[str]:
        return run_corridor("worker", "--once", data=self.folder, environment=self.environment)

    @contextmanager
    def worker(self, *, every: float = 0.2) -> Iterator["subprocess.Popen[bytes]"]:
        words = ["--data", str(self.folder), "worker", "--every", str(every)]
        process = subprocess.Popen(
            tied_to_this_run(COMMAND, *words),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, **self.environment},
            start_new_session=True,
        )
        try:
            yield process
        finally:
            stop(process, by=signal.SIGTERM)
