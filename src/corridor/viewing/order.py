"""What the door asks of the warden: one file, read from one line and shown on another."""

from typing import Final

from msgspec import Struct

from corridor.viewing.limits import Limits

READY: Final = b"ready"
UNSAFE: Final = b"unsafe"
LINES: Final = 3
LONGEST_ORDER: Final = 4096
ROWS_AT_ONCE: Final = 200


class Order(Struct, frozen=True, kw_only=True):
    """Comes with three open lines: the file, where to show it, and a leash.

    `cells`: what stands in the cells of a workbook, as words, and no picture of anything.
    """

    declared: str
    limits: Limits
    cells: bool = False
