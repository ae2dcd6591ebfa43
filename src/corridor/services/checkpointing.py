"""What both logs look like, signed by a member: at each lock and sign-out, and once a day."""

from datetime import datetime
from pathlib import Path

from corridor.ledger.checkpoint import Checkpoint, sign_checkpoint
from corridor.services.days import LAST_SIGNED, keep_the_day, kept_day
from corridor.services.desk import Desk


def checkpoint(desk: Desk) -> None:
    for store in (desk.stores.desk, desk.stores.door):
        edge = store.frontier()
        unsigned = Checkpoint(
            organisation=desk.organisation,
            store=store.name,
            era=store.era(),
            size=edge.size,
            root=edge.root(),
            key=b"",
        )
        store.add_checkpoint(sign_checkpoint(unsigned, by=desk.signing), edge)


def sign_the_day(desk: Desk, folder: Path, *, at: datetime) -> bool:
    """The day's first act with keys signs both logs; True when it was this one.

    A member who leaves the desk open for days, and never locks it, signs all the same.
    """
    if kept_day(folder, LAST_SIGNED) == at.date():
        return False
    checkpoint(desk)
    keep_the_day(folder, LAST_SIGNED, at=at)
    return True
