"""Everything that a reader would otherwise fetch from the disk, done before the door closes."""

import codecs
import wave
from collections.abc import Iterator
from io import BytesIO
from typing import Final

import av
from av.video.frame import VideoFrame
from PIL import Image

from corridor.viewing.limits import LIMITS
from corridor.viewing.reading import kinds
from corridor.viewing.reading.pdf_fonts import use_own_fonts

_FORMS: Final = ("WEBP", "PNG", "JPEG", "TIFF", "GIF", "BMP", "AVIF", "HEIF")
_CODE_PAGES: Final = (437, 850, 852, 866, 874, 932, 936, 949, 950, *range(1250, 1259))
_ALPHABETS: Final = ("koi8-r", "utf-16", "utf-8-sig")
_SMALL: Final = (32, 32)
_WORDS: Final = "Aa Жж ا ⟦ ␛".encode()
_PAGE: Final = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
    b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 8 8]>>endobj\n"
    b"trailer<</Root 1 0 R>>\n"
)


def warm() -> None:
    """A small file of our own through each library: what it loads late, it loads now."""
    use_own_fonts()
    Image.init()
    for number in _CODE_PAGES:
        codecs.lookup(f"cp{number}")
    for alphabet in _ALPHABETS:
        codecs.lookup(alphabet)
    for content in (*_images(), _PAGE, _WORDS, _sound(), _film()):
        for _item in kinds.read(content, declared="", limits=LIMITS):
            pass


def _images() -> Iterator[bytes]:
    picture = Image.new("RGB", _SMALL)
    for form in _FORMS:
        kept = BytesIO()
        picture.save(kept, form)
        yield kept.getvalue()


def _sound() -> bytes:
    kept = BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(1600))
    return kept.getvalue()


def _film() -> bytes:
    kept = BytesIO()
    with av.open(kept, "w", format="matroska") as file:
        stream = file.add_stream("mpeg4", rate=10)
        stream.width, stream.height = _SMALL
        stream.pix_fmt = "yuv420p"
        for _still in range(2):
            frame = VideoFrame.from_image(Image.new("RGB", _SMALL))  # type: ignore[no-untyped-call]
            file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    return kept.getvalue()
