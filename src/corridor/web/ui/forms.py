"""How forms of the desk are drawn and behave, and the fields they share."""

from collections.abc import Sequence
from re import fullmatch
from typing import TYPE_CHECKING, Any, ClassVar, Final, TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from corridor.domain.safety import SafeHours

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

Words: TypeAlias = "str | _StrPromise"
Choices = Sequence[tuple[str, Promise | str]]

LONGEST_TEXT: Final = 8000
LONGEST_LINE: Final = 200
_MINUTES: Final = 60
_DAY_MINUTES: Final = 24 * _MINUTES
_HOURS_SHAPE: Final = r"(\d{1,2})[:.](\d{2})\s*\D{1,4}?\s*(\d{1,2})[:.](\d{2})"


class DeskRenderer(TemplatesSetting):
    """Draws every field as label, hint, errors, control."""

    field_template_name = "desk/ui/field.html"


class DeskForm(forms.Form):
    """A form whose ids carry its own name, so that several can stand on one page."""

    slug: ClassVar[str]
    default_renderer = DeskRenderer
    use_required_attribute = False  # the server answers in our words, in the page's language

    def __init__(self, *args: Any, part: str = "", **kwargs: Any) -> None:
        """`part` tells two forms of one kind on one page apart, by person or by line."""
        self.key = f"{self.slug}{part}"
        kwargs.setdefault("auto_id", f"{self.key}-%s")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def ask_knowingly(self) -> None:
        """Show the box that says "I know": only after the act was refused without it."""
        field = self.fields.get("knowingly")
        if field is not None:
            field.widget = forms.CheckboxInput(attrs={"autocomplete": "off"})
        reason = self.fields.get("why")
        if reason is not None:
            reason.widget = forms.TextInput(attrs={"autocomplete": "off"})

    def offer_templates(self, offers: Choices) -> None:
        """A list of answers to take from, where there are any."""
        if offers:
            listed = forms.Select(choices=list(offers), attrs={"autocomplete": "off"})
            self.fields["template"].widget = listed

    def offer(self, name: str, choices: Choices) -> None:
        """Give a choice field what this page's reader may choose from."""
        field = self.fields[name]
        if not isinstance(field, forms.ChoiceField):
            raise TypeError(name)
        field.choices = choices


def template_list(*, label: Words) -> forms.CharField:
    """Words to begin with. Whatever is sent here never stands in the way of what was typed."""
    return forms.CharField(label=label, required=False, widget=forms.HiddenInput)


def long_text(*, label: Words, rows: int = 4, key: str = "", **rest: Any) -> forms.CharField:
    """Offer room for sentences. `key` is the letter that leads to it."""
    attributes = {"rows": rows, "data-key": key} if key else {"rows": rows}
    return forms.CharField(
        label=label,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs=attributes),
        **rest,
    )


def one_line(*, label: Words, **rest: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=LONGEST_LINE, **rest)


def day_field(*, label: Words, required: bool = True) -> forms.DateField:
    said = _("Write the date as 19.05.2017")
    return forms.DateField(
        label=label,
        required=required,
        help_text=_("For example 19.05.2017"),
        input_formats=["%d.%m.%Y", "%Y-%m-%d"],
        widget=forms.DateInput(format="%d.%m.%Y", attrs={"inputmode": "numeric"}),
        error_messages={"invalid": said, "required": said},
    )


def moment_field(*, label: Words, required: bool = True) -> forms.DateTimeField:
    said = _("Write the day and hour as 19.05.2017 11:40")
    return forms.DateTimeField(
        label=label,
        required=required,
        help_text=_("For example 19.05.2017 11:40, the desk's own time"),
        input_formats=["%d.%m.%Y %H:%M", "%Y-%m-%dT%H:%M"],
        widget=forms.DateTimeInput(format="%d.%m.%Y %H:%M"),
        error_messages={"invalid": said, "required": said},
    )


def pick_one(*, label: Words, choices: Choices = (), **rest: Any) -> forms.ChoiceField:
    """Offer few enough choices to see them all at once."""
    chosen = forms.ChoiceField(label=label, choices=choices, widget=forms.RadioSelect, **rest)
    chosen.error_messages["required"] = _("Choose one of them")
    return chosen


def pick_from_list(*, label: Words, choices: Choices = (), **rest: Any) -> forms.ChoiceField:
    listed = forms.ChoiceField(label=label, choices=choices, **rest)
    listed.error_messages["required"] = _("Choose one of them")
    return listed


def pick_any(*, label: Words, choices: Choices = (), **rest: Any) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, widget=forms.CheckboxSelectMultiple, **rest
    )


def knowingly_box(*, label: Words) -> forms.BooleanField:
    """Say yes to what was refused first. Unseen until then."""
    return forms.BooleanField(label=label, required=False, widget=forms.HiddenInput)


def why_line(*, label: Words) -> forms.CharField:
    """The reason that goes with an "I know". Unseen until then."""
    return forms.CharField(
        label=label, max_length=LONGEST_LINE, required=False, widget=forms.HiddenInput
    )


class HoursField(forms.CharField):
    """Hours of a day such as "20:00 to 23:00"; they may run past midnight."""

    @override
    def clean(self, value: Any) -> SafeHours | None:
        text = str(super().clean(value)).strip()
        if not text:
            return None
        shape = fullmatch(_HOURS_SHAPE, text)
        if shape is None:
            raise self._misread()
        first, first_minute, last, last_minute = (int(part) for part in shape.groups())
        start, end = first * _MINUTES + first_minute, last * _MINUTES + last_minute
        if max(start, end) > _DAY_MINUTES or max(first_minute, last_minute) >= _MINUTES:
            raise self._misread()
        return SafeHours(start=start % _DAY_MINUTES, end=end % _DAY_MINUTES)

    @staticmethod
    def _misread() -> ValidationError:
        return ValidationError(gettext("Write the hours as 20:00 to 23:00"), code="invalid")
