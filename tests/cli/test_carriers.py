"""What leaves the machine when somebody is woken, byte by byte, and to whom it never goes."""

import os
import socket
import ssl
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest

from corridor import __version__
from corridor.cli.carriers import Command, Mail, Webhook, carriers
from corridor.services.alarms import Address, By, MailServer, NoticePlan

WORDS = "Please look at the kettle."


@dataclass
class Listener:
    """A server with a certificate of its own that keeps every byte it is sent."""

    port: int
    heard: bytearray = field(default_factory=bytearray)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificate")
    subprocess.run(
        [
            *(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "ec",
                "-pkeyopt",
                "ec_paramgen_curve:P-256",
            ),
            *("-nodes", "-keyout", folder / "key", "-out", folder / "certificate"),
            *("-days", "2", "-subj", "/CN=localhost"),
            *("-addext", "subjectAltName=DNS:localhost"),
        ],
        check=True,
        capture_output=True,
    )
    return folder


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """As if an authority that this machine trusts had signed it."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "certificate"))
    return certificate


@contextmanager
def listening(certificate: Path, answers: tuple[bytes, ...]) -> Iterator[Listener]:
    """Says the next answer whenever the other side has finished a thought."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate / "certificate", certificate / "key")
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(10)
        heard = Listener(port=door.getsockname()[1])
        thread = Thread(target=_hear, args=(door, context, heard, answers), daemon=True)
        thread.start()
        yield heard
        thread.join(10)


def _hear(
    door: socket.socket, context: ssl.SSLContext, heard: Listener, answers: tuple[bytes, ...]
) -> None:
    with suppress(OSError):
        plain, _ = door.accept()
        plain.settimeout(5)
        with context.wrap_socket(plain, server_side=True) as line:
            for answer in answers:
                if answer.startswith(b"220"):
                    line.sendall(answer)
                    continue
                heard.heard += _thought(line, ends=_end_before(answer))
                line.sendall(answer)


def _end_before(answer: bytes) -> bytes:
    if answer.startswith(b"HTTP"):
        return WORDS.encode()
    return b"\r\n.\r\n" if answer == b"250 kept\r\n" else b""


def _thought(line: ssl.SSLSocket, *, ends: bytes) -> bytes:
    said = line.recv(65536)
    while ends and not said.endswith(ends):
        said += line.recv(65536)
    return said


MAIL_ANSWERS = (
    b"220 mail\r\n",
    b"250 mail\r\n",  # EHLO
    b"250 from\r\n",
    b"250 to\r\n",
    b"354 go on\r\n",
    b"250 kept\r\n",
    b"221 bye\r\n",
)


def mail(port: int) -> Mail:
    return Mail(server=MailServer(host="localhost", port=port, sender="desk@lamp.example"))


def web(port: int) -> Address:
    return Address(by=By.WEBHOOK, to=f"https://localhost:{port}/night?key=3")


NIGHT = Address(by=By.MAIL, to="night@lamp.example")


def names_of_this_place() -> list[str]:
    known = [socket.gethostname(), socket.getfqdn(), os.uname().nodename, os.uname().release]
    return ["corridor", "python", "urllib", "x-mailer", "user-agent", __version__, *known]


def assert_neutral(said: bytes) -> None:
    text = said.decode().lower()
    found = [name for name in names_of_this_place() if name.lower() in text]
    # A machine may be called what its loopback address is called.
    assert [name for name in found if name.lower() != "localhost"] == []


def test_a_letter_holds_the_words_and_names_neither_program_nor_machine(trusted: Path) -> None:
    with listening(trusted, MAIL_ANSWERS) as server:
        sent = mail(server.port).carry(WORDS, to=NIGHT)

    said = bytes(server.heard)
    headers, _, body = said.partition(b"From: ")[2].partition(b"\r\n\r\n")
    assert sent
    assert body.split(b"\r\n.\r\n")[0].decode().strip() == WORDS
    assert f"Subject: {WORDS}".encode() in headers
    assert_neutral(said)


def test_a_letter_tells_a_quarter_of_an_hour_and_an_id_from_chance(trusted: Path) -> None:
    with listening(trusted, MAIL_ANSWERS) as server:
        mail(server.port).carry(WORDS, to=NIGHT)

    lines = bytes(server.heard).decode().splitlines()
    [date] = [line for line in lines if line.startswith("Date: ")]
    [own] = [line for line in lines if line.lower().startswith("message-id: ")]
    assert date.split()[5][3:] in {"00:00", "15:00", "30:00", "45:00"}
    assert own.endswith("@lamp.example>")
    assert {line.partition(":")[0].lower() for line in lines if ": " in line} <= {
        "from",
        "to",
        "subject",
        "date",
        "message-id",
        "content-type",
        "content-transfer-encoding",
        "mime-version",
        "mail from",
        "rcpt to",
    }


def test_a_mail_server_that_nobody_vouches_for_gets_no_letter(certificate: Path) -> None:
    with listening(certificate, MAIL_ANSWERS) as server:
        sent = mail(server.port).carry(WORDS, to=NIGHT)

    assert not sent
    assert bytes(server.heard) == b""


def test_a_mail_server_that_refuses_the_letter_has_not_woken_anybody(trusted: Path) -> None:
    refusing = (
        b"220 mail\r\n",
        b"250 mail\r\n",
        b"550 no\r\n",
        b"250 reset\r\n",
        b"221 bye\r\n",
    )
    with listening(trusted, refusing) as server:
        assert not mail(server.port).carry(WORDS, to=NIGHT)


def test_a_posted_notice_is_the_words_and_names_neither_program_nor_machine(
    trusted: Path,
) -> None:
    answer = b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n"
    with listening(trusted, (answer,)) as server:
        sent = Webhook().carry(WORDS, to=web(server.port))

    headers, _, body = bytes(server.heard).partition(b"\r\n\r\n")
    names = {line.partition(b":")[0].lower() for line in headers.splitlines()[1:]}
    assert sent
    assert body.decode() == WORDS
    assert names <= {
        b"host",
        b"content-type",
        b"content-length",
        b"accept-encoding",
        b"connection",
    }
    assert_neutral(headers)


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 500 Oh\r\nContent-Length: 0\r\n\r\n",
        b"HTTP/1.1 404 No\r\nContent-Length: 0\r\n\r\n",
        b"this is not a web server\r\n\r\n",
        b"",
    ],
)
def test_an_address_that_does_not_take_it_has_not_woken_anybody(
    trusted: Path, answer: bytes
) -> None:
    with listening(trusted, (answer,)) as server:
        assert not Webhook().carry(WORDS, to=web(server.port))


def test_a_redirect_is_followed_nowhere(trusted: Path) -> None:
    with listening(trusted, (b"whatever it asks\r\n",)) as elsewhere:
        there = f"https://localhost:{elsewhere.port}/".encode()
        answer = b"HTTP/1.1 302 Go\r\nLocation: " + there + b"\r\nContent-Length: 0\r\n\r\n"
        with listening(trusted, (answer,)) as server:
            sent = Webhook().carry(WORDS, to=web(server.port))
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", elsewhere.port)).close()

    assert not sent
    assert bytes(elsewhere.heard) == b""


def test_a_web_address_that_nobody_vouches_for_hears_nothing(certificate: Path) -> None:
    with listening(certificate, (b"HTTP/1.1 200 OK\r\n\r\n",)) as server:
        sent = Webhook().carry(WORDS, to=web(server.port))

    assert not sent
    assert bytes(server.heard) == b""


@pytest.mark.parametrize(
    "address", ["http://localhost:1/", "file:///etc/hosts", "https://", "x"]
)
def test_what_is_not_https_is_not_asked(address: str) -> None:
    assert not Webhook().carry(WORDS, to=Address(by=By.WEBHOOK, to=address))


@pytest.mark.parametrize("program", ["/bin/false", "/nowhere/at-all", "/etc"])
def test_a_program_that_fails_or_is_missing_has_not_woken_anybody(program: str) -> None:
    assert not Command().carry(WORDS, to=Address(by=By.COMMAND, to=program))


def test_without_a_mail_server_there_is_nobody_to_carry_letters() -> None:
    plan = NoticePlan(words=WORDS, duties=())

    assert By.MAIL not in dict(carriers(plan))
    assert "hunter2" not in repr(MailServer(host="h", sender="s", user="u", password="hunter2"))
