"""The organisation's questions as a worker asks them by voice."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.domain.questions import ANSWER_LETTERS
from corridor.web.public.more_pages import MoreField
from corridor.web.ui.forms import DeskForm, pick_any, pick_from_list

_ROWS: Final = 3


class HearForm(DeskForm):
    """`asked` are the questions that fit, with what is known already."""

    slug = "hear"

    def __init__(self, *args: Any, asked: Sequence[MoreField], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in asked:
            self.fields[one.name] = _field(one)
            self.fields[one.name].widget.attrs.setdefault("autocomplete", "off")
            self.initial.setdefault(one.name, _known(one))


def _field(one: MoreField) -> forms.Field:
    offered = [(choice.value, choice.words) for choice in one.choices]
    match one.kind:
        case "words":
            return forms.CharField(
                label=one.words,
                help_text=one.hint,
                required=False,
                max_length=ANSWER_LETTERS,
                widget=forms.Textarea(attrs={"rows": _ROWS, "dir": "auto"}),
            )
        case "several":
            return pick_any(
                label=one.words, help_text=one.hint, choices=offered, required=False
            )
        case _:
            return pick_from_list(
                label=one.words,
                help_text=one.hint,
                choices=[("", _("They did not say")), *offered],
                required=False,
            )


def _known(one: MoreField) -> str | list[str]:
    if one.kind == "words":
        return one.value
    chosen = [choice.value for choice in one.choices if choice.chosen]
    if one.kind == "several":
        return chosen
    return chosen[0] if chosen else ""
