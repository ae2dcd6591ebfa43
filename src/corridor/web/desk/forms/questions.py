"""What a steward writes to ask something: kind, for whom, and the words in each language."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from corridor.domain.intake import Who
from corridor.domain.questions import HINT_LETTERS, OPTION_LETTERS, QUESTION_LETTERS, Kind
from corridor.web.desk.words import WHO, choices
from corridor.web.ui.forms import Choices, DeskForm, pick_any, pick_one

KINDS: Final = {
    Kind.WORDS: _("Their own words"),
    Kind.ONE: _("One of several answers"),
    Kind.SEVERAL: _("Any of several answers"),
    Kind.YES_NO: _("Yes, no, or rather not say"),
}
_MOST_LETTERS: Final = 1_200


class QuestionForm(DeskForm):
    """`languages`: the first one has to have words, the others may follow later."""

    slug = "question"

    kind = pick_one(label=_("How it is answered"), choices=choices(KINDS), initial=Kind.WORDS)
    who = pick_any(
        label=_("Asked when help is needed by"),
        help_text=_("None of them: it is asked of everybody."),
        choices=choices(WHO, leave_out=[Who.UNSAID]),
        required=False,
    )

    def __init__(self, *args: Any, languages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for place, (code, name) in enumerate(languages):
            self._ask_in(code, str(name), required=place == 0)
        for field in self.fields.values():
            field.widget.attrs.setdefault("autocomplete", "off")

    def _ask_in(self, code: str, name: str, *, required: bool) -> None:
        language = {"language": name}
        self.fields[f"words_{code}"] = forms.CharField(
            label=gettext("Question (%(language)s)") % language,
            max_length=QUESTION_LETTERS,
            required=required,
            error_messages={"required": gettext("Write the question in this language")},
            widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
        )
        self.fields[f"hint_{code}"] = forms.CharField(
            label=gettext("A line of help under it (%(language)s)") % language,
            max_length=HINT_LETTERS,
            required=False,
            widget=forms.TextInput(attrs={"lang": code, "dir": "auto"}),
        )
        self.fields[f"options_{code}"] = forms.CharField(
            label=gettext("Answers, one on each line (%(language)s)") % language,
            help_text=gettext(
                "Only for one or any of several. At most %(letters)s letters each."
            )
            % {"letters": OPTION_LETTERS},
            max_length=_MOST_LETTERS,
            required=False,
            widget=forms.Textarea(attrs={"rows": 4, "lang": code, "dir": "auto"}),
        )


class PublishForm(DeskForm):
    slug = "publish"

    looked = forms.BooleanField(
        label=_("I have looked at it as people will see it"),
        error_messages={"required": _("Look at it first, in each language")},
    )
