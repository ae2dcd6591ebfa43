"""What is written for the public face: words for a sentence, ticks for what was read."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from corridor.domain.languages import PluralCase
from corridor.domain.phrases import field_of
from corridor.domain.wordings import Forms
from corridor.web.ui.forms import Choices, DeskForm, pick_from_list


class LanguageForm(DeskForm):
    """Another language to write in. It stands in the address: it tells of nobody."""

    slug = "another"

    language = pick_from_list(label=_("Language"))

    def __init__(self, *args: Any, languages: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("language", [("", _("Choose")), *languages])


class SentenceForm(DeskForm):
    """Words for one sentence, one box for each plural case; its name stands before them."""

    slug = "words"

    still = forms.BooleanField(label=_("These words still fit"), required=False)
    back = forms.BooleanField(label=_("Back to the words that are shipped"), required=False)
    read = forms.BooleanField(label=_("I have read these words"), required=False)

    def __init__(
        self,
        *args: Any,
        cases: Sequence[PluralCase],
        words: Forms,
        room: int,
        runs: str,
        **kwargs: Any,
    ) -> None:
        """`runs` is the direction of the language that is written."""
        super().__init__(*args, **kwargs)
        self._cases, self._words = cases, words
        looks = {"maxlength": room, "dir": runs}
        for place, case in enumerate(cases):
            said = words[place] if place < len(words) else ""
            self.fields[field_of(place)] = _box(case, said, looks, alone=len(cases) == 1)

    @property
    def boxes(self) -> list[forms.BoundField]:
        return [self[field_of(place)] for place in range(len(self._cases))]

    @property
    def typed(self) -> Forms:
        """As it was typed; nothing where every box is empty or as it was shown."""
        said = tuple(str(box.data or "").strip() for box in self.boxes)
        if not any(said) or (said == self._words and not self.cleaned_data["still"]):
            return ()
        return said

    @property
    def goes_back(self) -> bool:
        return bool(self.cleaned_data["back"])

    @property
    def was_read(self) -> bool:
        return bool(self.cleaned_data["read"])


def _box(case: PluralCase, said: str, looks: dict[str, Any], *, alone: bool) -> forms.CharField:
    numbers = ", ".join(str(number) for number in case.numbers)
    label = gettext("Words") if alone else gettext("With %(numbers)s") % {"numbers": numbers}
    return forms.CharField(
        label=label,
        required=False,
        initial=said,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 2, "spellcheck": "false", **looks}),
    )
