"""What a file is, by its bytes alone; then the one reader for that kind."""

from collections.abc import Iterator
from typing import Final

from corridor.viewing.errors import EmptyFileError, UnknownKindError
from corridor.viewing.limits import Limits
from corridor.viewing.reading.drawn import Drawn
from corridor.viewing.reading.images import read_image
from corridor.viewing.reading.media import read_media
from corridor.viewing.reading.office import read_office
from corridor.viewing.reading.pdf import read_pdf
from corridor.viewing.reading.rtf import read_rtf
from corridor.viewing.reading.text import read_table, read_text
from corridor.viewing.shown import Caution, Kind, Opened, Warned

_PDF: Final = b"%PDF-"
_PDF_WITHIN: Final = 1024
_ZIP: Final = b"PK\x03\x04"
_ZIP_END: Final = b"PK\x05\x06"
_ZIP_END_WITHIN: Final = 65_557
_RTF: Final = b"{\\rtf"
_IMAGES: Final = (
    b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\x00", b"MM\x00*",
)  # fmt: skip
_IMAGE_BRANDS: Final = (
    b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis",
)  # fmt: skip
_MEDIA: Final = {
    b"\x1a\x45\xdf\xa3": "matroska", b"OggS": "ogg", b"ID3": "mp3", b"fLaC": "flac",
    b"#!AMR": "amr", b"\xff\xfb": "mp3", b"\xff\xf3": "mp3", b"\xff\xf2": "mp3",
    b"\xff\xf1": "aac", b"\xff\xf9": "aac",
}  # fmt: skip
_RIFF: Final = {b"WAVE": "wav", b"AVI ": "avi"}
_CODE: Final = (b"<svg", b"<html", b"<!doctype", b"<?xml", b"<script")
_TABLES: Final = (
    "text/csv",
    "text/tab-separated-values",
    "application/csv",
    "application/vnd.ms-excel",
)
_BMP_HEAD: Final = 14

_FAMILIES: Final = {
    Kind.PDF: ("application/pdf",),
    Kind.IMAGE: ("image/",),
    Kind.WORDS: ("application/",),
    Kind.SHEET: ("application/", "text/csv"),
    Kind.SLIDES: ("application/",),
    Kind.TEXT: ("text/", "application/"),
    Kind.TABLE: ("text/", "application/"),
    Kind.SOUND: ("audio/", "video/", "application/ogg"),
    Kind.FILM: ("video/", "audio/", "application/ogg"),
}
_SAYS_NOTHING: Final = ("", "application/octet-stream")


def read(content: bytes, *, declared: str, limits: Limits) -> Iterator[Drawn]:
    if not content:
        raise EmptyFileError
    kind: Kind | None = None
    for item in _items(content, declared=declared, limits=limits):
        yield item
        if kind is None and isinstance(item, Opened):
            kind = item.kind
            yield from _about(content, kind=kind, declared=declared)


def _about(content: bytes, *, kind: Kind, declared: str) -> Iterator[Warned]:
    said = declared.partition(";")[0].strip().lower()
    if said not in _SAYS_NOTHING and not said.startswith(_FAMILIES[kind]):
        yield Warned(caution=Caution.NOT_AS_DECLARED)
    if _is_two_kinds(content, kind=kind):
        yield Warned(caution=Caution.TWO_KINDS_AT_ONCE)


def _is_two_kinds(content: bytes, *, kind: Kind) -> bool:
    """Another program would open the same bytes as something else."""
    head = content[:_PDF_WITHIN]
    also_pdf = kind is not Kind.PDF and _PDF in head
    packed = content.startswith(_ZIP)
    also_zip = not packed and _ZIP_END in content[-_ZIP_END_WITHIN:]
    code = kind not in (Kind.TEXT, Kind.TABLE) and any(one in head.lower() for one in _CODE)
    return also_pdf or also_zip or (code and not packed and kind is not Kind.PDF)


def _items(content: bytes, *, declared: str, limits: Limits) -> Iterator[Drawn]:
    if content.startswith(_PDF):
        return read_pdf(content, limits=limits)
    if is_image(content):
        return read_image(content, limits=limits)
    if content.startswith(_ZIP):
        return read_office(content, limits=limits)
    if content.startswith(_RTF):
        return read_rtf(content, limits=limits)
    return _others(content, declared=declared, limits=limits)


def _others(content: bytes, *, declared: str, limits: Limits) -> Iterator[Drawn]:
    container = media_container(content)
    if container:
        return read_media(content, container=container, limits=limits)
    if _PDF in content[:_PDF_WITHIN]:
        return read_pdf(content, limits=limits)
    if b"\0" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnknownKindError
    if declared.startswith(_TABLES):
        return read_table(content, limits=limits)
    return read_text(content, code=is_code(content), limits=limits)


def is_image(content: bytes) -> bool:
    return (
        content.startswith(_IMAGES)
        or (content[:4] == b"RIFF" and content[8:12] == b"WEBP")
        or (content[4:8] == b"ftyp" and content[8:12] in _IMAGE_BRANDS)
        or _is_bitmap(content)
    )


def _is_bitmap(content: bytes) -> bool:
    """Two letters begin a bitmap as they may begin a word, so that its head must fit too."""
    if not content.startswith(b"BM") or len(content) <= _BMP_HEAD:
        return False
    return content[6:10] == b"\0\0\0\0" and int.from_bytes(content[14:18], "little") in (
        12, 40, 52, 56, 64, 108, 124,
    )  # fmt: skip


def media_container(content: bytes) -> str | None:
    """The one demuxer that may look at it: the library is not left to guess."""
    if content[:4] == b"RIFF":
        return _RIFF.get(content[8:12])
    if content[4:8] in (b"ftyp", b"moov", b"wide") or content[4:8] == b"mdat":
        return "mov"
    return next((name for sign, name in _MEDIA.items() if content.startswith(sign)), None)


def is_code(content: bytes) -> bool:
    return content[:_PDF_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_CODE)
