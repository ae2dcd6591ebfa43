"""How the fixed words leave the machine: by mail, by a web address or by a local program.

None is used unless the organisation has written an address down. What goes out is always the
same sentence: no case, no count, no name of this software or of this machine.
"""

import os
import smtplib
import ssl
import subprocess
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from http import HTTPStatus
from http.client import HTTPException
from typing import Final
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, HTTPSHandler, OpenerDirector, Request
from urllib.request import build_opener as every_handler

from typing_extensions import override

from corridor.base.clock import Clock, system_clock
from corridor.crypto.random import new_uuid
from corridor.services.alarms import Address, By, Carrier, MailServer, NoticePlan

SECONDS: Final = 20
_COARSE_MINUTES: Final = 15
# What greets a mail server in place of this machine's own name.
_NOBODY: Final = "[127.0.0.1]"
_PATH: Final = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


@dataclass(frozen=True, kw_only=True)
class Mail:
    server: MailServer
    clock: Clock = system_clock

    def carry(self, words: str, *, to: Address) -> bool:
        try:
            with smtplib.SMTP_SSL(
                self.server.host,
                self.server.port,
                local_hostname=_NOBODY,
                timeout=SECONDS,
                context=ssl.create_default_context(),
            ) as server:
                if self.server.user:
                    server.login(self.server.user, self.server.password)
                server.send_message(self._letter(words, to=to.to))
        except (OSError, smtplib.SMTPException, ValueError):
            return False
        return True

    def _letter(self, words: str, *, to: str) -> EmailMessage:
        letter = EmailMessage()
        letter["From"], letter["To"], letter["Subject"] = self.server.sender, to, words
        at = self.clock().replace(second=0, microsecond=0)
        letter["Date"] = format_datetime(at - timedelta(minutes=at.minute % _COARSE_MINUTES))
        home = self.server.sender.rpartition("@")[2]
        letter["Message-ID"] = f"<{new_uuid().hex}@{home}>"
        letter.set_content(words)
        return letter


class _NoRedirects(HTTPRedirectHandler):
    """An address that answers "go elsewhere" is not followed anywhere."""

    @override
    def redirect_request(self, *_words: object) -> None:
        return None


@dataclass(frozen=True)
class Webhook:
    def carry(self, words: str, *, to: Address) -> bool:
        try:
            if urlsplit(to.to).scheme != "https":
                return False
            posted = Request(  # noqa: S310 - https only
                to.to,
                data=words.encode(),
                headers={"Content-Type": "text/plain; charset=utf-8"},
                method="POST",
            )
            with _opener().open(posted, timeout=SECONDS) as answer:
                return bool(answer.status < HTTPStatus.MULTIPLE_CHOICES)
        except (OSError, HTTPException, ValueError):
            return False


def _opener() -> OpenerDirector:
    """Says nothing of its own accord: no name of a program, no version."""
    secured = HTTPSHandler(context=ssl.create_default_context())
    opener = every_handler(_NoRedirects, secured)
    opener.addheaders = []
    return opener


@dataclass(frozen=True)
class Command:
    """A program of this machine: the words arrive on its standard input, never as arguments.

    It sees nothing else of the desk: no folder, no address of a database, no word on a screen.
    """

    def carry(self, words: str, *, to: Address) -> bool:
        try:
            done = subprocess.run(  # noqa: S603 - the steward wrote this path down
                [to.to],
                input=words.encode(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env={"PATH": os.environ.get("PATH", _PATH), "LANG": "C.UTF-8"},
                timeout=SECONDS,
                check=False,
            )
        except (OSError, ValueError, subprocess.TimeoutExpired):
            return False
        return done.returncode == 0


def carriers(plan: NoticePlan) -> list[tuple[By, Carrier]]:
    found: list[tuple[By, Carrier]] = [(By.WEBHOOK, Webhook()), (By.COMMAND, Command())]
    if plan.mail is not None:
        found.append((By.MAIL, Mail(server=plan.mail)))
    return found
