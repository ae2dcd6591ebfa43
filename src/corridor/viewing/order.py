"""What the door asks of the warden: one file, read from one line and shown on another."""

from typing import Final

from msgspec import Struct

from corridor.viewing.limits import Limits

READY: Final = b"ready"
UNSAFE: Final = b"unsafe"
LINES: Final = 3
LONGEST_ORDER: Final = 4096


class Order(Struct, frozen=True, kw_only=True):
    """Comes with three open lines: the file, where to show it, and a leash."""

    declared: str
    limits: Limits
