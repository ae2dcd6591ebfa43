"""Whether alarms wake anybody: said where alarms are met, until an address is written down."""

from django.utils.translation import gettext

from corridor.services.alarms import is_anybody_woken
from corridor.web.composition import premises
from corridor.web.desk.pages.common import Notice
from corridor.web.ui.marks import Tone


def nobody_woken() -> tuple[Notice, ...]:
    if is_anybody_woken(premises().folder):
        return ()
    words = gettext(
        "No notice address is set: nobody will be woken. A steward sets one on the server with"
        " “corridor notices” (docs/running/notices)."
    )
    return (Notice(words=words, tone=Tone.BAD),)
