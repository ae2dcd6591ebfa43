"""What a failed act shows: that it is not saved, that the text is here, and how to go on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from typing import ClassVar, Final

from django.utils.translation import gettext

from corridor.web.desk.pages.common import MarkedLine
from corridor.web.desk.pages.shell import Shell

_SECRETS: Final = ("csrf", "passphrase", "second", "secret", "token")
_LINE: Final = 60


class Fault(IntEnum):
    """The kinds of failure that have a page. The value is the status of the answer."""

    UNREADABLE = 400
    FORM_TOO_OLD = 403
    NOT_FOUND = 404
    CHANGED_MEANWHILE = 409
    TOO_LARGE = 413
    NOT_ACCEPTED = 422
    BROKEN = 500
    BUSY = 503


@dataclass(frozen=True, kw_only=True)
class KeptField:
    """Something typed, kept for sending again. `long` ones are shown in a box to copy from."""

    name: str
    label: str
    text: str
    long: bool = True


@dataclass(frozen=True, kw_only=True)
class Resend:
    """Where the same words go when tried again, and what goes with them unseen.

    `drop_url` throws kept words away: it takes a press of a button, never a link.
    """

    url: str
    kept: tuple[KeptField, ...]
    what: str = ""
    draft: bool = False
    drop_url: str = ""


@dataclass(frozen=True, kw_only=True)
class ErrorPage:
    """`shell` is None for a reader who is not signed in; `number` is what the log has too.

    `said` is what this very failure has to say in place of its kind's words.
    """

    template: ClassVar[str] = "desk/error.html"

    fault: Fault
    language: str = "en"
    direction: str = "ltr"
    shell: Shell | None = None
    resend: Resend | None = None
    theirs: str = ""
    number: str = ""
    said: str = ""
    back_url: str = ""
    happened: tuple[MarkedLine, ...] = field(default=())

    @property
    def base(self) -> str:
        """The frame around the page: with the rail only for somebody who is signed in."""
        return "desk/base.html" if self.shell else "desk/door.html"

    @property
    def heading(self) -> str:
        return _headings(kept=self.resend is not None)[self.fault]

    @property
    def words(self) -> str:
        return self.said or _words()[self.fault]


def keep(posted: Mapping[str, Sequence[str]]) -> tuple[KeptField, ...]:
    """Everything that was typed, in its order. Passphrases are never written into a page."""
    return tuple(
        KeptField(name=name, label=name, text=text, long=_is_long(text))
        for name, texts in posted.items()
        if not _is_secret(name)
        for text in texts
    )


def _is_secret(name: str) -> bool:
    return any(secret in name for secret in _SECRETS)


def _is_long(text: str) -> bool:
    return "\n" in text or len(text) > _LINE or " " in text.strip()


def _headings(*, kept: bool) -> dict[Fault, str]:
    saved = gettext("It is not saved. Your text is still here.")
    lost = gettext("It is not saved.")
    not_done = saved if kept else lost
    return {
        Fault.UNREADABLE: not_done,
        Fault.FORM_TOO_OLD: not_done,
        Fault.NOT_FOUND: gettext("There is nothing here"),
        Fault.CHANGED_MEANWHILE: gettext(
            "Somebody wrote at the same time. Both texts are here."
        ),
        Fault.TOO_LARGE: gettext("It is too large to be taken"),
        Fault.NOT_ACCEPTED: not_done,
        Fault.BROKEN: not_done,
        Fault.BUSY: not_done,
    }


def _words() -> dict[Fault, str]:
    return {
        Fault.UNREADABLE: gettext(
            "The desk could not read what was sent. Go back and try it from the page itself."
        ),
        Fault.FORM_TOO_OLD: gettext(
            "The page was open for too long or in two windows, so the desk did not trust it."
            " Look at your text and send it again."
        ),
        Fault.NOT_FOUND: gettext(
            "Either there is no such page, or your keys do not open it. The desk does not say"
            " which."
        ),
        Fault.CHANGED_MEANWHILE: gettext(
            "Read what stands there now, then send yours again, changed or as it is."
        ),
        Fault.TOO_LARGE: gettext("Send less at once. Nothing of it was kept."),
        Fault.NOT_ACCEPTED: gettext("Something in it has to change before it can be saved."),
        Fault.BROKEN: gettext(
            "The desk could not write just now. Try again; if it fails once more, keep this"
            " page open and tell a steward the number."
        ),
        Fault.BUSY: gettext("The desk is busy just now. Wait a little, then try again."),
    }
