"""LibreOffice files (text, sheets, slides): one part holds it all, in a dialect of its own."""

from collections.abc import Iterator
from typing import Final

from corridor.viewing.limits import Limits
from corridor.viewing.reading.archive import Archive
from corridor.viewing.reading.blocks import Block, PageEnd, Weight
from corridor.viewing.reading.flow import Flow
from corridor.viewing.reading.open_xml import Found, picture_of
from corridor.viewing.reading.xml import End, Start, Words
from corridor.viewing.shown import Caution

CONTENT: Final = "content.xml"
_PARAGRAPHS: Final = ("p", "h")
_MOST_REPEATED: Final = 64
_OUTSIDE: Final = ("http:", "https:", "ftp:", "file:", "//", "../")


class OpenDocument:
    def __init__(self, archive: Archive, *, limits: Limits, found: Found) -> None:
        self._archive = archive
        self._limits = limits
        self._found = found
        self._flow = Flow()
        self._open = 0
        self._times = {"table-cell": 1, "table-row": 1}

    def blocks(self) -> Iterator[Block]:
        for event in self._archive.events(CONTENT):
            match event:
                case Start():
                    self._start(event)
                case End(name=name):
                    yield from self._end(name)
                case Words(text=text) if self._open:
                    self._flow.say(text)
                case _:
                    pass
        yield from self._flow.rest()

    def _start(self, event: Start) -> None:
        name, facts = event.name, event.facts
        if name in _PARAGRAPHS:
            self._open += 1
            self._flow.weight = Weight.HEADING if name == "h" else Weight.BODY
        elif name in ("s", "tab", "line-break"):
            self._flow.say({"s": " " * _times(facts, "c")}.get(name) or _MARKS[name])
        elif name == "table":
            self._flow.begin_table()
        elif name == "table-cell":
            self._times[name] = _times(facts, "number-columns-repeated")
        elif name == "table-row":
            self._times[name] = _times(facts, "number-rows-repeated")
        else:
            self._remark(name, facts)

    def _remark(self, name: str, facts: dict[str, str]) -> None:
        target = facts.get("href", "")
        if name == "image":
            self._picture(target)
        elif name == "a":
            self._found.add(Caution.LINKS)
        elif target.startswith(_OUTSIDE):
            self._found.add(Caution.FETCHES_FROM_OUTSIDE)
        elif name == "tracked-changes":
            self._found.add(Caution.CHANGES_TRACKED)

    def _picture(self, target: str) -> None:
        if target.startswith(_OUTSIDE):
            self._found.add(Caution.FETCHES_FROM_OUTSIDE)
            self._flow.say("⟦…⟧")
            return
        image = picture_of(self._archive, target.removeprefix("./"), limits=self._limits)
        if image is None:
            self._found.add(Caution.PARTS_UNREADABLE)
        else:
            self._flow.show(image)

    def _end(self, name: str) -> Iterator[Block]:
        if name in _PARAGRAPHS:
            self._open -= 1
            yield from self._flow.end_paragraph()
        elif name == "table-cell":
            self._flow.end_cell(times=self._times[name])
        elif name == "table-row":
            self._flow.end_row(times=self._times[name])
        elif name == "table":
            yield from self._flow.end_table()
        elif name == "page":
            yield PageEnd()


_MARKS: Final = {"s": " ", "tab": "\t", "line-break": "\n"}


def _times(facts: dict[str, str], name: str) -> int:
    """How often something is repeated: a sheet says so of its million empty rows."""
    said = facts.get(name, "1")
    return min(max(1, int(said)), _MOST_REPEATED) if said.isascii() and said.isdigit() else 1
