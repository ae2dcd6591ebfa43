"""Each face alone in a process of its own: what it answers, what it opens, whom it calls."""

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest

from tests.cli.duty import found_desk
from tests.floods.asking import Visitor, Written, come_back, send, write_down
from tests.support.processes import free_port, tied_to_this_run, wait_until
from tests.support.server import COMMAND, RunningDesk

PATHS = {
    "public": ("/en/", "/en/back", "/out"),
    "desk": ("/desk/sign-in", "/desk/queue"),
    "press": ("/press/",),
}
MAY_READ = {
    "public": {"keys/pepper"},
    "press": set(),
    "desk": {"keys/pepper", "keys/service"},
    "all": {"keys/pepper", "keys/service", "keys/notify"},
}
MAY_OPEN = {
    "public": {"door"},
    "press": set(),
    "desk": {"desk", "door"},
    "all": {"desk", "door"},
}
ELSEWHERE = re.compile(
    r'sin_addr=inet_addr\("(?!127\.)([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"'
)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("faces") / "desk"
    found_desk(folder)
    return folder


@pytest.fixture(scope="module", params=list(PATHS))
def alone(request: pytest.FixtureRequest, founded: Path) -> Iterator[tuple[str, str]]:
    """A face and its address."""
    face = str(request.param)
    desk = RunningDesk.start("--face", face, data=founded)
    yield face, desk.url
    desk.stop()
    desk.log.unlink()


def ask(url: str, path: str, **headers: str) -> tuple[int, dict[str, str], str]:
    place = urlsplit(url)
    line = HTTPConnection(str(place.hostname), place.port, timeout=20)
    try:
        line.request("GET", path, headers=headers)
        answer = line.getresponse()
        named = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, named, answer.read().decode(errors="replace")
    finally:
        line.close()


def test_a_face_answers_its_own_paths_and_none_of_the_others(alone: tuple[str, str]) -> None:
    face, url = alone

    answered = {path: ask(url, path)[0] for paths in PATHS.values() for path in paths}

    own = {path for path, status in answered.items() if status < 400}
    others = {path for name, paths in PATHS.items() if name != face for path in paths}
    assert own == set(PATHS[face]), answered
    assert {answered[path] for path in others} == {404}


def test_a_missing_page_of_another_face_tells_nothing_about_it(alone: tuple[str, str]) -> None:
    face, url = alone
    others = [path for name, paths in PATHS.items() if name != face for path in paths]

    told = {ask(url, path)[2].replace(path, "") for path in [*others, "/nowhere-at-all"]}

    assert len(told) == 1


def test_no_answer_names_the_program_behind_it(alone: tuple[str, str]) -> None:
    face, url = alone

    for path in ("/healthz", PATHS[face][0], "/nowhere-at-all"):
        _status, headers, _body = ask(url, path)
        assert headers["server"] == "web"
        assert not [value for value in headers.values() if "granian" in value.lower()]


def test_healthz_answers_on_every_face(alone: tuple[str, str]) -> None:
    _face, url = alone

    assert ask(url, "/healthz")[0] == 200


@pytest.mark.parametrize("size", [150_000, 500_000])
def test_headers_beyond_any_browsers_are_refused(alone: tuple[str, str], size: int) -> None:
    _face, url = alone

    assert ask(url, "/healthz", **{"X-Long": "a" * size})[0] == 431


@pytest.fixture(scope="module", params=["public", "desk", "press", "all"])
def traced(
    request: pytest.FixtureRequest, founded: Path, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, str]:
    """A face, and all that its processes asked of the kernel, from their first breath."""
    strace, face = shutil.which("strace"), str(request.param)
    if strace is None:
        pytest.skip("strace is not installed; `make test` as root installs it")
    log = tmp_path_factory.mktemp("traced") / "log"
    port = free_port()
    words: list[str | Path] = ["--data", founded, "run", "--port", str(port), "--face", face]
    watch: list[str | Path] = [
        strace,
        "-f",
        "-qq",
        "-e",
        "trace=openat,open,connect,sendto",
        "-o",
        log,
    ]
    process = subprocess.Popen(
        tied_to_this_run(*watch, COMMAND, *words),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    url = f"http://127.0.0.1:{port}"
    try:
        wait_until(lambda: _answers(url), alive=lambda: process.poll() is None, seconds=90)
        for path in PATHS.get(face, ("/en/", "/desk/sign-in", "/press/")):
            ask(url, path)
        if face in {"public", "all"}:
            with Visitor.at(url) as visitor:
                assert send(visitor, write_down(visitor, what="Kestrel.")).status == 200
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(30)
    return face, log.read_text(errors="replace")


def _answers(url: str) -> bool:
    try:
        return ask(url, "/healthz")[0] == 200
    except OSError:
        return False


def opened(log: str, folder: Path) -> set[str]:
    """Files of the desk's folder that were opened, as the folder names them."""
    names = re.findall(r'open(?:at)?\([^"]*"([^"]+)"[^)]*\) = \d', log)
    return {
        str(Path(name).relative_to(folder)) for name in names if name.startswith(f"{folder}/")
    }


def test_a_face_opens_only_its_own_databases_and_keys(
    traced: tuple[str, str], founded: Path
) -> None:
    face, log = traced

    seen = opened(log, founded)

    keys = {name for name in seen if name.startswith("keys/")}
    databases = {name.partition(".")[0] for name in seen if ".sqlite3" in name}
    assert "desk.toml" in seen
    assert keys <= MAY_READ[face]
    assert databases <= MAY_OPEN[face]
    if face == "public":
        assert (keys, databases) == ({"keys/pepper"}, {"door"})


def test_any_of_several_public_processes_takes_what_another_has_shown(founded: Path) -> None:
    first, second = (RunningDesk.start("--face", "public", data=founded) for _ in range(2))
    try:
        with Visitor.at(first.url) as here, Visitor.at(second.url) as there:
            shown = write_down(here, what="They took my brother.")
            asked_again = send(there, shown)
            assert "They took my brother." in asked_again.text
            again = Written(form={**shown.form, "token": asked_again.token}, receipt="")

            sent = send(there, again)

            assert sent.status == 200
            assert "They took my brother." in come_back(here, asked_again.receipt).text
    finally:
        for desk in (first, second):
            desk.stop()
            desk.log.unlink()


def test_nothing_of_a_desk_calls_anybody(traced: tuple[str, str]) -> None:
    _face, log = traced

    called = {line for line in log.splitlines() if ELSEWHERE.search(line)}

    assert "desk.toml" in log
    assert not {line for line in called if '"::1"' not in line}


@pytest.mark.parametrize(("scheme", "refused"), [("https", ()), ("http", (403,))])
def test_forms_pass_a_proxy_with_tls_only_when_the_desk_was_told_of_it(
    founded: Path, scheme: str, refused: tuple[int, ...]
) -> None:
    settings = {"CORRIDOR_HOSTS": "desk.example,127.0.0.1", "CORRIDOR_SCHEME": scheme}
    desk = RunningDesk.start("--face", "desk", data=founded, environment=settings)
    try:
        with Visitor.at(desk.url, headers={"Host": "desk.example"}) as visitor:
            visitor.line.request("GET", "/desk/sign-in", headers={"Host": "desk.example"})
            shown = visitor.line.getresponse()
            cookie = str(shown.headers["Set-Cookie"]).partition(";")[0]
            named = re.search(
                r'name="csrfmiddlewaretoken" value="([^"]+)"', shown.read().decode()
            )
            assert named is not None
            visitor.line.request(
                "POST",
                "/desk/sign-in",
                urlencode({"csrfmiddlewaretoken": named[1], "name": "x", "passphrase": "y"}),
                {
                    "Host": "desk.example",
                    "Origin": "https://desk.example",
                    "Cookie": cookie,
                    "Content-Type": "application/x-www-form-urlencoded",
                },
            )
            answered = visitor.line.getresponse()
            assert (answered.status == 403) == (403 in refused)
    finally:
        desk.stop()
        desk.log.unlink()
