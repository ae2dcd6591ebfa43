"""Office files: which of them it is, its words in our own layout, and what else lies in it."""

from collections.abc import Iterator
from typing import Final

from corridor.viewing.errors import LockedError, UnknownKindError
from corridor.viewing.limits import Limits
from corridor.viewing.reading.archive import Archive
from corridor.viewing.reading.blocks import Block
from corridor.viewing.reading.drawn import Drawn
from corridor.viewing.reading.layout import drawn
from corridor.viewing.reading.open_document import CONTENT, OpenDocument
from corridor.viewing.reading.open_xml import DOCUMENT, PRESENTATION, Found, document, slides
from corridor.viewing.reading.sheets import WORKBOOK, sheets
from corridor.viewing.reading.xml import Start
from corridor.viewing.shown import Caution, Kind, Opened, Warned

_MIME: Final = "mimetype"
_MANIFEST: Final = "META-INF/manifest.xml"
_OPEN_DOCUMENTS: Final = {
    b"application/vnd.oasis.opendocument.text": Kind.WORDS,
    b"application/vnd.oasis.opendocument.spreadsheet": Kind.SHEET,
    b"application/vnd.oasis.opendocument.presentation": Kind.SLIDES,
}
_MACROS: Final = ("vbaProject.bin", "script-lc.xml")
_ENCLOSED: Final = ("/embeddings/", "ObjectReplacements/", "/activeX/")


def read_office(content: bytes, *, limits: Limits) -> Iterator[Drawn]:
    archive = Archive(content, most=limits.unpacked)
    found = Found()
    kind = _kind(archive)
    yield Opened(kind=kind, pages=0)
    yield Warned(caution=Caution.REDRAWN)
    yield from drawn(_blocks(archive, kind=kind, limits=limits, found=found), limits=limits)
    _look_beside(archive, found=found)
    for caution, count in found.cautions.items():
        yield Warned(caution=caution, count=count)


def open_office(content: bytes, *, limits: Limits) -> tuple[Archive, Kind]:
    archive = Archive(content, most=limits.unpacked)
    return archive, _kind(archive)


def _kind(archive: Archive) -> Kind:
    for name, kind in (
        (DOCUMENT, Kind.WORDS),
        (WORKBOOK, Kind.SHEET),
        (PRESENTATION, Kind.SLIDES),
    ):
        if name in archive:
            return kind
    if _MIME not in archive or CONTENT not in archive:
        raise UnknownKindError
    kind_said = _OPEN_DOCUMENTS.get(archive.read(_MIME)[:100].strip())
    if kind_said is None:
        raise UnknownKindError
    if _is_locked(archive):
        raise LockedError
    return kind_said


def _is_locked(archive: Archive) -> bool:
    """An OpenDocument with a password keeps its parts sealed and says so in a list."""
    return _MANIFEST in archive and any(
        isinstance(event, Start) and event.name == "encryption-data"
        for event in archive.events(_MANIFEST)
    )


def _blocks(archive: Archive, *, kind: Kind, limits: Limits, found: Found) -> Iterator[Block]:
    if CONTENT in archive and _MIME in archive:
        return OpenDocument(archive, limits=limits, found=found).blocks()
    if kind is Kind.WORDS:
        return document(archive, limits=limits, found=found)
    if kind is Kind.SHEET:
        return sheets(archive, found=found)
    return slides(archive, limits=limits, found=found)


def _look_beside(archive: Archive, *, found: Found) -> None:
    for name in archive.names:
        if name.endswith(_MACROS) or name.startswith("Basic/"):
            found.add(Caution.SCRIPTS)
        elif any(place in f"/{name}" for place in _ENCLOSED):
            found.add(Caution.ENCLOSED_FILES)
        elif name.endswith(".rels"):
            _look_outside(archive, name, found=found)


def _look_outside(archive: Archive, name: str, *, found: Found) -> None:
    """A link is opened by a person; anything else outside is fetched by the program."""
    for event in archive.events(name):
        if isinstance(event, Start) and event.facts.get("TargetMode") == "External":
            is_link = event.facts.get("Type", "").endswith("/hyperlink")
            found.add(Caution.LINKS if is_link else Caution.FETCHES_FROM_OUTSIDE)
