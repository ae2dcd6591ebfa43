"""How the parts of the converter speak: frames of a fixed head, and bytes whose length it says.

head = tag (1) ‖ four numbers (4 each) ‖ length (4), big-endian. Who reads takes nothing else.
"""

import struct
from collections.abc import Callable
from enum import IntEnum, unique
from typing import Final

from msgspec import Struct

_HEAD: Final = struct.Struct(">B5I")
HEAD: Final = _HEAD.size
NEVER: Final = 0xFFFFFFFF
"""A number that stands for none."""

Read = Callable[[int], bytes]


class MalformedFrameError(Exception):
    """What came is not a frame."""


@unique
class Tag(IntEnum):
    OPENED = 1
    PICTURE = 2
    SOUND = 3
    WARNED = 4
    REFUSED = 5
    END = 6
    ROWS = 7


class Frame(Struct, frozen=True, kw_only=True):
    tag: Tag
    numbers: tuple[int, int, int, int] = (0, 0, 0, 0)
    body: bytes = b""


def frame_bytes(frame: Frame) -> bytes:
    return _HEAD.pack(frame.tag, *frame.numbers, len(frame.body)) + frame.body


def read_head(head: bytes, *, longest: int) -> tuple[Tag, tuple[int, int, int, int], int]:
    """Tag, numbers and the length of the body, which is at most `longest`."""
    tag, first, second, third, fourth, length = _HEAD.unpack(head)
    if length > longest:
        raise MalformedFrameError
    try:
        return Tag(tag), (first, second, third, fourth), length
    except ValueError:
        raise MalformedFrameError from None


def read_frame(read: Read, *, longest: int) -> Frame | None:
    """The next frame, or None where the line ends between two."""
    head = read(HEAD)
    if not head:
        return None
    if len(head) != HEAD:
        raise MalformedFrameError
    tag, numbers, length = read_head(head, longest=longest)
    body = read(length)
    if len(body) != length:
        raise MalformedFrameError
    return Frame(tag=tag, numbers=numbers, body=body)
