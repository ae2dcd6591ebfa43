"""What happened, newest first, as cases and requests tell it."""

from dataclasses import dataclass

from corridor.web.desk.forms.case import StrikeForm
from corridor.web.desk.pages.common import Link, Quoted
from corridor.web.ui.marks import Tone


@dataclass(frozen=True, kw_only=True)
class StrikePanel:
    """Marks an entry as a slip of the hand. It stays readable and counts no more."""

    form: StrikeForm
    url: str


@dataclass(frozen=True, kw_only=True)
class TakeBack:
    """For half a minute: until when words wait, and the button that takes them back."""

    words: str
    url: str


@dataclass(frozen=True, kw_only=True)
class Event:
    """One entry. `who` did `what`; `said` are a person's own words, `text` is ours.

    `seen` tells on which day the other side saw it; `back` is there while it still waits.
    """

    who: str
    what: str
    icon: str
    tone: Tone = Tone.PLAIN
    text: str = ""
    said: Quoted | None = None
    original: Quoted | None = None
    original_words: str = ""
    struck: str = ""
    strike: StrikePanel | None = None
    link: Link | None = None
    seen: str = ""
    back: TakeBack | None = None

    @property
    def circle(self) -> str:
        """The style sheet's class for the circle: what came from outside is "in"."""
        return "in" if self.tone is Tone.WAIT else str(self.tone)


@dataclass(frozen=True, kw_only=True)
class TimelineDay:
    heading: str
    events: tuple[Event, ...]
