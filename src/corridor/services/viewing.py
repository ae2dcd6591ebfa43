"""Files as pictures: one conversion for each opening, in the journal before anything is seen.

What comes out is kept in memory for some minutes, for the member who opened it and for nobody
else: a page names its pictures one by one, and a player asks for the sound in parts.
"""

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final, Protocol, TypeAlias

from corridor.base.ids import BlobId, MemberId
from corridor.domain.attachments import File
from corridor.domain.errors import NotFoundError
from corridor.ledger.files import BlobStore
from corridor.services import attachments
from corridor.services.casefiles import CaseFile
from corridor.services.desk import Desk
from corridor.services.sealed_files import DamagedFileError, OpenedFile
from corridor.viewing.errors import BrokenFileError, BusyError, ViewingError
from corridor.viewing.limits import LIMITS, Limits
from corridor.viewing.shown import Opened, Picture, Shown, SoundPart, Warned

PAGES: Final = LIMITS.pages
_MINUTES: Final = 10
_MOST: Final = 8
_Key: TypeAlias = tuple[MemberId, BlobId, int]


class Convert(Protocol):
    def __call__(
        self, source: Iterator[bytes], *, declared: str, limits: Limits
    ) -> Iterator[Shown]: ...


class Copy:
    """What can be seen of a file. It fills while it is looked at."""

    def __init__(self, opened: OpenedFile, convert: Convert, *, first: int) -> None:
        self._opened = opened
        self._convert = convert
        self._limits = Limits(first=first)
        self._changed = threading.Condition()
        self._items: list[Shown] = []
        self.refusal: ViewingError | None = None
        self.is_done = False
        threading.Thread(target=self._fill, daemon=True).start()

    def _fill(self) -> None:
        try:
            with self._opened as opened:
                declared = opened.file.attached.declared
                for item in self._convert(
                    opened.read(), declared=declared, limits=self._limits
                ):
                    self._tell(item)
        except ViewingError as refusal:
            self._end(refusal)
        except DamagedFileError:
            self._end(BrokenFileError())
        else:
            self._end(None)

    def _tell(self, item: Shown) -> None:
        with self._changed:
            self._items.append(item)
            self._changed.notify_all()

    def _end(self, refusal: ViewingError | None) -> None:
        with self._changed:
            self.refusal, self.is_done = refusal, True
            self._changed.notify_all()

    def wait(self, *, seconds: float) -> None:
        """Until it is drawn whole, or that much time has gone."""
        self._wait_for(lambda: self.is_done, seconds=seconds)

    def wait_for_kind(self, *, seconds: float) -> None:
        """Until it is known what it is: the converter may have to be started first."""
        self._wait_for(lambda: self.opened is not None, seconds=seconds)

    def _wait_for(self, ready: Callable[[], bool], *, seconds: float) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self.is_done or ready(), timeout=seconds)

    @property
    def opened(self) -> Opened | None:
        return next((item for item in list(self._items) if isinstance(item, Opened)), None)

    @property
    def pictures(self) -> list[Picture]:
        return [item for item in list(self._items) if isinstance(item, Picture)]

    @property
    def warnings(self) -> list[Warned]:
        return [item for item in list(self._items) if isinstance(item, Warned)]

    def picture(self, number: int, *, seconds: float) -> Picture:
        """The picture as soon as it is drawn; `NotFoundError` where there will be none."""
        self._wait_for(lambda: self._numbered(number) is not None, seconds=seconds)
        found = self._numbered(number)
        if found is None:
            raise NotFoundError
        return found

    def _numbered(self, number: int) -> Picture | None:
        return next((one for one in self.pictures if one.number == number), None)

    def sound(self, *, seconds: float) -> bytes:
        """All of it, since a player wants to know how long it is."""
        self.wait(seconds=seconds)
        parts = [item.opus for item in list(self._items) if isinstance(item, SoundPart)]
        if not self.is_done or not parts:
            raise NotFoundError
        return b"".join(parts)


class Copies:
    """The few that somebody looks at now. In memory only: the oldest goes first."""

    def __init__(
        self, convert: Convert, *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._convert = convert
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: dict[_Key, tuple[float, Copy]] = {}

    def find(self, key: _Key) -> Copy | None:
        with self._lock:
            self._drop_old()
            found = self._kept.get(key)
        if found is None or isinstance(found[1].refusal, BusyError):
            return None
        return found[1]

    def make(self, key: _Key, opened: OpenedFile) -> Copy:
        copy = Copy(opened, self._convert, first=key[2])
        with self._lock:
            self._kept[key] = (self._clock(), copy)
            while len(self._kept) > _MOST:
                del self._kept[min(self._kept, key=lambda one: self._kept[one][0])]
        return copy

    def forget(self, member: MemberId) -> None:
        """Whoever leaves the desk leaves nothing open."""
        with self._lock:
            for key in [one for one in self._kept if one[0] == member]:
                del self._kept[key]

    def _drop_old(self) -> None:
        too_old = self._clock() - _MINUTES * 60
        for key in [one for one, (at, _copy) in self._kept.items() if at < too_old]:
            del self._kept[key]

    def __len__(self) -> int:
        with self._lock:
            self._drop_old()
            return len(self._kept)


def file_at(file: CaseFile, height: int) -> File:
    """A file that is there; one that was taken back is not, however often it was seen."""
    files = () if file.talk is None else file.talk.dialogue.files
    for one in files:
        if one.height == height and not one.removed:
            return one
    raise NotFoundError


def batch_of(number: int) -> int:
    """The first page of those that are drawn together with this one."""
    return (max(1, number) - 1) // PAGES * PAGES + 1


@dataclass(frozen=True, kw_only=True)
class Lightbox:
    """Where files lie, and the copies of them that are looked at now."""

    files: BlobStore
    copies: Copies


def look(desk: Desk, box: Lightbox, file: CaseFile, *, height: int, page: int = 1) -> Copy:
    """The pictures around this page. Drawing them anew is written down anew."""
    blob = file_at(file, height).attached.seal.blob
    key = (desk.me, blob, batch_of(page))
    found = box.copies.find(key)
    if found is not None:
        return found
    opened = attachments.open_to_show(desk, box.files, file, height=height)
    return box.copies.make(key, opened)
