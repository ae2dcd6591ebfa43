"""What stands at the door: nothing about anybody."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from django.utils.safestring import SafeString

from corridor.web.desk.forms.sign_in import FirstSignInForm, SignInForm
from corridor.web.desk.pages.common import Link


class Why(StrEnum):
    """Why somebody stands at the door again."""

    FRESH = "fresh"
    LOCKED = "locked"
    IDLE = "idle"
    ENDED = "ended"


@dataclass(frozen=True, kw_only=True)
class SignInPage:
    """`holding` says that unsaved text waits, sealed; `slow` that many strangers try."""

    template: ClassVar[str] = "desk/sign-in.html"

    language: str
    direction: str
    action: str
    form: SignInForm
    why: Why = Why.FRESH
    idle_minutes: int = 15
    holding: bool = False
    slow: bool = False
    recovery_url: str = ""
    languages: tuple[Link, ...] = ()


@dataclass(frozen=True, kw_only=True)
class LockPage(SignInPage):
    """The same three answers; its title says that the desk is locked."""

    template: ClassVar[str] = "desk/lock.html"


@dataclass(frozen=True, kw_only=True)
class EnrolPage:
    """Shown once: the passphrase and the secret of the second factor, as text and as a code.

    `form` is None while the desk would not open yet: a second steward has to agree first.
    """

    template: ClassVar[str] = "desk/enrol.html"

    language: str
    direction: str
    action: str
    handle: str
    passphrase: tuple[str, ...]
    secret: str
    secret_link: str
    form: FirstSignInForm | None
    back_url: str = ""
    picture: SafeString | None = None
