"""A form with files, read while it arrives: nothing is put anywhere unless somebody takes it.

Django hands a form over when all of it is there. Here each part is handed over when it begins,
so that who may not send is told before the first byte of a file has been read.
"""

import re
from collections.abc import Iterator
from typing import Final, Protocol

_PIECE: Final = 256 * 1024
_MOST_PARTS: Final = 200
_LONGEST_HEADER: Final = 16 * 1024
_LONGEST_BOUNDARY: Final = 200
_BOUNDARY: Final = re.compile(r'boundary=(?:"([^"]+)"|([^\s;"]+))', re.IGNORECASE)
_GIVEN: Final = re.compile(rb'[;\s](name|filename)="([^"]*)"', re.IGNORECASE)
_TYPE: Final = re.compile(rb"^content-type:\s*([^\r\n]*)", re.IGNORECASE | re.MULTILINE)
_PLACE: Final = re.compile(
    rb"^content-disposition:\s*form-data([^\r\n]*)", re.IGNORECASE | re.MULTILINE
)
# What a browser does to the three signs that would end a name.
_WRITTEN_OUT: Final = ((b"%22", b'"'), (b"%0D", b"\r"), (b"%0A", b"\n"))


class FormError(Exception):
    """This is not a form that a browser sends."""


class CutShortError(FormError):
    """The line broke: less came than was announced, or the form has no end."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Part:
    """One field or file. Its content comes once, in pieces, while the form is being read."""

    def __init__(self, header: bytes, content: Iterator[bytes]) -> None:
        place = _PLACE.search(header)
        given = dict(_GIVEN.findall(place[1])) if place else {}
        if b"name" not in given:
            raise FormError
        media_type = _TYPE.search(header)
        self.name = given[b"name"].decode("utf-8", "replace")
        self.media_type = media_type[1].decode("ascii", "replace") if media_type else ""
        self.filename = _plain(given[b"filename"]) if b"filename" in given else None
        self.content = content

    @property
    def is_file(self) -> bool:
        return self.filename is not None

    def text(self, *, most: int) -> str:
        """A field's words; `FormError` for more bytes than `most`."""
        kept = bytearray()
        for piece in self.content:
            kept += piece
            if len(kept) > most:
                raise FormError
        return kept.decode("utf-8", "replace")

    def pass_over(self) -> None:
        for _ in self.content:
            pass


def _plain(filename: bytes) -> str:
    for written, sign in _WRITTEN_OUT:
        filename = filename.replace(written, sign)
    return filename.decode("utf-8", "replace")


def parts(stream: Readable, *, content_type: str, length: int) -> Iterator[Part]:
    """Each part as it begins. What the caller leaves of one is passed over."""
    reading = _Reading(stream, length=length)
    delimiter = b"\r\n--" + _boundary(content_type)
    for _ in reading.until(delimiter):
        pass
    for _ in range(_MOST_PARTS):
        if reading.exactly(2) == b"--":
            return
        header = reading.line_block(_LONGEST_HEADER)
        part = Part(header, reading.until(delimiter))
        yield part
        part.pass_over()
    raise FormError


def _boundary(content_type: str) -> bytes:
    found = _BOUNDARY.search(content_type)
    if not content_type.lower().startswith("multipart/form-data") or found is None:
        raise FormError
    boundary = (found[1] or found[2]).encode("utf-8")
    if len(boundary) > _LONGEST_BOUNDARY:
        raise FormError
    return boundary


class _Reading:
    """The stream with what was read too far of it. It begins as if a line had just ended."""

    def __init__(self, stream: Readable, *, length: int) -> None:
        self._stream, self._left = stream, length
        self._ahead = b"\r\n"

    def until(self, mark: bytes) -> Iterator[bytes]:
        """Everything before `mark`, which is passed over."""
        held = len(mark) - 1
        while (at := self._ahead.find(mark)) < 0:
            if len(self._ahead) > held:
                piece, self._ahead = self._ahead[:-held], self._ahead[-held:]
                yield piece
            self._more()
        piece, self._ahead = self._ahead[:at], self._ahead[at + len(mark) :]
        if piece:
            yield piece

    def exactly(self, count: int) -> bytes:
        while len(self._ahead) < count:
            self._more()
        taken, self._ahead = self._ahead[:count], self._ahead[count:]
        return taken

    def line_block(self, most: int) -> bytes:
        """The lines up to the next empty one."""
        self._ahead = b"\r\n" + self._ahead
        while (at := self._ahead.find(b"\r\n\r\n")) < 0:
            if len(self._ahead) > most:
                raise FormError
            self._more()
        block, self._ahead = self._ahead[2:at], self._ahead[at + 4 :]
        return block

    def _more(self) -> None:
        if self._left <= 0:
            raise CutShortError
        try:
            came = self._stream.read(min(_PIECE, self._left))
        except OSError:
            raise CutShortError from None
        if not came:
            raise CutShortError
        self._left -= len(came)
        self._ahead += came
