"""Why a file is not shown. A reason and nothing else: no word of a file leaves in an error."""

from enum import IntEnum, unique
from typing import Final


@unique
class Reason(IntEnum):
    BROKEN = 1
    TOO_BIG = 2
    UNKNOWN_KIND = 3
    LOCKED = 4
    TOOK_TOO_LONG = 5
    FORBIDDEN_ACT = 6
    EMPTY = 7


class ViewingError(Exception):
    """This file cannot be shown as pictures."""


class BrokenFileError(ViewingError):
    """The file is cut or spoiled, or is not what its first bytes say."""


class TooBigError(ViewingError):
    """It holds more bytes, pixels or parts than a picture of it may cost."""


class UnknownKindError(ViewingError):
    """Nothing here draws files of this kind."""


class LockedError(ViewingError):
    """The file is locked with a password."""


class TookTooLongError(ViewingError):
    """Drawing it used up its time and was stopped."""


class ForbiddenActError(ViewingError):
    """While being drawn it tried what drawing never needs: likely an attack."""


class EmptyFileError(ViewingError):
    """There is nothing in it."""


class CannotViewSafelyError(ViewingError):
    """This machine cannot lock a converter up, so that nothing is converted."""


class BusyError(ViewingError):
    """Every place for drawing is taken; somebody may try again in a moment."""


ERRORS: Final[dict[Reason, type[ViewingError]]] = {
    Reason.BROKEN: BrokenFileError,
    Reason.TOO_BIG: TooBigError,
    Reason.UNKNOWN_KIND: UnknownKindError,
    Reason.LOCKED: LockedError,
    Reason.TOOK_TOO_LONG: TookTooLongError,
    Reason.FORBIDDEN_ACT: ForbiddenActError,
    Reason.EMPTY: EmptyFileError,
}
REASONS: Final = {error: reason for reason, error in ERRORS.items()}
