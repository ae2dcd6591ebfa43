"""Recovery: two stewards, one after the other, each with their own three answers."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.web.desk.forms.sign_in import handle_field, passphrase_field, second_field
from corridor.web.ui.forms import DeskForm, one_line

_LONGEST: Final = 40


class OpenRecoveryForm(DeskForm):
    """The first steward names whom to restore and says how they know them."""

    slug = "open"

    member = forms.CharField(
        label=_("Whom to restore"),
        help_text=_("Their handle. At the door nobody is listed."),
        max_length=_LONGEST,
        widget=forms.TextInput(attrs={"autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": _("Write the handle of whom to restore")},
    )
    reason = one_line(
        label=_("How do you know it is them?"),
        help_text=_("For example: they stood before me, and I know them."),
        error_messages={"required": _("Write how you know it is them")},
    )


class StewardPartForm(DeskForm):
    """One steward's part: their own log-in, for this one act only."""

    slug = "part"

    name = handle_field()
    passphrase = passphrase_field(autocomplete="off")
    second = second_field()
