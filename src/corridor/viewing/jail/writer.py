"""The second of the two locked processes: it never sees the file, only pixels and samples.

A file that takes over the reader can choose what is in the picture, as it always could. It
cannot choose the bytes that a worker's browser will decode: those are written here.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

import msgspec
from PIL import Image

from corridor.viewing.errors import Reason
from corridor.viewing.frames import Frame, MalformedFrameError, Tag, read_frame
from corridor.viewing.jail.lines import exactly, send
from corridor.viewing.jail.sound import BYTES_A_SAMPLE, SoundWriter
from corridor.viewing.jail.walls import lock
from corridor.viewing.limits import EDGE_CAP
from corridor.viewing.order import ROWS_AT_ONCE, Order
from corridor.viewing.shown import Caution, Kind, SheetRow

_COLOURS: Final = 3
_LONGEST: Final = EDGE_CAP * EDGE_CAP * _COLOURS
_QUALITY: Final = 82
_EFFORT: Final = 1
_LAST: Final = (Tag.END, Tag.REFUSED)
_ROWS: Final[msgspec.msgpack.Decoder[tuple[SheetRow, ...]]] = msgspec.msgpack.Decoder(
    tuple[SheetRow, ...]
)


def serve(order: Order) -> None:
    limits = order.limits
    lock(memory=limits.memory, cpu_seconds=limits.cpu_seconds)
    try:
        for frame in _rows(order) if order.cells else _written():
            send(frame)
    except MalformedFrameError:
        send(Frame(tag=Tag.REFUSED, numbers=(Reason.FORBIDDEN_ACT, 0, 0, 0)))
    except BrokenPipeError:
        return


def _written() -> Iterator[Frame]:
    """Frame by frame until the last; a line that breaks off before stays without one."""
    sound = SoundWriter()
    while (frame := read_frame(exactly, longest=_LONGEST)) is not None:
        if frame.tag in _LAST:
            yield from sound.rest()
            yield _told(frame)
            return
        if frame.tag is Tag.SOUND:
            yield from sound.take(frame.body)
        else:
            yield _picture(frame) if frame.tag is Tag.PICTURE else _told(frame)


def _rows(order: Order) -> Iterator[Frame]:
    """Rows of words and nothing else, written anew: here no picture is passed on."""
    while (frame := read_frame(exactly, longest=_LONGEST)) is not None:
        if frame.tag in _LAST:
            yield _told(frame)
            return
        yield Frame(tag=Tag.ROWS, body=_words(frame, order=order))


def _words(frame: Frame, *, order: Order) -> bytes:
    try:
        rows = _ROWS.decode(frame.body)
    except msgspec.DecodeError:
        raise MalformedFrameError from None
    most = order.limits
    fits = len(rows) <= ROWS_AT_ONCE and all(len(one.cells) <= most.columns for one in rows)
    if frame.tag is not Tag.ROWS or any(frame.numbers) or not fits:
        raise MalformedFrameError
    return msgspec.msgpack.encode(rows)


def _told(frame: Frame) -> Frame:
    """Only numbers, and only such as have a meaning."""
    first, second, *_rest = frame.numbers
    meaning = {Tag.OPENED: Kind, Tag.WARNED: Caution, Tag.REFUSED: Reason}.get(frame.tag)
    if frame.tag is Tag.ROWS:
        raise MalformedFrameError
    if frame.body or (meaning is not None and first not in set(meaning)):
        raise MalformedFrameError
    return Frame(tag=frame.tag, numbers=(first, second, 0, 0))


def _picture(frame: Frame) -> Frame:
    number, width, height, at = frame.numbers
    fits = 0 < width <= EDGE_CAP and 0 < height <= EDGE_CAP
    if not fits or len(frame.body) != width * height * _COLOURS:
        raise MalformedFrameError
    image = Image.frombytes("RGB", (width, height), frame.body)
    encoded = BytesIO()
    image.save(encoded, "WEBP", quality=_QUALITY, method=_EFFORT)
    numbers = (number, width, height, at)
    return Frame(tag=Tag.PICTURE, numbers=numbers, body=encoded.getvalue())


def warm() -> None:
    """One picture and one sound, so that nothing is fetched from the disk later."""
    Image.new("RGB", (8, 8)).save(BytesIO(), "WEBP", quality=_QUALITY, method=_EFFORT)
    sound = SoundWriter()
    for _frame in (*sound.take(bytes(BYTES_A_SAMPLE * 960)), *sound.rest()):
        pass
