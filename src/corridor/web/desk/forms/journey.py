"""What a relocation worker writes: a leg with its check-in, a sign of life, how a leg ended."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from corridor.domain.check_ins import Verdict
from corridor.domain.legs import LegEnd, Mode
from corridor.web.desk.pages.areas import area_choices
from corridor.web.desk.words import choices
from corridor.web.ui.forms import (
    Choices,
    DeskForm,
    long_text,
    moment_field,
    one_line,
    pick_any,
    pick_from_list,
    pick_one,
)

_LEAST_GRACE: Final = 5
_MOST_GRACE: Final = 720

MODES: Final = {
    Mode.PRIVATE_CAR: _("Private car"),
    Mode.HIRED_CAR: _("Hired car"),
    Mode.BUS: _("Bus"),
    Mode.TRAIN: _("Train"),
    Mode.FLIGHT: _("Flight"),
    Mode.FERRY: _("Ferry"),
    Mode.ON_FOOT: _("On foot"),
}
VERDICTS: Final = {
    Verdict.FINE: _("They are fine"),
    Verdict.UNCLEAR: _("Not clear, look into it"),
    Verdict.DURESS: _("They are not free to speak"),
}
LEG_ENDS: Final = {
    LegEnd.ARRIVED: _("They arrived"),
    LegEnd.TURNED_BACK: _("They turned back"),
    LegEnd.ABORTED: _("It was called off"),
    LegEnd.STOPPED: _("They were stopped"),
    LegEnd.NOT_KNOWN: _("Not known"),
}


class LegForm(DeskForm):
    """How and when a leg goes. `region` is the organisation's word for its region."""

    slug = "leg-plan"

    mode = pick_from_list(label=_("How"), choices=choices(MODES))
    from_area = pick_from_list(label=_("From"))
    to_area = pick_from_list(label=_("To"))
    leaves_at = moment_field(label=_("Leaves"))
    arrives_at = moment_field(label=_("Arrives"))

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("from_area", area_choices(region))
        self.offer("to_area", area_choices(region))

    @override
    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        leaves, arrives = given.get("leaves_at"), given.get("arrives_at")
        if leaves and arrives and arrives <= leaves:
            self.add_error("arrives_at", gettext("They arrive after they leave"))
        return given


class SignPlanForm(DeskForm):
    """A moment on the way at which they are to be heard from, and what answers mean."""

    slug = "sign-plan"

    where = forms.CharField(
        label=_("Check-in at"),
        help_text=_("A moment on the way, such as “Changed trains”. No address."),
        max_length=80,
        error_messages={"required": _("Write at which moment they check in")},
    )
    due_at = moment_field(label=_("Check-in due"))
    grace = forms.IntegerField(
        label=_("Grace in minutes"),
        help_text=_("After this much silence the alarm goes to whoever is on duty."),
        min_value=_LEAST_GRACE,
        max_value=_MOST_GRACE,
        initial=30,
        error_messages={
            "required": _("Write how many minutes they may be late"),
            "min_value": _("Give them at least 5 minutes"),
        },
    )
    answer_a = pick_from_list(
        label=_("Answer A means"), choices=choices(VERDICTS), initial=Verdict.FINE.value
    )
    answer_b = pick_from_list(
        label=_("Answer B means"), choices=choices(VERDICTS), initial=Verdict.UNCLEAR.value
    )
    answer_c = pick_from_list(
        label=_("Answer C means"), choices=choices(VERDICTS), initial=Verdict.DURESS.value
    )

    @override
    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        meanings = [given.get(f"answer_{answer}") for answer in "abc"]
        if all(meanings) and Verdict.FINE not in meanings:
            self.add_error("answer_a", gettext("One answer has to mean that they are fine"))
        return given


class PlanLegForm(LegForm, SignPlanForm):
    """One leg and its check-in."""

    slug = "leg"

    @override
    def clean(self) -> dict[str, Any]:
        given = super().clean()
        leaves, due, arrives = (given.get(f"{at}_at") for at in ("leaves", "due", "arrives"))
        in_order = leaves and arrives and leaves < arrives
        if in_order and due and not leaves <= due <= arrives:
            self.add_error("due_at", gettext("The check-in falls between leaving and arriving"))
        return given


class ChangeLegForm(LegForm):
    slug = "change"

    why = one_line(
        label=_("Why the plan changes"),
        error_messages={"required": _("Write why: colleagues will ask")},
    )


# Both reasons are asked for on one page.
HOLD: Final = "-hold"
CALL_OFF: Final = "-off"


class WhyForm(DeskForm):
    """A reason that stays with the leg."""

    slug = "why"

    why = one_line(
        label=_("Why"), error_messages={"required": _("Write why: colleagues will ask")}
    )


class PlanJourneyForm(PlanLegForm):
    """A whole journey with its first leg: most journeys have one."""

    slug = "journey"

    people = pick_any(
        label=_("Who travels"), error_messages={"required": _("Choose who travels")}
    )
    field_order = ("people",)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("people", people)


class SignOfLifeForm(DeskForm):
    """A sign of life that was no answer behind the code: a worker judges it."""

    slug = "sign"

    verdict = pick_one(label=_("What does it say?"), choices=choices(VERDICTS))
    words = long_text(
        label=_("How it came"),
        rows=2,
        required=False,
        help_text=_("Stays in the journey, for relocation only."),
    )


class LegEndForm(DeskForm):
    slug = "leg-end"

    how = pick_from_list(label=_("How did it end?"), choices=choices(LEG_ENDS))
