"""What stewards write: a new member, a change of rights, an end, a restoring."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from corridor.domain.access import Compartment
from corridor.domain.policy import Role
from corridor.web.desk.words import choices
from corridor.web.ui.forms import Choices, DeskForm, one_line, pick_any, pick_from_list

HANDLE_SHAPE: Final = r"^[^\W\d_][\w-]{1,30}$"
ROLES: Final = {
    Role.INTAKE: _("Intake"),
    Role.CASEWORKER: _("Case manager"),
    Role.LAWYER: _("Lawyer"),
    Role.RELOCATION: _("Relocation"),
    Role.RESEARCHER: _("Documentation"),
    Role.PRESS: _("Communications"),
    Role.SECURITY: _("Security"),
    Role.STEWARD: _("Steward"),
    Role.DIRECTOR: _("Director"),
}
COMPARTMENTS: Final = {
    Compartment.EVERYBODY: _("Everybody"),
    Compartment.INTAKE: _("Intake"),
    Compartment.CASEWORK: _("Casework"),
    Compartment.IDENTITY: _("Identity"),
    Compartment.RELOCATION: _("Relocation"),
    Compartment.PLACES: _("Places"),
    Compartment.DOCUMENTATION: _("Evidence"),
    Compartment.MISSING: pgettext_lazy("people", "Missing"),
    Compartment.PRESS: pgettext_lazy("compartment", "Press"),
    Compartment.SECURITY: _("Journal"),
    Compartment.STEWARDS: _("Stewards"),
}


def _reason() -> forms.CharField:
    return one_line(
        label=_("Reason"),
        help_text=_("The second steward reads it. No name of a person we help."),
        error_messages={"required": _("Write a reason for the second steward")},
    )


def _roles() -> forms.MultipleChoiceField:
    return pick_any(
        label=_("Roles"),
        help_text=_("What they may do. The keys to what they may open follow from it."),
        choices=choices(ROLES),
        error_messages={"required": _("Choose at least one role")},
    )


class AddMemberForm(DeskForm):
    slug = "add"

    handle = forms.RegexField(
        regex=HANDLE_SHAPE,
        label=_("Handle"),
        help_text=_("A star or another neutral noun. Never a real name."),
        error_messages={
            "required": _("Write a handle"),
            "invalid": _("Write one word of 2 to 31 letters"),
        },
    )
    roles = _roles()
    reason = _reason()


class ChangeMemberForm(DeskForm):
    slug = "change"

    roles = _roles()
    reason = _reason()


class EndMemberForm(DeskForm):
    """`members` are those whose access may be ended, by their id."""

    slug = "end"

    member = pick_from_list(label=_("Who leaves"))
    reason = _reason()

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("member", [("", _("Choose")), *members])


class RestoreMemberForm(DeskForm):
    slug = "restore"

    reason = one_line(
        label=_("How do you know it is them?"),
        help_text=_("For example: they stood before me, and I know them."),
        error_messages={"required": _("Write how you know it is them")},
    )
