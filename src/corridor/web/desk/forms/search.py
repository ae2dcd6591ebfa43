"""Words to look for. They travel in the body of a POST, never in an address."""

from django.utils.translation import gettext_lazy as _

from corridor.web.ui.forms import DeskForm, one_line


class SearchForm(DeskForm):
    slug = "again"

    words = one_line(
        label=_("Search words"), error_messages={"required": _("Write a word or a code")}
    )
