"""The door: three answers together. Paste and password managers are welcome."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from corridor.web.ui.forms import DeskForm

_TOO_LONG = 400


class FreshInput(forms.TextInput):
    """Never drawn with what was typed: digits that were sent once open nothing again."""

    @override
    def format_value(self, value: Any) -> None:
        return None


def passphrase_field(*, autocomplete: str) -> forms.CharField:
    return forms.CharField(
        label=_("Passphrase"),
        help_text=_("Six words or more. You may paste it."),
        max_length=_TOO_LONG,
        strip=True,
        widget=forms.PasswordInput(attrs={"autocomplete": autocomplete}),
        error_messages={"required": _("Write your passphrase")},
    )


def second_field() -> forms.CharField:
    return forms.CharField(
        label=_("Second factor"),
        help_text=_("Six digits from your authenticator."),
        max_length=20,
        widget=FreshInput(
            attrs={
                "autocomplete": "one-time-code",
                "inputmode": "numeric",
                "class": "second",
            }
        ),
        error_messages={"required": _("Write the six digits")},
    )


def handle_field() -> forms.CharField:
    return forms.CharField(
        label=_("Handle"),
        help_text=_("Your name at the desk, not your own name."),
        max_length=_TOO_LONG,
        widget=forms.TextInput(
            attrs={
                "autocomplete": "username",
                "autocapitalize": "none",
                "spellcheck": "false",
            }
        ),
        error_messages={"required": _("Write your handle")},
    )


class SignInForm(DeskForm):
    """Which of the three was wrong is never said."""

    slug = "sign-in"

    name = handle_field()
    passphrase = passphrase_field(autocomplete="current-password")
    second = second_field()


class FirstSignInForm(DeskForm):
    """The end of an enrolment: shows that both new things were kept and work."""

    slug = "enrol"

    passphrase = passphrase_field(autocomplete="new-password")
    second = second_field()
