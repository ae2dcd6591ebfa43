"""What `init` and `demo` share: a folder becomes a desk."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.core.management import call_command

from corridor.accounts.setting import stretch_cost
from corridor.accounts.slots import Slots
from corridor.accounts.stretching import Stretcher
from corridor.base.clock import Clock
from corridor.base.ids import MemberId, OrganisationId
from corridor.crypto.random import new_uuid
from corridor.crypto.sign import SigningKey
from corridor.domain.settings import OrganisationSettings
from corridor.services.enrolling import Seat, Seated, found_desk
from corridor.services.premises import make_keys, read_key, write_desk_file
from corridor.store.keeping import DjangoStore
from corridor.store.preparing import prepare_databases


@dataclass(frozen=True, kw_only=True)
class LogIn:
    """Shown once to whoever founds the desk, and kept nowhere."""

    name: str
    passphrase: str
    totp_secret: str
    roles: tuple[str, ...]


def make_desk(
    folder: Path, *, settings: OrganisationSettings, seats: Sequence[Seat], clock: Clock
) -> list[LogIn]:
    """Keys beside the database, databases, static files, the roster; the desk file last.

    Until the desk file is there, the folder counts as empty and can be made again.
    """
    make_keys(folder)
    prepare()
    organisation = OrganisationId(new_uuid())
    slots = Slots(pepper=read_key(folder, "pepper"), cost=stretch_cost(), stretcher=Stretcher())
    shown: dict[str, LogIn] = {}

    def enrol(member: MemberId, handle: str) -> Seated:
        made = slots.enrol(member, handle)
        roles = next(seat.roles for seat in seats if seat.handle == handle)
        shown[handle] = LogIn(
            name=handle,
            passphrase=made.shown_passphrase(),
            totp_secret=made.shown_second(),
            roles=tuple(role.value for role in roles),
        )
        return Seated(signing=made.keys.signing, seal_public=made.keys.seal.public)

    pins = found_desk(
        DjangoStore(organisation=organisation),
        organisation=organisation,
        settings=settings,
        seats=seats,
        enrol=enrol,
        clock=clock,
    )
    service = SigningKey(read_key(folder, "service")).public
    write_desk_file(folder, replace(pins, service=service), settings)
    return [shown[seat.handle] for seat in seats]


def prepare() -> None:
    """Databases and static files as this release wants them."""
    prepare_databases()
    call_command("collectstatic", interactive=False, verbosity=0)
