"""The page on which a worker writes down a request that did not come by the public page."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from corridor.web.desk.forms.enter_request import EnterRequestForm
from corridor.web.desk.forms.request import AttemptForm
from corridor.web.desk.pages.common import Attempt, Draft, Link
from corridor.web.desk.pages.shell import Shell

if TYPE_CHECKING:
    from django.forms import BaseFormSet


@dataclass(frozen=True, kw_only=True)
class EnterRequestPage:
    """`attempts` shows what `tried` carries along; `another` is the one being written."""

    template: ClassVar[str] = "desk/enter-request.html"

    shell: Shell
    up: Link
    url: str
    form: EnterRequestForm
    receipt_words: tuple[str, ...]
    receipt_digits: str
    receipt_language: str
    tried: "BaseFormSet[AttemptForm]"
    attempts: tuple[Attempt, ...]
    another: AttemptForm
    draft: Draft
