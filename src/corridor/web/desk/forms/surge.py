"""Hand out what nobody has, and say for how long one is there."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.services.surge import MOST_AT_ONCE
from corridor.web.ui.forms import Choices, DeskForm, pick_any, pick_from_list

HOURS: Final = ("4", "6", "8", "12")


class HandOutForm(DeskForm):
    slug = "hand-out"

    to = pick_any(label=_("Who takes them, by turns"))
    many = forms.IntegerField(
        label=_("How many"),
        help_text=_("The first ones in the order of the queue, at most 50 at once."),
        min_value=1,
        max_value=MOST_AT_ONCE,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write how many as a number from 1 to 50"),
            "invalid": _("Write how many as a number from 1 to 50"),
            "min_value": _("Write how many as a number from 1 to 50"),
            "max_value": _("Write how many as a number from 1 to 50"),
        },
    )
    language = pick_from_list(label=_("Language"), required=False)

    def __init__(self, *args: Any, members: Choices, languages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", members)
        self.offer("language", [("", _("All languages")), *languages])
        self.fields["to"].error_messages["required"] = _("Choose at least one person")


class ShiftForm(DeskForm):
    slug = "shift"

    hours = pick_from_list(
        label=_("I am here for"), choices=[(hours, hours) for hours in HOURS]
    )

    def __init__(self, *args: Any, said: Choices = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if said:
            self.offer("hours", said)
