"""XML as a row of events. A document type is refused, and with it every entity of its own."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NoReturn
from xml.parsers import expat

from corridor.viewing.errors import BrokenFileError

_PIECE: Final = 64 * 1024
_SPACE: Final = " "


@dataclass(frozen=True)
class Start:
    name: str
    """Without its namespace: what it means is clear from the part of the file it stands in."""
    facts: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class End:
    name: str


@dataclass(frozen=True)
class Words:
    text: str


Event = Start | End | Words


def _local(name: str) -> str:
    return name.rpartition(_SPACE)[2]


def events(content: bytes) -> Iterator[Event]:
    """In the order of the file, a piece of it at a time."""
    found: list[Event] = []
    parser = expat.ParserCreate(namespace_separator=_SPACE)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda name, facts: found.append(
        Start(_local(name), {_local(key): value for key, value in facts.items()})
    )
    parser.EndElementHandler = lambda name: found.append(End(_local(name)))
    parser.CharacterDataHandler = lambda text: found.append(Words(text))
    for begin in range(0, len(content), _PIECE):
        _parse(parser, content[begin : begin + _PIECE], last=False)
        yield from found
        found.clear()
    _parse(parser, b"", last=True)
    yield from found


def _refuse(*_declaration: object) -> NoReturn:
    raise BrokenFileError


def _parse(parser: expat.XMLParserType, piece: bytes, *, last: bool) -> None:
    try:
        parser.Parse(piece, last)
    except (expat.ExpatError, ValueError):
        raise BrokenFileError from None
