"""Office files: words, tables and pictures drawn, and a word on everything that is not."""

from datetime import date, datetime

import pytest

from corridor.viewing.errors import (
    BrokenFileError,
    LockedError,
    TooBigError,
    UnknownKindError,
)
from corridor.viewing.limits import LIMITS, Limits
from corridor.viewing.reading.archive import Archive
from corridor.viewing.reading.blocks import Block, Figure, PageEnd, Paragraph, Table, Weight
from corridor.viewing.reading.open_document import OpenDocument
from corridor.viewing.reading.open_xml import Found, document, slides
from corridor.viewing.reading.rtf import _Rtf
from corridor.viewing.reading.sheets import sheets
from corridor.viewing.shown import Caution, Kind
from tests.viewing.files import (
    RED,
    open_document,
    packed,
    picture,
    repacked,
    sheet_file,
    slides_file,
    word_file,
)
from tests.viewing.looking import Look, ink, is_like

OUTSIDE = "http://203.0.113.9/seen.png"


def archive(content: bytes) -> Archive:
    return Archive(content, most=LIMITS.unpacked)


def words(blocks: list[Block]) -> str:
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))


def tables(blocks: list[Block]) -> list[tuple[tuple[str, ...], ...]]:
    return [block.rows for block in blocks if isinstance(block, Table)]


def in_word(content: bytes) -> list[Block]:
    return list(document(archive(content), limits=LIMITS, found=Found()))


def in_sheet(content: bytes) -> list[Block]:
    return list(sheets(archive(content), found=Found()))


def in_open_document(content: bytes) -> list[Block]:
    return list(OpenDocument(archive(content), limits=LIMITS, found=Found()).blocks())


def test_a_word_file_is_drawn_and_said_to_be_redrawn(look: Look) -> None:
    seen = look(word_file("Привет", table=[["a", "b"]]))

    assert seen.kind is Kind.WORDS
    assert seen.warned == {Caution.REDRAWN}
    assert ink(seen.image) > 1000


def test_paragraphs_and_headings_and_tables_come_in_their_order() -> None:
    blocks = in_word(word_file("one", "two", table=[["a", "b"], ["c", "d"]]))

    assert [block for block in blocks[:3] if isinstance(block, Paragraph)] == [
        Paragraph(text="Heading", weight=Weight.HEADING),
        Paragraph(text="one"),
        Paragraph(text="two"),
    ]
    assert tables(blocks) == [(("a", "b"), ("c", "d"))]


def test_a_picture_in_a_word_file_is_drawn_too(look: Look) -> None:
    image = look(word_file("one", image=picture("PNG", size=(300, 300)))).image

    colours = {image.getpixel((x, y)) for x in range(80, 400, 20) for y in range(80, 700, 20)}

    assert any(is_like(colour, RED) for colour in colours)


def test_words_between_the_lines_are_drawn_and_told(look: Look) -> None:
    def hide(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            b"<w:t>secret", b"<w:rPr><w:vanish/></w:rPr><w:t>secret"
        )

    hidden = repacked(word_file("secret"), hide)

    assert "secret" in words(in_word(hidden))
    assert Caution.HIDDEN_WORDS in look(hidden).warned


def test_what_somebody_struck_out_can_still_be_read(look: Look) -> None:
    def strike(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = parts["word/document.xml"].replace(
            b"<w:r><w:t>secret</w:t></w:r>",
            b'<w:del w:id="1"><w:r><w:delText>secret</w:delText></w:r></w:del>',
        )

    struck = repacked(word_file("secret"), strike)

    assert "⟦−secret⟧" in words(in_word(struck))
    assert Caution.CHANGES_TRACKED in look(struck).warned


def test_a_picture_kept_elsewhere_is_never_fetched(look: Look) -> None:
    def point_outside(parts: dict[str, bytes]) -> None:
        name = "word/_rels/document.xml.rels"
        parts[name] = parts[name].replace(
            b'Target="media/image1.png"', f'Target="{OUTSIDE}" TargetMode="External"'.encode()
        )

    lure = repacked(word_file("one", image=picture("PNG")), point_outside)

    assert Caution.FETCHES_FROM_OUTSIDE in look(lure).warned
    assert "⟦…⟧" in words(in_word(lure))


def test_a_template_kept_elsewhere_is_told(look: Look) -> None:
    def attach(parts: dict[str, bytes]) -> None:
        parts["word/_rels/settings.xml.rels"] = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/'
            f'2006/relationships/attachedTemplate" Target="{OUTSIDE}" TargetMode="External"/>'
            "</Relationships>"
        ).encode()

    assert Caution.FETCHES_FROM_OUTSIDE in look(repacked(word_file("one"), attach)).warned


def test_macros_and_files_inside_are_told(look: Look) -> None:
    def add(parts: dict[str, bytes]) -> None:
        parts["word/vbaProject.bin"] = b"\xd0\xcf\x11\xe0"
        parts["word/embeddings/oleObject1.bin"] = b"MZ"

    seen = look(repacked(word_file("one"), add))

    assert seen.warned == {Caution.REDRAWN, Caution.SCRIPTS, Caution.ENCLOSED_FILES}


@pytest.mark.parametrize(
    "declaration",
    [
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>',
        b'<!DOCTYPE a [<!ENTITY b "x"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
        b'<!DOCTYPE a SYSTEM "http://203.0.113.9/a.dtd">',
        b'<!DOCTYPE a [<!ENTITY % b SYSTEM "http://203.0.113.9/b"> %b;]>',
    ],
)
def test_a_file_that_brings_entities_of_its_own_is_refused(
    look: Look, declaration: bytes
) -> None:
    def declare(parts: dict[str, bytes]) -> None:
        head, _, rest = parts["word/document.xml"].partition(b"?>")
        parts["word/document.xml"] = head + b"?>" + declaration + rest

    with pytest.raises(BrokenFileError):
        look(repacked(word_file("one"), declare))


def test_a_file_that_unpacks_to_gigabytes_is_refused(look: Look) -> None:
    def swell(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = b"<a>" + bytes(300 * 1024 * 1024)

    bomb = repacked(word_file("one"), swell)
    assert len(bomb) < 1024 * 1024

    with pytest.raises(TooBigError):
        look(bomb)


def test_a_file_of_a_thousand_parts_too_many_is_refused(look: Look) -> None:
    def shatter(parts: dict[str, bytes]) -> None:
        parts.update({f"word/media/{number}.png": b"" for number in range(6000)})

    with pytest.raises(TooBigError):
        look(repacked(word_file("one"), shatter))


def test_a_part_that_lies_about_its_size_is_counted_by_what_comes_out() -> None:
    whole = archive(packed({"word/document.xml": bytes(5000)}))
    small = Archive(packed({"word/document.xml": bytes(5000)}), most=4999)

    assert len(whole.read("word/document.xml")) == 5000
    with pytest.raises(TooBigError):
        small.read("word/document.xml")


def test_deep_nesting_ends_no_process(look: Look) -> None:
    def nest(parts: dict[str, bytes]) -> None:
        parts["word/document.xml"] = b"<tbl>" * 200_000 + b"</tbl>" * 200_000

    assert look(repacked(word_file("one"), nest)).kind is Kind.WORDS


def test_every_sheet_is_a_table_under_its_name() -> None:
    blocks = in_sheet(
        sheet_file(["имя", "день", "час"], ["Heron", date(2017, 4, 1), 2.5], sheets=2)
    )

    assert words(blocks) == "Sheet\nSheet 2"
    assert tables(blocks)[0] == (("имя", "день", "час"), ("Heron", "2017-04-01", "2.5"))
    assert tables(blocks)[1] == (("on sheet 2",),)


def test_a_moment_in_a_sheet_keeps_its_hour() -> None:
    moment = datetime(2017, 5, 18, 14, 30)  # noqa: DTZ001 - a sheet knows no time zone

    (rows,) = tables(in_sheet(sheet_file([moment])))

    assert rows == (("2017-05-18 14:30",),)


def test_a_hidden_sheet_is_shown_and_told(look: Look) -> None:
    seen = look(sheet_file(["a"], hidden=True))

    assert seen.kind is Kind.SHEET
    assert seen.cautions[Caution.HIDDEN_WORDS] == 1


def test_a_wide_sheet_is_drawn_in_bands(look: Look) -> None:
    seen = look(sheet_file([f"column {number}" for number in range(30)]))

    assert ink(seen.images[0]) > 3000


def test_a_sheet_of_a_million_rows_is_drawn_in_part(look: Look) -> None:
    def fill(parts: dict[str, bytes]) -> None:
        row = b'<row><c t="inlineStr"><is><t>x</t></is></c></row>'
        parts["xl/worksheets/sheet1.xml"] = b"<s>" + row * 1_000_000 + b"</s>"

    seen = look(repacked(sheet_file(["a"]), fill), limits=Limits(pages=2))

    assert len(seen.pictures) == 2
    assert seen.warned >= {Caution.PAGES_LEFT_OUT, Caution.PARTS_UNREADABLE}


def test_each_slide_begins_a_page(look: Look) -> None:
    seen = look(slides_file("one", "two", "three"))

    assert seen.kind is Kind.SLIDES
    assert [one.number for one in seen.pictures] == [1, 2, 3]


def test_a_slide_says_its_title_and_its_words() -> None:
    content = archive(slides_file("Arrival"))

    blocks = list(slides(content, limits=LIMITS, found=Found()))

    assert Paragraph(text="Arrival", weight=Weight.HEADING) in blocks
    assert Paragraph(text="what Arrival says") in blocks
    assert blocks[-1] == PageEnd()


def test_an_open_document_is_read_with_its_tables_and_pictures(look: Look) -> None:
    content = open_document(
        "text",
        '<text:h>Head</text:h><text:p>a<text:s text:c="3"/>b<text:line-break/>c</text:p>'
        "<table:table><table:table-row><table:table-cell><text:p>x</text:p>"
        "</table:table-cell></table:table-row></table:table>"
        '<text:p><drawing:image xlink:href="Pictures/one.png"/></text:p>',
        **{"Pictures/one.png": picture("PNG")},
    )

    blocks = in_open_document(content)

    assert words(blocks[:2]) == "Head\na   b\nc"
    assert tables(blocks) == [(("x",),)]
    assert any(isinstance(block, Figure) for block in blocks)
    assert look(content).kind is Kind.WORDS


def test_an_open_sheet_that_repeats_its_rows_a_million_times_stays_small() -> None:
    content = open_document(
        "spreadsheet",
        '<table:table><table:table-row table:number-rows-repeated="1048576">'
        '<table:table-cell table:number-columns-repeated="16384"><text:p>x</text:p>'
        "</table:table-cell></table:table-row></table:table>",
    )

    (rows,) = tables(in_open_document(content))

    assert (len(rows), len(rows[0])) == (64, 64)


def test_an_open_document_with_a_password_says_so(look: Look) -> None:
    content = open_document(
        "text", "", **{"META-INF/manifest.xml": b"<a><b><encryption-data/></b></a>"}
    )

    with pytest.raises(LockedError):
        look(content)


def test_a_packed_file_that_is_no_office_file_is_refused(look: Look) -> None:
    with pytest.raises(UnknownKindError):
        look(packed({"readme.txt": b"hello", "../../etc/passwd": b"x"}))


@pytest.mark.parametrize("kept", [0.1, 0.5, 0.95])
def test_an_office_file_that_is_cut_is_refused(look: Look, kept: float) -> None:
    whole = word_file("one")

    with pytest.raises(BrokenFileError):
        look(whole[: int(len(whole) * kept)])


def test_a_spoiled_part_is_refused_or_told(look: Look) -> None:
    spoiled = bytearray(word_file("one"))
    for at in range(100, len(spoiled) - 2000, 97):
        spoiled[at] ^= 0xFF

    with pytest.raises(BrokenFileError):
        look(bytes(spoiled))


def rich(text: bytes) -> str:
    return words(list(_Rtf(b"{\\rtf1\\ansi\\ansicpg1251 " + text + b"}").blocks()))


@pytest.mark.parametrize(
    ("written", "read"),
    [
        (b"one\\par two", "one\ntwo"),
        (b"\\'cf\\'f0\\'e8\\'e2\\'e5\\'f2", "Привет"),
        (b"\\u1055?\\u1088?", "Пр"),
        (b"\\uc0\\u1055\\u1088 x", "Прx"),
        (b"{\\fonttbl{\\f0 Times;}}one", "one"),
        (b"{\\*\\unknown hidden}one", "one"),
        (b"{\\pict 00112233}one", "one"),
        (b"a\\{b\\}c\\\\d", "a{b}c\\d"),
        (b"a\\tab b", "a\tb"),
    ],
)
def test_rich_text_is_read_as_it_was_meant(written: bytes, read: str) -> None:
    assert rich(written) == read


def test_rich_text_without_an_end_is_read_to_its_end() -> None:
    assert rich(b"{" * 5000 + b"one") == "one"


def test_an_object_in_rich_text_is_told(look: Look) -> None:
    seen = look(b"{\\rtf1 one {\\object\\objocx {\\*\\objdata 0105}}}")

    assert seen.warned == {Caution.REDRAWN, Caution.ENCLOSED_FILES}
