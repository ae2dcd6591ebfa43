"""A demo desk as a new user of the README has it: made and served by the two commands."""

import json
from base64 import b32decode
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from playwright.sync_api import Page

from corridor.base.clock import system_clock
from corridor.crypto.second_factor import code_at
from corridor.crypto.secrets import SecretKey
from corridor.services.premises import DEMO_CLOCK, open_premises
from tests.cli.duty import Night
from tests.support.demo import demo_desk
from tests.support.processes import wait_until
from tests.support.server import RunningDesk

PERIOD_SECONDS = 30
STORY_ENDS = "2017-05-18"
# What a person types: days and hours in the desk's own zone.
TYPED = "%d.%m.%Y %H:%M"


@dataclass(kw_only=True)
class House:
    """`woken` tells who was reached by a notice, in order."""

    data: Path
    log_ins: dict[str, dict[str, str]]
    night: Night
    running: RunningDesk
    _used: dict[str, int] = field(default_factory=dict)

    @classmethod
    def found(cls, folder: Path) -> Self:
        data = folder / "desk"
        demo_desk(data, until=STORY_ENDS)
        log_ins = json.loads((data / "demo-logins.json").read_text())["logins"]
        return cls(
            data=data,
            log_ins={one["name"]: one for one in log_ins},
            night=Night(folder=data, bells=folder / "bells"),
            running=RunningDesk.start(data=data),
        )

    @property
    def url(self) -> str:
        return self.running.url

    def end(self) -> str:
        """Stop serving; what the server said about itself."""
        self.running.stop()
        said = self.running.said
        self.running.log.unlink()
        return said

    def wake(self, *, intake: str, relocation: str) -> None:
        """Write down who is woken by what, and let ring what already waits in the demo."""
        bells = {"intake": intake, "relocation": relocation}
        duties = [
            {"group": group, "addresses": [self.night.bell(name)]}
            for group, name in bells.items()
        ]
        written = self.night.write_plan(self.night.plan(duties=duties, repeat_minutes=60))
        assert written.returncode == 0, written.stderr
        for name in bells.values():
            self.until_woken(name, beyond=0)

    def until_woken(self, name: str, *, beyond: int) -> None:
        wait_until(
            lambda: self.night.woken.count(name) > beyond, alive=lambda: True, seconds=60
        )

    def time_passes(self, *, minutes: int) -> str:
        """The demo's own clock is put forward while its server rests; what it had said."""
        said = self.end()
        clock = self.data / DEMO_CLOCK
        clock.write_text(str(int(clock.read_text()) - minutes * 60))
        self.running = RunningDesk.start(data=self.data)
        return said

    def typed(self, *, in_minutes: int) -> str:
        """An hour from now, as the wall of this desk's office shows it."""
        here = open_premises(self.data)
        now = here.calendar().astimezone(ZoneInfo(here.settings.zone))
        return (now + timedelta(minutes=in_minutes)).strftime(TYPED)

    def sign_in(self, page: Page, name: str) -> None:
        log_in = self.log_ins[name]
        page.goto(f"{self.url}/desk/sign-in")
        page.fill("#sign-in [name=name]", name)
        page.fill("#sign-in [name=passphrase]", log_in["passphrase"])
        page.fill("#sign-in [name=second]", self.code(name))
        page.click("#sign-in button")

    def code(self, name: str) -> str:
        """Each code opens once; this one goes on being good while the form is filled in."""
        now = int(system_clock().timestamp()) // PERIOD_SECONDS
        period = max(now, self._used.get(name, 0) + 1)
        wait_until(
            lambda: int(system_clock().timestamp()) // PERIOD_SECONDS + 1 >= period,
            alive=lambda: True,
            seconds=4 * PERIOD_SECONDS,
        )
        self._used[name] = period
        secret = SecretKey(b32decode(self.log_ins[name]["totp_secret"]))
        return code_at(secret, datetime.fromtimestamp(period * PERIOD_SECONDS, UTC))
