"""What a press officer writes: words around the figures, and claims that others make."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from corridor.web.desk.words import UNITS, choices
from corridor.web.ui.forms import DeskForm, Words, day_field, one_line, pick_from_list


def _text(*, label: Words, language: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        required=False,
        max_length=4_000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": language}),
    )


class WordsForm(DeskForm):
    """Free words in each language. The sentences with figures are never typed."""

    slug = "words"

    opening_en = _text(label=_("Before the figures, in English"), language="en")
    opening_ru = _text(label=_("Before the figures, in Russian"), language="ru")
    closing_en = _text(label=_("After the figures, in English"), language="en")
    closing_ru = _text(label=_("After the figures, in Russian"), language="ru")
    not_before = day_field(label=_("Not before, a day without a reason"), required=False)

    @override
    def clean(self) -> dict[str, Any]:
        """Both languages say the same: none has a part that the other lacks."""
        given = super().clean() or {}
        for part in ("opening", "closing"):
            self._ask_for_both(given, part=part)
        return given

    def _ask_for_both(self, given: dict[str, Any], *, part: str) -> None:
        english, russian = given.get(f"{part}_en"), given.get(f"{part}_ru")
        if english and not russian:
            self.add_error(f"{part}_ru", gettext("Write this part in Russian too"))
        if russian and not english:
            self.add_error(f"{part}_en", gettext("Write this part in English too"))


class ClaimForm(DeskForm):
    """Somebody else's figure, told as their words and never as ours."""

    slug = "claim"

    speaker_en = one_line(
        label=_("Who says it, in English"),
        help_text=_("An office, as it stands in a sentence: Lithuania’s foreign minister"),
        error_messages={"required": _("Write who says it, in English")},
    )
    speaker_ru = one_line(
        label=_("Who says it, in Russian"),
        help_text=_("As it stands before its verb"),
        error_messages={"required": _("Write who says it, in Russian")},
    )
    verb = pick_from_list(
        label=_("What they do"),
        choices=[
            ("says", _("says")),
            ("denies", _("denies")),
            ("documented", _("documented")),
            ("could_not_verify", _("could not verify")),
        ],
    )
    count = forms.IntegerField(
        label=_("How many"),
        min_value=0,
        max_value=1_000_000,
        error_messages={"required": _("Write the number that they named")},
    )
    unit = pick_from_list(label=_("Of what"), choices=choices(UNITS))
    about_en = one_line(
        label=_("What they say of them, in English"),
        help_text=_("As it follows the number: have been granted visas"),
        error_messages={"required": _("Write what they say, in English")},
    )
    about_ru = one_line(
        label=_("What they say of them, in Russian"),
        help_text=_("As it follows the number, agreeing with it"),
        error_messages={"required": _("Write what they say, in Russian")},
    )
    as_of = day_field(label=_("Said on"))
    source = one_line(
        label=_("Where it was said"),
        help_text=_("A publication and its day, or a public address"),
        error_messages={"required": _("Write where it was said")},
    )
