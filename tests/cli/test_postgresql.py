"""A desk on PostgreSQL: several processes, each with a role that can do its own work."""

import shutil
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import psycopg
import pytest
from psycopg.errors import Error

from tests.cli.desks import Told, code_now
from tests.conftest import StartDesk
from tests.floods.asking import Visitor, come_back, send, write_down
from tests.support.postgres import Postgres
from tests.support.server import run_corridor

FINE = "nothing missing, nothing changed\n"
DENIED = "42501"


@dataclass(frozen=True, kw_only=True)
class Hosted:
    """The told desk, moved to PostgreSQL, with its roles."""

    folder: Path
    url: str
    told: Told

    def as_role(self, role: str) -> dict[str, str]:
        return {"CORRIDOR_DATABASE_URL": self.address(role)}

    def address(self, role: str) -> str:
        owner = urlsplit(self.url)
        return self.url.replace(f"//{owner.username}@", f"//corridor_{role}@", 1)

    @property
    def as_owner(self) -> dict[str, str]:
        return {"CORRIDOR_DATABASE_URL": self.url}


@pytest.fixture(scope="module")
def hosted(told: Told, tmp_path_factory: pytest.TempPathFactory, postgres: Postgres) -> Hosted:
    home = tmp_path_factory.mktemp("hosted")
    copy, folder, url = home / "copy", home / "desk", postgres.make_database()
    shutil.copytree(told.folder, copy, ignore=shutil.ignore_patterns("static"))
    run_corridor("backup", str(home / "kept"), data=copy)
    moved = run_corridor(
        "restore",
        str(home / "kept"),
        "--keys",
        str(copy / "keys"),
        data=folder,
        environment={"CORRIDOR_DATABASE_URL": url},
    )
    assert moved.returncode == 0, moved.stderr
    roles = run_corridor("doctor", "--roles", data=folder)
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(roles.stdout)
    return Hosted(folder=folder, url=url, told=told)


@dataclass
class Member:
    """A browser without scripts that keeps the desk's cookie."""

    url: str
    cookie: str = ""
    form_cookie: str = ""

    def post(self, path: str, form: dict[str, str]) -> int:
        _status, page = self.get(path)
        token = page.split('name="csrfmiddlewaretoken" value="')[1].split('"')[0]
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "Origin": self.url,
            "Cookie": f"{self.cookie}; {self.form_cookie}",
        }
        body = urlencode({**form, "csrfmiddlewaretoken": token})
        return self._ask("POST", path, body, headers)[0]

    def get(self, path: str) -> tuple[int, str]:
        return self._ask("GET", path, None, {})

    def _ask(
        self, method: str, path: str, body: str | None, headers: dict[str, str]
    ) -> tuple[int, str]:
        parts = urlsplit(self.url)
        line = HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        given = {"Cookie": self.cookie, **headers, "Connection": "close"}
        line.request(method, path, body=body, headers=given)
        answer = line.getresponse()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie" and "-form=" in value:
                self.form_cookie = value.split(";")[0]
            elif name.lower() == "set-cookie":
                self.cookie = value.split(";")[0]
        text = answer.read().decode()
        line.close()
        return answer.status, text


def test_a_request_is_asked_answered_for_and_verified(
    hosted: Hosted, desk_server: StartDesk
) -> None:
    """The public face, two desk processes and the worker, each as its own role."""
    public = desk_server(
        "--face", "public", data=hosted.folder, environment=hosted.as_role("public")
    )
    desks = [
        desk_server("--face", "desk", data=hosted.folder, environment=hosted.as_role("desk"))
        for _ in range(2)
    ]
    with Visitor.at(public.url) as person:
        written = write_down(person, what="we wait at the second stop", soon="0")
        assert send(person, written).status == 200
        back = come_back(person, written.receipt)
    login = hosted.told.login("intake")
    member = Member(url=desks[0].url)

    signed_in = member.post(
        "/desk/sign-in",
        {
            "name": login["name"],
            "passphrase": login["passphrase"],
            "second": code_now(login["totp_secret"]),
        },
    )
    member.url = desks[1].url
    status, queue = member.get("/desk/queue")

    worker = run_corridor(
        "worker", "--once", data=hosted.folder, environment=hosted.as_role("worker")
    )
    verified = run_corridor("verify", data=hosted.folder, environment=hosted.as_owner)
    assert "we wait at the second stop" in back.text
    assert (signed_in, status) == (302, 200)
    assert "data-case" in queue
    assert worker.returncode == 0
    assert "does not answer" not in worker.stderr
    assert verified.stdout == FINE


def test_a_stranger_cannot_tell_the_other_process_that_they_signed_in(
    hosted: Hosted, desk_server: StartDesk
) -> None:
    desk = desk_server("--face", "desk", data=hosted.folder, environment=hosted.as_role("desk"))

    status, _page = Member(url=desk.url, cookie="__Host-desk=made-up").get("/desk/queue")

    assert status == 302


def refused(address: str, statement: str) -> str | None:
    with psycopg.connect(address, autocommit=True) as role:
        try:
            role.execute(statement)
        except Error as error:
            return error.sqlstate
    return None


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM desk.store_entry",
        "SELECT * FROM desk.accounts_slot",
        "SELECT * FROM desk.accounts_session",
        "INSERT INTO desk.store_era VALUES ('\\x00', 9)",
        "DELETE FROM door.store_entry",
        "UPDATE door.store_entry SET header = '\\x00'",
        "DELETE FROM door.store_log",
        "UPDATE door.store_log SET leaf = '\\x00'",
        "DELETE FROM door.store_head",
        "TRUNCATE door.store_entry CASCADE",
        "INSERT INTO door.store_era VALUES ('\\x00', 9)",
        "ALTER TABLE door.store_entry DISABLE TRIGGER ALL",
        "DROP TRIGGER store_entry_delete ON door.store_entry",
        "CREATE TABLE door.mine (x int)",
        "CREATE SCHEMA mine",
        "SET ROLE corridor_desk",
    ],
)
def test_the_public_face_cannot(hosted: Hosted, statement: str) -> None:
    assert refused(hosted.address("public"), statement) == DENIED


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM door.store_entry",
        "SELECT * FROM door.store_lock",
        "SELECT * FROM door.store_mailbox",
        "SELECT * FROM desk.store_entry",
        "SELECT * FROM desk.accounts_slot",
    ],
)
def test_the_worker_cannot(hosted: Hosted, statement: str) -> None:
    assert refused(hosted.address("worker"), statement) == DENIED


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM desk.store_entry",
        "UPDATE desk.store_entry SET header = '\\x00'",
        "DELETE FROM desk.store_checkpoint",
        "DELETE FROM desk.store_log",
        "TRUNCATE desk.store_log",
        "ALTER TABLE desk.store_entry DISABLE TRIGGER ALL",
    ],
)
def test_not_even_the_desk_can(hosted: Hosted, statement: str) -> None:
    assert refused(hosted.address("desk"), statement) == DENIED


def test_the_roles_can_be_given_again(hosted: Hosted) -> None:
    roles = run_corridor("doctor", "--roles", data=hosted.folder).stdout

    with psycopg.connect(hosted.url, autocommit=True) as owner:
        owner.execute(roles)

    assert refused(hosted.address("public"), "SELECT 1 FROM door.store_lock") is None


def test_the_doctor_sees_a_superuser(hosted: Hosted) -> None:
    done = run_corridor("doctor", data=hosted.folder, environment=hosted.as_owner)

    assert done.returncode == 1
    assert "unsafe: The database is asked as a superuser" in done.stdout


def test_the_doctor_is_content_with_the_roles(hosted: Hosted) -> None:
    done = run_corridor("doctor", data=hosted.folder, environment=hosted.as_role("desk"))

    assert "superuser" not in done.stdout
    assert "owner of its tables" not in done.stdout
    assert "keys folder stands beside" not in done.stdout
