"""What an organisation takes of files."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from typing_extensions import override

from corridor.domain.attachments import Limits
from corridor.web.ui.forms import DeskForm

LARGEST_MB = 5000
MOST = 200
TOGETHER_MB = 50_000


class FileLimitsForm(DeskForm):
    slug = "limits"

    largest_mb = forms.IntegerField(
        label=_("One file, in megabytes"), min_value=1, max_value=LARGEST_MB
    )
    most = forms.IntegerField(label=_("Files of one person"), min_value=1, max_value=MOST)
    together_mb = forms.IntegerField(
        label=_("All files of one person together, in megabytes"),
        min_value=1,
        max_value=TOGETHER_MB,
    )

    @override
    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        largest, together = said.get("largest_mb"), said.get("together_mb")
        if largest and together and together < largest:
            words = gettext("All together cannot be less than one file.")
            self.add_error("together_mb", words)
        return said

    def limits(self) -> Limits:
        said = self.cleaned_data
        return Limits(
            largest_mb=said["largest_mb"], most=said["most"], together_mb=said["together_mb"]
        )
