"""Recovery: two stewards, one after the other, each with their own three answers."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from corridor.web.desk.forms.sign_in import handle_field, passphrase_field, second_field
from corridor.web.ui.forms import Choices, DeskForm, one_line, pick_from_list


class OpenRecoveryForm(DeskForm):
    """The first steward names whom to restore and says how they know them."""

    slug = "open"

    member = pick_from_list(label=_("Whom to restore"))
    reason = one_line(
        label=_("How do you know it is them?"),
        help_text=_("For example: they stood before me, and I know them."),
        error_messages={"required": _("Write how you know it is them")},
    )

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("member", [("", _("Choose")), *members])


class StewardPartForm(DeskForm):
    """One steward's part: their own log-in, for this one act only."""

    slug = "part"

    name = handle_field()
    passphrase = passphrase_field(autocomplete="off")
    second = second_field()
