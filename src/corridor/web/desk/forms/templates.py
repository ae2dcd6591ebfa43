"""An answer that is written ahead."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from corridor.web.desk.words import ABOUT, choices
from corridor.web.ui.forms import Choices, DeskForm, long_text, one_line, pick_from_list


class TemplateForm(DeskForm):
    """A new template, or newer words for one that stands; another member reads them."""

    slug = "template"

    template = forms.UUIDField(required=False, widget=forms.HiddenInput)
    language = pick_from_list(label=_("Language"))
    about = pick_from_list(label=_("What it says"), choices=choices(ABOUT))
    title = one_line(label=_("Title, for the list"))
    text = long_text(
        label=_("Text"),
        help_text=_(
            "What has to be filled in each time stands in double brackets: [[the day]]"
        ),
        rows=10,
        error_messages={"required": _("Write the text first")},
    )

    def __init__(self, *args: Any, languages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("language", languages)
