"""A request that reached us by phone, messenger or partner, written down by a worker."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.domain.intake import Channel, SaidPlace, Way, Who, Wish
from corridor.domain.settings import Wording
from corridor.web.desk.forms.request import AttemptForm
from corridor.web.desk.words import (
    CHANNELS,
    WAYS,
    WHO,
    WISHES,
    choices,
    said_place_words,
)
from corridor.web.ui.forms import (
    Choices,
    DeskForm,
    HoursField,
    long_text,
    moment_field,
    pick_from_list,
    pick_one,
)

MOST_ATTEMPTS = 20


class EnterRequestForm(DeskForm):
    """`token` carries the sealed code that is shown beside the form; it is saved once."""

    slug = "enter"

    channel = pick_one(label=_("Way"), choices=choices(CHANNELS, leave_out=[Channel.PAGE]))
    reached_at = moment_field(label=_("When it reached us"))
    language = pick_from_list(label=_("Language"), help_text=_("The one they want answers in."))
    what = long_text(
        label=_("As close to their words as you can"),
        rows=5,
        help_text=_(
            "Leave out names, addresses and workplaces. Names have their own place, "
            "once it is a case."
        ),
        error_messages={"required": _("Write what they said, even in a few words")},
    )
    who = pick_from_list(label=_("Who needs help"), choices=choices(WHO), initial=Who.ME)
    place = pick_from_list(label=_("Where they are now"), initial=SaidPlace.UNKNOWN)
    soon = pick_one(
        label=_("How urgent, in their eyes"),
        help_text=_("A wish. The first assessment is the next page."),
        choices=choices(WISHES),
        initial=Wish.UNSAID,
    )
    reach = pick_from_list(label=_("Way"), choices=choices(WAYS), initial=Way.ONLY_HERE)
    hours = HoursField(
        label=_("Hours that are safe"),
        help_text=_("They bind every channel that rings."),
        required=False,
    )
    eyes = forms.BooleanField(label=_("Someone else may open the phone"), required=False)
    handed = forms.BooleanField(
        label=_("I have handed it over"),
        help_text=_("Leave it empty if you could not. You can make a new one later."),
        required=False,
    )
    token = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, languages: Choices, wording: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("language", languages)
        self.offer(
            "place",
            [(place.value, said_place_words(place, wording=wording)) for place in SaidPlace],
        )


AttemptFormSet = forms.formset_factory(
    AttemptForm, extra=0, max_num=MOST_ATTEMPTS, absolute_max=MOST_ATTEMPTS
)
