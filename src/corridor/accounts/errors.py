"""What the door of the desk refuses. One refusal for every reason: a reason is an oracle."""

from enum import StrEnum


class RefusedError(Exception):
    """No log-in, no confirmation. Wrong name, code, passphrase and too early look alike."""


class HandleTakenError(Exception):
    """Another member answers to this handle already."""


class DraftsFullError(Exception):
    """This member has more held drafts than anybody types; the form is shown again instead."""


class NoSuchMemberError(Exception):
    """This member has no way in: never enrolled, or removed."""


class Over(StrEnum):
    IDLE = "idle"
    EXPIRED = "expired"
    ENDED = "ended"
    UNKNOWN = "unknown"


class SessionOverError(Exception):
    """There is no open session behind this cookie."""

    def __init__(self, reason: Over) -> None:
        super().__init__(reason.value)
        self.reason = reason


class WrongEngineError(Exception):
    """Sessions of several processes need PostgreSQL and its unlogged tables."""
