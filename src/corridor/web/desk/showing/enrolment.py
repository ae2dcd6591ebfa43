"""What is shown once: a new passphrase and a new second factor."""

from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi

from corridor.accounts.slots import Enrolment
from corridor.web.desk.forms.sign_in import FirstSignInForm
from corridor.web.desk.pages.sign_in import EnrolPage

_GROUP = 4


def enrol_page(handle: str, made: Enrolment, *, waits: bool, back_url: str) -> EnrolPage:
    """`waits`: the desk does not open to them before a second steward has agreed."""
    secret = made.shown_second()
    groups = (secret[at : at + _GROUP] for at in range(0, len(secret), _GROUP))
    return EnrolPage(
        language=get_language() or "en",
        direction="rtl" if get_language_bidi() else "ltr",
        action=reverse("sign-in"),
        handle=handle,
        passphrase=tuple(made.shown_passphrase().split()),
        secret=" ".join(groups),
        secret_link=made.otpauth(),
        form=None if waits else FirstSignInForm(),
        back_url=back_url,
    )
