"""Which of a heap are set aside, and what each of them is answered."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from corridor.web.ui.forms import Choices, DeskForm, long_text, pick_any


class SetAsideForm(DeskForm):
    slug = "aside"

    case = pick_any(label=_("Which of them"))
    reply = long_text(
        label=_("What each of them is answered"),
        rows=5,
        help_text=_("It is posted behind each code at once, also where you take it back."),
        error_messages={"required": _("Write what they are answered")},
    )

    def __init__(self, *args: Any, offered: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("case", offered)
        self.fields["case"].error_messages["required"] = _("Choose at least one of them")
