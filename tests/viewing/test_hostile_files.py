"""Files made to deceive: by their names, by two faces, by garbage, by time."""

import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from corridor.viewing.door import Viewer
from corridor.viewing.errors import (
    BrokenFileError,
    TooBigError,
    TookTooLongError,
    UnknownKindError,
    ViewingError,
)
from corridor.viewing.limits import Limits
from corridor.viewing.shown import Caution, Kind, Shown
from tests.viewing.files import film, packed, pdf, picture, sheet_file, tone, word_file
from tests.viewing.looking import Look

SIGNS = [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"GIF89a", b"II*\0",
         b"PK\x03\x04", b"{\\rtf1", b"OggS", b"\x1aE\xdf\xa3", b"RIFF\0\0\0\0WEBP",
         b"RIFF\0\0\0\0WAVE", b"\0\0\0\x18ftypheic", b"\0\0\0\x18ftypisom", b"BM", b"ID3",
         b"fLaC"]  # fmt: skip


@pytest.mark.parametrize(
    ("content", "declared"),
    [
        (picture("PNG"), "application/pdf"),
        (pdf("one"), "image/png"),
        (word_file("one"), "image/jpeg"),
        (tone(), "application/pdf"),
        (b"only words", "image/png"),
    ],
)
def test_a_file_is_taken_for_what_it_is_and_the_lie_is_told(
    look: Look, content: bytes, declared: str
) -> None:
    assert Caution.NOT_AS_DECLARED in look(content, declared=declared).warned


@pytest.mark.parametrize("declared", ["", "application/octet-stream", "IMAGE/PNG; x=y"])
def test_who_declares_nothing_or_the_truth_is_not_accused(look: Look, declared: str) -> None:
    assert look(picture("PNG"), declared=declared).warned == set()


@pytest.mark.parametrize(
    "content",
    [
        picture("GIF") + packed({"a.class": b"x"}),
        picture("JPEG", comment=b"%PDF-1.4 <</Type/Catalog>>"),
        picture("PNG")[:33] + b"<script>alert(1)</script>" + picture("PNG")[33:],
        pdf("one") + packed({"readme": b"x"}),
    ],
    ids=["gif and zip", "jpeg and pdf", "png and script", "pdf and zip"],
)
def test_a_file_with_two_faces_is_told(look: Look, content: bytes) -> None:
    try:
        assert Caution.TWO_KINDS_AT_ONCE in look(content).warned
    except BrokenFileError:
        assert b"<script>" in content  # the strict readers do not even begin with that one


def test_a_pdf_behind_a_few_bytes_of_rubbish_is_still_a_pdf(look: Look) -> None:
    assert look(b"rubbish\n" + pdf("one")).kind is Kind.PDF


def test_a_program_is_not_shown(look: Look) -> None:
    with pytest.raises(UnknownKindError):
        look(b"\x7fELF\x02\x01\x01" + bytes(200))


@pytest.mark.parametrize("sign", [sign for sign in SIGNS if sign != b"{\\rtf1"])
def test_garbage_behind_a_good_beginning_is_refused(look: Look, sign: bytes) -> None:
    garbage = bytes(at * at % 251 ^ at % 17 for at in range(5000))

    with pytest.raises((BrokenFileError, TooBigError, UnknownKindError)):
        look(sign + garbage)


def _until_refused(viewer: Viewer, content: bytes) -> Iterator[Shown]:
    """Any other error than a reason would come through, and fail the test."""
    with suppress(ViewingError):
        yield from viewer.convert([content], declared="")


@given(sign=st.sampled_from(SIGNS), rest=st.binary(max_size=300))
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_no_bytes_make_anything_but_pictures_or_a_reason(
    viewer: Viewer, sign: bytes, rest: bytes
) -> None:
    shown = list(_until_refused(viewer, sign + rest))

    assert all(isinstance(item, Shown) for item in shown)


@pytest.mark.parametrize(
    "make",
    [
        lambda: picture("PNG", size=(300, 200)),
        lambda: picture("HEIF", size=(300, 200)),
        lambda: picture("TIFF", size=(300, 200)),
        lambda: pdf("one", "two"),
        lambda: sheet_file(["a", "b"]),
        lambda: film(form="webm", codec="libvpx-vp9", seconds=1),
    ],
    ids=["png", "heif", "tiff", "pdf", "sheet", "film"],
)
def test_a_file_with_bytes_turned_over_ends_in_pictures_or_a_reason(
    viewer: Viewer, make: Callable[[], bytes]
) -> None:
    whole = make()

    for seed in range(6):
        spoiled = bytearray(whole)
        for at in range(seed + 12, len(spoiled), 211):
            spoiled[at] ^= 1 << seed
        shown = list(_until_refused(viewer, bytes(spoiled)))
        assert all(isinstance(item, Shown) for item in shown)


def test_a_file_larger_than_allowed_is_refused_before_it_is_read_whole(viewer: Viewer) -> None:
    brought = 0

    def endless() -> Iterator[bytes]:
        nonlocal brought
        while brought < 100 * 1024 * 1024:
            brought += 1024 * 1024
            yield bytes(1024 * 1024)

    with pytest.raises(TooBigError):
        list(viewer.convert(endless(), declared="", limits=Limits(file_bytes=1024 * 1024)))

    assert brought < 20 * 1024 * 1024


def test_a_file_that_never_ends_is_given_up(viewer: Viewer) -> None:
    def slow() -> Iterator[bytes]:
        for _piece in range(60):
            time.sleep(0.1)
            yield b"%PDF-1.7\n"

    began = time.monotonic()

    with pytest.raises(TookTooLongError):
        list(viewer.convert(slow(), declared="", limits=Limits(seconds=1)))

    assert time.monotonic() - began < 8


def test_a_drawing_without_end_is_given_up(look: Look) -> None:
    """A pattern of patterns: a few bytes that no processor finishes."""
    loop = b"q 1 0 0 1 0 0 cm /X Do /X Do /X Do /X Do /X Do /X Do /X Do /X Do Q\n"
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        (
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
            b"/Resources<</XObject<</X 5 0 R>>>>>>"
        ),
        b"<</Length %d>>stream\n%s\nendstream" % (len(loop), loop),
    ]
    for number in range(5, 17):
        inner = loop if number < 16 else b"0 0 500 800 re f 9 9 m 300 700 l S " * 50
        objects.append(
            (
                b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]"
                b"/Resources<</XObject<</X %d 0 R>>>>"
                b"/Length %d>>stream\n%s\nendstream"
            )
            % (number + 1, len(inner), inner)
        )
    body = b"".join(b"%d 0 obj%s\nendobj\n" % (at, one) for at, one in enumerate(objects, 1))
    nested = b"%PDF-1.7\n" + body + b"trailer<</Root 1 0 R>>\n"

    with pytest.raises(TookTooLongError):
        look(nested, limits=Limits(cpu_seconds=1, seconds=20))
