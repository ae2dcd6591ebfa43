"""Three faces behind one proxy, as docs/running/faces.md says: a host name and a role each."""

import os
import re
import shutil
import signal
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPSConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.cli.desks import code_now
from tests.cli.duty import found_desk
from tests.stories.certificates import write_certificate
from tests.support.postgres import Postgres
from tests.support.processes import free_port, tied_to_this_run, wait_until
from tests.support.server import RunningDesk, run_corridor

PROJECT = Path(__file__).parents[2]
GUIDE = PROJECT / "docs/running/faces.md"
PROGRAMS = os.pathsep.join(
    [os.environ.get("PATH", ""), "/usr/sbin", str(PROJECT / "build/tools/usr/sbin")]
)
# Browsers find names under .localhost on this machine without asking anybody.
HOSTS = {"public": "ask.localhost", "desk": "desk.localhost", "press": "news.localhost"}
WORDS = "They have my phone, and they read all of it."
ANSWER = "Write to us here only. We look every hour."


@dataclass(frozen=True, kw_only=True)
class House:
    data: Path
    proxy: Path
    port: int
    told: str

    def address(self, face: str) -> str:
        return f"https://{HOSTS[face]}:{self.port}"

    def log_in(self, name: str) -> tuple[str, str]:
        told = re.search(
            rf"{name}  \(.*\n +passphrase +(.+)\n +second factor +(\w+)", self.told
        )
        assert told is not None
        return told[1].strip(), told[2]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Iterator[House]:
    nginx = shutil.which("nginx", path=PROGRAMS)
    if nginx is None:
        pytest.skip("nginx is not installed; `make test` as root installs it")
    home = tmp_path_factory.mktemp("behind-a-proxy")
    data, url, port = home / "desk", postgres.make_database(), free_port()
    told = found_desk(data, url=url, members=("Deneb:steward", "Lyra:steward,caseworker"))
    roles = run_corridor("doctor", "--roles", data=data)
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(roles.stdout)
    with ExitStack() as stack:
        running = [
            stack.enter_context(_serving(data, face, url))
            for face in ("public", "public", "desk", "press")
        ]
        proxy = _proxy(home / "proxy", port, [urlsplit(desk.url).netloc for desk in running])
        stack.enter_context(_proxying(nginx, proxy, port))
        yield House(data=data, proxy=proxy, port=port, told=told)


class _serving:  # noqa: N801 - reads as what it does
    def __init__(self, data: Path, face: str, url: str) -> None:
        role = {"press": "public"}.get(face, face)
        owner = urlsplit(url).username
        self._started = (face, data)
        self._environment = {
            "CORRIDOR_DATABASE_URL": url.replace(f"//{owner}@", f"//corridor_{role}@", 1),
            "CORRIDOR_HOSTS": f"{HOSTS[face]},127.0.0.1",
            "CORRIDOR_SCHEME": "https",
        }

    def __enter__(self) -> RunningDesk:
        face, data = self._started
        self._desk = RunningDesk.start("--face", face, data=data, environment=self._environment)
        return self._desk

    def __exit__(self, *_raised: object) -> None:
        self._desk.stop()
        self._desk.log.unlink()


def _proxy(home: Path, port: int, addresses: list[str]) -> Path:
    """The guide's own block for each face: names, ports and the certificate are ours."""
    home.mkdir()
    write_certificate(home / "certificate.pem", names=sorted(HOSTS.values()))
    (block,) = re.findall(r"```nginx\n(.+?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    server = block[block.index("server {") :]
    first, second, desk, press = addresses
    public = f"{first}; server {second}; hash $remote_addr"
    upstreams = {"public": public, "desk": desk, "press": press}
    lines = [f"pid {home}/pid;", "daemon off;", "error_log /dev/null crit;", "events {}"]
    lines.append("http {")
    places = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    lines.extend(f"{place}_temp_path {home}/{place};" for place in places)
    for face, servers in upstreams.items():
        lines.append(f"upstream {face} {{ server {servers}; }}")
        lines.append(
            server.replace("listen 443", f"listen 127.0.0.1:{port}")
            .replace("ask.example.org", HOSTS[face])
            .replace("http://public", f"http://{face}")
            .replace("# ssl_certificate and", f"{_certificate(home)} # and")
        )
    lines.append("}")
    (home / "nginx.conf").write_text("\n".join(lines))
    return home


def _certificate(home: Path) -> str:
    file = home / "certificate.pem"
    return f"ssl_certificate {file}; ssl_certificate_key {file};"


class _proxying:  # noqa: N801 - reads as what it does
    def __init__(self, nginx: str, home: Path, port: int) -> None:
        self._words = [nginx, "-p", str(home), "-c", str(home / "nginx.conf")]
        self._port = port

    def __enter__(self) -> None:
        self._process = subprocess.Popen(
            tied_to_this_run(*self._words), stdin=subprocess.DEVNULL, start_new_session=True
        )
        wait_until(
            lambda: _listens(self._port), alive=lambda: self._process.poll() is None, seconds=20
        )

    def __exit__(self, *_raised: object) -> None:
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait(20)


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def open_page(browser: Browser) -> Iterator[Any]:
    contexts = []

    def opened(*, scripts: bool) -> Page:
        context = browser.new_context(ignore_https_errors=True, java_script_enabled=scripts)
        context.set_default_timeout(15_000)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def test_a_person_and_a_worker_meet_through_the_proxy(house: House, open_page: Any) -> None:
    person, worker = open_page(scripts=False), open_page(scripts=True)

    code = _ask(house, person)
    _answer(house, worker)

    person.goto(f"{house.address('public')}/en/back")
    person.fill("#back [name=code]", code)
    person.click("#back button")
    expect(person.locator("main")).to_contain_text(WORDS)
    expect(person.locator("main")).to_contain_text(ANSWER)
    assert person.context.cookies() == []


def _ask(house: House, page: Page) -> str:
    page.goto(f"{house.address('public')}/en/")
    page.fill("#ask [name=what]", WORDS)
    page.click("#ask button")
    code = " ".join(page.locator("#receipt li").all_inner_texts())
    page.click("#send button:not([name])")
    return code


def _answer(house: House, page: Page) -> None:
    passphrase, second = house.log_in("Lyra")
    page.goto(f"{house.address('desk')}/desk/sign-in")
    page.fill("#sign-in [name=name]", "Lyra")
    page.fill("#sign-in [name=passphrase]", passphrase)
    page.fill("#sign-in [name=second]", code_now(second))
    page.click("#sign-in button")
    page.goto(f"{house.address('desk')}/desk/queue")
    expect(page.locator("tr[data-case]")).to_have_count(1)
    page.locator("tr[data-case] .case a").first.click()
    page.fill("#reply-text", ANSWER)
    page.click("#answer .btn-main")
    expect(page.locator("#conversation")).to_contain_text(ANSWER)


@pytest.mark.parametrize("face", list(HOSTS))
def test_a_host_name_leads_to_its_own_face_alone(house: House, face: str) -> None:
    own = {"public": "/en/", "desk": "/desk/sign-in", "press": "/press/"}

    answered = {name: _status(house, face, path) for name, path in own.items()}

    assert answered.pop(face) < 400
    assert set(answered.values()) == {404}


def _status(house: House, face: str, path: str) -> int:
    nobody_vouches = ssl._create_unverified_context()
    line = HTTPSConnection("127.0.0.1", house.port, timeout=30, context=nobody_vouches)
    line.request("GET", path, headers={"Host": f"{HOSTS[face]}:{house.port}"})
    status = line.getresponse().status
    line.close()
    return status


def test_the_proxy_wrote_no_word_of_what_passed(house: House) -> None:
    kept = [file for file in house.proxy.rglob("*") if file.is_file()]

    written = {file.name for file in kept if WORDS.encode() in file.read_bytes()}

    assert written == set()
    assert {file.name for file in kept} <= {"nginx.conf", "certificate.pem", "pid"}
