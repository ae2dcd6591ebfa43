"""How the fixed words leave the machine: by mail, by a web address or by a local program.

None is used unless the organisation has written an address down. What goes out is always the
same sentence: no case, no count, no name of this software.
"""

import smtplib
import subprocess
from dataclasses import dataclass
from email.message import EmailMessage
from http import HTTPStatus
from typing import Final
from urllib.error import URLError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from typing_extensions import override

from corridor.services.alarms import Address, By, Carrier

SECONDS: Final = 20


@dataclass(frozen=True, kw_only=True)
class Mail:
    """`server`: host:port of the organisation's own mail server, TLS from the first word."""

    server: str
    sender: str

    def carry(self, words: str, *, to: Address) -> bool:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self.sender, to.to, words
        letter.set_content(words)
        host, _, port = self.server.partition(":")
        try:
            with smtplib.SMTP_SSL(host, int(port or 465), timeout=SECONDS) as server:
                server.send_message(letter)
        except (OSError, smtplib.SMTPException):
            return False
        return True


class _NoRedirects(HTTPRedirectHandler):
    """An address that answers "go elsewhere" is not followed anywhere."""

    @override
    def redirect_request(self, *_words: object) -> None:
        return None


@dataclass(frozen=True)
class Webhook:
    def carry(self, words: str, *, to: Address) -> bool:
        if urlsplit(to.to).scheme != "https":
            return False
        posted = Request(to.to, data=words.encode(), method="POST")  # noqa: S310 - https only
        try:
            with build_opener(_NoRedirects).open(posted, timeout=SECONDS) as answer:
                return bool(answer.status < HTTPStatus.MULTIPLE_CHOICES)
        except (URLError, OSError):
            return False


@dataclass(frozen=True)
class Command:
    """A program of this machine: the words arrive on its standard input, never as arguments."""

    def carry(self, words: str, *, to: Address) -> bool:
        try:
            done = subprocess.run(  # noqa: S603 - the steward wrote this path down
                [to.to], input=words.encode(), timeout=SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0


def carriers(*, mail_server: str = "", mail_sender: str = "") -> list[tuple[By, Carrier]]:
    found: list[tuple[By, Carrier]] = [(By.WEBHOOK, Webhook()), (By.COMMAND, Command())]
    if mail_server and mail_sender:
        found.append((By.MAIL, Mail(server=mail_server, sender=mail_sender)))
    return found
