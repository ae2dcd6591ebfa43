"""The small marks that stand in rows and heads: each says in words what its colour says."""

from dataclasses import dataclass
from enum import StrEnum

from corridor.domain.factors import Level

STEPS = 6


class Tone(StrEnum):
    """How a pill, a mark or a line of text is tinted. The values are style sheet classes."""

    PLAIN = ""
    OK = "ok"
    WAIT = "wait"
    WARN = "warn"
    BAD = "bad"
    SEEK = "seek"


@dataclass(frozen=True, kw_only=True)
class Pill:
    words: str
    tone: Tone = Tone.PLAIN
    icon: str = ""


@dataclass(frozen=True, kw_only=True)
class Urgency:
    level: Level
    words: str


@dataclass(frozen=True, kw_only=True)
class Member:
    """A member of staff as pages show them: a handle, never a person's own name."""

    handle: str
    tint: str = ""

    @property
    def initials(self) -> str:
        return self.handle[:2].upper()


@dataclass(frozen=True, kw_only=True)
class StepMark:
    """How far a case has come, out of six."""

    number: int
    words: str

    @property
    def bars(self) -> tuple[str, ...]:
        done = ("on",) * (self.number - 1)
        return (*done, "now") + ("",) * (STEPS - self.number)


@dataclass(frozen=True, kw_only=True)
class DueMark:
    """A day as people say it: "Tomorrow", "Fri 19 May"."""

    words: str
    tone: str = ""


class MarkKind(StrEnum):
    """A sign in a circle: yes, no, look here, not known. The values are style sheet classes."""

    OK = "ok"
    NO = "no"
    WARN = "warn"
    ASK = "ask"
    OFF = "off"
    WAIT = "wait"
    BAD = "bad"


@dataclass(frozen=True, kw_only=True)
class Mark:
    """`meaning` is what a screen reader says in place of the sign: "Yes:", "Not known:"."""

    kind: MarkKind
    meaning: str
