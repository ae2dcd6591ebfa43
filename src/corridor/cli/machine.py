"""What commands do as the machine itself: open the stores, note in the journal, keep a day."""

from django.conf import settings

from corridor.base.clock import system_clock
from corridor.crypto.sign import SigningKey
from corridor.services.journal import Diarist
from corridor.services.premises import Premises
from corridor.store.blobs import FolderBlobs
from corridor.store.door import DjangoDoor
from corridor.store.keeping import DjangoStore
from corridor.store.router import DESK, DOOR


def keepers(premises: Premises) -> tuple[DjangoStore, DjangoDoor]:
    organisation = premises.pins.organisation
    return DjangoStore(organisation=organisation), DjangoDoor(organisation=organisation)


def file_folders(premises: Premises) -> dict[str, FolderBlobs]:
    """Each face's sealed files, by the name of its store."""
    return {
        name: FolderBlobs(
            settings.CORRIDOR_BLOBS,
            alias=alias,
            organisation=premises.pins.organisation,
            clock=system_clock,
        )
        for name, alias in (("desk", DESK), ("door", DOOR))
    }


def diarist(premises: Premises) -> Diarist:
    """The journal hears it from the machine's own key: no member signs what a command does."""
    desk, _door = keepers(premises)
    return Diarist(
        organisation=premises.pins.organisation,
        store=desk,
        signing=SigningKey(premises.service),
        security=premises.pins.security,
        clock=system_clock,
    )
