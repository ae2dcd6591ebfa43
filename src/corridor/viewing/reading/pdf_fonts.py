"""The letters of a PDF that brings none: ours, from memory, on every machine the same.

The library would look in the folders of this machine, which are beyond the walls, and draw
nothing at all where it finds no letter: a page of Russian would be blank.
"""

import ctypes
import struct
from typing import Any, Final

import pypdfium2

from corridor.viewing.reading.lettering import FONT_FILE

_HANDLE: Final = 1
_NONE: Final = 0
_SIGNS: Final = 2  # arrows and stars, which the library brings along
_UNICODE: Final = 1
_NAME: Final = b"DejaVu Sans\0"
_DIRECTORY: Final = 12
_ENTRY: Final = struct.Struct(">4sIII")


def _tables() -> dict[int, bytes]:
    """The parts of the font file by their names, as the library asks; 0 is the whole."""
    (count,) = struct.unpack_from(">H", FONT_FILE, 4)
    found = {0: FONT_FILE}
    for number in range(count):
        place = _DIRECTORY + number * _ENTRY.size
        name, _sum, begin, length = _ENTRY.unpack_from(FONT_FILE, place)
        found[int.from_bytes(name, "big")] = FONT_FILE[begin : begin + length]
    return found


_TABLES: Final = _tables()


def _give(content: bytes, buffer: int | None, room: int) -> int:
    """How long it is; and the bytes themselves, where there is room for them."""
    if buffer and room >= len(content):
        ctypes.memmove(buffer, content, len(content))
    return len(content)


class OwnFonts(pypdfium2.PdfSysfontBase):  # type: ignore[misc]
    def Release(self, _own: object) -> None:  # noqa: N802 - the library's names
        return

    def EnumFonts(self, _own: object, _mapper: object) -> None:  # noqa: N802
        return

    def MapFont(self, _own: object, *asked: Any) -> int:  # noqa: N802
        _weight, _italic, alphabet, *_rest = asked
        return _NONE if alphabet == _SIGNS else _HANDLE

    def GetFont(self, _own: object, _face: object) -> int:  # noqa: N802
        return _NONE

    def GetFontData(self, _own: object, *asked: Any) -> int:  # noqa: N802
        _font, table, buffer, room = asked
        content = _TABLES.get(table, b"")
        return _give(content, ctypes.cast(buffer, ctypes.c_void_p).value, room)

    def GetFaceName(self, _own: object, *asked: Any) -> int:  # noqa: N802
        _font, buffer, room = asked
        return _give(_NAME, ctypes.cast(buffer, ctypes.c_void_p).value, room)

    def GetFontCharset(self, _own: object, _font: object) -> int:  # noqa: N802
        return _UNICODE

    def DeleteFont(self, _own: object, _font: object) -> None:  # noqa: N802
        return


def use_own_fonts() -> None:
    OwnFonts().setup()
