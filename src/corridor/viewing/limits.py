"""What one file may cost, before it is refused."""

from typing import Final

from msgspec import Struct

_MEBIBYTE: Final = 1024 * 1024


class Limits(Struct, frozen=True, kw_only=True):
    first: int = 1
    """The first page to draw: 29 to look at what the first time left out."""
    pages: int = 28
    edge: int = 1600
    """The longer edge of a picture, in pixels: a page of A4 at 137 to the inch."""
    pixels: int = 80_000_000
    """A photograph larger than this is never opened."""
    file_bytes: int = 512 * _MEBIBYTE
    unpacked: int = 192 * _MEBIBYTE
    """What the parts of an office file may come to together."""
    memory: int = 1024 * _MEBIBYTE
    cpu_seconds: int = 60
    seconds: int = 120
    sound_seconds: int = 3600
    rows: int = 10_000
    """Of a workbook that is read cell by cell, all sheets together."""
    columns: int = 64
    cell: int = 20_000
    """Letters of one cell. What is longer or further to the right refuses the whole file."""


LIMITS: Final = Limits()
EDGE_CAP: Final = 4096
"""No picture has a longer edge than this, whoever asks."""
