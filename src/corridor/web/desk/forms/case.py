"""What can be written into a case file."""

from enum import StrEnum
from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from corridor.domain.milestones import Place, Step
from corridor.domain.settings import Wording
from corridor.web.desk.words import (
    CLOSE_REASONS,
    EXITS,
    FILING_KINDS,
    GIVEN_BY,
    GIVEN_HOW,
    NAME_KINDS,
    PURPOSES,
    STRUCK_AS,
    choices,
    place_words,
    step_words,
)
from corridor.web.ui.forms import (
    Choices,
    DeskForm,
    day_field,
    knowingly_box,
    long_text,
    one_line,
    pick_from_list,
    pick_one,
    template_list,
    why_line,
)

_BY_CHOICES: Final = [("", _("Not an exit")), *choices(EXITS)]


class Kind(StrEnum):
    NOTE = "note"
    MESSAGE = "message"


class WriteForm(DeskForm):
    """A note for the team or a message to the person: never mistaken for one another."""

    slug = "write"

    kind = pick_one(
        label=_("What are you writing?"),
        choices=[(Kind.NOTE.value, _("Note for the team")), (Kind.MESSAGE.value, _("Message"))],
        initial=Kind.NOTE,
    )
    text = long_text(
        label=_("Text"), rows=3, key="n", error_messages={"required": _("Write the text first")}
    )
    knowingly = knowingly_box(label=_("I know that this word stands in it, and send it"))
    why = why_line(label=_("Why it has to be said"))
    template = template_list(label=_("An answer from the library"))

    def __init__(
        self, *args: Any, messages: bool = True, offers: Choices = (), **kwargs: Any
    ) -> None:
        """Leave out messages for who may not write to the person."""
        super().__init__(*args, **kwargs)
        self.offer_templates(offers if messages else ())
        if not messages:
            self.offer("kind", [(Kind.NOTE.value, _("Note for the team"))])

    @override
    def clean(self) -> dict[str, Any]:
        """Refuse a button that says other than the choice: a note must never be sent."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        pressed = self.data.get("as", "")
        if pressed and pressed != cleaned.get("kind"):
            self.add_error("kind", gettext("Choose again: a note for the team, or a message"))
        return cleaned


class Heard(StrEnum):
    """What was heard, or no longer heard, of a person."""

    QUIET = "quiet"
    HEARD = "heard"
    MISSING = "missing"
    FOUND = "found"


class StepForm(DeskForm):
    """How far one person has come. A step may be skipped, and taken back."""

    slug = "step"

    step = pick_from_list(label=_("Step"))
    on = day_field(label=_("Since when"))
    by = pick_from_list(
        label=_("Who took them out"),
        choices=_BY_CHOICES,
        required=False,
        help_text=_("For a way out: by us, by a partner, or alone."),
    )
    taken_back = forms.BooleanField(label=_("This is a step taken back"), required=False)

    def __init__(self, *args: Any, wording: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("step", [(step.value, step_words(step, wording=wording)) for step in Step])


class PlaceForm(DeskForm):
    """Where one person is. Not known is an answer."""

    slug = "place"

    place = pick_from_list(label=_("Place"))
    on = day_field(label=_("Since when"))
    by = pick_from_list(label=_("Who took them out"), choices=_BY_CHOICES, required=False)

    def __init__(self, *args: Any, wording: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer(
            "place", [(place.value, place_words(place, wording=wording)) for place in Place]
        )


class HeardForm(DeskForm):
    """Gone quiet, heard again, missing, found. `place` only for who was found."""

    slug = "heard"

    what = pick_from_list(
        label=_("What was heard"),
        choices=[
            (Heard.QUIET.value, _("Gone quiet")),
            (Heard.HEARD.value, _("Heard from again")),
            (Heard.MISSING.value, _("Reported missing")),
            (Heard.FOUND.value, _("Found")),
        ],
    )
    on = day_field(label=_("Since when"))
    place = pick_from_list(label=_("Where found"), required=False)

    def __init__(self, *args: Any, wording: Wording, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        places = [(place.value, place_words(place, wording=wording)) for place in Place]
        self.offer("place", [("", _("Not found yet")), *places])


class PersonForm(DeskForm):
    slug = "person"

    label = one_line(
        label=_("Who this is"),
        help_text=_("What lists may show, such as “younger brother”. Never a name."),
        error_messages={"required": _("Say who this is, without a name")},
    )


class TakeOutForm(DeskForm):
    """Whoever was never a person of their own here. Nothing that was written goes."""

    slug = "take-out"

    why = pick_one(
        label=_("Why they are taken out"),
        choices=choices(STRUCK_AS),
        help_text=_(
            "They count nowhere any more. What was written stays, and they can be put back."
        ),
    )


class PutBackForm(DeskForm):
    slug = "put-back"

    words = one_line(
        label=_("Why they belong here after all"),
        error_messages={"required": _("Say why they belong here")},
    )


class NameForm(DeskForm):
    """A name, kept apart from the case under a key of its own."""

    slug = "name"

    name = one_line(label=_("Name"), error_messages={"required": _("Write the name")})
    sort = pick_from_list(label=_("Which name"), choices=choices(NAME_KINDS))
    safe_to_use = forms.BooleanField(
        label=_("Safe to use when talking with them"), required=False
    )


class FilingForm(DeskForm):
    """One person's application to one country."""

    slug = "filing"

    person = pick_from_list(label=_("For whom"))
    country = pick_from_list(label=_("Country"))
    route = pick_from_list(label=_("Route"), choices=choices(FILING_KINDS))
    on = day_field(label=_("Sent on"))

    def __init__(self, *args: Any, people: Choices, countries: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people)
        self.offer("country", countries)


class Decision(StrEnum):
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class DecisionForm(DeskForm):
    slug = "decision"

    decision = pick_one(
        label=_("What was decided"),
        choices=[
            (Decision.GRANTED.value, _("Granted")),
            (Decision.REFUSED.value, _("Refused")),
            (Decision.WITHDRAWN.value, _("Withdrawn")),
        ],
    )
    on = day_field(label=_("Decided on"))
    words = long_text(label=_("Reason, as they gave it"), rows=2, required=False)


class ConsentForm(DeskForm):
    """What a person agreed to, or did not."""

    slug = "consent"

    person = pick_from_list(label=_("Who"))
    purpose = pick_from_list(label=_("What for"), choices=choices(PURPOSES))
    recipient = one_line(
        label=_("With whom"),
        required=False,
        help_text=_("A partner, a country or an authority, where it goes to one."),
    )
    answer = pick_one(label=_("Their answer"), choices=[("yes", _("Yes")), ("no", _("No"))])
    given_by = pick_from_list(label=_("Who answered"), choices=choices(GIVEN_BY))
    how = pick_from_list(label=_("How"), choices=choices(GIVEN_HOW))
    on = day_field(label=_("When"))
    risks_explained = forms.BooleanField(label=_("The risks were explained"), required=False)
    read_back = forms.BooleanField(label=_("They said it back in their words"), required=False)
    withhold = one_line(label=_("What must stay out"), required=False)
    expires_on = day_field(label=_("Until when"), required=False)

    def __init__(self, *args: Any, people: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("person", people)


class HandOverForm(DeskForm):
    slug = "hand-over"

    to = pick_from_list(label=_("New owner"))

    def __init__(self, *args: Any, members: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("to", members)


class SummaryForm(DeskForm):
    slug = "summary"

    line = one_line(
        label=_("One line for lists"),
        help_text=_("No names, no addresses, no times of travel."),
        error_messages={"required": _("Write one line")},
    )


class TagsForm(DeskForm):
    """Words by which this case is found and grouped; each stands in lists."""

    slug = "tags"

    tags = one_line(
        label=_("Tags"),
        required=False,
        help_text=_("With commas between them. They stand in lists: no names, no addresses."),
    )

    def clean_tags(self) -> tuple[str, ...]:
        parts = (part.strip() for part in self.cleaned_data["tags"].split(","))
        return tuple(part for part in parts if part)


class CloseForm(DeskForm):
    slug = "close"

    reason = pick_from_list(label=_("Why it is closed"), choices=choices(CLOSE_REASONS))
    words = long_text(label=_("In your words"), rows=2, required=False)


class ReopenForm(DeskForm):
    slug = "reopen"

    words = long_text(
        label=_("Why it is reopened"),
        rows=2,
        error_messages={"required": _("Say why it is reopened")},
    )


class StrikeForm(DeskForm):
    """Declares an entry a slip of the hand."""

    slug = "strike"

    words = one_line(
        label=_("What was wrong with it"),
        error_messages={"required": _("Say what was wrong with it")},
    )
