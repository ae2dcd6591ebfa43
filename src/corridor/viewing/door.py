"""The door to the converter: bytes of a file in, pictures out. Nothing is decoded here."""

import os
import selectors
import socket
import subprocess
import threading
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from typing import Final

import msgspec

from corridor.viewing.errors import (
    ERRORS,
    BrokenFileError,
    BusyError,
    CannotViewSafelyError,
    Reason,
    ViewingError,
)
from corridor.viewing.frames import HEAD, NEVER, Frame, MalformedFrameError, Tag, read_head
from corridor.viewing.limits import LIMITS, Limits
from corridor.viewing.order import READY, Order
from corridor.viewing.shown import (
    Caution,
    Kind,
    Opened,
    Picture,
    SheetRow,
    Shown,
    SoundPart,
    Warned,
)
from corridor.viewing.starting import ENVIRONMENT, commands

_LONGEST: Final = 64 * 1024 * 1024
_PIECE: Final = 1024 * 1024
_START_SECONDS: Final = 30
_GRACE_SECONDS: Final = 15
_WEBP: Final = (b"RIFF", b"WEBP")
_DECLARED_LETTERS: Final = 100
_ROWS: Final[msgspec.msgpack.Decoder[tuple[SheetRow, ...]]] = msgspec.msgpack.Decoder(
    tuple[SheetRow, ...]
)


class _Warden:
    """The program that starts converters, and the line on which it is asked for one."""

    def __init__(self) -> None:
        for way in range(2):
            if self._start(way):
                return
        raise CannotViewSafelyError

    def _start(self, way: int) -> bool:
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            line = theirs.fileno()
            ways = commands(line)
            if way >= len(ways):
                ours.close()
                return False
            self._control = ours
            self._process = subprocess.Popen(  # noqa: S603 - our own program, no shell
                ways[way],
                env=ENVIRONMENT,
                cwd="/",
                pass_fds=(line,),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
            )
        return self._is_ready()

    def _is_ready(self) -> bool:
        self._control.settimeout(_START_SECONDS)
        try:
            if self._control.recv(len(READY)) == READY:
                return True
        except OSError:
            pass
        self.close()
        return False

    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, order: Order, lines: list[int]) -> None:
        socket.send_fds(self._control, [msgspec.json.encode(order)], lines)

    @property
    def pid(self) -> int:
        return self._process.pid

    def close(self) -> None:
        """It ends everything that it started, then itself."""
        self._control.close()
        try:
            self._process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


class Viewer:
    """Shared by every thread of one process; a converter stands ready after the first file."""

    def __init__(self, *, places: int = 2, patience: float = 20.0) -> None:
        self._places = threading.BoundedSemaphore(places)
        self._patience = patience
        self._starting = threading.Lock()
        self._warden: _Warden | None = None

    def convert(
        self, source: Iterable[bytes], *, declared: str, limits: Limits = LIMITS
    ) -> Generator[Shown, None, None]:
        """What the file shows, page by page; raises a `ViewingError` where it ends early.

        Whoever stops in the middle closes the iterator, and the converter dies with it.
        """
        order = Order(declared=declared[:_DECLARED_LETTERS], limits=limits)
        with self._place(), self._lines(order) as lines:
            for frame in lines.talk(source):
                if frame.tag is Tag.END:
                    return
                yield _shown(frame)
            raise lines.verdict()

    def read_cells(
        self, source: Iterable[bytes], *, limits: Limits = LIMITS
    ) -> Generator[SheetRow, None, None]:
        """The rows of a workbook as words; raises a `ViewingError` where it ends early."""
        order = Order(declared="", limits=limits, cells=True)
        with self._place(), self._lines(order) as lines:
            for frame in lines.talk(source):
                if frame.tag is Tag.END:
                    return
                yield from _rows(frame)
            raise lines.verdict()

    def warm(self) -> None:
        """Start what the first file would wait for."""
        self._ready()

    def close(self) -> None:
        with self._starting:
            if self._warden is not None:
                self._warden.close()
                self._warden = None

    @contextmanager
    def _place(self) -> Iterator[None]:
        if not self._places.acquire(timeout=self._patience):
            raise BusyError
        try:
            yield
        finally:
            self._places.release()

    def _ready(self) -> _Warden:
        with self._starting:
            if self._warden is None or not self._warden.is_alive():
                if self._warden is not None:
                    self._warden.close()
                self._warden = None
                self._warden = _Warden()
            return self._warden

    @contextmanager
    def _lines(self, order: Order) -> Iterator["_Lines"]:
        warden = self._ready()
        source, to_file = os.pipe()
        from_shown, target = os.pipe()
        leash, other_end = socket.socketpair()
        lines = _Lines(to_file, from_shown, leash, seconds=order.limits.seconds)
        try:
            with self._starting:
                warden.ask(order, [source, target, other_end.fileno()])
        except OSError:  # it died between two files: the next one starts another
            lines.close()
            raise BrokenFileError from None
        finally:
            os.close(source)
            os.close(target)
            other_end.close()
        try:
            yield lines
        finally:
            lines.close()


class _Lines:
    """The three lines of one file, as this side holds them."""

    def __init__(
        self, to_file: int, from_shown: int, leash: socket.socket, *, seconds: float
    ) -> None:
        self._to_file: int | None = to_file
        self._from_shown = from_shown
        self._leash = leash
        self._patience = seconds + _GRACE_SECONDS
        self._watch = selectors.DefaultSelector()
        os.set_blocking(to_file, False)
        self._watch.register(to_file, selectors.EVENT_WRITE)
        self._watch.register(from_shown, selectors.EVENT_READ)

    def talk(self, source: Iterable[bytes]) -> Iterator[Frame]:
        """Bring the file as it is taken, and hand on each frame as it comes."""
        pieces, left, come = iter(source), memoryview(b""), bytearray()
        while ready := self._watch.select(self._patience):
            for key, _events in ready:
                if key.fd == self._to_file:
                    left = self._bring(left or memoryview(next(pieces, b"")))
                    continue
                piece = os.read(self._from_shown, _PIECE)
                if not piece:
                    return
                come += piece
                yield from _frames(come)

    def _bring(self, left: memoryview) -> memoryview:
        """What is still to be brought; an empty piece ends the file."""
        if self._to_file is None:
            return left
        try:
            if left:
                return left[os.write(self._to_file, left) :]
        except BlockingIOError:
            return left
        except BrokenPipeError:  # the reader has seen enough
            pass
        self._stop_bringing()
        return memoryview(b"")

    def _stop_bringing(self) -> None:
        if self._to_file is not None:
            self._watch.unregister(self._to_file)
            os.close(self._to_file)
            self._to_file = None

    def verdict(self) -> ViewingError:
        """Why the frames ended before the last one: the warden saw how the process died."""
        self._leash.settimeout(_GRACE_SECONDS)
        try:
            said = self._leash.recv(1)
        except OSError:
            said = b""
        reason = said[0] if said and said[0] in set(Reason) else Reason.BROKEN
        return ERRORS[Reason(reason)]()

    def close(self) -> None:
        """Letting go of the leash is what ends the converter."""
        self._stop_bringing()
        self._watch.close()
        os.close(self._from_shown)
        self._leash.close()


def _frames(come: bytearray) -> Iterator[Frame]:
    """The frames that are there whole; they are taken out of what has come."""
    while len(come) >= HEAD:
        try:
            tag, numbers, length = read_head(bytes(come[:HEAD]), longest=_LONGEST)
        except MalformedFrameError:
            raise BrokenFileError from None
        if len(come) < HEAD + length:
            return
        body = bytes(come[HEAD : HEAD + length])
        del come[: HEAD + length]
        yield Frame(tag=tag, numbers=numbers, body=body)


def _shown(frame: Frame) -> Shown:
    first, second, third, fourth = frame.numbers
    try:
        match frame.tag:
            case Tag.OPENED:
                return Opened(kind=Kind(first), pages=second)
            case Tag.WARNED:
                return Warned(caution=Caution(first), count=second)
            case Tag.SOUND:
                return SoundPart(opus=frame.body)
            case Tag.REFUSED:
                raise ERRORS[Reason(first)]
            case _:
                at = None if fourth == NEVER else fourth
                return _picture(first, size=(second, third), at=at, webp=frame.body)
    except ValueError:
        raise BrokenFileError from None


def _rows(frame: Frame) -> tuple[SheetRow, ...]:
    try:
        if frame.tag is Tag.REFUSED:
            raise ERRORS[Reason(frame.numbers[0])]
        return _ROWS.decode(frame.body)
    except (msgspec.DecodeError, ValueError):
        raise BrokenFileError from None


def _picture(number: int, *, size: tuple[int, int], at: int | None, webp: bytes) -> Picture:
    if (webp[:4], webp[8:12]) != _WEBP:
        raise BrokenFileError
    return Picture(number=number, width=size[0], height=size[1], webp=webp, at=at)


@cache
def viewer() -> Viewer:
    """The one of this process."""
    return Viewer()


def convert(
    source: Iterable[bytes], *, declared: str, limits: Limits = LIMITS
) -> Generator[Shown, None, None]:
    return viewer().convert(source, declared=declared, limits=limits)


def read_cells(
    source: Iterable[bytes], *, limits: Limits = LIMITS
) -> Generator[SheetRow, None, None]:
    return viewer().read_cells(source, limits=limits)
