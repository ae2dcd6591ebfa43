"""What the public face may read of a desk's decisions: one signed file for each, no key.

DIR/NAME holds a line with the signature and then the words. The desk writes it whole; a public
process reads it again when it has changed. It is signed by the service key, whose public side
is pinned in the desk file, and bound to the organisation and to its name: what anybody else put
there is not read.
"""

import os
from base64 import b64decode, b64encode
from pathlib import Path
from typing import Final

from corridor.base.ids import OrganisationId
from corridor.crypto.errors import SignatureError
from corridor.crypto.sign import SigningKey, verify
from corridor.services.premises import write_whole

_LABEL: Final = b"corridor/1/published/"
_LARGEST: Final = 8 * 1024 * 1024


def publish(
    folder: Path, name: str, body: bytes, *, organisation: OrganisationId, by: SigningKey
) -> bool:
    """Whole or not at all; True when something else stood there before."""
    signed = b64encode(by.sign(_signed(name, organisation, body))) + b"\n" + body
    path = folder / name
    if path.exists() and path.read_bytes() == signed:
        return False
    write_whole(path, signed)
    return True


def read_published(
    folder: Path, name: str, *, organisation: OrganisationId, by: bytes
) -> bytes | None:
    """None for what is not there, is not whole, or was signed by somebody else."""
    try:
        with (folder / name).open("rb") as file:
            signature, _, body = file.read(_LARGEST).partition(b"\n")
        verify(_signed(name, organisation, body), b64decode(signature, validate=True), by=by)
    except (OSError, ValueError, SignatureError):
        return None
    return body


def version_of(folder: Path, name: str) -> tuple[int, int, int] | None:
    """What changes when the file does; one look at the folder, nothing is opened."""
    try:
        found = os.stat(folder / name)  # noqa: PTH116 - on every request: no object for it
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _signed(name: str, organisation: OrganisationId, body: bytes) -> bytes:
    return _LABEL + name.encode() + b"/" + organisation.bytes + body
