"""Whether alarms wake anybody, and whom they woke: said where alarms are met."""

from contextlib import suppress

from django.utils.translation import gettext

from corridor.services.alarms import is_anybody_woken
from corridor.services.desk import Desk
from corridor.services.journey_rings import carry_rings
from corridor.services.rung import rung_folder
from corridor.web.composition import premises
from corridor.web.desk.pages.common import Notice
from corridor.web.ui.marks import Tone


def carry_who_was_woken(desk: Desk) -> None:
    """From the worker's record beside the plan into the journeys, before they are shown.

    A folder that cannot be read must not hide an alarm.
    """
    with suppress(OSError):
        carry_rings(desk, rung_folder(premises()))


def nobody_woken() -> tuple[Notice, ...]:
    if is_anybody_woken(premises().folder):
        return ()
    words = gettext(
        "No notice address is set: nobody will be woken. A steward sets one on the server with"
        " “corridor notices” (docs/running/notices)."
    )
    return (Notice(words=words, tone=Tone.BAD),)
