"""The first of the two locked processes: it reads the file, and hands on nothing but pixels."""

from collections.abc import Iterator
from itertools import islice
from typing import Final

import msgspec

from corridor.viewing.errors import REASONS, Reason, ViewingError
from corridor.viewing.frames import NEVER, Frame, Tag
from corridor.viewing.jail.lines import send, whole_file
from corridor.viewing.jail.walls import lock
from corridor.viewing.order import ROWS_AT_ONCE, Order
from corridor.viewing.reading.cells import read_cells
from corridor.viewing.reading.drawn import Page, Samples
from corridor.viewing.reading.kinds import read
from corridor.viewing.shown import Opened, Warned

_END: Final = Frame(tag=Tag.END)


def serve(order: Order) -> None:
    """Runs in a process of its own, once."""
    limits = order.limits
    lock(memory=limits.memory, cpu_seconds=limits.cpu_seconds)
    try:
        content = whole_file(most=limits.file_bytes)
        for frame in _frames(content, order):
            send(frame)
        send(_END)
    except ViewingError as refusal:
        send(_refused(REASONS[type(refusal)]))
    except MemoryError:
        send(_refused(Reason.TOO_BIG))
    except BrokenPipeError:
        return  # nobody looks any more
    except Exception:  # noqa: BLE001 - a library may raise anything over a hostile file
        send(_refused(Reason.BROKEN))


def _frames(content: bytes, order: Order) -> Iterator[Frame]:
    if not order.cells:
        return map(_frame, read(content, declared=order.declared, limits=order.limits))
    rows = read_cells(content, limits=order.limits)
    several = iter(lambda: tuple(islice(rows, ROWS_AT_ONCE)), ())
    return (Frame(tag=Tag.ROWS, body=msgspec.msgpack.encode(one)) for one in several)


def _refused(reason: Reason) -> Frame:
    return Frame(tag=Tag.REFUSED, numbers=(reason, 0, 0, 0))


def _frame(item: Opened | Page | Samples | Warned) -> Frame:
    match item:
        case Opened(kind=kind, pages=pages):
            return Frame(tag=Tag.OPENED, numbers=(kind, min(pages, NEVER), 0, 0))
        case Warned(caution=caution, count=count):
            return Frame(tag=Tag.WARNED, numbers=(caution, min(count, NEVER), 0, 0))
        case Samples(pcm=pcm):
            return Frame(tag=Tag.SOUND, body=pcm)
        case Page():
            return _pixels(item)


def _pixels(page: Page) -> Frame:
    image = page.image
    at = NEVER if page.at is None else min(page.at, NEVER - 1)
    numbers = (page.number, image.width, image.height, at)
    return Frame(tag=Tag.PICTURE, numbers=numbers, body=image.tobytes())
