"""Photographs and scans: the right way up, in plain colours, stripped of all the rest."""

from collections.abc import Iterator
from io import BytesIO
from typing import Final

import pillow_heif
from PIL import (
    AvifImagePlugin,
    Image,
    ImageCms,
    ImageOps,
    ImageSequence,
    UnidentifiedImageError,
)

from corridor.viewing.errors import BrokenFileError, TooBigError
from corridor.viewing.limits import Limits
from corridor.viewing.reading.drawn import Drawn, Page
from corridor.viewing.shown import Caution, Kind, Opened, Warned

FORMATS: Final = ("PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "AVIF", "HEIF", "MPO")
_BACKGROUND: Final = (255, 255, 255)
_SRGB: Final = ImageCms.createProfile("sRGB")
_DEEP: Final = ("I;16", "I;16B", "I;16L", "I", "F")
_BITS_TOO_MANY: Final = 256

pillow_heif.options.DECODE_THREADS = 0
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
pillow_heif.options.THUMBNAILS = False
pillow_heif.options.DEPTH_IMAGES = False
pillow_heif.options.AUX_IMAGES = False
pillow_heif.register_heif_opener()
Image.MAX_IMAGE_PIXELS = None  # we look at the size ourselves, before anything is unpacked


def read_image(content: bytes, *, limits: Limits) -> Iterator[Drawn]:
    image = _opened(content, limits=limits)
    total = getattr(image, "n_frames", 1)
    yield Opened(kind=Kind.IMAGE, pages=total)
    last = min(total, limits.first + limits.pages - 1)
    for number, frame in enumerate(ImageSequence.Iterator(image), start=1):
        if number > last:
            break
        _check_size(frame, limits=limits)
        if number >= limits.first:
            yield Page(number=number, image=plain(frame, edge=limits.edge))
    if total > last:
        yield Warned(caution=Caution.PAGES_LEFT_OUT, count=total - last)


def one_image(content: bytes, *, limits: Limits, edge: int) -> Image.Image:
    """A picture inside another file."""
    return plain(_opened(content, limits=limits), edge=edge)


def _opened(content: bytes, *, limits: Limits) -> Image.Image:
    try:
        image = Image.open(BytesIO(content), formats=FORMATS)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        raise BrokenFileError from None
    _check_size(image, limits=limits)
    return image


def _check_size(image: Image.Image, *, limits: Limits) -> None:
    if image.width * image.height > limits.pixels:
        raise TooBigError


def plain(image: Image.Image, *, edge: int) -> Image.Image:
    """Upright, at most `edge` long, in sRGB on white. Pixels only: a new picture each time."""
    profile = image.info.get("icc_profile")
    image.draft("RGB", (edge, edge))  # a JPEG can be read at half its size, and is then faster
    upright = ImageOps.exif_transpose(image)
    upright = _shallow(upright)
    upright.thumbnail((edge, edge), reducing_gap=2.0)
    flat = _on_white(_in_srgb(upright, profile))
    return Image.frombytes("RGB", flat.size, flat.tobytes())


def _shallow(image: Image.Image) -> Image.Image:
    """Sixteen bits for each grey become eight, by dividing and not by cutting off."""
    if image.mode not in _DEEP:
        return image
    deep = image.convert("F")
    scale = 1.0 if _lightest(deep) < _BITS_TOO_MANY else 1 / _BITS_TOO_MANY
    return deep.point(lambda grey: grey * scale).convert("L")


def _lightest(grey: Image.Image) -> float:
    extremes = grey.getextrema()
    found = extremes[1]
    return found if isinstance(found, int | float) else max(found)


def _in_srgb(image: Image.Image, profile: object) -> Image.Image:
    if not isinstance(profile, bytes) or image.mode not in ("RGB", "CMYK", "L"):
        return image
    try:
        own = ImageCms.ImageCmsProfile(BytesIO(profile))
        made = ImageCms.profileToProfile(image, own, _SRGB, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image  # a spoiled profile: the colours as they stand
    return image if made is None else made


def _on_white(image: Image.Image) -> Image.Image:
    if image.mode == "P" and "transparency" in image.info:
        image = image.convert("RGBA")
    if image.mode not in ("RGBA", "LA", "PA"):
        return image.convert("RGB")
    clear = image.convert("RGBA")
    page = Image.new("RGB", clear.size, _BACKGROUND)
    page.paste(clear, mask=clear.getchannel("A"))
    return page
