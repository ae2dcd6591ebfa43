"""How soon somebody must act: the short form, and the one on which everything is weighed."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.domain.factors import (
    Actor,
    Capacity,
    Level,
    Reach,
    Reason,
    Threat,
    Vulnerability,
    Weighed,
)
from corridor.web.desk.factor_words import (
    ACTORS,
    CAPACITIES,
    REACHES,
    THREATS,
    VULNERABILITIES,
    marks,
)
from corridor.web.desk.words import LEVELS, REASONS, choices
from corridor.web.ui.forms import (
    Choices,
    DeskForm,
    long_text,
    pick_any,
    pick_from_list,
    pick_one,
)

NOT_WEIGHED: Final = ("", _("Not weighed"))


class AssessForm(DeskForm):
    """A first assessment, or a later one. What the list suggested is kept beside it."""

    slug = "assess"

    level = pick_one(label=_("Urgency"), choices=choices(LEVELS, leave_out=[Level.UNKNOWN]))
    reasons = pick_any(
        label=_("What forces it"),
        help_text=_("Each of these calls for hours or days, whatever else speaks against it."),
        choices=choices(REASONS),
        required=False,
    )
    words = long_text(label=_("Why, in your words"), rows=3, required=False)
    owner = pick_from_list(label=_("Who takes it"))
    second = pick_from_list(
        label=_("Whom you ask to agree"),
        required=False,
        help_text=_("Making it less urgent needs a second person, who agrees on this page."),
    )

    def __init__(self, *args: Any, members: Choices, me: object = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [one for one in members if one[0] != str(me)]
        self.offer("owner", members)
        self.offer("second", [("", _("Nobody yet")), *others])
        self.fields["level"].widget.attrs["narrow"] = True


def _mark(*, label: Any, help_text: Any) -> forms.ChoiceField:
    return pick_from_list(
        label=label,
        help_text=help_text,
        choices=[NOT_WEIGHED, *marks()],
        required=False,
    )


class WeighForm(AssessForm):
    """Everything that is looked at. `suggested` says what it comes to, before it is saved."""

    slug = "weigh"
    suggested: str = ""

    threats = pick_any(label=_("Threats"), choices=choices(THREATS), required=False)
    actors = pick_any(label=_("Who is behind them"), choices=choices(ACTORS), required=False)
    reach = pick_from_list(
        label=_("How far they can follow"),
        choices=[("", _("Not known")), *choices(REACHES)],
        required=False,
    )
    threat = _mark(
        label=_("Threat, from 1 to 5"),
        help_text=_("How likely it is carried out, and how bad that would be."),
    )
    vulnerabilities = pick_any(
        label=_("What makes them easier to harm"),
        choices=choices(VULNERABILITIES),
        required=False,
    )
    vulnerability = _mark(
        label=_("Vulnerability, from 1 to 5"), help_text=_("How easily it reaches them.")
    )
    capacities = pick_any(
        label=_("What protects them"), choices=choices(CAPACITIES), required=False
    )
    capacity = _mark(
        label=_("Capacity, from 1 to 5"), help_text=_("How much they can do against it now.")
    )


def weighed_of(said: dict[str, Any]) -> Weighed:
    return Weighed(
        threats=tuple(map(Threat, said["threats"])),
        actors=tuple(map(Actor, said["actors"])),
        reach=Reach(said["reach"]) if said["reach"] else None,
        vulnerabilities=tuple(map(Vulnerability, said["vulnerabilities"])),
        capacities=tuple(map(Capacity, said["capacities"])),
        threat=_number(said["threat"]),
        vulnerability=_number(said["vulnerability"]),
        capacity=_number(said["capacity"]),
    )


def _number(text: str) -> int | None:
    return int(text) if text else None


def reasons_of(said: dict[str, Any]) -> tuple[Reason, ...]:
    return tuple(map(Reason, said["reasons"]))


def first_marks(weighed: Weighed) -> dict[str, object]:
    """What was weighed last, to begin with."""
    return {
        "threats": [one.value for one in weighed.threats],
        "actors": [one.value for one in weighed.actors],
        "reach": weighed.reach.value if weighed.reach else "",
        "threat": weighed.threat or "",
        "vulnerabilities": [one.value for one in weighed.vulnerabilities],
        "vulnerability": weighed.vulnerability or "",
        "capacities": [one.value for one in weighed.capacities],
        "capacity": weighed.capacity or "",
    }
