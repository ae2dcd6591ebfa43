"""Files in a dialogue: what may be sent, how much of it, and what a sealed file is known by.

Nobody is asked for intimate proof: the kind stands in the list so that it can be refused.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Final

import msgspec
from msgspec.structs import replace
from typing_extensions import override

from corridor.base.ids import BlobId, MemberId
from corridor.domain.errors import (
    EmptyFileError,
    FilesTogetherError,
    FileTooLargeError,
    IntimateProofError,
    NotFoundError,
    TooManyFilesError,
)
from corridor.domain.records import Fact

NAME_LIMIT: Final = 200
MEGABYTE: Final = 1024 * 1024
UNKNOWN_TYPE: Final = "application/octet-stream"
_TYPE: Final = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,60}")


class Category(StrEnum):
    """What the sender says it is."""

    PAPERS = "papers"
    THREAT = "threat"
    HARM = "harm"
    OTHER = "other"
    INTIMATE = "intimate"


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """What an organisation takes: megabytes of one file, files of one person, all together."""

    largest_mb: int = 500
    most: int = 20
    together_mb: int = 2000

    @property
    def largest(self) -> int:
        return self.largest_mb * MEGABYTE

    @property
    def together(self) -> int:
        return self.together_mb * MEGABYTE


class FileSeal(msgspec.Struct, frozen=True, kw_only=True):
    """Where the sealed bytes are, what opens them, and what they are known by as they lie."""

    blob: BlobId
    key: bytes
    commitment: bytes
    size: int
    digest: bytes

    @override
    def __repr__(self) -> str:
        return "FileSeal(<hidden>)"


class Attached(Fact, frozen=True, kw_only=True, tag="attached/1"):
    """A file that arrived whole. `size` and `digest` are of what was sent, not as sealed."""

    seal: FileSeal
    size: int
    digest: bytes
    declared: str
    category: Category
    name: str


class FileRemoved(Fact, frozen=True, kw_only=True, tag="file_removed/1"):
    """The file that the entry at `height` names was taken back by who had sent it."""

    height: int


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file as the dialogue shows it. `by` is None for the person in danger."""

    attached: Attached
    at: datetime
    by: MemberId | None
    height: int
    removed: bool = False


def of_the_person(file: File) -> bool:
    return file.by is None


def marked_removed(file: File, fact: FileRemoved) -> File:
    return replace(file, removed=True) if file.height == fact.height else file


def take(category: Category) -> Category:
    """Raise before the first byte of what must never be sent."""
    if category is Category.INTIMATE:
        raise IntimateProofError("category")
    return category


def room(sizes: Sequence[int], *, limits: Limits) -> int:
    """How large the next file may be, in bytes."""
    if len(sizes) >= limits.most:
        raise TooManyFilesError("file", limits.most)
    left = limits.together - sum(sizes)
    if left <= 0:
        raise FilesTogetherError("file", limits.together_mb)
    return min(limits.largest, left)


def attach(files: Iterable[File], draft: Attached, *, limits: Limits) -> Attached | None:
    """None when this very file is here already: sent twice, it counts once."""
    here = [file for file in files if not file.removed]
    if any(_same(file.attached, draft) for file in here):
        return None
    if draft.size == 0:
        raise EmptyFileError("file")
    if draft.size > room([file.attached.size for file in here], limits=limits):
        raise FileTooLargeError("file", limits.largest_mb)
    return replace(draft, category=take(draft.category))


def remove(files: Iterable[File], *, height: int, by: MemberId | None) -> FileRemoved | None:
    """Each side takes back what it has sent, once."""
    for file in files:
        if file.height == height and (file.by is None) == (by is None):
            return None if file.removed else FileRemoved(height=height)
    raise NotFoundError


def named(name: str) -> str:
    """The last part of what a browser sends as a name, cut where it is longer than any is."""
    bare = re.split(r"[/\\]", name)[-1].strip()
    return bare.encode("utf-8", "replace").decode()[:NAME_LIMIT]


def declared(media_type: str) -> str:
    """What the sender's browser takes it for, if that is a media type at all."""
    bare = media_type.partition(";")[0].strip().lower()
    return bare if _TYPE.fullmatch(bare) else UNKNOWN_TYPE


def visible(name: str) -> str:
    """A name in which nothing hides: what turns, breaks or blanks a line is written out."""
    return "".join(sign if sign.isprintable() else f"⟨{ord(sign):04X}⟩" for sign in name)


def _same(one: Attached, other: Attached) -> bool:
    return (one.digest, one.size) == (other.digest, other.size)
