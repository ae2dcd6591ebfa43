"""What comes out of a hostile file: pictures, clean sound, warnings that are only numbers."""

from enum import IntEnum, unique

from msgspec import Struct


@unique
class Kind(IntEnum):
    """What a file is by its bytes, whatever its name says."""

    PDF = 1
    IMAGE = 2
    WORDS = 3
    SHEET = 4
    SLIDES = 5
    TEXT = 6
    TABLE = 7
    SOUND = 8
    FILM = 9


@unique
class Caution(IntEnum):
    """What the worker should know about the file; `Warned.count` says how many there are."""

    PAGES_LEFT_OUT = 1
    NOT_AS_DECLARED = 2
    TWO_KINDS_AT_ONCE = 3
    SCRIPTS = 4
    LINKS = 5
    ENCLOSED_FILES = 6
    FETCHES_FROM_OUTSIDE = 7
    HIDDEN_WORDS = 8
    CONTROL_CHARACTERS = 9
    REDRAWN = 10
    """An office file: its words, tables and pictures in our own layout, not in its own."""
    GUESSED_ALPHABET = 11
    CODE_SHOWN_AS_TEXT = 12
    PARTS_UNREADABLE = 13
    SOUND_CUT = 14
    CHANGES_TRACKED = 15


class Opened(Struct, frozen=True, kw_only=True):
    """Comes first. `pages` counts pages, or moments of a film; 0 when only reading tells."""

    kind: Kind
    pages: int


class Picture(Struct, frozen=True, kw_only=True):
    """One page, as a WebP picture without metadata, encoded from bare pixels."""

    number: int
    width: int
    height: int
    webp: bytes
    at: int | None = None
    """Of a film: how many milliseconds after its beginning."""


class SoundPart(Struct, frozen=True, kw_only=True):
    """The next bytes of one Ogg Opus file, made anew from bare samples."""

    opus: bytes


class Warned(Struct, frozen=True, kw_only=True):
    caution: Caution
    count: int = 1


class SheetRow(Struct, frozen=True, array_like=True):
    """One row of a workbook, as words. Row 0 of a sheet holds the sheet's name alone."""

    sheet: int
    number: int
    cells: tuple[str, ...]


Shown = Opened | Picture | SoundPart | Warned
