"""The first whole way: asked without scripts, answered from the desk, made a case."""

import re
from base64 import b32decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
from playwright.sync_api import Page, expect

from corridor.base.clock import system_clock
from corridor.crypto.second_factor import PERIOD_SECONDS, code_at
from corridor.crypto.secrets import SecretKey
from tests.services.staff import REPUBLIC
from tests.support.browser import Scripts, Windows, accessibility_faults
from tests.support.server import RunningDesk, run_corridor

MEMBERS = (
    "Deneb:steward,security",
    "Capella:steward,director",
    "Lyra:caseworker,relocation",
    "Mira:intake",
)
WORDS = "My cousin knows about me. They may come today."
ANSWER = "We have read it, and one of us is with you now."
THANKS = "Thank you. I will look here again tonight."


@dataclass(frozen=True)
class LogIn:
    passphrase: str
    second: SecretKey


@dataclass(frozen=True)
class House:
    url: str
    log_ins: dict[str, LogIn]
    used: dict[str, int] = field(default_factory=dict)

    def code(self, name: str) -> str:
        """Each code opens once; this one goes on being good while the form is filled in."""
        now = int(system_clock().timestamp()) // PERIOD_SECONDS
        period = self.used[name] = max(now, self.used.get(name, 0) + 1)
        at = datetime.fromtimestamp(period * PERIOD_SECONDS, UTC)
        return code_at(self.log_ins[name].second, at)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A desk founded and served by the commands, as its founders would."""
    folder = tmp_path_factory.mktemp("first-way")
    data = folder / "desk"
    log_ins = _log_ins(_founded(folder, data))
    running = RunningDesk.start(data=data)
    yield House(url=running.url, log_ins=log_ins)
    running.stop()
    running.log.unlink()


def _founded(folder: Path, data: Path) -> str:
    settings = folder / "settings.toml"
    settings.write_bytes(msgspec.toml.encode(REPUBLIC))
    members = (word for member in MEMBERS for word in ("--member", member))
    told = run_corridor("init", "--settings", str(settings), *members, data=data)
    assert told.returncode == 0, told.stderr
    return told.stdout


def _log_ins(told: str) -> dict[str, LogIn]:
    shown = re.findall(r"(\w+)  \(.*\n +passphrase +(.+)\n +second factor +(\w+)", told)
    return {
        name: LogIn(words.strip(), SecretKey(b32decode(secret + "=" * (-len(secret) % 8))))
        for name, words, secret in shown
    }


def ask(page: Page, house: House) -> str:
    """Ask for help; the nine words that were shown."""
    page.goto(f"{house.url}/en/")
    page.fill("#ask [name=what]", WORDS)
    page.click("#ask button")
    code = " ".join(page.locator("#receipt li").all_inner_texts())
    page.click("#send button:not([name])")
    return code


def come_back(page: Page, house: House, code: str) -> None:
    page.goto(f"{house.url}/en/back")
    page.fill("#back [name=code]", code)
    page.click("#back button")


def sign_in(page: Page, house: House, name: str) -> None:
    log_in = house.log_ins[name]
    page.goto(f"{house.url}/desk/sign-in")
    page.fill("#sign-in [name=name]", name)
    page.fill("#sign-in [name=passphrase]", log_in.passphrase)
    page.fill("#sign-in [name=second]", house.code(name))
    page.click("#sign-in button")


@pytest.mark.parametrize(
    ("scripts", "worker"), [("off", "Lyra"), ("on", "Capella"), ("on", "Mira")]
)
def test_each_member_comes_to_the_first_room_that_is_theirs(
    house: House, windows: Windows, scripts: Scripts, worker: str
) -> None:
    desk = windows.open(scripts=scripts)

    sign_in(desk, house, worker)

    first = "statistics" if worker == "Capella" else "queue"
    expect(desk).to_have_url(f"{house.url}/desk/{first}")


def test_a_person_asks_is_answered_comes_back_and_becomes_a_case(
    house: House, windows: Windows
) -> None:
    person = windows.open(scripts="off", size="phone")
    code = ask(person, house)

    desk = windows.open(scripts="on")
    sign_in(desk, house, "Deneb")
    assert "/desk/" in desk.url
    desk.goto(f"{house.url}/desk/queue")
    expect(desk.locator("h1")).to_contain_text("There is nothing here")

    worker = windows.open(scripts="on")
    _sign_in_when_a_new_code_is_due(worker, house, "Lyra")
    worker.goto(f"{house.url}/desk/queue")
    worker.locator("tr[data-case] .case a").first.click()
    expect(worker.locator("main")).to_contain_text(WORDS)
    worker.fill("#reply-text", ANSWER)
    worker.click("#answer .btn-main")
    expect(worker.locator("#conversation")).to_contain_text(ANSWER)

    come_back(person, house, code)
    expect(person.locator("main")).to_contain_text(ANSWER)
    person.fill("#message [name=text]", THANKS)
    person.click("#message button")

    worker.reload()
    expect(worker.locator("#conversation")).to_contain_text(THANKS)
    worker.click("#make-case .btn")
    expect(worker.locator("h1 + .mono")).to_have_text(re.compile(r"K-\d+"))
    expect(worker.locator("#timeline")).to_contain_text(THANKS)
    assert accessibility_faults(worker) == []
    assert windows.complaints == [
        "Failed to load resource: the server responded with a status of 404 (Not Found)"
    ]


def _sign_in_when_a_new_code_is_due(page: Page, house: House, name: str) -> None:
    """A code opens once: who signed in a moment ago waits for the next."""
    for _wait in range(4):
        sign_in(page, house, name)
        if not page.url.startswith(f"{house.url}/desk/sign-in"):
            return
        page.wait_for_timeout(10_000)
