"""The way through Tor: what the guide says to Tor, and what a face says to browsers."""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from tests.cli.duty import found_desk
from tests.support.server import RunningDesk, run_corridor

PROJECT = Path(__file__).parents[2]
GUIDE = PROJECT / "docs/running/onion.md"
UNPACKED = PROJECT / "build/tools/usr"
PLACES = (os.environ.get("PATH", ""), "/usr/sbin", f"{UNPACKED}/bin", f"{UNPACKED}/sbin")
# A well-known address, that of the Tor Project's own site: a vector for the check of letters.
ONION = "2gzyxa5ihm7nsggfxnu52rck2vv4rvmdlkiu3zzui5du4xyclen53wid.onion"
OPEN = "ask.example"


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("onion") / "desk"
    found_desk(folder)
    return folder


@pytest.fixture(scope="module")
def served(founded: Path) -> Iterator[RunningDesk]:
    settings = {
        "CORRIDOR_ONION": ONION,
        "CORRIDOR_HOSTS": f"{OPEN},{ONION},127.0.0.1",
        "CORRIDOR_SCHEME": "https",
    }
    running = RunningDesk.start(data=founded, environment=settings)
    yield running
    running.stop()
    running.log.unlink()


def asked(desk: RunningDesk, path: str, *, host: str) -> HTTPResponse:
    place = urlsplit(desk.url)
    line = HTTPConnection(str(place.hostname), place.port, timeout=20)
    try:
        line.request("GET", path, headers={"Host": host})
        answer = line.getresponse()
        answer.read()
        return answer
    finally:
        line.close()


def test_tor_itself_knows_every_line_of_the_guide(tmp_path: Path) -> None:
    tor = shutil.which("tor", path=os.pathsep.join(PLACES))
    if tor is None:
        pytest.skip("tor is not installed; `make test` as root unpacks it")
    (lines,) = re.findall(
        r"```\n(# /etc/tor/torrc\n.+?)```", GUIDE.read_text("utf-8"), re.DOTALL
    )
    torrc = tmp_path / "torrc"
    torrc.write_text(
        f"DataDirectory {tmp_path}/own\n" + lines.replace("/var/lib/tor/", f"{tmp_path}/")
    )

    judged = subprocess.run(
        [tor, "--verify-config", "-f", torrc, "--defaults-torrc", os.devnull],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )

    told = [line for line in judged.stdout.splitlines() if "[warn]" in line or "[err]" in line]
    assert judged.returncode == 0, judged.stdout
    assert [line for line in told if "root" not in line] == []


def test_a_line_that_tor_does_not_know_would_be_found(tmp_path: Path) -> None:
    tor = shutil.which("tor", path=os.pathsep.join(PLACES))
    if tor is None:
        pytest.skip("tor is not installed; `make test` as root unpacks it")
    torrc = tmp_path / "torrc"
    torrc.write_text(f"DataDirectory {tmp_path}/own\nHiddenServiceKettle 1\n")

    judged = subprocess.run(
        [tor, "--verify-config", "-f", torrc], check=False, capture_output=True, timeout=60
    )

    assert judged.returncode != 0


@pytest.mark.parametrize("path", ["/en/", "/ru/back", "/press/", "/nowhere"])
def test_a_public_page_on_the_open_web_offers_itself_through_tor(
    served: RunningDesk, path: str
) -> None:
    answer = asked(served, path, host=OPEN)

    assert answer.headers["Onion-Location"] == f"http://{ONION}{path}"


@pytest.mark.parametrize(("path", "host"), [("/desk/sign-in", OPEN), ("/en/", ONION)])
def test_the_desk_and_the_onion_address_itself_offer_nothing(
    served: RunningDesk, path: str, host: str
) -> None:
    assert asked(served, path, host=host).headers["Onion-Location"] is None


@pytest.mark.parametrize("host", [OPEN, ONION])
def test_no_answer_ties_a_name_to_a_certificate(served: RunningDesk, host: str) -> None:
    assert asked(served, "/en/", host=host).headers["Strict-Transport-Security"] is None


@pytest.mark.parametrize("host", ["elsewhere.example", f"x{ONION}", f"{ONION}.example"])
def test_a_name_that_is_not_the_desks_is_refused(served: RunningDesk, host: str) -> None:
    answer = asked(served, "/en/", host=host)

    assert answer.status == 400
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
    assert host not in str(answer.headers)


@pytest.mark.parametrize(
    "slipped",
    [
        ONION.replace("2gzyxa", "2gzyxb"),
        ONION.removesuffix(".onion"),
        f"http://{ONION}",
        ONION.upper(),
        "expyuzz4wqqyqhjn.onion",
        f"{ONION}\n",
    ],
)
def test_an_address_with_a_slip_in_it_refuses_to_start(founded: Path, slipped: str) -> None:
    told = run_corridor(
        "run", "--face", "public", data=founded, environment={"CORRIDOR_ONION": slipped}
    )

    assert told.returncode != 0
    assert "CORRIDOR_ONION must be the line that Tor wrote" in told.stderr
    assert slipped.strip() not in told.stderr
