"""The parts of an office file, each read once and only as far as the whole may cost."""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from posixpath import dirname, join, normpath
from typing import Final
from zipfile import BadZipFile, ZipFile
from zlib import error as ZlibError  # noqa: N812 - an error class without a capital letter

from corridor.viewing.errors import BrokenFileError, LockedError, TooBigError
from corridor.viewing.reading.xml import Event, Start, events

_MOST_PARTS: Final = 5000
_ENCRYPTED: Final = 0x1
# The last one stands also for a way of packing that we do not have.
_FAULTS: Final = (BadZipFile, ZlibError, EOFError, OSError, ValueError, RuntimeError)


@dataclass(frozen=True, kw_only=True)
class Relation:
    kind: str
    target: str
    outside: bool


class Archive:
    def __init__(self, content: bytes, *, most: int) -> None:
        self._left = most
        try:
            self._file = ZipFile(BytesIO(content))
            parts = self._file.infolist()
        except _FAULTS:
            raise BrokenFileError from None
        if len(parts) > _MOST_PARTS:
            raise TooBigError
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise LockedError
        self.names = tuple(part.filename for part in parts)

    def __contains__(self, name: str) -> bool:
        return name in self.names

    def read(self, name: str) -> bytes:
        """The part, counted by what comes out, not by what the file says of itself."""
        try:
            with self._file.open(name) as part:
                content = part.read(self._left + 1)
        except KeyError:
            raise BrokenFileError from None
        except _FAULTS:
            raise BrokenFileError from None
        self._left -= len(content)
        if self._left < 0:
            raise TooBigError
        return content

    def events(self, name: str) -> Iterator[Event]:
        return events(self.read(name))

    def relations(self, name: str) -> dict[str, Relation]:
        """What a part of an Office Open file names by its own short names."""
        folder = dirname(name)
        table = join(folder, "_rels", f"{name.rpartition('/')[2]}.rels")
        if table not in self:
            return {}
        return {
            event.facts.get("Id", ""): _relation(event, folder=folder)
            for event in self.events(table)
            if isinstance(event, Start) and event.name == "Relationship"
        }


def _relation(event: Start, *, folder: str) -> Relation:
    outside = event.facts.get("TargetMode") == "External"
    target = event.facts.get("Target", "")
    place = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
    return Relation(
        kind=event.facts.get("Type", "").rpartition("/")[2],
        target=target if outside else place,
        outside=outside,
    )
