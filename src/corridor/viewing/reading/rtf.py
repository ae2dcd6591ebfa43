"""RTF: its words, in our own layout. Pictures and objects inside are named, not drawn."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from corridor.viewing.limits import Limits
from corridor.viewing.reading.blocks import Block, PageEnd, Paragraph
from corridor.viewing.reading.drawn import Drawn
from corridor.viewing.reading.layout import drawn
from corridor.viewing.reading.open_xml import Found
from corridor.viewing.shown import Caution, Kind, Opened, Warned

_TOKEN: Final = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})?[ ]?|\\'([0-9a-fA-F]{2})|\\([^a-z])"
    rb"|([{}])|[\r\n]+|([^\\{}\r\n]+)"
)
_SKIPPED: Final = {
    b"fonttbl", b"colortbl", b"stylesheet", b"info", b"pict", b"object", b"themedata",
    b"datastore", b"listtable", b"listoverridetable", b"rsidtbl", b"generator", b"latentstyles",
    b"fldinst", b"xmlnstbl",
}  # fmt: skip
_REMARKS: Final = {
    b"object": Caution.ENCLOSED_FILES, b"pict": Caution.PARTS_UNREADABLE,
    b"fldinst": Caution.LINKS, b"v": Caution.HIDDEN_WORDS, b"revised": Caution.CHANGES_TRACKED,
    b"deleted": Caution.CHANGES_TRACKED,
}  # fmt: skip
_WORDS: Final = {b"tab": "\t", b"line": "\n", b"cell": "\t", b"emdash": "—", b"endash": "–"}
_DEEPEST: Final = 500


@dataclass(frozen=True, kw_only=True)
class _Group:
    skipped: bool = False
    begins: bool = True
    """Nothing has been said in it yet: a mark may still tell readers to pass over it."""
    letters_after: int = 1
    """After a letter by number, so many plain ones stand in for readers that know none."""


class _Rtf:
    def __init__(self, content: bytes) -> None:
        self._content = content
        self._groups = [_Group()]
        self._words: list[str] = []
        self._alphabet = "cp1252"
        self._pending = bytearray()
        self._to_pass = 0
        self.found = Found()

    def blocks(self) -> Iterator[Block]:
        for token in _TOKEN.finditer(self._content):
            word, number, code, sign, brace, plain = token.groups()
            if brace:
                self._brace(brace)
            elif word:
                yield from self._control(word, number)
            elif code:
                self._letter(bytes([int(code, 16)]))
            elif sign:
                self._sign(sign)
            elif plain:
                self._letter(plain)
        yield from self._paragraph()

    def _brace(self, brace: bytes) -> None:
        self._flush()
        if brace == b"{":
            if len(self._groups) < _DEEPEST:
                self._groups.append(replace(self._groups[-1], begins=True))
        elif len(self._groups) > 1:
            self._groups.pop()

    def _now(self, group: _Group) -> None:
        self._groups[-1] = group

    def _sign(self, sign: bytes) -> None:
        if sign == b"*" and self._groups[-1].begins:
            self._now(replace(self._groups[-1], skipped=True))
        elif sign in b"\\{}":
            self._letter(sign)
        elif sign == b"~":
            self._letter(b"\xa0")

    def _control(self, word: bytes, number: bytes | None) -> Iterator[Block]:
        value = int(number) if number else 0
        remark = _REMARKS.get(word)
        if remark is not None and number != b"0":
            self.found.add(remark)
        if word in _SKIPPED and self._groups[-1].begins:
            self._now(replace(self._groups[-1], skipped=True))
        self._now(replace(self._groups[-1], begins=False))
        if word in (b"par", b"row", b"page", b"sect"):
            yield from self._paragraph()
            if word == b"page":
                yield PageEnd()
        else:
            self._sense(word, value)

    def _sense(self, word: bytes, value: int) -> None:
        if word == b"u":
            self._by_number(value)
        elif word == b"uc":
            self._now(replace(self._groups[-1], letters_after=min(max(0, value), 8)))
        elif word == b"ansicpg":
            self._flush()
            self._alphabet = f"cp{value}" if value in range(1, 20_000) else "cp1252"
        elif word in _WORDS and not self._groups[-1].skipped:
            self._flush()
            self._words.append(_WORDS[word])

    def _by_number(self, value: int) -> None:
        self._flush()
        if not self._groups[-1].skipped:
            self._words.append(chr(value % 0x10000))
        self._to_pass = self._groups[-1].letters_after

    def _letter(self, plain: bytes) -> None:
        if self._to_pass:
            passed = min(self._to_pass, len(plain))
            self._to_pass -= passed
            plain = plain[passed:]
        self._now(replace(self._groups[-1], begins=False))
        if not self._groups[-1].skipped:
            self._pending += plain

    def _flush(self) -> None:
        try:
            self._words.append(self._pending.decode(self._alphabet, "replace"))
        except LookupError:
            self._words.append(self._pending.decode("cp1252", "replace"))
        self._pending.clear()

    def _paragraph(self) -> Iterator[Block]:
        self._flush()
        text = "".join(self._words)
        self._words.clear()
        if text:
            joined = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
            yield Paragraph(text=joined)


def read_rtf(content: bytes, *, limits: Limits) -> Iterator[Drawn]:
    file = _Rtf(content)
    yield Opened(kind=Kind.WORDS, pages=0)
    yield Warned(caution=Caution.REDRAWN)
    yield from drawn(file.blocks(), limits=limits)
    for caution, count in file.found.cautions.items():
        yield Warned(caution=caution, count=count)
