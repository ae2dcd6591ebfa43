"""What a person may send us. Every form is answered in their language, and words are kept."""

from typing import Any, Final, Self

import msgspec
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from typing_extensions import override

from corridor.domain.questions import Typed
from corridor.domain.words import cleaned
from corridor.web.ui.forms import HoursField

MOST_LETTERS: Final = 8_000
MOST_LETTERS_OF_REACHING: Final = 2_000
MOST_LETTERS_OF_A_LINE: Final = 200
MOST_LETTERS_OF_A_CODE: Final = 300
MOST_LETTERS_CARRIED: Final = 40_000

SOON: Final = (
    ("0", _("In the next hours")),
    ("1", _("In the next days")),
    ("2", _("I can wait longer")),
)
WHO: Final = (
    ("0", pgettext_lazy("who needs help", "Me")),
    ("1", pgettext_lazy("who needs help", "Me and people with me")),
    ("2", pgettext_lazy("who needs help", "Someone else")),
    ("3", pgettext_lazy("who needs help", "Someone has disappeared")),
)
PLACES: Final = ("0", "1", "2", "3", "4")
OKS: Final = (
    ("a", _("I am all right")),
    ("b", _("All right, only tired")),
    ("c", _("All right, busy today")),
)
WAYS: Final = (
    ("0", _("Only answer here, on this page")),
    ("1", _("Also write or call, as I say below")),
)
EYES: Final = (
    ("0", pgettext_lazy("who opens the phone", "Nobody")),
    ("1", pgettext_lazy("who opens the phone", "Someone may")),
)
CHANNELS: Final = (
    ("0", _("Only on this page")),
    ("1", _("By phone call")),
    ("2", _("By messenger")),
    ("3", _("By e-mail")),
)
PICKS_UP: Final = (
    ("0", _("Only I do")),
    ("1", _("Perhaps somebody I trust")),
    ("2", _("Perhaps anybody")),
)

KINDS: Final = (
    ("0", _("A paper or a document")),
    ("1", _("A threat: a message, a picture, a recording")),
    ("2", _("Injuries, or a medical paper")),
    ("3", _("Something else")),
    ("4", _("An intimate picture or video")),
)

_PICK = _("Choose one of these, or none.")


class Shared:
    """A field that no form changes: each form takes it as it is, where Django would copy it."""

    def __deepcopy__(self, _memo: dict[int, Any]) -> Self:
        return self


class Words(Shared, forms.CharField):
    """Running text as it was meant: a line break is one letter; what no key writes goes."""

    @override
    def to_python(self, value: Any) -> str:
        return super().to_python(cleaned(str(value or ""))) or ""


class Pick(Shared, forms.ChoiceField):
    """One of a few, or none."""


def _words(*, most: int, missing: Any = None) -> Words:
    return Words(
        max_length=most,
        required=missing is not None,
        error_messages={
            "required": missing,
            "max_length": _("This is too long. Shorten it, and send the rest afterwards."),
        },
    )


def _pick(choices: Any) -> Pick:
    return Pick(choices=choices, required=False, error_messages={"invalid_choice": _PICK})


class Kept(Shared, forms.CharField):
    """Answers that travel hidden, from page to page."""

    @override
    def to_python(self, value: Any) -> str:
        text = str(value or "")
        if text and (len(text) > MOST_LETTERS_CARRIED or not _ours(text)):
            raise ValidationError(_("A part of this page was lost. Look at it once more."))
        return text


def _ours(text: str) -> bool:
    try:
        return msgspec.json.decode(text, type=Typed).bounded()
    except (msgspec.DecodeError, RecursionError):
        return False


class AskForm(forms.Form):
    use_required_attribute = False

    soon = _pick(SOON)
    who = _pick(WHO)
    what = _words(most=MOST_LETTERS, missing=_("Write a few words about what is happening."))
    place = _pick([(place, place) for place in PLACES])
    told = Kept(required=False)


class BackForm(forms.Form):
    code = _words(
        most=MOST_LETTERS_OF_A_CODE, missing=_("Write your nine words or thirty digits.")
    )


class MessageForm(forms.Form):
    text = _words(most=MOST_LETTERS, missing=_("Write a few words first."))


class OkForm(forms.Form):
    answer = Pick(
        choices=OKS,
        error_messages={
            "required": _("Press one of the three answers."),
            "invalid_choice": _("Press one of the three answers."),
        },
    )


class ReachForm(forms.Form):
    way = _pick(WAYS)
    eyes = _pick(EYES)
    how = _words(most=MOST_LETTERS_OF_REACHING)


class ContactForm(ReachForm):
    """The same in detail: on which way, when, who picks up, and what is never said."""

    channel = _pick(CHANNELS)
    hours = HoursField(required=False, max_length=40)
    picks_up = _pick(PICKS_UP)
    pretend = _words(most=MOST_LETTERS_OF_A_LINE)
    avoid = _words(most=MOST_LETTERS_OF_A_LINE)
    question = _words(most=MOST_LETTERS_OF_A_LINE)
    reply = _words(most=MOST_LETTERS_OF_A_LINE)
    languages = _words(most=MOST_LETTERS_OF_A_LINE)


class WithdrawForm(forms.Form):
    """What was typed is compared with the code by whoever holds it."""

    sure = _words(
        most=60, missing=_("Type the first word of your code, or its first five digits.")
    )
