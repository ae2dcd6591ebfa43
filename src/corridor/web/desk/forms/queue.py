"""What can be done with several rows of the queue at once."""

from enum import StrEnum
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.domain.factors import Level
from corridor.web.desk.words import LEVELS, choices
from corridor.web.ui.forms import (
    Choices,
    DeskForm,
    day_field,
    long_text,
    one_line,
    pick_from_list,
    pick_one,
)


class Bulk(StrEnum):
    """What the bar above selected rows offers. The value is sent as `do`."""

    TAKE = "take"
    ASSIGN = "assign"
    URGENCY = "urgency"
    TASK = "task"
    BACK = "back"


class AssignForm(DeskForm):
    slug = "assign"

    to = pick_from_list(label=_("Who takes them"))

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", members)


class SetUrgencyForm(DeskForm):
    slug = "urgency"

    level = pick_one(label=_("Urgency"), choices=choices(LEVELS, leave_out=[Level.UNKNOWN]))
    words = long_text(
        label=_("Why, in your words"),
        rows=3,
        required=False,
        help_text=_("Making it less urgent needs words and a second person."),
    )


class KeepViewForm(DeskForm):
    """Keep what is chosen now under a name. The name is read by everybody of the desk."""

    slug = "keep-view"

    name = one_line(
        label=_("Keep this view as"),
        help_text=_("Everybody of the desk sees it. Never write a person’s name."),
    )


class AddTaskForm(DeskForm):
    slug = "task"

    title = one_line(
        label=_("What is to be done"), error_messages={"required": _("Say what is to be done")}
    )
    due = day_field(label=_("Until when"), required=False)
    owner = pick_from_list(label=_("Who does it"), required=False)

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("owner", [("", _("Nobody yet")), *members])


class SelectedForm(forms.Form):
    """Which rows were selected. The values are the chains' random ids."""

    do = forms.ChoiceField(choices=[(act.value, act.value) for act in Bulk])
    case = forms.MultipleChoiceField(required=True)

    def __init__(self, *args: Any, offered: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        case = self.fields["case"]
        if isinstance(case, forms.MultipleChoiceField):
            case.choices = [(ref, ref) for ref in offered]
