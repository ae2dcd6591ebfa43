"""How large a file may be, how many one person may send, and how much all together."""

from msgspec.structs import replace

from corridor.domain import stewarding
from corridor.domain.attachments import Limits
from corridor.domain.policy import Act
from corridor.domain.roster import SettingsChanged
from corridor.services.desk import Desk
from corridor.services.members import Outcome, write_with
from corridor.services.rotating import rotate


def set_file_limits(desk: Desk, limits: Limits) -> Outcome | None:
    """None when they stand like this already. Files that are here stay."""
    desk.door(Act.CHANGE_SETTINGS)
    if limits == desk.settings.files:
        return None
    change = SettingsChanged(settings=replace(desk.settings, files=limits))
    facts = stewarding.change(desk.roster, (change,), by=desk.me)
    return write_with(desk, facts, lambda after: rotate(desk, after))
