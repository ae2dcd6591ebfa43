"""Word and PowerPoint files: paragraphs, tables and pictures have the same names in both."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from PIL import Image

from corridor.viewing.errors import ViewingError
from corridor.viewing.limits import Limits
from corridor.viewing.reading.archive import Archive, Relation
from corridor.viewing.reading.blocks import Block, PageEnd, Paragraph, Weight
from corridor.viewing.reading.flow import Flow
from corridor.viewing.reading.images import one_image
from corridor.viewing.reading.xml import End, Start, Words
from corridor.viewing.shown import Caution

DOCUMENT: Final = "word/document.xml"
PRESENTATION: Final = "ppt/presentation.xml"
_BESIDE: Final = ("header", "footer", "footnotes", "endnotes", "comments")
_FIGURE_EDGE: Final = 960
_OFF: Final = ("0", "false", "none")


@dataclass
class Found:
    """What the worker is told beside the pages."""

    cautions: dict[Caution, int] = field(default_factory=dict)

    def add(self, caution: Caution, count: int = 1) -> None:
        self.cautions[caution] = self.cautions.get(caution, 0) + count


class Part:
    """One part of the file, event by event."""

    def __init__(self, archive: Archive, name: str, *, limits: Limits, found: Found) -> None:
        self._archive = archive
        self._name = name
        self._limits = limits
        self._found = found
        self._relations: dict[str, Relation] = archive.relations(name)
        self._flow = Flow()
        self._said = False
        self._deleted = False

    def blocks(self) -> Iterator[Block]:
        for event in self._archive.events(self._name):
            match event:
                case Start():
                    yield from self._start(event)
                case End(name="p"):
                    yield from self._flow.end_paragraph()
                case End(name="tbl"):
                    yield from self._flow.end_table()
                case End():
                    self._end(event.name)
                case Words(text=text):
                    self._words(text)
        yield from self._flow.rest()

    def _start(self, event: Start) -> Iterator[Block]:
        name, facts = event.name, event.facts
        if name in ("t", "delText"):
            self._said, self._deleted = True, name == "delText"
        elif name in ("tab", "br", "cr", "tbl"):
            yield from self._mark(name, facts)
        elif _is_heading(event):
            self._flow.weight = Weight.HEADING
        elif name == "blip":
            self._picture(facts.get("embed", ""))
        else:
            self._remark(event)

    def _mark(self, name: str, facts: dict[str, str]) -> Iterator[Block]:
        if name == "tbl":
            self._flow.begin_table()
        elif facts.get("type") == "page":
            yield from self._flow.end_paragraph()
            yield PageEnd()
        else:
            self._flow.say("\t" if name == "tab" else "\n")

    def _remark(self, event: Start) -> None:
        if event.name == "vanish" and event.facts.get("val", "1") not in _OFF:
            self._found.add(Caution.HIDDEN_WORDS)
        elif event.name in ("ins", "del"):
            self._found.add(Caution.CHANGES_TRACKED)
        elif event.name == "altChunk":
            self._found.add(Caution.ENCLOSED_FILES)

    def _end(self, name: str) -> None:
        if name in ("t", "delText"):
            self._said = self._deleted = False
        elif name == "tc":
            self._flow.end_cell()
        elif name == "tr":
            self._flow.end_row()

    def _words(self, text: str) -> None:
        if self._said:
            self._flow.say(f"⟦−{text}⟧" if self._deleted else text)

    def _picture(self, short: str) -> None:
        relation = self._relations.get(short)
        if relation is None or relation.outside:
            self._flow.say("⟦…⟧")
            return
        image = picture_of(self._archive, relation.target, limits=self._limits)
        if image is None:
            self._found.add(Caution.PARTS_UNREADABLE)
        else:
            self._flow.show(image)


def _is_heading(event: Start) -> bool:
    if event.name == "pStyle":
        return event.facts.get("val", "").lower().startswith(("heading", "title"))
    return event.name == "ph" and event.facts.get("type") in ("title", "ctrTitle")


def picture_of(archive: Archive, name: str, *, limits: Limits) -> Image.Image | None:
    """None where it cannot be drawn: a drawing of lines, or spoiled bytes."""
    if name not in archive:
        return None
    try:
        return one_image(archive.read(name), limits=limits, edge=_FIGURE_EDGE)
    except (ViewingError, OSError, ValueError, SyntaxError):
        return None


def document(archive: Archive, *, limits: Limits, found: Found) -> Iterator[Block]:
    """The text, then what stands beside it: headers, notes, comments."""
    yield from Part(archive, DOCUMENT, limits=limits, found=found).blocks()
    for name in sorted(archive.names):
        folder, _, file = name.rpartition("/")
        if folder == "word" and file.endswith(".xml") and file.startswith(_BESIDE):
            yield Paragraph(text=f"⟦{file.removesuffix('.xml')}⟧", weight=Weight.MARK)
            yield from Part(archive, name, limits=limits, found=found).blocks()


def slides(archive: Archive, *, limits: Limits, found: Found) -> Iterator[Block]:
    relations = archive.relations(PRESENTATION)
    for event in archive.events(PRESENTATION):
        if not isinstance(event, Start) or event.name != "sldId":
            continue
        relation = relations.get(event.facts.get("id", ""))
        if relation is None or relation.outside or relation.target not in archive:
            found.add(Caution.PARTS_UNREADABLE)
            continue
        yield from _slide(archive, relation.target, limits=limits, found=found)
        yield PageEnd()


def _slide(archive: Archive, name: str, *, limits: Limits, found: Found) -> Iterator[Block]:
    yield from Part(archive, name, limits=limits, found=found).blocks()
    for relation in archive.relations(name).values():
        if relation.kind == "notesSlide" and relation.target in archive:
            yield Paragraph(text="⟦notes⟧", weight=Weight.MARK)
            yield from Part(archive, relation.target, limits=limits, found=found).blocks()
