"""PDF to pages. The library is built without a JavaScript engine and without XFA."""

import ctypes
from collections.abc import Iterator
from typing import Final

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from corridor.viewing.errors import BrokenFileError, LockedError
from corridor.viewing.limits import Limits
from corridor.viewing.reading.drawn import Drawn, Page
from corridor.viewing.shown import Caution, Kind, Opened, Warned

_POINTS_AN_INCH: Final = 72
_FINEST: Final = 150 / _POINTS_AN_INCH
_MOST_LINKS: Final = 1000


def read_pdf(content: bytes, *, limits: Limits) -> Iterator[Drawn]:
    file = _open(content)
    total = len(file)
    if total == 0:
        raise BrokenFileError
    yield Opened(kind=Kind.PDF, pages=total)
    yield from _warnings(file)
    last = min(total, limits.first + limits.pages - 1)
    links = 0
    for number in range(limits.first, last + 1):
        page = file[number - 1]
        yield Page(number=number, image=_drawn(page, edge=limits.edge))
        links += _count_links(page)
        page.close()
    if links:
        yield Warned(caution=Caution.LINKS, count=links)
    if total > last:
        yield Warned(caution=Caution.PAGES_LEFT_OUT, count=total - last)


def _open(content: bytes) -> pypdfium2.PdfDocument:
    try:
        file = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY)
        raise (LockedError if locked else BrokenFileError) from None
    if file.get_formtype() == pdfium.FORMTYPE_ACRO_FORM:
        file.init_forms()  # what was filled in is drawn too
    return file


def _warnings(file: pypdfium2.PdfDocument) -> Iterator[Warned]:
    scripts = pdfium.FPDFDoc_GetJavaScriptActionCount(file)
    if scripts > 0:
        yield Warned(caution=Caution.SCRIPTS, count=scripts)
    enclosed = file.count_attachments()
    if enclosed > 0:
        yield Warned(caution=Caution.ENCLOSED_FILES, count=enclosed)


def _drawn(page: pypdfium2.PdfPage, *, edge: int) -> Image.Image:
    width, height = page.get_size()
    if not (width > 0 and height > 0):
        raise BrokenFileError
    scale = min(_FINEST, edge / max(width, height))
    bitmap = page.render(scale=scale, rev_byteorder=True, prefer_bgrx=False)
    image: Image.Image = bitmap.to_pil()
    return image.convert("RGB")


def _count_links(page: pypdfium2.PdfPage) -> int:
    place, link = ctypes.c_int(0), pdfium.FPDF_LINK()
    count = 0
    while count < _MOST_LINKS and pdfium.FPDFLink_Enumerate(
        page, ctypes.byref(place), ctypes.byref(link)
    ):
        count += 1
    return count
