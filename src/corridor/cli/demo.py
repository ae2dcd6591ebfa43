"""`corridor demo`: make a desk and replay a scenario on it, as its members would have acted.

The log-ins of a demo stay beside it, in `demo-logins.json`, so that the command can show them
again. A desk that was founded for work has no such file and is never touched.
"""

import argparse
import sys
from base64 import b32decode
from datetime import date, datetime, time, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Final

import msgspec
from msgspec.structs import asdict, replace

from corridor.base.clock import system_clock
from corridor.cli.demo_stage import open_stage
from corridor.cli.founding import LogIn, make_desk
from corridor.cli.progress import Bar
from corridor.crypto.second_factor import code_at
from corridor.crypto.secrets import SecretKey
from corridor.domain.errors import RefusalError
from corridor.domain.scenario import Scenario, ScenarioError, load
from corridor.domain.settings import OrganisationSettings, settle
from corridor.services.enrolling import Seat
from corridor.services.premises import set_demo_clock, write_whole
from corridor.services.replay.outcome import Outcome, count_entries, outcome
from corridor.services.replay.playing import check_cast, replay
from corridor.services.replay.stage import Stage, StoryClock

KEPT: Final = "demo-logins.json"
NOTE: Final = "Log-ins of an invented demo, for everybody to read. Take no real request here."
UNFINISHED: Final = (
    "A demo was begun in this folder and not finished: remove the folder, begin again."
)
ADDRESS: Final = "http://127.0.0.1:8117"
_HOW_TO_SIGN_IN: Final = (
    "  The second factor is six digits: give the secret to an authenticator app, or ask for",
    "  them with  corridor demo --code NAME  in the same folder. Each code opens once.",
)


class DemoLogIn(msgspec.Struct, frozen=True, kw_only=True):
    """`role` is the main one, the first that the scenario names."""

    name: str
    passphrase: str
    totp_secret: str
    role: str
    roles: tuple[str, ...]


class Demo(msgspec.Struct, frozen=True, kw_only=True):
    """What stays beside a demo desk. Without `outcome` its story was not played to the end."""

    note: str
    logins: tuple[DemoLogIn, ...]
    outcome: Outcome | None = None


class CannotError(Exception):
    """A sentence for the terminal."""


def describe(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--scenario",
        type=Path,
        help="a story in the documented format (default: the spring of 2017)",
    )
    parser.add_argument(
        "--until",
        type=date.fromisoformat,
        metavar="DAY",
        help="the last day to play, as 2017-05-18 (default: to the story's end)",
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument(
        "--code", metavar="NAME", help="print the six digits that a demo member types now"
    )


def run(arguments: argparse.Namespace) -> int:
    try:
        if arguments.code is not None:
            sys.stdout.write(f"{_code(arguments.data, arguments.code)}\n")
            return 0
        demo = _demo_in(arguments.data) or _make(arguments)
    except CannotError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stdout.write(_as_json(demo) if arguments.json else _as_text(demo))
    return 0


def _demo_in(folder: Path) -> Demo | None:
    """The demo that stands in this folder, or None where there is nothing yet."""
    if (folder / KEPT).exists():
        demo = msgspec.json.decode((folder / KEPT).read_bytes(), type=Demo)
        _finished(demo)
        return demo
    if (folder / "desk.toml").exists():
        raise CannotError("There is a desk for work in this folder: no demo here.")
    if (folder / "keys").exists():
        raise CannotError(UNFINISHED)
    return None


def _code(folder: Path, name: str) -> str:
    """For who has no authenticator at hand; its secret is printed for everybody anyway."""
    demo = _demo_in(folder)
    secrets = {one.name: one.totp_secret for one in demo.logins} if demo else {}
    if name not in secrets:
        raise CannotError("There is no such member in a demo of this folder.")
    return code_at(SecretKey(b32decode(secrets[name])), system_clock())


def _make(arguments: argparse.Namespace) -> Demo:
    folder: Path = arguments.data
    scenario = _read(arguments.scenario)
    until, settings = _end(scenario, arguments.until), _settings(scenario)
    clock = StoryClock(scenario.in_zone(scenario.opened))
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    log_ins = make_desk(
        folder,
        settings=settings,
        seats=[Seat(handle=one.handle, roles=one.roles) for one in scenario.members],
        clock=clock,
    )
    begun = Demo(note=NOTE, logins=tuple(_kept(one) for one in log_ins))
    _keep(folder, begun)
    stage = open_stage(folder, scenario, clock, log_ins)
    quiet = arguments.json and not sys.stderr.isatty()
    finished = replace(begun, outcome=_played(stage, until=until, bar=Bar(quiet=quiet)))
    set_demo_clock(folder, story_ends=until)
    _keep(folder, finished)
    return finished


def _read(path: Path | None) -> Scenario:
    shipped = files("corridor").joinpath("data", "scenarios", "spring-2017.json")
    try:
        scenario = load((path or shipped).read_bytes())
        check_cast(scenario)
    except OSError:
        raise CannotError("There is no such scenario file.") from None
    except ScenarioError as problem:
        raise CannotError(f"This scenario cannot be played: {problem}") from None
    return scenario


def _settings(scenario: Scenario) -> OrganisationSettings:
    try:
        return settle(scenario.organisation)
    except RefusalError as refusal:
        kind = type(refusal).__name__
        raise CannotError(f"This organisation cannot work: {kind} ({refusal})") from None


def _end(scenario: Scenario, day: date | None) -> datetime:
    """The end of the last day, or the story's own end where that comes first."""
    told_to_the_end = scenario.in_zone(scenario.until)
    if day is None:
        return told_to_the_end
    if day < scenario.opened.date():
        raise CannotError(f"The story begins on {scenario.opened:%Y-%m-%d}, after that day.")
    midnight = datetime.combine(day + timedelta(days=1), time())
    return min(told_to_the_end, scenario.in_zone(midnight) - timedelta(seconds=1))


def _played(stage: Stage, *, until: datetime, bar: Bar) -> Outcome:
    stores = next(iter(stage.desks.values())).stores

    def show(done: int, whole: int) -> None:
        if bar.moves(done, whole):
            bar.show(done, whole, note=f"{count_entries(stores)} entries")

    try:
        replay(stage, until=until, progress=show)
    except ScenarioError as problem:
        raise CannotError(f"This scenario cannot be played: {problem}") from None
    finally:
        bar.end()
    return outcome(stage)


def _kept(one: LogIn) -> DemoLogIn:
    return DemoLogIn(
        name=one.name,
        passphrase=one.passphrase,
        totp_secret=one.totp_secret,
        role=one.roles[0],
        roles=one.roles,
    )


def _keep(folder: Path, demo: Demo) -> None:
    write_whole(folder / KEPT, msgspec.json.format(msgspec.json.encode(demo), indent=1))


def _as_json(demo: Demo) -> str:
    shown = {"logins": demo.logins, **asdict(_finished(demo))}
    return f"{msgspec.json.encode(shown).decode()}\n"


def _finished(demo: Demo) -> Outcome:
    if demo.outcome is None:
        raise CannotError(UNFINISHED)
    return demo.outcome


def _as_text(demo: Demo) -> str:
    lines = [NOTE, "", *_addresses(), "", "Log-ins", *_HOW_TO_SIGN_IN]
    for one in demo.logins:
        lines += [
            f"  {one.name}  ({', '.join(one.roles)})",
            f"      passphrase     {one.passphrase}",
            f"      second factor  {one.totp_secret}",
        ]
    lines += ["", "Codes of two people who asked, for the page where they come back"]
    lines += [f"  {words}" for words in _finished(demo).receipts]
    return "\n".join(lines) + "\n"


def _addresses() -> list[str]:
    return [
        "Addresses, as soon as it is served (corridor run)",
        f"  ask for help   {ADDRESS}/en/   {ADDRESS}/ru/",
        f"  come back      {ADDRESS}/en/back",
        f"  the desk       {ADDRESS}/desk/sign-in",
    ]
