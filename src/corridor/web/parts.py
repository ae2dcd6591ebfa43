"""A form with files, read while it arrives: nothing is put anywhere unless somebody takes it.

Django hands a form over when all of it is there. Here each part is handed over when it begins,
so that who may not send is told before the first byte of a file has been read.
"""

from collections.abc import Iterator
from typing import Final, Protocol

from multipart import (
    MultipartError,
    MultipartSegment,
    PushMultipartParser,
    parse_options_header,
)

_PIECE: Final = 256 * 1024
_MOST_PARTS: Final = 200
_LONGEST_HEADER: Final = 16 * 1024
_LONGEST_BOUNDARY: Final = 200


class FormError(Exception):
    """This is not a form that a browser sends."""


class CutShortError(FormError):
    """The line broke: less came than was announced, or the form has no end."""


class Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


class Part:
    """One field or file. Its content comes once, in pieces, while the form is being read."""

    def __init__(self, segment: MultipartSegment, content: Iterator[bytes]) -> None:
        if not segment.name:
            raise FormError
        self.name = segment.name
        self.media_type = segment.content_type or ""
        self.filename = segment.filename
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


def parts(stream: Readable, *, content_type: str, length: int) -> Iterator[Part]:
    """Each part as it begins. What the caller leaves of one is passed over."""
    events = _events(stream, boundary=_boundary(content_type), length=length)
    for event in events:
        if isinstance(event, MultipartSegment):
            part = Part(event, _content(events))
            yield part
            part.pass_over()


def _content(events: "Iterator[MultipartSegment | bytes | None]") -> Iterator[bytes]:
    """Up to the next `None`, which ends a part."""
    for event in events:
        if not isinstance(event, bytes | bytearray):
            return
        yield bytes(event)


def _events(
    stream: Readable, *, boundary: str, length: int
) -> "Iterator[MultipartSegment | bytes | None]":
    try:
        parser = PushMultipartParser(
            boundary,
            max_header_size=_LONGEST_HEADER,
            max_segment_count=_MOST_PARTS,
        )
        for piece in _pieces(stream, length=length):
            yield from parser.parse(piece)
    except MultipartError:
        raise FormError from None
    try:
        parser.close()
    except MultipartError:
        raise CutShortError from None


def _pieces(stream: Readable, *, length: int) -> Iterator[bytes]:
    left = length
    while left > 0:
        try:
            came = stream.read(min(_PIECE, left))
        except OSError:
            raise CutShortError from None
        if not came:
            return
        left -= len(came)
        yield came


def _boundary(content_type: str) -> str:
    kind, given = parse_options_header(content_type)
    boundary: str = given.get("boundary", "")
    if kind != "multipart/form-data" or not 0 < len(boundary) <= _LONGEST_BOUNDARY:
        raise FormError
    return boundary
