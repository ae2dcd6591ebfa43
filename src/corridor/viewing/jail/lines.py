"""The two lines of a locked process: 0 brings bytes, 1 takes frames."""

import os
from io import BytesIO
from typing import Final

from corridor.viewing.errors import TooBigError
from corridor.viewing.frames import Frame, frame_bytes

_PIECE: Final = 1024 * 1024


def whole_file(*, most: int) -> bytes:
    """Everything that line 0 brings. The buffer is handed on, so that it is there only once."""
    taken = BytesIO()
    while piece := os.read(0, _PIECE):
        taken.write(piece)
        if taken.tell() > most:
            raise TooBigError
    return taken.getvalue()


def exactly(count: int) -> bytes:
    """So many bytes of line 0, or fewer where it ends."""
    taken = bytearray()
    while len(taken) < count:
        piece = os.read(0, min(_PIECE, count - len(taken)))
        if not piece:
            break
        taken += piece
    return bytes(taken)


def send(frame: Frame) -> None:
    left = memoryview(frame_bytes(frame))
    while left:
        left = left[os.write(1, left) :]
