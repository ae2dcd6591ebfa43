"""What can be done with a request: answer, try to reach them, make it a case."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.domain.intake import Channel
from corridor.domain.safety import RINGS
from corridor.web.desk.words import CHANNELS, OUTCOMES, choices
from corridor.web.ui.forms import (
    Choices,
    DeskForm,
    HoursField,
    knowingly_box,
    long_text,
    moment_field,
    one_line,
    pick_any,
    pick_from_list,
    template_list,
    why_line,
)

MOST_PEOPLE: Final = 50


class ReplyForm(DeskForm):
    """An answer that the person reads behind their code."""

    slug = "reply"

    text = long_text(
        label=_("Your answer"),
        rows=6,
        key="n",
        error_messages={"required": _("Write the answer first")},
    )
    knowingly = knowingly_box(label=_("I know that this word stands in it, and send it"))
    why = why_line(label=_("Why it has to be said"))
    template = template_list(label=_("An answer from the library"))

    def __init__(
        self, *args: Any, language: str = "", offers: Choices = (), **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.offer_templates(offers)
        self.fields["text"].widget.attrs.update({"lang": language, "dir": "auto"})


class MakeCaseForm(DeskForm):
    slug = "make-case"

    people = forms.IntegerField(
        label=_("People in it"),
        help_text=_("Each one is counted once."),
        min_value=1,
        max_value=MOST_PEOPLE,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={
            "required": _("Write how many people, at least 1"),
            "invalid": _("Write how many people as a number"),
        },
    )


class AttemptForm(DeskForm):
    """One try to reach somebody, also one that failed."""

    slug = "attempt"

    tried_at = moment_field(label=_("When"))
    way = pick_from_list(label=_("Way"), choices=choices(CHANNELS, leave_out=[Channel.PAGE]))
    outcome = pick_from_list(label=_("How it went"), choices=choices(OUTCOMES))
    words = one_line(label=_("What happened"), required=False)
    said = one_line(
        label=_("What was sent or left as a message"),
        help_text=_("It is looked through for words that they asked never to use."),
        required=False,
    )


class RingForm(DeskForm):
    """A wish to ring outside the person's rules: a second member has to agree first."""

    slug = "ring"

    way = pick_from_list(
        label=_("Way"),
        choices=choices(CHANNELS, leave_out=frozenset(Channel) - frozenset(RINGS)),
    )
    said = long_text(
        label=_("What would be said or sent, word for word"), rows=2, required=False
    )
    why = long_text(
        label=_("Why it cannot wait for a safe hour"),
        rows=2,
        error_messages={"required": _("Write why it cannot wait")},
    )


class ContactRulesForm(DeskForm):
    """How a person may safely be reached. A reply behind the code may always be posted."""

    slug = "rules"

    channels = pick_any(
        label=_("Channels that ring"),
        help_text=_("None chosen: only behind the code."),
        choices=choices(CHANNELS, leave_out=[Channel.PAGE, Channel.PARTNER, Channel.WALK_IN]),
        required=False,
    )
    hours = HoursField(
        label=_("Hours that are safe"),
        help_text=_("They bind every channel that rings."),
        required=False,
    )
    never_say = one_line(label=_("Words never to use"), required=False)
    how = long_text(label=_("Anything else about reaching them"), rows=2, required=False)
