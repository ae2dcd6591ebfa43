"""Real files of many kinds, each made in memory by a program that makes such files."""

import struct
import wave
from collections.abc import Callable, Iterable
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import av
import docx
import openpyxl
import pillow_heif
import pptx
import pypdf
from PIL import Image, ImageDraw
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject

pillow_heif.register_heif_opener()

RED = (200, 30, 30)
BLUE = (30, 30, 200)


def picture(
    form: str, *, size: tuple[int, int] = (120, 80), colour: object = RED, **more: object
) -> bytes:
    """The left half in one colour, the right half white: one can tell how it was turned."""
    image = Image.new("RGB", size, "white")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 2 - 1, size[1]), fill=colour)  # type: ignore[arg-type]
    kept = BytesIO()
    image.save(kept, form, **more)
    return kept.getvalue()


def pdf(*pages: str, change: Callable[[pypdf.PdfWriter], object] | None = None) -> bytes:
    """One page for each text, set in a font that every reader has."""
    writer = pypdf.PdfWriter()
    for text in pages:
        page = writer.add_blank_page(width=595, height=842)
        font = DictionaryObject(
            {
                NameObject("/Type"): NameObject("/Font"),
                NameObject("/Subtype"): NameObject("/Type1"),
                NameObject("/BaseFont"): NameObject("/Helvetica"),
            }
        )
        page[NameObject("/Resources")] = DictionaryObject(
            {NameObject("/Font"): DictionaryObject({NameObject("/F1"): font})}
        )
        content = DecodedStreamObject()
        content.set_data(f"BT /F1 60 Tf 60 600 Td ({text}) Tj ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(content)
    if change is not None:
        change(writer)
    kept = BytesIO()
    writer.write(kept)
    return kept.getvalue()


def many_pages(count: int) -> bytes:
    """One page object that the tree names again and again: large by pages, small by bytes."""
    kids = " ".join(["3 0 R"] * count)
    return (
        "%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        f"2 0 obj<</Type/Pages/Count {count}/Kids[{kids}]>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\n"
        "trailer<</Root 1 0 R>>\n%%EOF\n"
    ).encode()


def word_file(
    *paragraphs: str, table: Iterable[Iterable[str]] = (), image: bytes | None = None
) -> bytes:
    document = docx.Document()
    document.add_heading("Heading", level=1)
    for text in paragraphs:
        document.add_paragraph(text)
    rows = [list(row) for row in table]
    if rows:
        made = document.add_table(rows=len(rows), cols=len(rows[0]))
        for row, texts in zip(made.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    if image is not None:
        document.add_picture(BytesIO(image))
    kept = BytesIO()
    document.save(kept)
    return kept.getvalue()


def sheet_file(*rows: Iterable[object], sheets: int = 1, hidden: bool = False) -> bytes:
    book = openpyxl.Workbook()
    first = book.active
    for row in rows:
        first.append(list(row))
    for number in range(1, sheets):
        book.create_sheet(f"Sheet {number + 1}").append([f"on sheet {number + 1}"])
    if hidden:
        book.create_sheet("aside").sheet_state = "hidden"
    kept = BytesIO()
    book.save(kept)
    return kept.getvalue()


def slides_file(*titles: str) -> bytes:
    show = pptx.Presentation()
    for title in titles:
        slide = show.slides.add_slide(show.slide_layouts[1])
        slide.shapes.title.text = title
        slide.placeholders[1].text = f"what {title} says"
    kept = BytesIO()
    show.save(kept)
    return kept.getvalue()


def open_document(kind: str, content: str, **parts: bytes) -> bytes:
    """`kind` is text, spreadsheet or presentation."""
    names = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "text", "table", "drawing")
    )
    body = (
        f'<?xml version="1.0"?><office:document-content {names} '
        'xmlns:xlink="http://www.w3.org/1999/xlink"><office:body>'
        f"{content}</office:body></office:document-content>"
    )
    mime = f"application/vnd.oasis.opendocument.{kind}".encode()
    return packed({"mimetype": mime, "content.xml": body.encode(), **parts})


def packed(parts: dict[str, bytes]) -> bytes:
    kept = BytesIO()
    with ZipFile(kept, "w", ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return kept.getvalue()


def repacked(content: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The same office file with some of its parts changed."""
    with ZipFile(BytesIO(content)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    change(parts)
    return packed(parts)


def tone(*, seconds: float = 1.0, rate: int = 8000) -> bytes:
    kept = BytesIO()
    with wave.open(kept, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(rate)
        samples = (
            8000 if at * 440 * 2 // rate % 2 else -8000 for at in range(int(seconds * rate))
        )
        file.writeframes(b"".join(struct.pack("<h", sample) for sample in samples))
    return kept.getvalue()


def film(*, form: str = "mp4", codec: str = "libx264", seconds: int = 3, **said: str) -> bytes:
    """Each second in a colour of its own: red, green, blue, and again."""
    kept = BytesIO()
    with av.open(kept, "w", format=form) as file:
        file.metadata.update(said)
        seen = file.add_stream(codec, rate=10)
        heard = file.add_stream("aac" if form == "mp4" else "libopus", rate=48_000)
        assert isinstance(seen, av.VideoStream)
        assert isinstance(heard, av.AudioStream)
        seen.width, seen.height, seen.pix_fmt = 160, 120, "yuv420p"
        for at in range(seconds * 10):
            colour = ("red", "green", "blue")[at // 10 % 3]
            still = Image.new("RGB", (160, 120), colour)
            file.mux(seen.encode(av.VideoFrame.from_image(still)))  # type: ignore[no-untyped-call]
        file.mux(seen.encode(None))
        _hum(file, heard, seconds=seconds)
    return kept.getvalue()


def _hum(file: av.container.OutputContainer, heard: av.AudioStream, *, seconds: int) -> None:
    for at in range(seconds * 50):
        frame = av.AudioFrame(format="s16", layout="mono", samples=960)
        frame.sample_rate, frame.pts = 48_000, at * 960
        frame.planes[0].update(struct.pack("<h", 4000 * (at % 2)) * 960)
        file.mux(heard.encode(frame))
    file.mux(heard.encode(None))


def link(writer: pypdf.PdfWriter, *, to: str) -> None:
    writer.pages[0][NameObject("/Annots")] = ArrayObject(
        [
            DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/Annot"),
                    NameObject("/Subtype"): NameObject("/Link"),
                    NameObject("/Rect"): ArrayObject(
                        [pypdf.generic.FloatObject(n) for n in (0, 0, 100, 100)]
                    ),
                    NameObject("/A"): DictionaryObject(
                        {
                            NameObject("/S"): NameObject("/URI"),
                            NameObject("/URI"): pypdf.generic.TextStringObject(to),
                        }
                    ),
                }
            )
        ]
    )
