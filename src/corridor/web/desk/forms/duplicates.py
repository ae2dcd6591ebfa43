"""What somebody says of two people who may be one."""

from django import forms

from corridor.domain.people import Verdict
from corridor.web.ui.forms import DeskForm


class JudgeForm(DeskForm):
    """Sent by a button: everything in it was written by the page."""

    slug = "judge"

    person = forms.UUIDField()
    other_case = forms.UUIDField()
    other = forms.UUIDField()
    verdict = forms.ChoiceField(choices=[(one.value, one.value) for one in Verdict])
