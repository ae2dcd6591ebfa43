"""Photographs: the right way up, in plain colours, and nothing else of them."""

from io import BytesIO

import pytest
from PIL import Image, ImageCms, PngImagePlugin

from corridor.viewing.errors import BrokenFileError, TooBigError
from corridor.viewing.limits import EDGE_CAP, Limits
from corridor.viewing.shown import Caution, Kind
from tests.viewing.files import RED, picture
from tests.viewing.looking import Look, is_like

WHITE = (255, 255, 255)
TURNED_RIGHT = 6
PLACE = "Grozny, 43.3180 N 45.6981 E"


def with_orientation(turn: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = turn
    return picture("JPEG", exif=exif)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "AVIF", "HEIF"])
def test_a_photograph_of_any_common_kind_is_shown(look: Look, form: str) -> None:
    seen = look(picture(form), declared="image/whatever")

    assert seen.kind is Kind.IMAGE
    assert seen.image.size == (120, 80)
    assert is_like(seen.image.getpixel((20, 40)), RED)
    assert is_like(seen.image.getpixel((100, 40)), WHITE)


def test_a_photograph_is_shown_the_right_way_up(look: Look) -> None:
    seen = look(with_orientation(TURNED_RIGHT))

    assert seen.image.size == (80, 120)
    assert is_like(seen.image.getpixel((40, 20)), RED)
    assert is_like(seen.image.getpixel((40, 100)), WHITE)


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP", "TIFF", "HEIF"])
def test_nothing_of_what_a_camera_wrote_along_is_handed_on(look: Look, form: str) -> None:
    exif = Image.Exif()
    exif[0x010E] = PLACE
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    photograph = picture(form, exif=exif, icc_profile=profile)
    assert PLACE.encode() in photograph

    (shown,) = look(photograph).pictures

    kept = Image.open(BytesIO(shown.webp))
    assert PLACE.encode() not in shown.webp
    assert set(kept.info) <= {"loop", "background", "timestamp", "duration"}
    assert not kept.getexif()


def test_words_hidden_in_a_png_are_not_handed_on(look: Look) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", PLACE)

    (shown,) = look(picture("PNG", pnginfo=words)).pictures

    assert PLACE.encode() not in shown.webp


def test_a_clear_background_is_shown_as_white(look: Look) -> None:
    clear = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    kept = BytesIO()
    clear.save(kept, "PNG")

    assert is_like(look(kept.getvalue()).image.getpixel((20, 20)), WHITE)


def test_a_grey_of_sixteen_bits_keeps_its_shades(look: Look) -> None:
    row = b"\x00\x20" * 20 + b"\x00\x80" * 20
    deep = Image.frombytes("I;16", (40, 40), row * 40)
    kept = BytesIO()
    deep.save(kept, "PNG")

    image = look(kept.getvalue()).image

    assert is_like(image.getpixel((30, 20)), (128, 128, 128))
    assert is_like(image.getpixel((8, 20)), (32, 32, 32))


def test_colours_of_another_profile_are_worked_out(look: Look) -> None:
    """A profile in which red and blue change places would turn a document's colours."""
    lab = ImageCms.createProfile("LAB")
    profile = ImageCms.ImageCmsProfile(lab).tobytes()

    seen = look(picture("TIFF", icc_profile=profile))

    assert is_like(seen.image.getpixel((20, 40)), RED)


def test_each_page_of_a_fax_is_shown(look: Look) -> None:
    pages = [Image.new("RGB", (60, 40), colour) for colour in ("red", "lime", "blue")]
    kept = BytesIO()
    pages[0].save(kept, "TIFF", save_all=True, append_images=pages[1:])

    seen = look(kept.getvalue())

    assert seen.opened.pages == 3
    assert [one.number for one in seen.pictures] == [1, 2, 3]
    assert is_like(seen.images[2].getpixel((30, 20)), (0, 0, 255))


def test_a_picture_that_moves_is_drawn_as_far_as_asked(look: Look) -> None:
    still = [Image.new("L", (20, 20), number * 6) for number in range(40)]
    kept = BytesIO()
    still[0].save(kept, "GIF", save_all=True, append_images=still[1:])

    seen = look(kept.getvalue(), limits=Limits(first=3, pages=4))

    assert [one.number for one in seen.pictures] == [3, 4, 5, 6]
    assert seen.cautions[Caution.PAGES_LEFT_OUT] == seen.opened.pages - 6


def test_a_picture_is_never_larger_than_the_page_that_shows_it(look: Look) -> None:
    seen = look(picture("PNG", size=(5000, 100)))

    assert seen.image.size == (1600, 32)
    assert max(seen.pictures[0].width, seen.pictures[0].height) < EDGE_CAP


def test_a_small_file_that_unpacks_to_a_billion_pixels_is_refused(look: Look) -> None:
    bomb = BytesIO()
    Image.new("1", (40_000, 40_000)).save(bomb, "PNG")
    assert len(bomb.getvalue()) < 300_000

    with pytest.raises(TooBigError):
        look(bomb.getvalue())


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF", "WEBP", "TIFF", "BMP", "AVIF", "HEIF"])
@pytest.mark.parametrize("kept", [0.1, 0.5])
def test_a_photograph_that_is_cut_is_refused_or_shown_as_far_as_it_goes(
    look: Look, form: str, kept: float
) -> None:
    whole = picture(form, size=(400, 300))
    cut = whole[: max(12, int(len(whole) * kept))]

    try:
        seen = look(cut)
    except BrokenFileError:
        return
    assert all(one.webp for one in seen.pictures)
